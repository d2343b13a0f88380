"""Links in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, tzinfo

from ..model import Link, Reason, StoryOrder
from ..orderlines import is_orderable, write_order
from .pairs import hours_between, told_gap
from .values import PairCase, Piece, Side, StoryView

REASONS_MAX = 3
"""Of an article in a list: the strongest."""
SMALL_POINTS = 0.005
"""Less is told as nothing."""


def tell_reason(reason: Reason) -> str:
    """What speaks for (+) or against (−) two things being of one event, with its points."""
    sign = "+" if reason.points > SMALL_POINTS else "−" if reason.points < -SMALL_POINTS else "±"
    return f"{sign}{abs(reason.points):.2f} {reason.name}: {reason.why or f'{reason.value:g}'}"


def told_probability(link: Link) -> str:
    """As editors read it; nothing is ever quite sure."""
    return f"{min(0.999, max(0.001, link.probability)):.1%}" if extreme(link) else f"{link.probability:.0%}"


def told_bars(bar: float, lone_bar: float) -> str:
    """From where on a desk joins."""
    alone = f", {lone_bar:.0%} what is still alone when all else is joined" if lone_bar < bar else ""
    return f"{bar:.0%} joins{alone}"


def extreme(link: Link) -> bool:
    """Whole hundredths would say 0 or 100."""
    return not 0.005 <= link.probability < 0.995


def tell_story_links(view: StoryView, *, zone: tzinfo = UTC) -> Iterator[str]:
    """A story's articles, each with why it is there."""
    for piece in view.pieces:
        lead = " (lead)" if piece.is_lead else ""
        yield f"  {piece.published.astimezone(zone):%m-%d %H:%M}  {piece.source}: {piece.headline}{lead}"
        yield from (f"      {line}" for line in tell_piece(piece))
    for kin in view.kin:
        yield f"  same thread, {told_probability(kin.link)} sure that it is one event: {kin.headline}"


def tell_piece(piece: Piece) -> Iterator[str]:
    """Why an article is in its story: link, nearest, the next best story."""
    placement = piece.placement
    if piece.original:
        yield f"reprint of {piece.original}" + (f": {piece.original_why}" if piece.original_why else "")
    elif piece.link:
        yield f"{told_probability(piece.link)} sure{' (reckoned now)' if piece.is_reckoned else ''}"
        yield from (f"  {tell_reason(reason)}" for reason in piece.link.reasons[:REASONS_MAX])
    elif placement.nearest_id:
        words = ", ".join(word for word, _ in placement.shared)
        yield f"likeness {placement.similarity:.2f}; in common: {words or 'no telling word'}"
    else:
        yield f"{placement.reason}: there was nothing to join"
    if piece.nearest and not piece.original:
        yield f"nearest: {piece.nearest}"
    if placement.runner_up and piece.runner_up:
        yield f"else, {told_probability(placement.runner_up)} sure: {piece.runner_up}"
    if piece.state in ("held", "refused"):
        yield f"{piece.state}: {piece.state_why}"


# ---------------------------------------------------------------- two of them


def tell_pair(case: PairCase) -> str:
    """Why two articles are one story, or are not, with a heading for each question."""
    lines = [*tell_side("A", case.one), *tell_side("B", case.other), ""]
    lines += tell_together(case) if case.is_one_story else tell_apart(case)
    lines += tell_orders(case)
    urls = [case.one.article.url, case.other.article.url]
    if any(named_by(order, case) == "both" for order in case.orders):
        lines += ["", "If that is wrong, take the order out of orders.txt."]
    elif all(map(is_orderable, urls)):
        line = write_order("cannot-link" if case.is_one_story else "must-link", urls)
        lines += ["", "If that is wrong, write into orders.txt:", f"  {line}   # why"]
    return "\n".join(lines)


def tell_side(name: str, side: Side) -> Iterator[str]:
    """One of the two, and its story."""
    article, count = side.article, len(side.story)
    yield f"{name}  {article.headline}"
    story = f"story {side.slug or side.placement.story_id}, {count} article{'' if count == 1 else 's'}"
    yield f"   {article.source.name} · {article.published:%Y-%m-%d %H:%M UTC} · {story}"
    yield f"   {article.url}"


def tell_together(case: PairCase) -> Iterator[str]:
    """How two articles came into one story."""
    yield f"They are one story, {told_gap(hours_between(case.one.article, case.other.article))} apart."
    yield from tell_reprint(case)
    yield from ("", f"The two alone: {told_probability(case.direct)} sure that they are of one event")
    yield from tell_reasons(case.direct)
    if case.direct.probability >= case.bar:
        yield f"  That is enough: {case.bar:.0%} joins."
    elif case.direct.probability >= case.lone_bar and len(case.one.story) == 2:
        yield f"  That is enough for what is still alone when all else is joined: {case.lone_bar:.0%} joins."
    elif case.chain:
        yield from ("", f"Alone they would not join ({case.bar:.0%} does); others stand between them:")
        for step in case.chain:
            yield f"  {step.one}"
            yield f"    {told_probability(step.link)} sure{', the weakest link' if step.is_weakest else ''}"
            yield from (f"      {tell_reason(reason)}" for reason in step.link.reasons[:REASONS_MAX])
        yield f"  {case.chain[-1].other}"
    elif not any(side.placement.reason == "reprint" for side in (case.one, case.other)):
        yield f"  That is less than the {case.bar:.0%} that join: it was more when they were placed, or an order did it"


def tell_reprint(case: PairCase) -> Iterator[str]:
    """That one of them was placed as a reprint, which needs no further evidence."""
    for name, side in (("A", case.one), ("B", case.other)):
        if side.placement.reason == "reprint":
            yield f"{name} is a reprint and goes where its original is."


def tell_apart(case: PairCase) -> Iterator[str]:
    """What keeps two articles apart."""
    yield "They are two stories."
    yield from ("", f"The two alone: {told_probability(case.direct)} sure; {told_bars(case.bar, case.lone_bar)}")
    yield from tell_reasons(case.direct)
    for missing in case.missing:
        yield f"  missing: {missing}"
    for name, other, link in (("A to B", case.other, case.one_to_other), ("B to A", case.one, case.other_to_one)):
        if link and len(other.story) > 1:
            yield from ("", f"{name}'s whole story: {told_probability(link)} sure")
            yield from tell_reasons(link)
    if case.between and len(case.one.story) > 1 and len(case.other.story) > 1:
        yield from ("", f"The two stories: {told_probability(case.between)} sure")
        yield from tell_reasons(case.between)
    yield from tell_others_against(case)
    yield from tell_home("A", case.one)
    yield from tell_home("B", case.other)


def tell_others_against(case: PairCase) -> Iterator[str]:
    """Where two would join alone, what else decided."""
    if case.direct.probability < case.bar or not case.between:
        return
    if case.between.probability < case.bar:
        yield "  The two alone would join; the other articles of their stories speak against it."
    else:
        yield "  It would be enough for an article that comes; stories that readers know are joined only on more."


def tell_home(name: str, side: Side) -> Iterator[str]:
    """What an article joined instead, and what it nearly joined."""
    placement = side.placement
    yield ""
    if len(side.story) == 1:
        yield f"{name} joined no story: it is alone"
    elif placement.link:
        yield f"{name} joined its own story instead, {told_probability(placement.link)} sure"
        yield from tell_reasons(placement.link)
    else:
        words = ", ".join(word for word, _ in placement.shared)
        told = f"likeness {placement.similarity:.2f} to its other articles" + (f", by {words}" if words else "")
        yield f"{name} is in its own story instead: {told}"
    if placement.runner_up and side.runner_up:
        yield f"  next best, {told_probability(placement.runner_up)} sure: {side.runner_up}"


def tell_reasons(link: Link) -> Iterator[str]:
    """Every reason of a link."""
    yield from (f"  {tell_reason(reason)}" for reason in link.reasons)


def tell_orders(case: PairCase) -> Iterator[str]:
    """What an editor ordered of the two; that always wins."""
    if case.orders:
        yield from ("", "Orders, which win over all of this")
    for order in case.orders:
        why = f" ({order.why})" if order.why else ""
        yield f"  orders.txt:{order.line}: {order.kind} names {named_by(order, case)}{why}"


def named_by(order: StoryOrder, case: PairCase) -> str:
    """Which of the two an order names."""
    found = [name for name, side in (("A", case.one), ("B", case.other)) if side.article.id in order.article_ids]
    return "both" if len(found) == 2 else found[0] if found else "other articles of both stories"
