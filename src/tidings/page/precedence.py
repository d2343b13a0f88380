"""Whom we believe about what: for each field the places of a page, the most trusted first, with the reason.

A place that is written with a ``*`` stands for all places of that origin that are not named.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Place(NamedTuple):
    """Where a claim may stand, and why it has this rank."""

    origin: str
    place: str
    reason: str


PRECEDENCE: Mapping[str, tuple[Place, ...]] = {
    "headline": (
        Place("visible", "h1", "what readers see above the article"),
        Place("visible", "h2", "the same, on sites whose h1 is their own name"),
        Place("visible", "h3", "the same, on older sites"),
        Place("visible", "element named headline", "the same, without a heading"),
        Place("microdata", "headline", "marked in the article itself"),
        Place("json-ld", "headline", "written for machines, often shortened for searches"),
        Place("og", "*", "written for social networks"),
        Place("meta", "*", "written for one service"),
        Place("twitter", "*", "often shortened"),
        Place("visible", "h1, alone", "a heading, but nothing confirms that it is the article's"),
        Place("title tag", "title", "with the site's name, which is cut off"),
        Place("json-ld", "name", "a page's name may be its section's"),
        Place("visible", "*", "a heading that nothing confirms"),
        Place("microdata", "*", "of another item on the page"),
    ),
    "dek": (
        Place("visible", "element named dek", "what readers see below the headline"),
        Place("json-ld", "description", "the publisher's own summary"),
        Place("og", "*", "written for social networks"),
        Place("twitter", "*", "the same"),
        Place("meta", "*", "written for searches"),
        Place("microdata", "*", "may be another item's"),
        Place("json-ld", "*", "an alternative headline is at least of this article"),
    ),
    "author": (
        Place("json-ld", "author", "names people one by one"),
        Place("meta", "parsely-author", "names people one by one, for statistics"),
        Place("microdata", "author", "marked in the article itself"),
        Place("visible", "byline", "what readers see"),
        Place("visible", "rel=author", "links to a person's page"),
        Place("visible", "line near the headline", "what readers see, found by its words"),
        Place("visible", "line before the headline", "the same, above"),
        Place("visible", "element named date", "a byline that shares a line with the date"),
        Place("visible", "element named meta", "the same"),
        Place("twitter", "twitter:data", "labelled as the author"),
        Place("meta", "byl", "the byline as printed"),
        Place("og", "*", "meant for addresses, names are rare"),
        Place("meta", "citation_author", "written for libraries"),
        Place("microdata", "creator", "may be the firm that made the page"),
        Place("meta", "*", "often the site's owner or its software's"),
        Place("visible", "author box", "about a person who may not have written this"),
        Place("visible", "line of the page", "a byline far from the headline"),
        Place("json-ld", "author, an organisation", "a person that was filed as an organisation"),
        Place("json-ld", "author, a nickname", "may be who loaded the text up"),
        Place("json-ld", "*", "may be the firm that made the page"),
        Place("microdata", "*", "of another item on the page"),
        Place("twitter", "*", "mostly handles"),
    ),
    "published": (
        Place("json-ld", "datePublished", "a moment with its zone, kept by the publisher's own system"),
        Place("og", "article:published_time", "the same, for social networks"),
        Place("microdata", "datePublished", "marked in the article itself"),
        Place("meta", "parsely-pub-date", "kept for statistics"),
        Place("visible", "time pubdate", "marked as the article's date"),
        Place("og", "*", "loose spellings of the same"),
        Place("address", "address", "set when the page was made, and never changed"),
        Place("meta", "citation_publication_date", "written for libraries"),
        Place("visible", "line near the headline", "what readers see"),
        Place("visible", "line before the headline", "the same, above"),
        Place("visible", "element named date", "the same, found by its name"),
        Place("visible", "time", "a date with a machine's spelling"),
        Place("address", "in a name", "may be the day of the event"),
        Place("visible", "element named meta", "below the article in old themes"),
        Place("meta", "*", "often the day on which the page was built"),
        Place("json-ld", "*", "when a film was loaded up, or a draft made"),
        Place("visible", "dateline", "where and when the text was written"),
        Place("visible", "line of the page", "a date far from the headline"),
        Place("script", "*", "data of the page's own program"),
        Place("microdata", "*", "of another item on the page"),
    ),
    "updated": (
        Place("json-ld", "*", "kept by the publisher's own system"),
        Place("og", "article:modified_time", "the same"),
        Place("og", "*", "loose spellings of the same"),
        Place("microdata", "*", "marked in the article itself"),
        Place("visible", "*", "what readers see"),
        Place("meta", "*", "often the day on which the page was built"),
    ),
    "canonical": (
        Place("link", "canonical", "the standard's own way (RFC 6596)"),
        Place("og", "*", "the address that is shared"),
        Place("json-ld", "*", "the page that the article is about"),
        Place("microdata", "*", "the same"),
        Place("meta", "*", "kept for statistics"),
        Place("twitter", "*", "the same"),
    ),
    "amp": (Place("link", "amphtml", "the only way to say it"),),
    "language": (
        Place("html", "lang", "the standard's own way"),
        Place("json-ld", "*", "of the article itself"),
        Place("microdata", "*", "the same"),
        Place("meta", "*", "an older way"),
        Place("og", "*", "mostly a setting of the site"),
        Place("header", "*", "mostly a setting of the server"),
    ),
    "section": (
        Place("og", "*", "the section of this article"),
        Place("json-ld", "*", "the same"),
        Place("microdata", "*", "the same"),
        Place("meta", "*", "kept for statistics"),
    ),
    "tag": (
        Place("og", "*", "one element for each"),
        Place("json-ld", "*", "key words of this article"),
        Place("meta", "news_keywords", "chosen by an editor"),
        Place("meta", "parsely-tags", "kept for statistics"),
        Place("visible", "*", "what readers see"),
        Place("microdata", "*", "the same"),
        Place("meta", "*", "often those of the whole site"),
    ),
    "image": (
        Place("json-ld", "image", "with size, caption and rights where a page gives them"),
        Place("og", "*", "chosen for this article"),
        Place("twitter", "*", "the same"),
        Place("microdata", "*", "the same"),
        Place("visible", "*", "the first large picture of the article"),
        Place("meta", "*", "often small"),
        Place("json-ld", "*", "often small, or the whole page's"),
    ),
    "publisher": (
        Place("json-ld", "publisher", "names the publication"),
        Place("og", "*", "the site's name"),
        Place("meta", "*", "the same, for other uses"),
        Place("microdata", "*", "the same"),
        Place("json-ld", "*", "where the text came from"),
    ),
    "logo": (Place("json-ld", "*", "beside the publisher's name"),),
    "access": (
        Place("json-ld", "isAccessibleForFree", "asked of publishers by search engines"),
        Place("json-ld", "*", "a part of the article is not free"),
        Place("microdata", "*", "the same, marked in the article"),
        Place("og", "*", "a tier for social networks"),
        Place("meta", "*", "kept for statistics"),
        Place("visible", "*", "a wall stands in the page"),
    ),
    "reservation": (
        Place("header", "*", "said before the page"),
        Place("meta", "*", "said in the page"),
        Place("visible", "*", "said of a part of the page"),
    ),
    "text": (
        Place("visible", "*", "what readers see"),
        Place("json-ld", "*", "where the page shows less than it states"),
    ),
    "correction": (
        Place("json-ld", "*", "marked as a correction"),
        Place("visible", "*", "words that begin corrections"),
    ),
}
"""For every field the places that speak of it; the first claim that passes the field's checks is believed."""


@lru_cache(maxsize=1024)
def rank_of(field: str, origin: str, place: str) -> int:
    """How far down the table a place stands; past the end where it is not named."""
    places = PRECEDENCE.get(field, ())
    exact = [rank for rank, one in enumerate(places) if (one.origin, one.place) == (origin, place)]
    loose = [rank for rank, one in enumerate(places) if one.origin == origin and one.place == "*"]
    return next(iter([*exact, *loose]), len(places))


def reason_of(field: str, origin: str, place: str) -> str:
    """Why a place has its rank; empty where the table does not name it."""
    rank = rank_of(field, origin, place)
    places = PRECEDENCE.get(field, ())
    return places[rank].reason if rank < len(places) else ""
