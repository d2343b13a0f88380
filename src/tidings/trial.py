"""Trying other rules: what would be published differently, told before anything is.

Everything that is stored is judged and decided by the functions of the line itself, in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from . import inquire, store
from .compose import compose
from .judging import (
    decide_all,
    each_article,
    find_kinds,
    judge_all,
    load_ground,
    with_last_leads,
    with_names,
    with_record_names,
)
from .model import Article, ArticleOpinion, Desk, Edition, Material, RankedStory, RuleBook, Verdict
from .rulebooks import SettingChange, book_of, compare_settings
from .sensitive import take_care
from .telling import tell_stories

LATE_RULES = {
    "rules.cluster.": "[rules.cluster] takes effect only for new articles: stories are judged anew here, not made anew",
    "rules.dedupe.": "[rules.dedupe] takes effect only for new articles and those of its window, with the next run",
    "rules.article.": "[rules.article] takes effect only for new articles",
    "rules.set": "by the rules of another set new articles may be told apart otherwise, too",
    "rules.pages.": "[rules.pages] takes effect only for new articles",
}
"""What differs without showing in a trial, by the beginning of its name."""
QUALITY_MOVE_MIN = 0.05
"""Points; less is not shown anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What rules make of everything that is stored."""

    verdicts: Mapping[str, Verdict]
    """By article id, as the opinions are."""
    opinions: Mapping[str, ArticleOpinion]
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An article on which other rules decide otherwise, by another rule or for another reason."""

    article_id: str
    url: str
    source: str
    headline: str
    before: Verdict | None
    """None: it has not been decided on yet."""
    after: Verdict
    quality_before: float | None
    quality_after: float

    @property
    def is_outcome(self) -> bool:
        """The outcome is another, not only what led to it."""
        return self.before is None or self.before.outcome != self.after.outcome

    @property
    def is_rule(self) -> bool:
        """Another rule decides."""
        return self.before is None or self.before.rule != self.after.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityMove:
    """An article of another quality."""

    article_id: str
    url: str
    source: str
    headline: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A story as an edition shows it, in short."""

    rank: int
    headline: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMove:
    """A story that has another rank, lead or topics, comes or goes."""

    story_id: str
    slug: str
    before: Place | None
    """None: it is not published now."""
    after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What other rules would publish differently."""

    tried: RuleBook
    in_force: RuleBook | None
    """That of the last run; None: the ledger does not know it."""
    settings: tuple[SettingChange, ...]
    """What the two have otherwise."""
    notes: tuple[str, ...]
    """What to know when reading the rest."""
    front_stories: int
    counts_before: Mapping[str, int]
    """Articles by outcome."""
    counts_after: Mapping[str, int]
    turns: tuple[Turn, ...]
    stories: tuple[StoryMove, ...]
    """By the rank they would have; those that go come last."""
    qualities: tuple[QualityMove, ...]
    """The largest move first."""

    @property
    def differs(self) -> bool:
        """Something would be published, or told of what is, otherwise."""
        return bool(self.turns or self.stories or self.qualities)


def try_rules(db: store.Database, desk: Desk, *, own: Desk, now: datetime) -> Trial:
    """What would be published differently if the moment's run were one by the rules of ``desk``; nothing is written.

    ``own`` is the desk as its file has it now.  Raises NotFoundError before the first edition.
    """
    last = inquire.last_edition(db)
    before = Outcome(verdicts=store.load_verdicts(db), opinions=store.load_opinions(db), edition=last)
    ground = load_ground(db, desk)
    after = decide_anew(db, ground, number=last.number + 1, now=now)
    books = inquire.rule_books(db)
    in_force, tried = books[-1][0] if books else None, book_of(desk)
    articles = {article.id: article for article in each_article(ground)}
    return Trial(
        tried=tried,
        in_force=in_force,
        settings=compare_settings(in_force.settings, tried.settings) if in_force else (),
        notes=(*notes_on_memory(in_force, book_of(own)), *notes_on_rules(in_force or book_of(own), tried)),
        front_stories=desk.rules.publish.front_stories,
        counts_before=count_outcomes(before),
        counts_after=count_outcomes(after),
        turns=tuple(find_turns(before, after, articles)),
        stories=tuple(find_moves(before.edition, after.edition)),
        qualities=tuple(find_quality_moves(before, after, articles)),
    )


def decide_anew(db: store.Database, ground: Material, *, number: int, now: datetime) -> Outcome:
    """What a desk's rules make of everything that is stored: as a run would, but nothing is written."""
    kinds = find_kinds(db, ground.desk, tuple(each_article(ground)))
    judged = with_record_names(with_names(db, judge_all(ground, kinds=kinds.found)))
    material = with_last_leads(judged, inquire.last_edition(db))
    verdicts = decide_all(material)
    edition = take_care(compose(material, verdicts, number=number, as_of=now).edition, ground.desk)
    return Outcome(verdicts=verdicts, opinions=material.opinions, edition=tell_stories(edition, material))


# ---------------------------------------------------------------- what to know


def notes_on_memory(in_force: RuleBook | None, own: RuleBook) -> Iterator[str]:
    """What else than the rules that are tried makes a difference."""
    if in_force is None:
        yield "the ledger does not say yet by which rules the last run decided"
        return
    if own.version != in_force.version or own.rules_version != in_force.rules_version:
        told = f"Tidings {in_force.version}, rules version {in_force.rules_version}"
        yield f"the last run was one of {told}: some of this comes from the newer version"
    elif own.digest != in_force.digest:
        yield "desk.toml itself has changed since the last run: that is in here, too"


def notes_on_rules(before: RuleBook, after: RuleBook) -> Iterator[str]:
    """Which of the differences take effect only later."""
    changes = compare_settings(before.settings, after.settings)
    for beginning, note in LATE_RULES.items():
        if any(change.name.startswith(beginning) for change in changes):
            yield note


# ---------------------------------------------------------------- before and after


def count_outcomes(outcome: Outcome) -> dict[str, int]:
    """Articles by what happens to them."""
    counts = Counter(verdict.outcome for verdict in outcome.verdicts.values())
    return {name: counts[name] for name in ("published", "held", "refused")}


def find_turns(before: Outcome, after: Outcome, articles: Mapping[str, Article]) -> Iterator[Turn]:
    """The articles with another verdict, the newest first."""
    for key in newest_first(articles):
        was, now = before.verdicts.get(key), after.verdicts[key]
        if was == now:
            continue
        article, known = articles[key], before.opinions.get(key)
        yield Turn(
            article_id=key,
            url=article.url,
            source=article.source.name,
            headline=article.headline,
            before=was,
            after=now,
            quality_before=round(known.quality.total, 1) if known else None,
            quality_after=round(after.opinions[key].quality.total, 1),
        )


def find_quality_moves(before: Outcome, after: Outcome, articles: Mapping[str, Article]) -> list[QualityMove]:
    """The articles whose quality is another, those that moved most first."""
    moves = [
        QualityMove(
            article_id=key,
            url=articles[key].url,
            source=articles[key].source.name,
            headline=articles[key].headline,
            before=round(before.opinions[key].quality.total, 1),
            after=round(after.opinions[key].quality.total, 1),
        )
        for key in newest_first(articles)
        if key in before.opinions
    ]
    moved = [move for move in moves if abs(move.after - move.before) > QUALITY_MOVE_MIN]
    return sorted(moved, key=lambda move: -abs(move.after - move.before))


def newest_first(articles: Mapping[str, Article]) -> list[str]:
    """Ids of articles, the newest first."""
    return sorted(articles, key=lambda key: (-articles[key].published.timestamp(), key))


def find_moves(before: Edition, after: Edition) -> Iterator[StoryMove]:
    """The stories that have another place, by the rank they would have; those that go come last."""
    was, now = ({story.id: story for story in edition.stories} for edition in (before, after))
    for key in (*now, *(key for key in was if key not in now)):
        place_was, place_now = place_of(was.get(key)), place_of(now.get(key))
        if place_was != place_now:
            yield StoryMove(story_id=key, slug=(now.get(key) or was[key]).slug, before=place_was, after=place_now)


def place_of(story: RankedStory | None) -> Place | None:
    """A story in short."""
    return Place(rank=story.rank, headline=story.headline, topics=story.topics) if story else None
