"""Which search items are about the topic: our topics beside plain substrings and whole words."""
from __future__ import annotations
import json, lzma
from datetime import UTC, datetime
from pathlib import Path
from targets import SHARED
from tidings.config import parse_desk
from tidings.model import Article, Source
from tidings.topics import match_all
from tidings.urls import domain_of, url_id

OFFICIAL = "powerapps.microsoft.com"

def desk():
    return parse_desk((Path(__file__).parent / "topics_desk.toml").read_text())

def articles():
    d = desk()
    with lzma.open(SHARED / "data/everyday/powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line); r = row["record"]
            url = r["originalUrl"].strip()
            is_off = r["provider"]["domain"] == "microsoft.com"
            at = datetime.fromisoformat(str(r["publishedDateTime"]).replace("Z", "+00:00"))
            yield row["path"], is_off, r, Article(id=url_id(row["path"]), url=url, source=Source(id="s", name="s", domain=domain_of(url)), headline=r["title"], excerpt=r["excerpt"], published=at, published_from="", seen_at=at, language="en", feed_url=d.feeds[0 if is_off else 1].url)
