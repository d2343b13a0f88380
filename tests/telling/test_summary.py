"""Summaries are made of reports' own sentences, each with who says it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.genre import Kind
from tidings.model import Report, SubjectMatch, Verdict
from tidings.rules import TellingRules
from tidings.subjects import Care
from tidings.telling.statements import can_stand_alone

from .told import report, told

POST = report(
    "The Post",
    "The ferry Skua ran aground on a rock off Skell at dawn with 84 people aboard. "
    "Captain Ann Berg said the steering of the Skua had failed near the harbour of Skell.",
)
GAZETTE = report(
    "Gazette",
    "The ferry Skua ran aground off Skell with 84 people aboard, on a rock, the coastguard said. "
    "A tug from Marrow will pull the Skua off the rock when the tide is high on Saturday.",
    1,
)
RADIO = report(
    "Isle Radio",
    "A tug from Marrow will try on Saturday to pull the Skua off the rock when the tide is high. "
    "Steering failed on the Skua near Skell harbour, Captain Berg told the coastguard.",
    2,
)


def texts(*reports: Report, **fields: Any) -> list[str]:
    return [sentence.text for sentence in told(*reports, **fields).summary]


def test_what_others_bear_out_is_told_once_with_those_who_say_it() -> None:
    summary = told(POST, GAZETTE, RADIO).summary

    assert summary[0].text.startswith("The ferry Skua ran aground")
    assert {summary[0].article_id, *summary[0].others} == {POST.article.id, GAZETTE.article.id}
    assert 2 <= len(summary) <= 4
    assert sum("aground" in sentence.text for sentence in summary) == 1


def test_a_single_source_has_its_excerpt_and_no_summary() -> None:
    second = report("The Post", GAZETTE.article.excerpt, 1, headline="The Post again")

    assert not texts(POST)
    assert not texts(POST, second)


def test_no_source_says_more_than_its_share() -> None:
    for most in (1, 2):
        summary = told(POST, GAZETTE, RADIO, rules=TellingRules(source_sentences=most)).summary
        counts = [sum(one.source_id == other.source_id for one in summary) for other in summary]
        assert max(counts) <= most


def test_a_copy_bears_nothing_out() -> None:
    copy = replace(GAZETTE, reprint_of=POST.article.id)

    assert all(GAZETTE.article.id not in (s.article_id, *s.others) for s in told(POST, copy, RADIO).summary)


def test_a_witness_must_have_the_figures_and_must_not_deny_it() -> None:
    other_figure = report("Gazette", GAZETTE.article.excerpt.replace("84", "48"), 1)
    denial = report("Gazette", GAZETTE.article.excerpt.replace("ran aground", "never ran aground"), 1)

    assert not any(s.others for s in told(POST, other_figure, RADIO).summary if "aground" in s.text)
    assert not any(s.others for s in told(POST, denial, RADIO).summary if "aground" in s.text)


def test_a_count_that_has_risen_is_not_told_in_its_old_form() -> None:
    early = report("The Post", "At least 12 people died when the ferry Skua sank off Skell, the coastguard said. "
                   "The Skua sailed from Skell harbour on Friday with 84 people aboard, its owner said.")  # fmt: skip
    late = report("Gazette", "At least 31 people died when the ferry Skua sank off Skell, the coastguard said. "
                  "The owner said that the Skua had sailed from the harbour of Skell on Friday.", 5)  # fmt: skip

    summary = texts(early, late)

    assert summary
    assert not any("12 people" in text for text in summary)


@pytest.mark.parametrize(
    "sentence",
    [
        "Here’s what to know about the ferry Skua that ran aground off Skell with 84 aboard.",
        "We were aboard the ferry Skua when it ran aground on a rock off Skell at dawn.",
        "He said the ferry Skua ran aground on a rock off Skell harbour at dawn on Friday.",
        "Why did the ferry Skua run aground on a rock off Skell with 84 people aboard?",
        "Read more about the ferry Skua that ran aground on a rock off Skell harbour.",
        "The ferry Skua ran aground on a rock off Skell with 84 people aboard when…",
        "You can see how the ferry Skua ran aground on a rock off Skell with 84 aboard.",
        "Video: The ferry Skua runs aground on a rock off Skell with 84 people aboard.",
        "“The ferry Skua ran aground on a rock off Skell with 84 people aboard.”",
    ],
)
def test_what_cannot_stand_alone_or_speaks_to_readers_is_not_quoted(sentence: str) -> None:
    assert not can_stand_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Skua ran aground on a rock off Skell at dawn with 84 people aboard.",
        "“We were lucky,” Captain Ann Berg told the coastguard after the ferry ran aground.",
        "Die Fähre Skua lief am Freitagmorgen vor Skell mit 84 Menschen an Bord auf einen Felsen.",
    ],
)
def test_a_whole_sentence_can_be_quoted_and_may_quote_others(sentence: str) -> None:
    assert can_stand_alone(sentence)


def test_a_press_release_bears_nothing_out_even_where_it_leads() -> None:
    release = replace(POST, kind=Kind(name="press release", confidence=0.95))

    for sentence in told(release, GAZETTE, RADIO).summary:
        assert POST.article.id not in (sentence.article_id, *sentence.others)


def test_opinion_and_what_is_held_are_not_quoted() -> None:
    column = replace(GAZETTE, kind=Kind(name="opinion", confidence=0.95))
    held = replace(GAZETTE, verdict=Verdict(outcome="held", rule="quality_min", reason="too little"))

    for other in (column, held):
        assert all(s.article_id != GAZETTE.article.id for s in told(POST, other, RADIO).summary)


def test_another_language_than_the_leads_is_not_quoted() -> None:
    german = report(
        "Zeitung", "Die Fähre Skua lief vor Skell mit 84 Menschen an Bord auf einen Felsen.", 1, language="de"
    )

    assert all(s.source_id != "zeitung" for s in told(POST, german, GAZETTE).summary)


def test_nothing_is_put_together_where_a_child_could_be_identified_or_prominence_hurts() -> None:
    about = SubjectMatch(subject="sexual violence", role="central", confidence=0.9, language="en", evidence="x")
    child = replace(RADIO, subjects=(about,))
    quiet = replace(RADIO, care=Care(may_lead=False))

    for other in (child, quiet):
        telling = told(POST, GAZETTE, other)
        assert not telling.summary
        assert telling.news is None


def test_a_desk_can_do_without_summaries() -> None:
    assert not texts(POST, GAZETTE, RADIO, rules=TellingRules(summary_sentences=0))


# ---------------------------------------------------------------- whatever publishers write

words = st.sampled_from(
    'The ferry Skua ran aground off Skell at dawn with 84 12 people aboard . said Captain Berg , “ ” " we He not ? ! … '
    "Dr. No. 3.5 U.S. tug Marrow rock tide Saturday\u00a0harbour steering failed coastguard\n".split(" ")
)
excerpts = st.lists(words, max_size=60).map(" ".join)


@given(st.lists(st.tuples(excerpts, st.sampled_from("ABCDE")), min_size=1, max_size=6))
def test_every_sentence_stands_word_for_word_in_the_excerpt_it_names(written: list[tuple[str, str]]) -> None:
    reports = [report(name, text, n * 9, headline=f"Report {n}") for n, (text, name) in enumerate(written)]
    excerpt_of = {one.article.id: one.article.excerpt for one in reports}
    source_of = {one.article.id: one.article.source.id for one in reports}

    telling = told(*reports)

    for sentence in (*telling.summary, *(telling.news.sentences if telling.news else ())):
        assert sentence.text in excerpt_of[sentence.article_id]
        assert sentence.source_id == source_of[sentence.article_id]
        others = [source_of[id_] for id_ in sentence.others]
        assert len({sentence.source_id, *others}) == 1 + len(others)
