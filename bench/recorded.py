"""The parts of the bench that need the recorded data: parsing and hostile input.

Each runs one of the shared benches in a process of its own, for us and for a peer, and reads its lines.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys

from targets import ROOT, SHARED, Part, Target, not_measured, size_of

OURS = "adapters:feed"
PEER = "feed_adapters:feedparser_"
FAST_PEER = "feed_adapters:fastfeedparser_"
SECONDS_MAX = 900
"""No bench may take longer."""
CASE_CPU_S_MAX, CASE_MB_MAX = 2.0, 200
"""For one hostile feed."""
PARSE_CPU_S_MAX = 1.0
"""For the 200 recorded feeds, sanitised."""
COUNTS = re.compile(r"^  (\w+): (\d+) assertions, exact (\d+) \([\d.]+%\), lenient (\d+)", re.MULTILINE)
CASE = re.compile(r"^  (\S+) +(.*?) ([\d.]+) s (\d+) MiB(.*)$", re.MULTILINE)
SPEED = re.compile(r"^(\S+): median ([\d.]+) s CPU.*entries (\d+), failed (\d+)", re.MULTILINE)


def bench(script: str, *arguments: str) -> str:
    """What a shared bench prints."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(SHARED / "bench" / script), *arguments],
        cwd=ROOT / "bench",
        env=os.environ | {"PYTHONPATH": str(ROOT / "bench")},
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"running {script}: {done.stderr.strip()[-1000:]}")
    return done.stdout


def is_installed(module: str) -> bool:
    """Whether a peer can be measured here."""
    return importlib.util.find_spec(module) is not None


# ---------------------------------------------------------------- reading feeds


def conformance() -> Part:
    """How far we agree with feedparser's own test feeds."""
    found = {who: counts_of(bench("feed_conformance.py", who)) for who in (OURS, PEER)}
    rows = [f"{'group':<12}{'assertions':>11}{'tidings exact':>15}{'lenient':>9}{'feedparser exact':>18}{'lenient':>9}"]
    for group, (count, exact, close) in found[OURS].items():
        _, peer_exact, peer_close = found[PEER][group]
        rows.append(f"{group:<12}{count:>11}{exact:>15}{close:>9}{peer_exact:>18}{peer_close:>9}")
    wanted = (("core", 288, 1), ("sanitize", 671, 1), ("entities", 256, 2))
    targets = [
        Target(
            name=f"conformance, {group}",
            wanted=f"{least} of {found[OURS][group][0]}" + (" or a written reason" if group == "sanitize" else ""),
            found=f"{found[OURS][group][column]}; feedparser {found[PEER][group][column]}",
            is_met=found[OURS][group][column] >= least,
        )
        for group, least, column in wanted
    ]
    return Part(title="Conformance: feedparser's test feeds", text="\n".join(rows), targets=tuple(targets))


def counts_of(said: str) -> dict[str, tuple[int, int, int]]:
    """Assertions, exact and lenient of each group."""
    return {group: (int(count), int(exact), int(close)) for group, count, exact, close in COUNTS.findall(said)}


def crashes() -> Part:
    """Every feed there is, and broken copies of each."""
    said = bench("feed_crash.py", OURS, PEER, "--mutants", str(size_of("MUTANTS", 3)))
    ours = said.split(f"{PEER}:")[0]
    raised = [line.strip() for line in ours.splitlines()[1:] if line.strip()]
    others = [line for line in raised if not line.startswith("NotAFeedError ")]
    return Part(
        title="Crash corpora: test feeds, recorded feeds, and mutants of both",
        text=said.rstrip(),
        targets=(
            Target(
                name="crash corpora",
                wanted="no exception but our own (NotAFeedError here)",
                found="; ".join(others) or "none",
                is_met=not others,
            ),
        ),
    )


def hostile() -> Part:
    """Feeds made to hurt."""
    ours, peer = (CASE.findall(bench("security_feeds.py", who)) for who in (OURS, PEER))
    theirs = {name: (verdict, seconds, memory) for name, verdict, seconds, memory, _ in peer}
    rows = [f"{'case':<24}{'tidings':<18}{'CPU s':>6}{'MB':>6}   {'feedparser':<22}{'CPU s':>6}{'MB':>6}"]
    for name, verdict, seconds, memory, rest in ours:
        other = theirs.get(name, ("died", "-", "-"))
        rows.append(f"{name:<24}{verdict + rest:<18}{seconds:>6}{memory:>6}   {other[0]:<22}{other[1]:>6}{other[2]:>6}")
    worst_s, worst_mb = max(float(case[2]) for case in ours), max(int(case[3]) for case in ours)
    slow = [case[0] for case in ours if float(case[2]) >= CASE_CPU_S_MAX or int(case[3]) >= CASE_MB_MAX]
    leaks = [case[0] for case in ours if re.search("LEAK|FETCH|DIED|RAWHTML|JSLINK", case[1] + case[4])]
    cases = bench_cases_count()
    return Part(
        title="Hostile feeds, each in a process of its own",
        text="\n".join(rows),
        targets=(
            Target(
                name="hostile feeds, cost",
                wanted=f"every case under {CASE_CPU_S_MAX:g} s and {CASE_MB_MAX} MB",
                found=f"at most {worst_s:g} s, {worst_mb} MB" + (f": {', '.join(slow)}" if slow else ""),
                is_met=not slow and len(ours) == cases,
            ),
            Target(
                name="hostile feeds, leaks",
                wanted="nothing read, asked, or left active",
                found=", ".join(leaks) or f"none in {len(ours)} cases",
                is_met=not leaks and len(ours) == cases,
            ),
        ),
    )


def bench_cases_count() -> int:
    """How many cases there are: one that died prints no figures, and must not go missing."""
    count = "import security_feeds; print(len(security_feeds.cases(1)))"
    done = subprocess.run(
        [sys.executable, "-c", count], cwd=SHARED / "bench", capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def sanitising() -> Part:
    """Payloads that must not survive."""
    if not is_installed("html5lib"):
        return not_measured("sanitising", "html5lib is not installed")
    peer = "sanitize_check:lxml_" if is_installed("lxml_html_clean") else "sanitize_check:nh3_"
    said = bench("sanitize_check.py", "adapters:clean", peer)
    ours = said.splitlines()[0]
    survived, lost = (int(re.search(rf"{word} (\d+)", ours)[1]) for word in ("survived", "text lost"))  # type: ignore[index]
    return Part(
        title="Sanitising: payloads",
        text=said.rstrip(),
        targets=(
            Target(
                name="sanitising payloads",
                wanted="0 survive, nothing harmless lost",
                found=f"{survived} survive, {lost} lost",
                is_met=not survived and not lost,
            ),
        ),
    )


def speed() -> Part:
    """CPU seconds for the 200 recorded feeds."""
    peers = [PEER, *([FAST_PEER] if is_installed("fastfeedparser") else [])]
    said = bench("feed_speed.py", OURS, *peers, "--rounds", str(size_of("ROUNDS", 1)))
    found = {who: (float(cpu), entries) for who, cpu, entries, _ in SPEED.findall(said)}
    ours_s = found[OURS][0]
    rows = [f"{'parser':<34}{'CPU s':>8}{'times ours':>12}{'entries':>9}"]
    rows += [f"{who:<34}{cpu_s:>8.2f}{cpu_s / ours_s:>12.2f}{entries:>9}" for who, (cpu_s, entries) in found.items()]
    return Part(
        title="Parsing the 200 recorded feeds (43 MiB), sanitised; fastfeedparser does not sanitise",
        text="\n".join(rows),
        targets=(
            Target(
                name="parse speed",
                wanted=f"at most {PARSE_CPU_S_MAX:g} CPU s for 200 feeds",
                found=f"{ours_s:.2f} CPU s; feedparser {found[PEER][0] / ours_s:.1f} times as much",
                is_met=ours_s <= PARSE_CPU_S_MAX,
            ),
        ),
    )
