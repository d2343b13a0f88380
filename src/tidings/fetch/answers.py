"""What the headers of an answer say: validators, how long it holds, how long to wait.

Pure functions; headers are strangers' words, so every value is bounded and may be nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ..model import Validators

SECONDS_MAX = 365 * 86400
"""No server's word counts for longer than a year."""
HEADER_CHARS_MAX = 1000
"""Longer validators are not kept: they would travel with every request."""


MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d+)", re.IGNORECASE)
NO_STORE = re.compile(r"(?:^|,)\s*no-(?:store|cache)\b", re.IGNORECASE)

# Possessive throughout: a hostile header must not make the search go back and try again.
LINK = re.compile(
    r"""[\s,]*+<([^<>]*+)>((?:\s*+;\s*+(?:[^\s;,="<>]++(?:\s*+=\s*+(?:"(?:[^"\\]|\\.)*+"|[^\s;,"]*+))?+)?+)*+)\s*+(?=,|$)"""
)
LINK_PARAMETER = re.compile(r"""([^\s;,="<>]++)(?:\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s;,"]*+)))?+""")
LINK_CHARS_MAX = 20_000
"""Some sites send kilobytes of links to preload; nobody names a hub behind more than this."""

Headers = Mapping[str, str]
"""By name, without regard to case."""

GONE = 410
STATUS_WORDS = {
    400: "the host does not understand the question (400): check the feed's address",
    401: "the host wants a login (401): ask the publisher for an open feed",
    402: "the host wants to be paid (402): ask the publisher for an open feed",
    403: "the host refuses us (403): ask the publisher whether the feed may be read by programs",
    404: "there is nothing at this address (404): look for the feed's new address on the publisher's site",
    406: "the host has no feed in a form we read (406): look for another address on the publisher's site",
    GONE: "the feed is gone for good (410): take it off the desk",
    429: "the host finds that it is asked too often (429): nothing to do, it is asked again later",
    451: "the host may not show the feed for legal reasons (451): take it off the desk",
}


PICTURE_WORDS = {
    401: "the host shows the picture only to those with a login (401): nothing to do, its story goes without",
    403: "the host refuses us the picture (403): nothing to do, its story goes without",
    404: "there is no picture at this address (404): nothing to do, its story goes without",
    410: "the picture is gone for good (410): nothing to do, its story goes without",
    451: "the host may not show the picture for legal reasons (451): nothing to do, its story goes without",
}


def status_in_words(status: int, *, is_redirected: bool = False, is_picture: bool = False) -> str:
    """What an answer that is no feed means, or no picture where that was asked for, and what to do next."""
    if is_picture and status in PICTURE_WORDS:
        return PICTURE_WORDS[status]
    if status == GONE and is_redirected:
        return "where it leads, the feed is gone for good (410): look for its new address on the publisher's site"
    if status in STATUS_WORDS:
        return STATUS_WORDS[status]
    if 500 <= status <= 599:
        return f"the host has trouble of its own ({status}): nothing to do, it is asked again later"
    return f"the host answered with something we cannot use ({status}): open the address in a browser to see what it is"


RIGHTS = ("x-robots-tag", "tdm-reservation", "tdm-policy")
"""Headers in which a publisher says what machines may do with a page."""


def rights_of(headers: Headers) -> tuple[tuple[str, str], ...]:
    """What an answer's headers say of rights, cut to what is sane."""
    return tuple((name, headers[name][:HEADER_CHARS_MAX]) for name in RIGHTS if name in headers)


def validators_of(headers: Headers) -> Validators:
    """The marks of this version, exactly as received; empty where they cannot be returned exactly."""
    return Validators(etag=verbatim(headers.get("ETag", "")), last_modified=verbatim(headers.get("Last-Modified", "")))


def verbatim(value: str) -> str:
    """A header's value if it can be stored and sent back byte for byte, else nothing."""
    return value if len(value) <= HEADER_CHARS_MAX and value.isprintable() else ""


def content_type_of(headers: Headers) -> str:
    """The declared type with its parameters; empty where it is unreadable."""
    return verbatim(headers.get("Content-Type", ""))


def max_age_s(headers: Headers, *, now: datetime) -> int:
    """For how many seconds the server says its answer still holds; 0: it does not say."""
    control = headers.get("Cache-Control", "")
    if NO_STORE.search(control):
        return 0
    if found := MAX_AGE.search(control):
        return max(0, seconds(found[1]) - seconds(headers.get("Age", "")))
    expires = find_http_date(headers.get("Expires", ""))
    return seconds_between(server_clock(headers, now=now), expires) if expires else 0


def retry_after_s(headers: Headers, *, now: datetime) -> int:
    """How many seconds the host asks us to wait; 0: it does not say."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return seconds(value)
    moment = find_http_date(value)
    return seconds_between(server_clock(headers, now=now), moment) if moment else 0


def find_link(lines: Sequence[str], rel: str) -> str:
    """The first address that the ``Link`` headers give for a relation (RFC 8288); empty: none.

    A link about another document (``anchor``) does not count.  The address may be relative.
    """
    for target, parameters in links(", ".join(lines)[:LINK_CHARS_MAX]):
        if rel in parameters.get("rel", "").lower().split() and "anchor" not in parameters:
            return target
    return ""


def links(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each address of a ``Link`` header with its parameters, of which the first of a name counts."""
    at = 0
    while found := LINK.match(text, at):
        parameters: dict[str, str] = {}
        for name, quoted, token in LINK_PARAMETER.findall(found[2]):
            parameters.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) or token)
        yield found[1].strip(), parameters
        at = found.end()


def server_clock(headers: Headers, *, now: datetime) -> datetime:
    """The moment of the answer by the server's own clock, against which its dates are meant."""
    return find_http_date(headers.get("Date", "")) or now


def find_http_date(value: str) -> datetime | None:
    """A date of HTTP in UTC; None where it is none."""
    try:
        moment = parsedate_to_datetime(value)
        # ``-0000`` and a missing zone come back without one; HTTP dates are in GMT.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def seconds(digits: str) -> int:
    """A number of seconds, bounded; 0 for anything else."""
    digits = digits.strip()
    return min(int(digits[:12]), SECONDS_MAX) if digits.isascii() and digits.isdigit() else 0


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds from one moment to the next, bounded; 0 where it has passed."""
    return min(max(0, round((end - start).total_seconds())), SECONDS_MAX)
