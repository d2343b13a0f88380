"""What a reader would see of a change in a record, and how to say it in a commit's message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

UNSEEN: Final = frozenset({"secured", "heat"})
"""Fields that change without a reader's seeing anything: ciphertext, and what moves with other articles."""
SUBJECT_CHARS_MAX: Final = 72
"""What git's own lists show of a message."""
HEADLINE_CHARS_MAX: Final = 200
HEADLINES_MAX: Final = 20
"""Lines of one kind in a message; more is said as a number."""
LINE = re.compile(r"(?P<indent> *)(?P<dash>- )?(?:(?P<name>[\w-]+):(?: (?P<value>.*))?$)?")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")

Kind = Literal["new", "changed headline", "changed", "removed"]
KINDS: Final[tuple[Kind, ...]] = ("new", "changed headline", "changed", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenChange:
    """One record that is not what it was."""

    kind: Kind
    headline: str


def seen_change(before: bytes | None, after: bytes | None) -> SeenChange | None:
    """What a reader would see of a record's change (None: there is no record); None: nothing.

    The order of lists and of fields counts for nothing, nor do ciphertext and heat.
    """
    headline = headline_of(after if after is not None else before or b"")
    if before is None or after is None:
        return SeenChange(kind="removed" if after is None else "new", headline=headline) if before != after else None
    old, new = seen_lines(before), seen_lines(after)
    if old == new:
        return None
    is_renamed = headline_of(before) != headline
    return SeenChange(kind="changed headline" if is_renamed else "changed", headline=headline)


def seen_lines(data: bytes) -> Counter[str]:
    """What a record says, a line for each value under its full name, in no order."""
    text = data.decode("utf-8", "replace").removeprefix("---\n")
    front, _, body = text.partition("\n---\n")
    named = (line for line in named_lines(front) if line.partition(".")[0].partition("=")[0] not in UNSEEN)
    return Counter([*named, *(f"body={line}" for line in body.splitlines() if line.strip())])


def named_lines(front: str) -> Iterator[str]:
    """``provider.name=The Post``: the lines of front matter, each with the names around it."""
    names: list[tuple[int, str]] = []
    for line in front.splitlines():
        found = LINE.match(line)
        depth = len(found["indent"]) + len(found["dash"] or "") if found else 0
        if not line.strip():
            continue
        while names and names[-1][0] >= depth:
            names.pop()
        if found and found["name"]:
            names.append((depth, found["name"]))
            value = found["value"] or ""
        else:
            value = line.strip().removeprefix("- ")
        yield f"{'.'.join(name for _, name in names)}={value}"


def headline_of(data: bytes) -> str:
    """A record's headline, as one harmless line."""
    found = re.search(rb"^title: *(.*)$", data, re.MULTILINE)
    text = found[1].decode("utf-8", "replace").strip() if found else ""
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = re.sub(r'\\(["\\/])', r"\1", text[1:-1])
    return CONTROL.sub(" ", text).strip()


def message_of(changes: Sequence[SeenChange]) -> str:
    """``3 new: Ferry aground off Skell; …``, and below it every headline."""
    by_kind = {kind: [change.headline for change in changes if change.kind == kind] for kind in KINDS}
    told = {kind: headlines for kind, headlines in by_kind.items() if headlines}
    subject = "; ".join(
        f"{len(headlines):,} {kind}: {headlines[0]}{'; …' if len(headlines) > 1 else ''}"
        for kind, headlines in told.items()
    )
    if len(subject) > SUBJECT_CHARS_MAX:
        subject = ", ".join(f"{len(headlines):,} {kind}" for kind, headlines in told.items())
        first = next(iter(told.values()))[0]
        subject = cut(f"{subject}: {first}", SUBJECT_CHARS_MAX)
    return "\n\n".join([subject, *(paragraph(kind, headlines) for kind, headlines in told.items())]) + "\n"


def paragraph(kind: str, headlines: Sequence[str]) -> str:
    """The headlines of one kind, a line each."""
    more = len(headlines) - HEADLINES_MAX
    lines = [f"- {cut(headline, HEADLINE_CHARS_MAX)}" for headline in headlines[:HEADLINES_MAX]]
    return "\n".join([f"{kind.capitalize()}:", *lines, *([f"- and {more:,} more"] if more > 0 else [])])


def cut(text: str, chars_max: int) -> str:
    """The beginning of a text, at the end of a word where there is one."""
    if len(text) <= chars_max:
        return text
    return text[: chars_max - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
