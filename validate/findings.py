"""What the validators hand back: faults found, or why nothing was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]
FAULTS_SHOWN_MAX = 12
"""Of one validator, in the table; ``--json`` has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A published edition, served on loopback."""

    name: str
    folder: Path
    """The release itself, not the link to it."""
    base: str
    """Where it is served; ends with a slash."""
    home: str
    """The address that the edition names as its own, without a slash at the end."""
    shots: str = ""
    """The folder for screenshots; empty: none are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that a validator does not like."""

    page: str
    what: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one validator says of one site."""

    tool: str
    looked_at: int = 0
    """Pages or files."""
    faults: tuple[Fault, ...] = ()
    skipped: str = ""
    """Why it was not run; empty: it was."""
    told: str = ""
    """Figures for the table, such as scores."""

    def count(self, severity: Severity) -> int:
        """Faults of a severity."""
        return sum(fault.severity == severity for fault in self.faults)

    @property
    def verdict(self) -> str:
        """One word for the table."""
        return "skipped" if self.skipped else "FAULTS" if self.count("error") else "clean"


def skipped(tool: str, why: str) -> Check:
    """A validator that cannot be run here."""
    return Check(tool=tool, skipped=why)


def table(rows: Iterable[tuple[str, Check]]) -> str:
    """The checks of sites as lines, with the first faults of each below."""
    rows = list(rows)
    lines = [f"{'site':<7}{'tool':<18}{'looked at':>9}{'errors':>8}{'warnings':>10}  verdict"]
    for site, check in rows:
        figures = f"{check.looked_at:>9}{check.count('error'):>8}{check.count('warning'):>10}"
        told = check.skipped or check.told
        lines.append(f"{site:<7}{check.tool:<18}{figures}  {check.verdict}{f': {told}' if told else ''}")
    for site, check in rows:
        shown = sorted(check.faults, key=lambda fault: fault.severity)[:FAULTS_SHOWN_MAX]
        lines += [f"\n{site}, {check.tool}"] if shown else []
        lines += [f"  {fault.severity:<8}{fault.page or '(front)'}: {fault.what}" for fault in shown]
        if len(check.faults) > len(shown):
            lines.append(f"  and {len(check.faults) - len(shown)} more")
    return "\n".join(lines)


def as_data(site: str, check: Check) -> dict[str, object]:
    """A check for ``--json``."""
    return {"site": site, "verdict": check.verdict, **asdict(check)}
