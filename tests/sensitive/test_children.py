"""What may identify a child is seen; what cannot is left alone."""

import pytest

from tests.make import make_article
from tidings.sensitive import find_child_details, find_subjects


def details(headline: str, excerpt: str = "", *, language: str = "en") -> tuple[str, ...]:
    article = make_article(headline, url="https://post.example/1", excerpt=excerpt, language=language)
    return find_child_details(article, find_subjects(article))


@pytest.mark.parametrize(
    ("excerpt", "language"),
    [
        ("Jane Doe, 14, told the court of her ordeal.", "en"),
        ("The 14-year-old Jane Doe told the court.", "en"),
        ("He taught at Saint Mary Primary School for years.", "en"),
        ("The daughter of Mark Brown gave evidence.", "en"),
        ("Mark Brown abused his own daughter for years.", "en"),
    ],
)
def test_a_name_beside_an_age_a_school_or_a_family_may_identify(excerpt: str, language: str) -> None:
    assert details("Man jailed for child sexual abuse", excerpt, language=language)


def test_it_is_seen_in_german_and_french_too() -> None:
    assert details("Urteil wegen Kindesmissbrauchs", "Die 14-jährige Anna Beispiel sagte aus.", language="de")
    assert details("Procès pour viol d'une fillette", "La fille de Marc Dupont a témoigné.", language="fr")


@pytest.mark.parametrize(
    "excerpt",
    [
        "A 12-year-old girl told the court of her ordeal.",
        "The man, 61, abused several boys over two decades.",
        "Mark Brown, 61, denies the charges.",
    ],
)
def test_an_age_alone_or_an_adult_identifies_nobody(excerpt: str) -> None:
    assert details("Man on trial for child sexual abuse", excerpt) == ()


def test_a_headline_in_title_case_names_nobody_by_its_capitals() -> None:
    assert details("Man Jailed For Raping 12-Year-Old Girl, Court Hears") == ()


def test_other_stories_are_not_looked_at() -> None:
    assert details("Jane Doe, 14, wins chess title", "She is a pupil at Saint Mary Primary School.") == ()
