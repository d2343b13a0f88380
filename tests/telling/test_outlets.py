"""Outlets: each source once, who was first as far as it is known, where they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.make import at
from tidings.genre import Kind, KindName
from tidings.model import Attribution, Report

from .told import from_country, report, told

POST = report("The Post", "", 0)
POST_AGAIN = report("The Post", "", 3, headline="The Post again")
GAZETTE = report("Gazette", "", 1)
RADIO = replace(report("Isle Radio", "", 2), reprint_of=POST.article.id)


def seen(one: Report, hours: float) -> Report:
    return replace(one, article=replace(one.article, seen_at=at(hours)))


def test_each_source_stands_once_with_those_of_their_own_words_first() -> None:
    outlets = told(POST_AGAIN, POST, GAZETTE, RADIO).outlets

    assert [(o.source.name, o.articles_count, o.is_independent, o.copy_of) for o in outlets] == [
        ("The Post", 2, True, ""),
        ("Gazette", 1, True, ""),
        ("Isle Radio", 1, False, POST.article.id),
    ]
    assert outlets[0].first_at == at(0)


@pytest.mark.parametrize("name", ["press release", "newsletter", "list", "schedule", "roundup"])
def test_what_its_own_subject_wrote_or_gathers_many_matters_is_no_independent_report(name: KindName) -> None:
    other = replace(GAZETTE, kind=Kind(name=name, confidence=0.95))

    assert [outlet.is_independent for outlet in told(POST, other).outlets] == [True, False]


def test_who_was_first_is_told_where_both_clocks_agree() -> None:
    first = told(POST, seen(GAZETTE, 5)).first

    assert first is not None
    assert first.is_agreed
    assert first.claimed_id == POST.article.id


def test_a_claim_and_our_first_sight_may_disagree() -> None:
    first = told(seen(POST, 5), seen(GAZETTE, 2)).first

    assert first is not None
    assert (first.claimed_id, first.seen_id, first.is_agreed) == (POST.article.id, GAZETTE.article.id, False)


def test_several_seen_at_once_leave_only_the_claim() -> None:
    first = told(seen(POST, 5), seen(GAZETTE, 5)).first

    assert first is not None
    assert (first.claimed_id, first.seen_id) == (POST.article.id, "")


def test_a_date_that_is_not_believed_claims_nothing() -> None:
    undated = replace(POST, article=replace(POST.article, is_dated=False))
    first = told(undated, GAZETTE).first

    assert first is not None
    assert first.claimed_id == GAZETTE.article.id


def test_a_copy_is_never_first_and_a_lone_report_needs_no_trace() -> None:
    early = replace(RADIO, article=replace(RADIO.article, published=at(-5), seen_at=at(-5)))

    assert told(POST, early).first is None


def test_the_spread_counts_independent_sources_and_what_is_not_known() -> None:
    norse = replace(from_country(GAZETTE, "NO"), article=replace(from_country(GAZETTE, "NO").article, language="nb-NO"))
    spread = told(from_country(POST, "GB"), POST_AGAIN, norse, report("Blog", "", 4, language=""), RADIO).spread

    assert spread.countries == (("GB", 1), ("NO", 1), ("", 1))
    assert spread.languages == (("en", 1), ("nb", 1), ("", 1))


def test_whom_a_report_names_stands_with_its_source() -> None:
    named = Attribution(
        article_id=GAZETTE.article.id, source_id="the-post", source_name="The Post", words="told The Post"
    )
    outlets = told(POST, GAZETTE, attributions={GAZETTE.article.id: (named,)}).outlets

    assert [outlet.names for outlet in outlets] == [(), (named,)]
