"""The orders file, one order a line: read for what it says of articles, and added to.

The one place where the inspector touches the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .errors import ConfigError, PublishError
from .inspector import ORDER_KINDS
from .model import StoryOrder
from .text import squeeze
from .urls import canonical_url, is_web_url, url_id

ORDERS_FILE: Final = "orders.txt"
"""Beside ``desk.toml``."""
COMMENT: Final = re.compile(r"(?:^|\s)#")
"""At the start of a line and after white space: addresses keep their fragments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An order's line in the file."""

    path: Path
    line: int
    """From 1."""
    is_new: bool
    """It was not there before."""


def append_order(path: Path, line: str) -> Written:
    """Add a line to the orders file, once; raises ConfigError for a file that is no text, PublishError for the disk."""
    text = read_file(path)
    said = before_comment(line)
    known = {before_comment(one): number for number, one in enumerate(text.splitlines(), 1)}
    if said in known:
        return Written(path=path, line=known[said], is_new=False)
    text += "" if not text or text.endswith("\n") else "\n"
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_bytes(f"{text}{line}\n".encode())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PublishError(f"writing {path}: {error.strerror}; mend its rights, then try again") from error
    return Written(path=path, line=len(text.splitlines()) + 1, is_new=True)


def read_lines(path: Path) -> tuple[str, ...]:
    """The orders of the file as they stand there."""
    return tuple(line.strip() for line in read_file(path).splitlines() if before_comment(line))


def read_orders(path: Path) -> tuple[StoryOrder, ...]:
    """The orders of the file that name articles by their addresses."""
    found = []
    for number, line in enumerate(read_file(path).splitlines(), 1):
        words = before_comment(line).split()
        kind = next((kind for kind in ORDER_KINDS if words and kind == words[0].lower()), None)
        ids = tuple(url_id(canonical_url(target)) for target in words[1:] if is_web_url(target))
        if kind and ids:
            comment = COMMENT.search(line)
            why = squeeze(line[comment.end() :].lstrip("#")) if comment else ""
            found.append(StoryOrder(kind=kind, article_ids=ids, line=number, why=why))
    return tuple(found)


def before_comment(line: str) -> str:
    """What a line orders, its white space made alike; empty: nothing."""
    found = COMMENT.search(line)
    return squeeze(line[: found.start()] if found else line)


def read_file(path: Path) -> str:
    """The file's text, empty where there is none; raises ConfigError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"not UTF-8 text ({error.reason}); save it as UTF-8", file=str(path)) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=str(path)) from error
