"""What a single value must be; every check answers with a complaint, empty when all is well."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from ..clocks import find_clock
from ..genre import ARTICLE_KINDS
from ..rules import CAN_BE_LEFT_OUT
from ..sources import SOURCE_KINDS, STANDINGS
from ..subjects import SUBJECTS
from ..urls import is_web_url
from .keys import Key
from .proof import cut, did_you_mean, shown

TEXT_CHARS_MAX = 2000
ITEMS_MAX = 1000
"""Items of one list of texts."""
PORT_MAX = 65535

ASKING = ("never", "short", "always")
CHOICES = {
    "feeds.pages": ASKING,
    "masthead.machines.ai_training": ("", "allow", "refuse"),
    "masthead.machines.ai_answers": ("", "allow", "refuse"),
    "images.show": ("never", "link", "local"),
    "rules.article.mend_clocks": ("never", "told", "certain"),
    "rules.pages.ask": ASKING,
    "rules.set": ("tidings", "everyday"),
    "rules.cluster.breadth": ("event", "thread"),
    "sources.standing": ("", *STANDINGS),
}
"""What a text may be, where it may be only one of a few, by key."""
EMBEDDERS = ("auto", "none", "minilm", "static", "multilingual")
"""A folder's name must look like one, so that a mistyped word is not taken for it."""
TOPIC_ID = re.compile(r"[a-z0-9-]{1,80}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}")
HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
PLACE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
COUNTRY = re.compile(r"[A-Z]{2}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SECURITY_CONTACT = re.compile(r"(?:https://|tel:|(?:mailto:)?[^\s@:/]+@)[^\s@]+\S*")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
MAY_HAVE_LINES = frozenset({"topics.description"})

KIND_NAMES = {
    "text": "text between quotation marks",
    "whole number": "a whole number",
    "number": "a number",
    "true or false": "true or false",
    "list of texts": 'a list of texts, such as ["one", "two"]',
}


def complain(key: Key, value: object) -> str:
    """What is wrong with a key's value, as the rest of a sentence that begins with the key."""
    if not is_of_kind(key, value):
        return f"must be {KIND_NAMES[key.kind]}, not {shown(value)}"
    if isinstance(value, str):
        return complain_of_text(key, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return complain_of_number(key, value)
    if isinstance(value, list) and len(value) > ITEMS_MAX:
        return f"has {len(value):,} items; {ITEMS_MAX:,} is the most"
    return ""


def is_of_kind(key: Key, value: object) -> bool:
    """The value has the key's type; in TOML true is no number, and a whole number is a number."""
    if key.kind == "true or false" or isinstance(value, bool):
        return key.kind == "true or false" and isinstance(value, bool)
    if key.kind == "number":
        return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    return isinstance(value, {"text": str, "whole number": int, "list of texts": list}[key.kind])


def complain_of_number(key: Key, value: float) -> str:
    """A number outside its limits."""
    if key.least is None or key.most is None or key.least <= value <= key.most:
        return ""
    unit = "" if "0 to 1" in key.unit or key.unit == "year" else f" {key.unit}"
    return f"is {shown(value)}; it must be from {key.least:,g} to {number(key.most)}{unit}"


def number(value: float) -> str:
    """A limit in full."""
    return f"{value:,}" if value == int(value) and value >= 10_000 else f"{value:g}"


def complain_of_text(key: Key, text: str) -> str:
    """A text that cannot stand where it stands."""
    if len(text) > TEXT_CHARS_MAX:
        return f"is {len(text):,} characters long; {TEXT_CHARS_MAX:,} is the most"
    if key.name not in MAY_HAVE_LINES and CONTROL.search(text):
        return "must be one line of text, without tabs or control characters"
    if key.is_required and not text.strip():
        return "is empty; it must say something"
    return CHECKS[key.name](text) if text and key.name in CHECKS else ""


def complain_of_item(key: Key, item: object) -> str:
    """What is wrong with one item of a list of texts."""
    if not isinstance(item, str):
        return f"must be text between quotation marks, not {shown(item)}"
    if len(item) > TEXT_CHARS_MAX:
        return f"is {len(item):,} characters long; {TEXT_CHARS_MAX:,} is the most"
    return ITEM_CHECKS[key.name](item)


# ---------------------------------------------------------------- checks by key


def complain_of_url(text: str) -> str:
    """Not an address that could be asked."""
    if len(text) > TEXT_CHARS_MAX:
        return f"is {len(text):,} characters long; {TEXT_CHARS_MAX:,} is the most"
    if re.search(r"\s", text):
        return f"is {cut(text)!r}; an address has no spaces"
    if is_web_url(text):
        return ""
    return f"is {cut(text)!r}, which is not a web address; it must begin with https:// or http:// and name a host"


def complain_of_site(text: str) -> str:
    """Not an address that a site could live at."""
    parts = urlsplit(text) if is_web_url(text) else None
    if parts and (parts.query or parts.fragment):
        return f"is {cut(text)!r}; the address of a site has no ? or # in it"
    return complain_of_url(text)


def complain_of_callback(text: str) -> str:
    """Not an address with a path of its own, below which every hub is given one to call."""
    if complaint := complain_of_site(text):
        return complaint
    if urlsplit(text).path.strip("/"):
        return ""
    return f"is {cut(text)!r}; give it a path of its own, such as https://news.example/websub"


def complain_of_security_contact(text: str) -> str:
    """Not what RFC 9116 wants: an address that says how to use it; a bare e-mail address will do here."""
    if SECURITY_CONTACT.fullmatch(text):
        return ""
    return f"is {cut(text)!r}; write an e-mail address, or one that begins with https://, mailto: or tel:"


def complain_of_sister(text: str) -> str:
    """Not a language and an address."""
    language, _, url = text.partition(" ")
    if LANGUAGE.fullmatch(language) and not complain_of_site(url):
        return ""
    return f"is {cut(text)!r}; write a language and an address, such as 'de https://de.news.example/'"


def complain_of_language(text: str) -> str:
    """Not a language tag."""
    if LANGUAGE.fullmatch(text):
        return ""
    return f"is {cut(text)!r}, which is not a language tag; write it as 'en', 'de' or 'pt-BR'"


def complain_of_zone(text: str) -> str:
    """Not a zone that this machine knows."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = available_timezones()
        by_city = {name.rpartition("/")[2].lower(): name for name in sorted(known)}
        meant = by_city.get(text.strip().lower().replace(" ", "_"))
        hint = f"; did you mean {meant!r}?" if meant else did_you_mean(text, known) or zone_hint(text, known)
        return f"is {cut(text)!r}, which is no time zone of the IANA list{hint}"
    return ""


def zone_hint(text: str, known: set[str]) -> str:
    """An example, or the nearest name whatever its case."""
    exact = {name.lower(): name for name in sorted(known)}
    return did_you_mean(exact.get(text.lower(), ""), known) or "; write it as 'Europe/London' or 'UTC'"


def complain_of_clock(text: str) -> str:
    """Neither a zone nor a distance from UTC."""
    return "" if find_clock(text) else f"{complain_of_zone(text)}; or write its distance from UTC, such as '-07:00'"


def complain_of_choice(text: str, *, choices: Sequence[str]) -> str:
    """None of those that there are."""
    return "" if text in choices else f"is {cut(text)!r}; it must be one of {', '.join(map(repr, choices))}"


def complain_of_topic_id(text: str) -> str:
    """Not an id that could be part of an address."""
    if TOPIC_ID.fullmatch(text):
        return ""
    return f"is {cut(text)!r}; an id has only small letters, digits and hyphens (a-z, 0-9, -), 80 at most"


def complain_of_phrase(text: str) -> str:
    """A phrase without a letter or digit would match everything."""
    if any(character.isalnum() for character in text):
        return ""
    return f"is {cut(text)!r}; a word or phrase needs a letter or digit"


def complain_of_kind(text: str) -> str:
    """None of the kinds that an article can be."""
    if text in ARTICLE_KINDS:
        return ""
    hint = did_you_mean(text.strip().lower(), ARTICLE_KINDS) or f"; the kinds are {', '.join(ARTICLE_KINDS)}"
    return f"is {cut(text)!r}, which is no kind of article{hint}"


def complain_of_subject(text: str) -> str:
    """None of the sensitive subjects."""
    if text in SUBJECTS:
        return ""
    hint = did_you_mean(text.strip().lower(), SUBJECTS) or f"; the subjects are {', '.join(map(repr, SUBJECTS))}"
    return f"is {cut(text)!r}, which is no sensitive subject{hint}"


def complain_of_day(text: str) -> str:
    """No day of the calendar."""
    try:
        is_day = DAY.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        is_day = False
    return "" if is_day else f"is {cut(text)!r}, which is no day; write it as '2026-11-25'"


def complain_of_host(text: str) -> str:
    """Not the bare name of a host."""
    if HOST.fullmatch(text):
        return ""
    return f"is {cut(text)!r}; write the bare name of a host, such as 'localhost', without scheme, port or path"


def complain_of_port(text: str) -> str:
    """Not the number of a port."""
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= PORT_MAX:
        return ""
    return f"is {cut(text)!r}; a port is a number from 1 to {PORT_MAX}, such as '8080'"


def complain_of_place(text: str) -> str:
    """Not a domain, a host or a part of a site."""
    host, slash, path = text.partition("/")
    is_place = PLACE_HOST.fullmatch(host) and not re.search(r"[\s?#]", path) and bool(slash) == bool(path.strip("/"))
    if is_place:
        return ""
    return f"is {cut(text)!r}; write a domain such as 'post.example', or a part of a site such as 'medium.com/@ada'"


def complain_of_source_kind(text: str) -> str:
    """None of the kinds of sources."""
    if text in SOURCE_KINDS:
        return ""
    hint = did_you_mean(text, SOURCE_KINDS)
    return f"is {cut(text)!r}; it must be one of {', '.join(map(repr, SOURCE_KINDS))}{hint}"


def complain_of_country(text: str) -> str:
    """Not the form of a country's code."""
    if COUNTRY.fullmatch(text):
        return ""
    return f"is {cut(text)!r}; write the two capital letters of ISO 3166, such as 'GB' or 'IN'"


def complain_of_embedder(text: str) -> str:
    """Neither one of ours nor a folder."""
    if text in EMBEDDERS or "/" in text or text.startswith("."):
        return ""
    return (
        f"is {cut(text)!r}; it must be one of {', '.join(map(repr, EMBEDDERS))}, or a model's folder with a slash in"
        " it, such as './model'"
    )


CHECKS: dict[str, Callable[[str], str]] = {
    "masthead.url": complain_of_site,
    "masthead.language": complain_of_language,
    "masthead.time_zone": complain_of_zone,
    "masthead.logo": complain_of_url,
    "masthead.ethics": complain_of_url,
    "masthead.corrections": complain_of_url,
    "masthead.security_contact": complain_of_security_contact,
    "masthead.machines.policy": complain_of_url,
    "topics.id": complain_of_topic_id,
    "feeds.url": complain_of_url,
    "serve.callback_url": complain_of_callback,
    "serve.hub_url": complain_of_url,
    "feeds.clock": complain_of_clock,
    **{name: partial(complain_of_choice, choices=choices) for name, choices in CHOICES.items()},
    "rules.everyday.root": complain_of_topic_id,
    "rules.everyday.site": complain_of_site,
    "rules.everyday.assets": complain_of_site,
    "rules.cluster.embedder": complain_of_embedder,
    "sources.domain": complain_of_place,
    "sources.id": complain_of_topic_id,
    "sources.kind": complain_of_source_kind,
    "sources.country": complain_of_country,
    "sources.language": complain_of_language,
    "sources.logo": complain_of_url,
    "help_lines.country": complain_of_country,
    "help_lines.url": complain_of_url,
    "help_lines.reviewed": complain_of_day,
    "rules.sensitive.country": complain_of_country,
}

ITEM_CHECKS: dict[str, Callable[[str], str]] = {
    "masthead.other_languages": complain_of_sister,
    "masthead.trust.belongs_to": complain_of_url,
    "masthead.trust.control": complain_of_url,
    "masthead.trust.controlled_by": complain_of_url,
    "masthead.trust.social": complain_of_url,
    "masthead.trust.disclosure": complain_of_url,
    "topics.keywords": complain_of_phrase,
    "topics.all": complain_of_phrase,
    "topics.near": complain_of_phrase,
    "topics.none": complain_of_phrase,
    "feeds.topics": complain_of_topic_id,
    "sources.domains": complain_of_place,
    "sources.aliases": complain_of_phrase,
    "rules.fetch.private_hosts": complain_of_host,
    "rules.fetch.ports": complain_of_port,
    "rules.publish.spam_phrases": complain_of_phrase,
    "rules.publish.refuse_kinds": complain_of_kind,
    "rules.publish.hold_kinds": complain_of_kind,
    "rules.sensitive.label": complain_of_subject,
    "rules.sensitive.no_image": complain_of_subject,
    "rules.sensitive.no_card": complain_of_subject,
    "rules.sensitive.no_lead": complain_of_subject,
    "rules.sensitive.hold": complain_of_subject,
    "help_lines.subjects": complain_of_subject,
    "rules.publish.leave_out": partial(complain_of_choice, choices=CAN_BE_LEFT_OUT),
    "rules.everyday.publishers": complain_of_place,
    "rules.everyday.official": complain_of_place,
    "rules.everyday.pictured": complain_of_place,
}
