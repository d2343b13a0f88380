"""Dates inside other words: near a headline, in an address, in a line that begins with "Updated"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ..dates import find_month, parse_date
from ..model import DateClaim
from ..reading import Claim, PageReading

EARLIEST_YEAR = 1995
"""Before the web's first news sites nothing was published on it."""
AHEAD_MAX = timedelta(hours=36)
"""A page may be dated "tomorrow" where the day has begun already; further ahead is an error or an event."""
LINE_CHARS_MAX = 400
"""A longer line is a paragraph; the dates in it belong to its story."""
CLOCK_WITHIN_CHARS = 22
"""How far from a day its time may stand."""

NUMBER_YEAR = r"(?P<year>(?:19|20)\d{2})"
MONTH_NAME = r"(?P<name>[^\W\d_]{3,12})"
PATTERNS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d-]){NUMBER_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<![\d/]){NUMBER_YEAR}(?P<dash>[/.])\s?(?P<month>\d{{1,2}})(?P=dash)\s?(?P<day>\d{{1,2}})(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d{2}|\d{2}(?![\d.:]))(?!\d)",
        (
            r"(?<![\d/])(?P<first>\d{1,2})(?P<dash>[/-])(?P<second>\d{1,2})(?P=dash)(?P<year>(?:19|20)\d{2}|"
            r"\d{2})(?![\d/])"
        ),
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?[\s./-]{{0,3}}(?:de\s+|of\s+)?{MONTH_NAME}[.,\s/-]{{1,3}}(?:de\s+|del\s+)?{NUMBER_YEAR}(?!\d)",
        rf"\b{MONTH_NAME}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{NUMBER_YEAR}(?!\d{{2}}(?!:))",
        rf"{NUMBER_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]",
        rf"{NUMBER_YEAR}\.\s+{MONTH_NAME}\s+(?P<day>\d{{1,2}})\.?",
    )
)
DIGITS = re.compile(r"\d")
CLOCK_AFTER = re.compile(
    r"[^\d|"
    r"/]{0,12}?(?P<clock>\d{1,2}[:.h]\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{2,5}\b)?",
    re.IGNORECASE,
)
CLOCK_BEFORE = re.compile(
    r"(?P<clock>\d{1,2}[:.h]\d{2}(?::\d{2})?)\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[A-Z]{2,5}\b)?[\s,|"
    r"·•-]*(?:(?:on|am|le)\s+)?(?:[^\W\d_]{2,12}\.?,?\s*)?$",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"(?:updated?|modified|last (?:update|change|edited)|edited|revised|aktualisiert|geändert|bearbeitet|stand|zuletzt|"
    r"letzte (?:änderung|aktualisierung)|update|mis(?:e)? à jour|modifié|actualizad[oa]|modificad[oa]|atualizad[oa]|"
    r"aggiornat[oa]|ultima modifica|bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret|päivitetty|zaktualizowano|"
    r"aktualizacja|aktualizováno|обновлено|изменено|ενημέρωση|güncelle(?:me|ndi)|frissítve|更新|수정|업데이트)",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"(?:published?|posted|original(?:ly)?|created|first|veröffentlicht|erschienen|publiziert|erstellt|vom|publié|"
    r"posté|"
    r"publicad[oa]|pubblicat[oa]|gepubliceerd|geplaatst|publisert|publicerad|udgivet|julkaistu|opublikowano|vydáno|"
    r"опубликовано|δημοσίευση|yayın|közzétéve|发布|發布|公開|掲載|등록|입력)",
    re.IGNORECASE,
)
ADDRESS_DAY = re.compile(r"/((?:19|20)\d{2})([/_-])(\d{1,2}|[a-z]{3,9})\2(\d{1,2})(?=[/_.-]|$)", re.IGNORECASE)
ADDRESS_DIGITS = re.compile(r"(?<!\d)(20\d{2})(-?)([01]\d)\2([0-3]\d)(?!\d{1,3}(?!\d))")
MONTH_FIRST = frozenset(("us", "ph"))
"""Countries that write the month before the day; of languages, English where nothing else is said."""
DAY_FIRST_ENDINGS = (".uk", ".au", ".nz", ".ie", ".in", ".za", ".sg", ".ng", ".ke", ".my", ".eu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A date that stands in a line of a page."""

    claim: DateClaim
    is_change: bool
    """The words before it say that the page was changed then, not published."""
    is_named: bool
    """The words before it say what it is."""


def find_days(line: str, *, element: str, month_first: bool = False) -> tuple[Sighting, ...]:
    """The dates of a short line, in order; none of a paragraph."""
    if len(line) > LINE_CHARS_MAX or not DIGITS.search(line):
        return ()
    found: dict[int, Sighting] = {}
    taken: list[tuple[int, int]] = []
    for match in matches_in(line):
        day = day_of(match.groupdict(), month_first=month_first)
        if day is None or any(start < match.end() and match.start() < end for start, end in taken):
            continue
        taken.append(match.span())
        found[match.start()] = sighting_of(line, match.span(), day, element)
    return tuple(found[start] for start in sorted(found))


def matches_in(line: str) -> Iterator[re.Match[str]]:
    """Everything in a line that is written like a date, the surest forms first."""
    for pattern in PATTERNS:
        yield from pattern.finditer(line)


def day_of(parts: dict[str, str | None], *, month_first: bool) -> date | None:
    """The day of the parts of a date; None where there is no such day, or none of the web's time."""
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    if "first" in parts:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        month, day = (first, second) if (month_first and first <= 12) or second > 12 else (second, first)
    else:
        named = parts.get("name")
        month = find_month(named) if named else int(parts.get("month") or 0)
        day = int(parts["day"] or 0)
    return find_day(year, month, day)


def find_day(year: int, month: int, day: int) -> date | None:
    """A day of the calendar since the web has news; None: no such day."""
    try:
        return date(year, month, day) if year >= EARLIEST_YEAR else None
    except ValueError:
        return None


def sighting_of(line: str, span: tuple[int, int], day: date, element: str) -> Sighting:
    """A date of a line with its time, and with what the words before it say."""
    before, after = line[: span[0]], line[span[1] :]
    later = CLOCK_AFTER.match(after[:CLOCK_WITHIN_CHARS])
    start = max(span[0] - CLOCK_WITHIN_CHARS - 8, 0)
    earlier = None if later else CLOCK_BEFORE.search(line[start : span[0]])
    clock = later or earlier
    raw = line[start + earlier.start() if earlier else span[0] : span[1] + (later.end() if later else 0)].strip()
    claim = moment_of(day, clock, raw, element)
    labels = [(match.end(), False) for match in FIRST.finditer(before)]
    labels += [(match.end(), True) for match in CHANGED.finditer(before)]
    label = max(labels, default=None)
    return Sighting(claim=claim, is_change=bool(label and label[1]), is_named=label is not None)


def moment_of(day: date, clock: re.Match[str] | None, raw: str, element: str) -> DateClaim:
    """A day with its time of day where it has a readable one."""
    if clock:
        time = clock["clock"].replace(".", ":").replace("h", ":")
        read = parse_date(f"{day.isoformat()} {time} {clock['half'] or ''} {clock['zone'] or ''}".strip(), element)
        if read.at is None:
            read = parse_date(f"{day.isoformat()} {time}", element)
        if read.at is not None:
            return DateClaim(raw=raw, element=element, at=read.at, zone=read.zone)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return DateClaim(raw=raw, element=element, at=at, zone="assumed")


def find_address_day(url: str) -> DateClaim | None:
    """The day in an address (``/2026/02/15/``, ``/2026/feb/15/``; less sure: ``-20260215-``); None: there is none."""
    path = url.split("://", 1)[-1].partition("/")[2].partition("?")[0]
    for place, matches in (("address", ADDRESS_DAY.finditer("/" + path)), ("in a name", ADDRESS_DIGITS.finditer(path))):
        for match in matches:
            month = int(match[3]) if match[3].isdigit() else find_month(match[3])
            day = find_day(int(match[1]), month, int(match[4]))
            if day:
                return moment_of(day, None, match[0].strip("/-_"), place)
    return None


def writes_month_first(language: str, url: str, locale: str = "") -> bool:
    """Whether ``02/03/2026`` is the third of February on this page."""
    region = locale.replace("_", "-").lower().partition("-")[2] or language.lower().partition("-")[2]
    if region:
        return region in MONTH_FIRST
    host = url.split("://", 1)[-1].partition("/")[0].lower()
    return language.lower().startswith("en") and not host.endswith(DAY_FIRST_ENDINGS)


def published_day(reading: PageReading) -> str:
    """The day of publication as the page's readers see it (``2026-02-15``), or else of its last change; empty: none.

    A moment is a day only with a zone: of the days that the page itself writes, the one beside that moment.
    """
    if reading.published is None or reading.published.at is None:
        return written_day(reading.updated) if reading.updated else ""
    written = written_day(reading.published)
    if reading.published.at.strftime("%H:%M") == "00:00" or not is_in_utc(reading.published.raw):
        return written
    moment = reading.published.at
    seen = [local_day(claim, moment) for claim in reading.claims if claim.field == "published"]
    near = [day for day in seen if day and abs(days_between(day, written)) <= 1]
    return near[0] if near and written not in near else written


def local_day(claim: Claim, moment: datetime) -> str:
    """The day of a claim by the clock of its publisher; empty where it was written in the world's time."""
    raw, at = claim.raw or claim.value, parse_date(claim.value, "").at
    if is_in_utc(raw) or (at == moment and "+" not in claim.value):  # the same time of day without its zone
        return ""
    return written_day(DateClaim(raw=raw, element="", at=at))


def is_in_utc(raw: str) -> bool:
    """A date whose writer gave it in the world's time, not in that of its readers."""
    return raw.rstrip().endswith(("Z", "+00:00", "+0000", "GMT", "UTC"))


def written_day(claim: DateClaim) -> str:
    """The day as it was written, in whatever zone; empty: the claim is no date."""
    if claim.at is None:
        return ""
    parts = [match.groupdict() for match in matches_in(claim.raw)][:1]
    days = [day for part in parts for first in (False, True) if (day := day_of(part, month_first=first))]
    near = [day.isoformat() for day in days if abs((day - claim.at.date()).days) <= 1]
    return near[0] if near else claim.at.date().isoformat()


def days_between(first: str, second: str) -> int:
    """How many days the first is after the second; a thousand where one is none."""
    try:
        return (date.fromisoformat(first) - date.fromisoformat(second)).days
    except ValueError:
        return 1000
