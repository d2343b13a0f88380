"""Stories of a real desk as an editor asks for them, corrects them, and sees them in a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.make import make_article
from tests.processes import tidings
from tidings import correcting, inquire, inspecting, store
from tidings.cli.desks import read_desk
from tidings.demo import DemoWire
from tidings.inspector import StoryFilter, draw_page, tell_pair
from tidings.model import Placement
from tidings.rules import ClusterRules

from .desks import EVENING, run_desk, small_world, write_desk

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with DemoWire(small_world()) as wire:
        wire.at = EVENING
        folder = write_desk(tmp_path_factory.mktemp("isles"), small_world(), wire)
        run_desk(folder, EVENING)
    return folder


@pytest.fixture
def old_desk(desk: Path, tmp_path: Path) -> Path:
    """The same, whose articles were placed before links were kept."""
    folder = Path(shutil.copytree(desk, tmp_path / "old", symlinks=True))
    with store.closing(store.open_database(folder / ".tidings" / inquire.DATABASE)) as db:
        db.execute("UPDATE placements SET payload = json_remove(payload, '$.link')")
    return folder


def test_the_hottest_stories_of_the_last_day_are_a_table_or_json(desk: Path) -> None:
    table, data = tidings("stories", desk, "--limit", 2), tidings("stories", desk, "--json")

    found = json.loads(data.stdout)
    heats = [story["heat"] for story in found["stories"]]
    assert heats == sorted(heats, reverse=True)
    assert found["stories_count"] == len(heats) > 2
    assert found["stories"][0]["slug"][:30] in table.stdout
    assert "2 of them above (--limit N shows more)" in table.stdout


def test_why_shows_each_article_with_its_link(desk: Path) -> None:
    told = tidings("stories", desk, "--why", "--limit", 1, "--min-outlets", 2).stdout

    assert "% sure" in told
    assert "(reckoned now)" not in told
    assert "words: in common: " in told
    assert "nearest: " in told


def test_a_link_that_was_not_kept_is_reckoned_and_says_so(old_desk: Path) -> None:
    told = tidings("stories", old_desk, "--why", "--limit", 1, "--min-outlets", 2).stdout

    assert "% sure (reckoned now)" in told
    assert "words: in common: " in told


def test_no_story_is_like_this_is_no_failure(desk: Path) -> None:
    done = tidings("stories", desk, "--search", "unheard-of", "--all")

    assert (done.returncode, done.stdout) == (0, "no story of all time is like this; `--all` looks at all there are\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--day", "yesterday"), "write it as 2026-02-18"),
        (("--day", "2026-03-20", "--all"), "give one of them"),
        (("--topic", "nowhere"), "the desk has no such topic"),
    ],
)
def test_a_choice_that_is_none_is_exit_code_2(desk: Path, options: tuple[str, ...], told: str) -> None:
    done = tidings("stories", desk, *options)

    assert done.returncode == 2
    assert told in done.stderr


def pairs_of(desk: Path) -> tuple[tuple[str, str], tuple[str, str]]:
    """Addresses of two articles of one story, and of two of different ones."""
    with inquire.open_memory(desk) as db:
        found = inspecting.find_stories(db, read_desk(desk), desk, StoryFilter(outlets_min=2))
    first, second = found.views[:2]
    return (first.pieces[0].url, first.pieces[-1].url), (first.pieces[0].url, second.pieces[0].url)


def test_explain_with_another_tells_why_two_are_one_story_and_why_they_are_not(desk: Path) -> None:
    together, apart = pairs_of(desk)

    one = tidings("explain", together[0], "--with", together[1], "--desk", desk)
    two = tidings("explain", apart[0], "--with", apart[1], "--desk", desk, "--json")

    assert "They are one story" in one.stdout
    assert f"cannot-link {together[0]} {together[1]}   # why" in one.stdout
    case = json.loads(two.stdout)
    assert (case["one"]["url"], case["other"]["url"]) == apart
    assert (case["is_one_story"], case["direct"]["probability"] < case["bar"]) == (False, True)


def test_what_is_reckoned_now_is_what_the_run_was_sure_of(desk: Path) -> None:
    with inquire.open_memory(desk) as db:
        found = inspecting.find_stories(db, read_desk(desk), desk, StoryFilter())
        pairs = [view.pieces for view in found.views if len(view.pieces) == 2 and view.pieces[1].link]
        decided = [pieces[1].link for pieces in pairs]
        explained = [inspecting.compare_two(db, read_desk(desk), desk, one.url, other.url) for one, other in pairs]
        told_bare = [
            replace(view, pieces=tuple(replace(piece, link=None) for piece in view.pieces))
            for view in found.views
            if len(view.pieces) == 2 and view.pieces[1].link
        ]
        reckoned = inspecting.with_reckoned(found, told_bare, limit=1000)

    assert len(pairs) > 3
    assert [case.direct for case in explained] == decided
    assert [view.pieces[1].link for view in reckoned] == decided


def test_what_was_not_joined_is_reckoned_as_the_run_told_it(desk: Path) -> None:
    with inquire.open_memory(desk) as db:
        found = inspecting.find_stories(db, read_desk(desk), desk, StoryFilter())
        kin = [one for one in store.load_kin(db) if {one.story_id, one.other_id} <= found.stories.keys()]
        links = [
            found.compare(found.stories[one.story_id].articles, found.stories[one.other_id].articles) for one in kin
        ]

    assert len(kin) > 3
    assert links == [one.link for one in kin]


def test_the_bar_that_is_told_is_the_desks_own(desk: Path) -> None:
    plain = read_desk(desk)
    with inquire.open_memory(desk) as db:
        bars = []
        for cluster in (ClusterRules(link_min=0.7), ClusterRules(breadth="thread", embedder="static")):
            other = replace(plain, rules=replace(plain.rules, cluster=cluster))
            found = inspecting.inspect(db, other, desk, StoryFilter(), span="all time")
            bars.append((found.bar, found.lone_bar))

    assert bars == [(0.7, 0.7), (0.7773, 0.4134)]
    assert "78% joins, 41% what is still alone" in " ".join(draw_page(found).split())


def test_an_article_has_no_other_self(desk: Path) -> None:
    (url, _), _ = pairs_of(desk)

    done = tidings("explain", url, "--with", url, "--desk", desk)

    assert done.returncode == 2
    assert "both are the same article" in done.stderr


def test_an_order_of_the_file_is_told_of_a_pair(desk: Path, tmp_path: Path) -> None:
    _, apart = pairs_of(desk)
    given = correcting.give_order(tmp_path, read_desk(desk), "cannot-link", apart, why="two events")

    with inquire.open_memory(desk) as db:
        told = tell_pair(inspecting.compare_two(db, read_desk(desk), tmp_path, *apart))

    assert f"orders.txt:{given.order.line}: cannot-link names both (two events)" in told


def test_the_inspector_is_a_file_of_a_day(desk: Path, tmp_path: Path) -> None:
    done = tidings("stories", "inspect", desk, "--day", f"{EVENING:%Y-%m-%d}", "--out", tmp_path / "day.html")

    page = (tmp_path / "day.html").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert f"stories of {EVENING:%d %B %Y}" in page
    assert 'class="story item"' in page


def test_the_served_inspector_prints_the_address_that_opens_it(desk: Path) -> None:
    command = [sys.executable, "-m", "tidings", "stories", "inspect", str(desk), "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().split()[0] if process.stdout else ""
            # urlopen keeps no cookie, so that the page behind the redirect stays shut.
            with pytest.raises(OSError, match="403"):
                urlopen(address, timeout=30)
        finally:
            process.terminate()
    assert address.startswith("http://127.0.0.1:")
    assert process.returncode == 0


def test_a_large_day_says_what_its_page_leaves_out(old_desk: Path) -> None:
    with inquire.open_memory(old_desk) as db:
        bounds = inspecting.PageBounds(stories=1, singles=1, links=1, compared=3, near=2)
        found = inspecting.inspect(db, read_desk(old_desk), old_desk, StoryFilter(), span="all time", bounds=bounds)

    assert (len(found.stories), len(found.singles)) == (1, 1)
    assert len(found.near) <= 2
    assert [note.split(" the first ")[0].split(" ", 2)[2] for note in found.notes[:2]] == [
        "stories with several articles",
        "single articles",
    ]
    assert "show only what was kept" in found.notes[-1]


def test_a_day_of_five_thousand_articles_stays_a_few_megabytes(desk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "large"
    (folder / ".tidings").mkdir(parents=True)
    (folder / "desk.toml").write_text((desk / "desk.toml").read_text())
    with store.closing(store.open_database(folder / ".tidings" / inquire.DATABASE)) as db:
        articles = [
            make_article(f"Event {n // 3} of place {n % 97} told by {n}", source=f"Source {n % 211}", published=EVENING)
            for n in range(5000)
        ]
        store.save_articles(db, articles, (), now=EVENING)
        firsts = [articles[n // 3 * 3] if n < 2400 else articles[n] for n in range(5000)]
        placed = [Placement(article_id=a.id, story_id=f.id) for a, f in zip(articles, firsts, strict=True)]
        store.save_placements(db, placed, (), now=EVENING)
        found = inspecting.inspect(db, read_desk(folder), folder, StoryFilter(since=EVENING - DAY), span="a day")

    assert len(found.stories) == inspecting.BOUNDS.stories
    assert "show only what was kept" in found.notes[-1]
    assert len(draw_page(found).encode()) < 4_000_000
