"""How well copies are found: copies made of recorded texts, as outlets make them, among what only looks like one.

The rules were written with the items in view whose text has an even SHA-256 ("tune"); the odd ones ("report") were
scored only.  Each half is a window of its own.  Baselines: the same headline; overlap of headlines as NewsBlur counts
it; and MinHash over whole texts where a library for it is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

from adapters import copies as ours
from recorded_feeds import articles_of
from targets import SHARED, Part, Target, size_of
from tidings.dedupe import find_reprints
from tidings.model import Article, Source
from tidings.rules import DedupeRules
from tidings.text import content_words, words
from tidings.urls import domain_of, url_id

PRECISION_MIN, RECALL_MIN = 0.99, 0.95
SPEED_MIN = 1_000
"""Articles a CPU second, reading their words included."""
KEPT_BACK_FROM = datetime(2026, 2, 17, 8, tzinfo=UTC)
"""World news from then on is for another day."""
NOON = datetime(2026, 2, 16, 12, tzinfo=UTC).timestamp()
TEXT_WORDS_MIN = 60
DONOR_WORDS_MIN = 120
"""Texts that lend their parts to lookalikes."""
BRITISH = {
    "colour": "color", "labour": "labor", "centre": "center", "organisation": "organization", "defence": "defense",
    "favour": "favor", "programme": "program", "realise": "realize", "behaviour": "behavior", "travelled": "traveled",
}  # fmt: skip
AMERICAN = {american: british for british, american in BRITISH.items()}
OTHER_WORDS = "officials later added several further early local large major recent clear public former final".split()
PLACES = "Leeds York Hull Derby Truro Ripon Wells Exeter Lincoln Durham Oxford Bath".split()
QUOTATION_MARKS = re.compile('[«»„“”"]')
Chance = Random
Text = tuple[str, str, str]
"""Headline, text, and the site that it was recorded from."""


WEATHER = """
Expect a cloudy start in {place} today with a high of {low} degrees and light winds from the west. There is a {count}
per cent chance of rain after noon, with showers moving towards {other} in the evening. The outlook for tomorrow is much
the same, forecasters say, with drier weather likely by the weekend.
"""
SHARES = """
Shares closed {count} points higher on the main board on Monday as banks and miners gained. The index rose to {high},
while volume was {count} million. {place} Holdings led the gains and {other} Group fell the most. Analysts said that
investors were waiting for figures on prices later this week.
"""
WANTED = """
{place} Council is looking for a senior officer to join its planning team. You will work with colleagues across the
council and have experience of local government. We offer flexible work, a pension and a salary of £{count},500. To
apply, send your papers by the end of the month to the address below.
"""
TEMPLATES = (
    ("Weather for {place}: {count} per cent chance of rain", WEATHER),
    ("Shares close {count} points higher", SHARES),
    ("{place} Council: senior officer wanted", WANTED),
)
"""Headlines and texts that a source fills with other contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article of the bench."""

    family: str
    """Items of one family are one text."""
    made: str
    """How: the name of an edit, or of what only looks like a copy."""
    is_copy: bool
    headline: str
    body: str
    url: str
    source: str
    time: float
    author: str = ""

    @property
    def row(self) -> dict[str, object]:
        """As judges get it."""
        return {
            "text": self.headline, "body": self.body, "summary": "", "url": self.url, "source": self.source,
            "time": self.time, "author": self.author,
        }  # fmt: skip


# ---------------------------------------------------------------- recorded texts


def recorded() -> list[Article]:
    """Articles of the recorded feeds with a text of their own, each opening once, without what is kept back."""
    folder = SHARED / "data/feeds"
    rows = {row["id"]: row for row in map(json.loads, (folder / "index.jsonl").read_text("utf-8").splitlines())}
    found: dict[tuple[str, ...], Article] = {}
    with tarfile.open(folder / "recorded-2026-02-18.tar.xz") as archive:
        for member in archive:
            row = rows.get(member.name.rsplit("/", 1)[-1].split(".")[0])
            stream = archive.extractfile(member)
            for article in articles_of(stream.read(), row["link"] or "") if row and stream else ():
                opening = tuple(words(article.text[:1000])[:10])
                is_open = not (row["is_world_news"] and article.published >= KEPT_BACK_FROM)
                if is_open and len(words(article.text[:4000])) >= TEXT_WORDS_MIN:
                    found.setdefault(opening, article)
    return list(found.values())


def from_pages() -> Iterator[Text]:
    """Headline, text and site of the recorded pages, as somebody typed them."""
    with tarfile.open(SHARED / "data/pages/zyte.tar.xz") as archive:
        for member in archive:
            if "ground-truth" in member.name and (stream := archive.extractfile(member)):
                for row in json.loads(stream.read()).values():
                    body = str(row.get("articleBody") or "")
                    yield " ".join(body.split()[:9]), body, domain_of(row["url"])


def texts() -> list[Text]:
    """Every headline with its text and site, each headline once, in an order that only the texts decide."""
    found = [(article.headline, article.text, article.source.id) for article in recorded()]
    found += [page for page in from_pages() if len(page[1].split()) >= TEXT_WORDS_MIN]
    once = {text[0].casefold(): text for text in found}
    return sorted(once.values(), key=lambda pair: digest(pair[1]))


def digest(text: str) -> int:
    """A number that is the same everywhere."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def sentences_of(body: str) -> list[str]:
    """Rough sentences: enough to cut at."""
    return [part for part in re.split(r"(?<=[.!?])\s+", body.strip()) if part]


def first_words(body: str, count: int) -> str:
    """The opening of a text."""
    return " ".join(body.split()[:count])


# ---------------------------------------------------------------- copies

Edit = Callable[[Item, Chance], Item]


def with_body(change: Callable[[str, Chance], str]) -> Edit:
    """An edit of the text alone."""
    return lambda item, chance: replace(item, body=change(item.body, chance))


def cut_paragraph(body: str, chance: Chance) -> str:
    """A few sentences left out of the middle."""
    parts = sentences_of(body)
    size = max(1, len(parts) // 6)
    start = chance.randrange(1, max(2, len(parts) - size))
    return " ".join(parts[:start] + parts[start + size :])


def cut_short(body: str, chance: Chance) -> str:
    """What a feed gives: the first two sentences, at least twenty words."""
    parts, count = sentences_of(body), 2
    while len(" ".join(parts[:count]).split()) < 20 and count < len(parts):
        count += 1
    return " ".join(parts[:count])[: 600 + chance.randrange(200)]


def replace_words(share: float) -> Callable[[str, Chance], str]:
    """Some words replaced."""
    return lambda body, chance: " ".join(
        chance.choice(OTHER_WORDS) if chance.random() < share else word for word in body.split()
    )


def respell(body: str, _chance: Chance) -> str:
    """British to American and back."""
    spelling = BRITISH | AMERICAN
    return re.sub(r"[a-z]+", lambda found: spelling.get(found.group(), found.group()), body).replace("ise ", "ize ")


def repunctuate(body: str, _chance: Chance) -> str:
    """Curly quotation marks, other dashes, lines broken."""
    return body.replace("'", "’").replace(" - ", " — ").replace(", ", " , ").replace(". ", ".\n\n")


def rebyline(body: str, chance: Chance) -> str:
    """A byline above, a request to read on below."""
    return f"By Staff Reporter {chance.randrange(90)}\n{body}\nRead more on our website"


def agency(body: str, chance: Chance) -> str:
    """Signed by an agency."""
    name = chance.choice(("Reuters", "AP", "AFP", "dpa"))
    return f"{chance.choice(PLACES).upper()} ({name}) - {body} (Reporting by Ada Low; Editing by Bo High)"


def boilerplate(body: str, chance: Chance) -> str:
    """What sites put around a text."""
    below = (
        "Copyright 2026 The Associated Press. All rights reserved. This material may not be published or broadcast.",
        "This story was originally published by The Low Isles Gazette and is republished here under licence.",
        "Additional reporting by Ada Low in Skell and Bo High in Wick. Follow us on every network for more news.",
    )
    return f"{body}\n\n{chance.choice(below)}"


def retitle(item: Item, chance: Chance) -> Item:
    """Another headline over the same text."""
    told = sentences_of(item.body)
    return replace(item, headline=first_words(told[chance.randrange(min(3, len(told)))], 8))


def same_page(item: Item, chance: Chance) -> Item:
    """The same page under another address, its text cut as a feed cuts it."""
    host, path = item.url.removeprefix("https://").split("/", 1)
    forms = (
        f"https://amp.{host}/{path}", f"https://m.{host}/{path}", f"http://www.{host}/{path}/?src=rss",
        f"https://{host}/{path}?utm_source=feed&utm_medium=rss", f"https://www.{host}/{path}?amp=1",
    )  # fmt: skip
    return replace(item, url=chance.choice(forms), source="", body=first_words(item.body, 15 + chance.randrange(40)))


def no_text(item: Item, _chance: Chance) -> Item:
    """Only the headline came with it."""
    return replace(item, body="")


def slightly_other(item: Item, chance: Chance) -> Item:
    """The same headline, a cut and a tenth of the words replaced."""
    return replace(item, body=replace_words(0.1)(cut_paragraph(item.body, chance), chance))


EDITS: dict[str, Edit] = {
    "as it is": lambda item, _chance: item,
    "paragraph cut": with_body(cut_paragraph),
    "first two sentences": with_body(cut_short),
    "2 % of words": with_body(replace_words(0.02)),
    "5 % of words": with_body(replace_words(0.05)),
    "10 % of words": with_body(replace_words(0.10)),
    "other spelling": with_body(respell),
    "other punctuation": with_body(repunctuate),
    "byline": with_body(rebyline),
    "agency credit": with_body(agency),
    "boilerplate": with_body(boilerplate),
    "other headline": retitle,
    "other headline, cut": lambda item, chance: replace(retitle(item, chance), body=cut_short(item.body, chance)),
    "same page": same_page,
    "headline alone": no_text,
    "cut and 10 % of words": slightly_other,
}


def original(number: int, headline: str, body: str, site: str) -> Item:
    """A recorded text at its own outlet."""
    chance = Chance(digest(body))
    return Item(
        family=f"text {number}", made="original", is_copy=False, headline=headline, body=body,
        url=f"https://{site}.example/{digest(body) % 10**9}/story", source=site,
        time=NOON + chance.random() * 36 * 3600,
    )  # fmt: skip


def copy_of(item: Item, name: str) -> Item:
    """A copy at another outlet, some hours later; the same page stays its outlet's."""
    chance = Chance(digest(item.body + name))
    outlet = 100 + chance.randrange(90)
    moved = replace(
        EDITS[name](item, chance), made=name, is_copy=True, time=item.time + chance.randrange(600, 12 * 3600)
    )
    if name == "same page":
        return replace(moved, source=item.source)
    return replace(
        moved, source=f"Outlet {outlet}", url=f"https://outlet{outlet}.example/{digest(moved.body + name) % 10**9}/item"
    )


# ---------------------------------------------------------------- what only looks like a copy


def lookalike(name: str, number: int, headline: str, body: str, source: str = "") -> Item:
    """An item that is nobody's copy."""
    chance = Chance(digest(f"{name} {number}"))
    source = source or f"Outlet {200 + number % 90}"
    return Item(
        family=f"{name} {number}", made=name, is_copy=False, headline=headline, body=body, source=source,
        url=f"https://{source.lower().replace(' ', '')}.example/{name.replace(' ', '-')}/{number}",
        time=NOON + chance.random() * 48 * 3600,
    )  # fmt: skip


def series(number: int, chance: Chance) -> Item:
    """One source's template with other contents."""
    place, other, count = chance.choice(PLACES), chance.choice(PLACES), 10 + number
    numbers = {"place": place, "other": other, "count": count, "low": count % 30, "high": count * 83}
    form = chance.randrange(len(TEMPLATES))
    headline, body = (part.format(**numbers) for part in TEMPLATES[form])
    return lookalike("series", number, headline, body, source=f"Template Paper {form}")


def hard_ones(donors: Sequence[Text], bases: Sequence[Item]) -> Iterator[Item]:
    """Every kind of lookalike; the donors' texts stand nowhere else."""
    for number in range(len(donors) // 3):
        (title, mine, _), (other_title, other, _), (_, third, _) = donors[3 * number : 3 * number + 3]
        chance = Chance(digest(mine))
        said = f"“{first_words(QUOTATION_MARKS.sub('', third), 45)}”, the minister said."
        yield lookalike(
            "common quotation", 2 * number, title, f"{first_words(mine, 40)} {said} {' '.join(mine.split()[40:70])}"
        )
        yield lookalike("common quotation", 2 * number + 1, other_title, f"{said} {first_words(other, 50)}")
        base = bases[number % len(bases)]
        background = f"{' '.join(mine.split()[70:170])} {first_words(base.body, 70)}"
        if len(mine.split()) > 180:
            yield lookalike("follow-up", number, first_words(mine, 9) + " again", background)
        grown = f"{base.body[:1500]} {' '.join(other.split()[50:400])}"
        if len(other.split()) > 200:
            live = lookalike("grown update", number, f"{base.headline} – latest", grown, source=base.source)
            yield replace(live, time=base.time + 7200, family=f"{base.family} grown")
        generic = chance.choice(("Business Highlights", "Morning briefing", "News in brief", "Letters to the editor"))
        yield lookalike("generic headline", number, generic, " ".join(third.split()[60:180]) if number % 4 else "")
        yield series(number, chance)


def own_words() -> Iterator[Item]:
    """Reports of one event by different outlets, from the labelled day."""
    seen = set()
    for line in (SHARED / "data/stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        opening = opening_of(row["summary"] or row["title"])
        if opening not in seen:
            seen.add(opening)
            yield Item(
                family=row["link"], made="own words", is_copy=False, headline=row["title"], body=row["summary"] or "",
                url=row["link"], source=row["source"], time=datetime.fromisoformat(row["published"]).timestamp(),
            )  # fmt: skip


def opening_of(body: str) -> str:
    """How a text begins, for telling whether two are one."""
    return " ".join(words(body[:200])[:6])


def half_of(pairs: Sequence[Text], *, is_tune: bool) -> list[Item]:
    """One half: a third of its texts is given to lookalikes, the others each have one copy."""
    mine = [pair for pair in pairs if (digest(pair[1] + "half") % 2 == 0) == is_tune]
    donors = [pair for pair in mine if len(pair[1].split()) >= DONOR_WORDS_MIN][: len(mine) // 3]
    given = {pair[0] for pair in donors}
    bases = [original(number, *pair) for number, pair in enumerate(pair for pair in mine if pair[0] not in given)]
    names = list(EDITS)
    made = [copy_of(item, names[number % len(names)]) for number, item in enumerate(bases)]
    made = [item for item in made if item.made != "headline alone" or len(set(content_words(item.headline))) >= 6]
    known = {opening_of(pair[1]) for pair in pairs} | {pair[0] for pair in pairs}
    events = [
        item
        for item in own_words()
        if (digest(item.family) % 2 == 0) == is_tune and not {opening_of(item.body), item.headline} & known
    ]
    return [*bases, *made, *hard_ones(donors, bases), *events]


# ---------------------------------------------------------------- judges

Judge = Callable[[Sequence[Item]], list[int | None]]


def by_headline(items: Sequence[Item]) -> list[int | None]:
    """The same headline, letter for letter but for case."""
    first: dict[str, int] = {}
    found = [first.setdefault(item.headline.casefold(), number) for number, item in enumerate(items)]
    return [other if other != number else None for number, other in enumerate(found)]


def by_overlap(items: Sequence[Item]) -> list[int | None]:
    """NewsBlur: headlines of five telling words or more that share three and three fifths of the shorter one."""
    told = [frozenset(word for word in content_words(item.headline) if not word.isdigit()) for item in items]
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[int | None] = []
    for number, mine in enumerate(told):
        common = Counter(other for word in mine if len(holders[word]) <= 50 for other in holders[word])
        enough = [
            other for other, count in sorted(common.items())
            if count >= 3 and min(len(mine), len(told[other])) >= 5 and count / min(len(mine), len(told[other])) >= 0.6
            and items[other].source != items[number].source
        ]  # fmt: skip
        found.append(enough[0] if enough else None)
        for word in mine:
            holders[word].append(number)
    return found


def shingle_texts(item: Item) -> list[str]:
    """Three-word runs of headline and text, for MinHash."""
    tokens = words(f"{item.headline} {item.body}")
    return [" ".join(tokens[start : start + 3]) for start in range(max(1, len(tokens) - 2))]


def by_rensa(items: Sequence[Item]) -> list[int | None]:
    """MinHash of 128 permutations, Jaccard at least .8, looked up in bands."""
    import rensa

    index = rensa.RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
    found: list[int | None] = []
    known = []
    for number, item in enumerate(items):
        mine = rensa.RMinHash(num_perm=128, seed=42)
        mine.update(shingle_texts(item))
        near = sorted(other for other in index.query(mine) if known[other].jaccard(mine) >= 0.8)
        found.append(near[0] if near else None)
        known.append(mine)
        index.insert(number, mine)
    return found


def by_datasketch(items: Sequence[Item]) -> list[int | None]:
    """The same with the older library."""
    import datasketch

    index = datasketch.MinHashLSH(threshold=0.8, num_perm=128)
    found: list[int | None] = []
    for number, item in enumerate(items):
        mine = datasketch.MinHash(num_perm=128)
        mine.update_batch([shingle.encode() for shingle in shingle_texts(item)])
        near = sorted(index.query(mine))
        found.append(near[0] if near else None)
        index.insert(number, mine)
    return found


def judges() -> dict[str, Judge]:
    """Us and those beside us that are installed."""
    found: dict[str, Judge] = {
        "tidings": lambda items: ours([item.row for item in items]),
        "same headline": by_headline,
        "NewsBlur's overlap of headlines": by_overlap,
    }
    if importlib.util.find_spec("rensa"):
        found["MinHash, Jaccard .8 (rensa)"] = by_rensa
    if importlib.util.find_spec("datasketch"):
        found["MinHash, Jaccard .8 (datasketch)"] = by_datasketch
    return found


# ---------------------------------------------------------------- scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a judge found in one half."""

    right: int
    wrong: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    seconds: float

    @property
    def precision(self) -> float:
        """Share of the copies named that are copies, of the text named."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of the copies that were named."""
        return self.right / max(1, self.right + len(self.missed))


def outcome(judge: Judge, items: Sequence[Item]) -> Outcome:
    """A judge's answers: a family of two is found when one of it is named after the other."""
    ordered = sorted(items, key=lambda item: (item.time, item.url))
    began = time.process_time()
    answers = judge(ordered)
    seconds = time.process_time() - began
    named = [(item, ordered[other]) for item, other in zip(ordered, answers, strict=True) if other is not None]
    hit = {item.family for item, other in named if item.family == other.family}
    wrong = tuple((item, other) for item, other in named if item.family != other.family)
    missed = tuple(item for item in ordered if item.is_copy and item.family not in hit)
    return Outcome(right=len(hit), wrong=wrong, missed=missed, seconds=seconds)


def line_of(name: str, items: Sequence[Item], found: Outcome) -> str:
    """One row of the table."""
    rate = len(items) / max(found.seconds, 1e-9)
    return f"{name:<44}{len(items):>7}{found.precision:>8.3f}{found.recall:>8.3f}{rate:>12,.0f}"


def by_kind(items: Sequence[Item], found: Outcome) -> list[str]:
    """For each way of copying how many were found, for each lookalike how many were taken for a copy."""
    counts = Counter(item.made for item in items if item.made != "original")
    missed = Counter(item.made for item in found.missed)
    wrong = Counter(item.made for item, _ in found.wrong)
    return [
        f"  {name:<28}{count - missed[name]:>5} of {count} found" if name in EDITS
        else f"  {name:<28}{wrong[name]:>5} of {count} taken for copies"
        for name, count in counts.items()
    ]  # fmt: skip


def many_articles(pairs: Sequence[Text], count: int) -> list[Article]:
    """A full window: recorded texts in pieces of two hundred words, each an article."""
    found: list[Article] = []
    for headline, body, _ in pairs:
        tokens = body.split()
        for start in range(0, max(1, len(tokens) - 60), 200):
            url = f"https://outlet{len(found) % 300}.example/{len(found)}"
            moment = datetime.fromtimestamp(NOON + len(found) % 86400, UTC)
            found.append(
                Article(
                    id=url_id(url),
                    url=url,
                    headline=f"{headline} {start}",
                    text=" ".join(tokens[start : start + 200]),
                    source=Source(id=str(len(found) % 300), name="Outlet", domain=f"outlet{len(found) % 300}.example"),
                    published=moment,
                    published_from="the bench",
                    seen_at=moment,
                )
            )
    return found[:count]


def copies() -> Part:
    """Copies on both halves, beside others, and the speed in a full window."""
    pairs = texts()
    halves = {name: half_of(pairs, is_tune=name == "tune") for name in ("tune", "report")}
    table = [f"{'':<44}{'items':>7}{'P':>8}{'R':>8}{'items/CPU s':>12}"]
    mine: dict[str, Outcome] = {}
    for half, items in halves.items():
        for name, judge in judges().items():
            found = outcome(judge, items)
            mine |= {half: found} if name == "tidings" else {}
            table.append(line_of(f"{half}, {name}", items, found))
    window = many_articles(pairs, size_of("COPIES", 20_000))
    began = time.process_time()
    find_reprints(window, DedupeRules())
    rate = len(window) / (time.process_time() - began)
    few = window[: len(window) // 10]
    began = time.process_time()
    find_reprints(few, DedupeRules())
    rate_few = len(few) / (time.process_time() - began)
    said = f"a window of {len(window):,} articles: {rate:,.0f} a CPU second; of {len(few):,}: {rate_few:,.0f}"
    text = "\n".join([*table, "", "report half:", *by_kind(halves["report"], mine["report"]), "", said])
    return Part(title="Copies: one text in several places", text=text, targets=targets_of(mine["report"], rate))


def targets_of(found: Outcome, rate: float) -> tuple[Target, ...]:
    """On the half that was not looked at."""
    return (
        Target(
            name="copies, report half",
            wanted=f"precision at least {PRECISION_MIN}, recall at least {RECALL_MIN}",
            found=f"precision {found.precision:.3f}, recall {found.recall:.3f}",
            is_met=found.precision >= PRECISION_MIN and found.recall >= RECALL_MIN,
        ),
        Target(
            name="copies, speed",
            wanted=f"at least {SPEED_MIN:,} articles a CPU second, words read",
            found=f"{rate:,.0f}",
            is_met=rate >= SPEED_MIN,
        ),
    )
