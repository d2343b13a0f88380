"""Stories to an edition: verdicts, ranks, permanent names, orders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from tests.make import NOON, at, make_article, make_desk, make_story
from tidings.compose import Composition, care_lines, compose
from tidings.decide import decide
from tidings.kinds import kind_of
from tidings.model import Article, Desk, Material, Order, Placement, Story, Topic, Verdict, Withdrawal
from tidings.rules import PublishRules, Rules, ScoreRules, SensitiveRules
from tidings.score import judge, score_story
from tidings.topics import match_topics

EXCERPT = "The ferry hit a rock near the harbour of Skell. Everybody was brought ashore within two hours."


def material(
    *stories: Story, desk: Desk | None = None, orders: Sequence[Order] = (), reprints: Mapping[str, str] | None = None
) -> Material:
    desk, copies = desk or make_desk(), reprints or {}
    articles = [article for story in stories for article in story.articles]
    opinions = {
        a.id: judge(
            a,
            topics=match_topics(a, topics=desk.topics, feed_topics=()),
            is_reprint=a.id in copies,
            rules=ScoreRules(),
            kind=kind_of(a),
        )
        for a in articles
    }
    scores = [score_story(story, opinions=opinions, reprints=copies, rules=ScoreRules()) for story in stories]
    return Material(
        desk=desk,
        stories=stories,
        opinions=opinions,
        scores={score.story_id: score for score in scores},
        placements={a.id: Placement(article_id=a.id, story_id=s.id) for s in stories for a in s.articles},
        reprints=copies,
        orders=tuple(orders),
    )


def edition_of(*stories: Story, **options: object) -> Composition:
    return composed_of(material(*stories, **options))  # type: ignore[arg-type]


def composed_of(known: Material, *, number: int = 1, as_of: datetime = NOON) -> Composition:
    return compose(known, decide(known), number=number, as_of=as_of)


def verdicts_of(*stories: Story, **options: object) -> Mapping[str, Verdict]:
    return decide(material(*stories, **options))  # type: ignore[arg-type]


def good(headline: str, **fields: object) -> Article:
    return make_article(headline, excerpt=EXCERPT, **fields)  # type: ignore[arg-type]


def order(kind: str, story: Story) -> Order:
    return Order(kind=kind, story_id=story.id, who="Ada", why="as agreed", ordered_at=NOON)  # type: ignore[arg-type]


FERRY = make_story(good("Ferry aground", source="A"), good("Ferry stranded", source="B", published=at(0.5)))
BARLEY = make_story(good("Barley harvest", source="A"))
THIN = make_story(make_article("Thin", source="C"))
STRICT = make_desk(rules=Rules(publish=PublishRules(quality_min=60)))


def test_stories_are_ranked_by_heat() -> None:
    edition = edition_of(BARLEY, FERRY).edition

    assert [(story.rank, story.headline) for story in edition.stories] == [(1, "Ferry aground"), (2, "Barley harvest")]


def test_a_lone_weak_article_is_held_and_told_what_it_lacks() -> None:
    verdict = verdicts_of(THIN)[THIN.id]

    assert verdict.outcome == "held"
    assert "publishes with" in verdict.reason


def test_two_independent_sources_publish_what_neither_could_alone() -> None:
    weak = make_story(make_article("Thin", source="A"), make_article("Thinner", source="B"))

    verdicts = verdicts_of(weak, desk=STRICT).values()

    assert {(verdict.outcome, verdict.rule) for verdict in verdicts} == {("published", "sources_min")}


def test_a_reprint_is_no_second_source() -> None:
    weak = make_story(make_article("Thin", source="A"), make_article("Thin copy", source="B"))
    copy = next(article for article in weak.articles if article.headline == "Thin copy")

    verdicts = verdicts_of(weak, desk=STRICT, reprints={copy.id: weak.articles[0].id})

    assert {verdict.outcome for verdict in verdicts.values()} == {"held"}


@pytest.mark.parametrize("first", ["Regatta off Skell", "How to watch the regatta off Skell"])
def test_a_schedule_is_no_second_source(first: str) -> None:
    weak = make_story(make_article(first, source="A"), make_article("How to watch the regatta", source="B"))

    verdicts = verdicts_of(weak, desk=STRICT).values()

    assert {verdict.outcome for verdict in verdicts} == {"held"}


def test_what_belongs_to_no_topic_is_refused_with_the_remedy() -> None:
    desk = make_desk(topics=(Topic(id="farms", name="Farms", keywords=("barley",)),))

    composed = edition_of(FERRY, BARLEY, desk=desk)

    assert [story.headline for story in composed.edition.stories] == ["Barley harvest"]
    assert verdicts_of(FERRY, BARLEY, desk=desk)[FERRY.id].rule == "require_topic"


def test_a_pinned_story_stands_on_top() -> None:
    edition = edition_of(FERRY, BARLEY, orders=[order("pin", BARLEY)]).edition

    assert edition.stories[0].id == BARLEY.id
    assert edition.stories[0].is_pinned


def test_a_spiked_story_is_gone_and_the_verdict_names_who_and_why() -> None:
    composed = edition_of(FERRY, BARLEY, orders=[order("spike", FERRY)])

    assert [story.id for story in composed.edition.stories] == [BARLEY.id]
    assert verdicts_of(FERRY, BARLEY, orders=[order("spike", FERRY)])[FERRY.id].reason == "spiked by Ada: as agreed"


def test_two_stories_with_one_headline_get_two_slugs_for_ever() -> None:
    later = make_story(good("Ferry aground", source="Z", published=at(2)))
    first = edition_of(FERRY, later)

    again = composed_of(replace(material(later), slugs=first.slugs), number=2, as_of=at(5))

    assert {story.id: story.slug for story in first.edition.stories} == {
        FERRY.id: "ferry-aground",
        later.id: "ferry-aground-2",
    }
    assert again.edition.stories[0].slug == "ferry-aground-2"


def test_a_new_lead_does_not_move_the_page() -> None:
    before = edition_of(BARLEY)
    grown = Story(id=BARLEY.id, articles=(*BARLEY.articles, good("Record barley", source="B", authors=("Ada",))))

    after = composed_of(replace(material(grown), slugs=before.slugs), number=2, as_of=at(1)).edition.stories[0]

    assert (after.headline, after.slug) == ("Record barley", "barley-harvest")


def test_the_slug_of_a_merged_story_leads_to_the_one_that_was_kept() -> None:
    joined = Story(id=FERRY.id, articles=(*FERRY.articles, *BARLEY.articles))
    known = replace(
        material(joined),
        slugs={"ferry-aground": FERRY.id, "barley-harvest": BARLEY.id},
        aliases={BARLEY.id: FERRY.id},
    )

    assert composed_of(known, number=2).edition.redirects == (("barley-harvest", "ferry-aground"),)


def test_records_are_named_by_day_and_headline_and_keep_their_name() -> None:
    assert set(edition_of(FERRY).record_names.values()) == {"2026-03-20-ferry-aground", "2026-03-20-ferry-stranded"}


def test_what_is_for_sale_is_not_listed_with_the_story_it_slipped_into() -> None:
    spam = make_article("Ferry market size to reach $2 billion by 2033 at a CAGR of 7%", source="PR")
    edition = edition_of(Story(id=FERRY.id, articles=(*FERRY.articles, spam))).edition

    assert spam.id not in {report.article.id for report in edition.stories[0].reports}


def test_of_stories_long_cold_the_newest_stands_first() -> None:
    cold = make_story(good("Ferry aground", published=at(-30_000)))
    colder = make_story(good("Barley harvest", published=at(-40_000)))
    warm = make_story(good("Mayor resigns"))

    headlines = [story.headline for story in edition_of(colder, cold, warm).edition.stories]

    assert headlines == ["Mayor resigns", "Ferry aground", "Barley harvest"]


WALL = make_story(good("Become a Herald subscriber to read", source="Herald"))
ADVERT = make_story(good("Sponsored: ferries that never run aground", source="Herald"))
COLUMN = good("Opinion | Ferry companies must answer for Skell", source="C", url="https://c.example/opinion/skell")


def test_what_is_no_article_is_refused_whatever_the_desk_says() -> None:
    lenient = make_desk(rules=Rules(publish=PublishRules(hold_kinds=(), refuse_kinds=())))

    verdict = verdicts_of(WALL, desk=lenient)[WALL.id]

    assert (verdict.outcome, verdict.rule) == ("refused", "kind")
    assert verdict.reason.startswith("no article but a wall")
    assert "“become a herald subscriber to”" in verdict.reason


def test_an_advert_is_held_and_the_reason_names_the_evidence() -> None:
    verdict = verdicts_of(ADVERT)[ADVERT.id]

    assert (verdict.outcome, verdict.rule) == ("held", "kind")
    assert "an advert" in verdict.reason
    assert "“sponsored:”" in verdict.reason


def test_the_desk_decides_which_kinds_it_holds_and_refuses() -> None:
    desk = make_desk(rules=Rules(publish=PublishRules(hold_kinds=("opinion",), refuse_kinds=("advert",))))
    column = make_story(COLUMN)

    verdicts = verdicts_of(column, ADVERT, desk=desk)

    assert verdicts[COLUMN.id].outcome == "held"
    assert verdicts[ADVERT.id].outcome == "refused"


def test_a_report_leads_before_a_column_of_higher_quality() -> None:
    report = make_article("Ferry aground", source="A", excerpt="The ferry hit a rock on Monday, police said.")
    better = replace(COLUMN, authors=("Ada Reed",), text="word " * 200, published=at(-1))

    (story,) = edition_of(make_story(report, better)).edition.stories

    assert story.lead.article.id == report.id
    assert [other.kind.label for other in story.coverage] == ["Opinion"]


def test_a_column_leads_where_nothing_else_is_published() -> None:
    assert edition_of(make_story(COLUMN)).edition.stories[0].lead.article.id == COLUMN.id


def test_a_press_release_is_published_but_is_no_source_of_its_own() -> None:
    url = "https://wire.example/press-release/1"
    release = good("Skell Ferries names a new captain", source="Wire", url=url, text="word " * 200)
    story = make_story(good("Ferry aground", source="A"), release)
    composed = edition_of(story)

    assert verdicts_of(story)[release.id].outcome == "published"
    assert composed.edition.stories[0].sources_count == 1
    assert len(composed.edition.stories[0].heat_shares) == 1


def test_a_release_that_says_little_is_held_until_somebody_reports_it() -> None:
    release = good("Skell Ferries names a new captain", source="Wire", url="https://wire.example/press-release/1")
    reported = make_story(release, good("Ferry aground", source="A"), good("Ferry stranded", source="B"))

    assert verdicts_of(make_story(release))[release.id].outcome == "held"
    assert verdicts_of(reported)[release.id].outcome == "published"


# ---------------------------------------------------------------- what is shown no more


def spiked_after(*, desk: Desk | None = None) -> tuple[Composition, Composition]:
    """An edition with two stories, and the next, in which one is spiked."""
    first = edition_of(FERRY, BARLEY)
    known = replace(material(FERRY, BARLEY, desk=desk, orders=[order("spike", FERRY)]), slugs=first.slugs)
    return first, composed_of(known, number=2, as_of=at(5))


def test_a_spiked_story_leaves_a_note_with_the_orders_moment_at_its_address() -> None:
    _, after = spiked_after()

    assert after.edition.withdrawn == (Withdrawal(slug="ferry-aground", at=NOON),)


def test_the_editors_reason_is_told_only_where_the_desk_says_so() -> None:
    _, after = spiked_after(desk=make_desk(rules=Rules(publish=PublishRules(tell_why=True))))

    assert [withdrawal.why for withdrawal in after.edition.withdrawn] == ["as agreed"]


def test_what_is_held_again_is_withdrawn_since_the_first_edition_without_it() -> None:
    first = edition_of(FERRY, BARLEY)
    thinner = make_story(make_article("Barley", source="A", url=BARLEY.articles[0].url))
    known = replace(material(FERRY, replace(thinner, id=BARLEY.id)), slugs=first.slugs)
    held = replace(known, desk=make_desk(rules=Rules(publish=PublishRules(quality_min=60))))

    second = composed_of(held, number=2, as_of=at(5))
    third = compose(held, decide(held), number=3, as_of=at(9), withdrawn=second.edition.withdrawn)

    assert second.edition.withdrawn == third.edition.withdrawn == (Withdrawal(slug="barley-harvest", at=at(5)),)


def test_every_slug_ever_given_has_an_answer() -> None:
    first, after = spiked_after()
    edition = after.edition
    answered = {story.slug for story in edition.stories} | {old for old, _ in edition.redirects}

    assert set(first.slugs) <= answered | {withdrawal.slug for withdrawal in edition.withdrawn}


def test_a_story_that_comes_back_has_its_old_address() -> None:
    first, after = spiked_after()
    again = replace(material(FERRY, BARLEY), slugs=first.slugs)

    composed = compose(again, decide(again), number=3, as_of=at(6), withdrawn=after.edition.withdrawn)

    assert composed.edition.withdrawn == ()
    assert "ferry-aground" in {story.slug for story in composed.edition.stories}


def test_a_story_with_a_withdrawn_ones_headline_gets_another_slug_days_later() -> None:
    first, _ = spiked_after()
    again = make_story(good("Ferry aground", source="Z", published=at(72)))
    known = replace(material(FERRY, again, orders=[order("spike", FERRY)]), slugs=first.slugs)

    assert [story.slug for story in composed_of(known, number=3).edition.stories] == ["ferry-aground-2"]


def test_what_the_rules_are_made_of_is_told_in_their_numbers() -> None:
    lines = dict(edition_of(FERRY).edition.rules_lines)

    assert lines["A story needs"] == "an article of quality 45 or 2 independent sources"
    assert lines["What is published stays so"] == "until its quality is more than 10 points too low"
    assert lines["Quality is made of"].startswith("excerpt 16, original 16, depth 14")
    assert "Heat of readers" not in lines


def test_readers_are_told_what_is_done_about_sensitive_subjects() -> None:
    lines = dict(care_lines(SensitiveRules(no_lead=("suicide",), hold=(), help_lines=False)))

    assert lines["Reports on suicide"] == (
        "labelled before one reads on, without a picture, without a picture where its page is shared, "
        "not put at the top by a machine"
    )
    assert "not put at the top" not in lines["Reports on sexual violence"]
    assert dict(care_lines(SensitiveRules(label=(), no_image=(), no_card=(), no_lead=()))) == {}
