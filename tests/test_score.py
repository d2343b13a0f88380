"""What an article is worth, how hot a story is, and why."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at, make_article, make_story
from tidings.genre import ARTICLE_KINDS, NEWS, OF_MANY, Kind, KindName
from tidings.model import Article, ArticleOpinion, Boost, HeatPart, Image, Pace, Standing, StoryScore, Views
from tidings.rules import KIND_SHARES, QualityWeights, ScoreRules
from tidings.score import find_paces, judge, score_stories, score_story

RULES = ScoreRules()
TRUSTED = Standing(share=1.0, why="trusted, says the editor")
FULL = make_article(
    "Ferry runs aground off Skell",
    excerpt="The ferry hit a rock near the harbour of Skell. Everybody was brought ashore within two hours.",
    text="word " * 150,
    authors=("Ada Reed",),
    image=Image(url="https://post.example/1.jpg", width=1200, height=800),
)
SPAM = make_article("Global buoy market size to reach $2.1 billion by 2033, growing at a CAGR of 7%")
FOR_SALE = Kind(name="market report", confidence=0.9, reason="a growth rate: “cagr”")


def opinion(article: Article, **options: object) -> ArticleOpinion:
    wanted: dict[str, object] = {"topics": (), "is_reprint": False, "rules": RULES}
    return judge(article, **(wanted | options))  # type: ignore[arg-type]  # the options are the test's subject


def points(article: Article, name: str, **options: object) -> float:
    return next(part.points for part in opinion(article, **options).quality.parts if part.name == name)


def opinions_of(*articles: Article) -> dict[str, ArticleOpinion]:
    return {article.id: opinion(article, kind=FOR_SALE if article is SPAM else NEWS) for article in articles}


def heat(*articles: Article, **known: object) -> StoryScore:
    wanted: dict[str, object] = {"opinions": opinions_of(*articles), "reprints": {}, "rules": RULES}
    return score_story(make_story(*articles), **(wanted | known))  # type: ignore[arg-type]  # the test's subject


def parts(score: StoryScore, kind: str) -> list[HeatPart]:
    return [part for part in score.parts if part.kind == kind]


def by(name: str, *, kind: str = "outlet", country: str = "GB", hours: float = 0.0) -> Article:
    """A report of a source of some sort."""
    article = make_article(f"Ferry aground, says {name}", source=name, published=at(hours))
    return replace(article, source=replace(article.source, kind=kind, country=country))


# ---------------------------------------------------------------- quality


def test_the_points_of_all_parts_add_up_to_a_hundred() -> None:
    assert sum(getattr(RULES.weights, field.name) for field in fields(QualityWeights)) == 100


def test_an_article_with_everything_of_a_trusted_source_scores_a_hundred() -> None:
    assert opinion(FULL, standing=TRUSTED).quality.total == 100


def test_a_bare_headline_scores_only_for_what_it_has() -> None:
    quality = opinion(make_article("Ferry runs aground here")).quality

    assert {part.name for part in quality.parts if part.points} == {"headline", "date", "original", "kind", "standing"}
    assert quality.total == 49


def test_every_part_says_why_and_of_how_many_points() -> None:
    parts = opinion(FULL).quality.parts

    assert all(part.why for part in parts)
    assert {part.name: part.points_max for part in parts} == {
        field.name: getattr(RULES.weights, field.name) for field in fields(QualityWeights)
    }


@pytest.mark.parametrize(
    ("image", "share", "why"),
    [
        (None, 0.0, "no image"),
        (Image(url="https://post.example/1.jpg", width=400, height=300), 1.0, "400 × 300 pixels"),
        (Image(url="https://post.example/1.jpg"), 0.6, "an image of unknown size"),
        (Image(url="https://post.example/1.jpg", width=800), 0.6, "an image of which only one side is known"),
        (Image(url="https://post.example/1.jpg", width=140, height=84), 0.2, "140 × 84 pixels: less than 400 wide"),
        (Image(url="https://a.example/1.jpg", width=900, height=90), 0.2, "900 × 90 pixels: too long a shape for a picture"),
    ],
)  # fmt: skip
def test_an_image_counts_as_far_as_it_can_be_shown(image: Image | None, share: float, why: str) -> None:
    (found,) = [part for part in opinion(replace(FULL, image=image)).quality.parts if part.name == "image"]

    assert found.points == pytest.approx(share * RULES.weights.image, abs=0.05)
    assert found.why == why


def test_half_a_sentence_is_half_an_excerpt() -> None:
    broken = replace(FULL, excerpt=FULL.excerpt.rstrip("."))

    assert points(broken, "excerpt") == points(FULL, "excerpt") / 2


def test_a_copy_and_a_release_are_nothing_original() -> None:
    release = Kind(name="press release", confidence=0.9, reason="it says so")

    assert points(FULL, "original", is_reprint=True) == 0
    assert points(FULL, "original", kind=release) == 0
    assert points(FULL, "original", kind=replace(release, confidence=0.3)) == RULES.weights.original


def test_a_quiz_is_worth_less_than_a_roundup_and_that_less_than_news() -> None:
    def worth(name: str) -> float:
        return points(FULL, "kind", kind=Kind(name=name, confidence=0.9, reason="it says so"))  # type: ignore[arg-type]

    assert worth("quiz") < worth("roundup") < worth("opinion") < worth("news") == worth("analysis")
    assert worth("wall") == worth("advert") == 0


def test_the_table_of_kinds_names_only_kinds() -> None:
    assert set(KIND_SHARES) <= set(ARTICLE_KINDS)


def test_the_standing_of_its_source_is_a_part_with_its_reason() -> None:
    doubtful = Standing(share=0.0, why="doubtful, says the editor")

    assert opinion(FULL).quality.total - opinion(FULL, standing=doubtful).quality.total == RULES.weights.standing / 2
    assert opinion(FULL, standing=doubtful).quality.parts[-1].why == "doubtful, says the editor"


# ---------------------------------------------------------------- heat


def test_more_independent_sources_are_hotter() -> None:
    one, two = make_article("Ferry", source="A"), make_article("Ferry aground", source="B")

    assert heat(one, two).heat_at(NOON) > heat(one).heat_at(NOON)


def test_a_source_counts_once_however_much_it_writes() -> None:
    articles = [make_article(f"Ferry part {n}", source="A") for n in range(5)]

    assert len(heat(*articles).parts) == 1


def test_reprints_and_what_is_for_sale_bring_no_heat() -> None:
    copy = make_article("Ferry copy", source="B")

    assert len(heat(FULL, copy, SPAM, reprints={copy.id: FULL.id}).parts) == 1


@pytest.mark.parametrize("name", sorted(OF_MANY))
def test_a_list_brings_heat_only_where_nothing_else_reports(name: KindName) -> None:
    first, second = by("B", hours=1), by("C", hours=2)
    kind = Kind(name=name, confidence=0.9, reason="it says so")
    lists = {article.id: opinion(article, kind=kind) for article in (first, second)}

    with_a_report = heat(FULL, first, second, opinions=opinions_of(FULL) | lists)
    alone = heat(first, second, opinions=lists)

    assert [part.article_id for part in with_a_report.parts] == [FULL.id]
    assert [part.article_id for part in alone.parts] == [first.id]


def test_heat_halves_with_every_half_life() -> None:
    score = heat(FULL)

    assert score.heat_at(at(12)) == score.heat_at(NOON) / 2


def test_every_part_of_heat_says_what_it_is_for_and_why() -> None:
    boost = Boost(article_id=FULL.id, points=5, who="Ada", why="readers ask", ordered_at=at(0.5))
    seen = Views(article_id=FULL.id, count=1000, counted_at=at(2), told_by="views.json")
    other = by("B", kind="wire", country="NO", hours=1)
    first = replace(FULL, source=replace(FULL.source, kind="outlet", country="GB"))

    score = heat(
        first,
        other,
        boosts={FULL.id: boost},
        views={FULL.id: seen},
        paces={other.id: Pace(sources=2, usual=1.0)},
    )

    assert [part.kind for part in score.parts] == ["report", "boost", "mix", "pace", "report", "views"]
    assert [part.why for part in score.parts] == [
        "its best report, quality 95",
        "boosted by Ada: readers ask",
        "the first source of its sort: wire, NO",
        "2 sources within 3 hours, where 1 is usual",
        "its best report, quality 49",
        "1000 views, says views.json",
    ]


def test_shares_keep_what_each_part_is_for() -> None:
    boost = Boost(article_id=FULL.id, points=5, who="Ada", why="readers ask", ordered_at=NOON)

    shares = heat(FULL, boosts={FULL.id: boost}).shares_at(at(12))

    assert [(share.kind, share.points, share.points_fresh) for share in shares] == [
        ("report", 4.75, 9.5),
        ("boost", 2.5, 5),
    ]


def test_a_source_of_a_new_sort_brings_more_than_the_same_again() -> None:
    first, same, wire, abroad = by("A"), by("B", hours=1), by("C", kind="wire", hours=1), by("D", country="NO", hours=1)
    other = by("E", kind="wire", country="NO", hours=1)

    def fresh(second: Article) -> float:
        return heat(first, second).heat_at(at(1))

    assert fresh(same) < fresh(wire) == fresh(abroad) < fresh(other)


def test_what_is_not_known_of_a_source_is_no_new_sort() -> None:
    assert parts(heat(by("A"), by("B", kind="", country="", hours=1)), "mix") == []


def test_views_bring_less_and_less() -> None:
    def brought(count: int) -> float:
        seen = Views(article_id=FULL.id, count=count, counted_at=NOON, told_by="views.json")
        return sum(part.points for part in parts(heat(FULL, views={FULL.id: seen}), "views"))

    assert brought(0) == 0
    assert brought(1000) == pytest.approx(10, abs=0.1)
    assert brought(2000) - brought(1000) == pytest.approx(brought(1000) - brought(500), abs=0.02)


# ---------------------------------------------------------------- pace


def paces_of(*stories: list[Article]) -> dict[str, Pace]:
    articles = [article for story in stories for article in story]
    return find_paces(
        [make_story(*story) for story in stories], opinions=opinions_of(*articles), reprints={}, rules=RULES
    )


def test_a_pace_counts_the_sources_of_the_hours_before() -> None:
    story = [by("A"), by("B", hours=1), by("C", hours=2), by("D", hours=30)]

    assert {key: pace.sources for key, pace in paces_of(story).items()} == {story[1].id: 2, story[2].id: 3}


def test_a_source_that_goes_on_reporting_makes_no_pace() -> None:
    again = [make_article(f"Ferry part {n}", source="A", published=at(n / 2)) for n in range(4)]

    assert paces_of(again) == {}


def test_where_stories_are_usually_reported_by_many_at_once_the_same_rush_brings_less() -> None:
    rush = [by("A"), by("B", hours=0.5), by("C", hours=1)]
    history = [
        [make_article(f"Old {day} {name}", source=name, published=at(-24 * day)) for name in "DEFG"]
        for day in range(1, 20)
    ]
    last = rush[-1].id

    calm, busy = paces_of(rush)[last], paces_of(rush, *history)[last]

    assert calm.sources == busy.sources == 3
    assert calm.usual < busy.usual


def test_what_is_usual_in_the_afternoon_says_nothing_of_the_night() -> None:
    history = [
        [make_article(f"Old {day} {name}", source=name, published=at(-24 * day)) for name in "DEFG"]
        for day in range(1, 20)
    ]
    at_night = [by("A", hours=-11), by("B", hours=-10.5)]

    assert paces_of(at_night, *history)[at_night[1].id].usual == 1.0


def test_a_pace_is_fixed_when_its_report_comes_in() -> None:
    early = [by("A"), by("B", hours=1)]
    later = [make_article(f"Later {n}", source=f"S{n % 5}", published=at(2 + n / 10)) for n in range(30)]

    before, after = paces_of(early), paces_of(early, later)

    assert {article.id for article in early} & after.keys() == before.keys()
    assert {key: after[key] for key in before} == before


# ---------------------------------------------------------------- the law of fading


reports = st.lists(
    st.builds(
        lambda name, kind, country, hours: by(name, kind=kind, country=country, hours=hours),
        st.sampled_from("ABCDEF"),
        st.sampled_from(["outlet", "wire", ""]),
        st.sampled_from(["GB", "NO", ""]),
        st.floats(-60, 0),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda article: article.id,
)


@given(reports, reports, st.floats(0, 500), st.floats(0, 500), st.integers(0, 10_000), st.floats(0.1, 100))
def test_time_alone_never_changes_the_order(
    one: list[Article], two: list[Article], later: float, even_later: float, count: int, points: float
) -> None:
    two = [replace(article, id=f"{article.id}-2") for article in two]
    stories = [make_story(*one), make_story(*two)]
    boosts = {two[0].id: Boost(article_id=two[0].id, points=points, who="Ada", why="", ordered_at=at(-1))}
    views = {one[0].id: Views(article_id=one[0].id, count=count, counted_at=at(-2), told_by="log")}
    scores = score_stories(
        stories, opinions=opinions_of(*one, *two), reprints={}, rules=RULES, boosts=boosts, views=views
    )

    first, second = (score.heat_at(NOON) for score in scores)

    def order(hours: float) -> bool:
        now, other = (score.heat_at(at(hours)) for score in scores)
        return now * (1 + 1e-9) >= other

    assert order(later) == order(even_later) or abs(first - second) < 1e-6 * max(first, second)


@given(st.integers(1, 500), st.integers(1, 500))
def test_all_heat_fades_at_one_rate(first: int, second: int) -> None:
    score = heat(by("A"), by("B", kind="wire", hours=-3), paces={}, boosts={})

    assert score.heat_at(at(first)) * 0.5 ** (second / 12) == pytest.approx(score.heat_at(at(first + second)))
