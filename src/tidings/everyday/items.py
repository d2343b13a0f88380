"""How the content of a site looks in the reference system's JSON interface: one function for each type.

Names stand in the order of its files, those without a value as None.  Moments are written as records have them;
the reference wrote the same ones with the offset of its own clock in 2021.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .api import LOCALE
from .content import Account, Action, Community, Company, Customer, Event, Learning, Person, Sample, Sponsorship, Topic
from .frontmatter import Tree
from .record import Named, Provider, RecordImage

TOP_ITEMS_MAX: Final = 4
"""Of a collection's items, this many stand in listings."""
PEOPLES_ACCOUNTS: Final = ("twitter", "linkedin", "googleScholar", "weibo", "youtube", "twitch", "wikipedia")
PAGES_OF: Final = {
    "_learning": "learning",
    "_samples": "sample",
    "_people": "people",
    "_companies": "company",
    "_events": "event",
    "_communities": "community",
    "_customers": "customer",
}
"""Under which name people read each collection on the site."""
Shelf = Mapping[str, tuple[str, Learning]]
"""Things to learn from with their paths, by the name that collections have for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a site is."""

    web: str
    """For people, such as ``https://everyday.cc/powerapps``; without a slash at the end, like ``files``."""
    files: str
    """Of the interface, ``https://everyday-cc.github.io/powerapps``."""
    topic: str
    """The name of the site's own topic."""
    locale: str = LOCALE

    def absolute(self, url: str) -> str:
        """A URL, whole."""
        return self.files + url if url.startswith("/") else url

    def of_item(self, path: str) -> str:
        """The JSON of one item."""
        return f"{self.files}/api/{stem_of(path)}/index.json"

    def of_page(self, path: str) -> str:
        """The page of one item, for people."""
        folder, _, rest = path.partition("/")
        return f"{self.web}/{PAGES_OF[folder]}/{rest.removesuffix('.md')}/"


def stem_of(path: str) -> str:
    """A path without its low line and the ending of its name."""
    return path.removeprefix("_").rpartition(".")[0]


def learning_item(path: str, one: Learning, addresses: Addresses, shelf: Shelf) -> Tree:
    """A video, a course or a collection; byte for byte as single items of 2021 are."""
    children = [shelf[name] for name in one.items if name in shelf]
    top = [learning_item(*child, addresses, {}) for child in children[:TOP_ITEMS_MAX]]
    return {
        "path": path,
        "title": one.title,
        "excerpt": one.excerpt,
        "sourceUrl": addresses.of_item(path),
        "webUrl": one.webUrl or addresses.of_page(path),
        "originalUrl": one.originalUrl,
        "featuredContent": one.featuredContent,
        "actions": None,
        "length": one.length,
        "ratings": {"count": one.ratings.count, "average": one.ratings.average} if one.ratings else None,
        "provider": provider_item(one.provider, addresses),
        "publishedDateTime": one.publishedDateTime,
        "levels": list(one.levels) or None,
        "topItems": top or None,
        "size": len(children) or None,
        "heat": one.heat,
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body),
        "type": one.type,
        "price": one.price,
        "topics": list(one.topics),
    }


def sample_item(path: str, one: Sample, addresses: Addresses) -> Tree:
    """A sample; byte for byte as single items of 2021 are."""
    return {
        "path": path,
        "title": one.title,
        "excerpt": one.excerpt,
        "sourceUrl": addresses.of_item(path),
        "webUrl": one.webUrl or addresses.of_page(path),
        "originalUrl": one.originalUrl,
        "provider": provider_item(one.provider, addresses),
        "featuredContent": one.featuredContent,
        "actions": [action_item(action, addresses) for action in one.actions] or None,
        "publishedDateTime": one.publishedDateTime,
        "topItems": None,
        "size": None,
        "heat": one.heat,
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body),
        "type": one.type,
        "topics": list(one.topics),
    }


def person_item(path: str, one: Person, addresses: Addresses) -> Tree:
    """A person.  Single items of people are not visible: these are the names that authors of samples have there."""
    return {
        "path": path,
        "title": one.name,
        "excerpt": one.bio,
        "sourceUrl": addresses.of_item(path) if path else None,
        "webUrl": addresses.of_page(path) if path else None,
        "originalUrl": None,
        "type": one.type,
        "name": one.name,
        "bio": one.bio,
        "location": one.location,
        "website": one.website,
        **{name: account_item(getattr(one, name)) for name in PEOPLES_ACCOUNTS},
        "affiliation": affiliation_item(one.affiliation),
        "topics": list(one.topics) or None,
        "topItems": None,
        "size": None,
        "highlight": None,
        "heat": one.heat,
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body) if path else None,
    }


def company_item(path: str, one: Company, addresses: Addresses) -> Tree:
    """A company; byte for byte as listings are, but for the founding year: 0 where none is told."""
    return {
        "path": path,
        "title": one.name,
        "excerpt": one.overview,
        "sourceUrl": addresses.of_item(path),
        "webUrl": addresses.of_page(path),
        "type": one.type,
        "name": one.name,
        "otherNames": list(one.otherNames) or None,
        "overview": one.overview,
        "website": one.website,
        "linkedin": account_item(one.linkedin),
        "crunchbase": account_item(one.crunchbase),
        "twitter": account_item(one.twitter),
        "size": one.size,
        "yearFounded": one.yearFounded or 0,
        "locations": list(one.locations) or None,
        "funding": {"status": one.funding.status} if one.funding else None,
        "topics": list(one.topics),
        "videos": [{"url": film.url} for film in one.videos] or None,
        "heat": one.heat,
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body),
    }


def community_item(path: str, one: Community, addresses: Addresses) -> Tree:
    """A community; byte for byte as single items and listings are."""
    return {
        "path": path,
        "title": None,
        "excerpt": one.excerpt,
        "sourceUrl": addresses.of_item(path),
        "webUrl": one.webUrl or addresses.of_page(path),
        "originalUrl": one.originalUrl,
        "actions": None,
        "provider": provider_item(one.provider, addresses),
        "topItems": None,
        "size": None,
        "heat": one.heat,
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body),
        "name": one.name,
        "type": one.type,
        "members": one.members,
        "topics": list(one.topics),
    }


def event_item(path: str, one: Event, addresses: Addresses) -> Tree:
    """An event, as listings have it."""
    return {
        "path": path,
        "title": one.name,
        "excerpt": one.excerpt,
        "sourceUrl": addresses.of_item(path),
        "webUrl": addresses.of_page(path),
        "originalUrl": one.originalUrl,
        "name": one.name,
        "type": one.type,
        "startDateTime": one.startDateTime,
        "endDateTime": one.endDateTime,
        "location": one.location,
        "price": one.price,
        "website": one.website,
        "provider": provider_item(one.provider, addresses),
        "topics": list(one.topics),
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body),
    }


def customer_item(path: str, one: Customer, addresses: Addresses) -> Tree:
    """A customer.  No such item is visible: these are a sample's names without what is only a sample's."""
    return {
        "path": path,
        "title": one.title,
        "excerpt": one.excerpt,
        "sourceUrl": addresses.of_item(path),
        "webUrl": one.webUrl or addresses.of_page(path),
        "originalUrl": one.originalUrl,
        "provider": provider_item(one.provider, addresses),
        "publishedDateTime": one.publishedDateTime,
        "heat": one.heat,
        "tags": list(one.tags) or None,
        "images": image_items(one.images, addresses),
        "content": content_of(one.body),
        "type": one.type,
        "topics": list(one.topics),
    }


def topic_item(one: Topic) -> Tree:
    """A topic, as the template of the listing makes it: ``parent`` and ``images`` only where there are any."""
    return {
        "name": one.name,
        "shortname": one.shortname or one.name,
        "id": one._id,
        **({"parent": one.parent} if one.parent else {}),
        **({"images": list(one.images)} if one.images else {}),
        "services": [{"name": name, "endpoint": url} for name, url in one.services],
    }


def sponsorship_item(one: Sponsorship, addresses: Addresses) -> Tree:
    """A sponsorship, as the template of the day's listing makes it."""
    sponsor = one.sponsor
    return {
        "sponsor": {
            "name": sponsor.name,
            "url": addresses.absolute(sponsor.url or ""),
            "logoForLightTheme": addresses.absolute(sponsor.logoForLightTheme or ""),
            "logoForDarkTheme": addresses.absolute(sponsor.logoForDarkTheme or ""),
        },
        "messages": [
            {
                "title": message.title,
                "description": message.description or "",
                "url": addresses.absolute(message.url or ""),
                "image": addresses.absolute(message.image or ""),
            }
            for message in one.messages
        ],
        "schedules": list(one.schedules),
        "placements": list(one.placements),
    }


# ---------------------------------------------------------------- parts of items


def provider_item(one: Provider | None, addresses: Addresses) -> Tree | None:
    """Who published something; authors are people of whom only the name is known."""
    if one is None:
        return None
    return {
        "name": one.name,
        "domain": one.domain,
        "images": image_items(one.images, addresses),
        "publishers": [named_item(named) for named in one.publishers] or None,
        "authors": [person_item("", Person(name=author.name), addresses) for author in one.authors] or None,
    }


def named_item(one: Named) -> Tree:
    """A publisher behind the provider."""
    return {"name": one.name, "domain": one.domain}


def affiliation_item(one: Provider | None) -> Tree | None:
    """Where a person works; its pictures keep their relative addresses there."""
    if one is None:
        return None
    images = [image_item(image, image.url) for image in one.images]
    return {"path": "", "name": one.name, "domain": one.domain, "images": images or None}


def account_item(one: Account | None) -> Tree | None:
    """A page of somebody elsewhere: only what is known of it."""
    if one is None:
        return None
    names = ("username", "url", "followers", "subscribers", "citations")
    return {name: value for name in names if (value := getattr(one, name)) is not None}


def action_item(one: Action, addresses: Addresses) -> Tree:
    """What a reader can do with a sample."""
    return {
        "url": addresses.absolute(one.url),
        "type": one.type,
        "title": one.title,
        "attribution": one.attribution,
    }


def image_items(images: Sequence[RecordImage], addresses: Addresses) -> list[Tree] | None:
    """Pictures with their whole addresses."""
    return [image_item(image, addresses.absolute(image.url)) for image in images] or None


def image_item(image: RecordImage, url: str) -> Tree:
    """One picture."""
    return {
        "url": url,
        "width": image.width,
        "height": image.height,
        "title": image.title,
        "attribution": None,
        "isCached": bool(image.isCached),
    }


def content_of(body: str) -> str:
    """What follows the front matter, with the line ends that the reference's interface has."""
    return body.replace("\n", "\r\n")
