"""What is new is what no earlier report said, by the edition's clock."""

from __future__ import annotations

from dataclasses import replace

from tests.make import at
from tidings.rules import TellingRules

from .told import report, told

OLD = report("The Post", "The ferry Skua ran aground on a rock off Skell at dawn with 84 people aboard.", -40)
SAME = report("Gazette", "The ferry Skua is on a rock off Skell, where it ran aground with 84 people aboard.", -2)
NEW = report(
    "Isle Radio", "Captain Ann Berg of the Skua was arrested in Marrow on suspicion of drunkenness off Skell.", -1
)


def test_only_what_nobody_said_before_is_new() -> None:
    news = told(OLD, SAME, NEW, as_of=at(0)).news

    assert news is not None
    assert news.since == at(-24)
    assert [sentence.article_id for sentence in news.sentences] == [NEW.article.id]


def test_nothing_new_is_nothing() -> None:
    assert told(OLD, SAME, as_of=at(0)).news is None


def test_a_story_that_began_today_has_no_news_of_its_own() -> None:
    assert told(SAME, NEW, as_of=at(0)).news is None


def test_what_is_new_is_new_for_a_day_of_the_editions_clock() -> None:
    assert told(OLD, NEW, as_of=at(22)).news is not None
    assert told(OLD, NEW, as_of=at(23.5)).news is None


def test_what_stood_in_an_older_text_was_said() -> None:
    text = "Captain Ann Berg of the Skua was arrested in Marrow on suspicion of drunkenness, police said."
    wordy = replace(OLD, article=replace(OLD.article, text=text))

    assert told(wordy, NEW, as_of=at(0)).news is None


def test_what_speaks_of_something_else_is_not_its_news() -> None:
    other = report(
        "Isle Radio", "Farmers of Vellan expect a record harvest of barley after a mild winter and spring.", -1
    )

    assert told(OLD, other, as_of=at(0)).news is None


def test_a_first_report_in_another_language_makes_not_every_word_new() -> None:
    german = report("Zeitung", "Die Fähre Skua lief am Morgen vor Skell auf einen Felsen.", -40, language="de")

    assert told(SAME, german, as_of=at(0)).news is None


def test_two_who_tell_the_same_new_thing_tell_it_once() -> None:
    again = report(
        "Gazette", "Captain Ann Berg of the ferry Skua was arrested in Marrow on suspicion of drunkenness.", -0.5
    )
    news = told(OLD, NEW, again, as_of=at(0)).news

    assert news is not None
    (sentence,) = news.sentences
    assert {sentence.article_id, *sentence.others} == {NEW.article.id, again.article.id}


def test_a_desk_says_how_long_news_is_new_and_how_much_of_it_is_told() -> None:
    assert told(OLD, NEW, as_of=at(23.5), rules=TellingRules(news_hours=30)).news is not None
    assert told(OLD, NEW, as_of=at(0), rules=TellingRules(news_sentences=0)).news is None
