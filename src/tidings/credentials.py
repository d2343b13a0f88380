"""What in an address lets somebody in: names with passwords, and parameters that are keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

HIDDEN: Final = "…"
"""Stands where a credential was."""
ALONE_CHARS_MIN: Final = 10
"""A shorter credential, or one without letters and digits both (``auth=required``), may stand in any text by chance:
it is hidden only in its address."""
NAMES: Final = (
    "access_token", "accesstoken", "api_key", "api-key", "apikey", "api_token", "auth", "auth_key", "auth_token",
    "authkey", "authtoken", "authorization", "bearer", "client_secret", "credential", "credentials", "feed_key",
    "feedkey", "feed_token", "jwt", "key", "license_key", "member_token", "pass", "passwd", "password", "private_key",
    "private_token", "pwd", "rss_key", "rss_token", "rsskey", "secret", "session", "session_id", "sessionid", "sid",
    "sig", "signature", "subscriber_token", "token", "user_key", "user_token", "x-amz-credential",
    "x-amz-security-token", "x-amz-signature",
)  # fmt: skip
"""Parameters whose value is for one reader alone."""
USER = re.compile(r"(?<=://)[^/?#@\s]*@|(?<=//)[^/?#@\s]+@")
PARAMETER = re.compile(
    rf"(?<=[?&;#])(?P<name>(?:amp;)?(?:{'|'.join(map(re.escape, NAMES))}))=(?P<value>[^&#;\s\"'<>]+)", re.IGNORECASE
)
WORD = re.compile(r"[0-9A-Za-z]+")
ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


def without_credentials(url: str) -> str:
    """An address as it may be shown; it no longer loads what only its owner may load."""
    if "@" not in url and "=" not in url:
        return url
    return PARAMETER.sub(lambda match: f"{match['name']}={HIDDEN}", USER.sub("", url))


def text_without_credentials(text: str) -> str:
    """A text with every address in it as it may be shown."""
    return ADDRESS.sub(lambda match: without_credentials(match[0]), text) if "://" in text else text


def credentials_in(url: str) -> tuple[str, ...]:
    """What must not be seen of an address: all of it, and each credential that stands in no text by chance.

    Longest first; empty where everybody may see it.
    """
    shown = without_credentials(url)
    if shown == url:
        return ()
    values = {value for found in (*passwords(url), *parameters(url)) for value in (found, unquote(found))}
    telling = {value for value in values if is_telling(value)}
    return tuple(sorted({url, *users(url), *telling}, key=lambda text: (-len(text), text)))


def users(url: str) -> list[str]:
    """``name:password@``, where there is a password."""
    return [match[0] for match in USER.finditer(url) if ":" in match[0]]


def passwords(url: str) -> list[str]:
    """The password alone."""
    return [found[:-1].partition(":")[2] for found in users(url)]


def parameters(url: str) -> list[str]:
    """The values of parameters that are keys."""
    return [match["value"] for match in PARAMETER.finditer(url)]


def is_telling(value: str) -> bool:
    """Long and mixed enough to stand in no text by chance."""
    has_both = any(character.isdigit() for character in value) and any(character.isalpha() for character in value)
    return len(value) >= ALONE_CHARS_MIN and has_both


def hider(urls: Iterable[str]) -> Callable[[str], str] | None:
    """What takes the credentials of these addresses out of a text; None where they have none."""
    hidden = {
        found: without_credentials(found) if found == url else "" if found.endswith("@") else HIDDEN
        for url in urls
        for found in credentials_in(url)
    }
    if not hidden:
        return None
    ordered = sorted(hidden, key=lambda found: (-len(found), found))
    marks = frozenset(max(WORD.findall(found), key=len, default="") for found in ordered)
    every = re.compile("|".join(map(re.escape, ordered)))

    def hide(text: str) -> str:
        # Most texts have no word in common with any credential, which is told faster.
        if marks.isdisjoint(WORD.findall(text)):
            return text
        return every.sub(lambda match: hidden[match[0]], text)

    return hide
