"""What a desk's policy does: in the verdict, in the edition, on pages, in feeds and in the API."""

import json
from dataclasses import replace
from datetime import date

from tests.make import make_article
from tests.render.editions import MASTHEAD, QUALITY, make_edition, make_ranked, make_report
from tidings.decide import judge_subjects
from tidings.imagery import Image
from tidings.model import Article, ArticleOpinion, Change, Desk, Edition, Link, Placement, Reason, Report
from tidings.render import render
from tidings.rules import Rules, SensitiveRules
from tidings.sensitive import advise, choose_lines, take_care, with_subjects
from tidings.subjects import HelpLine

LINE = HelpLine(name="Harbour Listeners", phone="0100 200 300", reviewed="2026-03-01")


def desk_with(*lines: HelpLine, **rules: object) -> Desk:
    return Desk(masthead=MASTHEAD, help_lines=lines, rules=Rules(sensitive=SensitiveRules(**rules)))  # type: ignore[arg-type]


def opinion_on(headline: str, excerpt: str = "") -> ArticleOpinion:
    article = story_article(headline, excerpt)
    return with_subjects(ArticleOpinion(article_id=article.id, quality=QUALITY), article)


def story_article(headline: str, excerpt: str = "") -> Article:
    image = Image(url="https://post.example/scene.jpg", width=800, height=600)
    return make_article(
        headline, url="https://post.example/1", excerpt=excerpt, language="en", image=image, tags=("Jane Doe",)
    )


def report_on(headline: str, **fields: object) -> Report:
    opinion = opinion_on(headline)
    return make_report(story_article(headline), subjects=opinion.subjects, **fields)


def edition_on(headline: str, desk: Desk, **fields: object) -> Edition:
    ferry = make_ranked(make_report(make_article("Ferry sails", url="https://post.example/2")), slug="sails", rank=2)
    return take_care(make_edition(make_ranked(report_on(headline, **fields), slug="news"), ferry), desk)


def pages(edition: Edition) -> dict[str, str]:
    return {file.path: file.data.decode() for file in render(edition)}


# ---------------------------------------------------------------- the verdict


def test_a_sure_subject_is_published_and_a_doubtful_one_held_for_the_editor() -> None:
    assert judge_subjects(opinion_on("Singer took his own life, coroner rules"), SensitiveRules()) is None

    verdict = judge_subjects(opinion_on("Mayor denies sexual misconduct"), SensitiveRules())
    assert verdict
    assert (verdict.outcome, verdict.rule) == ("held", "sensitive")
    assert "60% sure" in verdict.reason
    assert judge_subjects(opinion_on("Mayor denies sexual misconduct"), SensitiveRules(hold_in_doubt=False)) is None


def test_a_desk_may_hold_a_subject_and_a_mention_is_never_held() -> None:
    rules = SensitiveRules(hold=("suicide",))

    assert judge_subjects(opinion_on("Singer took his own life, coroner rules"), rules)
    assert judge_subjects(opinion_on("Parliament to vote on assisted suicide bill"), rules) is None


def test_what_may_identify_a_child_is_held_whatever_the_rules_say() -> None:
    opinion = opinion_on("Man jailed for child sexual abuse", "Jane Doe, 14, told the court.")

    verdict = judge_subjects(opinion, SensitiveRules(hold_in_doubt=False))
    assert verdict
    assert "may identify a child" in verdict.reason


# ---------------------------------------------------------------- the edition


def test_a_subject_without_images_has_none_on_any_page_feed_record_or_in_the_api() -> None:
    shown = pages(edition_on("Singer took his own life, coroner rules", desk_with()))

    assert not [path for path, text in shown.items() if "scene.jpg" in text or "og:image" in text]


def test_a_desk_that_wants_images_keeps_them() -> None:
    edition = edition_on("Singer took his own life, coroner rules", desk_with(no_image=()))

    assert edition.stories[0].lead.article.image


def test_pages_feeds_and_the_api_tell_what_a_report_is_about_and_where_help_is() -> None:
    shown = pages(edition_on("Singer took his own life, coroner rules", desk_with(LINE)))

    for path in ("site/stories/news.html", "site/index.html", "site/feed.xml", "site/rss.xml", "site/feed.json"):
        assert "This report is about suicide or self-harm." in shown[path]
        assert "0100 200 300" in shown[path]
    assert "max-image-preview:none" in shown["site/stories/news.html"]
    lead = json.loads(shown["site/api/v1/stories/news.json"])["lead"]
    assert lead["subjects"][0]["evidence"].startswith("headline")
    assert lead["care"]["may_lead"] is False


def test_a_mention_changes_nothing() -> None:
    shown = pages(edition_on("Parliament to vote on assisted suicide bill", desk_with(LINE)))

    assert "This report is about" not in shown["site/stories/news.html"]
    assert "0100 200 300" not in shown["site/stories/news.html"]


def test_no_machine_makes_it_the_top_story_but_a_pin_does() -> None:
    edition = edition_on("Singer took his own life, coroner rules", desk_with())
    pinned = replace(edition, stories=(replace(edition.stories[0], is_pinned=True), edition.stories[1]))

    assert top_of(edition) == "sails"
    assert top_of(pinned) == "news"
    assert [story.slug for story in edition.stories] == ["news", "sails"]


def top_of(edition: Edition) -> str:
    return pages(edition)["site/index.html"].partition('href="stories/')[2].partition(".html")[0]


def test_tags_and_earlier_headlines_that_may_name_a_child_are_not_shown() -> None:
    article = story_article("Man jailed for child sexual abuse")
    change = Change(
        article_id=article.id, seen_at=article.seen_at, field="headline", before="Jane Doe", after=article.headline
    )

    shown = pages(edition_on("Man jailed for child sexual abuse", desk_with(), changes=(change,)))

    assert not [path for path, text in shown.items() if "Jane Doe" in text]


def test_words_that_tie_it_to_other_reports_are_not_shown() -> None:
    link = Link(probability=0.9, reasons=(Reason(name="names", points=2.0, why="both name Jane Doe"),))
    placement = Placement(article_id="a", story_id="s", link=link, runner_up_id="t", runner_up=link)

    edition = edition_on("Man jailed for child sexual abuse", desk_with(), placement=placement)

    shown = edition.stories[0].lead.placement
    assert [one.probability for one in (shown.link, shown.runner_up) if one] == [0.9, 0.9]
    assert not [path for path, text in pages(edition).items() if "Jane Doe" in text]


# ---------------------------------------------------------------- help lines


def test_only_reviewed_lines_of_the_list_are_shown_and_the_desks_own_go_before_them() -> None:
    known = (
        HelpLine(name="Old", country="GB", subjects=("suicide",)),
        HelpLine(name="New", country="GB", subjects=("suicide",), reviewed="2026-01-01"),
    )
    rules = SensitiveRules(country="GB")

    assert [line.name for line in choose_lines(["suicide"], (), rules, known)] == ["New"]
    assert choose_lines(["child abuse"], (), rules, known) == ()
    assert choose_lines(["suicide"], (LINE,), rules, known) == (LINE,)
    assert choose_lines(["suicide"], (LINE,), SensitiveRules(help_lines=False), known) == ()


def test_nothing_of_the_list_that_comes_with_us_is_shown_before_somebody_has_reviewed_it() -> None:
    assert choose_lines(["suicide"], (), SensitiveRules(country="GB")) == ()


def test_the_editor_is_told_of_reviews_that_are_missing_or_old() -> None:
    today = date(2026, 11, 28)

    assert "Samaritans (116 123)" in "".join(advise(desk_with(country="GB"), today=today))
    assert "more than a year" in "".join(advise(desk_with(replace(LINE, reviewed="2025-11-01")), today=today))
    assert "no day of review" in "".join(advise(desk_with(replace(LINE, reviewed="")), today=today))
    assert list(advise(desk_with(LINE), today=today)) == []
