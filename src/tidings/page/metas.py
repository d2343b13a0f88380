"""What the head of a page says: ``meta`` elements by their many names, and ``link`` elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..reading import Claim, PageImage
from .addresses import whole_url
from .noting import TAGS_MAX, note, note_authors, note_date
from .told import free_or_paid, is_generated, pixels_of

NAMES: Mapping[str, str] = {
    "headline": "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title dc:title citation_title "
    "hdl headline title cxenseparse:title rnews:headline",
    "dek": "og:description twitter:description description sailthru.description dc.description dcterms.abstract "
    "dc:description cxenseparse:description abstract",
    "author": "article:author parsely-author byl byline author sailthru.author citation_author dc.creator "
    "dcterms.creator dc:creator dc.author creator article:author_name cxenseparse:author vr:author authors "
    "shareaholic:article_author_name rnews:author article.author og:author og:article:author articleauthor "
    "author_name news_author tweetmeme-author dcsext.author twitter:author bt:author article-author",
    "published": "article:published_time article:published og:article:published_time og:published_time datepublished "
    "parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime article:publish_time "
    "publish_date publish-date publishdate published_time published-date publisheddate publication_date "
    "publication-date pubdate pub_date ptime bt:pubdate rnews:datepublished vr:published_time "
    "shareaholic:article_published_time article.published article_date_original originalpublicationdate "
    "date.release released dcterms.issued dc.date.issued citation_publication_date citation_online_date citation_date "
    "dcterms.created dc.date.created dc.created dcterms.date dc.date dc:date timestamp displaydate "
    "dateissued created creation_date datecreated news_publication_date date",
    "updated": "article:modified_time article:modified og:updated_time article:updated_time datemodified "
    "dcterms.modified dc.date.modified lastmod last-modified revised last_updated updated_time "
    "rnews:datemodified article.updated utime "
    "moddate date-revision modified",
    "section": "article:section parsely-section section article:section:name cxenseparse:section sailthru.section "
    "article.section og:section article:category category dc.subject.section",
    "tag": "article:tag parsely-tags news_keywords sailthru.tags keywords og:video:tag dc.subject parsely-tag",
    "publisher": "og:site_name application-name publisher dc.publisher dcterms.publisher citation_journal_title "
    "article:publisher_name apple-mobile-web-app-title cre source copyright",
    "language": "og:locale content-language dc.language dcterms.language language inlanguage",
    "canonical": "og:url twitter:url parsely-link",
    "access": "article:content_tier isaccessibleforfree content_tier paywall access cxenseparse:paywall "
    "article:opinion:access content-access og:access",
}
"""Names of ``meta`` elements for each field, in lower case; the precedence table says which of them weigh more."""
FIELD_BY_NAME = {name: field for field, names in NAMES.items() for name in names.split()}
DATES = ("published", "updated")
LISTS = ("tag",)
CERTAIN = (
    "parsely-author",
    "byl",
    "article:author_name",
    "sailthru.author",
    "citation_author",
    "twitter:data",
)
PAID_TIERS = ("locked", "metered", "paid", "premium", "subscriber", "subscribers", "subscription", "registered", "plus")
FREE_TIERS = ("free", "open", "public")
WRITTEN_BY = frozenset(
    "written by|verfasst von|écrit par|escrito por|scritto da|geschreven door|skrevet av|skriven av|skrevet af|author|"
    "napisane przez|autor|por|von|par|by|автор|kirjoittanut|yazan|撰稿人|作成者".split("|")
)
"""What ``twitter:label1`` says where ``twitter:data1`` is the author."""
PICTURES = (
    "og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url",
    "sailthru.image.full", "thumbnail", "image",
)  # fmt: skip
AI_NAMES = ("iptc:digitalsourcetype", "digitalsourcetype", "iptcext:digitalsourcetype", "og:image:digitalsourcetype")

Metas = Iterable[tuple[str, str]]


def meta_claims(metas: Metas, url: str) -> Iterator[Claim]:
    """A claim for each telling ``meta`` element; ``metas`` are names in lower case and contents."""
    labels = {}
    for name, content in metas:
        if name.startswith("twitter:label"):
            labels["twitter:data" + name[-1:]] = content.strip().rstrip(":").lower()
        elif field := FIELD_BY_NAME.get(name):
            yield from claims_of(field, name, content, url)
    for name, content in metas:
        if labels.get(name) in WRITTEN_BY:
            yield from note_authors("twitter", "twitter:data", content, is_certain=True)


def claims_of(field: str, name: str, content: str, url: str) -> Iterator[Claim]:
    """The claims of one element."""
    origin = origin_of(name)
    if field in DATES:
        yield note_date(field, origin, name, content)
    elif field == "author":
        yield from author_claims(origin, name, content)
    elif field in LISTS:
        for tag in content.split(",")[:TAGS_MAX]:
            yield note(field, origin, name, tag)
    elif field == "canonical":
        yield note(field, origin, name, content, value=whole_url(content, url))
    elif field == "access":
        yield from tier_claims(origin, name, content)
    else:
        yield note(field, origin, name, content)


def author_claims(origin: str, name: str, content: str) -> Iterator[Claim]:
    """An author's name; Facebook's ``article:author`` is mostly an address."""
    if content.strip().startswith(("http:", "https:", "//", "/", "www.")):
        yield note("author", origin, name, content, why="an address, not a name")
    else:
        yield from note_authors(origin, name, content, is_certain=name in CERTAIN)


def tier_claims(origin: str, name: str, content: str) -> Iterator[Claim]:
    """Free or paid, where a word of the trade says so."""
    word = content.strip().lower()
    tier = "paid" if word in PAID_TIERS else "free" if word in FREE_TIERS else free_or_paid(word)
    if name.endswith("paywall") and tier:  # "paywall: true" means the opposite of "free: true"
        tier = {"free": "paid", "paid": "free"}[tier] if word not in (*PAID_TIERS, *FREE_TIERS) else tier
    if tier:
        yield note("access", origin, name, content, value=tier)


def origin_of(name: str) -> str:
    """The vocabulary a name belongs to, as the precedence table calls it."""
    if name.startswith(("og:", "article:")):
        return "og"
    return "twitter" if name.startswith("twitter:") else "meta"


def meta_types(metas: Metas) -> list[str]:
    """What Open Graph calls the page: ``og:article``."""
    return [f"og:{content.strip().lower()}" for name, content in metas if name == "og:type" and content.strip()][:2]


def meta_picture(metas: Metas, url: str) -> Iterator[tuple[str, PageImage]]:
    """The pictures that Open Graph and Twitter name, each with its place."""
    told: dict[str, str] = {}
    for name, content in metas:
        told.setdefault(name, content.strip())
    made = any(is_generated(told.get(name, "")) for name in AI_NAMES)
    for place in PICTURES:
        whole = whole_url(told.get(place, ""), url)
        if whole:
            stem = place.split(":")[0] + ":image"
            yield (
                place,
                PageImage(
                    url=whole,
                    width=pixels_of(told.get(f"{stem}:width", "")),
                    height=pixels_of(told.get(f"{stem}:height", "")),
                    alt=told.get(f"{stem}:alt", "")[:500],
                    is_generated=made,
                ),
            )


def link_claims(links: Iterable[tuple[frozenset[str], str]], url: str) -> Iterator[Claim]:
    """What ``link`` elements say: canonical and AMP addresses; ``links`` are relations and addresses."""
    for relations, address in links:
        if "canonical" in relations:
            yield note("canonical", "link", "canonical", address, value=whole_url(address, url) or address)
        if "amphtml" in relations:
            yield note("amp", "link", "amphtml", address, value=whole_url(address, url) or address)
