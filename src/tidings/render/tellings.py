"""How a story is told, as data for the API and in words for pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ..model import (
    Attribution,
    Edition,
    FirstReport,
    LeadChoice,
    Link,
    Outlet,
    RankedStory,
    Related,
    Report,
    Sentence,
    Spread,
    TimelinePoint,
)
from .addresses import address, story_path
from .places import country_name, language_name
from .told import iso_moment

GROUPS: Final = ("Reports", "Opinion and analysis", "Press releases, lists and the like", "Copies of the same text")
OPINIONS: Final = frozenset({"opinion", "analysis", "review"})


def telling_of(story: RankedStory, edition: Edition) -> dict[str, Any]:
    """A story's telling as data, but for what moves with the clock."""
    telling = story.telling
    return {
        "lead_choice": lead_choice_of(telling.lead) if telling.lead else None,
        "summary": [sentence_of(sentence) for sentence in telling.summary],
        "timeline": [point_of(point) for point in telling.timeline],
        "timeline_left_out": telling.timeline_left_out,
        "outlets": [outlet_of(outlet) for outlet in telling.outlets],
        "first": first_of(telling.first) if telling.first else None,
        "spread": spread_of(telling.spread),
        "related": [related_of(related, edition) for related in telling.related],
    }


def news_of(story: RankedStory) -> list[dict[str, Any]]:
    """What is new in a story as of its edition."""
    return [sentence_of(sentence) for sentence in story.telling.news.sentences] if story.telling.news else []


def lead_choice_of(choice: LeadChoice) -> dict[str, Any]:
    """Why the lead leads."""
    return {
        "article_id": choice.article_id,
        "points": choice.points,
        "reasons": [{"name": reason.name, "points": reason.points, "why": reason.why} for reason in choice.reasons],
        "note": choice.note or None,
        "runner_up_id": choice.runner_up_id or None,
        "ahead": choice.ahead,
    }


def sentence_of(sentence: Sentence) -> dict[str, Any]:
    """One sentence with whose it is."""
    return {
        "text": sentence.text,
        "article_id": sentence.article_id,
        "source_id": sentence.source_id,
        "others": list(sentence.others),
    }


def point_of(point: TimelinePoint) -> dict[str, Any]:
    """One point of a timeline."""
    return {
        "at": iso_moment(point.at),
        "is_dated": point.is_dated,
        "kinds": list(point.kinds),
        "article_id": point.article_id,
        "text": point.text,
        "before": point.before or None,
    }


def outlet_of(outlet: Outlet) -> dict[str, Any]:
    """One source as the story has it."""
    return {
        "id": outlet.source.id,
        "name": outlet.source.name,
        "first_id": outlet.first_id,
        "first_at": iso_moment(outlet.first_at),
        "articles_count": outlet.articles_count,
        "is_independent": outlet.is_independent,
        "copy_of": outlet.copy_of or None,
        "names": [attribution_of(attribution) for attribution in outlet.names],
    }


def attribution_of(attribution: Attribution) -> dict[str, str | None]:
    """Whom a report names."""
    return {
        "source_id": attribution.source_id,
        "source_name": attribution.source_name,
        "role": attribution.role,
        "words": attribution.words or None,
        "article_id": attribution.article_id,
    }


def first_of(first: FirstReport) -> dict[str, Any]:
    """Who was first."""
    return {"claimed_id": first.claimed_id or None, "seen_id": first.seen_id or None}


def spread_of(spread: Spread) -> dict[str, Any]:
    """Countries and languages with how many sources."""
    return {
        "countries": [{"code": code or None, "sources_count": count} for code, count in spread.countries],
        "languages": [{"code": code or None, "sources_count": count} for code, count in spread.languages],
    }


def related_of(related: Related, edition: Edition) -> dict[str, str]:
    """Another story of the thread."""
    return {
        "id": related.story_id,
        "slug": related.slug,
        "headline": related.headline,
        "why": related.why,
        "page": address(edition.masthead, story_path(related.slug)),
    }


def link_of(link: Link) -> dict[str, Any]:
    """How sure a link is, and why."""
    return {
        "probability": link.probability,
        "reasons": [
            {"name": reason.name, "points": reason.points, "value": reason.value, "why": reason.why}
            for reason in link.reasons
        ],
    }


def runner_up_of(report: Report, slugs: Mapping[str, str]) -> dict[str, Any] | None:
    """The story that a report would have joined next; ``slugs`` are those of published stories, by id."""
    placement = report.placement
    if not placement.runner_up_id:
        return None
    return {
        "story_id": placement.runner_up_id,
        "slug": slugs.get(placement.runner_up_id),
        "link": link_of(placement.runner_up) if placement.runner_up else None,
    }


# ---------------------------------------------------------------- in words


def news_parts(story: RankedStory) -> dict[str, Any]:
    """What is new, for a page that marks what stands in the summary and tells the rest apart."""
    news, summary = story.telling.news, {sentence.text for sentence in story.telling.summary}
    sentences = news.sentences if news else ()
    return {
        "new_texts": {sentence.text for sentence in sentences},
        "other_news": [sentence for sentence in sentences if sentence.text not in summary],
    }


def spread_lines(spread: Spread) -> list[str]:
    """Where sources are and what they write in, where anything of it is known."""
    countries = told_codes(spread.countries, country_name)
    languages = told_codes(spread.languages, language_name)
    lines = [("By country", countries), ("By language", languages)]
    return [f"{name}: {told}." for name, told in lines if told]


def told_codes(counts: tuple[tuple[str, int], ...], name_of: Callable[[str], str]) -> str:
    """``Norway 2, Denmark 1, not known 1``; empty where nothing is known."""
    if not any(code for code, _ in counts):
        return ""
    return ", ".join(f"{name_of(code) if code else 'not known'} {count}" for code, count in counts)


def coverage_groups(coverage: Sequence[Report]) -> list[tuple[str, list[Report]]]:
    """Reports by what they are to a reader, each group with its title, in the order given; no group is empty."""
    groups: dict[str, list[Report]] = {title: [] for title in GROUPS}
    for report in coverage:
        groups[group_of(report)].append(report)
    return [(title, reports) for title, reports in groups.items() if reports]


def group_of(report: Report) -> str:
    """What a report is to a reader."""
    own, opinion, others, copies = GROUPS
    if report.reprint_of:
        return copies
    if report.kind.is_sure and report.kind.name in OPINIONS:
        return opinion
    return own if report.kind.is_independent else others


def folded_copies(story: RankedStory) -> dict[str, list[Outlet]]:
    """The outlets that only copy, by the id of the source whose report it is; of what is not listed under no name."""
    owner = {report.article.id: report.article.source.id for report in story.reports}
    independent = {outlet.source.id for outlet in story.telling.outlets if outlet.is_independent}
    found: dict[str, list[Outlet]] = {}
    for outlet in story.telling.outlets:
        if not outlet.is_independent:
            whose = owner.get(outlet.copy_of, "")
            found.setdefault(whose if whose in independent else "", []).append(outlet)
    return found
