"""The orders file: one order a line, for people and for ``git diff``.

::

    KIND TARGET [TARGET ...]   # why

A ``#`` begins a comment at the start of a line and after white space: addresses keep their fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, get_args

from .errors import ConfigError
from .model import StoryOrder, StoryOrderKind
from .text import squeeze
from .urls import canonical_url, is_web_url, same_page_key

ORDERS_HEAD: Final = """\
# Corrections of stories, one a line; they win over everything that Tidings concludes. Keep this file in git.
#
#   cannot-link https://post.example/quake-in-chile https://star.example/quake-in-peru   # two quakes
#   must-link   https://post.example/ferry https://star.example/ship-aground             # one accident
#   split       https://post.example/strike https://star.example/strike                  # a story of these alone
#   lead        https://post.example/ferry                                               # leads its story
#   kill        https://star.example/hoax                                                # on no page, in no story
#
# `tidings order list` tells which of them hold.
"""
"""What a new orders file begins with."""

KINDS: Final[tuple[StoryOrderKind, ...]] = get_args(StoryOrderKind)
TARGETS_MIN: Final[dict[StoryOrderKind, int]] = {
    "must-link": 2,
    "cannot-link": 2,
    "split": 1,
    "lead": 1,
    "kill": 1,
}
OTHER_WORDS: Final = {
    "merge": "must-link",
    "join": "must-link",
    "link": "must-link",
    "same": "must-link",
    "mustlink": "must-link",
    "unlink": "cannot-link",
    "separate": "cannot-link",
    "different": "cannot-link",
    "cannotlink": "cannot-link",
    "cant-link": "cannot-link",
    "delete": "kill",
    "remove": "kill",
}
"""What people write who have not looked it up, and the order that they mean."""
COMMENT: Final = re.compile(r"(?:^|\s)#")
NAME: Final = re.compile(r"[\w.-]+")
"""A slug, or the name of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """An order as its line has it."""

    kind: StoryOrderKind
    targets: tuple[str, ...]
    """As they were written: addresses, slugs, names of records."""
    why: str = ""
    line: int = 0
    """From 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProblem:
    """A line that is no order."""

    file: str
    line: int
    """From 1; 0: the whole file."""
    reason: str
    """What is wrong, and the nearest right spelling."""

    def __str__(self) -> str:
        """With file and line, as errors are told."""
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersFile:
    """What an orders file says."""

    path: str
    orders: tuple[OrderLine, ...] = ()
    problems: tuple[LineProblem, ...] = ()


def parse_orders(text: str, *, path: str) -> OrdersFile:
    """The orders of a file; each line that is none is a problem that names file and line, and the rest still hold."""
    orders: list[OrderLine] = []
    problems: list[LineProblem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        words, why = take_apart(line)
        if not words:
            continue
        reason = next(find_faults(words), "")
        if reason:
            problems.append(LineProblem(file=path, line=number, reason=reason))
        else:
            kind = next(kind for kind in KINDS if kind == words[0].lower())
            orders.append(OrderLine(kind=kind, targets=tuple(words[1:]), why=why, line=number))
    return OrdersFile(path=path, orders=tuple(orders), problems=tuple(problems))


def take_apart(line: str) -> tuple[list[str], str]:
    """The words of a line before its comment, and the comment."""
    found = COMMENT.search(line)
    said, comment = (line[: found.start()], line[found.end() :]) if found else (line, "")
    return said.split(), squeeze(comment.lstrip("#"))


def find_faults(words: list[str]) -> Iterator[str]:
    """What is wrong with the words of a line, the first thing first."""
    kind, targets = words[0].lower(), words[1:]
    if kind not in KINDS:
        yield f"{words[0]!r} is no order; {right_spelling(kind)}"
        return
    yield from (fault for target in targets if (fault := fault_of(target)))
    needed = next(count for name, count in TARGETS_MIN.items() if name == kind)
    given = len({key_of(target) for target in targets})
    if given < needed <= len(targets):
        yield f"{kind} names one article twice; it needs {needed} different ones"
    elif given < needed:
        wanted = "an article" if needed == 1 else "two articles or more"
        yield f"{kind} needs {wanted}, such as `{kind} {' '.join(EXAMPLES[:needed])}   # why`"
    elif kind == "lead" and len(targets) > 1:
        yield "lead names one article, since a story has one lead; write a line for each story"


EXAMPLES: Final = ("https://post.example/ferry", "https://star.example/ship")


def right_spelling(kind: str) -> str:
    """The order that was meant, or all there are."""
    if kind in ("spike", "pin", "boost", "allow"):
        return f"it is a command: `tidings {kind}`"
    meant = OTHER_WORDS.get(kind.replace("_", "-")) or OTHER_WORDS.get(kind.replace("_", "").replace("-", ""))
    near = [meant] if meant else get_close_matches(kind.replace("_", "-"), KINDS, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if is_web_url(kind):
        return f"a line begins with what is ordered: {', '.join(KINDS)}"
    return f"there are {', '.join(KINDS)}; a comment begins with #"


def fault_of(target: str) -> str:
    """What is wrong with a target; empty: nothing that can be seen without the desk's memory."""
    if is_web_url(target) or (NAME.fullmatch(target) and not looks_like_host(target)):
        return ""
    bare = target.strip("<>()[],;'\"")
    if bare != target and (is_web_url(bare) or NAME.fullmatch(bare)):
        return f"{target!r} is no target; did you mean `{bare}`?"
    if looks_like_host(bare.partition("/")[0]):
        return f"{target!r} is no whole address; did you mean `https://{bare}`?"
    name = bare.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")
    hint = f"; did you mean `{name}`?" if NAME.fullmatch(name) else ""
    return f"{target!r} is neither an address nor the name of a story or record{hint}"


def looks_like_host(text: str) -> bool:
    """``post.example``, which no slug or record is called; ``ferry.md`` is a record."""
    return "." in text and not text.endswith((".md", ".html")) and NAME.fullmatch(text) is not None


def key_of(target: str) -> str:
    """What all ways to write one target have in common, as far as that can be told without the desk's memory."""
    if is_web_url(target):
        return same_page_key(canonical_url(target))
    return target.removesuffix(".md").removesuffix(".html")


KeyedOrder = StoryOrder
"""An order whose articles are named by the keys of its targets."""


def keyed(line: OrderLine) -> KeyedOrder:
    """An order whose targets stand for themselves: enough to find contradictions where nothing has run yet."""
    targets = tuple(dict.fromkeys(map(key_of, line.targets)))
    return StoryOrder(kind=line.kind, article_ids=targets, line=line.line, why=line.why)


def write_order(kind: str, targets: Sequence[str], why: str = "") -> str:
    """An order as a line of the file."""
    said = " ".join((kind, *targets))
    reason = squeeze("".join(sign if sign.isprintable() else " " for sign in why))
    return f"{said}   # {reason}" if reason else said


def make_order(kind: str, targets: Sequence[str], why: str = "") -> OrderLine:
    """The order that these words make, which its line says and nothing else; raises ConfigError."""
    file = parse_orders(write_order(kind, targets, why), path="")
    if file.problems:
        raise ConfigError(f"writing an order: {file.problems[0].reason}")
    if [order.targets for order in file.orders] != [tuple(targets)]:
        said = " ".join((kind, *targets))
        raise ConfigError(f"writing an order: {said!r} is no line of one order; name articles by addresses or names")
    return replace(file.orders[0], line=0)


def is_orderable(url: str) -> bool:
    """An address that can stand in a line: of the web, and one word."""
    return is_web_url(url) and url.isprintable() and len(url.split()) == 1
