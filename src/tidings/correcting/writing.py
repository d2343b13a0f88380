"""Writing the orders file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .. import inquire, store
from ..errors import ConfigError, NotFoundError, PublishError
from ..model import ORDERS_FILE, Desk
from ..orderlines import ORDERS_HEAD, OrderLine, OrdersFile, key_of, make_order, parse_orders, write_order
from ..urls import canonical_url, is_web_url
from .naming import Names, name_articles
from .reading import contradictions_in, read_orders


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOrder:
    """An order as it was written into the file."""

    path: Path
    order: OrderLine
    waiting: tuple[str, ...] = ()
    """Addresses that no article answers to yet."""
    notes: tuple[str, ...] = ()
    """Contradictions of the file as it is now."""
    is_new: bool = True
    """It did not stand there already."""

    @property
    def told(self) -> str:
        """What has become of it, in words, to stand behind its file and line."""
        return f"{self.order.kind}, from the next run on" if self.is_new else f"{self.order.kind} stands here already"


def give_order(folder: Path, desk: Desk, kind: str, targets: Sequence[str], *, why: str = "") -> GivenOrder:
    """Add an order to a desk's file, with the addresses of its articles: names may come to mean others.

    An order that stands in the file and that no later line contradicts is not written again.  Raises ConfigError for
    what is no order, NotFoundError for a name that nothing has, PublishError where the file cannot be written.
    """
    order, waiting = with_addresses(folder, desk, make_order(kind, targets, why))
    path = folder / ORDERS_FILE
    text = read_text(path) or f"{ORDERS_HEAD}\n"
    if line := find_line(parse_orders(text, path=ORDERS_FILE), order):
        return GivenOrder(path=path, order=replace(order, line=line), waiting=waiting, is_new=False)
    text += "" if text.endswith("\n") else "\n"
    write_text(path, f"{text}{write_order(order.kind, order.targets, order.why)}\n")
    order = replace(order, line=len(text.splitlines()) + 1)
    file, _ = read_orders(folder)
    notes = tuple(str(one) for one in contradictions_in(file) if order.line in (one.line, *one.by_lines))
    return GivenOrder(path=path, order=order, waiting=waiting, notes=notes)


def find_line(file: OrdersFile, order: OrderLine) -> int:
    """The line of a file that orders the same, whatever its reason, and is not contradicted; 0: there is none."""
    lost = {one.line for one in contradictions_in(file)}
    wanted = order.kind, set(map(key_of, order.targets))
    same = (one.line for one in file.orders if (one.kind, set(map(key_of, one.targets))) == wanted)
    return next((line for line in same if line not in lost), 0)


def with_addresses(folder: Path, desk: Desk, order: OrderLine) -> tuple[OrderLine, tuple[str, ...]]:
    """An order with an address for each target, and those addresses that wait for an article."""
    if not inquire.has_memory(folder) and all(map(is_web_url, order.targets)):
        urls = tuple(map(canonical_url, order.targets))
        return replace(order, targets=urls), urls
    found: list[str] = []
    waiting: list[str] = []
    with inquire.open_memory(folder) as db:
        names = Names(db, desk)
        for target in order.targets:
            named = name_articles(replace(order, targets=(target,)), names)
            if named.trouble:
                raise ConfigError(f"writing an order: {named.trouble}")
            article = next(iter(store.load_current(db, named.order.article_ids).values()), None)
            if article is None and not is_web_url(target):
                raise NotFoundError(f"looking for {named.waiting[0]}: no story or record is called so")
            found.append(article.url if article else canonical_url(target))
            waiting += [] if article else found[-1:]
    if order.kind == "cannot-link" and len(set(found)) < len(found):
        raise ConfigError("writing an order: two of its targets are one article")
    return replace(order, targets=tuple(dict.fromkeys(found))), tuple(waiting)


def remove_line(folder: Path, number: int) -> str:
    """Take an order out of a desk's file; returns the line.  Raises ConfigError where it is none."""
    path = folder / ORDERS_FILE
    lines = read_text(path).splitlines(keepends=True)
    file = parse_orders("".join(lines), path=ORDERS_FILE)
    if number not in {*(one.line for one in file.orders), *(one.line for one in file.problems)}:
        told = "there is no order on this line; `tidings order list` shows them"
        raise ConfigError(told, file=str(path), line=number)
    line = lines.pop(number - 1)
    write_text(path, "".join(lines))
    return line.strip()


def write_new_file(folder: Path) -> None:
    """An orders file that explains itself, where there is none.  Raises PublishError."""
    if not (folder / ORDERS_FILE).exists():
        write_text(folder / ORDERS_FILE, f"{ORDERS_HEAD}\n")


def read_text(path: Path) -> str:
    """The file's text, empty where there is none; raises ConfigError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"not UTF-8 text ({error.reason}); save it as UTF-8", file=str(path)) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=str(path)) from error


def write_text(path: Path, text: str) -> None:
    """Replace a file whole or not at all; raises PublishError."""
    path = path.resolve()  # a link stays one
    draft = path.with_name(f".{path.name}.new")
    with told_as_publish_error(path):
        draft.write_bytes(text.encode("utf-8"))
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)


@contextmanager
def told_as_publish_error(path: Path) -> Iterator[None]:
    """A disk that refuses becomes a PublishError."""
    try:
        yield
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; mend its rights, then try again") from error
