"""A page, read: what it says about its article, whom of its many voices we believe, and the article's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Literal, cast

from lxml.html import HtmlElement

from ..model import DateClaim
from ..reading import Claim, PageAnswer, PageImage, PageReading, PageShape
from .addresses import whole_url
from .believing import Grounds, believe, first, values
from .body import Body, read_body
from .corrections import correction_claims, notices_in
from .days import find_address_day, published_day, writes_month_first
from .figures import shape_of
from .headings import SCORE_MIN, find_headline, find_unmarked_headline, headline_claims, mastheads
from .headlines import key_of, likeness, site_names, without_site
from .images import choose_picture, file_name, pictures_in
from .jsonld import Linked, Thing, article_of, is_a, read_linked, texts, types_of
from .languages import language_code
from .lines import far_claims, line_claims, lines_around, page_lines
from .metas import link_claims, meta_claims, meta_picture, meta_types
from .microdata import item_claims, item_pictures, item_types
from .named import box_claims, named_claims
from .noting import as_date, capped, note, note_date, note_read_date
from .precedence import PRECEDENCE, rank_of
from .rights import reservation_claims, wall_claims
from .sightings import Sightings, Zones, survey
from .told import linked_claims, pictures_of
from .tree import parse_html

__all__ = ["PRECEDENCE", "published_day", "read_page"]

TYPES_MAX = 12
LIKENESS_MIN = 0.5
"""Of a film's name with its page's title, where the page is about the film."""
SCRIPT_BYTES_MAX = 1_000_000
"""Of a page in whose programs a date is looked for."""
SCRIPT_DATE = re.compile(
    rb"[\"'](datePublished|date_published|publish(?:ed)?_?(?:date|at|time|on)|pub_?date|first_?published\w*|publication_?date)[\"']\s*:\s*"
    rb"[\"']((?:19|20)\d\d-\d\d-\d\d[^\"']{0,20})[\"']",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All that a page says, before the verdict."""

    claims: tuple[Claim, ...]
    pictures: tuple[tuple[str, str, PageImage], ...]
    """Origin, place and picture."""
    sites: tuple[str, ...]
    types: tuple[str, ...]
    notices: tuple[str, ...]
    """Lines of the page that begin as corrections do."""
    article_text: str
    """``articleBody`` of the JSON-LD."""


def read_page(answer: PageAnswer) -> PageReading:
    """What an answer says about its article; never raises.

    A page that cannot be read is a reading with empty fields and a claim that says why.
    """
    url = answer.final_url or answer.url
    if answer.error or not answer.body.strip():
        return unread(answer, url, answer.error or "the answer is empty")
    tree = parse_html(answer.body, answer.content_type)
    heard = listen(tree, answer, url)
    body = read_body(tree, url=url, structured=heard.article_text)
    return weigh(heard, body, shape_of(tree, body), answer)


def unread(answer: PageAnswer, url: str, why: str) -> PageReading:
    """The reading of a page that there is none of."""
    claim = Claim(field="text", value="", origin="visible", place="page", why=why)
    return PageReading(url=url, status=answer.status, claims=(claim,))


def listen(tree: HtmlElement, answer: PageAnswer, url: str) -> Heard:
    """Every claim of a page, by one walk over its tree."""
    seen = survey(tree)
    linked = read_linked(seen.scripts)
    article = own_thing(article_of(linked, url), seen)
    told = [*meta_claims(seen.metas, url), *link_claims(seen.links, url)]
    told += linked_claims(article, linked, url) if article else []
    told += elsewhere(linked, article, url)
    sites = site_names([*publishers_in(told), *seen.feed_titles, *mastheads(seen, url)], url)
    witnesses = witnesses_of(told, seen, sites)
    heading = find_headline(seen, witnesses, sites, url)
    if heading[2] < SCORE_MIN:
        heading = max(heading, find_unmarked_headline(tree, witnesses), key=lambda found: found[2])
    zones = Zones(heading[0])
    told += [*headline_claims(heading), *item_claims(seen, zones, url)]
    told += visible_claims(seen, zones, heading[0], url)
    told += head_claims(seen, answer, url)
    told += last_resorts(tree, seen, zones, told, answer)
    told += [*reservation_claims(seen, answer.headers), *wall_claims(seen, zones)]
    return Heard(
        claims=tuple(capped(told)),
        pictures=tuple(pictures_named(tree, seen, zones, linked, article, url)),
        sites=sites,
        types=tuple(
            dict.fromkeys([*(types_of(article) if article else ()), *meta_types(seen.metas), *item_types(seen)])
        )[:TYPES_MAX],
        notices=tuple(notices_in(tree, zones)),
        article_text=stated_text(article),
    )


def publishers_in(told: Iterable[Claim]) -> list[str]:
    """What the head calls the site; without what it calls the article, too."""
    headlines = {key_of(claim.value) for claim in told if claim.field == "headline"}
    return [claim.value for claim in told if claim.field == "publisher" and key_of(claim.value) not in headlines]


def own_thing(thing: Thing | None, seen: Sightings) -> Thing | None:
    """The thing that a page is about; a film inside an article is not, unless it bears the page's title."""
    if thing is None or not is_a(thing, "videoobject", "audioobject", "imagegallery", "mediagallery"):
        return thing
    name = next(iter([*texts(thing, "headline"), *texts(thing, "name")]), "")
    return thing if not name or likeness(name, seen.title) >= LIKENESS_MIN else None


def elsewhere(linked: Linked, article: Thing | None, url: str) -> Iterator[Claim]:
    """What other things of the JSON-LD add: the site's publisher, the page's dates; troubles as refused claims."""
    for thing in linked.things[:20]:
        kinds = {kind.lower() for kind in types_of(thing)}
        if thing is not article and kinds & {"website", "organization", "newsmediaorganization"}:
            for name in texts(thing, "name")[:1]:
                yield note("publisher", "json-ld", "name of the site", name)
        elif thing is not article and kinds & {"webpage", "itempage"}:
            for claim in linked_claims(thing, linked, url):
                if claim.field in ("published", "updated", "language"):
                    yield replace(claim, place=f"{claim.place} of the page")
    for trouble in linked.troubles:
        yield Claim(field="text", value="JSON-LD", origin="json-ld", place="script", why=trouble)


def witnesses_of(told: Iterable[Claim], seen: Sightings, sites: Sequence[str]) -> list[str]:
    """Headlines that the head names: what the visible one is known by."""
    named = [claim.value for claim in told if claim.field == "headline" and claim.place != "name"]
    return list(dict.fromkeys(without_site(title, sites) for title in [*named, seen.title] if title))[:8]


def visible_claims(seen: Sightings, zones: Zones, headline: HtmlElement | None, url: str) -> Iterator[Claim]:
    """What readers see of bylines, dates and deks."""
    locale = next((content for name, content in seen.metas if name == "og:locale"), "")
    month_first = writes_month_first(seen.language or locale, url, locale)
    if headline is not None:
        yield from line_claims(lines_around(headline, zones), month_first=month_first)
    yield from named_claims(seen, zones, headline, month_first=month_first)


def last_resorts(
    tree: HtmlElement, seen: Sightings, zones: Zones, told: Sequence[Claim], answer: PageAnswer
) -> Iterator[Claim]:
    """Dates and people from anywhere on the page, where no better place names any."""
    missing = {"published", "author"} - {claim.field for claim in told if not claim.why}
    if missing:
        month_first = writes_month_first(seen.language, answer.final_url)
        body = tree.find("body")
        far = far_claims(page_lines(tree if body is None else body, zones), month_first=month_first)
        yield from (claim for claim in far if claim.field in missing or claim.field == "updated")
        told_far = page_lines(tree if body is None else body, None) if "published" in missing else []
        yield from (claim for claim in far_claims(told_far, month_first=month_first) if claim.field == "updated")
    if "author" in missing:
        yield from box_claims(seen)
    if "published" in missing:
        yield from script_dates(answer.body)


def script_dates(body: bytes) -> Iterator[Claim]:
    """Dates of publication in the data of a page's own program."""
    for match in islice(SCRIPT_DATE.finditer(body[:SCRIPT_BYTES_MAX]), 3):
        yield note_date("published", "script", match[1].decode("ascii"), match[2].decode("ascii", "replace"))


def head_claims(seen: Sightings, answer: PageAnswer, url: str) -> Iterator[Claim]:
    """The title, the language and the day in the address."""
    yield note("headline", "title tag", "title", seen.title)
    yield note("language", "html", "lang", seen.language)
    for name, value in answer.headers:
        if name == "content-language":
            yield note("language", "header", name, value)
    if day := find_address_day(url):
        yield note_read_date("published", "address", day)


def pictures_named(
    tree: HtmlElement, seen: Sightings, zones: Zones, linked: Linked, article: Thing | None, url: str
) -> list[tuple[str, str, PageImage]]:
    """Every picture that is named as the article's, by precedence; and the first large ones in it."""
    found = [("json-ld", place, picture) for place, picture in (pictures_of(article, linked, url) if article else ())]
    found += [
        ("og" if place.startswith("og") else "twitter" if place.startswith("twitter") else "meta", place, picture)
        for place, picture in meta_picture(seen.metas, url)
    ]
    found += [("microdata", place, picture) for place, picture in item_pictures(seen, zones, url)]
    known = {file_name(picture.url) for _, _, picture in found}
    found += [("visible", "img", picture) for picture in pictures_in(tree, zones, url, known)[:3]]
    return sorted(found, key=lambda one: rank_of("image", one[0], one[1]))


def weigh(heard: Heard, body: Body, shape: PageShape, answer: PageAnswer) -> PageReading:
    """The reading: of every field the claim that we believe."""
    url = answer.final_url or answer.url
    picture, pictured = choose_picture(heard.pictures, url)
    claims = capped([*heard.claims, *pictured, *correction_claims(body.text, heard.notices), *text_claims(heard, body)])
    grounds = Grounds(
        url=url,
        fetched_at=answer.fetched_at,
        sites=heard.sites,
        address_day=address_day(claims),
        sample=body.text[:2000],
    )
    judged = believe(claims, grounds)
    return PageReading(
        url=url,
        status=answer.status,
        canonical_url=one(judged, "canonical"),
        amp_url=one(judged, "amp"),
        headline=one(judged, "headline"),
        dek=one(judged, "dek"),
        authors=values(judged, "author"),
        published=date_of(judged, "published"),
        updated=date_of(judged, "updated"),
        language=language_code(one(judged, "language")),
        section=one(judged, "section"),
        tags=values(judged, "tag"),
        image=picture,
        publisher=one(judged, "publisher"),
        publisher_logo=whole_url(one(judged, "logo"), url) if one(judged, "logo") else "",
        text=body.text,
        types=heard.types,
        access=access_of(judged, is_cut=body.is_cut),
        is_cut=body.is_cut,
        reservations=values(judged, "reservation"),
        corrections=values(judged, "correction"),
        shape=shape,
        claims=judged,
    )


def stated_text(article: Thing | None) -> str:
    """``articleBody`` as it was written; empty where there is none."""
    raw = article.get("articleBody") if article else None
    return raw if isinstance(raw, str) else ""


def text_claims(heard: Heard, body: Body) -> Iterator[Claim]:
    """Where the text came from, and what is wrong with it."""
    if heard.article_text:
        yield note("text", "json-ld", "articleBody", heard.article_text[:100])
    if body.text and not body.is_stated:
        yield note("text", "visible", "article", body.text[:100])
    elif not body.text:
        yield note("text", "visible", "article", "page", why=body.reason or "no text was found")


def address_day(claims: Iterable[Claim]) -> date | None:
    """The day in the page's address, where it has one."""
    return next((date.fromisoformat(claim.value[:10]) for claim in claims if claim.place == "address"), None)


def one(judged: Iterable[Claim], field: str) -> str:
    """The value that is believed about a field; empty: none."""
    claim = first(judged, field)
    return claim.value if claim else ""


def date_of(judged: Iterable[Claim], field: str) -> DateClaim | None:
    """The date that is believed about a field."""
    claim = first(judged, field)
    return as_date(claim) if claim else None


def access_of(judged: Sequence[Claim], *, is_cut: bool) -> Literal["free", "paid", ""]:
    """Free or paid; a wall in the page counts only where the text is cut, for many pages keep one ready."""
    claim = first(judged, "access")
    if claim is None or (claim.origin == "visible" and not is_cut):
        return ""
    return cast("Literal['free', 'paid']", claim.value)
