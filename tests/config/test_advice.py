"""Advice about valid desks."""

from dataclasses import replace

import pytest

from tidings.config import check_desk
from tidings.model import Desk, Feed, Masthead, Serving, Topic
from tidings.rules import ClusterRules, FetchRules, PublishRules, QualityWeights, Rules, ScoreRules

GOOD = Desk(
    masthead=Masthead(title="Isles", url="https://isles.example", contact="editor@isles.example"),
    topics=(Topic(id="sea", name="Sea", keywords=("sea",)),),
    feeds=tuple(Feed(url=f"https://{name}.example/feed") for name in ("a", "b", "c")),
)
PLAIN = tuple(Feed(url=f"http://{name}.example/feed") for name in "abcde")


def test_a_good_desk_needs_no_advice() -> None:
    assert check_desk(GOOD) == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"masthead": replace(GOOD.masthead, contact="")}, "masthead.contact is empty: publishers want to know who asks"),
        ({"masthead": replace(GOOD.masthead, contact="ask Tom")}, "an e-mail address or a web address"),
        ({"masthead": replace(GOOD.masthead, contact="tom@süd.example")}, "only its ASCII characters"),
        ({"masthead": replace(GOOD.masthead, url="")}, "masthead.url is empty"),
        ({"feeds": GOOD.feeds[:2]}, "only 2 feeds"),
        ({"feeds": GOOD.feeds[:1]}, "only 1 feed:"),
        ({"feeds": PLAIN}, "5 feeds asked over http://"),
        ({"feeds": PLAIN}, "and 2 more"),
        ({"serve": Serving(callback_url="http://isles.example/websub")}, "serve.callback_url is an http:// address"),
        ({"topics": ()}, "no [[topics]]"),
        ({"topics": (Topic(id="sky", name="Sky"),)}, "topic 'sky' can never match"),
        ({"topics": (Topic(id="sea", name="Sea", keywords=("Sea", "sea")),)}, "keywords twice: sea"),
        ({"topics": (Topic(id="sea", name="Sea", keywords=("sea",), none=("SEA",)),)}, "in keywords and in none"),
        ({"rules": Rules(score=ScoreRules(weights=QualityWeights(image=18)))}, "rules.score.weights add up to 110, not 100"),
        ({"rules": Rules(fetch=FetchRules(interval_minutes=2000))}, "interval_max_minutes is less than interval_minutes"),
        ({"rules": Rules(fetch=FetchRules(total_timeout_s=5))}, "total_timeout_s is less than another timeout"),
        ({"rules": Rules(cluster=ClusterRules(link_min=0.7))}, "merge_min is less than link_min"),
    ],
)  # fmt: skip
def test_what_would_not_work_as_meant_is_told(changes: dict[str, object], said: str) -> None:
    (advice,) = check_desk(replace(GOOD, **changes))  # type: ignore[arg-type]  # any field of a desk

    assert said in advice


def test_a_topic_that_a_feed_carries_needs_no_keywords() -> None:
    desk = replace(
        GOOD, topics=(Topic(id="sea", name="Sea"),), feeds=(*GOOD.feeds, Feed(url="https://d.example", topics=("sea",)))
    )

    assert check_desk(desk) == ()


def test_a_topic_with_a_narrower_one_needs_no_keywords() -> None:
    desk = replace(
        GOOD, topics=(Topic(id="water", name="Water"), *(replace(topic, parent="water") for topic in GOOD.topics))
    )

    assert check_desk(desk) == ()


def test_http_on_this_machine_is_fine() -> None:
    local = tuple(Feed(url=f"http://127.0.0.1:8000/{name}") for name in "abc")

    assert check_desk(replace(GOOD, feeds=local)) == ()


def test_a_quality_that_no_article_can_have_is_told() -> None:
    rules = Rules(publish=PublishRules(quality_min=95), score=ScoreRules(weights=QualityWeights(image=0)))

    advice = check_desk(replace(GOOD, rules=rules))

    assert "add up to 92" in advice[0]
    assert "quality_min is 95, but no article can have more than 92 points" in advice[1]


def test_a_hub_of_ours_needs_an_address_of_ours() -> None:
    desk = replace(GOOD, masthead=replace(GOOD.masthead, url=""), serve=Serving(hub_url="https://hub.example/"))

    assert any("serve.hub_url is given, but masthead.url is empty" in line for line in check_desk(desk))


def test_a_common_word_as_a_keyword_gets_advice_and_so_does_one_of_many_senses_without_near() -> None:
    loose = Topic(id="shop", name="Shop", keywords=("apple", "polly?"))
    settled = replace(loose, keywords=("apple?", "polly?"), near=("iphone", "amazon"))

    told = " ".join(line for line in check_desk(replace(GOOD, topics=(loose,))) if "'shop'" in line)
    assert "has keywords of many senses, but no words in near that settle them, so they seldom count: polly?" in told
    assert "common words as keywords, which let in much else: apple; write 'apple?' and say in near" in told
    assert [line for line in check_desk(replace(GOOD, topics=(settled,))) if "'shop'" in line] == []
