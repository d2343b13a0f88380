"""Same text, different places."""

from itertools import permutations

from tests.make import at, make_article
from tidings.dedupe import find_reprints
from tidings.rules import DedupeRules

AGENCY = (
    "The ferry Skua ran aground off Skell on Friday morning with ninety people aboard, and the coastguard "
    "brought everybody ashore within two hours, a spokesman said."
)
OTHER = (
    "Farmers on the eastern isles expect the best barley harvest for a decade after a mild spring, although "
    "prices have fallen since the winter and storage is short everywhere."
)


def test_the_same_text_in_another_place_is_a_reprint_of_the_earliest() -> None:
    first = make_article("Ferry aground", source="Agency", excerpt=AGENCY)
    copy = make_article("Skua on the rocks", source="Herald", excerpt=AGENCY, published=at(2))

    (reprint,) = find_reprints([copy, first], DedupeRules())

    assert (reprint.article_id, reprint.reprint_of) == (copy.id, first.id)
    assert reprint.overlap >= DedupeRules().overlap_min


def test_a_copy_of_a_copy_points_at_the_original() -> None:
    articles = [make_article(f"Ferry {n}", source=f"S{n}", excerpt=AGENCY, published=at(n)) for n in range(3)]

    assert {reprint.reprint_of for reprint in find_reprints(articles, DedupeRules())} == {articles[0].id}


def test_different_texts_are_no_reprints() -> None:
    articles = [make_article("Ferry aground", excerpt=AGENCY), make_article("Barley", excerpt=OTHER)]

    assert find_reprints(articles, DedupeRules()) == ()


def test_short_texts_are_alike_by_chance_and_not_compared() -> None:
    articles = [
        make_article("Weather", source="A", excerpt="Rain."),
        make_article("Weather", source="B", excerpt="Rain."),
    ]

    assert find_reprints(articles, DedupeRules()) == ()


def test_the_answer_does_not_depend_on_the_order() -> None:
    articles = [make_article(f"Ferry {n}", source=f"S{n}", excerpt=AGENCY, published=at(n % 2)) for n in range(4)]

    assert len({find_reprints(order, DedupeRules()) for order in permutations(articles)}) == 1
