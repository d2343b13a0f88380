"""How a desk wants its pages to look, beyond what comes with Tidings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

THEME_FOLDER: Final = "theme"
"""Beside desk.toml."""
TEMPLATES_FOLDER: Final = "templates"
FONTS: Final = frozenset({".woff2", ".woff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A desk's own look, read whole; empty: pages look as they come with Tidings."""

    templates: tuple[tuple[str, str], ...] = ()
    """Templates by name, each instead of ours of that name."""
    styles: str = ""
    """Rules of style after our own."""
    static: tuple[tuple[str, bytes], ...] = ()
    """Files of the site by their path inside it."""

    @property
    def has_fonts(self) -> bool:
        """Some of its files are fonts, which pages may then load."""
        return any(PurePosixPath(path).suffix in FONTS for path, _ in self.static)


NO_THEME: Final = Theme()
"""Pages look as they come with Tidings."""
