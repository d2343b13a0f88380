"""Scoring and deciding, measured on a made-up history: what a run costs that judges everything again."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from targets import Part, Target, size_of

if TYPE_CHECKING:
    from tidings.genre import Kind
    from tidings.model import Article, Story

ARTICLES = 100_000
SECONDS_MAX = 5.0
START = datetime(2026, 1, 1, tzinfo=UTC)
STORIES_A_DAY = 500
SOURCES = 400
ROUNDS = 3
"""The best of three is told."""


@dataclass(frozen=True)
class History:
    """A desk's past: stories, what each article is, which are copies, what an editor and readers did."""

    stories: tuple[Story, ...]
    kinds: dict[str, Kind]
    reprints: dict[str, str]
    boosts: dict[str, Any]
    views: dict[str, Any]


def make_history(count: int, *, seed: int = 1) -> History:
    """So many articles in stories of one to a dozen, some of them copies, adverts, bare headlines."""
    from tidings.genre import NEWS, Kind
    from tidings.model import Boost, Story, Views

    dice = random.Random(seed)
    sorts = [NEWS, *(Kind(name=name, confidence=0.9, reason="it says so") for name in ("opinion", "video", "advert"))]
    stories: list[Story] = []
    kinds, reprints = {}, {}
    made = 0
    while made < count:
        began = START + timedelta(days=len(stories) / STORIES_A_DAY)
        size = min(dice.choice([1, 1, 1, 1, 2, 2, 3, 4, 6, 12]), count - made)
        articles = [make_article(made + n, began + timedelta(hours=n * dice.random() * 2), dice) for n in range(size)]
        made += size
        kinds |= {article.id: dice.choices(sorts, [85, 6, 5, 4])[0] for article in articles}
        reprints |= {a.id: articles[0].id for a in articles[1:] if dice.random() < 0.1}
        stories.append(Story(id=articles[0].id, articles=tuple(sorted(articles, key=lambda a: (a.published, a.id)))))
    ids = list(kinds)
    boosted, viewed = dice.sample(ids, len(ids) // 1000), dice.sample(ids, len(ids) // 10)
    return History(
        stories=tuple(stories),
        kinds=kinds,
        reprints=reprints,
        boosts={key: Boost(article_id=key, points=20, who="Ada", why="", ordered_at=START) for key in boosted},
        views={key: Views(article_id=key, count=50, counted_at=START, told_by="log") for key in viewed},
    )


def make_article(number: int, published: datetime, dice: random.Random) -> Article:
    """An article with more or less of everything."""
    from tidings.model import Article, Image
    from tidings.sources import Source

    source = int(SOURCES * dice.random() ** 2)
    is_bare = dice.random() < 0.15
    return Article(
        id=f"{number:016x}",
        url=f"https://s{source}.example/{number}",
        source=Source(
            id=f"s{source}",
            name=f"Source {source}",
            domain=f"s{source}.example",
            kind=("outlet", "wire", "blog")[source % 3],
            country=("GB", "US", "NO", "")[source % 4],
        ),
        headline=f"Ferry number {number} runs aground off Skell at dawn",
        excerpt="" if is_bare else "The ferry struck a rock at dawn; forty people were taken off within two hours.",
        authors=() if dice.random() < 0.4 else ("Ada Brandt",),
        published=published,
        published_from="pubDate",
        is_dated=not is_bare,
        seen_at=published + timedelta(minutes=20),
        image=None if dice.random() < 0.4 else Image(url="https://s.example/1.jpg", width=800, height=600),
        words_count=dice.choice([0, 20, 60, 400, 900]),
    )


def score_all(history: History) -> dict[str, float]:
    """What the steps `score` and `compose` reckon, as they do it, and the CPU seconds of each part."""
    from tidings.decide import decide
    from tidings.model import Desk, Masthead, Material
    from tidings.score import find_standings, judge, score_stories

    desk = Desk(masthead=Masthead(title="Bench"))
    rules, reprints, kinds = desk.rules.score, history.reprints, history.kinds
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        result = work()
        seconds[name] = time.process_time() - began
        return result

    standings = timed(
        "standing", lambda: find_standings(history.stories, kinds=kinds, reprints=reprints, changes={}, rules=rules)
    )
    opinions = timed(
        "quality",
        lambda: {
            a.id: judge(
                a, topics=(), is_reprint=a.id in reprints, rules=rules, kind=kinds[a.id], standing=standings[a.id]
            )
            for story in history.stories
            for a in story.articles
        },
    )
    known = {"opinions": opinions, "reprints": reprints}
    scores = timed(
        "heat",
        lambda: score_stories(history.stories, **known, rules=rules, boosts=history.boosts, views=history.views),
    )
    material = Material(desk=desk, stories=history.stories, scores={score.story_id: score for score in scores}, **known)
    verdicts = timed("verdicts", lambda: decide(material))
    published = sum(verdict.outcome == "published" for verdict in verdicts.values())
    assert len(verdicts) == len(kinds)
    assert 0 < published < len(verdicts)
    return seconds


def best_of(count: int) -> dict[str, float]:
    """The fastest of some rounds on a history of so many articles."""
    from tidings.engine import without_collection

    history = make_history(count)
    gc.collect()
    with without_collection():
        return min((score_all(history) for _ in range(ROUNDS)), key=lambda seconds: sum(seconds.values()))


def scoring() -> Part:
    """How long judging everything again takes, and whether an article costs the same in a history ten times as long."""
    count = size_of("SCORED", ARTICLES)
    small, large = best_of(count // 10), best_of(count)
    total = sum(large.values())
    ratio = total / max(sum(small.values()), 1e-9) / 10
    rows = [f"{'':<12}{count // 10:>10,}{count:>10,}   microseconds an article"]
    rows += [f"{name:<12}{small[name]:>9.2f}s{large[name]:>9.2f}s{large[name] / count * 1e6:>12.1f}" for name in large]
    rows.append(f"{'together':<12}{sum(small.values()):>9.2f}s{total:>9.2f}s{total / count * 1e6:>12.1f}")
    rows.append(f"An article costs {ratio:.2f} times as much in the history ten times as long.  CPU, best of {ROUNDS}.")
    return Part(
        title="Scoring: quality, heat and verdicts of a whole history",
        text="\n".join(rows),
        targets=(
            Target(
                name="scoring",
                wanted=f"{ARTICLES:,} articles in at most {SECONDS_MAX:g} s",
                found=f"{count:,} in {total:.2f} s",
                is_met=total <= SECONDS_MAX * count / ARTICLES,
            ),
        ),
    )
