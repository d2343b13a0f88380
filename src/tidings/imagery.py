"""Pictures as they travel: what a file is, what it says of itself, and the copies that we show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Format = Literal["jpeg", "png", "gif", "webp", "avif", "heic"]
ShowImages = Literal["never", "link", "local"]
"""What a desk does with publishers' pictures: none on its pages, the publishers' own files, or small copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture a publisher attached; width and height in pixels as declared, 0: unsaid."""

    url: str
    width: int = 0
    height: int = 0
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a picture's first bytes tell of it."""

    format: Format
    width: int
    """In pixels, as it is seen: a turned picture is measured turned."""
    height: int
    is_animated: bool = False
    orientation: int = 1
    """EXIF's number, 1 to 8; 1: as it lies."""

    @property
    def mime(self) -> str:
        """Its media type."""
        return f"image/{self.format}"

    @property
    def pixels(self) -> int:
        """How many points have to be unpacked."""
        return self.width * self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a picture's own metadata says of its makers and of who may use it; empty: it does not say."""

    creator: str = ""
    """Names: IPTC By-line, XMP ``dc:creator``, EXIF Artist."""
    credit: str = ""
    """The line that its supplier wants to stand by it."""
    copyright: str = ""
    licence: str = ""
    """Address of its terms."""
    generated: str = ""
    """The evidence that a machine made it, as it stands in the file: a digital source type of IPTC."""
    has_credentials: bool = False
    """It carries C2PA content credentials; their signature is not checked."""

    @property
    def is_generated(self) -> bool:
        """It says itself that a generative model made it, wholly or in part."""
        return bool(self.generated)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCopy:
    """A small copy of a picture among the files of the site."""

    path: str
    """Inside the site: ``images/<hash>.webp``."""
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A publisher's picture as our pages show it, with its credit."""

    url: str
    """At the publisher."""
    width: int = 0
    """Measured where we have read it, else as declared; 0: unknown."""
    height: int = 0
    alt: str = ""
    credit: str = ""
    """Whose it is, in its own words; empty: it does not say, and its source is named alone."""
    licence: str = ""
    is_generated: bool = False
    copies: tuple[PictureCopy, ...] = ()
    """Narrowest first; empty: the publisher's own file is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureState:
    """What we remember of a picture that was asked for."""

    url: str
    asked_at: datetime
    next_due_at: datetime | None = None
    """When it may be asked for again; None: it is here, and is not asked again."""
    failures: int = 0
    """In a row."""
    reason: str = ""
    """Why there are no copies, in words; empty: there are."""
    measured: Measured | None = None
    rights: Rights = Rights()
    copies: tuple[PictureCopy, ...] = ()
    rules: str = ""
    """Of the rules that the copies were made by; others make others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesReport:
    """What one run did about pictures."""

    wanted: int = 0
    """That stories of the edition want."""
    asked: int = 0
    copied: int = 0
    """Of those, how many are here now."""
    shown: int = 0
    """That pages of the edition show, from this run and before."""
    removed: int = 0
    """Copies that were thrown away, since nothing shows them."""
    failures: tuple[tuple[str, str], ...] = ()
    """Address and reason, of this run."""
    note: str = ""
    """Why nothing was done at all, and what to do about it; empty: nothing was in the way."""
