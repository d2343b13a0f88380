"""The names of sources, beside those that the reference gives; every disagreement with who is right and why.

The list that comes with Tidings was written by people who knew which domains the reference has, so its agreement says
that the list is right, not that it is complete.  What names are worth without the list is measured on the
recorded feeds: our name from the feed's title alone, for sites whose name the list knows.
"""

from __future__ import annotations

import json
import lzma
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from targets import SHARED, Part, Target
from tidings.errors import ParseError
from tidings.model import Feed
from tidings.parse import parse_feed
from tidings.registry import Naming, Registry, Seed, load_seed, make_registry, name_for, parse_seed, source_for
from tidings.registry.known import SEED_FILE
from tidings.registry.names import key_of_name, letters
from tidings.urls import canonical_url

LOAD_MS_MAX = 5.0
"""What reading the list may cost a run."""
ALONE_MIN = 0.75
"""Share of the recorded feeds of known sites that their title alone names rightly."""

OLD_AI_NAMES = {
    "https://www.techcentral.ie/x": "Mozilla",
    "https://www.androidheadlines.com/x": "Android",
    "https://techstory.in/x": "tech",
    "https://www.sharepointeurope.com/x": "SharePoint",
    "https://www.news.com.au/x": "Couriermail",
    "https://www.acrofan.com/x": "(a Korean name)",
    "https://www.bbc.co.uk/news/x": "BBC",
    "https://www.bbc.com/news/x": "BBC",
    "https://www.theguardian.com/x": "The Guardian",
}
"""What the reference's second site called some domains, as far as it is described; the addresses are made up."""

JUDGED: dict[str, tuple[Literal["ours", "reference", "both"], str]] = {
    "acrofan.com": ("ours", "it calls itself ACROFAN in Latin letters, on its Korean pages, too"),
    "androidheadlines.com": ("ours", "Android is what it writes about"),
    "benzinga.com": ("ours", "Benzinga; the domain is no part of the name"),
    "bignewsnetwork.com": ("both", "Big News Network, with or without .com"),
    "cherwell.org": ("ours", "the newspaper is called Cherwell; Online was its site's title"),
    "eeworldonline.com": ("ours", "the domain instead of the name, EE World Online"),
    "encorebusiness.com": ("ours", "the domain instead of the name, Encore Business Solutions"),
    "finanzen.at": ("ours", "finanzen is half of the name, finanzen.at"),
    "finanznachrichten.de": ("both", "FinanzNachrichten.de; the reference drops .de and the capital"),
    "healthcareinfosecurity.com": ("ours", "the domain instead of the name, HealthcareInfoSecurity"),
    "infosecurity-magazine.com": ("ours", "the domain instead of the name, Infosecurity Magazine"),
    "microsoft.com": ("both", "videos on YouTube, credited to their maker; we name the channel where its feed is read"),
    "news.com.au": ("ours", "The Courier-Mail is another paper of the same house"),
    "pna.gov.ph": ("ours", "Gov is a part of the domain; it is the Philippine News Agency"),
    "portswigger.net": ("both", "The Daily Swig, the news pages of PortSwigger"),
    "sharepointeurope.com": ("ours", "SharePoint is what it writes about; the conference calls itself ESPC"),
    "techcentral.ie": ("ours", "Mozilla stands in a template"),
    "technotification.com": ("ours", "the domain instead of the name, TechNotification"),
    "techstory.in": ("ours", "tech is half of the name, TechStory"),
    "techwire.net": ("both", "Techwire, at the time with California before it"),
    "techworm.net": ("ours", "the domain instead of the name, Techworm"),
    "theregister.com": ("ours", "the domain instead of the name, The Register"),
    "windowsreport.com": ("ours", "Windows is what it writes about; it is called Windows Report"),
    "winbuzzer.com": ("ours", "the domain instead of the name, WinBuzzer"),
}  # fmt: skip
"""Our own judgement of every disagreement, from what the publications call themselves."""


@dataclass(frozen=True, slots=True)
class Case:
    """A domain with the reference's name for it and ours."""

    domain: str
    theirs: str
    ours: Naming

    @property
    def is_same(self) -> bool:
        """The same name, or one that our list has for the source, too."""
        known = self.ours.known
        names = [self.ours.name, *(known.aliases if known else ())]
        return key_of_name(self.theirs) in {key_of_name(name) for name in names}

    @property
    def is_told_alike(self) -> bool:
        """The same name as we show it."""
        return key_of_name(self.theirs) == key_of_name(self.ours.name)


def reference_cases(registry: Registry) -> list[Case]:
    """Every name that the reference gives a domain, with an address of each."""
    found: dict[tuple[str, str], str] = {}
    with lzma.open(SHARED / "data/everyday/powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)["record"]
            found.setdefault((record["provider"]["domain"], record["provider"]["name"]), record["originalUrl"])
    cases = [Case(domain, theirs, name_for(registry, url)) for (domain, theirs), url in found.items()]
    for url, theirs in OLD_AI_NAMES.items():
        ours = name_for(registry, url)
        if (ours.owner.key, theirs) not in found:
            cases.append(Case(ours.owner.key, theirs, ours))
    return sorted(cases, key=lambda case: case.domain)


def recorded_names(registry: Registry) -> Iterator[tuple[str, Naming, str]]:
    """Each recorded feed's title, what is known of its first item's address, and the name it gets."""
    with tarfile.open(SHARED / "data/feeds/recorded-2026-02-18.tar.xz") as archive:
        for member in archive:
            packed = archive.extractfile(member) if member.isfile() else None
            if packed is None:
                continue
            feed = Feed(url=f"http://127.0.0.1/{member.name}")
            try:
                document = parse_feed(packed.read(), feed_url=feed.url, content_type="")
            except ParseError:
                continue
            url = next((canonical_url(entry.url) for entry in document.entries if entry.url), "")
            if url:
                source = source_for(registry, url, feed=feed, document=document)
                yield document.title, name_for(registry, url), source.name


def alone() -> tuple[list[str], Counter[str]]:
    """Without the list: a line for each site that it knows, and how many are named how."""
    with_list = make_registry()
    bare = make_registry(seed=Seed(as_of="", sources=(), platforms=load_seed().platforms))
    lines: list[str] = []
    verdicts: Counter[str] = Counter()
    for (title, naming, _), (*_, name) in zip(recorded_names(with_list), recorded_names(bare), strict=True):
        if naming.known and naming.owner.key not in with_list.platforms:
            verdict = judge(name, naming, with_list)
            verdicts[verdict] += 1
            lines.append(f"{naming.known.name:<32}{name:<32}{verdict:<14}{title[:40]}")
    return lines, verdicts


def judge(name: str, naming: Naming, registry: Registry) -> str:
    """What a name is worth that was found without the list, by the list."""
    known = naming.known
    if known and letters(name).removeprefix("the") in {key_of_name(each) for each in (known.name, *known.aliases)}:
        return "right"
    if name == naming.owner.tidy:
        return "the domain"
    other = registry.by_name.get(letters(name))
    return "somebody else" if other and other != known else "another form"


def load_ms() -> float:
    """Milliseconds to read the list from its file, the best of five."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        parse_seed(SEED_FILE.read_bytes())
        best = min(best, (time.perf_counter() - began) * 1000)
    return best


def source_names() -> Part:
    """Names beside the reference's, names without the list, and what the list costs."""
    cases = reference_cases(make_registry())
    others = [case for case in cases if not case.is_told_alike]
    unjudged = [case.domain for case in others if case.domain not in JUDGED and not case.is_same]
    theirs_right = [case.domain for case in others if JUDGED.get(case.domain, ("",))[0] == "reference"]
    wrong_there = [case.domain for case in others if JUDGED.get(case.domain, ("",))[0] == "ours"]
    rows = [f"{'domain':<28}{'reference':<28}{'tidings':<28}who is right, and why"]
    for case in others:
        who, why = JUDGED.get(case.domain, ("both", "our list has the reference's name, too"))
        rows.append(f"{case.domain:<28}{case.theirs:<28}{case.ours.name:<28}{who}: {why}")
    lines, verdicts = alone()
    spent_ms = load_ms()
    seed = load_seed()
    return Part(
        title="Names of sources: the reference, the recorded feeds",
        text="\n".join(
            [
                f"{len(cases)} names of the reference; {len(cases) - len(others)} are ours, too; the rest:",
                *rows,
                f"\nwithout the list, from the titles of {len(lines)} recorded feeds of sites that it knows:",
                *lines,
                f"\nlist of {seed.as_of}: {len(seed.sources)} sources, {len(seed.platforms)} platforms",
            ]
        ),
        targets=(
            Target(
                name="names beside the reference",
                wanted="right on every domain",
                found=f"{len(cases) - len(unjudged) - len(theirs_right)} of {len(cases)}; the reference "
                f"{len(cases) - len(wrong_there)}" + (f"; unjudged: {', '.join(unjudged)}" if unjudged else ""),
                is_met=not unjudged and not theirs_right,
            ),
            Target(
                name="names without the list",
                wanted=f"{ALONE_MIN:.0%} right, and none is somebody else's",
                found=", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()),
                is_met=verdicts["right"] >= ALONE_MIN * len(lines) and not verdicts["somebody else"],
            ),
            Target(
                name="reading the list of sources",
                wanted=f"under {LOAD_MS_MAX:g} ms",
                found=f"{spent_ms:.1f} ms",
                is_met=spent_ms < LOAD_MS_MAX,
            ),
        ),
    )
