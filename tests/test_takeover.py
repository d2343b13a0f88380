"""A site of the reference system taken over into a desk, and written out again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.everyday.sites import DATA, files_in, record, recorded_site, small_site, write_site
from tidings import inquire, pipeline, store
from tidings.cli.desks import read_desk
from tidings.errors import ConfigError, NotFoundError, PublishError
from tidings.everyday import read_news
from tidings.explain import tell
from tidings.model import Boost, Order, RunReport
from tidings.pipeline import quiet
from tidings.takeover import ExportReport, ImportReport, export_site, import_site
from tidings.takeover import folder as folders

NOW = datetime(2023, 7, 1, 12, tzinfo=UTC)
FERRY = "2023-05-02-ferry-runs-aground-in-the-harbour"
CLOSED = "2023-05-03-harbour-closed"
recorded = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared) is not here")


def take(folder: Path, desk: Path, now: datetime = NOW) -> ImportReport:
    return import_site(folder, desk, now=now, tell=quiet)


def give(desk: Path, out: Path, *, is_forced: bool = False) -> ExportReport:
    return export_site(read_desk(desk), desk, out, is_forced=is_forced, tell=quiet)


def run(desk: Path, now: datetime = NOW) -> RunReport:
    with pipeline.open_newsroom(read_desk(desk), desk, now=now) as room:
        return pipeline.run(room)


def small(tmp_path: Path, more: Mapping[str, bytes] | None = None) -> tuple[Path, Path]:
    """A small site's folder and an empty desk's."""
    return write_site(tmp_path / "site", small_site() | (more or {})), tmp_path / "desk"


def articles_of(desk: Path) -> dict[str, str]:
    """The article that each record became."""
    with inquire.open_memory(desk) as db:
        return store.load_kept_records(db)


# ---------------------------------------------------------------- there and back


def test_what_comes_in_goes_out_byte_for_byte(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)

    report = give(desk, tmp_path / "out")

    assert files_in(tmp_path / "out") == files_in(site)
    assert (report.files, report.written, report.records_changed) == (len(small_site()), len(small_site()), ())


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    first = take(site, desk)
    before = read_desk(desk)

    again = take(site, desk, NOW + timedelta(days=1))

    assert (first.files_new, first.articles_new) == (len(small_site()), 3)
    assert (again.files_new, again.files_changed, again.articles_new, again.articles_changed) == (0, 0, 0, 0)
    assert (again.files_same, again.boosts, again.views, again.differences) == (len(small_site()), 0, 0, ())
    assert read_desk(desk) == before


def test_what_was_exported_can_be_imported_and_changes_nothing(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    give(desk, tmp_path / "out")

    assert take(tmp_path / "out", desk).files_same == len(small_site())


def test_an_export_over_an_export_writes_only_what_differs(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    give(desk, tmp_path / "out")

    assert give(desk, tmp_path / "out").written == 0


def test_a_folder_that_has_changed_is_taken_again_and_what_is_gone_is_only_told(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    (site / f"_news/{FERRY}.md").write_bytes(record("Ferry freed in the harbour", quality=77))
    (site / f"_news/{CLOSED}.md").unlink()
    (site / "_news/2023-05-09-ferry-sails.md").write_bytes(record("Ferry sails", url="https://post.example/sails"))

    report = take(site, desk)

    assert (report.files_new, report.files_changed, report.files_gone) == (1, 1, (f"_news/{CLOSED}.md",))
    assert (report.articles_new, report.articles_changed) == (1, 1)
    with inquire.open_memory(desk) as db:
        assert "Ferry freed in the harbour" in tell(inquire.explain(db, FERRY))
        assert store.find_kept_file(db, f"_news/{CLOSED}.md") == small_site()[f"_news/{CLOSED}.md"]


# ---------------------------------------------------------------- articles, orders, names


def test_records_are_articles_under_their_own_names(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)

    with inquire.open_memory(desk) as db:
        by_name, by_url = inquire.explain(db, FERRY), inquire.explain(db, "https://post.example/ferry")

    assert by_name.article is not None
    assert by_name.article == by_url.article
    assert by_name.article.article.source.name == "The Post"
    assert f"imported at 2023-07-01 12:00 UTC from _news/{FERRY}.md of the site taken over" in tell(by_name)


def test_what_was_done_by_hand_and_looked_at_comes_along(tmp_path: Path) -> None:
    moved = record("Harbour fair", url="https://gull.example/fair", quality=137)
    site, desk = small(tmp_path, {"_news/2023-05-05-harbour-fair.md": moved})

    report = take(site, desk)

    ids = articles_of(desk)
    with inquire.open_memory(desk) as db:
        boosts, views = store.load_boosts(db), store.load_views(db)
    assert (report.boosts, report.views) == (1, 1)
    assert [(key, boost.points, boost.who) for key, boost in boosts.items()] == [
        (ids["_news/2023-05-05-harbour-fair.md"], 100, "import")
    ]
    assert {key: one.count for key, one in views.items()} == {ids[f"_news/{CLOSED}.md"]: 3}


def test_a_boost_that_an_editor_took_back_does_not_come_again(tmp_path: Path) -> None:
    path = "_news/2023-05-05-harbour-fair.md"
    site, desk = small(tmp_path, {path: record("Harbour fair", url="https://gull.example/fair", quality=137)})
    take(site, desk)
    with inquire.open_memory(desk) as db:
        store.remove_boost(db, article_id=articles_of(desk)[path])

    take(site, desk)

    with inquire.open_memory(desk) as db:
        assert store.load_boosts(db) == {}


def test_records_with_one_address_stay_as_many_articles(tmp_path: Path) -> None:
    twin = record("Ferry still aground in the harbour", day="2023-05-04")
    site, desk = small(tmp_path, {"_news/2023-05-04-ferry-still-aground-in-the-harbour.md": twin})

    assert take(site, desk).articles_new == 4
    assert len(set(articles_of(desk).values())) == 4
    run(desk)
    assert (desk / "records/2023-05-04-ferry-still-aground-in-the-harbour.md").read_bytes() == twin


def test_a_record_that_swaps_its_address_stays_the_same_article(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    before = articles_of(desk)
    (site / f"_news/{FERRY}.md").write_bytes(record(url="https://gull.example/ferry", quality=37))

    take(site, desk)

    assert articles_of(desk) == before


# ---------------------------------------------------------------- running it


def test_a_site_that_was_taken_over_runs_without_feeds_and_writes_the_same_records(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)

    report = run(desk)

    news = {path.name: path.read_bytes() for path in (site / "_news").iterdir()}
    assert {path.name: path.read_bytes() for path in (desk / "records").iterdir()} == news
    assert (report.published_count, report.held_count) == (2, 1)
    assert (desk / f"site/stories/{FERRY}.html").is_file()
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)


def test_what_the_site_never_showed_is_named_nowhere(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    run(desk)
    held = [path.stem for path in (site / "_news").iterdir() if read_news(path.read_bytes()).published is False]

    assert len(held) == 1
    assert not (desk / f"site/stories/{held[0]}.html").exists()
    for path in (desk / "site/").resolve().rglob("*"):
        assert path.is_dir() or held[0].encode() not in path.read_bytes()


def test_published_records_keep_their_names_under_our_own_rules(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    path = desk / "desk.toml"
    path.write_text(path.read_text().replace('set = "everyday"', 'set = "tidings"'))

    run(desk)

    shown = {page.stem for page in (desk / "records").iterdir()}
    assert shown
    assert shown <= {Path(name).stem for name in articles_of(desk)}
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)


def test_an_export_by_other_rules_than_the_last_run_is_refused(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    path = desk / "desk.toml"
    told = path.read_text()
    path.write_text(told.replace('set = "everyday"', 'set = "tidings"'))
    run(desk)
    path.write_text(told)

    with pytest.raises(PublishError, match="run `tidings run` first"):
        give(desk, tmp_path / "out")
    run(desk, NOW + timedelta(hours=1))
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)


def test_the_page_of_a_record_leads_to_the_story_that_it_has_joined(tmp_path: Path) -> None:
    words = "Ferry Aurora runs aground in the northern harbour at dawn"
    again = record(f"{words} again", url="https://gull.example/aurora", day="2023-05-12", quality=74)
    site, desk = small(
        tmp_path,
        {
            "_news/2023-05-12-aurora.md": record(
                words, url="https://post.example/aurora", day="2023-05-12", quality=92
            ),
            "_news/2023-05-12-aurora-again.md": again,
        },
    )
    take(site, desk)
    run(desk)

    with inquire.open_memory(desk) as db:
        story = inquire.explain(db, "2023-05-12-aurora-again").story
        assert story is not None
        assert len(story.members) == 2
        assert inquire.story_of(db, "2023-05-12-aurora-again") == inquire.story_of(db, "2023-05-12-aurora")
    pages = [
        (desk / f"site/stories/{name}.html").read_text() for name in ("2023-05-12-aurora", "2023-05-12-aurora-again")
    ]
    assert sum('http-equiv="refresh"' in page for page in pages) == 1


def test_what_the_desk_judges_otherwise_is_written_with_its_pages(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    key = articles_of(desk)["_news/2023-05-08-harbour-opens.md"]
    with inquire.open_memory(desk) as db:
        store.save_boost(db, Boost(article_id=key, points=100, who="ada", why="ours", ordered_at=NOW))
    run(desk)

    report = give(desk, tmp_path / "out")

    there = files_in(tmp_path / "out")
    assert report.records_changed == ("_news/2023-05-08-harbour-opens.md",)
    assert read_news(there["_news/2023-05-08-harbour-opens.md"]).quality == 137
    listed = json.loads(there["api/news/index.json"])["value"]
    assert next(item["path"] for item in listed) == "_news/2023-05-08-harbour-opens.md"
    assert "api/news/page/9/index.json" not in there
    assert there["api/news/page/1/index.json"] == there["api/news/index.json"]
    same = there.keys() - {*report.records_changed} - {path for path in there if path.startswith("api/")}
    assert all(there[path] == small_site()[path] for path in same)


def test_an_export_follows_the_desk_back_and_forth(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    key = articles_of(desk)["_news/2023-05-08-harbour-opens.md"]
    give(desk, tmp_path / "out")
    with inquire.open_memory(desk) as db:
        store.save_boost(db, Boost(article_id=key, points=100, who="ada", why="ours", ordered_at=NOW))
    run(desk)
    assert give(desk, tmp_path / "out").removed == 1
    with inquire.open_memory(desk) as db:
        store.remove_boost(db, article_id=key)
    run(desk, NOW + timedelta(hours=1))
    give(desk, tmp_path / "out")

    assert files_in(tmp_path / "out") == files_in(site)


def test_a_story_that_an_editor_took_off_is_not_published_any_more(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    run(desk)
    with inquire.open_memory(desk) as db:
        story = inquire.story_of(db, FERRY)
        store.save_order(db, Order(kind="spike", story_id=story, who="ada", why="wrong", ordered_at=NOW))
    run(desk, NOW + timedelta(hours=1))

    report = give(desk, tmp_path / "out")

    there = files_in(tmp_path / "out")
    assert report.records_hidden == (f"_news/{FERRY}.md",)
    assert read_news(there[f"_news/{FERRY}.md"]).published is False
    assert FERRY not in there["api/news/index.json"].decode()


def test_an_import_after_a_run_goes_before_what_the_run_wrote(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    run(desk)
    newer = record("Ferry freed in the harbour")
    (site / f"_news/{FERRY}.md").write_bytes(newer)
    take(site, desk)

    give(desk, tmp_path / "out")

    assert (tmp_path / f"out/_news/{FERRY}.md").read_bytes() == newer


# ---------------------------------------------------------------- the desk file


def test_a_desk_that_is_there_stays_and_the_report_says_where_it_differs(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    desk.mkdir()
    ours = '[masthead]\ntitle = "Our harbour"\n[[feeds]]\nurl = "https://post.example/feed"\n'
    (desk / "desk.toml").write_text(ours)

    report = take(site, desk)

    assert (desk / "desk.toml").read_text() == ours
    assert not report.is_desk_written
    assert "masthead.title: 'Our harbour', the site 'Harbour Every Day'" in report.differences
    assert "rules.set: 'tidings', the site 'everyday'" in report.differences
    assert "topics: ferries is not on the desk" in report.differences


# ---------------------------------------------------------------- strangers' folders


def test_links_are_never_followed(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    (tmp_path / "secret.md").write_text("secret")
    (site / "_news/secret.md").symlink_to(tmp_path / "secret.md")
    (site / "assets/all").symlink_to(tmp_path)

    report = take(site, desk)

    assert [one.path for one in report.left_out] == ["_news/secret.md", "assets/all"]
    assert "symbolic link" in report.left_out[0].reason
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == small_site()


def test_huge_files_pipes_and_names_of_no_encoding_are_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, desk = small(tmp_path)
    monkeypatch.setattr(folders, "FILE_BYTES_MAX", 5000)
    (site / "assets/film.mp4").write_bytes(bytes(5001))
    os.mkfifo(site / "assets/pipe")
    (site / os.fsdecode(b"assets/\xff.jpg")).write_bytes(b"x")

    reasons = {one.path: one.reason for one in take(site, desk).left_out}

    assert "5,001 bytes" in reasons["assets/film.mp4"]
    assert reasons["assets/pipe"] == "it is no file"
    assert reasons["assets/\\udcff.jpg"] == "its name is not UTF-8; rename it"


def test_too_many_files_are_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, desk = small(tmp_path)
    monkeypatch.setattr(folders, "FILES_MAX", len(small_site()) - 2)

    assert len(take(site, desk).left_out) == 2


def test_what_cannot_be_read_is_kept_and_told_with_its_line(tmp_path: Path) -> None:
    broken = {
        "_news/a.md": b"no front matter",
        "_news/b.md": record().replace(b"quality: 77", b"quality: many"),
        "_news/c.md": record().replace(b"2023-05-02T08:00:00Z", b"yesterday"),
        "_news/d.md": record(url="https://post.example/d").replace(b"https://post.example/d", b"javascript:alert(1)"),
        "_samples/e.md": b"---\ntitle: [\n---\n",
        "_data/topics/02-worse.yaml": b"name: [",
        "_data/organizations/none.md": b"---\nname: None\n---\n",
    }
    site, desk = small(tmp_path, broken)

    report = take(site, desk)

    told = {one.path: one for one in report.problems}
    assert broken.keys() <= told.keys()
    assert (told["_news/b.md"].line, told["_news/b.md"].key) == (9, "quality")
    assert (told["_news/c.md"].line, told["_news/c.md"].key) == (5, "publishedDateTime")
    assert report.articles_new == 3
    run(desk)
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)


def test_names_with_spaces_and_in_other_scripts_come_and_go(tmp_path: Path) -> None:
    odd = {
        "_news/2023-05-06 ferry sinks.md": record("Ferry sinks in the harbour", url="https://post.example/sinks"),
        "_news/2023-05-07-паром.md": record("Паром in the harbour", url="https://post.example/parom"),
        "_news/index.md": record("Harbour index", url="https://post.example/index"),
        "assets/日本 語.txt": "こんにちは".encode(),
    }
    site, desk = small(tmp_path, odd)

    assert take(site, desk).articles_new == 6
    run(desk)
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)


def test_the_history_that_git_keeps_is_no_part_of_the_site(tmp_path: Path) -> None:
    site, desk = small(
        tmp_path, {".git/HEAD": b"ref", "themes/own/.git": b"gitdir: ..", ".github/workflows/x.yml": b"on"}
    )
    take(site, desk)

    give(desk, tmp_path / "out")

    assert files_in(tmp_path / "out") == small_site() | {".github/workflows/x.yml": b"on"}


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/letter.txt").write_text("Dear")

    with pytest.raises(ConfigError, match=r"neither _config\.yml nor _data nor _news"):
        take(tmp_path / "papers", tmp_path / "desk")


def test_a_desk_inside_the_site_is_refused(tmp_path: Path) -> None:
    site, _ = small(tmp_path)

    with pytest.raises(ConfigError, match="would become a part of the site"):
        take(site, site)


# ---------------------------------------------------------------- where an export may write


def test_an_export_leaves_a_folder_alone_that_holds_something_else(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    out = write_site(tmp_path / "out", {"diary.txt": b"mine"})

    with pytest.raises(PublishError, match=r"diary\.txt"):
        give(desk, out)

    assert files_in(out) == {"diary.txt": b"mine"}
    give(desk, out, is_forced=True)
    assert files_in(out) == small_site() | {"diary.txt": b"mine"}


def test_an_export_does_not_write_over_what_somebody_has_changed_since(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    (site / "CNAME").write_text("ours.example\n")

    with pytest.raises(PublishError, match="CNAME"):
        give(desk, site)
    assert (site / "CNAME").read_text() == "ours.example\n"


def test_an_export_never_writes_through_a_link(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/_news").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(PublishError, match="symbolic link"):
        give(desk, tmp_path / "out", is_forced=True)
    assert files_in(tmp_path / "elsewhere") == {}


def test_there_is_nothing_to_export_where_nothing_was_taken_over(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    take(site, desk)
    with inquire.open_memory(desk) as db:
        db.execute("DELETE FROM site_files")

    with pytest.raises(NotFoundError, match="tidings import everyday DIR"):
        give(desk, tmp_path / "out")


# ---------------------------------------------------------------- on the command line


def tidings(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tidings", *map(str, arguments)]


def test_a_stop_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    many = {
        f"_news/2023-05-02-ferry-{number:04}.md": record(
            f"Ferry {number} in the harbour", url=f"https://post.example/ferry-{number % 900}"
        )
        for number in range(1000)
    }
    site, desk = small(tmp_path, many)
    database = desk / ".tidings/desk.sqlite3"
    started = subprocess.Popen(tidings("import", "everyday", site, "--desk", desk, "-q"))
    while started.poll() is None and len(kept_so_far(database)) < 200:
        time.sleep(0.005)
    started.send_signal(signal.SIGINT)
    started.wait()
    kept, made = len(kept_so_far(database)), len(articles_of(desk))

    report = take(site, desk)

    assert report.files_new == len(small_site()) + len(many) - kept
    assert report.articles_new == 1003 - made
    assert len(set(articles_of(desk).values())) == 1003
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)
    fresh = tmp_path / "fresh"
    take(site, fresh)
    assert articles_of(fresh) == articles_of(desk)


def kept_so_far(database: Path) -> set[str]:
    """The paths of the files that an import has kept until now."""
    if not database.is_file():
        return set()
    with inquire.open_memory(database.parents[1]) as db:
        return set(store.load_kept_hashes(db))


def test_import_and_export_tell_what_they_did(tmp_path: Path) -> None:
    site, desk = small(tmp_path)
    environment = os.environ | {"COLUMNS": "140", "NO_COLOR": "1"}

    def call(*arguments: object) -> str:
        done = subprocess.run(tidings(*arguments), capture_output=True, text=True, env=environment, check=True)
        return done.stdout

    told = call("import", "everyday", site, "--desk", desk, "--now", NOW.isoformat())
    again = json.loads(call("import", "everyday", site, "--desk", desk, "--json", "-q"))
    out = call("export", "everyday", tmp_path / "out", "--desk", desk)

    assert "articles  3 new, 0 changed" in told
    assert "publisher_points = 40: 2 of 2 records of known publishers" in told
    assert (again["files_new"], again["files_same"]) == (0, len(small_site()))
    assert "records   as they were taken over" in out


# ---------------------------------------------------------------- the recorded site


@recorded
def test_the_recorded_site_comes_and_goes_and_runs_by_its_own_rules(tmp_path: Path) -> None:
    site, desk = write_site(tmp_path / "site", recorded_site()), tmp_path / "desk"

    report = take(site, desk)

    assert (report.files_new, report.articles_new, report.boosts, report.views) == (650, 568, 1, 0)
    assert (report.topics, report.publishers, report.problems, report.left_out) == (7, 70, (), ())
    numbers = read_desk(desk).rules.everyday
    assert (numbers.official, numbers.publisher_points, numbers.root) == (
        ("powerapps.microsoft.com", "youtube.com"),
        40,
        "power-apps",
    )
    assert (numbers.site, numbers.assets) == (
        "https://everyday.cc/powerapps",
        "https://everyday-cc.github.io/powerapps",
    )
    run(desk)
    there = {path.name: path.read_bytes() for path in (desk / "records").iterdir()}
    assert there == {path.name: path.read_bytes() for path in (site / "_news").iterdir()}
    give(desk, tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(site)
    assert take(tmp_path / "out", desk).files_same == 650
