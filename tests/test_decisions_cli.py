"""`tidings decisions` and `tidings rules` as an editor meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, MORNING, run_desk, small_world, write_desk
from tests.pipeline.test_trial import hashes_of
from tests.processes import tidings
from tidings.cli.decisions import COLUMNS, cell_of
from tidings.demo import DemoWire

STRICT = "[rules.publish]\nquality_min = 90\nsources_min = 9\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that was stricter in the morning than it is in the evening."""
    folder = tmp_path_factory.mktemp("ledger") / "desk"
    with DemoWire(small_world()) as wire:
        write_desk(folder, small_world(), wire)
        usual = (folder / "desk.toml").read_text()
        for moment, more in ((MORNING, STRICT), (EVENING, "")):
            wire.at = moment
            (folder / "desk.toml").write_text(usual + more)
            run_desk(folder, moment)
    return folder


# ---------------------------------------------------------------- the ledger


def test_decisions_are_shown_newest_first_with_what_they_come_to(desk: Path) -> None:
    done = tidings("decisions", desk, "--limit", "3")

    assert done.stdout.count("2026-03-20 18:00") == 3
    assert "decisions, the newest 3 of them above" in done.stdout
    assert "held" in done.stdout.splitlines()[-2]
    assert "kind" in done.stdout.splitlines()[-2]


def test_turned_decisions_show_what_they_were_before(desk: Path) -> None:
    done = tidings("decisions", desk, "--changed", "--outcome", "published", "--rule", "quality_min")

    assert "held → published" in done.stdout
    assert "held →" not in tidings("decisions", desk, "--changed", "--outcome", "refused").stdout


def test_the_whole_ledger_is_exported_oldest_first_in_both_forms(desk: Path, tmp_path: Path) -> None:
    assert tidings("decisions", desk, "--export", tmp_path / "all.jsonl").returncode == 0
    assert tidings("decisions", desk, "--export", tmp_path / "all.csv").returncode == 0

    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text(encoding="utf-8"))))
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert [row["number"] for row in rows] == [str(line["number"]) for line in lines]
    assert [row["article_id"] for row in rows] == [line["article_id"] for line in lines]
    assert tuple(lines[0]) == COLUMNS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.csv", "all.jsonl"]


def test_an_export_of_what_was_chosen_goes_to_standard_output(desk: Path) -> None:
    done = tidings("decisions", desk, "--outcome", "refused", "--limit", "2", "--export", "-")

    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["outcome"] for row in rows] == ["refused", "refused"]
    assert int(rows[0]["number"]) < int(rows[1]["number"])


def test_json_has_the_decisions_of_one_article_with_its_counts(desk: Path) -> None:
    url = json.loads(tidings("decisions", desk, "--changed", "--limit", "1", "--json").stdout)["decisions"][0]["url"]

    found = json.loads(tidings("decisions", desk, "--article", url, "--json").stdout)
    assert [row["outcome"] for row in found["decisions"]] == ["published", "held"]
    assert sum(count["standing"] for count in found["counts"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--rule", "quality"), 1, "known: "),
        (("--source", "The Post of Nowhere"), 1, "there are none"),
        (("--article", "https://nobody.example/"), 1, "name it by its URL"),
        (("--since", "yesterday"), 2, "--since 'yesterday' is not a moment"),
        (("--export", "ledger.xlsx"), 2, ".jsonl or .csv"),
        (("--export", "no/such/folder/ledger.csv"), 1, "name a file in a folder"),
        (("--outcome", "printed"), 2, "published"),
    ],
)
def test_what_cannot_be_answered_says_why(desk: Path, arguments: tuple[str, str], code: int, told: str) -> None:
    done = tidings("decisions", desk, *arguments)

    assert done.returncode == code
    assert told in done.stderr


def test_nothing_like_it_is_no_error(desk: Path) -> None:
    done = tidings("decisions", desk, "--until", "2026-01-01")

    assert (done.returncode, done.stdout) == (0, "no decision is like this\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@me", "\t=1"])
def test_no_headline_is_a_formula_to_a_spreadsheet(text: str) -> None:
    assert cell_of(text) == f"'{text}"


def test_numbers_and_topics_stay_what_they_are() -> None:
    assert [cell_of(value) for value in (-1.5, ("sea", "islands"), "a = b")] == [-1.5, "sea islands", "a = b"]


# ---------------------------------------------------------------- rules


def test_the_rules_in_force_are_shown_with_what_is_not_the_default(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text((desk / "desk.toml").read_text() + STRICT)

    told = tidings("rules", "show", tmp_path).stdout
    assert "quality_min = 90\n" in told
    assert "lead_points = 40  (default)" in told
    changed = json.loads(tidings("rules", "show", tmp_path, "--json").stdout)["changed"]
    assert {"rules.publish.quality_min", "rules.publish.sources_min"} == {
        name for name in changed if name.startswith("rules.")
    }


def test_the_history_tells_what_changed_between_rule_books(desk: Path) -> None:
    told = tidings("rules", "history", desk).stdout

    assert "rules.publish.quality_min: 90 → 45" in told
    books = json.loads(tidings("rules", "history", desk, "--json").stdout)
    assert [row["book"]["since"] for row in books] == ["2026-03-20T08:00:00Z", "2026-03-20T18:00:00Z"]


def test_trying_rules_tells_what_would_be_different_and_writes_nothing(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text(STRICT)
    before = hashes_of(desk)

    done = tidings("rules", "try", tmp_path / "strict.toml", "--desk", desk, "--exit-code")

    assert done.returncode == 10, done.stderr
    assert "rules.publish.quality_min: 45 → 90" in done.stdout
    assert "No longer published (" in done.stdout
    assert "published by quality_min → held by quality_min" in done.stdout
    assert hashes_of(desk) == before


def test_trying_without_a_file_tells_what_the_next_run_would_change(desk: Path) -> None:
    done = tidings("rules", "try", "--desk", desk, "--exit-code")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing would be published differently" in done.stdout


def test_trying_as_json_has_every_difference(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text(STRICT)

    trial = json.loads(tidings("rules", "try", tmp_path / "strict.toml", "--desk", desk, "--json").stdout)
    gone = [turn for turn in trial["turns"] if turn["before"]["outcome"] == "published" != turn["after"]["outcome"]]
    assert len(gone) == trial["counts_before"]["published"] - trial["counts_after"]["published"] > 0


def test_another_set_can_be_tried_by_its_name(desk: Path) -> None:
    trial = json.loads(tidings("rules", "try", "--set", "everyday", "--desk", desk, "--json").stdout)

    assert trial["tried"]["rule_set"] == "everyday"
    assert [change["name"] for change in trial["settings"]] == ["rules.set"]


def test_a_mistake_in_the_rules_to_try_is_told_with_its_line(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "typo.toml").write_text("[rules.publish]\nquality_mim = 9\n")

    done = tidings("rules", "try", tmp_path / "typo.toml", "--desk", desk)
    assert done.returncode == 2
    assert "typo.toml:2: unknown key 'quality_mim' in [rules.publish]; did you mean 'quality_min'?" in done.stderr
