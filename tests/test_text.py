"""Words, sentences, shingles and slugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings import text


def test_content_words_name_the_event() -> None:
    assert text.content_words("The minister's talks with the Isles were delayed") == [
        "minister",
        "talk",
        "isle",
        "delayed",
    ]


def test_a_slug_is_ascii_and_cut_at_a_word() -> None:
    assert text.slugify("Zoë’s café: 3 new ferries!") == "zoes-cafe-3-new-ferries"
    assert text.slugify("harbour " * 20, chars_max=20) == "harbour-harbour"


def test_a_slug_of_another_script_may_be_empty() -> None:
    assert text.slugify("日本語") == ""


def test_sentences_are_not_cut_at_titles_initials_and_numbers() -> None:
    told = "Mr. Smith paid 3.5 million to J. Doe. It was late."

    assert text.sentences(told) == ["Mr. Smith paid 3.5 million to J. Doe.", "It was late."]


def test_an_excerpt_takes_whole_sentences() -> None:
    assert text.excerpt("One two. Three four. Five six.", chars_max=22) == "One two. Three four."


def test_an_excerpt_without_a_fitting_sentence_ends_with_an_ellipsis() -> None:
    assert text.excerpt("One two three four five", chars_max=12) == "One two…"


def test_a_phrase_is_found_as_whole_words_only() -> None:
    folded = text.fold("The wind-power plant, not the windpowers")

    assert text.find_phrase(["powers", "Wind Power"], folded) == "Wind Power"
    assert text.find_phrase(["powers"], folded) is None


def test_shingles_of_a_short_text_are_none() -> None:
    assert text.shingles(["a", "b"], 3) == frozenset()
    assert text.shingles(["a", "b", "c"], 2) == {("a", "b"), ("b", "c")}


@given(st.text(), st.integers(10, 80))
def test_a_slug_is_safe_in_an_address(raw: str, chars_max: int) -> None:
    slug = text.slugify(raw, chars_max=chars_max)

    assert len(slug) <= chars_max
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in slug)
    assert text.slugify(slug, chars_max=chars_max) == slug


@given(st.text(max_size=400), st.integers(5, 100))
def test_an_excerpt_never_exceeds_its_length_by_more_than_the_ellipsis(raw: str, chars_max: int) -> None:
    assert len(text.excerpt(raw, chars_max=chars_max)) <= chars_max + 1


@pytest.mark.parametrize(
    ("words", "count"), [("", 0), ("Ferry runs aground.", 3), ("商品の改造が商標法違反に", 6), ("iPhoneの改造", 2)]
)
def test_words_are_counted_also_where_they_have_no_gaps(words: str, count: int) -> None:
    assert text.count_words(words) == count


@pytest.mark.parametrize(("count", "minutes"), [(0, 0), (1, 1), (230, 1), (231, 2)])
def test_reading_takes_a_minute_more_than_none(count: int, minutes: int) -> None:
    assert text.reading_minutes(count) == minutes
