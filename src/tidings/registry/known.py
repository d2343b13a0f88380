"""The sources that are known: the list that comes with Tidings, with what a desk says laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

import msgspec

from ..model import Feed
from ..sources import KnownSource
from ..text import slugify
from .names import letters
from .owners import Owner, Platform, owner_of, places_of, registered

SEED_FILE = files(__package__ or "") / "data" / "sources.json"
"""In the package's own data; each source with its id, which stays when a name changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """The list of sources that comes with Tidings."""

    as_of: str
    """The day it was last looked through: ``2026-11-25``."""
    sources: tuple[KnownSource, ...]
    platforms: tuple[Platform, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedName:
    """A name that pages and feeds have told of an owner."""

    key: str
    """The owner's key."""
    name: str
    evidence: str
    seen_count: int = 0
    """How often it was told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Registry:
    """Who is known, by place and by name; equal only to itself, so that what follows from it can be remembered."""

    as_of: str = ""
    """The day of the list that comes with Tidings; empty: there is none."""
    by_place: Mapping[str, KnownSource] = field(default_factory=dict)
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Parts of sites that are sources of their own, by host: paths without slashes around, longest first."""
    by_name: Mapping[str, KnownSource] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    learned: Mapping[str, LearnedName] = field(default_factory=dict)
    """By the owner's key."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the desk's feeds call a source, by the known source's id or the owner's key."""
    desk_ids: frozenset[str] = frozenset()
    """Ids of the known sources that the desk speaks of."""

    def owner_of(self, url: str) -> Owner:
        """Who answers for an address."""
        return owner_of(url, self.platforms)

    def find(self, url: str) -> KnownSource | None:
        """The source that an address belongs to: the longest part of a site, then the longest host that is known."""
        return self.find_at(url, self.owner_of(url))

    def find_at(self, url: str, owner: Owner) -> KnownSource | None:
        """The same, where the address's owner has been worked out."""
        for host, path in places_of(url, owner):
            inside = f"{path.strip('/')}/".lower()
            for part in self.paths.get(host, ()) if path else ():
                if inside.startswith(f"{part}/"):
                    return self.by_place[f"{host}/{part}"]
            if host in self.by_place:
                return self.by_place[host]
        return None

    def place_of(self, url: str) -> str:
        """What stands for the publisher of an address: a known source's id, else the owner's key."""
        owner = self.owner_of(url)
        known = self.find_at(url, owner)
        return known.id if known else owner.key


def make_registry(
    sources: Iterable[KnownSource] = (),
    *,
    feeds: Iterable[Feed] = (),
    learned: Iterable[LearnedName] = (),
    seed: Seed | None = None,
) -> Registry:
    """The registry of a desk: its sources over the list that comes with Tidings, and its feeds' names for them.

    ``seed`` takes the place of that list, for tests.
    """
    seed = seed or load_seed()
    own = [tidied(source) for source in sources]
    desk_ids: set[str] = set()
    by_place = {place: known for known in seed.sources for place in all_places(known)}
    for source in own:
        merged = merge(by_place.get(source.domain), source)
        desk_ids.add(merged.id)
        by_place |= dict.fromkeys(all_places(merged), merged)
    registry = Registry(
        as_of=seed.as_of,
        by_place=by_place,
        paths=paths_in(by_place),
        by_name=names_in(by_place.values(), desk_ids),
        platforms={platform.domain: platform for platform in seed.platforms},
        learned={one.key: one for one in learned},
        desk_ids=frozenset(desk_ids),
    )
    return replace(registry, words=words_in(feeds, registry))


def merge(known: KnownSource | None, said: KnownSource) -> KnownSource:
    """What the desk says of a source, with what is known where it says nothing.

    The id stays that of the known source unless the desk gives one: its page keeps its address.
    """
    if known is None or (said.id and said.id != known.id):
        return with_id(said)
    return KnownSource(
        domain=said.domain,
        name=said.name,
        id=known.id,
        kind=said.kind or known.kind,
        country=said.country or known.country,
        language=said.language or known.language,
        logo=said.logo or known.logo,
        domains=(*said.domains, known.domain, *known.domains),
        aliases=(*said.aliases, known.name, *known.aliases),
        standing=said.standing,
    )


def with_id(source: KnownSource) -> KnownSource:
    """A known source with its id."""
    made = source.id or slugify(source.name) or slugify(source.domain)
    return source if source.id == made else replace(source, id=made)


def tidied(source: KnownSource) -> KnownSource:
    """A desk's source with its places as they are looked up: small letters, no slash at the end, no ``www.``."""
    return replace(source, domain=place_key(source.domain), domains=tuple(map(place_key, source.domains)))


def place_key(place: str) -> str:
    """A domain, host or part of a site as it is looked up; ``www.gov.uk`` is a domain of its own."""
    host, _, path = place.lower().strip("/").partition("/")
    if host.startswith("www.") and registered(host) != host:
        host = host.removeprefix("www.")
    return f"{host}/{path}" if path else host


def all_places(known: KnownSource) -> tuple[str, ...]:
    """Where a known source publishes."""
    return (known.domain, *known.domains)


def paths_in(places: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The parts of sites among the places, by host, longest first."""
    found: dict[str, list[str]] = {}
    for place in places:
        host, _, path = place.partition("/")
        if path:
            found.setdefault(host, []).append(path)
    return {host: tuple(sorted(paths, key=lambda path: (-len(path), path))) for host, paths in found.items()}


def names_in(sources: Iterable[KnownSource], first: set[str]) -> dict[str, KnownSource]:
    """Known sources by their names; the desk's come first where two have one name."""
    found: dict[str, KnownSource] = {}
    for known in sorted({known.id: known for known in sources}.values(), key=lambda known: known.id not in first):
        for name in (known.name, *known.aliases):
            found.setdefault(letters(name), known)
    return found


def words_in(feeds: Iterable[Feed], registry: Registry) -> dict[str, str]:
    """What the desk's feeds call the places they come from, where all feeds of a place agree."""
    said: dict[str, set[str]] = {}
    carriers = {platform.domain for platform in registry.platforms.values() if platform.is_carrier}
    for feed in feeds:
        if feed.source and registry.owner_of(feed.url).domain not in carriers:
            said.setdefault(registry.place_of(feed.url), set()).add(feed.source)
    return {place: next(iter(names)) for place, names in said.items() if len(names) == 1}


@cache
def load_seed() -> Seed:
    """The list that comes with Tidings, from the package's own data."""
    return parse_seed(SEED_FILE.read_bytes())


def parse_seed(text: bytes) -> Seed:
    """A list of sources as JSON, each with an id.  Raises msgspec's errors: it is our own file, and tested."""
    seed = msgspec.json.decode(text, type=Seed)
    return replace(seed, sources=tuple(with_id(source) for source in seed.sources))


def find_twins(sources: Sequence[KnownSource]) -> tuple[str, ...]:
    """Ids and places that more than one source of a list has; a list without mistakes has none."""
    seen: set[str] = set()
    twins: list[str] = []
    for known in sources:
        for mark in (f"id {known.id}", *all_places(known)):
            (twins.append if mark in seen else seen.add)(mark)
    return tuple(twins)
