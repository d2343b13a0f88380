"""How far a desk relies on a source, from what it has seen of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import at, make_article, make_story
from tidings.genre import NEWS, Kind
from tidings.model import Article, Change, SourceRecord, Standing, Story
from tidings.rules import ScoreRules
from tidings.score import find_standings, standing_of
from tidings.sources import Source

RULES = ScoreRules()
POST = Source(id="post", name="The Post", domain="post.example")
DAY = 24.0
counts = st.integers(0, 500)


def article(name: str, *, source: str = "Post", day: float = 0.0) -> Article:
    return make_article(name, source=source, published=at(day * DAY), seen_at=at(day * DAY))


def standings(
    *stories: Story, kinds: dict[str, Kind] | None = None, changes: dict[str, tuple[Change, ...]] | None = None
) -> dict[str, Standing]:
    known = {a.id: NEWS for story in stories for a in story.articles} | (kinds or {})
    return find_standings(stories, kinds=known, reprints={}, changes=changes or {}, rules=RULES)


def share_of(**counted: int) -> float:
    return standing_of(POST, SourceRecord(**counted), RULES).share


def history(count: int, *, others: bool) -> list[Story]:
    """As many stories of one source, a day apart, alone or with another source."""
    return [
        make_story(
            article(f"Event {n}", day=n), *([article(f"Event {n} too", source="Other", day=n)] if others else [])
        )
        for n in range(count)
    ]


def test_a_newcomer_stands_in_the_middle() -> None:
    assert share_of() == 0.5
    assert standing_of(POST, SourceRecord(), RULES).why == "nothing is known of its source yet"


def test_being_alone_with_a_story_speaks_neither_for_nor_against_a_source() -> None:
    assert share_of(articles=300) == 0.5


def test_what_others_bear_out_speaks_for_a_source_and_silent_changes_and_adverts_against_it() -> None:
    assert share_of(articles=40, borne_out=20) > 0.5
    assert share_of(articles=40, silently_changed=5) < 0.5
    assert share_of(articles=40, refused=5) < 0.5


def test_a_few_articles_move_little() -> None:
    assert share_of(articles=1, borne_out=1) < 0.53
    assert share_of(articles=1, refused=1) > 0.45


def test_the_editors_word_goes_before_everything() -> None:
    record = SourceRecord(articles=100, borne_out=100)

    doubtful = standing_of(replace(POST, standing="doubtful"), record, RULES)

    assert (doubtful.share, doubtful.why) == (0.0, "doubtful, says the editor")
    assert standing_of(replace(POST, standing="trusted"), SourceRecord(), RULES).share == 1.0
    assert standing_of(replace(POST, standing="normal"), record, RULES).share == 0.5


def test_a_standing_tells_what_it_rests_on() -> None:
    record = SourceRecord(articles=40, borne_out=20, silently_changed=1)

    assert standing_of(POST, record, RULES).why == (
        "of 40 earlier articles: 20 reported by others, too, 1 changed in silence"
    )


@given(counts, counts, counts, counts)
def test_a_standing_is_a_share_and_never_better_for_worse_conduct(
    articles: int, borne_out: int, silent: int, refused: int
) -> None:
    record = {"articles": articles, "borne_out": min(borne_out, articles), "silently_changed": silent}

    assert 0 <= share_of(**record, refused=refused + 1) <= share_of(**record, refused=refused) <= 1


def test_an_article_counts_for_its_source_only_after_some_days() -> None:
    old = history(1, others=True)
    soon, later = article("Soon", day=3), article("Later", day=4)

    found = standings(*old, make_story(soon), make_story(later))

    assert found[soon.id] == Standing()
    assert found[later.id].share > 0.5


def test_a_source_that_is_often_borne_out_rises_slowly() -> None:
    stories = history(60, others=True)
    shares = [standings(*stories)[f"{story.articles[0].id}"].share for story in stories]

    assert shares == sorted(shares)
    assert shares[0] == 0.5
    assert 0.7 < shares[-1] < 0.95


def test_what_comes_later_never_moves_the_standing_an_article_came_in_with() -> None:
    stories = history(30, others=True)
    adverts = [make_story(article(f"Buy {n}", day=30 + n)) for n in range(20)]
    kinds = {story.id: Kind(name="advert", confidence=0.9, reason="it says so") for story in adverts}

    before, after = standings(*stories), standings(*stories, *adverts, kinds=kinds)

    assert {key: after[key] for key in before} == before


def test_a_silent_change_counts_from_when_it_was_seen_and_once_for_an_article() -> None:
    old, middle, last = article("Old"), article("Middle", day=5), article("Last", day=12)
    change = Change(article_id=old.id, seen_at=at(8 * DAY), field="headline", before="Old", after="New", is_silent=True)

    found = standings(make_story(old), make_story(middle), make_story(last), changes={old.id: (change, change)})

    assert found[middle.id].share == 0.5
    assert found[last.id].share == pytest.approx(0.5 - 2 / 22 * 0.5, abs=0.001)
    assert "1 changed in silence" in found[last.id].why


def test_a_text_that_grows_and_a_change_with_a_sign_are_no_fault() -> None:
    old, last = article("Old"), article("Last", day=12)
    told = Change(article_id=old.id, seen_at=at(9), field="headline", before="a", after="b")
    grown = Change(article_id=old.id, seen_at=at(9), field="text", before="90", after="95", is_silent=True)

    assert standings(make_story(old), make_story(last), changes={old.id: (told, grown)})[last.id].share == 0.5
