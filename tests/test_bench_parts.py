"""The measuring programs measure what they say: their server, their passes, their words."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _bench_on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and str(ROOT / "bench") in str(sys.modules[name].__file__):
            del sys.modules[name]


def module(name: str) -> ModuleType:
    return __import__(name)


# ---------------------------------------------------------------- the server of many feeds


def ask(url: str, **headers: str) -> tuple[int, bytes, str]:
    try:
        with urlopen(Request(url, headers=headers)) as answer:
            return answer.status, answer.read(), answer.headers["ETag"]
    except HTTPError as error:
        with error:
            return error.code, error.read(), error.headers["ETag"]


def test_each_feed_has_a_host_and_a_body_of_its_own_and_knows_what_is_unchanged() -> None:
    from tidings.parse import parse_feed

    with module("gathering").serving(3) as (port, account):
        urls = module("feeds_server").feed_urls(port, 3, is_one_host=False)
        answers = [ask(url) for url in urls]
        again = [ask(url, **{"If-None-Match": etag}) for url, (_, _, etag) in zip(urls, answers, strict=True)]
        missing = ask(urls[0] + "9")

    feeds = [parse_feed(gzip.decompress(body), feed_url=url) for url, (_, body, _) in zip(urls, answers, strict=True)]
    assert len(set(urls)) == 3
    assert [status for status, _, _ in answers] == [200] * 3
    assert [(status, body) for status, body, _ in again] == [(304, b"")] * 3
    assert missing[0] == 404
    assert [feed.title for feed in feeds] == ["Paper 0", "Paper 1", "Paper 2"]
    assert {len(feed.entries) for feed in feeds} == {20}
    assert not [feed.drops for feed in feeds if feed.drops]
    assert account["answers"] == {"200": 3, "304": 3}


def test_all_feeds_may_live_on_one_host() -> None:
    urls = module("feeds_server").feed_urls(80, 300, is_one_host=True)

    assert len(set(urls)) == 300
    assert {url.split("/")[2] for url in urls} == {"127.0.0.1:80"}


def test_twenty_thousand_feeds_have_as_many_hosts_and_all_are_loopback() -> None:
    hosts = {module("feeds_server").host_of(number, is_one_host=False) for number in range(20_000)}

    assert len(hosts) == 20_000
    assert all(max(map(int, host.split("."))) <= 255 and host.startswith("127.") for host in hosts)


# ---------------------------------------------------------------- passes


def test_both_passes_ask_every_feed_and_the_second_finds_nothing_new() -> None:
    gathering = module("gathering")
    with gathering.serving(12) as (port, account):
        cold, again = gathering.both_passes("tidings", module("feeds_server").feed_urls(port, 12, is_one_host=False))

    assert (cold.feeds, cold.entries) == (12, 240)
    assert (again.feeds, again.entries) == (12, 0)
    assert account["answers"] == {"200": 12, "304": 12}
    assert cold.cpu_s > 0


def test_the_peer_is_given_the_same_feeds() -> None:
    pytest.importorskip("reader", reason="the peer is not installed: make bench does that")
    gathering = module("gathering")
    with gathering.serving(5) as (port, account):
        urls = module("feeds_server").feed_urls(port, 5, is_one_host=False)
        cold, again = gathering.both_passes("reader 2", urls)

    assert (cold.feeds, cold.entries, again.feeds) == (5, 100, 5)
    assert account["answers"] == {"200": 5, "304": 5}


# ---------------------------------------------------------------- words and pictures


def test_a_target_is_met_or_not_or_left_out() -> None:
    targets = module("targets")
    lines = targets.verdict_lines(
        [
            targets.Target(name="speed", wanted="1 s", found="2 s", is_met=False),
            targets.Target(name="manners", wanted="none broken", found="none broken", is_met=True),
            targets.Target(name="x", wanted="", found="not installed", is_met=None),
        ]
    ).splitlines()

    assert lines == [
        "NOT MET  speed    2 s  (wanted: 1 s)",
        "met      manners  none broken  (wanted: none broken)",
        "left out x        not installed",
    ]


def test_figures_replace_what_stood_between_the_markers(tmp_path: Path) -> None:
    bench = module("bench")
    page = tmp_path / "page.md"
    begin, end = bench.MARKERS
    page.write_text(f"before\n{begin}\nold\n{end}\nafter\n")

    bench.put_into(page, "new")

    assert page.read_text() == f"before\n{begin}\n```text\nnew\n```\n{end}\nafter\n"


def test_the_page_of_figures_has_the_markers() -> None:
    text = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")

    bench = module("bench")
    assert all(text.count(marker) == 1 for marker in (*bench.MARKERS, *bench.STORY_MARKERS))


def test_stories_have_a_section_of_their_own() -> None:
    bench = module("bench")
    sections = bench.by_section(["speed", "stories-uci", "gather"])

    assert sections == {bench.MARKERS: ["speed", "gather"], bench.STORY_MARKERS: ["stories-uci"]}


def test_without_the_recorded_data_a_part_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bench = module("bench")
    monkeypatch.setattr(bench, "SHARED", tmp_path / "nowhere")
    told: list[str] = []

    targets = bench.measure(["speed"], told.append)

    assert "is missing" in told[1]
    assert [target.is_met for target in targets] == [None]


def test_the_same_numbers_give_the_same_picture() -> None:
    chart = module("plot").line_chart
    lines = {"new": [(200, 3.1), (20_000, 3.4)], "unchanged & <known>": [(200, 0.6), (20_000, 0.5)]}

    assert chart("Cost", "feeds", "ms", lines) == chart("Cost", "feeds", "ms", lines)
    assert "unchanged &amp; &lt;known&gt;" in chart("Cost", "feeds", "ms", lines)
    assert chart("Cost", "feeds", "ms", lines).count("<polyline") == 2


# ---------------------------------------------------------------- kinds


def test_kinds_are_scored_one_by_one_and_as_a_table() -> None:
    kinds = module("kinds")
    pairs = [("news", "news"), ("news", "opinion"), ("opinion", "news"), ("opinion", "opinion"), ("quiz", "news")]

    assert kinds.scores(pairs, "news") == (1 / 3, 1 / 2, 0.4)
    assert round(kinds.macro_f1(pairs), 3) == 0.3
    assert [line.split() for line in kinds.confusion(pairs)[1:]] == [
        ["news", "1", "1"],
        ["opinion", "1", "1"],
        ["quiz", "1", "0"],
    ]


def test_news_has_to_be_told_from_the_rest_on_rows_that_were_not_in_view() -> None:
    good, bad = [("news", "news"), ("opinion", "opinion")], [("news", "news"), ("opinion", "news")]

    assert [target.is_met for target in module("kinds").targets_of(bad, good)] == [False, True]


# ---------------------------------------------------------------- addresses and excerpts


@pytest.mark.recorded
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded data (a folder `shared` beside the project) is missing")
def test_addresses_and_excerpts_are_measured_beside_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_BENCH_ADDRESSES", "2000")
    parts = module("words_parts")

    forms = parts.addresses()
    excerpts = parts.excerpts()

    assert "same_page_key" in forms.text
    assert forms.targets[0].is_met
    assert excerpts.targets[0].is_met
    assert "cut at 300 characters" in excerpts.text


# ---------------------------------------------------------------- manners


@pytest.mark.recorded
@pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded web (a folder `shared` beside the project) is missing")
def test_the_scorecards_verdict_is_read_rule_by_rule(tmp_path: Path) -> None:
    log = tmp_path / "wire.log"
    request = {
        "method": "GET",
        "host": "127.1.0.1",
        "path": "/feeds/abc",
        "etag": None,
        "retry_after": None,
        "aborted": False,
    }
    agent = {"user-agent": "Tidings (+https://site.example)"}
    times = [(0, 410), (90_000, 410)]
    log.write_text(
        "\n".join(
            json.dumps(request | {"time": at, "real": at, "real_end": at + 1, "status": status, "headers": agent})
            for at, status in times
        )
    )

    grade = module("fortnight").grade(log)

    assert (grade.requests, grade.rules) == (2, 7)
    assert [(rule, len(findings)) for rule, findings in grade.broken] == [("gone", 1)]


@pytest.mark.recorded
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded web (a folder `shared` beside the project) is missing")
def test_a_few_hours_with_a_misbehaving_web_break_no_rule() -> None:
    fortnight = module("fortnight")

    grade = fortnight.fortnight(7, fortnight.Life(days=0.2)).grade

    assert grade.requests >= 200
    assert (grade.rules, grade.broken) == (7, ())


# ---------------------------------------------------------------- articles' pages


def test_a_page_is_always_in_the_same_half() -> None:
    half_of = module("pages").half_of

    halves = [half_of(f"page {number}") for number in range(1000)]

    assert halves == [half_of(f"page {number}") for number in range(1000)]
    assert 400 < halves.count("tune") < 600


def test_each_reader_of_pages_has_a_row_with_both_halves() -> None:
    pages = module("pages")
    one = pages.PageFigures(
        f1={"all": 0.91, "tune": 0.92, "report": 0.9},
        precision=0.95,
        recall=0.88,
        cpu_s=2.0,
        pages_count=181,
        raised_count=1,
    )

    head, row = pages.table_of({"adapters:page": one}).splitlines()

    assert head.split()[:4] == ["reader", "F1", "tune", "report"]
    assert row.split() == ["adapters:page", "0.9100", "0.9200", "0.9000", "0.9500", "0.8800", "90.5", "1"]


# ---------------------------------------------------------------- scoring


def test_scoring_judges_a_whole_history_and_tells_what_an_article_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_BENCH_SCORED", "2000")

    part = module("scoring_parts").scoring()

    assert [line.split()[0] for line in part.text.splitlines()[1:6]] == [
        "standing",
        "quality",
        "heat",
        "verdicts",
        "together",
    ]
    assert [target.name for target in part.targets] == ["scoring"]
