"""Related stories are published ones of the same thread, with the reason."""

from __future__ import annotations

from dataclasses import replace

from tests.make import at
from tests.render.editions import MASTHEAD
from tidings.model import Edition, Kinship, Link, Reason, Related, SubjectMatch
from tidings.rules import TellingRules

from .told import report, story_of, tell_edition

SKUA = story_of(report("The Post", ""), slug="skua")
INQUIRY = story_of(report("Gazette", "", headline="Inquiry begins"), slug="inquiry")
HARVEST = story_of(report("Gazette", "", headline="Harvest"), slug="harvest")
REASONS = (
    Reason(name="names", points=1.8, why="both name Skell"),
    Reason(name="time", points=-0.9, why="two days apart"),
    Reason(name="words", points=0.7, why="both say ferry"),
)


def edition(*stories: object) -> Edition:
    return Edition(number=1, as_of=at(1), masthead=MASTHEAD, stories=stories)  # type: ignore[arg-type]


def kin(one: str, other: str, probability: float = 0.4) -> Kinship:
    return Kinship(
        story_id=f"story-{one}", other_id=f"story-{other}", link=Link(probability=probability, reasons=REASONS)
    )


def related(*pairs: Kinship, **known: object) -> list[tuple[Related, ...]]:
    told = tell_edition(edition(SKUA, INQUIRY, HARVEST), kin=pairs, **known)  # type: ignore[arg-type]
    return [story.telling.related for story in told.stories]


def test_kin_are_told_to_both_with_what_speaks_for_it() -> None:
    skua, inquiry, harvest = related(kin("skua", "inquiry"))

    assert skua == (
        Related(
            story_id="story-inquiry", slug="inquiry", headline="Inquiry begins", why="both name Skell; both say ferry"
        ),
    )
    assert [one.slug for one in inquiry] == ["skua"]
    assert harvest == ()


def test_the_nearest_come_first_and_there_is_an_end() -> None:
    pairs = (kin("skua", "inquiry", 0.2), kin("harvest", "skua", 0.6))

    assert [one.slug for one in related(*pairs)[0]] == ["harvest", "inquiry"]
    assert [one.slug for one in related(*pairs, rules=TellingRules(related_stories=1))[0]] == ["harvest"]


def test_what_is_not_published_or_was_joined_is_not_related() -> None:
    gone = kin("skua", "unpublished")
    joined = kin("skua", "old")

    assert related(gone)[0] == ()
    assert related(joined, aliases={"story-old": "story-skua"})[0] == ()
    assert [one.slug for one in related(joined, aliases={"story-old": "story-inquiry"})[0]] == ["inquiry"]


def test_words_that_could_hold_a_name_are_not_told_of_a_guarded_story() -> None:
    about = SubjectMatch(subject="child abuse", role="central", confidence=0.9, language="en", evidence="x")
    guarded = replace(INQUIRY, lead=replace(INQUIRY.lead, subjects=(about,)))
    told = tell_edition(edition(SKUA, guarded), kin=(kin("skua", "inquiry"),))

    assert {one.why for story in told.stories for one in story.telling.related} == {"part of the same thread"}
