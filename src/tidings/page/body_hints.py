"""What the names of a page's elements say about their content: classes, ids, roles, in the words web designers use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

Attributes = Mapping[str, str]

UNREAD = frozenset(
    "script style noscript template svg math object embed applet canvas button select input textarea option map area "
    "head link meta title dialog source track progress meter datalist frame frameset noframes rt rp nav".split()
)
"""Elements whose content no reader of the article reads."""
COUNTED = {
    "img": "img", "amp-img": "img", "li": "li", "time": "time", "video": "video", "amp-video": "video",
    "amp-youtube": "video", "audio": "audio", "amp-audio": "audio",
}  # fmt: skip
"""What an article's part is described by, beside its words."""
EMPTY = frozenset("img amp-img iframe video amp-video amp-youtube audio amp-audio br hr".split())
"""Elements without words inside."""
BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody tfoot thead tr ul legend "
    "caption td th".split()
)
"""Elements that begin and end a line."""
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
CELLS = frozenset(("td", "th"))
BARE = frozenset("div section article main td th tr tbody thead table center ul ol form details body html".split())
"""Blocks that only hold others: text directly in them is marked by what they stand in."""
HANDED_DOWN = frozenset(("li", "blockquote", "figure"))
"""Blocks that say what the text of bare ones in them is."""

COMMENTS = frozenset(
    "comment comments commentsblock commentarea commentlist commentform kommentar kommentare comentarios commentaires "
    "commenti disqus dsq reacties komentarze respond livefyre coral trackback trackbacks pingback pingbacks "
    "replies".split()
)
JUNK = frozenset(
    "share shares sharing sharer sharebar sharedaddy social sociable socialmedia shariff addthis addtoany sharethis "
    "related relateds relatedposts yarpp recommend recommended recommendation recommendations recirc recirculation "
    "similar alsoread readmore morelinks trending popular mostread mostpopular upsell crosssell reactions "
    "promo promos promobox promotion promoted sponsor sponsored sponsoring advert adverts advertisement advertising "
    "advertorial ad ads adv adsense adslot adbox adsbygoogle dfp gpt banner outbrain taboola zergnet revcontent plista "
    "werbung anzeige publicidad publicidade publicite pubblicita "
    "newsletter newsletters subscribe subscription subscriptions signup optin mailchimp donate donation "
    "donations feedback email print printer noprint follow flattr vg login register search rating ratings vote voting "
    "poll quiz disclaimer cookie cookies consent gdpr popup modal overlay lightbox tooltip dropdown "
    "sidebar breadcrumb breadcrumbs nav navi navigation navbar subnav menu submenu pagination pager paging pagenav "
    "toolbar tools toc topbar masthead footer sitefooter siteheader siteinfo widget widgets skip sr screenreader "
    "invisible hidden teaser teasers vorschau teilen verwandte compartir relacionadas relacionados partager condividi "
    "correlati author authors authorbox autor byline bylines bio biography postmeta entrymeta meta metadata tags "
    "taglist tagcloud tagged keywords caption captions credit credits copyright bildunterschrift "
    "gallery inlinegallery slideshow galerie bildergalerie fotostrecke "
    "crumb crumbs pathway colophon contentinfo imprint impressum signin account likes likebox carousel swiper "
    "timestamp postdate entrydate pubdate categories facebook whatsapp pinterest linkedin xing "
    "seitenleiste randspalte marginalspalte fusszeile fussbereich kopfzeile brotkrumen brotkrumenpfad schlagworte "
    "schlagwoerter kategorien anmelden suche empfehlungen meistgelesen bewertung drucken druckversion weiterempfehlen "
    "merken linkliste rodape compartilhar barre ariane partage commentaire pied correlate briciole zijbalk delen "
    "gerelateerd kruimelpad stopka udostepnij powiazane lateral migas".split()
)
"""Words of a class or an id that stand on what is beside the article, not in it."""
JUNK_PAIRS = frozenset(
    tuple(pair.split("-"))
    for pair in (
        "read-more most-read also-read more-stories more-news next-post prev-post post-tags tag-list cat-links "
        "screen-reader sr-only up-next you-might read-next visually-hidden post-info entry-info see-also latest-news "
        "posted-on reading-time time-stamp pull-quote side-bar bread-crumb bread-crumbs top-stories image-credit"
    ).split()
)
JUNK_WITHIN = re.compile(
    r"relatedpost|related[-_]?(?:art|stor|post|title|link|news|content)|newsletter|sidebar|breadcrumb|advert|outbrain|"
    r"taboola|sponsor|copyright|pagination|teaser|recommend|trending|mostread|mostpopular|sharebutton|shareicon|"
    r"authorbox|authorinfo|socialshare|socialmedia|tagcloud|taglist|readmore|alsolike|cookie|postnav|postmeta|"
    r"entrymeta|screenreader|commentlist|bildunterschrift|autorenbox|imagecredit|postfooter|pagefooter|articlefooter"
)
"""The same inside longer words, long enough never to be part of another."""
EMBEDS = frozenset(("embed", "embedded", "tweet", "oembed"))
SOCIAL = frozenset(("social", "socialmedia", "media"))
"""Junk, except where they name a post that the article quotes."""
PICTURES = frozenset("image images img photo photos picture foto fotos bild bilder thumb thumbnail imgtop".split())
ARTICLE = re.compile(
    r"article[-_]*(?:body|text|content)|(?:entry|post|story|page|news|text|main|single|blog)[-_]*"
    r"(?:body|content|text|entry)|body[-_]*text|fulltext|story-?text|^(?:post|entry|story|article|hentry)$|"
    r"rich-?text|article__|itemtext|artikel(?:text)?$"
)
"""Names, in lower case, that stand on the article itself."""
JUNK_TAGS = frozenset("footer aside menu figcaption form".split())
JUNK_ATTRIBUTES = frozenset(("role", "itemprop", "aria-hidden", "hidden", "style"))
JUNK_ROLES = frozenset("navigation complementary banner contentinfo search dialog alert menu tablist".split())
JUNK_ITEMS = frozenset("author datePublished dateModified headline publisher image comment".split())
NAMES_CHARS_MAX = 300
"""Of the classes and the id of an element; what they mean is remembered, so they are bounded."""
NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
UNSEEN = re.compile(r"display\s*:\s*none")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a class or an id says about an element, or all of them together."""

    junk: str = ""
    """The word for which it stands beside the article; empty: none."""
    is_picture: bool = False
    """They name a box for a picture."""
    is_article: bool = False
    """They are those that articles have."""
    is_embed: bool = False
    """They name something of another site that is shown here."""


NOTHING = Meaning()


@lru_cache(maxsize=8192)
def meaning_of(names: str) -> Meaning:
    """What classes and ids say together: comments before other junk, and no social network where it is quoted."""
    told = [meaning_of_one(name) for name in names.split()]
    if len(told) == 1:
        return told[0]
    junk = [one.junk for one in told if one.junk]
    is_embed = any(one.is_embed for one in told)
    if is_embed:
        junk = [word for word in junk if word not in SOCIAL]
    return Meaning(
        junk="comments" if "comments" in junk else junk[0] if junk else "",
        is_picture=any(one.is_picture for one in told),
        is_article=any(one.is_article for one in told),
        is_embed=is_embed,
    )


@lru_cache(maxsize=16384)
def meaning_of_one(name: str) -> Meaning:
    """What one class or id says: ``postMeta-info`` is judged by its three parts, and as a whole."""
    parts = [part.lower() for part in NAME_PART.findall(name)]
    whole = name.lower()
    is_embed = not EMBEDS.isdisjoint(parts)
    return Meaning(
        junk=junk_word(parts, whole, SOCIAL if is_embed else frozenset()),
        is_picture=not PICTURES.isdisjoint(parts),
        is_article=ARTICLE.search(whole) is not None,
        is_embed=is_embed,
    )


def junk_word(parts: list[str], whole: str, spared: frozenset[str]) -> str:
    """The word that stands beside articles; ``comments`` for all of those, so that they are judged together."""
    if not COMMENTS.isdisjoint(parts):
        return "comments"
    found = next((part for part in parts if part in JUNK and part not in spared), "")
    if found:
        return found
    within = JUNK_WITHIN.search(whole)
    return within[0] if within else next(("-".join(pair) for pair in pairwise(parts) if pair in JUNK_PAIRS), "")


def names_in(attributes: Attributes) -> str:
    """An element's classes and its id."""
    classes, name = attributes.get("class", ""), attributes.get("id", "")
    return (f"{classes} {name}" if name else classes)[:NAMES_CHARS_MAX]


def why_junk(element: HtmlElement, tag: str, attributes: Attributes, meaning: Meaning) -> str:
    """The word for which an element stands beside the article, or is not shown; empty: nothing says so."""
    if tag in JUNK_TAGS:
        return tag
    if tag == "figure":
        return "" if next(element.iter("table", "pre", "blockquote"), None) is not None else "figure"
    return meaning.junk or ("" if JUNK_ATTRIBUTES.isdisjoint(attributes) else junk_attribute(attributes))


def junk_attribute(attributes: Attributes) -> str:
    """The same by what the other attributes say."""
    role = attributes.get("role", "")
    if role in JUNK_ROLES:
        return role
    if attributes.get("itemprop") in JUNK_ITEMS:
        return "itemprop"
    is_unseen = attributes.get("aria-hidden") == "true" or "hidden" in attributes
    return "unseen" if is_unseen or UNSEEN.search(attributes.get("style", "")) else ""
