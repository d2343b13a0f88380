"""Which report leads its story: by stated criteria, an editor's word, and not another at every run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.telling.told import report
from tidings.compose.lead import LeadGround, choose_lead
from tidings.genre import Kind
from tidings.model import Attribution, LeadChoice, Report, Score, ScorePart, Verdict
from tidings.rules import PublishRules, TellingRules

EXCERPT = "The ferry Skua ran aground on a rock off Skell at dawn with 84 people aboard."
HELD = Verdict(outcome="held", rule="quality_min", reason="too little")


def graded(source: str, hours: float = 0.0, *, byline: float = 8.0, standing: float = 5.0, **fields: Any) -> Report:
    """A report with this headline that all of them have, and these parts of quality."""
    quality = Score(
        parts=(
            ScorePart(name="byline", points=byline, points_max=8.0, why="Ada" if byline else "no author named"),
            ScorePart(name="original", points=16.0, points_max=16.0, why="not a reprint"),
            ScorePart(name="standing", points=standing, points_max=10.0, why="as this desk has seen"),
        )
    )
    made = report(
        source, EXCERPT, hours, headline="Ferry Skua aground off Skell", url=f"https://{source}.example/1", **fields
    )
    return replace(made, quality=quality)


def ground(**fields: Any) -> LeadGround:
    return LeadGround(publish=PublishRules(), telling=TellingRules(), **fields)


def lead(*reports: Report, **fields: Any) -> LeadChoice:
    return choose_lead(reports, ground(**fields))


def points(choice: LeadChoice) -> dict[str, float]:
    return {reason.name: reason.points for reason in choice.reasons}


POST, GAZETTE, RADIO = graded("post"), graded("gazette", 1), graded("radio", 2)


def named(by: Report, whom: Report, role: str = "named") -> dict[str, tuple[Attribution, ...]]:
    source = whom.article.source
    one = Attribution(
        article_id=by.article.id, source_id=source.id, source_name=source.name, words="told them", role=role  # type: ignore[arg-type]
    )  # fmt: skip
    return {by.article.id: (one,)}


def test_of_equals_the_earliest_leads_and_says_so() -> None:
    choice = lead(GAZETTE, POST, RADIO)

    assert choice.article_id == POST.article.id
    assert points(choice)["earliest"] == TellingRules().first_points
    assert choice.runner_up_id == GAZETTE.article.id
    assert choice.ahead == TellingRules().first_points


def test_a_date_that_is_not_believed_earns_nothing_for_being_early() -> None:
    undated = replace(POST, article=replace(POST.article, is_dated=False))

    assert "earliest" not in points(lead(undated))
    assert lead(undated, GAZETTE).article_id == GAZETTE.article.id


def test_whom_the_others_name_leads_before_the_earliest() -> None:
    choice = lead(POST, GAZETTE, RADIO, attributions=named(RADIO, GAZETTE))

    assert choice.article_id == GAZETTE.article.id
    assert any("named by radio" in reason.why for reason in choice.reasons)


def test_its_own_source_naming_it_counts_for_nothing() -> None:
    again = graded("gazette", 3)

    assert lead(POST, GAZETTE, again, attributions=named(again, GAZETTE)).article_id == POST.article.id


def test_an_agencys_text_gives_way_to_somebodys_own() -> None:
    credit = named(POST, graded("reuters"), "credited")
    choice = lead(POST, GAZETTE, attributions=credit)

    assert choice.article_id == GAZETTE.article.id
    assert points(lead(POST, attributions=credit))["original reporting"] == 16 - TellingRules().credited_points


def test_what_is_more_complete_or_of_better_standing_leads() -> None:
    assert lead(graded("post", byline=0), GAZETTE).article_id == GAZETTE.article.id
    assert lead(POST, graded("gazette", 1, standing=10, byline=10)).article_id == GAZETTE.article.id


def test_what_must_be_paid_for_is_less_complete() -> None:
    paid = replace(POST, article=replace(POST.article, access="paid"))
    whys = {reason.name: reason.why for reason in lead(paid).reasons}

    assert points(lead(POST))["completeness"] - points(lead(paid))["completeness"] == TellingRules().cut_points
    assert "paid for" in whys["completeness"]


def test_the_points_of_the_reasons_are_what_it_was_compared_by() -> None:
    choice = lead(POST, GAZETTE)
    quality = POST.quality.total
    rules = PublishRules()

    assert choice.points == round(quality + rules.lead_points + TellingRules().first_points, 2)


def test_a_small_gain_takes_no_lead_that_readers_know() -> None:
    choice = lead(POST, GAZETTE, last_id=GAZETTE.article.id)

    assert choice.article_id == GAZETTE.article.id
    assert choice.note == "it led before, and post is 6.0 points better where 8 are needed"
    assert choice.ahead < 0


def test_a_clear_gain_does() -> None:
    weak = graded("gazette", 1, byline=0)

    assert lead(POST, weak, last_id=weak.article.id).article_id == POST.article.id


def test_a_column_that_led_gives_way_to_the_first_report() -> None:
    column = replace(GAZETTE, kind=Kind(name="opinion", confidence=0.95))

    assert lead(POST, column, last_id=column.article.id).article_id == POST.article.id
    assert lead(column).note == "it is the only published report"


def test_what_is_not_published_leads_nothing_any_more() -> None:
    held = replace(GAZETTE, verdict=HELD)

    assert lead(POST, held, last_id=held.article.id).article_id == POST.article.id


def test_an_editors_order_goes_before_everything() -> None:
    column = replace(RADIO, kind=Kind(name="opinion", confidence=0.95))
    ordered = {column.article.id: 1}
    choice = lead(POST, GAZETTE, column, ordered=ordered, last_id=POST.article.id)

    assert choice.article_id == column.article.id
    assert choice.note == "the editor says so"
    assert lead(POST, replace(column, verdict=HELD), ordered=ordered).article_id == POST.article.id


def test_the_order_of_reports_does_not_matter() -> None:
    assert lead(POST, GAZETTE, RADIO) == lead(RADIO, POST, GAZETTE)
