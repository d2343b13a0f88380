"""What is published, held or refused, by which rule and why: a function of all that is known.

The rules are tried in the order of :data:`RULES`; the first that says something decides.  A rule is a function from a
:class:`Case` to a verdict or None; a new one is one more line of the list.

What is published stays published where its quality falls a little (``rules.publish.keep_margin``), so that no record
flickers from run to run; what is held needs the full quality.  Orders always win.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, islice
from typing import Final

from .genre import NEWS, NOT_ARTICLES
from .model import (
    Article,
    ArticleOpinion,
    Material,
    Order,
    ScorePart,
    Story,
    Verdict,
    independent_sources,
    needs_topic,
)
from .rules import PublishRules, SensitiveRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One article as the rules see it."""

    article: Article
    opinion: ArticleOpinion
    quality: float
    sources: int
    """Independent sources of its story."""
    is_on_topic: bool
    is_reprint: bool
    was_published: bool
    """By the last verdicts."""
    orders: Mapping[str, Order]
    """Those for its story, by kind."""
    rules: PublishRules
    sensitive: SensitiveRules


Rule = Callable[[Case], Verdict | None]


def decide(material: Material) -> dict[str, Verdict]:
    """The verdict on every article of every story and on those that are killed, by article id."""
    orders: dict[str, dict[str, Order]] = {}
    for order in material.orders:
        orders.setdefault(order.story_id, {})[order.kind] = order
    wants_topic = needs_topic(material.desk)
    return {
        case.article.id: with_outlook(judge_case(case), case)
        for story in material.stories
        for case in cases_of(story, material, orders.get(story.id, {}), wants_topic=wants_topic)
    } | decide_killed(material)


def decide_killed(material: Material) -> dict[str, Verdict]:
    """The verdict on every article that the editor killed; they are in no story, so no rule sees them."""
    return {
        article_id: Verdict(
            outcome="refused", rule="killed", reason=f"killed by {order.place}: {order.why or 'no reason given'}"
        )
        for order in material.story_orders
        if order.kind == "kill"
        for article_id in order.article_ids
    }


def cases_of(story: Story, material: Material, orders: Mapping[str, Order], *, wants_topic: bool) -> Iterator[Case]:
    """Each article of a story as a case."""
    opinions, known = material.opinions, material.verdicts
    sources = len(independent_sources(story, material))
    is_on_topic = not wants_topic or any(opinions[article.id].topics for article in story.articles)
    is_on_topic = is_on_topic or any(is_disputed(article, material) for article in story.articles)
    for article in story.articles:
        opinion = opinions[article.id]
        before = known.get(article.id)
        yield Case(
            article=article,
            opinion=opinion,
            quality=round(opinion.quality.total, 2),
            sources=sources,
            is_on_topic=is_on_topic,
            is_reprint=article.id in material.reprints,
            was_published=before is not None and before.outcome == "published",
            orders=orders,
            rules=material.desk.rules.publish,
            sensitive=material.desk.rules.sensitive,
        )


def is_disputed(article: Article, material: Material) -> bool:
    """It was published with a topic whose word is taken for another sense now: what is in doubt stays."""
    before = material.verdicts.get(article.id)
    return bool(material.opinions[article.id].refused) and before is not None and before.outcome == "published"


def judge_case(case: Case) -> Verdict:
    """The first rule that decides."""
    for rule in RULES:
        if verdict := rule(case):
            return verdict
    return Verdict(
        outcome="held", rule="quality_min", reason=f"quality {case.quality:g} is below {case.rules.quality_min}"
    )


# ---------------------------------------------------------------- the rules


def by_order(case: Case) -> Verdict | None:
    """What the editor took off the site."""
    if order := case.orders.get("spike"):
        return Verdict(outcome="refused", rule="spike", reason=f"spiked by {order.who}: {order.told_why}")
    return None


def by_kind(case: Case) -> Verdict | None:
    """What it is, where that is sure."""
    kind = case.opinion.kind
    if not kind.is_sure:
        return None
    told = f"{a_or_an(kind.name)} ({kind.confidence:.0%} sure): {kind.reason}"
    if kind.name in NOT_ARTICLES:
        return Verdict(outcome="refused", rule="kind", reason=f"no article but {told}")
    if kind.name in case.rules.refuse_kinds:
        return Verdict(outcome="refused", rule="kind", reason=f"{told}; the desk refuses these")
    if kind.name in case.rules.hold_kinds:
        return Verdict(outcome="held", rule="kind", reason=f"{told}; the desk holds these")
    return None


def by_topic(case: Case) -> Verdict | None:
    """A story none of whose articles has a topic of the desk; one report that has one keeps all."""
    if case.is_on_topic:
        return None
    return Verdict(outcome="refused", rule="require_topic", reason=off_topic_words(case.opinion))


def off_topic_words(opinion: ArticleOpinion) -> str:
    """Why an article has no topic: no keyword, or one in another sense."""
    if not opinion.refused:
        return "none of the desk's topics is in it"
    return f"none of the desk's topics is in it: {opinion.refused[0].evidence}"


def by_subject(case: Case) -> Verdict | None:
    """Held for the editor because of a sensitive subject, until it is allowed."""
    return None if "allow" in case.orders else judge_subjects(case.opinion, case.sensitive)


def judge_subjects(opinion: ArticleOpinion, rules: SensitiveRules) -> Verdict | None:
    """Held because of what it is about, where that is in doubt, may identify a child or is held by the desk."""
    central = [match for match in opinion.subjects if match.role == "central"]
    why = ""
    if opinion.child_details:
        why = f"may identify a child: {'; '.join(opinion.child_details)}"
    for match in () if why else central:
        told = f"{match.subject} ({match.confidence:.0%} sure): {match.evidence}"
        if match.subject in rules.hold:
            why = f"its subject is {told}; the desk holds these"
        elif rules.hold_in_doubt and match.confidence < rules.sure_min:
            why = f"its subject may be {told}; the desk holds these in doubt"
    if not why:
        return None
    return Verdict(outcome="held", rule="sensitive", reason=f"{why}; `tidings allow` publishes it")


def by_being_a_copy(case: Case) -> Verdict | None:
    """Somebody else's text; what was published before its original came in keeps its record."""
    if not case.is_reprint or (case.was_published and is_kept(case)):
        return None
    reason = "a reprint: listed with its story, without a record of its own"
    return Verdict(outcome="held", rule="reprint", reason=reason)


def by_quality(case: Case) -> Verdict | None:
    """Good enough alone."""
    if case.quality < case.rules.quality_min:
        return None
    return good_enough(case.quality, case.rules.quality_min)


@lru_cache(maxsize=1024)
def good_enough(quality: float, quality_min: int) -> Verdict:
    """The commonest verdict: one value for all of the same quality."""
    return Verdict(outcome="published", rule="quality_min", reason=f"quality {quality:g} is at least {quality_min}")


def by_sources(case: Case) -> Verdict | None:
    """Borne out by others."""
    if case.sources < case.rules.sources_min:
        return None
    reason = f"{case.sources} independent sources report it (quality {case.quality:g} alone would not do)"
    return Verdict(outcome="published", rule="sources_min", reason=reason)


def by_having_been_published(case: Case) -> Verdict | None:
    """Published already, and not much worse."""
    if not case.was_published or not is_kept(case):
        return None
    reason = (
        f"it is published, and quality {case.quality:g} is not more than {case.rules.keep_margin} below "
        f"{case.rules.quality_min}"
    )
    return Verdict(outcome="published", rule="keep_margin", reason=reason)


RULES: Final[tuple[Rule, ...]] = (
    by_order,
    by_kind,
    by_topic,
    by_subject,
    by_being_a_copy,
    by_quality,
    by_sources,
    by_having_been_published,
)
"""In this order; what none of them decides is held."""


def is_kept(case: Case) -> bool:
    """Its quality is within the margin of what is published."""
    return case.quality >= case.rules.quality_min - case.rules.keep_margin


def a_or_an(name: str) -> str:
    """A kind with its article: ``an advert``; some have none."""
    if name in ("news", "audio", "analysis"):
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


# ---------------------------------------------------------------- what would change a verdict


MENDABLE: Final = {
    "image": "an image",
    "byline": "a named author",
    "date": "a date",
    "excerpt": "a whole excerpt",
    "depth": "more text",
    "headline": "a longer headline",
    "standing": "its source trusted",
}
"""Parts of quality that can change without the article being another one, in the order they are told."""
SAY_REMEDIES: Final = ("quality_min", "require_topic")
"""Rules whose reason names the remedies, too: elsewhere they go without saying."""
TOGETHER_MAX: Final = 3
"""Parts that are tried together: more is another article."""


def with_outlook(verdict: Verdict, case: Case) -> Verdict:
    """The verdict with what would change it, each change tried by the same rules."""
    if verdict.outcome == "published":
        needs = tuple(find_needs(replace(case, was_published=True))) if is_near(case) else ()
        return replace(verdict, needs=needs) if needs else verdict
    remedies = tuple(find_remedies(replace(case, was_published=False)))
    if not remedies:
        return verdict
    if verdict.rule in SAY_REMEDIES:
        verdict = replace(verdict, reason=f"{verdict.reason}; publishes with {' or '.join(remedies)}")
    return replace(verdict, remedies=remedies)


def find_remedies(case: Case) -> Iterator[str]:
    """What alone would publish it; parts of quality together only where none alone does."""
    if case.orders.get("spike"):
        yield from told_if(is_published(replace(case, orders={})), "the order taken back")
        return
    kind = case.opinion.kind
    if by_kind(case):
        if kind.name not in NOT_ARTICLES:
            freed = replace(case, opinion=replace(case.opinion, kind=NEWS))
            yield from told_if(is_published(freed), f"the desk letting {a_or_an(kind.name)} pass")
        return
    if not case.is_on_topic:
        yield from told_if(is_published(replace(case, is_on_topic=True)), "a keyword of one of the desk's topics")
        return
    yield from mended(case)
    yield from told_if(is_published(replace(case, sources=case.rules.sources_min)), more_sources(case))


def mended(case: Case) -> Iterator[str]:
    """The smallest sets of parts of quality that would do, were each of them full; a few of them."""
    parts = {part.name: part for part in case.opinion.quality.parts}
    open_ = tuple(parts[name] for name in MENDABLE if name in parts and parts[name].points < parts[name].points_max)
    if not is_published(full(case, open_)):
        return
    for size in range(1, TOGETHER_MAX + 1):
        enough = (some for some in combinations(open_, size) if full_quality(case, some) >= case.rules.quality_min)
        found = list(islice((some for some in enough if is_published(full(case, some))), TOGETHER_MAX))
        if found:
            yield from (f"{words_for(some)} (quality {full_quality(case, some):g})" for some in found)
            return


def words_for(parts: Iterable[ScorePart]) -> str:
    """Several remedies that have to come together."""
    return " and ".join(MENDABLE[part.name] for part in parts)


def full_quality(case: Case, parts: Iterable[ScorePart]) -> float:
    """The quality with all points for some parts."""
    return round(case.quality + sum(part.points_max - part.points for part in parts), 2)


def full(case: Case, parts: Iterable[ScorePart]) -> Case:
    """The case with all points for some parts."""
    return replace(case, quality=full_quality(case, parts))


def more_sources(case: Case) -> str:
    """How many more sources a story needs, as one says it."""
    missing = case.rules.sources_min - case.sources
    names = {1: "one", 2: "two", 3: "three"}
    if case.sources == 1 and missing == 1:
        return "a second independent source"
    return f"{names.get(missing, missing)} more independent source{'' if missing == 1 else 's'}"


def is_near(case: Case) -> bool:
    """Whether the loss of any one part could matter: of most articles none could, and nothing has to be tried."""
    largest = max([part.points for part in case.opinion.quality.parts], default=0.0)
    return case.quality - largest < case.rules.quality_min - case.rules.keep_margin


def find_needs(case: Case) -> Iterator[str]:
    """What it would be held without."""
    for part in case.opinion.quality.parts:
        if part.points and (words := LOSSES.get(part.name)):
            yield from told_if(not is_published(without(case, part)), words)
    if case.sources >= case.rules.sources_min:
        others = replace(case, sources=case.rules.sources_min - 1)
        yield from told_if(not is_published(others), "the other independent sources")


LOSSES: Final = {
    "image": "its image",
    "byline": "its author's name",
    "date": "its date",
    "excerpt": "its excerpt",
    "depth": "its text",
    "standing": "its source's standing",
}


def without(case: Case, part: ScorePart) -> Case:
    """The case without the points of a part."""
    return replace(case, quality=round(case.quality - part.points, 2))


def is_published(case: Case) -> bool:
    """What the rules say of a case."""
    return judge_case(case).outcome == "published"


def told_if(is_so: bool, words: str) -> Iterator[str]:  # noqa: FBT001  # reads as a sentence
    """The words, where something is so."""
    if is_so:
        yield words
