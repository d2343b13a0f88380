"""What is published, held or refused, by which rule and why: a function of all that is known."""

from __future__ import annotations

from collections.abc import Collection

from .genre import NOT_ARTICLES, Kind
from .model import Article, Material, Order, Story, Verdict, independent_sources, needs_topic
from .rules import PublishRules


def decide(material: Material) -> dict[str, Verdict]:
    """The verdict on every article of every story, by article id."""
    return {key: verdict for story in material.stories for key, verdict in judge_story(story, material).items()}


def judge_story(story: Story, material: Material) -> dict[str, Verdict]:
    """The verdict on each article of a story, by article id."""
    orders = {order.kind: order for order in material.orders if order.story_id == story.id}
    if "spike" in orders:
        order = orders["spike"]
        verdict = Verdict(outcome="refused", rule="spike", reason=f"spiked by {order.who}: {told_why(order)}")
        return {article.id: verdict for article in story.articles}
    sources = independent_sources(story, material)
    is_on_topic = not needs_topic(material.desk) or any(
        material.opinions[article.id].topics for article in story.articles
    )
    return {
        article.id: judge_article(article, material, sources=sources, is_on_topic=is_on_topic)
        for article in story.articles
    }


def told_why(order: Order) -> str:
    """An editor's reason where it is for everybody: verdicts may be shown."""
    return "the reason is private" if order.is_private else order.why


def judge_article(article: Article, material: Material, *, sources: Collection[str], is_on_topic: bool) -> Verdict:
    """The first rule that decides."""
    opinion = material.opinions[article.id]
    rules = material.desk.rules.publish
    if verdict := judge_kind(opinion.kind, rules):
        return verdict
    if not is_on_topic:
        return Verdict(
            outcome="refused",
            rule="require_topic",
            reason="none of the desk's topics is in it; a keyword would admit it",
        )
    if article.id in material.reprints:
        return Verdict(
            outcome="held",
            rule="reprint",
            reason="a reprint: listed with its story, without a record of its own",
        )
    return judge_quality(opinion.quality.total, len(sources), rules)


def judge_kind(kind: Kind, rules: PublishRules) -> Verdict | None:
    """The verdict on what an article is; None where its kind decides nothing."""
    if not kind.is_sure:
        return None
    told = f"{a_or_an(kind.name)} ({kind.confidence:.0%} sure): {kind.reason}"
    if kind.name in NOT_ARTICLES:
        return Verdict(outcome="refused", rule="kind", reason=f"no article but {told}")
    if kind.name in rules.refuse_kinds:
        return Verdict(outcome="refused", rule="kind", reason=f"{told}; the desk refuses these")
    if kind.name in rules.hold_kinds:
        return Verdict(outcome="held", rule="kind", reason=f"{told}; the desk holds these")
    return None


def a_or_an(name: str) -> str:
    """A kind with its article: ``an advert``; some have none."""
    if name in ("news", "audio", "analysis"):
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def judge_quality(quality: float, sources: int, rules: PublishRules) -> Verdict:
    """Good enough alone, or borne out by others; if neither, what would change that."""
    if quality >= rules.quality_min:
        return Verdict(
            outcome="published",
            rule="quality_min",
            reason=f"quality {quality:g} is at least {rules.quality_min}",
        )
    if sources >= rules.sources_min:
        return Verdict(
            outcome="published",
            rule="sources_min",
            reason=f"{sources} independent sources report it (quality {quality:g} alone would not do)",
        )
    return Verdict(
        outcome="held",
        rule="quality_min",
        reason=f"quality {quality:g} is below {rules.quality_min}; publishes with "
        f"{rules.quality_min - quality:g} points more, or when {rules.sources_min} independent sources report it",
    )
