"""Sites of the reference system as folders: one of the recorded data, and a small one of our own."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ryaml import dumps, loads  # type: ignore[attr-defined]  # the package does not list what it has

DATA = Path(__file__).parents[3] / "shared/data/everyday"
CONFIG = """\
title: Power Apps Every Day
description: "Power Apps news: every day"
url: https://everyday-cc.github.io
baseurl: /powerapps
remote_theme: everyday-cc/build
collections:
  newsletters:
    output: true
"""
RECORD = """\
---
category: news
title: "{title}"
excerpt: "{excerpt}"
publishedDateTime: {day}T08:00:00Z
originalUrl: "{url}"
webUrl: "{url}"
type: article
quality: {quality}
heat: {heat}
published: {published}

provider:
  name: {name}
  domain: {domain}

topics:
  - Harbour

images:
  - url: "https://{domain}/ferry.jpg"
    width: 640
    height: 360
    isCached: true

secured: "AAAA;BBBB"
---

"""


def record(
    title: str = "Ferry runs aground in the harbour",
    *,
    url: str = "https://post.example/ferry",
    day: str = "2023-05-02",
    quality: int = 77,
    heat: int = 0,
    name: str = "The Post",
    excerpt: str = "The ferry ran aground at dawn. Nobody was hurt, the harbour master said.",
) -> bytes:
    """A record: 2 for its topic, 15 for a keyword, 20 for its image; 40 for a known publisher."""
    heat = heat or quality
    domain = url.split("/")[2]
    published = str(heat >= 70).lower()
    values = {"title": title, "url": url, "day": day, "quality": quality, "heat": heat, "name": name}
    values["excerpt"] = excerpt
    return RECORD.format(**values, domain=domain, published=published).encode()


def small_site() -> dict[str, bytes]:
    """The files of a site with three records, one topic and one known publisher."""
    return {
        "_config.yml": b"title: Harbour Every Day\ndescription: Ships\nurl: https://harbour.example\n",
        "_data/topics/00-harbour.yaml": (
            b"taxonomy: topic\n_id: harbour\nname: Harbour\nkeywords:\n- harbour\nservices:\n"
            b"  news: https://harbour.example/api/news/\n"
        ),
        "_data/topics/01-ferries.yaml": (
            b"taxonomy: topic\n_id: ferries\nname: Ferries\nparent: Harbour\nkeywords:\n- ferry\nservices:\n"
            b"  news: https://harbour.example/api/news/ferries/\n---\n"
        ),
        "_data/organizations/post.example.md": b"---\ntaxonomy: organization\nname: The Post\ndomain: post.example\n---\n",
        "_news/2023-05-02-ferry-runs-aground-in-the-harbour.md": record(),
        "_news/2023-05-03-harbour-closed.md": record(
            "Harbour closed",
            url="https://post.example/closed",
            day="2023-05-03",
            heat=80,
            excerpt="A storm is due on Wednesday, and every pilot stays ashore.",
        ),
        "_news/2023-05-08-harbour-opens.md": record(
            "Harbour opens",
            url="https://gull.example/opens",
            day="2023-05-08",
            quality=37,
            name="The Gull",
            excerpt="Lorries queue for the first ship to Norway since spring.",
        ),
        "api/news/index.json": b"{}",
        "api/news/page/9/index.json": b"{}",
        "assets/images/logo.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "CNAME": b"harbour.example\n",
    }


def recorded_site() -> dict[str, bytes]:
    """All that is recorded of Power Apps Every Day, at the paths that it had there."""
    files = {"_config.yml": CONFIG.encode()}
    with tarfile.open(DATA / "records-powerapps.tar.xz") as archive:
        for member in archive:
            if member.isfile() and (stream := archive.extractfile(member)):
                files[f"_news/{Path(member.name).name}"] = stream.read()
    topics: dict[str, Any] = loads((DATA / "topics-powerapps.yaml").read_text(encoding="utf-8"))
    files |= {f"_data/topics/{name}": dumps(topic).encode() for name, topic in topics.items()}
    for domain in (DATA / "organizations.txt").read_text(encoding="utf-8").split():
        front = f"---\ntaxonomy: organization\n_id: {domain}\nname: {domain}\ndomain: {domain}\n---\n"
        files[f"_data/organizations/{domain}.md"] = front.encode()
    letter = "power-apps-every-day-2023-03-20.html"
    files[f"_newsletters/{letter}"] = (DATA / letter).read_bytes()
    for page in (DATA / "api").rglob("*.json"):
        files[page.relative_to(DATA).as_posix()] = page.read_bytes()
    return files


def write_site(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def digest(files: Mapping[str, bytes]) -> str:
    """One name for all the files of a folder."""
    whole = hashlib.sha256()
    for path, data in sorted(files.items()):
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
