"""robots.txt (RFC 9309): whether a page that nobody subscribed to may be asked for, and how slowly.

Pure functions over copies; ``visit`` is where they are fetched.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from protego import Protego
from yarl import URL

from ..errors import FetchError
from ..model import Fetched, RobotsCopy

PARSED_BYTES_MAX = 512 * 1024
"""RFC 9309 asks for at least 500 KiB; what follows is not read."""
GOOD_FOR = timedelta(hours=24)
TROUBLE_GOOD_FOR = timedelta(hours=1)
"""A site in trouble is asked again sooner, since until then nothing of it may be read."""
CRAWL_DELAY_S_MAX = 60.0
ROBOT = "tidings"
"""The name that a robots.txt may address us by."""
FORBID_ALL = "User-agent: *\nDisallow: /\n"
ALLOW_ALL = "User-agent: *\nAllow: /\n"
OK, TROUBLES = 200, 500


def authority_of(url: URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return str(url.origin())


def is_fresh(copy: RobotsCopy, *, now: datetime) -> bool:
    """The copy may still be used; a copy of the future is of a wrong clock."""
    good_for = TROUBLE_GOOD_FOR if is_trouble(copy.status) else GOOD_FOR
    return timedelta(0) <= now - copy.fetched_at < good_for


def is_trouble(status: int) -> bool:
    """The site could not say what it wants: no answer, 5xx, or 429 (which is "later", not "nothing")."""
    return status == 0 or status >= TROUBLES or status == 429  # too many requests


def copy_of(authority: str, outcome: Fetched | FetchError, *, old: RobotsCopy | None, now: datetime) -> RobotsCopy:
    """What an answer for robots.txt means.

    A text is the site's wish; 4xx: it has none, everything is allowed; trouble: what it last said,
    else nothing is allowed.
    """
    if isinstance(outcome, Fetched):
        text = outcome.body[:PARSED_BYTES_MAX].decode("utf-8", "replace")
        return RobotsCopy(authority=authority, fetched_at=now, status=outcome.status, text=text or ALLOW_ALL)
    if is_trouble(outcome.status) or outcome.status < 400:  # redirects without end, a cut-off answer
        text = old.text if old else FORBID_ALL
        return RobotsCopy(
            authority=authority, fetched_at=now, status=0 if outcome.status < TROUBLES else outcome.status, text=text
        )
    return RobotsCopy(authority=authority, fetched_at=now, status=outcome.status, text=ALLOW_ALL)


def find_ban(copy: RobotsCopy, url: URL) -> str | None:
    """Why robots.txt forbids a page, in words; None: it does not."""
    if parsed(copy.text).can_fetch(str(url), ROBOT):
        return None
    if copy.text == FORBID_ALL:
        return (
            f"{copy.authority}/robots.txt could not be read, and until it can be nothing is asked there: "
            "nothing to do, it is asked again later"
        )
    return f"{copy.authority}/robots.txt asks programs not to read this page: ask the publisher"


def crawl_delay_s(copy: RobotsCopy) -> float:
    """Seconds that the site wants between two requests, up to a minute; 0: it does not say."""
    return min(max(float(parsed(copy.text).crawl_delay(ROBOT) or 0.0), 0.0), CRAWL_DELAY_S_MAX)


@lru_cache(maxsize=256)
def parsed(text: str) -> Protego:
    """The rules of a text; reading them is slow, and many pages of a site are asked for."""
    return Protego.parse(text)
