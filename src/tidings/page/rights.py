"""What publishers ask of machines, and whether a page may be read without paying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..reading import Claim
from .noting import note
from .sightings import Sightings, Zones, name_of

ROBOTS_NAMES = frozenset(
    "robots googlebot googlebot-news bingbot slurp otherbots news_robots tidings gptbot ccbot google-extended".split()
)
"""Names of ``meta`` elements that speak to machines."""
RESERVED = frozenset(
    "noindex none nofollow nosnippet noarchive nocache noimageindex notranslate noai noimageai noml "
    "indexifembedded".split()
)
"""Words of which each asks machines for less."""
LIMITS = re.compile(
    r"max-(?:snippet|image-preview|video-preview)\s*:\s*(?:0|none)\b|"
    r"unavailable_after\s*:\s*[^,]+(?:,[^,]*\d{4}[^,]*)?",
    re.IGNORECASE,
)
AGENT = re.compile(r"^\s*([a-z0-9_-]+)\s*:\s*(?!\s*-?\d|none|standard|large)", re.IGNORECASE)
"""The name of one machine before its rules in ``X-Robots-Tag``; max-snippet and its like are no names."""
TDM_NAMES = ("tdm-reservation", "tdm-policy")
WALL = re.compile(
    r"(?:^|[\s_-])(?:pay-?wall|meter(?:ed)?-?wall|subscri(?:be|ption|ber)-?(?:wall|only|required|prompt)|"
    r"piano-(?:paywall|offer)|"
    r"regwall|premium-?(?:wall|barrier|hinweis)|paid-?content|plus-?(?:wall|article)|article--paid|"
    r"locked-?content|o-?barrier)",
    re.IGNORECASE,
)
"""Names of walls that end an article for those who have not paid."""


def reservation_claims(seen: Sightings, headers: Iterable[tuple[str, str]]) -> Iterator[Claim]:
    """Every wish that a header or the page's head speaks."""
    for name, value in headers:
        if name == "x-robots-tag":
            for wish in wishes_in(value):
                yield note("reservation", "header", name, value, value=wish)
        elif name in TDM_NAMES:
            yield from tdm_claims("header", name, value)
    for name, content in seen.metas:
        if name in ROBOTS_NAMES:
            for wish in wishes_in(content):
                yield note("reservation", "meta", name, content, value=wish)
        elif name in TDM_NAMES:
            yield from tdm_claims("meta", name, content)
    if any(element.get("data-nosnippet") is not None for element in seen.marked):
        yield note("reservation", "visible", "data-nosnippet", "data-nosnippet", value="data-nosnippet")


def wishes_in(raw: str) -> list[str]:
    """The words of a rule that ask for less, in order, each as the standards write it."""
    text = (
        AGENT.sub("", raw[:1000]) if not raw.lower().lstrip().startswith(("max-", "unavailable_after")) else raw[:1000]
    )
    found = [re.sub(r"\s*:\s*", ":", match[0].strip().lower(), count=1) for match in LIMITS.finditer(text)]
    plain = [word for word in re.split(r"[\s,;]+", text.lower()) if word in RESERVED]
    return list(dict.fromkeys([*plain, *found]))


def tdm_claims(origin: str, name: str, raw: str) -> Iterator[Claim]:
    """The W3C's TDM reservation protocol: 1 reserves the rights, a policy says how to ask."""
    value = raw.strip()
    if name == "tdm-policy":
        yield note("reservation", origin, name, raw, value=f"tdm-policy:{value}"[:500])
    elif value == "1":
        yield note("reservation", origin, name, raw, value="tdm-reservation")


@lru_cache(maxsize=8192)
def is_wall_name(name: str) -> bool:
    """Whether an element is called a wall."""
    return WALL.search(name) is not None


def wall_claims(seen: Sightings, zones: Zones) -> Iterator[Claim]:
    """A wall that stands in the page: one weak claim."""
    for element in seen.marked:
        if is_wall_name(name_of(element)) and not zones.is_aside(element):
            yield note("access", "visible", "element named as a wall", name_of(element)[:100], value="paid")
            return
