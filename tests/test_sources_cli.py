"""`tidings sources` as a user meets it, on real files and a real site on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tidings.cli import app
from tidings.cli.health import print_findings
from tidings.config import parse_desk
from tidings.errors import ConfigError, FetchError, NotFoundError
from tidings.figures import Finding

DESK = """\
# My desk
[masthead]
title = "Low Isles Today"   # never change this
contact = "desk@isles.example"

[[topics]]
id = "sea"
name = "The sea"

[[feeds]]
url = "https://post.example/feed"  # the Post

# ---- rules
[rules.publish]
quality_min = 30
"""
OPML = """\
<opml version="1.0"><head><title>x</title></head><body>
<outline title="The Sea"><outline title="Fish & Co" xmlUrl="https://fish.example/rss" type="rss">
<outline text="Post" xmlUrl="https://post.example/feed"/></outline>
<outline text="Fish again" xmlUrl="https://fish.example/rss#top"/>
<outline text="Odd" xmlUrl="news:odd"/>
</body></opml>
"""
FEED = b"""<rss version="2.0"><channel><title>Isle Radio</title><link>http://127.0.0.1/</link>
<item><title>Mast is up</title><link>https://radio.example/1</link><pubDate>Fri, 20 Mar 2026 12:00:00 GMT</pubDate></item>
</channel></rss>"""


PAGE = b"""<html><link rel="alternate" type="application/rss+xml" href="/feed" title="Radio">
<link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Radio comments"></html>"""


class Site(BaseHTTPRequestHandler):
    """A page that names two feeds, and one of them."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        pages = {"/": (PAGE, "text/html"), "/feed": (FEED, "application/rss+xml")}
        body, kind = pages.get(self.path, (b"", "text/plain"))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Site,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "desk.toml").write_text(DESK)
    return tmp_path


def sources(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(app, ["sources", *map(str, arguments)])


def test_importing_a_dirty_list_adds_what_is_new_below_the_last_feed(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "subs.opml").write_text(OPML)

    done = sources("import", tmp_path / "subs.opml", "--desk", desk)

    assert done.exit_code == 0, done.output
    assert "added 1 feed" in done.output
    assert "known: 1 of the list's 2 feeds" in done.output
    assert "twice: https://fish.example/rss#top: line 4 lists it again" in done.output
    assert "xmlUrl is 'news:odd'" in done.output
    assert "not well-formed XML" in done.output
    text = (desk / "desk.toml").read_text()
    feeds = parse_desk(text).feeds
    assert (feeds[1].title, feeds[1].topics, feeds[1].folder) == ("Fish & Co", ("sea",), "The Sea")
    before, after = DESK.split("# the Post\n")
    assert text.startswith(before + "# the Post\n\n[[feeds]]\n")
    assert text.endswith(after)


def test_a_dry_run_writes_nothing(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "subs.opml").write_text(OPML)

    done = sources("import", tmp_path / "subs.opml", "--desk", desk, "--dry-run")

    assert "would add 1 feed" in done.output
    assert (desk / "desk.toml").read_text() == DESK


def test_importing_twice_adds_nothing_the_second_time(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "subs.opml").write_text(OPML)
    sources("import", tmp_path / "subs.opml", "--desk", desk)
    once = (desk / "desk.toml").read_text()

    done = sources("import", tmp_path / "subs.opml", "--desk", desk, "--json")

    assert json.loads(done.stdout)["added"] == []
    assert (desk / "desk.toml").read_text() == once


def test_an_exported_list_fills_an_empty_desk_with_the_same_feeds(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "subs.opml").write_text(OPML)
    sources("import", tmp_path / "subs.opml", "--desk", desk)
    sources("export", tmp_path / "out.opml", "--desk", desk)
    other = tmp_path / "other"
    other.mkdir()
    (other / "desk.toml").write_text('[masthead]\ntitle = "Other"\n[[topics]]\nid = "sea"\nname = "The sea"\n')

    done = sources("import", tmp_path / "out.opml", "--desk", other)

    assert done.exit_code == 0, done.output
    assert parse_desk((other / "desk.toml").read_text()).feeds == parse_desk((desk / "desk.toml").read_text()).feeds


def test_exporting_without_a_file_prints_the_list(desk: Path) -> None:
    assert '<outline type="rss" text="https://post.example/feed"' in sources("export", "--desk", desk).stdout


def test_a_list_that_is_none_is_told_with_its_name(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "subs.opml").write_text("<html/>")

    assert "subs.opml" in str(sources("import", tmp_path / "subs.opml", "--desk", desk).exception)
    assert isinstance(sources("import", tmp_path / "none.opml", "--desk", desk).exception, ConfigError)


def test_the_best_feed_of_a_site_is_added_and_is_not_asked_again_by_the_next_run(
    desk: Path, site: tuple[str, list[str]]
) -> None:
    url, asked = site
    (desk / "desk.toml").write_text(DESK.replace('url = "https://post.example/feed"  # the Post', f'url = "{url}gone"'))

    done = sources("add", url, "--desk", desk)

    assert done.exit_code == 0, done.output
    assert "Isle Radio" in done.output
    assert [feed.url for feed in parse_desk((desk / "desk.toml").read_text()).feeds] == [f"{url}gone", f"{url}feed"]
    before = asked.count("/feed")
    ran = CliRunner().invoke(app, ["run", str(desk), "--json", "--quiet"])
    reports = {feed["feed_url"]: feed for feed in json.loads(ran.stdout)["feeds"]}
    assert (before, asked.count("/feed")) == (1, 1)
    assert reports[f"{url}feed"]["outcome"] in ("not due", "new")  # new: still the second it was asked in
    assert json.loads(ran.stdout)["edition_number"] == 1


def test_a_new_desk_can_be_filled_by_adding_sites(tmp_path: Path, site: tuple[str, list[str]]) -> None:
    CliRunner().invoke(app, ["init", str(tmp_path / "new")])

    done = sources("add", site[0], "--desk", tmp_path / "new", "--json")

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["added"] == [f"{site[0]}feed"]
    assert len(parse_desk((tmp_path / "new/desk.toml").read_text()).feeds) == 1


def test_what_was_found_can_be_looked_at_and_chosen_from(desk: Path, site: tuple[str, list[str]]) -> None:
    row = json.loads(sources("add", site[0], "--desk", desk, "--dry-run", "--json").stdout)

    assert [(feed["url"], feed["entries_count"]) for feed in row["feeds"]] == [(f"{site[0]}feed", 1)]
    assert [drop["what"] for drop in row["drops"]] == [f"{site[0]}comments/feed"]
    assert row["added"] == []
    assert isinstance(sources("add", site[0], "--desk", desk, "--choose", 7).exception, ConfigError)
    assert (desk / "desk.toml").read_text() == DESK


def test_a_feed_that_is_on_the_desk_is_not_added_again(desk: Path, site: tuple[str, list[str]]) -> None:
    sources("add", f"{site[0]}feed", "--desk", desk)
    once = (desk / "desk.toml").read_text()

    assert "on the desk already" in sources("add", f"{site[0]}feed", "--desk", desk).output
    assert (desk / "desk.toml").read_text() == once


def test_what_has_no_feeds_is_told(desk: Path, site: tuple[str, list[str]]) -> None:
    assert isinstance(sources("add", f"{site[0]}nowhere", "--desk", desk).exception, FetchError)
    assert not isinstance(sources("add", f"{site[0]}nowhere", "--desk", desk).exception, NotFoundError)


# ---------------------------------------------------------------- health


def test_sources_without_a_command_shows_how_the_feeds_are(desk: Path, site: tuple[str, list[str]]) -> None:
    url, _ = site
    feeds = f'url = "{url}feed"\n\n[[feeds]]\nurl = "{url}gone"\ntitle = "[Gone] Radio"'
    (desk / "desk.toml").write_text(DESK.replace('url = "https://post.example/feed"  # the Post', feeds))
    CliRunner().invoke(app, ["run", str(desk), "--quiet"])

    told = sources(desk).output
    data = json.loads(sources("--json", desk).stdout)

    lines = told.splitlines()
    assert lines[0].split() == ["Feed", "State", "A", "day", "Lag", "304", "Kept", "Failed"]
    assert lines[1].startswith("[Gone] Radio"), "what fails comes first"
    assert "never answered; due " in lines[2]
    assert lines[-1] == "2 feeds: 1 failing, 1 well; figures of the last 14 days"
    assert [(feed["feed_url"], feed["state"]) for feed in data["feeds"]] == [
        (f"{url}feed", "well"),
        (f"{url}gone", "failing"),
    ]


def test_sources_of_a_desk_that_never_ran_says_what_to_do(desk: Path) -> None:
    assert isinstance(sources(desk).exception, NotFoundError)


def test_findings_are_told_with_what_to_do_and_are_not_endless(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [
        Finding(feed_url=f"https://a.example/{number}", kind="silent", what="nothing new for 6 days", advice="look")
        for number in range(15)
    ]

    print_findings(findings, names={"https://a.example/0": "The Post"})

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "finding   The Post: silent: nothing new for 6 days; look"
    assert lines[-1] == "and 3 more findings (--json shows all)"
