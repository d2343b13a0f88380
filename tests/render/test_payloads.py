"""Hundreds of ways to make a page run something, in every text that comes from outside: none leaves a tag behind.

Each page has exactly the tags and attributes that it has with harmless words in their place; so have the pieces of
HTML in feeds.  One page with all of them is shown by a real browser, where there is one.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tidings.imagery import Picture, PictureCopy
from tidings.model import Change, Edition, File, Topic, Withdrawal
from tidings.proof import proofread
from tidings.render import render
from tidings.render.clean import with_texts
from tidings.subjects import Care, HelpLine

from ..make import at, make_article
from .editions import MASTHEAD, SEA, ferry_story, make_edition, make_health, make_ranked, make_report
from .pages import OUR_SCRIPT
from .payloads import PAYLOADS, each

MARK = "@@"
"""Stands where somebody else's words go."""
PLAIN = "harmless"
EVENT = re.compile(r"on[a-z]+", re.IGNORECASE)
RUNS = re.compile(r"[\x00-\x20]*(javascript|vbscript|data|livescript|blob|filesystem|feed|jar|file|view-source):", re.IGNORECASE)  # fmt: skip
CARRIERS = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "frame",
    "svg",
    "math",
    "style",
    "template",
    "portal",
}
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "xlink:href", "poster", "data", "ping", "background"}


def told(words: str = "words") -> str:
    """A text of somebody else's."""
    return f"{words} {MARK} end"


def marked_edition(url: str) -> Edition:
    """An edition with a mark in everything that publishers, and whoever writes feeds, can say."""
    ferry = ferry_story()
    lead = ferry.lead.article
    picture = Picture(
        url="https://thepost.example/ferry.jpg", width=1200, height=800, alt=told("ferry"), credit=told("by"),
        licence=url, copies=(PictureCopy(path="images/aa.webp", width=480, height=320),),
    )  # fmt: skip
    article = replace(
        lead, url=url, headline=told("Ferry"), excerpt=told("It struck a rock"), authors=(told("Ann"), told("Bo")),
        section=told("Regions"), tags=(told("sea"),), corrections=(told("It said 48"),), reservations=(told("noai"),),
        amp_url=url, page_url=url, access="free", source=replace(lead.source, name=told("The Post"), logo=url),
    )  # fmt: skip
    change = Change(
        article_id=article.id, seen_at=at(4), field="headline", before=told("aground"), after=told("afloat")
    )
    care = Care(labels=(told("It tells of"),), help_lines=(HelpLine(name=told("Line"), phone=told("1"), url=url),))
    report = replace(ferry.lead, article=article, picture=picture, changes=(change,), care=care)
    telling = with_texts(
        ferry.telling,
        lambda text: told(text) if " " in text and not text.startswith("http") else text,
    )
    bare = make_report(make_article("Storm", source="evil", published=at(-1)))
    bare = replace(bare, article=replace(bare.article, headline=MARK, excerpt=MARK, url=url))
    return make_edition(
        replace(ferry, lead=report, telling=telling),
        make_ranked(bare, slug="script-alert-x", rank=2),
        masthead=replace(MASTHEAD, title=told("Isles"), tagline=told("News"), editor=told("Ada"), contact=url),
        topics=(
            replace(SEA, name=told("Sea"), description=told("Shore")),
            Topic(id="ferries", name=MARK, parent="sea"),
        ),
        withdrawn=(Withdrawal(slug="sunk", at=at(-24), why=told("its owner")),),
        health=tuple(replace(row, title=told("Feed"), last_error=told("it said")) for row in make_health()),
        rules_lines=((told("Heat"), told("12 hours")),),
    )


def files_with(
    payload: str, edition: Edition, *, outputs: Collection[str] = ("site", "feeds", "api")
) -> dict[str, bytes]:
    """What is rendered when everybody says this."""
    files = render(with_texts(edition, lambda text: text.replace(MARK, payload)), outputs=outputs)
    return {file.path: file.data for file in files}


class Skeleton(HTMLParser):
    """The tags of a page with the names of their attributes, and where its links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, ...]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_data = tag == "script" and attrs == [("type", "application/ld+json")]
        is_ours = tag == "script" and len(attrs) == 2 and OUR_SCRIPT.fullmatch(attrs[0][1] or "")
        self.tags.append(("data" if is_data or is_ours else tag, *(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ADDRESSES]

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.tags.append(("unknown", data))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("instruction", data))


def skeleton(text: str) -> Skeleton:
    found = Skeleton()
    found.feed(text)
    found.close()
    return found


def fragments(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every piece of HTML in a site: its pages, and what its feeds carry."""
    yield from ((path, data.decode()) for path, data in files.items() if path.endswith(".html"))
    atom, rss = (etree.fromstring(files[path]) for path in ("site/feed.xml", "site/rss.xml"))
    feeds: list[tuple[str, Any]] = [
        ("feed.xml", atom.findall("{*}entry/{*}content")),
        ("rss.xml", [*rss.findall("channel/item/{*}encoded"), *rss.findall("channel/item/description")]),
    ]
    yield from ((f"{name}, {place}", found.text or "") for name, all_ in feeds for place, found in enumerate(all_))
    items = json.loads(files["site/feed.json"])["items"]
    yield from ((f"feed.json, {place}", item["content_html"]) for place, item in enumerate(items))


ADDRESS_ONLY = with_texts(marked_edition(url="<->"), lambda text: text.replace(MARK, PLAIN).replace("<->", MARK))
ADDRESS_BEGUN = with_texts(
    marked_edition(url="https://a.example/<->"), lambda text: text.replace(MARK, PLAIN).replace("<->", MARK)
)
WORDS_ONLY = marked_edition(url="https://a.example/1")
HARMLESS = {path: skeleton(text).tags for path, text in fragments(files_with(PLAIN, WORDS_ONLY))}
RENAMED = next(path for path in HARMLESS if path.endswith(f"{PLAIN}-end.html"))
"""Where a source's page would be by its name, which others choose."""


Said = list[tuple[str, dict[str, bytes]]]


@pytest.fixture(scope="module", params=PAYLOADS)
def words(request: pytest.FixtureRequest) -> Said:
    """Each payload of a kind in every text, with the files that are made of it."""
    return [(payload, files_with(payload, WORDS_ONLY)) for payload in PAYLOADS[request.param]]


@pytest.fixture(scope="module", params=PAYLOADS)
def addresses(request: pytest.FixtureRequest) -> Said:
    """Each payload of a kind as the address of everything, and as the end of one."""
    some = PAYLOADS[request.param]
    return [
        (payload, files_with(payload, edition, outputs=["site", "feeds"]))
        for payload in some
        for edition in (ADDRESS_ONLY, ADDRESS_BEGUN)
    ]


def test_words_of_others_leave_no_tag_and_no_attribute(words: Said) -> None:
    for payload, files in words:
        for path, text in fragments(files):
            assert skeleton(text).tags == HARMLESS.get(path, HARMLESS[RENAMED]), (payload, path)


def test_an_address_of_others_never_runs(addresses: Said) -> None:
    for payload, files in addresses:
        for path, text in fragments(files):
            page = skeleton(text)

            assert not [link for link in page.links if RUNS.match(link)], (payload, path)
            assert not {tag[0] for tag in page.tags} & CARRIERS, (payload, path)
            assert not [name for tag in page.tags for name in tag[1:] if EVENT.fullmatch(name)], (payload, path)


def test_data_can_be_read_whatever_it_says(words: Said) -> None:
    for payload, files in words:
        for path, data in files.items():
            if path.endswith(".json"):
                json.loads(data)
            elif path.endswith((".xml", ".svg")):
                etree.fromstring(data)
        for path, text in fragments(files):
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
                json.loads(block)
                assert not re.search(r"<[/!]", block), (payload, path)


def test_no_words_of_others_trip_the_checks_before_publication(words: Said) -> None:
    for payload, files in words:
        known = files.keys() | {"site/images/aa.webp"}
        rendered = [File(path=path, data=data) for path, data in files.items()]

        assert proofread(rendered, known.__contains__, home=MASTHEAD.url) == (), payload


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=3000", "--dump-dom",
)  # fmt: skip


def shown_by_chromium(inside: str, folder: Path) -> str:
    """A page after a browser has shown it, with an ``alert`` that marks it; no policy stands in the way."""
    page = folder / "all.html"
    listening = "<script>window.alert = () => document.documentElement.setAttribute('data-ran', 'yes');</script>"
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>x</title>{listening}<body>"
    page.write_text(f"{head}{inside}<p id=end>", encoding="utf-8")
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", page.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False).stdout
    assert 'id="end"' in shown, "the browser showed the page to its end"
    return shown


HAS_RUN = re.compile(r"<html[^>]*data-ran")
with_chromium = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")


@pytest.mark.slow
@with_chromium
def test_a_browser_runs_nothing_of_all_of_them_on_one_page(tmp_path: Path) -> None:
    stories = [
        make_ranked(
            make_report(replace(article, source=replace(article.source, name=payload))), slug=f"s-{rank}", rank=rank
        )
        for rank, payload in enumerate(each(), 1)
        for article in [make_article(payload, url=payload, source="evil", excerpt=payload, authors=(payload,))]
    ]
    pages = render(make_edition(*stories, front_stories=len(stories)), outputs=["site"])
    bodies = [page.data.decode() for page in pages if page.path.startswith(("site/stories/", "site/index."))]

    shown = shown_by_chromium("".join(re.sub(r"(?s)^.*?<body>|</body>.*$", "", body) for body in bodies), tmp_path)

    assert not HAS_RUN.search(shown)
    assert len(re.findall(r'<script(?! type="application/ld\+json")', shown)) == 1
    assert not re.search(r"<(iframe|object|embed|form|base|svg|math|style|img src=\"?x)\b", shown)


@pytest.mark.slow
@with_chromium
def test_the_browser_would_tell_if_something_ran(tmp_path: Path) -> None:
    assert HAS_RUN.search(shown_by_chromium("<img src=x onerror=alert(1)>", tmp_path))
