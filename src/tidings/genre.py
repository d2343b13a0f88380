"""What sort of thing an article can be, and what follows from it: the words that ``kinds`` judges in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from .rules import KIND_SURE_MIN

KindName = Literal[
    "news", "analysis", "opinion", "feature", "obituary", "review", "live blog", "video", "audio", "gallery",
    "roundup", "newsletter", "list", "schedule", "press release", "market report", "advert", "job advert", "quiz",
    "puzzle", "horoscope",
    "landing page", "wall", "error page", "login", "search result", "tag page",
]  # fmt: skip
"""What an article can be; the last six are no articles."""
ARTICLE_KINDS: Final[tuple[KindName, ...]] = get_args(KindName)
NOT_ARTICLES: Final[frozenset[KindName]] = frozenset(
    ("landing page", "wall", "error page", "login", "search result", "tag page")
)
NOT_INDEPENDENT: Final[frozenset[KindName]] = NOT_ARTICLES | {"press release", "market report", "advert", "job advert"}
"""What is written by those it is about, or by nobody: no source of its own for a story."""
OF_MANY: Final[frozenset[KindName]] = frozenset(
    ("roundup", "newsletter", "list", "schedule", "quiz", "puzzle", "horoscope")
)
"""What gathers many matters, or none: it names events without reporting them, so it is no source for a story."""
FOLLOWING: Final[frozenset[KindName]] = OF_MANY | {
    "opinion", "live blog", "video", "audio", "gallery", "review", "press release"
}  # fmt: skip
"""What speaks about an event rather than reports it: leads a story only where nothing else does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What sort of thing an article is."""

    name: KindName = "news"
    confidence: float = 0.5
    """0 to 1; how often such a judgement holds."""
    reason: str = "nothing says otherwise"

    @property
    def is_sure(self) -> bool:
        """Sure enough to decide something, or to be shown."""
        return self.confidence >= KIND_SURE_MIN

    @property
    def is_independent(self) -> bool:
        """It may count as a source of its own: nobody's advert, no press release, no digest, and an article at all."""
        return not (self.is_gathering or (self.is_sure and self.name in NOT_INDEPENDENT))

    @property
    def is_gathering(self) -> bool:
        """It gathers many matters, or none: it names events and reports no one of them."""
        return self.is_sure and self.name in OF_MANY

    @property
    def is_report(self) -> bool:
        """It reports an event rather than speaks about one."""
        return not (self.is_sure and self.name in FOLLOWING)

    @property
    def label(self) -> str:
        """What readers are told beside the headline; empty for news, and where it is not sure."""
        return self.name.capitalize() if self.is_sure and self.name != "news" else ""


NEWS: Final = Kind()
"""Of an article that nobody has looked at more closely."""
