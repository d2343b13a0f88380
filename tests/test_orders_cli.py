"""`tidings order` as an editor meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, run_desk, small_world, write_desk
from tests.processes import tidings
from tidings import inquire
from tidings.demo import DemoWire
from tidings.model import Report

NOW = EVENING.isoformat()


@pytest.fixture(scope="module")
def wire_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that has published an edition."""
    folder = tmp_path_factory.mktemp("orders") / "desk"
    with DemoWire(small_world()) as wire:
        wire.at = EVENING
        write_desk(folder, small_world(), wire)
        run_desk(folder, EVENING)
    return folder


@pytest.fixture
def desk(wire_desk: Path) -> Path:
    """The same without orders."""
    for name in ("orders.txt", "orders.pairs.tsv"):
        (wire_desk / name).unlink(missing_ok=True)
    return wire_desk


def two_of_a_story(desk: Path) -> tuple[Report, Report]:
    """Two reports of the largest story, of which none is a reprint."""
    with inquire.open_memory(desk) as db:
        stories = inquire.last_edition(db).stories
    story = max(stories, key=lambda story: len(story.reports))
    one, other = [report for report in story.reports if not report.reprint_of][:2]
    return one, other


def test_an_order_is_written_listed_and_taken_out_again(desk: Path) -> None:
    one, other = two_of_a_story(desk)

    given = tidings(
        "order", "cannot-link", one.record_name, other.article.url, "--desk", desk, "--why", "two [different] events"
    )
    listed = tidings("order", "list", desk)
    (row,) = json.loads(tidings("order", "list", desk, "--json").stdout)

    assert given.stdout == f"{desk / 'orders.txt'}:{row['line']}: cannot-link, from the next run on\n"
    assert "next run" in listed.stdout
    assert "two [different] events" in listed.stdout
    assert (row["state"], row["targets"]) == ("next run", [one.article.url, other.article.url])
    removed = tidings("order", "remove", row["line"], "--desk", desk)
    assert removed.stdout.rstrip().endswith("# two [different] events")
    assert "has no orders" in tidings("order", "list", desk).stdout


def test_a_mistake_is_an_error_of_the_command_and_leaves_the_file_alone(desk: Path) -> None:
    done = tidings("order", "must-link", "post.example/ferry", "https://star.example/ferry", "--desk", desk)

    assert done.returncode == 2
    assert "did you mean `https://post.example/ferry`?" in done.stderr
    assert not (desk / "orders.txt").exists()


def test_check_names_bad_lines_of_the_orders_file_and_those_that_contradict_each_other(desk: Path) -> None:
    pair = "https://post.example/1 https://post.example/2"
    (desk / "orders.txt").write_text(f"must-link {pair}\ncannot-link {pair}\n")
    fine = tidings("check", desk)
    (desk / "orders.txt").write_text("kil https://post.example/1\n")
    bad = tidings("check", desk)

    assert (fine.returncode, bad.returncode) == (0, 2)
    assert "orders.txt: line 1 does not hold" in fine.stdout
    assert "orders.txt:1: 'kil' is no order; did you mean `kill`?" in bad.stderr


def test_a_run_tells_a_bad_line_and_goes_on(desk: Path) -> None:
    (desk / "orders.txt").write_text("kil https://post.example/1\n")

    done = tidings("run", desk, "--now", NOW, "--quiet")

    assert done.returncode == 0
    assert "error: orders.txt:1: 'kil' is no order" in done.stderr


def test_an_order_that_is_no_longer_right_without_itself_is_exit_code_1_where_that_is_asked(desk: Path) -> None:
    one, other = two_of_a_story(desk)
    tidings("order", "must-link", one.article.url, other.article.url, "--desk", desk)
    saved = tidings("order", "check", desk, "--save")
    assert "of 1 corrected pairs, 1 are right without orders today (precision 1.00, recall 1.00)" in saved.stdout

    text = (desk / "desk.toml").read_text()
    try:
        (desk / "desk.toml").write_text(f"{text}\n[rules.cluster]\nlink_min = 0.99\nmerge_min = 0.99\n")
        lax, strict = tidings("order", "check", desk), tidings("order", "check", desk, "--strict", "--json")
    finally:
        (desk / "desk.toml").write_text(text)

    assert (lax.returncode, strict.returncode) == (0, 1)
    assert "wrong without the order, and used to be right" in lax.stdout
    assert len(json.loads(strict.stdout)["worse"]) == 1
