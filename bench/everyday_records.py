"""Records and rules of the reference system: how many come out exactly, and how many a core reads and judges."""

from __future__ import annotations

import json
import lzma
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from ryaml import dumps, loads  # type: ignore[attr-defined]  # the package does not list what it has

from everyday_adapters import everyday_path, everyday_scores, record
from targets import SHARED, Part, Target, size_of
from tidings.engine import without_collection
from tidings.everyday import Site, decide, judge, match_topics, rules_of
from tidings.everyday.frontmatter import split_front
from tidings.model import Article, Desk, Image, Masthead, Material, Source, Story, Topic
from tidings.rules import EverydayNumbers, Rules
from tidings.urls import canonical_url, url_id

DATA = SHARED / "data/everyday"
RECORDS_PER_S_MIN = 10_000
JUDGED_S_MAX = 5.0
ROUNDS = 20
CHANGES_TOLD_MAX = 12
"""Of one record's other fields: later ones are not in the recorded history."""
BOOST = 100
"""What an editor's hand adds: one record has it."""


def records() -> Part:
    """The part of the bench."""
    files, rows = recorded_files(), recorded_rows()
    organizations = set((DATA / "organizations.txt").read_text(encoding="utf-8").split())
    exact = sum(record(data) == data for data in files.values())
    found = [one_version(row, organizations) for row in rows]
    versions = [version for one in found for version in one]
    quality = sum(version["quality"] for version in versions)
    boosted = sum(version["is_boosted"] for version in versions)
    published = sum(version["published"] for version in versions)
    paths = sum(is_path(row) for row in rows)
    ours, theirs = speed(files, record), speed(files, by_library)
    articles = size_of("JUDGED", 100_000)
    seconds = judge_many(articles, rows)
    lines = [
        f"records back as the same bytes       {exact} of {len(files)}",
        f"versions with the recorded quality   {quality} of {len(versions)} ({boosted} more: moved up by hand)",
        f"versions rightly published or not    {published} of {len(versions)}",
        f"names of files                       {paths} of {len(rows)}",
        f"read and written by a CPU second     {ours:,.0f} records; by the YAML library alone {theirs:,.0f}",
        f"judged and decided                   {articles:,} articles in {seconds:.1f} CPU s",
    ]
    return Part(
        title="Records and rules of the reference system",
        text="\n".join(lines),
        targets=(
            share("records byte for byte", exact, len(files), at_least=1.0),
            share("quality of recorded versions, boosts told", quality + boosted, len(versions), at_least=0.995),
            share("published of recorded versions", published, len(versions), at_least=1.0),
            share("names of recorded files", paths, len(rows), at_least=0.998),
            Target(
                name="records read and written",
                wanted=f"{RECORDS_PER_S_MIN:,}/s on a core",
                found=f"{ours:,.0f}/s",
                is_met=ours >= RECORDS_PER_S_MIN,
            ),
            Target(
                name=f"{articles:,} articles by the reference's rules",
                wanted=f"{JUDGED_S_MAX:g} s",
                found=f"{seconds:.1f} CPU s",
                is_met=seconds <= JUDGED_S_MAX,
            ),
        ),
    )


def share(name: str, right: int, total: int, *, at_least: float) -> Target:
    """A target that is a share."""
    return Target(
        name=name,
        wanted=f"{at_least:.1%}",
        found=f"{right:,} of {total:,} ({right / total:.2%})",
        is_met=right / total >= at_least,
    )


# ---------------------------------------------------------------- exactness


def recorded_files() -> dict[str, bytes]:
    """Every recorded record, by name."""
    with tarfile.open(DATA / "records-powerapps.tar.xz") as archive:
        found = {one.name: stream.read() for one in archive if (stream := archive.extractfile(one))}
    return found | {"record.md": (DATA / "record.md").read_bytes()}


def recorded_rows() -> list[dict[str, Any]]:
    """The same records with their history."""
    with lzma.open(DATA / "powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def one_version(row: Mapping[str, Any], organizations: set[str]) -> Iterator[dict[str, bool]]:
    """What is reproduced of each version whose other fields are known: none was written later, as far as is told."""
    if len(row["content_changes"]) >= CHANGES_TOLD_MAX:
        return
    told, since = row["record"], max((change["time"] for change in row["content_changes"]), default="")
    for time_, quality, heat, is_published, related in row["history"]:
        if time_ < since or quality is None:
            continue
        views = heat - quality - 10 * related
        found = everyday_scores(told, organizations, is_official(told), views)
        is_boosted = quality - found["quality"] == BOOST
        with_boost = everyday_scores(told, organizations, is_official(told), views + BOOST * is_boosted)
        yield {
            "quality": found["quality"] == quality,
            "is_boosted": is_boosted,
            "published": with_boost["published"] == is_published,
        }


def is_official(told: Mapping[str, Any]) -> bool:
    """From the maker's own blog, which gives seconds: a search gives whole minutes."""
    return "powerapps.microsoft.com" in told["originalUrl"] or told["type"] == "video"


def is_path(row: Mapping[str, Any]) -> bool:
    """The name by the rules is the recorded one, for the way that the article was found."""
    return row["path"] in {everyday_path(row["record"], from_search=found) for found in (False, True)}


# ---------------------------------------------------------------- speed


def speed(files: Mapping[str, bytes], both_ways: Callable[[bytes], bytes]) -> float:
    """Records that a CPU second reads and writes, in the best of some rounds."""
    return len(files) / min(one_round(files, both_ways) for _ in range(ROUNDS))


def one_round(files: Mapping[str, bytes], both_ways: Callable[[bytes], bytes]) -> float:
    """CPU seconds for all files."""
    began = time.process_time()
    for data in files.values():
        both_ways(data)
    return time.process_time() - began


def by_library(data: bytes) -> bytes:
    """The same by the YAML library alone; it gives other bytes."""
    front, body = split_front(data.decode())
    return f"---\n{dumps(loads(front))}---\n{body}".encode()


@without_collection()
def judge_many(count: int, rows: list[dict[str, Any]]) -> float:
    """CPU seconds for judging so many articles and deciding what is published, as the line does: nothing of it makes
    circles, so that nothing is looked for.
    """
    keywords = loads((DATA / "topics-powerapps.yaml").read_text(encoding="utf-8")).values()
    topics = tuple(Topic(id=one["_id"], name=one["name"], keywords=tuple(one["keywords"])) for one in keywords)
    numbers = EverydayNumbers(official=("powerapps.microsoft.com",))
    desk = Desk(masthead=Masthead(title="Bench"), topics=topics, rules=Rules(set="everyday", everyday=numbers))
    made = [article_of(rows[number % len(rows)]["record"], number) for number in range(count)]
    stories = tuple(Story(id=article.id, articles=(article,)) for article in made)
    began = time.process_time()
    site, rules = Site(desk), rules_of(desk)
    opinions = {
        article.id: judge(article, site, topics=match_topics(article, site, None), rules=rules) for article in made
    }
    material = Material(desk=desk, stories=stories, opinions=opinions)
    decide(material, site)
    return time.process_time() - began


def article_of(told: Mapping[str, Any], number: int) -> Article:
    """A recorded article under an address of its own."""
    url = canonical_url(f"{told['originalUrl']}#{number}") + f"?{number}"
    provider, pictures = told["provider"], told.get("images", ())
    return Article(
        id=url_id(url),
        url=url,
        source=Source(id=provider["domain"], name=provider["name"], domain=provider["domain"]),
        headline=told["title"],
        excerpt=told["excerpt"],
        published=datetime.fromisoformat(told["publishedDateTime"]),
        published_from="record",
        seen_at=datetime.fromisoformat(told["publishedDateTime"]),
        image=Image(url=pictures[0]["url"], width=pictures[0]["width"], height=pictures[0]["height"])
        if pictures
        else None,
    )
