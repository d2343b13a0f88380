"""The quality gate: figures do not fall, data does not change, and no floor goes down without a word."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCH = Path(__file__).parents[1] / "bench"
SHARED = BENCH.parents[1] / "shared"


@pytest.fixture(autouse=True)
def _bench_on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(BENCH))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if str(BENCH) in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


def module(name: str) -> ModuleType:
    return __import__(name)


class Gate:
    """A gate of its own: one small corpus in a folder under git, with figures that a test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "floors.toml"
        self.figures = {"f1": 0.9, "times-gold": 1.5}
        self.data = folder / "labels.tsv"
        self.data.write_text("ferry\t1\n")
        self.git("init", "--quiet")
        assert self.run(is_raising=True) == []
        self.commit()

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=self.folder, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a step")

    def run(self, **options: Any) -> list[str]:
        return list(self.findings(**options).wrong)

    def findings(self, **options: Any) -> Any:
        quality = module("quality")
        corpus = module("quality_corpora").Corpus(("labels.tsv",), lambda: self.figures)
        place = quality.Place(root=self.folder, shared=self.folder / "nowhere")
        return quality.run_gate({"ferries": corpus}, self.path, place, **options)

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text()
        assert text.count(old) == 1
        self.path.write_text(text.replace(old, new))


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return Gate(tmp_path)


def test_figures_above_their_floors_pass(gate: Gate) -> None:
    found = gate.findings()

    assert found.wrong == []
    assert [line.split() for line in found.lines[1:]] == [
        ["f1", "0.9000", "at", "least", "0.895,", "0.0050", "to", "spare"],
        ["times-gold", "1.5000", "at", "most", "1.505,", "0.0050", "to", "spare"],
    ]


def test_a_figure_below_its_floor_fails(gate: Gate) -> None:
    gate.figures["f1"] = 0.89

    assert gate.run() == ["ferries: f1 is 0.8900; at least 0.895 is asked"]


def test_more_stories_than_allowed_fail(gate: Gate) -> None:
    gate.figures["times-gold"] = 1.6

    assert gate.run() == ["ferries: times-gold is 1.6000; at most 1.505 is asked"]


def test_a_figure_that_is_not_measured_any_more_fails(gate: Gate) -> None:
    del gate.figures["f1"]

    assert gate.run() == ["ferries: f1 has a floor, and is measured no more"]


def test_changed_data_fails_before_anything_is_measured_on_it(gate: Gate) -> None:
    gate.data.write_text("ferry\t2\n")

    found = gate.findings()

    assert found.wrong == ["ferries: labels.tsv is not the data that was measured: its SHA-256 has changed"]
    assert found.figures == {}


def test_data_of_ours_that_has_gone_fails(gate: Gate) -> None:
    gate.data.unlink()

    assert gate.run() == ["ferries: labels.tsv has gone, and its floors stand"]


def test_without_the_recorded_data_a_corpus_is_left_out_and_says_so(gate: Gate) -> None:
    quality = module("quality")
    corpus = module("quality_corpora").Corpus(("shared/data/labels.jsonl",), lambda: {"f1": 0.1})
    place = quality.Place(root=gate.folder, shared=gate.folder / "nowhere")

    found = quality.run_gate({"ferries": corpus}, gate.path, place)

    assert found.wrong == []
    assert found.lines == ["ferries: left out, shared/data/labels.jsonl is missing"]


def test_one_file_that_has_gone_from_the_recorded_data_fails(gate: Gate) -> None:
    quality = module("quality")
    (gate.folder / "shared").mkdir()
    corpus = module("quality_corpora").Corpus(("shared/data/labels.jsonl",), lambda: {"f1": 0.9})
    place = quality.Place(root=gate.folder, shared=gate.folder / "shared")

    found = quality.run_gate({"ferries": corpus}, gate.path, place)

    assert found.wrong == ["ferries: shared/data/labels.jsonl has gone, and its floors stand"]


def test_a_lowered_floor_without_a_line_in_the_history_fails(gate: Gate) -> None:
    gate.edit("f1 = 0.895", "f1 = 0.8")

    assert gate.run() == ["ferries f1 is 0.8, and by the history 0.895: add a line that says why"]


def test_a_lowered_floor_without_a_reason_fails(gate: Gate) -> None:
    gate.edit("f1 = 0.895", "f1 = 0.8")
    gate.edit("\n]\n", '\n  ["2026-12-01", "ferries f1", 0.895, 0.8, " "],\n]\n')

    assert gate.run() == ["ferries f1 went from 0.895 to 0.8 without a written reason"]


def test_a_lowered_floor_with_a_reason_passes(gate: Gate) -> None:
    gate.edit("f1 = 0.895", "f1 = 0.8")
    gate.edit("\n]\n", '\n  ["2026-12-01", "ferries f1", 0.895, 0.8, "two labels were wrong"],\n]\n')

    assert gate.run() == []


@pytest.mark.parametrize("commits_count", [0, 1])
def test_a_lowered_floor_fails_where_its_history_was_rewritten_too(gate: Gate, commits_count: int) -> None:
    text = gate.path.read_text()
    gate.path.write_text(text.replace("0.895", "0.8"))
    for _ in range(commits_count):
        gate.commit()

    assert "the history has lost its line of" in gate.run()[0]


def test_a_floor_that_is_taken_away_needs_a_reason_too(gate: Gate) -> None:
    gate.edit("f1 = 0.895\n", "")
    gate.edit("\n]\n", '\n  ["2026-12-01", "ferries f1", 0.895, "none", ""],\n]\n')

    assert gate.run() == ["ferries f1 went from 0.895 to none without a written reason"]


def test_changed_data_needs_a_reason_in_the_history(gate: Gate) -> None:
    old = gate.path.read_text().split('"labels.tsv" = "')[1][:64]
    gate.data.write_text("ferry\t2\n")
    new = module("quality").digest_of(gate.data)
    gate.edit(f'"labels.tsv" = "{old}"', f'"labels.tsv" = "{new}"')
    gate.edit("\n]\n", f'\n  ["2026-12-01", "labels.tsv", "{old}", "{new}", ""],\n]\n')

    assert gate.run() == [f"labels.tsv went from {old} to {new} without a written reason"]


def test_raising_never_lowers(gate: Gate) -> None:
    gate.figures.update({"f1": 0.95, "times-gold": 2.0, "recall": 0.7})

    wrong = gate.run(is_raising=True)

    floors = module("floors").parse_floors(gate.path.read_text())
    assert floors.floors == {"ferries": {"f1": 0.945, "times-gold": 1.505, "recall": 0.695}}
    assert wrong == ["ferries: times-gold is 2.0000; at most 1.505 is asked"]


def test_raising_twice_changes_nothing(gate: Gate) -> None:
    before = gate.path.read_bytes()

    gate.run(is_raising=True)

    assert gate.path.read_bytes() == before


@given(st.floats(0, 1), st.sampled_from(["f1", "times-gold"]))
def test_what_was_found_is_never_on_the_wrong_side_of_its_own_floor(value: float, name: str) -> None:
    floors = module("floors")

    assert not floors.is_below(name, value, floors.floor_of(name, value))


def test_the_floors_of_the_project_are_in_their_one_form_and_explained() -> None:
    floors = module("floors")
    text = (BENCH / "floors.toml").read_text(encoding="utf-8")

    assert floors.written(floors.parse_floors(text)) == text
    assert floors.breaches(floors.parse_floors(text)) == []


def test_a_broken_history_says_what_a_line_is(gate: Gate) -> None:
    gate.edit("\n]\n", '\n  ["2026-12-01", "ferries f1"],\n]\n')

    with pytest.raises(ValueError, match=r"a line of the history is \[date, what, old, new, why\]"):
        gate.run()


# ---------------------------------------------------------------- stories


TRUTH = ["a", "a", "a", "b", "b", "c"]
FOUND = [1, 1, 2, 2, 2, 3]


def test_groups_are_scored_by_pairs_and_beyond_chance() -> None:
    scores = module("story_scores").all_scores(FOUND, TRUTH)

    assert (scores["pair P"], scores["pair R"], scores["K"]) == (2 / 4, 2 / 4, 3)
    assert round(scores["ARI"], 4) == 0.3182
    assert round(scores["NMI"], 4) == 0.6853
    assert round(scores["AMI"], 4) == 0.4118


def test_the_same_groups_are_worth_one_and_lone_items_nothing_beyond_chance() -> None:
    all_scores = module("story_scores").all_scores

    assert all(round(value, 9) == 1 for name, value in all_scores(TRUTH, TRUTH).items() if name != "K")
    assert all_scores(range(6), TRUTH)["ARI"] == 0


def test_scores_are_those_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed: make bench does that")
    scores = module("story_scores").all_scores(FOUND, TRUTH)

    theirs = (
        metrics.adjusted_rand_score,
        metrics.normalized_mutual_info_score,
        metrics.adjusted_mutual_info_score,
    )
    assert [scores[name] for name in ("ARI", "NMI", "AMI")] == pytest.approx([one(TRUTH, FOUND) for one in theirs])


def item(text: str, at: float = 0.0, source: str = "Post") -> dict[str, Any]:
    return {"text": text, "summary": "", "time": 1_770_000_000.0 + at, "url": "https://post.example/", "source": source}


def test_average_linkage_joins_the_nearest_first_and_stops_at_its_best_bar() -> None:
    import numpy as np

    peers = module("story_peers")
    likeness = np.array([[1, 0.9, 0.2], [0.9, 1, 0.3], [0.2, 0.3, 1]])

    assert [round(height, 9) for height, _, _ in peers.joins_of(likeness)] == [0.9, 0.25]
    bar, groups = peers.best_average_linkage(likeness, ["a", "a", "b"])
    assert (bar, groups[0] == groups[1] != groups[2]) == (0.9, True)


def test_titles_of_one_feed_are_never_one_story_by_newsblurs_rule() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared bench (a folder `shared` beside the project) is missing")
    title = "Ferry Skua runs aground off Skell harbour"
    items = [item(title), item(title, source="Star"), item("Barley harvest breaks record on Orm island", source="Star")]

    one, other, third = module("story_peers").newsblur(items)
    same_feed = module("story_peers").newsblur([items[0], items[0]])

    assert one == other != third
    assert same_feed[0] != same_feed[1]


def test_a_stream_goes_on_in_another_process_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    adapters = module("story_adapters")
    texts = ["Ferry Skua aground off Skell", "Barley harvest record on Orm", "Ferry Skua aground at Skell", "Skell"]
    batches = [adapters.make_batch([item(text, 60.0 * at)], at) for at, text in enumerate(texts)]
    whole, half = adapters.story_stream(), adapters.story_stream()
    for batch in batches:
        whole.add(batch)
    for batch in batches[:2]:
        half.add(batch)
    half.store(tmp_path / "stored")
    rest = adapters.story_stream(tmp_path / "stored")
    for batch in batches[2:]:
        rest.add(batch)

    labels = whole.labels()

    assert labels[0] == labels[2] != labels[1]
    assert rest.labels() == labels


def test_groups_have_one_hash_whatever_their_numbers() -> None:
    hash_of = module("story_speed").hash_of

    assert hash_of([7, 7, 3]) == hash_of([0, 0, 1]) != hash_of([0, 1, 1])


def test_cost_growth_compares_whole_repeats_and_says_where_there_are_too_few() -> None:
    speed = module("story_speed")
    marks = [
        speed.Mark(articles=at, placing_s=seconds, making_s=0.0, active=1, memory_mb=99.0)
        for at, seconds in ((0, 0.0), (100, 1.0), (200, 2.0), (300, 4.0), (400, 7.0))
    ]

    assert speed.growth(marks[1:3]).is_met is None
    assert speed.growth(marks[1:]).is_met is False
    assert "3.00 times" in speed.growth(marks[1:]).found


@pytest.mark.recorded
@pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded data (a folder `shared` beside the project) is missing")
def test_a_repeated_stream_has_other_headlines_of_as_many_words() -> None:
    data = module("story_data")
    rows = data.rows_in_time()
    titles = [one["text"] for one in data.stream(len(rows) + 500)]

    pairs = list(zip(titles[:500], titles[len(rows) :], strict=True))
    alike = [len(set(a.lower().split()) & set(b.lower().split())) / len(set(a.lower().split())) for a, b in pairs]
    assert all(len(data.WORD.findall(a)) == len(data.WORD.findall(b)) for a, b in pairs)
    assert sum(share >= 0.8 for share in alike) < 10


@pytest.mark.recorded
@pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded data (a folder `shared` beside the project) is missing")
def test_a_day_of_world_news_is_measured_beside_others() -> None:
    part = module("story_parts").world()

    rows = {line.split("  ")[0] for line in part.text.splitlines()}
    assert {"tidings", "no clustering", "NewsBlur's rule for titles", "Jaccard of titles 0.60, single link"} <= rows
    assert part.targets[0].found.startswith("0.9")


def test_mistakes_are_listed_with_the_most_pairs_first() -> None:
    errors = module("errors_of_stories")

    assert list(errors.mistakes(TRUTH, FOUND)) == [[[0, 1], [2]]]
    assert list(errors.mistakes(FOUND, TRUTH)) == [[[3, 4], [2]]]
