"""The forms in which sites offer one page: for AMP, for telephones, under several names and endings.

Only for telling whether two addresses lead to one page: a folded address need not load.
"""

from __future__ import annotations

import re

FRONTS = frozenset({"www", "www2", "www3", "m", "mobile", "amp", "touch"})
"""First labels that name a form of a site, not a part of it."""
SITE_ALIASES = {
    "bbc.co.uk": "bbc.com",
    "edition.cnn.com": "cnn.com",
    "us.cnn.com": "cnn.com",
    "global.christianpost.com": "christianpost.com",
    "guardian.co.uk": "theguardian.com",
    "huffingtonpost.com": "huffpost.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "old.reddit.com": "reddit.com",
    "twitter.com": "x.com",
    "youtube-nocookie.com": "youtube.com",
}
"""Names under which a site shows the same pages with the same paths."""
SHARED_SUFFIX = re.compile(r"(?:ac|co|com|edu|go|gov|ne|net|or|org)\.[a-z]{2}")
"""Endings under which many owners have their sites."""
WIKI = re.compile(r"([a-z-]+)\.m\.(wik\w+\.org)")

AMP_SEGMENTS = frozenset({"amp", "google-amp", "sn-amp", ".amp", "amphtml"})
SLUG = re.compile(r"\d{4}|[-_+ ].*[-_+ ]")
"""The name of an article: a number or several words; ``rss.html`` and ``/rss`` need not be one page."""
ARTICLE = re.compile(rf"{SLUG.pattern}|\.(?:html?|php|aspx?|ece|shtml|story|cms)$", re.IGNORECASE)
"""The name of a page rather than of a part of a site."""
ENDING = re.compile(r"(?:\.amp)?\.(?:html?|amp|shtml)$", re.IGNORECASE)
INDEX = re.compile(r"(?:/(?:index|default)\.(?:html?|php|aspx?|jsp|shtml|cfm))+$", re.IGNORECASE)
COMMENTS = re.compile(r"/(?:comment-page-\d+|comments?)/?$", re.IGNORECASE)
SLASHES = re.compile(r"/{2,}")
HEARST_AMP = re.compile(r"/article(/[^/]+-\d{6,}\.php)$")
"""Hearst's papers write ``/article/`` where their AMP pages have ``/amp/``."""
SITE_FORMS = {
    "benzinga.com": (re.compile(r"/(?:content|.+/[a-z]*(?=\d{7,}/))/?(\d{7,})(?:/[^/]*)?"), r"/content/\1"),
    "cnn.com": (re.compile(r"/cnn(/\d{4}/.+)"), r"\1"),
    "ctvnews.ca": (re.compile(r"/mobile(/.+)"), r"\1"),
    "nbcnews.com": (re.compile(r"/(?:.+/)?(?:[^/]+-)?n(?:cna)?(\d{6,})"), r"/n\1"),
    "neowin.net": (re.compile(r"(/[^/]+-[^/]+-[^/]+)"), r"/news\1"),
    "reuters.com": (re.compile(r"/article/(?:.*[-/])?(id[A-Z0-9]{8,})"), r"/article/\1"),
    "youtube.com": (re.compile(r"/(?:embed|shorts|live|v|e)/([\w-]{11})"), r"/watch?v=\1"),
    "youtu.be": (re.compile(r"/([\w-]{11})"), r"/watch?v=\1"),
}
"""How one site names one page in several ways, by the number or the name that stays the same."""


def plain_host(host: str, path: str) -> str:
    """A host under the one name by which we compare: without ``www.``, ``m.``, ``amp.`` and the like.

    What is left keeps at least two labels, and ``mobile.co.uk`` keeps its name.  Several names of one site
    are one only for pages below its front pages, which differ from country to country.
    """
    is_deep = path.strip("/").count("/") >= 1
    while True:
        front, _, rest = host.partition(".")
        wiki = WIKI.fullmatch(host)
        if wiki:
            host = f"{wiki[1]}.{wiki[2]}"
        elif is_deep and host in SITE_ALIASES:
            host = SITE_ALIASES[host]
        elif front in FRONTS and is_site(rest):
            host = rest
        else:
            return host


def is_site(host: str) -> bool:
    """A host that can be a site of its own: two labels, and not only ``co.uk``."""
    return "." in host and not SHARED_SUFFIX.fullmatch(host)


def plain_path(path: str, *, has_query: bool) -> str:
    """A path as we compare it: without slashes at the end, index files, AMP's marks and endings of articles."""
    while (shorter := folded_once(path, has_query=has_query)) != path:
        path = shorter
    return path


def folded_once(path: str, *, has_query: bool) -> str:
    """One round of folding; done when a round changes nothing."""
    path = SLASHES.sub("/", path)
    if not has_query:
        path = INDEX.sub("/", path)
    path = path.rstrip("/") or "/"
    before, _, name = path.rpartition("/")
    if ARTICLE.search(before.rpartition("/")[2]):
        path = COMMENTS.sub("", path)
    if ARTICLE.search(name):
        path = HEARST_AMP.sub(r"\1", path)
    if SLUG.search(name):
        path = ENDING.sub("", path)
    return without_amp(path)


def without_amp(path: str) -> str:
    """A path without its segment for AMP, where what is left still names an article."""
    segments = path.split("/")
    marks = [place for place, segment in enumerate(segments) if segment.casefold() in AMP_SEGMENTS]
    if len(marks) != 1 or len(segments) < 3:
        return path
    place = marks[0]
    rest = segments[:place] + segments[place + 1 :]
    if rest[place - 1 : place] == ["platform"]:  # Vox Media: /platform/amp/2019/...
        del rest[place - 1]
    return "/".join(rest) if ARTICLE.search(rest[-1]) else path


def site_path(host: str, path: str) -> str:
    """A path in the one form that this site's pages have in common; with a query where that names the page."""
    pattern, written = SITE_FORMS.get(host, (None, ""))
    found = pattern.fullmatch(path) if pattern else None
    return found.expand(written) if found else path
