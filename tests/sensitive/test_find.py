"""Which sensitive subjects are found, in which role; and which words mean something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import make_article
from tidings.model import Article
from tidings.sensitive import LANGUAGES, find_subjects, unread_language
from tidings.sensitive.lexicon import load_lexicon, may_hold, plain


def say(headline: str, excerpt: str = "", *, language: str = "en", text: str = "") -> Article:
    return make_article(headline, url="https://post.example/1", excerpt=excerpt, language=language, text=text)


def roles(article: Article) -> dict[str, str]:
    return {match.subject: match.role for match in find_subjects(article)}


def test_the_reference_record_on_imagery_of_children_is_about_the_abuse_of_children() -> None:
    article = say(
        "UK school pupils ‘using AI to create indecent imagery of other children’",
        "Protection groups call for urgent action to help pupils understand risks of making images that legally "
        "constitute child sexual abuse",
    )

    (first, *_) = find_subjects(article)
    assert (first.subject, first.role, first.language) == ("child abuse", "central", "en")
    assert first.confidence > 0.9
    assert "indecent imagery" in first.evidence


@pytest.mark.parametrize(
    "headline",
    [
        "Suicide Squad sequel tops box office",
        "Party commits political suicide with tax plan",
        "Killer app for quantum computers still missing",
        "Kill process command gets safer in new release",
        "Oilseed rape harvest hit by beetles",
        "Laptop passes torture test",
        "Child care costs rise",
    ],
)
def test_words_that_mean_something_else_are_not_found(headline: str) -> None:
    assert find_subjects(say(headline)) == ()


def test_a_longer_phrase_that_is_a_subject_of_its_own_is_found() -> None:
    assert roles(say("Suicide bomber kills twelve at checkpoint")) == {"graphic violence": "central"}


def test_sexual_violence_against_a_child_is_abuse_of_a_child_alone() -> None:
    assert roles(say("Man convicted of raping 12-year-old girl")) == {"child abuse": "central"}


def test_a_debate_about_a_law_mentions_its_subject_but_a_trial_is_about_it() -> None:
    assert roles(say("Lawmakers debate bill against child abuse material")) == {"child abuse": "mention"}
    assert roles(say("Man jailed under new law for child abuse")) == {"child abuse": "central"}


def test_the_first_sentence_of_an_excerpt_needs_support() -> None:
    lone = say("Mayor resigns", "He faced questions about a suicide in the town hall.")
    borne = say("Mayor resigns", "He faced questions about a suicide in the town hall. The man killed himself in May.")

    assert roles(lone) == {"suicide": "mention"}
    assert roles(borne) == {"suicide": "central"}


def test_a_text_that_begins_with_its_excerpt_is_no_support() -> None:
    excerpt = "He faced questions about a suicide in the town hall."

    assert roles(say("Mayor resigns", excerpt, text=f"{excerpt} More follows.")) == {"suicide": "mention"}


def test_nothing_is_claimed_in_a_language_that_nobody_here_reads() -> None:
    article = say("Suicide i fengsel", language="nb")

    assert find_subjects(article) == ()
    assert unread_language(article) == "nb"
    assert unread_language(say("水位創新高", language="")) == "unknown"


def test_a_feed_that_claims_the_wrong_language_is_belied_by_its_words() -> None:
    article = say("Suizid in der Haft", "Der Mann war erst am Tag zuvor in die Zelle gebracht worden und nicht allein.")

    assert {match.language for match in find_subjects(article)} == {"de"}


def test_where_nobody_says_the_language_it_is_less_sure() -> None:
    (unsaid,) = find_subjects(say("Singer: suicide", language=""))
    (said,) = find_subjects(say("Singer: suicide"))

    assert unsaid.confidence < said.confidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_look_misses_no_phrase(language: str) -> None:
    for phrase in load_lexicon(language).phrases:
        assert all(may_hold(f"ein {stem} x", language) for stem in phrase.stems)
        assert phrase.stems == tuple(plain(stem) for stem in phrase.stems)


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text_has_an_answer_with_each_subject_once(headline: str, excerpt: str) -> None:
    found = find_subjects(say(headline, excerpt, language=""))

    assert len({match.subject for match in found}) == len(found)
