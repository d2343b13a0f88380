"""What an article is worth, how hot a story is, and why."""

from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at, make_article, make_story
from tidings.genre import NEWS, Kind
from tidings.model import Article, ArticleOpinion, Image, StoryScore
from tidings.rules import ScoreRules
from tidings.score import judge, score_story

RULES = ScoreRules()
FULL = make_article(
    "Ferry runs aground off Skell",
    excerpt="The ferry hit a rock near the harbour of Skell. Everybody was brought ashore within two hours.",
    text="word " * 150,
    authors=("Ada Reed",),
    image=Image(url="https://post.example/1.jpg"),
)
SPAM = make_article("Global buoy market size to reach $2.1 billion by 2033, growing at a CAGR of 7%")


FOR_SALE = Kind(name="market report", confidence=0.9, reason="a growth rate: “cagr”")


def opinion(article: Article, **options: object) -> ArticleOpinion:
    wanted: dict[str, object] = {"topics": (), "is_reprint": False, "rules": RULES}
    return judge(article, **(wanted | options))  # type: ignore[arg-type]  # the options are the test's subject


def heat(*articles: Article, reprints: dict[str, str] | None = None) -> StoryScore:
    opinions = {article.id: opinion(article, kind=FOR_SALE if article is SPAM else NEWS) for article in articles}
    return score_story(make_story(*articles), opinions=opinions, reprints=reprints or {}, rules=RULES)


def test_an_article_with_everything_scores_a_hundred() -> None:
    assert opinion(FULL).quality.total == 100


def test_a_bare_headline_scores_only_for_what_it_has() -> None:
    quality = opinion(make_article("Ferry runs aground here")).quality

    assert {part.name for part in quality.parts if part.points} == {"headline", "date", "original"}
    assert quality.total == 45


def test_every_part_says_why() -> None:
    assert all(part.why for part in opinion(FULL).quality.parts)


def test_more_independent_sources_are_hotter() -> None:
    one, two = make_article("Ferry", source="A"), make_article("Ferry aground", source="B")

    assert heat(one, two).heat_at(NOON) > heat(one).heat_at(NOON)


def test_a_source_counts_once_however_much_it_writes() -> None:
    articles = [make_article(f"Ferry part {n}", source="A") for n in range(5)]

    assert len(heat(*articles).parts) == 1


def test_reprints_and_what_is_for_sale_bring_no_heat() -> None:
    copy = make_article("Ferry copy", source="B")

    assert len(heat(FULL, copy, SPAM, reprints={copy.id: FULL.id}).parts) == 1


def test_heat_halves_with_every_half_life() -> None:
    score = heat(FULL)

    assert score.heat_at(at(12)) == score.heat_at(NOON) / 2


@given(st.floats(0, 500), st.floats(0, 500), st.floats(0, 60), st.floats(0, 60))
def test_time_alone_never_changes_the_order(later: float, even_later: float, first: float, second: float) -> None:
    one = heat(make_article("One", source="A", published=at(-first)))
    two = heat(make_article("Two is longer than one", source="B", published=at(-second)))

    def order(hours: float) -> bool:
        return one.heat_at(at(hours)) * (1 + 1e-9) >= two.heat_at(at(hours))

    assert order(later) == order(even_later)
