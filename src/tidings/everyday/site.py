"""A whole site of the reference system as values: its own words, its topics, its publishers, its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from ryaml import InvalidYamlError, loads_all  # type: ignore[attr-defined]  # the package does not list what it has

from ..errors import RecordError
from ..model import Topic
from ..text import squeeze
from ..urls import is_web_url
from .frontmatter import FENCE, LINE_OF_ERROR, read_front, split_front
from .record import NewsRecord, read_news
from .shapes import line_of

CONFIG, TOPICS, ORGANIZATIONS = "_config.yml", "_data/topics/", "_data/organizations/"
NEWS, NEWSLETTERS, NEWS_API = "_news/", "_newsletters/", "api/news/"
TELLING = (TOPICS, ORGANIZATIONS, NEWS)
"""Folders whose files are read, all of them; of the newsletters one is enough."""
TEXT_BYTES_MAX = 1_000_000
"""Of a record or a file of data: a hundred times the largest there is."""
CONFIG_TEXT_MAX = 2000
"""Characters of a text in a desk file."""
TOPICS_MAX = KEYWORDS_MAX = 1000
"""Topics, and keywords of one topic, in a desk file."""
TOPIC_ID = re.compile(r"[a-z0-9-]{1,80}")
PLACE = re.compile(r"[\w-]+(\.[\w-]+)+")
YEAR_MIN = 1970
"""Before it no computer's clock began; the reference has records of 2014."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProblem:
    """Something of a site that could not be used as it stands; its file is kept all the same, where it is one."""

    path: str
    reason: str
    line: int = 0
    """0: the whole file."""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSite:
    """What the files of a site say."""

    title: str = ""
    tagline: str = ""
    url: str = ""
    """Where its pages lie; empty: it does not say."""
    readers_url: str = ""
    """Where readers find it, without a final slash, as its newsletters say; empty: there is none."""
    language: str = "en"
    topics: tuple[Topic, ...] = ()
    news_folders: Mapping[str, str] = field(default_factory=dict)
    """Name of each topic with pages of its own in the JSON interface to news, to their folder."""
    organizations: tuple[str, ...] = ()
    """Domains of the publishers that it knows."""
    pictured: tuple[str, ...] = ()
    """Domains of which there is a picture among its assets."""
    records: Mapping[str, NewsRecord] = field(default_factory=dict)
    """By path, in the order of paths."""
    problems: tuple[SiteProblem, ...] = ()


def read_site(files: Mapping[str, bytes], *, paths: Iterable[str] = ()) -> FoundSite:
    """What a site says, from the files that are read and the paths of all."""
    problems: list[SiteProblem] = []
    config = read_config(files.get(CONFIG), problems)
    tables = [read_topic(path, data, problems) for path, data in below(TOPICS, files, (".yaml", ".yml"))]
    topics, folders = make_topics([table for table in tables if table], problems)
    host, base = text_of(config.get("url")).rstrip("/"), text_of(config.get("baseurl")).strip("/")
    url = f"{host}/{base}".rstrip("/")
    return FoundSite(
        title=text_of(config.get("title")),
        tagline=text_of(config.get("description")),
        url=url if is_web_url(url) and not re.search(r"[\s?#]", url) else "",
        readers_url=find_readers(files),
        language=find_language(config),
        topics=topics,
        news_folders=folders,
        organizations=tuple(read_organizations(files, problems)),
        pictured=tuple(sorted(set(find_pictured(paths)))),
        records=read_records(files, problems),
        problems=tuple(problems),
    )


def below(folder: str, files: Mapping[str, bytes], endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The files directly in a folder, by name."""
    for path in sorted(files):
        if path.startswith(folder) and "/" not in path[len(folder) :] and path.endswith(endings):
            yield path, files[path]


def text_of(value: object) -> str:
    """A value as one line of text that a desk file takes; empty for what is no text."""
    return squeeze(CONTROL.sub(" ", value))[:CONFIG_TEXT_MAX].strip() if isinstance(value, str) else ""


# ---------------------------------------------------------------- records


def read_records(files: Mapping[str, bytes], problems: list[SiteProblem]) -> dict[str, NewsRecord]:
    """Every record of news that can be read; what cannot be is a problem, with its file, line and key."""
    found = {}
    for path, data in below(NEWS, files, (".md",)):
        try:
            record = read_news(small(data, path), file=path)
            moment_of(record, file=path)
        except RecordError as error:
            line = error.line or line_in(data, error.key)
            problems.append(SiteProblem(path=path, reason=error.reason, line=line, key=error.key))
        else:
            found[path] = record
    return found


def line_in(data: bytes, key: str) -> int:
    """The line of a file that a key stands on; 0: there is none to tell."""
    return line_of(split_front(data.decode("utf-8"))[0], key) if key else 0


def moment_of(record: NewsRecord, *, file: str = "") -> datetime:
    """When an article was published, as its record says, in UTC; raises RecordError where that is no moment."""
    try:
        told = datetime.fromisoformat(record.publishedDateTime.strip())
        moment: datetime | None = told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.year < YEAR_MIN:
        said = record.publishedDateTime[:40]
        reason = f"publishedDateTime is {said!r}, which is no moment; write it as 2023-03-20T18:06:25Z"
        raise RecordError(reason, file=file, key="publishedDateTime")
    return moment


def small(data: bytes, path: str) -> bytes:
    """A file that may be read; raises RecordError for one that cannot be what its name says."""
    if len(data) > TEXT_BYTES_MAX:
        raise RecordError(f"it has {len(data):,} bytes; nothing over {TEXT_BYTES_MAX:,} is read", file=path)
    return data


# ---------------------------------------------------------------- data


def read_yaml(data: bytes, path: str) -> dict[str, Any]:
    """The names with values of a YAML file, whose last line may be a stray ``---``; raises RecordError."""
    try:
        text = small(data, path).decode("utf-8-sig").replace("\r\n", "\n")
        found: Any = next((one for one in loads_all(text.removesuffix(FENCE)) if one is not None), {})
    except UnicodeDecodeError as error:
        raise RecordError(f"it is not UTF-8: {error.reason}", file=path) from error
    except InvalidYamlError as error:
        place = LINE_OF_ERROR.search(str(error))
        reason = f"it is no YAML: {str(error).partition(' at line')[0]}"
        raise RecordError(reason, file=path, line=int(place[1]) if place else 0) from error
    if not isinstance(found, dict):
        raise RecordError("it must be names with values, such as title: …", file=path, line=1)
    return {str(key): value for key, value in found.items()}


def read_config(data: bytes | None, problems: list[SiteProblem]) -> dict[str, Any]:
    """What the site says of itself; nothing where it does not."""
    if data is None:
        return {}
    try:
        return read_yaml(data, CONFIG)
    except RecordError as error:
        problems.append(SiteProblem(path=CONFIG, reason=error.reason, line=error.line))
        return {}


def find_language(config: Mapping[str, Any]) -> str:
    """The language of the site as it says, else English, which the reference writes."""
    told = text_of(config.get("lang")) or text_of(config.get("locale"))
    return told if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", told) else "en"


def find_readers(files: Mapping[str, bytes]) -> str:
    """Where readers find the site, as the last newsletter that can be read says."""
    for path, data in reversed(list(below(NEWSLETTERS, files, (".html",)))):
        try:
            front = read_front(split_front(small(data, path).decode("utf-8", "replace"))[0])
        except RecordError:
            continue
        site, found, _ = text_of(front.get("webUrl")).partition("/newsletter/")
        if found and is_web_url(site) and not re.search(r"[\s?#]", site):
            return site
    return ""


def read_organizations(files: Mapping[str, bytes], problems: list[SiteProblem]) -> Iterator[str]:
    """The domains of the known publishers; as at the reference, a file whose name does not end in ``.md`` is none."""
    seen = set()
    for path, data in below(ORGANIZATIONS, files, (".md",)):
        try:
            front = read_front(split_front(small(data, path).decode("utf-8", "replace"), file=path)[0], file=path)
        except RecordError as error:
            problems.append(SiteProblem(path=path, reason=error.reason, line=error.line, key=error.key))
            continue
        domain = text_of(front.get("domain")) or text_of(front.get("_id"))
        if not PLACE.fullmatch(domain):
            problems.append(SiteProblem(path=path, reason=f"domain is {domain!r}, which is none", key="domain"))
        elif domain not in seen:
            seen.add(domain)
            yield domain


PICTURE = re.compile(r"assets/images/organizations/([\w-]+(?:\.[\w-]+)+)-50x50\.jpg")


def find_pictured(paths: Iterable[str]) -> Iterator[str]:
    """Domains of the publishers of whom there is a picture in the folder."""
    return (found[1] for path in paths if (found := PICTURE.fullmatch(path)))


# ---------------------------------------------------------------- topics


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTable:
    """A topic as its file tells it."""

    path: str
    id: str
    name: str
    parent: str
    """A name, not an id."""
    description: str
    keywords: tuple[str, ...]
    news_url: str


def read_topic(path: str, data: bytes, problems: list[SiteProblem]) -> TopicTable | None:
    """The topic in a file; None where it cannot be used, which is a problem then."""
    try:
        table = read_yaml(data, path)
    except RecordError as error:
        problems.append(SiteProblem(path=path, reason=error.reason, line=error.line))
        return None
    name, topic_id = text_of(table.get("name")), text_of(table.get("_id"))
    if not name or not TOPIC_ID.fullmatch(topic_id):
        key, what = ("name", name) if not name else ("_id", topic_id)
        reason = f"{key} is {what!r}; a topic needs a name and an _id of small letters, digits and hyphens"
        problems.append(SiteProblem(path=path, reason=reason, key=key))
        return None
    services = table.get("services")
    return TopicTable(
        path=path,
        id=topic_id,
        name=name,
        parent=text_of(table.get("parent")),
        description=text_of(table.get("description")),
        keywords=tuple(usable_keywords(table.get("keywords"))),
        news_url=text_of(services.get("news")) if isinstance(services, dict) else "",
    )


def usable_keywords(told: object) -> list[str]:
    """The keywords in their order; one that stands twice counts twice at the reference, so it stays twice."""
    words = [text_of(word) for word in told] if isinstance(told, list) else []
    return [word for word in words if any(map(str.isalnum, word))][:KEYWORDS_MAX]


def make_topics(tables: Iterable[TopicTable], problems: list[SiteProblem]) -> tuple[tuple[Topic, ...], dict[str, str]]:
    """The topics of a desk, parents by their ids; and where the JSON interface lists the news of each."""
    by_name: dict[str, TopicTable] = {}
    ids: set[str] = set()
    for table in tables:
        if table.name in by_name or table.id in ids:
            reason = f"another file has the topic {table.name!r} or the _id {table.id!r} already"
            problems.append(SiteProblem(path=table.path, reason=reason))
        elif len(by_name) >= TOPICS_MAX:
            reason = f"there are more than {TOPICS_MAX:,} topics, the most a desk can have"
            problems.append(SiteProblem(path=table.path, reason=reason))
        else:
            by_name[table.name] = table
            ids.add(table.id)
    parents = {table.id: parent_of(table, by_name, problems) for table in by_name.values()}
    topics = tuple(
        Topic(
            id=table.id,
            name=table.name,
            description=table.description,
            parent="" if is_circular(table.id, parents) else parents[table.id],
            keywords=table.keywords,
        )
        for table in by_name.values()
    )
    return topics, {table.name: folder for table in by_name.values() if (folder := news_folder(table))}


def parent_of(table: TopicTable, by_name: Mapping[str, TopicTable], problems: list[SiteProblem]) -> str:
    """The id of a topic's parent; empty: it has none that is known."""
    if table.parent and table.parent not in by_name:
        reason = f"parent is {table.parent!r}, but there is no such topic"
        problems.append(SiteProblem(path=table.path, reason=reason, key="parent"))
    return by_name[table.parent].id if table.parent in by_name else ""


def is_circular(topic_id: str, parents: Mapping[str, str]) -> bool:
    """The way up from a topic leads back to it."""
    here, seen = parents.get(topic_id, ""), {topic_id}
    while here and here not in seen:
        seen.add(here)
        here = parents.get(here, "")
    return here == topic_id


def news_folder(table: TopicTable) -> str:
    """Where the JSON interface lists a topic's news, below the folder of all news; empty: nowhere of its own."""
    path = urlsplit(table.news_url).path if is_web_url(table.news_url) else ""
    folder = path.rpartition(f"/{NEWS_API}")[2].strip("/") if f"/{NEWS_API}" in path else ""
    return folder if TOPIC_ID.fullmatch(folder) else ""


CONTENT_FOLDERS: Final = ("_data", "_learning")
"""Folders whose subfolders are types of content of their own."""


def type_of(path: str) -> str:
    """The type of content that a file belongs to: the name of its folder."""
    parts = PurePosixPath(path).parts
    if len(parts) == 1:
        return "other files"
    return "/".join(parts[:2]) if parts[0] in CONTENT_FOLDERS and len(parts) > 2 else parts[0]
