"""The desk file: text in, a :class:`~tidings.model.Desk` out, or errors that name file, line and key.

Nothing here opens a file: the command line reads them and hands in their text.
"""

from .adding import add_to_desk, new_feeds
from .advice import check_desk
from .desk import find_problems, parse_desk
from .keys import KEYS, Key
from .opml import Subscriptions, parse_opml, read_subscriptions, write_opml
from .overlay import parse_tried
from .starter import GIT_IGNORE, starter_desk
from .taken import taken_desk

__all__ = [
    "GIT_IGNORE",
    "KEYS",
    "Key",
    "Subscriptions",
    "add_to_desk",
    "check_desk",
    "find_problems",
    "new_feeds",
    "parse_desk",
    "parse_opml",
    "parse_tried",
    "read_subscriptions",
    "starter_desk",
    "taken_desk",
    "write_opml",
]
