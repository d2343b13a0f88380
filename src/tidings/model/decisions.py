"""What was decided, when, and by which rules: the lines of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .editions import Verdict

Setting = str | int | float | bool | list[str]
"""The value of a rule, as JSON has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All that verdicts are reached by, under one name."""

    digest: str
    """Of all below but the moment: other rules have others."""
    rules_version: int
    """``RULES_VERSION``: what the rules mean."""
    version: str
    """Of Tidings."""
    rule_set: str
    """``tidings`` or ``everyday``."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    """Every rule but those for asking feeds, and every topic, by its dotted name: ``rules.publish.quality_min``,
    ``topics.canvas.keywords``.
    """
    since: datetime | None = None
    """The moment of the first run by it; None: none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict on one article, and the figures it was reached with."""

    article_id: str
    verdict: Verdict
    quality: float
    sources_count: int
    """Independent sources of its story."""
    topics: tuple[str, ...] = ()
    """Ids of its own topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """A decision as the ledger has it: a verdict that is not what was decided on the article before."""

    number: int
    """Position in the ledger, from 1."""
    decided_at: datetime
    edition: int
    """The edition it was decided for."""
    book: str
    """Digest of the rules that were in force."""
    decision: Decision
    before: Verdict | None = None
    """The decision that it took the place of; None: it was the first on this article."""
    url: str = ""
    headline: str = ""
    """As it was then; so are the address and the source."""
    source: str = ""
    domain: str = ""

    @property
    def is_turn(self) -> bool:
        """It decided otherwise than before, not only for another reason."""
        return self.before is not None and self.before.outcome != self.decision.verdict.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilter:
    """Which decisions are wanted; what is empty wants all."""

    outcome: Literal["published", "held", "refused", ""] = ""
    rule: str = ""
    source: str = ""
    """A name, an id or a domain."""
    topic: str = ""
    article_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Before this moment."""
    is_turn: bool = False
    """Only those that decided otherwise than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCount:
    """How often a rule had an outcome."""

    outcome: str
    rule: str
    decided: int
    """Decisions, among those that were asked for."""
    standing: int
    """Those of them that are still the last word on their article."""
