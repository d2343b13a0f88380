"""The ledger of decisions, and trying other rules, on a real desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import at, make_article, make_desk
from tests.pipeline.desks import EVENING, MORNING, run_desk
from tidings import inquire, pipeline, store
from tidings.config import parse_desk
from tidings.errors import NotFoundError, StoreError
from tidings.explain import tell
from tidings.model import Decision, DecisionFilter, Desk, LedgerEntry, Verdict
from tidings.rulebooks import book_of

ALL = DecisionFilter()


def entries_of(folder: Path, wanted: DecisionFilter = ALL) -> list[LedgerEntry]:
    """What was decided on a desk, oldest first."""
    with inquire.open_memory(folder) as db:
        return list(inquire.decisions(db, wanted, is_newest_first=False))


def verdicts_of(folder: Path) -> dict[str, Verdict]:
    with inquire.open_memory(folder) as db:
        return {key: verdict.decision for key, verdict in store.load_verdicts(db).items()}


def replayed(entries: Sequence[LedgerEntry]) -> dict[str, Verdict]:
    """Where the ledger ends up when it is read from its beginning."""
    return {entry.decision.article_id: entry.decision.verdict for entry in entries}


def run_with(folder: Path, quality_min: int) -> None:
    """A run of the evening in which a lone article needs another quality."""
    desk = desk_with(folder, quality_min)
    with pipeline.open_newsroom(desk, folder, now=EVENING) as room:
        pipeline.run(room)


def desk_with(folder: Path, quality_min: int) -> Desk:
    desk = parse_desk((folder / "desk.toml").read_text(encoding="utf-8"))
    rules = desk.rules
    return replace(desk, rules=replace(rules, publish=replace(rules.publish, quality_min=quality_min)))


# ---------------------------------------------------------------- on a desk


def test_the_ledger_replayed_is_what_is_decided_now(day_desk: Path) -> None:
    entries = entries_of(day_desk)
    assert replayed(entries) == verdicts_of(day_desk)
    assert {entry.decided_at for entry in entries} == {MORNING, EVENING}


def test_a_run_in_which_nothing_is_decided_otherwise_adds_nothing(day_desk: Path) -> None:
    before = entries_of(day_desk)

    run_desk(day_desk, EVENING, ask_all=True)

    assert entries_of(day_desk) == before


def test_each_decision_names_the_rules_that_made_it(evening_desk: Path) -> None:
    run_with(evening_desk, 70)
    run_desk(evening_desk, EVENING)

    with inquire.open_memory(evening_desk) as db:
        books = inquire.rule_books(db)
    assert [book.settings["rules.publish.quality_min"] for book, _ in books] == [45, 70, 45]
    assert books[0][0].digest == books[2][0].digest != books[1][0].digest
    assert all(count for _, count in books)
    assert {entry.book for entry in entries_of(evening_desk)} == {book.digest for book, _ in books}


def test_what_a_stricter_rule_takes_back_is_a_turn_with_what_it_was_before(evening_desk: Path) -> None:
    run_with(evening_desk, 90)

    turns = entries_of(evening_desk, DecisionFilter(is_turn=True))
    assert turns
    assert {(entry.before.outcome, entry.decision.verdict.outcome) for entry in turns if entry.before} == {
        ("published", "held")
    }
    assert all(entry.decision.quality < 90 for entry in turns)
    assert replayed(entries_of(evening_desk)) == verdicts_of(evening_desk)


def test_opinions_that_were_dropped_and_found_again_decide_nothing_anew(evening_desk: Path) -> None:
    before = entries_of(evening_desk)
    with inquire.open_memory(evening_desk) as db:
        store.drop_opinions(db)

    run_desk(evening_desk, EVENING)

    assert entries_of(evening_desk) == before


def test_decisions_can_be_asked_for_by_what_they_are_about(evening_desk: Path) -> None:
    entries = entries_of(evening_desk)
    one = next(entry for entry in entries if entry.decision.topics)
    verdict, topic = one.decision.verdict, one.decision.topics[0]

    assert entries_of(evening_desk, DecisionFilter(outcome=verdict.outcome, rule=verdict.rule)) == [
        entry
        for entry in entries
        if (entry.decision.verdict.outcome, entry.decision.verdict.rule) == (verdict.outcome, verdict.rule)
    ]
    by_source = [entry for entry in entries if entry.source == one.source]
    assert entries_of(evening_desk, DecisionFilter(source=one.source.upper())) == by_source
    assert one in entries_of(evening_desk, DecisionFilter(source=one.domain))
    assert entries_of(evening_desk, DecisionFilter(topic=topic)) == [
        entry for entry in entries if topic in entry.decision.topics
    ]
    assert entries_of(evening_desk, DecisionFilter(until=EVENING)) == []
    assert entries_of(evening_desk, DecisionFilter(since=EVENING)) == entries


def test_an_article_is_found_by_its_address_its_record_and_its_id(evening_desk: Path) -> None:
    one = next(entry for entry in entries_of(evening_desk) if entry.decision.verdict.outcome == "published")

    with inquire.open_memory(evening_desk) as db:
        record = store.load_names(db)[1][one.decision.article_id]
        found = {inquire.article_of(db, target) for target in (one.url, record, f"records/{record}.md")}
        assert found | {inquire.article_of(db, one.decision.article_id)} == {one.decision.article_id}
        with pytest.raises(NotFoundError, match="did you mean"):
            inquire.article_of(db, record[:-2])


def test_names_that_the_ledger_does_not_know_are_told_with_those_it_knows(evening_desk: Path) -> None:
    source = entries_of(evening_desk)[0].source

    with inquire.open_memory(evening_desk) as db:
        with pytest.raises(NotFoundError, match=r"known: .*quality_min"):
            inquire.decisions(db, DecisionFilter(rule="quality"))
        with pytest.raises(NotFoundError, match=rf"did you mean .*{source}"):
            inquire.decisions(db, DecisionFilter(source=source[:-1]))
        with pytest.raises(NotFoundError, match="topic 'nothing'"):
            inquire.decisions(db, DecisionFilter(topic="nothing"))


def test_the_counts_tell_what_was_decided_and_what_still_stands(evening_desk: Path) -> None:
    run_with(evening_desk, 90)

    with inquire.open_memory(evening_desk) as db:
        counts = inquire.decision_counts(db)
        verdicts = store.load_verdicts(db)
    assert sum(count.decided for count in counts) == len(entries_of(evening_desk))
    assert {(count.outcome, count.rule): count.standing for count in counts if count.standing} == {
        key: sum((verdict.outcome, verdict.rule) == key for verdict in verdicts.values())
        for key in {(verdict.outcome, verdict.rule) for verdict in verdicts.values()}
    }


def test_explain_tells_when_an_article_was_published_and_by_which_rules(evening_desk: Path) -> None:
    run_with(evening_desk, 90)
    turn = entries_of(evening_desk, DecisionFilter(is_turn=True))[0]

    with inquire.open_memory(evening_desk) as db:
        told = tell(inquire.explain(db, turn.url))
    assert "first published 2026-03-20 18:00 UTC in edition 1" in told
    assert f"held (rule quality_min), by the rules {turn.book}" in told


# ---------------------------------------------------------------- in the store


@contextmanager
def open_ledger() -> Iterator[store.Database]:
    """A new database with three articles."""
    with TemporaryDirectory() as folder, store.closing(store.open_database(Path(folder) / "desk.sqlite3")) as db:
        store.save_articles(db, [make_article(f"Ferry {n} aground") for n in range(3)], [], addresses=[], now=at(0))
        yield db


IDS = [make_article(f"Ferry {n} aground").id for n in range(3)]
VERDICTS = st.builds(
    Verdict,
    outcome=st.sampled_from(["published", "held", "refused"]),
    rule=st.sampled_from(["quality_min", "kind"]),
    reason=st.sampled_from(["good", "not so good", ""]),
)
RUNS = st.lists(st.dictionaries(st.sampled_from(IDS), VERDICTS), max_size=6)


def decide_all(db: store.Database, verdicts: dict[str, Verdict], hour: int) -> int:
    """What a run does with its verdicts."""
    decisions = [
        Decision(article_id=key, verdict=verdict, quality=50.0, sources_count=1) for key, verdict in verdicts.items()
    ]
    return store.save_decisions(db, decisions, book=book_of(make_desk()), edition=hour, now=at(hour))


@settings(deadline=None)
@given(runs=RUNS)
def test_whatever_runs_decide_the_ledger_has_each_change_once(runs: list[dict[str, Verdict]]) -> None:
    stand: dict[str, Verdict] = {}
    with open_ledger() as db:
        for hour, verdicts in enumerate(runs):
            changed = {key for key, verdict in verdicts.items() if stand.get(key) != verdict}
            stand |= verdicts
            assert decide_all(db, verdicts, hour) == len(changed)
            assert decide_all(db, verdicts, hour) == 0
        entries = list(store.load_decisions(db, ALL, is_newest_first=False))
        assert replayed(entries) == stand == store.load_standing(db)
        for entry in entries:
            own = [one for one in entries if one.decision.article_id == entry.decision.article_id]
            earlier = [one.decision.verdict for one in own if one.number < entry.number]
            assert entry.before == (earlier[-1] if earlier else None)


def test_what_is_written_in_the_ledger_stays() -> None:
    with open_ledger() as db:
        decide_all(db, {IDS[0]: Verdict(outcome="held", rule="kind", reason="an advert")}, 1)

        for statement in ("DELETE FROM decisions", "UPDATE decisions SET outcome = 'published'"):
            with pytest.raises(StoreError, match="stays written"), store.transaction(db):
                db.execute(statement)


def test_a_decision_keeps_the_headline_that_was_decided_on() -> None:
    verdict = Verdict(outcome="published", rule="quality_min", reason="good")
    first = make_article("Ferry 0 aground")
    with open_ledger() as db:
        decide_all(db, {first.id: verdict}, 1)
        store.save_articles(db, [replace(first, headline="Ferry refloated")], [], addresses=[], now=at(2))
        decide_all(db, {first.id: replace(verdict, outcome="held")}, 3)

        told = [(entry.headline, entry.is_turn) for entry in store.load_decisions(db, ALL, is_newest_first=False)]
    assert told == [("Ferry 0 aground", False), ("Ferry refloated", True)]
