"""The page about quality and heat tells every weight with its reason, and its example is what the code reckons."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.make import at, make_article, make_story
from tidings.model import Article, Boost, Image, Pace, StoryScore, Views
from tidings.rules import KIND_SHARES, PublishRules, QualityWeights, ScoreRules
from tidings.score import judge, score_story

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/how-it-works/scores.md").read_text(encoding="utf-8")
LINES = PAGE.splitlines()
HEAT = (
    "source_points", "half_life_hours", "pace_share", "pace_doublings_max", "pace_hours", "pace_days", "mix_share",
    "views_points", "views_days",
)  # fmt: skip
LEAD = make_article(
    "Ferry Skua runs aground off Skell",
    source="The Post",
    excerpt="The ferry struck a rock at dawn. Forty people were taken off within two hours, the coastguard said.",
    authors=("Ada Brandt",),
    image=Image(url="https://thepost.example/1.jpg", width=1200, height=800),
    words_count=90,
)
SECOND = make_article("Skua passengers are safe", source="Nordlys", published=at(1), words_count=20)


def reasons(name: str) -> dict[str, str]:
    """What stands below each field of a dataclass in rules.py, folded."""
    tree = ast.parse((ROOT / "src/tidings/rules.py").read_text(encoding="utf-8"))
    (found,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    told = {}
    for field, said in zip(found.body, found.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            told[ast.unparse(field.target)] = " ".join(str(said.value.value).split())
    return told


@pytest.mark.parametrize("field", fields(QualityWeights), ids=lambda field: field.name)
def test_the_page_tells_every_weight_of_quality_with_its_reason(field: object) -> None:
    name = getattr(field, "name", "")

    assert f"| `{name}` | {getattr(QualityWeights(), name)} | {reasons('QualityWeights')[name]} |" in LINES


@pytest.mark.parametrize("name", HEAT)
def test_the_page_tells_every_number_of_heat_with_its_reason(name: str) -> None:
    assert f"| `{name}` | {getattr(ScoreRules(), name):g} | {reasons('ScoreRules')[name]} |" in LINES


@pytest.mark.parametrize("kind", KIND_SHARES)
def test_the_page_tells_what_every_kind_earns(kind: str) -> None:
    (line,) = [line for line in LINES if line.startswith(f"| {KIND_SHARES[kind]:.0%} |")]

    assert kind in line.split("|")[2].strip().split(", ")


def test_the_page_tells_what_is_needed_and_the_margin() -> None:
    rules = PublishRules()

    assert f"quality of {rules.quality_min} or more" in PAGE
    assert f"more than {rules.keep_margin} points below" in PAGE


def test_the_example_of_quality_is_what_the_code_reckons() -> None:
    quality = judge(LEAD, topics=(), is_reprint=False, rules=ScoreRules()).quality

    for part in quality.parts:
        assert f"| {part.name} | {part.points:g} of {part.points_max:g} | {part.why} |" in LINES
    assert f"Together {quality.total:g}." in PAGE


def example() -> StoryScore:
    """Two sources, an hour apart, with a boost and some views."""
    story = [sorted_as(LEAD, "outlet", "GB"), sorted_as(SECOND, "wire", "NO")]
    return score_story(
        make_story(*story),
        opinions={a.id: judge(a, topics=(), is_reprint=False, rules=ScoreRules()) for a in story},
        reprints={},
        rules=ScoreRules(),
        paces={SECOND.id: Pace(sources=2, usual=1.25)},
        boosts={LEAD.id: Boost(article_id=LEAD.id, points=20, who="Ada", why="readers ask", ordered_at=at(2))},
        views={LEAD.id: Views(article_id=LEAD.id, count=100, counted_at=at(3), told_by="views.json")},
    )


def sorted_as(article: Article, kind: str, country: str) -> Article:
    return replace(article, source=replace(article.source, kind=kind, country=country))


def test_the_example_of_heat_is_what_the_code_reckons() -> None:
    shares = example().shares_at(at(12))

    assert len(shares) == 6
    for share in shares:
        row = f"| {share.kind} | {share.source} | {share.points_fresh:g} | {share.points:g} | {share.why} |"
        assert row in LINES
    assert f"A heat of {example().heat_at(at(12)):.2f} at midnight" in PAGE
