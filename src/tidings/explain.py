"""Why a story or an article stands where it stands, told from what was kept at every step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .model import (
    Article,
    ArticleOpinion,
    Change,
    HeatKind,
    HeatShare,
    LedgerEntry,
    Link,
    Order,
    Placement,
    RankedStory,
    Sentence,
    Sighting,
    StoryOrder,
    Telling,
    Verdict,
    killed_by,
)
from .reading import Claim, PageReading

CLAIM_CHARS_MAX = 120
"""Of one claim: a line or two of a terminal."""
DAY_AND_TIME = "%Y-%m-%d %H:%M UTC"
HEAT_WORDS: dict[HeatKind, str] = {
    "report": "",
    "pace": "for its pace, ",
    "mix": "for a new sort of source, ",
    "boost": "for a boost, ",
    "views": "for views, ",
}
"""What a part of heat is for, before the name of its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCase:
    """Everything that is known about one article."""

    article: Article
    sightings: tuple[Sighting, ...]
    placement: Placement | None = None
    nearest_headline: str = ""
    nearest_source: str = ""
    opinion: ArticleOpinion | None = None
    verdict: Verdict | None = None
    reprint_of: str = ""
    """Address of the original, or empty."""
    orders: tuple[StoryOrder, ...] = ()
    """Of the orders file, those that name it."""
    reprint_why: str = ""
    """The reason in words."""
    page: PageReading | None = None
    """What its page says, with every claim; None: its page was not read."""
    page_trouble: str = ""
    """Why its page could not be had the last time; empty: it could, or was not asked for."""
    changes: tuple[Change, ...] = ()
    """What its publisher changed since we first saw it, oldest first."""
    decisions: tuple[LedgerEntry, ...] = ()
    """What was decided on it, oldest first."""
    newsletter: str = ""
    """Why it is in its day's newsletter or not; empty: the desk's rules make none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One line for each article of a story."""

    url: str
    source: str
    headline: str
    published: datetime
    joined: str
    """``first report``, ``same event``, ``reprint`` or ``order``."""
    similarity: float
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCase:
    """Everything that is known about one story."""

    id: str
    slug: str = ""
    rank: int = 0
    """0: it is not in the edition."""
    heat: float = 0.0
    heat_shares: tuple[HeatShare, ...] = ()
    sources_count: int = 0
    topics: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    orders: tuple[Order, ...] = ()
    telling: Telling | None = None
    """None: it is not in the edition."""
    source_names: Mapping[str, str] = field(default_factory=dict)
    """Of its reports, by article id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The answer to ``tidings explain``."""

    target: str
    as_of: datetime | None = None
    """The clock of the edition, which heat was reckoned with; None: there is no edition yet."""
    article: ArticleCase | None = None
    """None: the target is known only from items that were dropped."""
    story: StoryCase | None = None
    dropped: tuple[Sighting, ...] = ()


def make_member(article: Article, placement: Placement, verdict: Verdict | None) -> Member:
    """One article of a story, in a line."""
    return Member(
        url=article.url,
        source=article.source.name,
        headline=article.headline,
        published=article.published,
        joined=placement.reason,
        similarity=placement.similarity,
        verdict=verdict,
    )


def make_story_case(
    story_id: str, shown: RankedStory | None, members: Iterable[Member], orders: Iterable[Order]
) -> StoryCase:
    """A story with its place in the edition, if it has one."""
    common = {"id": story_id, "members": tuple(members), "orders": tuple(orders)}
    if shown is None:
        return StoryCase(**common)  # type: ignore[arg-type]  # the three keys above have these types
    return StoryCase(
        **common,  # type: ignore[arg-type]  # the three keys above have these types
        slug=shown.slug,
        rank=shown.rank,
        heat=shown.heat,
        heat_shares=shown.heat_shares,
        sources_count=shown.sources_count,
        topics=shown.topics,
        telling=shown.telling,
        source_names={report.article.id: report.article.source.name for report in shown.reports},
    )


# ---------------------------------------------------------------- in words


def tell(explanation: Explanation) -> str:
    """The explanation as plain text, with a heading for each question it answers."""
    lines: list[str] = []
    if explanation.article:
        lines += tell_article(explanation.article)
    for sighting in explanation.dropped:
        lines += [
            f"{sighting.headline or explanation.target}",
            f"  left out: {sighting.drop_reason}",
            f"  seen in {sighting.feed_url} at {sighting.seen_at:{DAY_AND_TIME}}",
        ]
    if explanation.story:
        lines += tell_story(explanation.story, explanation.as_of)
    return "\n".join(lines)


def tell_article(case: ArticleCase) -> Iterator[str]:
    """Where an article came from, how it joined its story, its quality and its verdict."""
    article = case.article
    yield article.headline
    yield f"{article.source.name} · {article.published:{DAY_AND_TIME}} · {article.url}"
    yield from ("", "Where it came from")
    yield f"  {article.source.name}: {article.source.named_from or 'no word on who named it'}"
    if article.imported_from:
        yield f"  imported at {article.seen_at:{DAY_AND_TIME}} from {article.imported_from} of the site taken over"
    for sighting in case.sightings:
        yield f"  {sighting.feed_url}"
        yield f"    seen {sighting.seen_at:{DAY_AND_TIME}} as {sighting.entry_id} (answer {sighting.body_hash[:12]})"
    yield f"  dated by {article.published_from}"
    yield from tell_page(case)
    yield from tell_changes(case.changes)
    yield from ("", "Why it is in its story")
    yield from tell_placement(case)
    if case.opinion:
        kind = case.opinion.kind
        yield from ("", f"Kind: {kind.name}, {kind.confidence:.0%} sure", f"  {kind.reason}")
        yield from ("", f"Quality {case.opinion.quality.total:g} of 100")
        for part in case.opinion.quality.parts:
            yield f"  {part.points:>5g} of {part.points_max:<3g} {part.name}: {part.why}"
        for match in case.opinion.topics:
            yield f"  topic {match.topic_id}: {match.evidence}"
        for match in case.opinion.refused:
            yield f"  not topic {match.topic_id}: {match.evidence}"
        yield from tell_subjects(case.opinion)
    if case.verdict:
        yield from ("", f"Verdict: {case.verdict.outcome}")
        yield f"  {case.verdict.reason} (rule {case.verdict.rule})"
        yield from tell_outlook(case.verdict)
    if case.newsletter:
        yield from ("", "In the newsletter", f"  {case.newsletter}")
    yield from tell_decisions(case.decisions)


def tell_outlook(verdict: Verdict) -> Iterator[str]:
    """What would change a verdict, where its reason does not say so already."""
    if verdict.remedies and "publishes with" not in verdict.reason:
        yield f"  publishes with {' or '.join(verdict.remedies)}"
    if verdict.needs:
        yield f"  would be held without {' or without '.join(verdict.needs)}"


def tell_decisions(entries: Sequence[LedgerEntry]) -> Iterator[str]:
    """What was decided on an article over time, and by which rules."""
    if not entries:
        return
    first = next((entry for entry in entries if entry.decision.verdict.outcome == "published"), None)
    yield from ("", "What was decided when")
    if first:
        yield f"  first published {first.decided_at:{DAY_AND_TIME}} in edition {first.edition}"
    book = ""
    for entry in entries:
        verdict, by = entry.decision.verdict, f", by the rules {entry.book}" if entry.book != book else ""
        book = entry.book
        yield f"  {entry.decided_at:{DAY_AND_TIME}}  {verdict.outcome} (rule {verdict.rule}){by}"
        yield f"    {verdict.reason}"


def tell_subjects(opinion: ArticleOpinion) -> Iterator[str]:
    """The sensitive subjects it speaks of, and what nobody could look for."""
    told = [
        f"  {match.subject}, {match.role}, {match.confidence:.0%} sure ({match.language}): {match.evidence}"
        for match in opinion.subjects
    ]
    told += [f"  may identify a child: {detail}" for detail in opinion.child_details]
    if opinion.subjects_unread:
        told.append(f"  not looked at: language {opinion.subjects_unread}")
    if told:
        yield from ("", "Sensitive subjects", *told)


def tell_page(case: ArticleCase) -> Iterator[str]:
    """Every field that the article's page speaks of: what we believe, and what else was said and why not."""
    if case.page_trouble:
        yield from ("", "What its page says", f"  it could not be had: {case.page_trouble}")
    if case.page is None:
        return
    if not case.page_trouble:
        yield from ("", f"What its page says ({case.page.url})")
    field = ""
    for claim in case.page.claims:
        if claim.field != field:
            field = claim.field
            yield f"  {field}"
        yield f"    {tell_claim(claim)}"


def tell_claim(claim: Claim) -> str:
    """One statement of a page, marked where it is believed."""
    value = " ".join(claim.value.split())
    short = value if len(value) <= CLAIM_CHARS_MAX else f"{value[:CLAIM_CHARS_MAX]}…"
    where = f"{claim.origin} {claim.place}".strip()
    why = f" ({claim.why})" if claim.why else ""
    return f"{'*' if claim.is_believed else ' '} {where}: {short}{why}"


def tell_changes(changes: Iterable[Change]) -> Iterator[str]:
    """What its publisher changed."""
    told = [
        f"  {change.seen_at:{DAY_AND_TIME}}  {change.field}: {change.before or 'nothing'} → {change.after or 'nothing'}"
        f"{', without a sign' if change.is_silent else ''}"
        for change in changes
    ]
    if told:
        yield from ("", "What its publisher changed", *told)


def tell_placement(case: ArticleCase) -> Iterator[str]:
    """The evidence that an article belongs to its story."""
    placement = case.placement
    told = [f"  {order.place}: {order.kind}: {order.why or 'no reason given'}" for order in case.orders]
    yield from dict.fromkeys(told)  # an order of many articles is kept pair by pair
    if placement is None and killed_by(case.orders):
        yield "  it is in no story: an editor killed it"
    elif placement is None:
        yield "  it has not been placed yet: run `tidings cluster`"
    elif case.reprint_of:
        yield f"  reprint of {case.reprint_of}"
        if case.reprint_why:
            yield f"  {case.reprint_why}"
    elif placement.reason == "order":
        yield "  an editor's order put it there"
    elif not placement.nearest_id:
        yield "  first report: nothing like it was known"
    else:
        shared = ", ".join(f"{word} ({share:.0%})" for word, share in placement.shared)
        yield f"  {placement.reason}: average likeness {placement.similarity:.2f} to the story's other articles"
        yield f"  nearest: {case.nearest_source}: {case.nearest_headline} ({placement.gap_hours:g} hours apart)"
        yield f"  words in common: {shared}"
    if placement and placement.link:
        yield from tell_link(placement.link, "to this story")
    if placement and placement.runner_up:
        yield from tell_link(placement.runner_up, f"to the next nearest, {placement.runner_up_id}")


def tell_link(link: Link, to: str) -> Iterator[str]:
    """How sure a link is, with what speaks for and against it."""
    yield f"  {link.probability:.0%} sure that it belongs {to}"
    for reason in link.reasons:
        yield f"    {reason.points:+.2f} {reason.name}: {reason.why or f'{reason.value:g}'}"


def tell_story(case: StoryCase, as_of: datetime | None) -> Iterator[str]:
    """Why a story is ranked where it is, and what it is made of."""
    yield ""
    if case.rank and as_of:
        yield f"Story {case.slug}: rank {case.rank}, heat {case.heat:g} as of {as_of:{DAY_AND_TIME}}"
        yield f"  topics: {', '.join(case.topics) or 'none'}; independent sources: {case.sources_count}"
        for share in case.heat_shares:
            fresh = f"{share.points_fresh:g} when fresh, {share.age_hours:g} hours old"
            yield f"  {share.points:>6.2f} {HEAT_WORDS[share.kind]}{share.source}: {fresh}"
            if share.why:
                yield f"         {share.why}"
    else:
        yield f"Story {case.id}: not in the edition"
    if case.telling:
        yield from tell_telling(case.telling, case.source_names)
    for order in case.orders:
        yield f"  order: {order.kind} by {order.who}: {order.why}{' (private)' if order.is_private else ''}"
    yield from ("", f"Its articles ({len(case.members)})")
    for member in case.members:
        outcome = member.verdict.outcome if member.verdict else "no verdict yet"
        yield f"  {member.published:{DAY_AND_TIME}}  {member.source}: {member.headline}"
        yield f"    {member.joined}, likeness {member.similarity:.2f}, {outcome}; {member.url}"


def tell_telling(telling: Telling, names: Mapping[str, str]) -> Iterator[str]:
    """Why its lead leads, and what its page tells in its reports' words."""
    lead = telling.lead
    if lead:
        note = f": {lead.note}" if lead.note else ""
        behind = f"; next {names[lead.runner_up_id]}" if lead.runner_up_id in names else ""
        behind += f", {lead.ahead:g} behind" if behind and lead.ahead > 0 else ""
        yield from ("", f"Led by {names.get(lead.article_id, lead.article_id)}, {lead.points:g} points{note}{behind}")
        for reason in lead.reasons:
            yield f"  {reason.points:>6.2f} {reason.name}: {reason.why}"
    yield from tell_sentences("Summary", telling.summary, names)
    yield from tell_sentences("New since the day before", telling.news.sentences if telling.news else (), names)
    named = [one for outlet in telling.outlets for one in outlet.names]
    if named:
        yield from ("", "Whom its reports name")
    for one in named:
        quoted = f": “{one.words}”" if one.words else ""
        yield f"  {names.get(one.article_id, one.article_id)} has {one.source_name} as {one.role}{quoted}"
    if telling.related:
        yield from ("", "Related stories")
    for other in telling.related:
        yield f"  {other.slug}: {other.why}"


def tell_sentences(heading: str, sentences: Sequence[Sentence], names: Mapping[str, str]) -> Iterator[str]:
    """Sentences of reports, with whose they are."""
    if sentences:
        yield from ("", heading)
    for sentence in sentences:
        sayers = [names.get(id_, id_) for id_ in (sentence.article_id, *sentence.others)]
        yield f"  {', '.join(sayers)}: {sentence.text}"
