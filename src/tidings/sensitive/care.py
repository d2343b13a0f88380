"""How reports on sensitive subjects are shown, by the desk's policy; and where their readers find help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

import msgspec

from ..model import Change, Desk, Edition, Placement, RankedStory, Report
from ..rules import SensitiveRules
from ..subjects import CHILD_SUBJECTS, LABELS, NO_CARE, Care, HelpLine
from .lexicon import DATA

REVIEW_DAYS: Final = 365
"""A number that was right a year ago may be somebody's home today."""


@cache
def known_lines() -> tuple[HelpLine, ...]:
    """The help lines that come with Tidings."""
    return msgspec.json.decode((DATA / "help_lines.json").read_bytes(), type=tuple[HelpLine, ...])


def take_care(edition: Edition, desk: Desk) -> Edition:
    """An edition whose reports on sensitive subjects are shown as the desk wants it.

    What is not to be shown is taken out here, once, so that no page, feed, record or file of the API can show it.
    """
    return replace(edition, stories=tuple(care_for_story(story, desk) for story in edition.stories))


def care_for_story(story: RankedStory, desk: Desk) -> RankedStory:
    """A story with care taken of each of its reports."""
    if not any(report.subjects for report in story.reports):
        return story
    return replace(
        story,
        lead=care_for(story.lead, desk),
        coverage=tuple(care_for(report, desk) for report in story.coverage),
    )


def care_for(report: Report, desk: Desk) -> Report:
    """A report without what the policy does not show, and with what it adds.

    Where a child may be the victim, its publisher's tags, the words that tie it to others and earlier headlines go,
    too: each may hold a name.
    """
    care = care_of(report, desk)
    if care == NO_CARE:
        return report
    article = replace(report.article, image=None) if care.hides_image else report.article
    if not any(match.role == "central" and match.subject in CHILD_SUBJECTS for match in report.subjects):
        return replace(report, article=article, care=care)
    return replace(
        report,
        article=replace(article, tags=()),
        care=care,
        placement=without_words(report.placement),
        changes=tuple(change for change in report.changes if not is_telling(change)),
    )


def without_words(placement: Placement) -> Placement:
    """A placement without the words that it rests on; how sure it is stays."""
    bare = {
        name: replace(link, reasons=tuple(replace(reason, why="") for reason in link.reasons))
        for name, link in (("link", placement.link), ("runner_up", placement.runner_up))
        if link
    }
    return replace(placement, shared=(), **bare)  # type: ignore[arg-type]  # the two names above are links


def is_telling(change: Change) -> bool:
    """A change that would show words which its publisher took back."""
    return change.field in ("headline", "correction")


def care_of(report: Report, desk: Desk) -> Care:
    """What the desk's policy says of a report's central subjects."""
    central = [match.subject for match in report.subjects if match.role == "central"]
    if not central:
        return NO_CARE
    rules = desk.rules.sensitive
    return Care(
        labels=tuple(LABELS[subject] for subject in central if subject in rules.label),
        hides_image=any(subject in rules.no_image for subject in central),
        hides_card=any(subject in rules.no_card for subject in central),
        may_lead=not any(subject in rules.no_lead for subject in central),
        help_lines=choose_lines(central, desk.help_lines, rules),
    )


# ---------------------------------------------------------------- where readers find help


def choose_lines(
    subjects: Sequence[str], own: Sequence[HelpLine], rules: SensitiveRules, known: Sequence[HelpLine] | None = None
) -> tuple[HelpLine, ...]:
    """The desk's own help lines for the subjects; where it has none, the country's that somebody has reviewed."""
    if not rules.help_lines:
        return ()
    if mine := [line for line in own if is_fit(line, subjects)]:
        return tuple(mine)
    offered = known_lines() if known is None else known
    return tuple(
        line
        for line in offered
        if line.reviewed and rules.country and line.country == rules.country and is_fit(line, subjects)
    )


def is_fit(line: HelpLine, subjects: Sequence[str]) -> bool:
    """A line that helps with one of the subjects."""
    return not line.subjects or any(subject in line.subjects for subject in subjects)


def advise(desk: Desk, *, today: date) -> Iterator[str]:
    """What an editor should look at: no line that could be shown, and reviews that are too old."""
    rules = desk.rules.sensitive
    if not rules.help_lines:
        return
    for line in desk.help_lines:
        if not line.reviewed:
            yield f'help line {line.name!r} has no day of review: check it, and write reviewed = "{today}"'
        elif (today - date.fromisoformat(line.reviewed)).days > REVIEW_DAYS:
            yield f"help line {line.name!r} was last reviewed on {line.reviewed}, more than a year ago: check it again"
    if not desk.help_lines and rules.country:
        names = ", ".join(
            f"{line.name} ({line.phone or line.url})" for line in known_lines() if line.country == rules.country
        )
        known = f"; from memory and unchecked there is {names}" if names else ""
        yield (
            f"no help line for {rules.country} has been reviewed, so readers see none: check one and put it in "
            f"[[help_lines]]{known}"
        )
