"""Which report speaks for its story: by stated criteria, each with its points and a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ..model import Attribution, LeadChoice, LeadCriterion, LeadReason, Material, Report, ScorePart
from ..rules import PublishRules, TellingRules
from ..text import content_words

NAMED_MAX: Final = 2
"""Sources naming another that count: a third tells nothing that two did not."""
NAMES_TOLD_MAX: Final = 3
CRITERION_OF: Final[Mapping[str, LeadCriterion]] = {
    "original": "original reporting",
    "standing": "standing",
    "kind": "kind",
}
"""What a part of quality speaks for; all others are what makes a report complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadGround:
    """What a lead is chosen by, beside the reports."""

    publish: PublishRules
    telling: TellingRules
    ordered: Mapping[str, int] = field(default_factory=dict)
    """Articles that an editor wants to lead, with the line that says so: of several the last holds."""
    last_id: str = ""
    """The article that readers know as the lead; empty: none."""
    attributions: Mapping[str, tuple[Attribution, ...]] = field(default_factory=dict)


def ground_for(story_id: str, material: Material) -> LeadGround:
    """What the lead of a story is chosen by."""
    rules = material.desk.rules
    return LeadGround(
        publish=rules.publish,
        telling=rules.telling,
        ordered={key: one.line for one in material.story_orders if one.kind == "lead" for key in one.article_ids},
        last_id=material.leads.get(story_id, ""),
        attributions=material.attributions,
    )


def choose_lead(reports: Sequence[Report], ground: LeadGround) -> LeadChoice:
    """The published report that speaks best for the story; the earliest of equals.

    An editor's order goes before everything; then what reports the event before what speaks about it (opinion, live
    blogs, videos, galleries, roundups); then points.  Who has led stays where no other is clearly better.
    """
    own = [report for report in reports if report.verdict.outcome == "published"]
    reasons = dict(all_reasons(own, reports, ground))
    worth = {id_: round(sum(reason.points for reason in those), 6) for id_, those in reasons.items()}

    def place(report: Report) -> tuple[int, bool, float, datetime, str]:
        article = report.article
        line = ground.ordered.get(article.id, -1)
        return -line, not report.kind.is_report, -worth[article.id], article.published, article.id

    ordered = sorted(own, key=place)
    best = ordered[0]
    chosen, note = keep_or_take(best, ordered, worth, ground)
    second = next((report for report in ordered if report is not chosen), None)
    return LeadChoice(
        article_id=chosen.article.id,
        reasons=reasons[chosen.article.id],
        note=note,
        runner_up_id=second.article.id if second else "",
        ahead=round(worth[chosen.article.id] - worth[second.article.id], 2) if second else 0.0,
    )


def keep_or_take(
    best: Report, ordered: Sequence[Report], worth: Mapping[str, float], ground: LeadGround
) -> tuple[Report, str]:
    """Who leads, and what decided beside points: headlines that change at every run serve nobody."""
    if best.article.id in ground.ordered:
        return best, "the editor says so"
    last = next((report for report in ordered if report.article.id == ground.last_id), None)
    if last is not None and last is not best and last.kind.is_report == best.kind.is_report:
        ahead = worth[best.article.id] - worth[last.article.id]
        if ahead < ground.telling.lead_margin:
            name = best.article.source.name
            needed = f"{ground.telling.lead_margin:g}"
            return last, f"it led before, and {name} is {ahead:.1f} points better where {needed} are needed"
    if len(ordered) == 1:
        return best, "it is the only published report"
    if not best.kind.is_report:
        return best, f"nothing but {best.kind.name} and its like is published"
    return best, ""


# ---------------------------------------------------------------- the criteria


def all_reasons(
    own: Sequence[Report], reports: Sequence[Report], ground: LeadGround
) -> Iterator[tuple[str, tuple[LeadReason, ...]]]:
    """What each criterion gives each report that may lead, by article id; the weightiest first."""
    told = {report.article.id: frozenset(content_words(said(report))) for report in reports}
    names = {report.article.id: report.article.source.name for report in reports}
    earliest = earliest_of(reports)
    for report in own:
        id_ = report.article.id
        others = [words for other, words in told.items() if other != id_]
        found = [
            original_reporting(report, names, ground),
            completeness(report, ground.telling),
            *of_quality(report),
            headline_of(report, others, ground.publish),
        ]
        if id_ == earliest:
            found.append(
                LeadReason(
                    name="earliest", points=ground.telling.first_points, why="the earliest report here, by its date"
                )
            )
        yield id_, tuple(sorted(found, key=lambda reason: -reason.points))


def earliest_of(reports: Sequence[Report]) -> str:
    """The report that came out first, by a date that is believed; empty where two did, or none has a date."""
    dated = [r.article for r in reports if r.article.is_dated and not r.reprint_of]
    first = min((article.published for article in dated), default=None)
    found = [article.id for article in dated if article.published == first]
    return found[0] if len(found) == 1 and len(reports) > 1 else ""


def original_reporting(report: Report, names: Mapping[str, str], ground: LeadGround) -> LeadReason:
    """Its own words, that others name it, and that it is no agency's text."""
    rules, part = ground.telling, part_named(report, "original")
    points, whys = (part.points, [part.why]) if part else (0.0, [])
    mine = ground.attributions.get(report.article.id, ())
    credited = [one.source_name for one in mine if one.role == "credited"]
    if credited:
        points -= rules.credited_points
        whys.append(f"credited to {credited[0]}")
    naming = naming_sources(report, names, ground.attributions)
    if naming:
        points += rules.named_points * min(len(naming), NAMED_MAX)
        whys.append(f"named by {', '.join(naming[:NAMES_TOLD_MAX])}")
    return LeadReason(name="original reporting", points=round(points, 2), why="; ".join(filter(None, whys)))


def naming_sources(
    report: Report, names: Mapping[str, str], attributions: Mapping[str, tuple[Attribution, ...]]
) -> list[str]:
    """Names of the other sources whose reports of this story name this one's source."""
    mine = report.article.source
    found = {
        names[id_]
        for id_ in names
        for one in attributions.get(id_, ())
        if one.source_id == mine.id and names[id_] != mine.name
    }
    return sorted(found)


def completeness(report: Report, rules: TellingRules) -> LeadReason:
    """All parts of quality that say how much of a report there is."""
    parts = [part for part in report.quality.parts if part.name not in CRITERION_OF]
    points, whys = sum(part.points for part in parts), [told(part) for part in parts if part.points < part.points_max]
    if report.article.access == "paid" or report.article.is_cut:
        points -= rules.cut_points
        whys.append("it must be paid for" if report.article.access == "paid" else "only its beginning is known")
    return LeadReason(name="completeness", points=round(points, 2), why="; ".join(whys) or "nothing is missing")


def told(part: ScorePart) -> str:
    """A part of quality that is not full, in words."""
    return f"{part.name} {part.points:g} of {part.points_max:g}: {part.why}"


def of_quality(report: Report) -> Iterator[LeadReason]:
    """The parts of quality that are a criterion of their own."""
    for part in report.quality.parts:
        name = CRITERION_OF.get(part.name)
        if name and name != "original reporting":
            yield LeadReason(name=name, points=round(part.points, 2), why=part.why)


def part_named(report: Report, name: str) -> ScorePart | None:
    """One part of its quality."""
    return next((part for part in report.quality.parts if part.name == name), None)


def headline_of(report: Report, others: Sequence[Collection[str]], rules: PublishRules) -> LeadReason:
    """How far the others bear out what its headline says."""
    share = borne_out(report.article.headline, others)
    why = f"the other reports have {share:.0%} of its words on average" if others else "nobody else reports it"
    return LeadReason(name="headline", points=round(rules.lead_points * share, 2), why=why)


def said(report: Report) -> str:
    """A report's own words."""
    return f"{report.article.headline} {report.article.excerpt}"


def borne_out(headline: str, others: Sequence[Collection[str]]) -> float:
    """How many of a headline's words the other reports have, on average: 0 to 1."""
    words = content_words(headline)
    if not words or not others:
        return 0.0
    return sum(word in other for word in words for other in others) / (len(words) * len(others))
