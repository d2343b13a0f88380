"""One domain, one name: who says what a source is called, and whom we believe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ..model import Feed, ParsedFeed
from ..reading import Claim
from ..sources import KnownSource, Source
from ..text import slugify
from ..urls import is_web_url, url_id
from .known import LearnedName, Registry
from .names import SHARE_MIN, clean_name, doubt, key_of_name, letters, likeness
from .owners import Owner

ORIGINS = ("json-ld", "og", "microdata", "header", "meta", "feed", "twitter", "title tag", "visible", "address")
"""Who is believed first where nothing else decides: what is written for machines, then for readers."""
WITNESSES = {
    "json-ld": "structured data", "microdata": "structured data", "og": "the head", "twitter": "the head",
    "meta": "the head", "title tag": "the head", "feed": "the feed", "visible": "the page", "header": "the page",
}  # fmt: skip
"""Statements that are made from one setting of a site are one witness."""
WITNESSES_MIN = 2
"""Witnesses that must agree on a name which the domain does not bear out."""
SIGHTINGS_MIN = 2
"""A name is learned once it has been seen this often."""
MAJORITY_MIN = 0.6
"""Share of all believable sightings that a name must have to be learned."""

By = Literal["desk's word", "desk's sources", "list of sources", "learned", "claims", "domain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a source is called, by whose word."""

    name: str
    by: By
    evidence: str
    owner: Owner
    known: KnownSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenName:
    """How often one kind of statement gave an owner a name, over many pages and feeds."""

    name: str
    """As it was said, not cleaned."""
    origin: str
    """Where it stood, in :class:`~tidings.reading.Claim`'s words: ``json-ld``, ``og``, ``feed`` ..."""
    place: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A name, all statements that give it, and how far the domain bears it out."""

    name: str
    """In its best spelling."""
    likeness: float
    origins: tuple[str, ...]
    """Kinds of statements, best first."""
    places: tuple[str, ...]
    count: int
    is_own_feed: bool
    """A feed of the owner is called so."""

    @property
    def is_credible(self) -> bool:
        """The domain bears it out, or its own feed or two witnesses say so."""
        return self.likeness >= SHARE_MIN or self.is_own_feed or self.witnesses_count >= WITNESSES_MIN

    @property
    def witnesses_count(self) -> int:
        """Witnesses that do not depend on each other."""
        return len({WITNESSES[origin] for origin in self.origins if origin in WITNESSES})


# ---------------------------------------------------------------- the source of an article


def source_for(
    registry: Registry, url: str, *, feed: Feed | None = None, document: ParsedFeed | None = None,
    claims: Iterable[Claim] = (),
) -> Source:  # fmt: skip
    """Who published what stands at an address, as an article carries it.

    ``claims`` are the page's statements; those about its publisher are used, and a feed's title where
    the feed is the publisher's own.
    """
    address = account_address(registry, url, feed=feed, document=document)
    said = (*claims, *feed_claims(registry, address, feed=feed, document=document))
    return source_named(name_for(registry, address, claims=said, word=feed.source if feed else ""), url)


def renamed(registry: Registry, source: Source, url: str, *, feed: Feed | None = None) -> Source:
    """An article's source as the desk, the list or what was learned has it now.

    A name that rests on claims stays, under the id of its owner.
    """
    naming = name_for(registry, url, word=feed.source if feed else "")
    if naming.by == "desk's word":
        return source_named(naming, url)
    if naming.owner.key in registry.platforms:
        return replace(source, standing="")  # its feed told whose it is
    return replace(source, id=id_for(naming, url), standing="") if naming.by == "domain" else source_named(naming, url)


def source_named(naming: Naming, url: str) -> Source:
    """A source by its name and what else is known of it."""
    known = naming.known
    return Source(
        id=id_for(naming, url),
        name=naming.name,
        domain=domain_at(known, naming.owner) if known else naming.owner.domain,
        kind=known.kind if known else "",
        country=known.country if known else "",
        language=known.language if known else "",
        logo=known.logo if known else "",
        aliases=tuple(name for name in (known.name, *known.aliases) if name != naming.name) if known else (),
        named_from=naming.evidence,
        standing=known.standing if known else "",
    )


def account_address(registry: Registry, url: str, *, feed: Feed | None, document: ParsedFeed | None) -> str:
    """The address that tells the owner: the feed's site where an article's own names only the platform.

    A video's address does not say whose channel it is in; the feed of the channel does.
    """
    owner = registry.owner_of(url)
    platform = registry.platforms.get(owner.key)
    if platform is None:
        return url
    if platform.is_carrier:
        return document.url if document and is_web_url(document.url) else url
    homes = homes_of(feed, document)
    return next((home for home in homes if registry.owner_of(home).key.startswith(f"{owner.key}/")), url)


def homes_of(feed: Feed | None, document: ParsedFeed | None) -> tuple[str, ...]:
    """Where a feed belongs, as it says and as it is asked."""
    return tuple(home for home in (document.url if document else "", feed.url if feed else "") if home)


def feed_claims(
    registry: Registry, url: str, *, feed: Feed | None, document: ParsedFeed | None
) -> tuple[Claim, ...]:  # fmt: skip
    """A feed's title as a statement about the publisher of an address, where it is the publisher's own feed."""
    title = (document.title if document else "") or (feed.title if feed else "")
    if not title:
        return ()
    place = registry.place_of(url)
    homes = homes_of(feed, document)
    is_own = any(place_of_home(registry, home) == place for home in homes) or not (document and document.url)
    return (Claim(field="publisher", value=title, origin="feed" if is_own else "other feed", place="title"),)


@lru_cache(maxsize=4096)
def place_of_home(registry: Registry, home: str) -> str:
    """Where a feed belongs, worked out once for all its items."""
    return registry.place_of(home)


def domain_at(known: KnownSource, owner: Owner) -> str:
    """Where a known source's article stands: its own host where that is what makes it a source."""
    place = known.domain.partition("/")[0]
    is_host = place.endswith(f".{owner.domain}") and "/" not in known.domain
    return place.removeprefix("www.") if is_host else owner.domain


def id_for(naming: Naming, url: str) -> str:
    """What a source is called in addresses.

    A name that the desk or the list gives is there to stay, so its slug is the id, as it has always
    been.  All other names may change as more is learned: their id is the owner's.
    """
    known = naming.known
    if naming.by == "desk's word":
        is_same = known and key_of_name(naming.name) in {key_of_name(name) for name in (known.name, *known.aliases)}
        return known.id if known and is_same else slugify(naming.name) or slugify(naming.owner.key) or url_id(url)
    if known:
        return known.id
    return slugify(naming.owner.key) or url_id(url)


# ---------------------------------------------------------------- who is believed


def name_for(registry: Registry, url: str, *, claims: Iterable[Claim] = (), word: str = "") -> Naming:
    """What the publisher of an address is called: one name for one owner, and the evidence.

    In this order: the desk's word for a feed (``word``), or for all feeds of that publisher; the desk's
    ``[[sources]]``; the list that comes with Tidings; what was learned; what these claims say and can be
    believed; the domain.
    """
    owner = registry.owner_of(url)
    said = tuple(claim for claim in claims if claim.field == "publisher" and claim.value)
    return naming_of(registry, owner, registry.find_at(url, owner), claims=said, word=word)


@lru_cache(maxsize=8192)
def naming_of(
    registry: Registry, owner: Owner, known: KnownSource | None, *, claims: tuple[Claim, ...], word: str
) -> Naming:  # fmt: skip
    """The same for an owner and what is known of it; a feed's items ask it over and over."""
    told = word or registry.words.get(known.id if known else owner.key, "")
    if told:
        by_word = registry.by_name.get(letters(told)) or known
        return Naming(name=told, by="desk's word", evidence="the desk calls its feed so", owner=owner, known=by_word)
    if known and known.id in registry.desk_ids:
        evidence = f"the desk's source {known.domain}"
        return Naming(name=known.name, by="desk's sources", evidence=evidence, owner=owner, known=known)
    if known:
        evidence = f"the list of sources of {registry.as_of} ({known.domain})"
        return Naming(name=known.name, by="list of sources", evidence=evidence, owner=owner, known=known)
    if learned := registry.learned.get(owner.key):
        return Naming(name=learned.name, by="learned", evidence=learned.evidence, owner=owner)
    return name_by_claims(registry, owner, claims)


def name_by_claims(registry: Registry, owner: Owner, claims: Iterable[Claim]) -> Naming:
    """The best name that can be believed, else the domain."""
    seen = [SeenName(name=claim.value, origin=claim.origin, place=claim.place) for claim in claims]
    candidates, doubts = weigh(seen, owner, registry)
    for best in candidates:
        if best.is_credible:
            return Naming(name=best.name, by="claims", evidence=told(best, owner), owner=owner)
    doubts += tuple(f"“{one.name}” is said once, and not borne out by the domain" for one in candidates)
    evidence = f"the domain; {'; '.join(doubts[:3])}" if doubts else "the domain; nothing else names it"
    return Naming(name=owner.tidy, by="domain", evidence=evidence, owner=owner)


def weigh(
    seen: Iterable[SeenName], owner: Owner, registry: Registry
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:  # fmt: skip
    """The names that could be the owner's, best first, and why others cannot."""
    groups: dict[str, list[tuple[str, SeenName]]] = {}
    doubts: list[str] = []
    for one in seen:
        name = clean_name(one.name, owner.label, is_copyright=one.place == "copyright")
        why = doubt(name, owner, registry.by_name) if name else "a section or a slogan"
        if name == owner.label and one.origin != "feed":
            why = "the domain over again"  # what a system calls a site, not what its people do
        if why:
            doubts.append(f"“{name or one.name[:60]}” is {why}")
        else:
            groups.setdefault(key_of_name(name), []).append((name, one))
    candidates = [candidate_of(group, owner) for group in groups.values()]
    return tuple(sorted(candidates, key=rank)), tuple(dict.fromkeys(doubts))


def candidate_of(group: Sequence[tuple[str, SeenName]], owner: Owner) -> Candidate:
    """One name in all its spellings; what is said of no page of the owner's counts for nothing by itself."""
    counts: dict[str, int] = {}
    for name, one in group:
        counts[name] = counts.get(name, 0) + one.count
    name = max(counts, key=lambda name: (has_capitals(name), counts[name], name))
    origins = sorted({one.origin for _, one in group} - {"other feed"}, key=order_of)
    return Candidate(
        name=name,
        likeness=likeness(name, owner.label),
        origins=tuple(origins),
        places=tuple(dict.fromkeys(f"{one.origin} {one.place}".strip() for _, one in group)),
        count=sum(counts.values()),
        is_own_feed="feed" in origins,
    )


def has_capitals(name: str) -> bool:
    """Spelled as a name, not as an address."""
    return name != name.lower()


def order_of(origin: str) -> int:
    """The place of a kind of statement among all."""
    return ORIGINS.index(origin) if origin in ORIGINS else len(ORIGINS)


def rank(one: Candidate) -> tuple[object, ...]:
    """Borne out by the domain, said by most witnesses, borne out wholly, spelled as a name, the shortest."""
    best = order_of(one.origins[0]) if one.origins else len(ORIGINS)
    is_borne_out = one.likeness >= SHARE_MIN
    return (
        *(not is_borne_out, -one.witnesses_count, one.likeness < 1.0, not has_capitals(one.name)),
        *(len(one.name) if is_borne_out else 0, best, one.name),
    )


def told(one: Candidate, owner: Owner) -> str:
    """Why a name is believed, in words."""
    places = ", ".join(one.places)
    if one.likeness >= SHARE_MIN:
        return f"said by {places}; the domain {owner.key} bears it out"
    return f"said by {places}" if one.witnesses_count >= WITNESSES_MIN else "the title of its own feed"


# ---------------------------------------------------------------- learning


def learn(registry: Registry, url: str, seen: Iterable[SeenName]) -> LearnedName | None:
    """The name that many pages and feeds of one owner agree on; None: too few, or no agreement.

    ``url`` is any address of the owner.  The pages of a site are one template, so the same kind of
    statement on many of them is one witness; how often it was seen only decides between names.
    """
    owner = registry.owner_of(url)
    candidates, _ = weigh(seen, owner, registry)
    credible = [one for one in candidates if one.is_credible]
    sightings = sum(one.count for one in credible)
    best = max(credible, key=lambda one: (one.likeness >= SHARE_MIN, one.count, one.name), default=None)
    if best is None or best.count < SIGHTINGS_MIN or best.count < MAJORITY_MIN * sightings:
        return None
    evidence = f"{best.count} of {sightings} sightings agree ({', '.join(best.places)})"
    return LearnedName(key=owner.key, name=best.name, evidence=evidence, seen_count=best.count)
