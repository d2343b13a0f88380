"""Same text, different places."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

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


def test_a_copy_with_a_credit_names_the_agency_however_late_the_agency_is() -> None:
    copy = make_article("Skua on the rocks", source="Herald", text=f"SKELL (Reuters) - {AGENCY}")
    agency = make_article("Ferry aground", source="Reuters", text=AGENCY, published=at(1))

    (reprint,) = find_reprints([copy, agency], DedupeRules())

    assert (reprint.article_id, reprint.reprint_of, reprint.reason) == (copy.id, agency.id, "same text")
    assert reprint.why == "same text as Reuters: “Ferry aground” (100% of the shorter one’s words); it credits Reuters"


def test_a_date_that_is_only_our_first_sight_makes_no_original() -> None:
    guessed = make_article("Ferry aground", source="Herald", text=AGENCY, is_dated=False)
    dated = make_article("Ferry on the rocks", source="Post", text=AGENCY, published=at(1))

    (reprint,) = find_reprints([guessed, dated], DedupeRules())

    assert reprint.reprint_of == dated.id


def test_the_text_is_found_again_cut_short_and_under_another_headline() -> None:
    whole = make_article("Ferry aground", source="Agency", text=f"{AGENCY} {OTHER}")
    teaser = make_article("Ninety brought ashore", source="Herald", excerpt=AGENCY, published=at(1))

    assert [reprint.reprint_of for reprint in find_reprints([whole, teaser], DedupeRules())] == [whole.id]


def test_one_page_under_two_addresses_is_a_copy_whatever_the_text() -> None:
    page = make_article("Ferry aground", url="https://post.example/news/ferry", text=AGENCY)
    twin = make_article("Ferry aground", url="https://amp.post.example/news/ferry?utm_source=rss", published=at(1))

    (reprint,) = find_reprints([page, twin], DedupeRules())

    assert (reprint.reason, reprint.reprint_of) == ("same address", page.id)


def test_a_telling_headline_alone_is_a_copy_where_there_is_no_text() -> None:
    headline = "Ferry Skua runs aground near Skell with ninety passengers aboard"
    articles = [make_article(headline, source=source) for source in ("Post", "Herald")]

    assert [reprint.reason for reprint in find_reprints(articles, DedupeRules())] == ["same headline"]


def test_a_generic_headline_proves_nothing() -> None:
    articles = [make_article("Business Highlights", source=source) for source in ("Post", "Herald")]

    assert find_reprints(articles, DedupeRules()) == ()


def test_a_headline_that_comes_back_day_after_day_proves_nothing() -> None:
    headline = "Everything islanders need to know before breakfast this morning"
    column = [make_article(headline, url=f"https://post.example/{n}", published=at(24 * n)) for n in range(3)]
    other = make_article(headline, source="Herald")

    assert find_reprints([*column, other], DedupeRules()) == ()


def test_the_same_headline_over_other_words_is_no_copy() -> None:
    headline = "Ferry Skua runs aground near Skell with ninety passengers aboard"
    articles = [
        make_article(headline, source="Post", text=AGENCY),
        make_article(headline, source="Herald", text=OTHER, published=at(1)),
    ]

    assert find_reprints(articles, DedupeRules()) == ()


def test_a_long_quotation_in_common_is_no_copy() -> None:
    said = f"“{OTHER}”"
    articles = [
        make_article(
            "Minister", source="Post", text=f"{said} The minister told farmers so in Skell on a windy Friday."
        ),
        make_article(
            "Barley", source="Herald", text=f"Prices will fall, a speech on the islands suggests today. {said}"
        ),
    ]

    assert find_reprints(articles, DedupeRules()) == ()


def test_a_report_that_quotes_an_earlier_one_as_background_is_no_copy() -> None:
    news = " ".join(f"fresh{n} words{n} tell{n} what{n} follows{n}" for n in range(20))
    first = make_article("Ferry aground", source="Post", text=AGENCY)
    follow_up = make_article("Captain charged", source="Herald", text=f"{news}. {AGENCY}", published=at(20))

    assert find_reprints([first, follow_up], DedupeRules()) == ()


def test_an_update_that_grew_is_no_copy_of_its_source_s_first_report() -> None:
    first = make_article("Ferry aground", text=AGENCY)
    grown = make_article("Ferry aground: latest", text=f"{AGENCY} {OTHER}", published=at(2))

    assert find_reprints([first, grown], DedupeRules()) == ()


def test_a_source_s_template_with_other_figures_is_no_copy() -> None:
    form = "Shares closed {} points higher on the main board today as banks and miners gained, dealers in Skell said."
    articles = [
        make_article("Shares close higher", url=f"https://post.example/{n}", text=form.format(n)) for n in (12, 83)
    ]

    assert find_reprints(articles, DedupeRules()) == ()


def test_a_source_s_text_at_two_addresses_is_a_copy() -> None:
    articles = [
        make_article("Ferry aground off Skell harbour wall", url=f"https://post.example/{n}", text=AGENCY)
        for n in (1, 2)
    ]

    assert len(find_reprints(articles, DedupeRules())) == 1


VOCABULARY = [
    f"{front}{back}" for front in ("bar", "fer", "kel", "mor", "tun") for back in ("ley", "ry", "p", "ning", "a")
]
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=12, max_size=40).map(" ".join)


@given(
    st.lists(
        st.tuples(TEXTS, st.sampled_from(["Post", "Herald", "Reuters"]), st.integers(0, 60), st.booleans()),
        max_size=6,
    ).flatmap(lambda rows: st.permutations([*rows, *rows[:3]]))
)
def test_groups_are_flat_and_the_same_in_every_order(rows: list[tuple[str, str, int, bool]]) -> None:
    articles = [
        make_article(f"Ferry {n}", source=source, url=f"https://{source.lower()}.example/{n}", text=text,
                     published=at(hours), is_dated=dated)
        for n, (text, source, hours, dated) in enumerate(rows)
    ]  # fmt: skip

    found = find_reprints(articles, DedupeRules())

    assert find_reprints(articles[::-1], DedupeRules()) == found
    copies = [reprint.article_id for reprint in found]
    assert len(set(copies)) == len(copies)
    assert not {reprint.reprint_of for reprint in found} & set(copies)
    assert all(reprint.why for reprint in found)
