"""What a site's records tell of the rules they were made by: whom it knows, whom it follows, what was done by hand.

A record tells its quality; whatever the formula gives without the source is known, so that the rest tells the source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..model import Desk, Masthead, Topic
from ..rules import EverydayNumbers, Rules
from ..urls import is_web_url
from .record import NewsRecord
from .rules import EverydayRules, quality_parts
from .site import CONFIG_TEXT_MAX, PLACE, FoundSite, SiteProblem

PUBLISHER_POINTS = (40, 30)
"""What a known publisher brings on the two sites that are known."""
RECORDS_MIN = 2
"""Records below a part of a host from which it may be the maker's own; one alone is an address, no place."""
DEPTH_MAX = 4
"""Parts of a path that are looked into: deeper than a blog's folder nobody keeps one."""
PLACES_MAX = 1000
"""Places of one list in a desk file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the records tell of a site."""

    numbers: EverydayNumbers
    boosts: tuple[str, ...] = ()
    """Paths of the records that were moved up by hand."""
    views: Mapping[str, int]
    """By path, of every record whose heat tells them."""
    lines: tuple[str, ...] = ()
    """How it was found, in words."""
    unexplained: tuple[SiteProblem, ...] = ()
    """Records with a quality or heat that the rules do not give."""


def find_evidence(site: FoundSite) -> Evidence:
    """The numbers of a site, and what was done by hand, as its records tell it."""
    scored = {path: record for path, record in site.records.items() if record.quality}
    rests = {path: rest_of(record, bare_rules(site)) for path, record in scored.items()}
    publisher_points, told_publishers = find_publisher_points(site, scored, rests)
    official, told_official = find_official(scored, rests)
    assets, pictured = find_pictures(site)
    numbers = EverydayNumbers(
        root=site.topics[0].id if site.topics else "",
        publishers=site.organizations[:PLACES_MAX],
        publisher_points=publisher_points,
        official=official[:PLACES_MAX],
        related=any(record.related for record in site.records.values()),
        site=site.readers_url or site.url,
        assets=assets,
        pictured=pictured[:PLACES_MAX],
    )
    boosts, unexplained = find_boosts(scored, rests, numbers)
    views, odd = find_views(site.records)
    lines = (told_publishers, told_official, *told_boosts(boosts, site.records))
    return Evidence(
        numbers=numbers, boosts=boosts, views=views, lines=tuple(filter(None, lines)), unexplained=(*unexplained, *odd)
    )


def bare_rules(site: FoundSite) -> EverydayRules:
    """The rules without anything about sources."""
    return EverydayRules(keywords={topic.name: [word.lower() for word in topic.keywords] for topic in site.topics})


def rest_of(record: NewsRecord, rules: EverydayRules) -> int:
    """What a record's quality has beyond topics, keywords, pictures and title: its source, and what a hand added."""
    parts = quality_parts(record, topics=record.topics, rules=rules, is_official=False)
    return (record.quality or 0) - sum(part.points for part in parts)


# ---------------------------------------------------------------- sources


def find_publisher_points(
    site: FoundSite, scored: Mapping[str, NewsRecord], rests: Mapping[str, int]
) -> tuple[int, str]:
    """What a known publisher brings, and how that was found."""
    known = set(site.organizations)
    counts = Counter(rests[path] for path, record in scored.items() if record.provider.domain in known)
    likely = max(PUBLISHER_POINTS, key=lambda points: counts[points])
    count, total = counts[likely], counts.total()
    return likely, f"publisher_points = {likely}: {count} of {total} records of known publishers" if total else ""


def find_official(scored: Mapping[str, NewsRecord], rests: Mapping[str, int]) -> tuple[tuple[str, ...], str]:
    """The places of the topic's own maker: hosts, or folders of them, all of whose records have its points."""
    numbers = EverydayNumbers()
    points = {numbers.official_points, numbers.official_points + numbers.boost_points}
    told = [(place_parts(record.originalUrl), rests[path] in points) for path, record in scored.items()]
    places = tuple(sorted(official_places([(parts, is_one) for parts, is_one in told if parts])))
    counted = sum(is_one for _, is_one in told)
    return (
        places,
        f"official = {', '.join(places)}: {counted} records have its 50 points" if places else "",
    )


def place_parts(url: str) -> tuple[str, ...]:
    """The host of an address and the parts of its path; empty for no address."""
    if not is_web_url(url):
        return ()
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    return (host, *(part for part in parts.path.split("/") if part)) if PLACE.fullmatch(host) else ()


def official_places(told: Sequence[tuple[tuple[str, ...], bool]], depth: int = 1) -> Iterator[str]:
    """The shortest places all of whose addresses are official."""
    groups: dict[tuple[str, ...], list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for parts, is_one in told:
        if len(parts) >= depth:
            groups[parts[:depth]].append((parts, is_one))
    for place, members in groups.items():
        if all(is_one for _, is_one in members):
            if depth == 1 or len(members) >= RECORDS_MIN:
                yield "/".join(place)
        elif depth < DEPTH_MAX and any(is_one for _, is_one in members):
            yield from official_places(members, depth + 1)


PICTURE_PATH = "/assets/images/organizations/{}-50x50.jpg"


def find_pictures(site: FoundSite) -> tuple[str, tuple[str, ...]]:
    """Where the pictures of providers lie, and of whom there is one: as records show them, else as there are files."""
    bases: Counter[str] = Counter()
    shown, bare = set(), set()
    for record in site.records.values():
        domain = record.provider.domain
        found = [image.url for image in record.provider.images if image.url.endswith(PICTURE_PATH.format(domain))]
        base = found[0].removesuffix(PICTURE_PATH.format(domain)) if found else ""
        if is_web_url(base):
            bases[base] += 1
            shown.add(domain)
        else:
            bare.add(domain)
    pictured = shown | (set(site.pictured) - bare)
    assets = bases.most_common(1)[0][0] if bases else ""
    return assets, tuple(sorted(domain for domain in pictured if PLACE.fullmatch(domain))) if assets else ()


# ---------------------------------------------------------------- by hand


def find_boosts(
    scored: Mapping[str, NewsRecord], rests: Mapping[str, int], numbers: EverydayNumbers
) -> tuple[tuple[str, ...], tuple[SiteProblem, ...]]:
    """The records that were moved up by hand, and those whose quality nothing explains."""
    boosts, odd = [], []
    for path, record in scored.items():
        left = rests[path] - source_points(record, numbers)
        if left == numbers.boost_points:
            boosts.append(path)
        elif left:
            reason = f"quality is {record.quality}; the rules give {(record.quality or 0) - left}"
            odd.append(SiteProblem(path=path, reason=reason, key="quality"))
    return tuple(boosts), tuple(odd)


def source_points(record: NewsRecord, numbers: EverydayNumbers) -> int:
    """What the source of a record brings by a site's numbers."""
    place = "/".join(place_parts(record.originalUrl)) + "/"
    if any(place.startswith(f"{start}/") for start in numbers.official):
        return numbers.official_points
    return numbers.publisher_points if record.provider.domain in numbers.publishers else 0


def told_boosts(boosts: Sequence[str], records: Mapping[str, NewsRecord]) -> Iterator[str]:
    """What was moved up, in words."""
    return (f"moved up by hand: “{records[path].title}” ({path})" for path in boosts)


def find_views(records: Mapping[str, NewsRecord]) -> tuple[dict[str, int], tuple[SiteProblem, ...]]:
    """How often each record was looked at, as its heat tells; and those whose heat is less than it can be."""
    views, odd = {}, []
    for path, record in records.items():
        if record.quality is None or record.heat is None or record.heat < 0:
            continue
        count = record.heat - record.quality - 10 * len(record.related)
        if count >= 0:
            views[path] = count
        else:
            odd.append(
                SiteProblem(path=path, reason=f"heat is {record.heat}; the rules give {-count} more", key="heat")
            )
    return views, tuple(odd)


# ---------------------------------------------------------------- the desk


def desk_of(site: FoundSite, numbers: EverydayNumbers, *, title: str) -> Desk:
    """The desk that goes on as the site did; ``title`` is for one that does not say its own."""
    masthead = Masthead(
        title=site.title or title, tagline=site.tagline[:CONFIG_TEXT_MAX], url=site.url, language=site.language
    )
    return Desk(masthead=masthead, topics=site.topics, rules=Rules(set="everyday", everyday=numbers))


def differences(desk: Desk, told: Desk) -> tuple[str, ...]:
    """The keys in which a desk says something else than the site does, feeds and all that sites do not say apart."""
    names = ("title", "tagline", "url", "language")
    found = [
        f"masthead.{name}: {said(getattr(desk.masthead, name))}, the site {said(getattr(told.masthead, name))}"
        for name in names
        if getattr(told.masthead, name) not in ("", getattr(desk.masthead, name))
    ]
    if desk.rules.set != told.rules.set:
        found.append(f"rules.set: {said(desk.rules.set)}, the site {said(told.rules.set)}")
    found += [
        f"rules.everyday.{name}: {said(ours)}, the site {said(theirs)}"
        for name in EverydayNumbers.__slots__
        if (ours := getattr(desk.rules.everyday, name)) != (theirs := getattr(told.rules.everyday, name))
    ]
    return (*found, *topic_differences(desk.topics, told.topics))


def topic_differences(ours: Sequence[Topic], theirs: Sequence[Topic]) -> Iterator[str]:
    """Topics that only one of both has, and those with other words."""
    here = {topic.id: topic for topic in ours}
    for topic in theirs:
        known = here.pop(topic.id, None)
        if known is None:
            yield f"topics: {topic.id} is not on the desk"
            continue
        names = ("name", "parent", "description", "keywords")
        yield from (
            f"topics.{topic.id}.{name}: {said(getattr(known, name))}, the site {said(getattr(topic, name))}"
            for name in names
            if getattr(known, name) != getattr(topic, name)
        )
    yield from (f"topics: {topic_id} is not on the site" for topic_id in here)


SAID_CHARS_MAX = 60


def said(value: object) -> str:
    """A value in a line of a report."""
    if isinstance(value, tuple):
        return f"{len(value)} items"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= SAID_CHARS_MAX else f"{text[:SAID_CHARS_MAX]}…"
