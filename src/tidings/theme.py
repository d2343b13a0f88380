"""The folder ``theme/`` beside desk.toml, read into a value.

::

    tokens.css         colours and fonts: the custom properties that our stylesheet begins with, set anew
    style.css          more rules of style, after ours
    templates/*.html   templates instead of ours; {% extends "tidings/base.html" %} reaches the one it stands for
    static/**          files copied into the site
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .errors import ConfigError
from .model import NO_THEME, TEMPLATES_FOLDER, THEME_FOLDER, Theme

STYLES: Final = ("tokens.css", "style.css")
"""In the order in which they count."""
STATIC: Final = "static"
FILE_BYTES_MAX: Final = 5_000_000
"""A theme is fonts and a few drawings; films are served from elsewhere."""
FILES_MAX: Final = 500
"""More is no theme but a site of its own."""
SAFE_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")
TAKEN: Final = frozenset({"images", "api"})
"""Folders of the site that only we fill: what is in them depends on the run."""
FEEDS_OWN: Final = frozenset({"feed_item.html", "report_item.html"})
"""Templates of what feeds carry, which feed readers show in their own way."""
FROM_ELSEWHERE: Final = re.compile(r"@import\b|url\(\s*[\"']?\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def read_theme(folder: Path) -> Theme:
    """The theme of a desk's folder; an empty one where there is none.

    Raises ConfigError where a file of it cannot be used, naming file and line.
    """
    root = folder / THEME_FOLDER
    if not root.is_dir():
        return NO_THEME
    return Theme(
        templates=tuple(read_templates(root)),
        styles="".join(read_styles(root)),
        static=tuple(read_static(root)),
    )


def read_templates(root: Path) -> Iterator[tuple[str, str]]:
    """Every template with its name, which can be read as one."""
    from jinja2 import Environment, TemplateSyntaxError  # slow to import; most commands render nothing

    for path in files_in(root, root / TEMPLATES_FOLDER, "*.html"):
        name, text = path.name, text_of(root, path)
        if name in FEEDS_OWN:
            raise ConfigError(f"a theme cannot change {name}, which feeds are made of", file=told(root, path))
        try:
            Environment(autoescape=True).parse(text, name)
        except TemplateSyntaxError as error:
            raise ConfigError(f"not a template: {error.message}", file=told(root, path), line=error.lineno) from error
        yield name, text


def read_styles(root: Path) -> Iterator[str]:
    """The rules of style, one file after the other, each on lines of its own."""
    for path in (root / name for name in STYLES):
        if not path.is_file():
            continue
        text = text_of(root, path)
        # Comments keep their lines, so that the line told is the file's.
        bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
        if found := FROM_ELSEWHERE.search(bare):
            raise ConfigError(
                f"{found[0]!r} loads from elsewhere, which the policy of our pages forbids; put the file into"
                f" {THEME_FOLDER}/{STATIC}/ and name it by its path there",
                file=told(root, path),
                line=bare.count("\n", 0, found.start()) + 1,
            )
        yield f"{text.strip()}\n"


def read_static(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file to be copied, with its path inside the site."""
    base = root / STATIC
    for path in files_in(root, base, "**/*"):
        parts = path.relative_to(base).parts
        if parts[0] in TAKEN or not all(SAFE_PART.fullmatch(part) for part in parts):
            raise ConfigError(
                f"cannot be copied into the site: names are letters, digits, dots, hyphens and underscores, begin with"
                f" no dot, and the folders {', '.join(sorted(TAKEN))} are ours; rename it",
                file=told(root, path),
            )
        yield "/".join(parts), bytes_of(root, path)


def files_in(root: Path, folder: Path, pattern: str) -> list[Path]:
    """The files that a folder of the theme has, by name.  Raises ConfigError where they are too many."""
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    if len(found) > FILES_MAX:
        raise ConfigError(f"{len(found):,} files; a theme has at most {FILES_MAX} in a folder", file=told(root, folder))
    return found


def text_of(root: Path, path: Path) -> str:
    """A file's text.  Raises ConfigError."""
    try:
        return bytes_of(root, path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8; save it as UTF-8", file=told(root, path)) from error


def bytes_of(root: Path, path: Path) -> bytes:
    """A file's bytes, if it lies inside the theme.  Raises ConfigError."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise ConfigError("a link out of the theme's folder; copy the file instead", file=told(root, path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"reading the theme: {error.strerror}", file=told(root, path)) from error
    if len(data) > FILE_BYTES_MAX:
        raise ConfigError(f"{len(data):,} bytes; at most {FILE_BYTES_MAX:,}", file=told(root, path))
    return data


def told(root: Path, path: Path) -> str:
    """A file's path as errors tell it: from the desk's folder."""
    return path.relative_to(root.parent).as_posix()
