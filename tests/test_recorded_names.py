"""The names of the recorded feeds' sources: all 200 were looked at; what can be said of them is held here."""

from __future__ import annotations

import json
import sys
import tarfile
from functools import cache
from pathlib import Path

import pytest

from tidings.errors import ParseError
from tidings.model import Feed
from tidings.parse import parse_feed
from tidings.registry import make_registry, source_for
from tidings.registry.names import NAME_CHARS_MAX, VENDORS, is_generic, letters
from tidings.sources import Source
from tidings.urls import canonical_url, is_web_url

ROOT = Path(__file__).resolve().parents[1]
FEEDS = ROOT.parent / "shared/data/feeds"
WORLD = {
    "404 Media", "ABC News (Australia)", "ABC News (US)", "Al Jazeera", "Al-Monitor", "BBC", "CBS News", "Dawn",
    "Deutsche Welle", "El País", "Foreign Policy", "Japan Today", "MercoPress", "NDTV", "NPR", "Rest of World", "TIME",
    "The Christian Science Monitor", "The Economist", "The New York Times", "The Washington Post", "The Week",
    "allAfrica",
}  # fmt: skip

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.skipif(not FEEDS.is_dir(), reason="the recorded web (a folder `shared` beside the project) is missing"),
]


@cache
def recorded() -> dict[str, Source]:
    """The source of the first item of every recorded feed, by the feed's id."""
    registry = make_registry()
    found: dict[str, Source] = {}
    with tarfile.open(FEEDS / "recorded-2026-02-18.tar.xz") as archive:
        for member in archive:
            packed = archive.extractfile(member) if member.isfile() else None
            feed = Feed(url=f"http://127.0.0.1/{member.name}")
            try:
                document = parse_feed(packed.read() if packed else b"", feed_url=feed.url)
            except ParseError:
                continue
            # Three feeds name no site, so that their links lead to the recorder's own machine.
            urls = [canonical_url(entry.url) for entry in document.entries[:1] if "127.0.0.1" not in entry.url]
            for url in filter(is_web_url, urls):
                found[Path(member.name).name.split(".")[0]] = source_for(registry, url, feed=feed, document=document)
    return found


def test_the_world_feeds_have_the_names_that_their_publishers_go_by() -> None:
    rows = [json.loads(line) for line in (FEEDS / "index.jsonl").read_text(encoding="utf-8").splitlines()]

    assert {recorded()[row["id"]].name for row in rows if row["is_world_news"]} == WORLD


def test_no_recorded_source_is_called_by_a_generic_word_a_vendor_or_a_slogan() -> None:
    wrong = [
        source.name
        for source in recorded().values()
        if is_generic(source.name) or letters(source.name) in VENDORS or len(source.name) > NAME_CHARS_MAX
    ]

    assert len(recorded()) > 190
    assert wrong == []


def test_nine_of_ten_recorded_sources_are_named_by_more_than_their_domain() -> None:
    bare = [source.domain for source in recorded().values() if source.named_from.startswith("the domain")]

    assert len(bare) <= 0.1 * len(recorded()), bare


def test_one_recorded_domain_has_one_id() -> None:
    names: dict[str, set[str]] = {}
    for source in recorded().values():
        names.setdefault(source.id, set()).add(source.name)

    assert {key: found for key, found in names.items() if len(found) > 1} == {}


def test_every_disagreement_with_the_reference_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    try:
        import source_names

        cases = source_names.reference_cases(make_registry())
        open_cases = [
            case.domain for case in cases if not case.is_told_alike and case.domain not in source_names.JUDGED
        ]
        stale = set(source_names.JUDGED) - {case.domain for case in cases if not case.is_told_alike}
    finally:
        for name in ("source_names", "targets"):
            sys.modules.pop(name, None)

    assert open_cases == []
    assert stale == set()
