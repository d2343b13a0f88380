"""One answer for each field: the first claim by precedence that passes its checks, and why the others lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ..dates import parse_date
from ..reading import Claim
from ..urls import domain_of, site_name_of
from .addresses import is_home, is_same_page, is_same_site
from .days import AHEAD_MAX, EARLIEST_YEAR, find_days
from .headlines import key_of, why_no_headline, without_site
from .languages import why_not_language
from .precedence import rank_of, reason_of

MANY = ("author", "tag", "correction", "reservation")
"""Fields of which several claims of one place are believed together."""
ALL_PLACES = ("reservation", "correction")
"""Fields of which every claim holds: a wish is not withdrawn by a second one."""
DEK_CHARS_MIN, DEK_CHARS_MAX = 15, 700
BYLINE_CHARS_MAX = 60
"""Of a line that is a byline with a date rather than a dek."""
TAG_CHARS_MAX = 60
SECTION_CHARS_MAX = 60
PUBLISHER_CHARS_MAX = 80
PLATFORMS = frozenset(
    "blogger|wordpress|wordpress.com|medium|tumblr|wix|squarespace|youtube|facebook|reuters|ap|afp|dpa|"
    "associated press|the associated press|press association".split("|")
)
"""What stands in place of a publication's name where a page was made or taken elsewhere."""
OWN_NAME_WORDS_MAX = 3
"""Of a person whose name is the site's too."""
BUILT_WITHIN = timedelta(minutes=10)
"""A moment so near to when we fetched the page is when it was built, not when it was written."""
ADDRESS_SLACK = timedelta(days=2)
"""How far the day in an address may lie before the date of publication without contradiction: zones, and eves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What claims are checked against."""

    url: str
    fetched_at: datetime
    sites: Sequence[str]
    """What the site is called, as keys."""
    headline: str = ""
    address_day: date | None = None
    sample: str = ""
    """Some of the page's text."""
    contradicted: frozenset[tuple[str, str]] = frozenset()
    """Origins and places whose authors are not those that readers see."""


def believe(claims: Iterable[Claim], grounds: Grounds) -> tuple[Claim, ...]:
    """All claims with the verdict on each, by field, the believed ones first."""
    fields: dict[str, list[Claim]] = {}
    for claim in claims:
        fields.setdefault(claim.field, []).append(claim)
    headlines = [trimmed(claim, grounds.sites) for claim in fields.pop("headline", [])]
    judged = judge("headline", headlines, grounds)
    headline = judged[0].value if judged and judged[0].is_believed else ""
    grounds = replace(grounds, headline=headline, contradicted=contradicted_places(fields.get("author", [])))
    for field, found in fields.items():
        judged += judge(field, found, grounds)
    return tuple(judged)


def contradicted_places(claims: Sequence[Claim]) -> frozenset[tuple[str, str]]:
    """Places for machines of which no name is one that readers see, though a line below the headline names somebody."""
    seen = [claim for claim in claims if claim.origin == "visible" and not claim.why]
    if not any(claim.place == "line near the headline" for claim in seen):
        return frozenset()
    places = {(claim.origin, claim.place) for claim in claims if claim.origin in ("json-ld", "microdata")}
    vouched = {
        (claim.origin, claim.place) for claim in claims if any(is_same_name(claim.value, name.value) for name in seen)
    }
    return frozenset(places - vouched)


def trimmed(claim: Claim, sites: Sequence[str]) -> Claim:
    """A headline of the head without the site's name."""
    if claim.origin == "visible":
        return claim
    value = without_site(claim.value, sites)
    return claim if value == claim.value else replace(claim, value=value, raw=claim.raw or claim.value)


def judge(field: str, claims: Sequence[Claim], grounds: Grounds) -> list[Claim]:
    """The claims about one field, the believed ones first."""
    ranked = sorted(claims, key=lambda claim: rank_of(field, claim.origin, claim.place))
    check = CHECKS.get(field)
    believed: list[Claim] = []
    lost: list[Claim] = []
    for claim in ranked:
        why = claim.why or (check(claim, grounds) if check else "")
        if why:
            lost.append(replace(claim, why=why))
        elif joins(claim, believed):
            believed.append(replace(claim, is_believed=True, why=reason_of(field, claim.origin, claim.place)))
        else:
            lost.append(replace(claim, why=why_lost(claim, believed)))
    return [*believed, *lost]


def joins(claim: Claim, believed: Sequence[Claim]) -> bool:
    """Whether a claim that passed its checks is believed beside those before it."""
    if not believed:
        return True
    if claim.field not in MANY or any(key_of(claim.value) == key_of(one.value) for one in believed):
        return False
    first = believed[0]
    if claim.field == "author" and " " in first.value and claim.value.islower():
        return False
    return claim.field in ALL_PLACES or (claim.origin, claim.place) == (first.origin, first.place)


def why_lost(claim: Claim, believed: Sequence[Claim]) -> str:
    """Why a claim without fault was not needed."""
    if any(key_of(claim.value) == key_of(one.value) for one in believed):
        return "says the same"
    return f"{believed[0].origin} {believed[0].place} is believed before it"


def check_headline(claim: Claim, grounds: Grounds) -> str:
    """A headline that is the site's name, or no headline at all."""
    return why_no_headline(claim.value, grounds.sites)


def check_dek(claim: Claim, grounds: Grounds) -> str:
    """A dek that is too short, too long or the headline again."""
    if not DEK_CHARS_MIN <= len(claim.value) <= DEK_CHARS_MAX:
        return f"not between {DEK_CHARS_MIN} and {DEK_CHARS_MAX} characters"
    if len(claim.value) <= BYLINE_CHARS_MAX and find_days(claim.value, element="dek"):
        return "a line with a date"
    return "the headline again" if key_of(claim.value) == key_of(grounds.headline) else ""


def check_author(claim: Claim, grounds: Grounds) -> str:
    """A name that is the site's."""
    if (claim.origin, claim.place) in grounds.contradicted:
        return "not whom readers see in the byline"
    if is_named_as_person(claim):
        return ""
    return "the site's own name" if key_of(claim.value) in grounds.sites else ""


def is_named_as_person(claim: Claim) -> bool:
    """A whole name where a person's belongs: a site may bear the name of its only author."""
    if claim.origin not in ("json-ld", "microdata", "visible") or "organisation" in claim.place or "." in claim.value:
        return False
    return 2 <= len(claim.value.split()) <= OWN_NAME_WORDS_MAX


def is_same_name(one: str, other: str) -> bool:
    """Two spellings of one name: one may leave out a part."""
    first, second = {key_of(word) for word in one.split()}, {key_of(word) for word in other.split()}
    return len(first & second) >= min(2, len(first), len(second))


def check_date(claim: Claim, grounds: Grounds) -> str:
    """A date that cannot be: of the future, before the web, or of the moment of asking."""
    at = parse_date(claim.value, claim.place).at
    if at is None:
        return "not a date that we can read"
    if at > grounds.fetched_at + AHEAD_MAX:
        return "in the future"
    if at.year < EARLIEST_YEAR:
        return f"before {EARLIEST_YEAR}"
    return ""


def check_published(claim: Claim, grounds: Grounds) -> str:
    """A date of publication that is later than the address, or that is when the page was built."""
    if why := check_date(claim, grounds):
        return why
    at = parse_date(claim.value, claim.place).at
    if at and claim.origin == "meta" and abs(at - grounds.fetched_at) < BUILT_WITHIN:
        return "the moment at which the page was built"
    if at and grounds.address_day and at.date() > grounds.address_day + ADDRESS_SLACK:
        return "later than the day in the address"
    return ""


def check_canonical(claim: Claim, grounds: Grounds) -> str:
    """An address that is not whole, another site's, or a front page's."""
    if not claim.value.startswith(("http://", "https://")):
        return "not a whole address"
    if not is_same_site(claim.value, grounds.url):
        return "another site's"
    if is_home(claim.value) and not is_home(grounds.url):
        return "the front page"
    return ""


def check_amp(claim: Claim, grounds: Grounds) -> str:
    """An address that is not whole, or the page's own."""
    if not claim.value.startswith(("http://", "https://")):
        return "not a whole address"
    return "the page itself" if is_same_page(claim.value, grounds.url) and claim.value == grounds.url else ""


def check_language(claim: Claim, grounds: Grounds) -> str:
    """A language that the page's letters are not of."""
    return why_not_language(claim.value, grounds.sample)


def check_tag(claim: Claim, grounds: Grounds) -> str:
    """A tag that is the site's name, or a sentence."""
    if not 2 <= len(claim.value) <= TAG_CHARS_MAX:
        return f"longer than {TAG_CHARS_MAX} characters or shorter than 2"
    if not claim.value[0].isalnum():
        return "a mark of the publisher's own system"
    return "the site's own name" if key_of(claim.value) in grounds.sites else ""


def check_section(claim: Claim, _: Grounds) -> str:
    """A section that is the site, or a type of page."""
    if len(claim.value) > SECTION_CHARS_MAX:
        return f"longer than {SECTION_CHARS_MAX} characters"
    generic = ("article", "post", "news article", "story", "home", "homepage", "uncategorized", "allgemein", "none")
    return "says nothing" if claim.value.lower() in generic else ""


def check_publisher(claim: Claim, grounds: Grounds) -> str:
    """A publisher that is a sentence, an address or a platform."""
    if len(claim.value) > PUBLISHER_CHARS_MAX or len(claim.value) < 2:
        return f"longer than {PUBLISHER_CHARS_MAX} characters or shorter than 2"
    if claim.value.startswith(("http:", "https:", "©", "(c)", "Copyright", "copyright")):
        return "an address or a notice"
    if claim.value.lower() in PLATFORMS and site_name_of(domain_of(grounds.url)) not in claim.value.lower():
        return "a platform or an agency"
    return ""


CHECKS: Mapping[str, Callable[[Claim, Grounds], str]] = {
    "headline": check_headline,
    "dek": check_dek,
    "author": check_author,
    "published": check_published,
    "updated": check_date,
    "canonical": check_canonical,
    "amp": check_amp,
    "language": check_language,
    "tag": check_tag,
    "section": check_section,
    "publisher": check_publisher,
}
"""Why not, for each field; empty words let a claim pass."""


def values(judged: Iterable[Claim], field: str) -> tuple[str, ...]:
    """What is believed about a field."""
    return tuple(claim.value for claim in judged if claim.field == field and claim.is_believed)


def first(judged: Iterable[Claim], field: str) -> Claim | None:
    """The claim that is believed about a field; None: nothing is."""
    return next((claim for claim in judged if claim.field == field and claim.is_believed), None)
