"""Held, allowed, explained: an editor's word lifts a hold."""

from tests.make import make_article
from tests.render.editions import MASTHEAD, QUALITY
from tidings.decide import decide
from tidings.explain import ArticleCase, Explanation, tell
from tidings.model import ArticleOpinion, Desk, Material, Order, Placement, Story
from tidings.sensitive import with_subjects

ARTICLE = make_article(
    "Man jailed for child sexual abuse",
    url="https://post.example/1",
    excerpt="Jane Doe, 14, told the court.",
    language="en",
)
OPINION = with_subjects(ArticleOpinion(article_id=ARTICLE.id, quality=QUALITY), ARTICLE)


def material_with(*orders: Order) -> Material:
    return Material(
        desk=Desk(masthead=MASTHEAD),
        stories=(Story(id="s1", articles=(ARTICLE,)),),
        opinions={ARTICLE.id: OPINION},
        placements={ARTICLE.id: Placement(article_id=ARTICLE.id, story_id="s1")},
        orders=orders,
    )


def test_an_editors_word_lifts_a_hold() -> None:
    allowed = Order(kind="allow", story_id="s1", who="ada", why="no child is named", ordered_at=ARTICLE.seen_at)

    assert decide(material_with())[ARTICLE.id].rule == "sensitive"
    assert decide(material_with(allowed))[ARTICLE.id].outcome == "published"


def test_an_explanation_tells_the_evidence_and_what_was_not_looked_at() -> None:
    told = tell(Explanation(target="x", article=ArticleCase(article=ARTICLE, sightings=(), opinion=OPINION)))
    foreign = make_article("Nyheter", language="nb")
    unread = with_subjects(ArticleOpinion(article_id=foreign.id, quality=QUALITY), foreign)

    assert "child abuse, central" in told
    assert "may identify a child: a name beside an age: “Jane Doe, 14”" in told
    assert "not looked at: language nb" in tell(
        Explanation(target="x", article=ArticleCase(article=foreign, sightings=(), opinion=unread))
    )
