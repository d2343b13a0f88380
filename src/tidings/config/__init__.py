"""The desk file: text in, a :class:`~tidings.model.Desk` out, or errors that name file, line and key.

Nothing here opens a file: the command line reads them and hands in their text.
"""

from .advice import check_desk
from .desk import find_problems, parse_desk
from .keys import KEYS, Key
from .opml import parse_opml, write_opml
from .starter import starter_desk

__all__ = [
    "KEYS",
    "Key",
    "check_desk",
    "find_problems",
    "parse_desk",
    "parse_opml",
    "starter_desk",
    "write_opml",
]
