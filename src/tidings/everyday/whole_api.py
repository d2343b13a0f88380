"""The whole JSON interface of a site of the reference system, as static files made of its content.

Listings are indented and leave out names without a value; single items stand on one line and have all names.  What
the reference publishes as templates that its host fills in (topics, newsletters, sponsorships) is filled in here:
names and order are the templates', the white space is that of the listings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..model import File
from .api import news_api, page_data, pages, without_nulls
from .content import Community, Company, Customer, Event, Learning, Newsletter, Person, Sample, Sponsorship, Topic
from .folder import Kept
from .frontmatter import Tree
from .items import (
    Addresses,
    community_item,
    company_item,
    customer_item,
    event_item,
    learning_item,
    person_item,
    sample_item,
    sponsorship_item,
    stem_of,
    topic_item,
)
from .record import NewsRecord

NEWSLETTERS_PER_PAGE: Final = 20
NEWSLETTER_PAGES_MAX: Final = 9
"""The reference has this many pages, so its newest 180 issues."""
FOLDER: Final = re.compile(r"[A-Za-z0-9_-]+")
"""Where a topic's pages may be: right below the collection's."""
MARK_UP: Final = re.compile(r"<[^>]*>")
Placed = tuple[str, Any]
"""The path of a file, and its value."""
ItemOf = Callable[[str, Any, Addresses], Tree]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One collection in the interface."""

    name: str
    """Its folder below ``api``, and the name of its service in topics."""
    title: str
    folder: str
    """Where its files are."""
    record: type[Any]
    item: ItemOf | None = None
    """None: learning, whose items need each other."""
    per_page: int = 25
    has_singles: bool = False
    """Each item has a file of its own, too."""
    is_one_page: bool = False


LISTINGS: Final = (
    Listing(
        name="learning",
        title="Learning Resources",
        folder="_learning",
        record=Learning,
        per_page=30,
        has_singles=True,
    ),
    Listing(name="samples", title="Samples", folder="_samples", record=Sample, item=sample_item, has_singles=True),
    Listing(name="people", title="People", folder="_people", record=Person, item=person_item, per_page=30),
    Listing(name="companies", title="Companies", folder="_companies", record=Company, item=company_item, per_page=30),
    Listing(
        name="communities",
        title="Communities",
        folder="_communities",
        record=Community,
        item=community_item,
        has_singles=True,
        is_one_page=True,
    ),
    Listing(name="events", title="Events", folder="_events", record=Event, item=event_item),
    Listing(name="customers", title="Customers", folder="_customers", record=Customer, item=customer_item),
)
"""News, newsletters, topics and sponsorships have forms of their own.

Not visible: how many people stand on a page (30, as of companies), and everything of customers.
"""
COLLECTIONS: Final = "_learning/collections/"
PATHS: Final = {"title": "Learning Paths", "path": "_learning/collections"}


def site_api(contents: Iterable[Kept], *, addresses: Addresses, today: str) -> Iterator[File]:
    """Every file of the interface below ``api``; ``today`` (``2026-03-20``) says whose sponsorships are on.

    A topic has pages of a collection where it names that as one of its services.
    """
    told = sorted(((kept.path, kept.value) for kept in contents), key=path_of)
    topics = [(path, value) for path, value in told if isinstance(value, Topic)]
    news = [(path.rpartition("/")[2], one) for path, one in told if isinstance(one, NewsRecord) and is_current(path)]
    yield from news_api(news, topic_ids=endpoints(topics, "news"), locale=addresses.locale)
    for listing in LISTINGS:
        yield from listing_files(listing, shown(told, listing.record), topics, addresses)
    yield from newsletter_pages([(path, one) for path, one in told if isinstance(one, Newsletter)], addresses)
    yield File(path="api/topics/index.json", data=page_data({"value": [topic_item(one) for _, one in topics]}))
    yield sponsorships_today([one for _, one in told if isinstance(one, Sponsorship)], addresses, today)


def path_of(placed: Placed) -> str:
    """Sorts by path."""
    return placed[0]


def is_current(path: str) -> bool:
    """News that is not in the archive."""
    return path.startswith("_news/")


def shown(told: Sequence[Placed], record: type[Any]) -> list[Placed]:
    """What there is of a type and is not hidden: the hottest first, events the latest first, then by path."""
    found = [placed for placed in told if isinstance(placed[1], record) and not is_hidden(placed[1])]
    if record is Event:
        return sorted(found, key=lambda placed: placed[1].startDateTime or "", reverse=True)
    return sorted(found, key=lambda placed: -(placed[1].heat or 0))


def is_hidden(value: Any) -> bool:
    """Taken down by an editor."""
    return value.removed is True or value.published is False


def endpoints(topics: Sequence[Placed], service: str) -> dict[str, str]:
    """Below a collection's folder, the folder of each topic that names it as a service; the site's own has none.

    Of two topics with one folder the later has it.
    """
    urls = {topic.name: dict(topic.services).get(service, "") for _, topic in topics}
    names = {url.partition(f"/api/{service}/")[2].strip("/"): name for name, url in urls.items()}
    return {name: folder for folder, name in names.items() if FOLDER.fullmatch(folder)}


def listing_files(
    listing: Listing, those: Sequence[Placed], topics: Sequence[Placed], addresses: Addresses
) -> Iterator[File]:
    """All files of one collection: its pages, those of its topics, and its single items."""
    items = dict(zip((path for path, _ in those), items_of(listing, those, addresses), strict=True))
    head = {"title": listing.title, "path": listing.folder}
    if listing.is_one_page and items:
        page = {**head, "page": 1, "value": list(items.values())}
        yield File(path=f"api/{listing.name}/index.json", data=page_data(without_nulls(page)))
    elif items:
        yield from pages(list(items.values()), f"api/{listing.name}", size=listing.per_page, head=head)
        for topic, folder in endpoints(topics, listing.name).items():
            values = [items[path] for path, value in those if topic in value.topics]
            yield from pages(values, f"api/{listing.name}/{folder}", size=listing.per_page, head=head)
    if listing.record is Learning:
        yield from collection_files(those, items, addresses)
    if listing.has_singles:
        for path, item in items.items():
            if not path.startswith(COLLECTIONS):
                yield File(path=f"api/{stem_of(path)}/index.json", data=single_data(item))


def items_of(listing: Listing, those: Sequence[Placed], addresses: Addresses) -> list[Tree]:
    """The items of a collection in the same order."""
    if listing.item is not None:
        return [listing.item(path, value, addresses) for path, value in those]
    shelf = shelf_of(those)
    return [learning_item(path, value, addresses, shelf) for path, value in those]


def shelf_of(those: Sequence[Placed]) -> dict[str, Placed]:
    """What can be learnt from, by the names that collections have for it: ``videos/SLUG``."""
    return {stem_of(path).removeprefix("learning/"): (path, value) for path, value in those}


def collection_files(those: Sequence[Placed], items: dict[str, Tree], addresses: Addresses) -> Iterator[File]:
    """The listing of collections, and for each one that of its items."""
    collections = [(path, value) for path, value in those if path.startswith(COLLECTIONS)]
    values = [items[path] for path, _ in collections]
    yield from pages(values, "api/learning/collections", size=30, head=PATHS)
    shelf = shelf_of(those)
    for path, value in collections:
        inside = [learning_item(*shelf[name], addresses, shelf) for name in value.items if name in shelf]
        page = {"title": value.title, "path": path, "page": 1, "value": inside}
        yield File(path=f"api/{stem_of(path)}/index.json", data=page_data(without_nulls(page)))


def single_data(item: Tree) -> bytes:
    """One item as it is published: on one line, with every name."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def newsletter_pages(issues: Sequence[tuple[str, Newsletter]], addresses: Addresses) -> Iterator[File]:
    """Issues in pages, the newest first; the next page's number is a text there."""
    ordered = sorted(issues, key=lambda placed: placed[1].publishedDateTime, reverse=True)
    for number in range(1, NEWSLETTER_PAGES_MAX + 1):
        some = ordered[(number - 1) * NEWSLETTERS_PER_PAGE : number * NEWSLETTERS_PER_PAGE]
        if not some:
            break
        is_last = len(some) < NEWSLETTERS_PER_PAGE or number == NEWSLETTER_PAGES_MAX
        page = {
            "title": f"{addresses.topic} Newsletters",
            "path": "_newsletters/",
            "page": number,
            "value": [newsletter_item(path, issue, addresses) for path, issue in some],
            "nextPage": None if is_last else str(number + 1),
        }
        if number == 1:
            yield File(path="api/newsletters/index.json", data=page_data(page))
        yield File(path=f"api/newsletters/index.page{number}.json", data=page_data(page))


def newsletter_item(path: str, one: Newsletter, addresses: Addresses) -> Tree:
    """An issue without its mail, as the template of the listing makes it."""
    return {
        "path": path,
        "title": one.title,
        "type": one.type,
        "sourceUrl": addresses.of_item(path),
        "webUrl": addresses.absolute(one.webUrl),
        "excerpt": " ".join(MARK_UP.sub("", one.excerpt).split()),
        "publishedDateTime": one.publishedDateTime,
        "images": [],
        "locale": addresses.locale,
        "topics": list(one.topics),
    }


def sponsorships_today(sponsorships: Sequence[Sponsorship], addresses: Addresses, today: str) -> File:
    """The sponsorships that are on today."""
    value = [sponsorship_item(one, addresses) for one in sponsorships if today in one.schedules]
    return File(path="api/sponsorships/today/index.json", data=page_data({"value": value}))
