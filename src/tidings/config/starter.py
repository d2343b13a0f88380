"""The desk file that a new desk begins with: every section explained, every rule shown with its default."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from ..model import Feed
from ..text import squeeze
from .checks import CONTROL
from .keys import KEYS, TABLES, Key
from .toml import toml_value

COLUMNS = 100
DEFAULT_TITLE = "My tidings"

GIT_IGNORE = """\
# The memory, and what is made of it: pages, feeds and API are derived, and would make a history of gigabytes.
.tidings/
.releases/
site
# Keys to private fields, and their drafts.
*.keys
.*.keys.new
"""
"""What a desk in git leaves out."""

HEAD = """\
# A desk: what your publication is called, which feeds it reads, and by which rules.
#
#   tidings check .    names every mistake in this file, with its line
#   tidings run .      asks the feeds, makes the stories, publishes the site
#
# Corrections of stories stand in orders.txt beside this file.
#
# A line that begins with # says nothing to Tidings. What is commented out shows an example or the
# default; remove the # to change it.
"""

TOPICS = """\
# ---------------------------------------------------------------- topics
#
# Labels for what stories are about, each with a page of its own. As soon as there is one, stories
# that fit none are refused (unless require_topic = false below).
#
# Keywords are whole words or phrases, looked for in the headline, the excerpt and the tags, whatever
# their case; a singular finds the plural, too. Words in `none` refuse the topic.
#
# "=Teams" is a name in just this case. "apple?" has many senses and counts only beside a word of `near`.

# [[topics]]
# id = "harbour"                  # part of addresses: small letters, digits, hyphens; never change it
# name = "Harbour"
# description = "Ships, ferries and the people who work with them."
# keywords = ["harbour", "ferry", "container ship"]
# none = ["pearl harbour"]

# [[topics]]
# id = "dredging"
# name = "Dredging"
# parent = "harbour"              # what has this topic has that one, too
# keywords = ["dredging", "dredger"]
"""

FEEDS = """\
# ---------------------------------------------------------------- feeds
#
# RSS, Atom or JSON feeds, one [[feeds]] for each; only `url` is needed. If your reader exports OPML,
# put it beside this file as feeds.opml instead: its feeds are read, too.
"""

FEEDS_EXAMPLE = """\
# [[feeds]]
# url = "https://www.theguardian.com/world/rss"
# source = "The Guardian"         # the publisher's name; feeds with one name count as one source

# [[feeds]]
# url = "https://feeds.bbci.co.uk/news/world/rss.xml"
# source = "BBC"
# topics = ["harbour"]            # everything in this feed has these topics
"""

SOURCES = """\
# ---------------------------------------------------------------- sources
#
# Who publishes, where you know better than the list that comes with Tidings, or it has them not. The
# longest domain, host or part of a site that fits an article's address decides.

# [[sources]]
# domain = "dredging.example"
# name = "Dredging Today"
# kind = "outlet"                 # or wire, company, government, blog ...
# country = "NL"
"""

HELP_LINES = """\
# ---------------------------------------------------------------- help lines
#
# Where readers of reports on suicide, violence or abuse find help. Check each yourself: a wrong
# number can hurt.

# [[help_lines]]
# name = "Harbour Listeners"
# phone = "0100 200 300"
# subjects = ["suicide"]          # empty: all sensitive subjects
# hours = "day and night"
# reviewed = "2026-11-25"         # the day you last checked it
"""

SERVE = """\
# ---------------------------------------------------------------- serve
#
# Only for a desk that the world can reach: being told of news at once, and telling of ours (WebSub).
"""

SECURED = """\
# ---------------------------------------------------------------- secured
#
# Where articles came from and your private notes, in the public records but for you alone. Make a key with
# `tidings secured key`, and keep it out of git.
"""

IMAGES = """\
# ---------------------------------------------------------------- images
#
# Publishers' pictures beside stories. Think before you change it: pictures have owners, and readers
# who load them from publishers are seen by them.
"""

RULES = """\
# ---------------------------------------------------------------- rules
#
# Every number that can be tuned, with its default. The defaults are good to begin with.
"""


def starter_desk(
    *,
    title: str,
    tagline: str = "",
    url: str = "",
    language: str = "en",
    time_zone: str = "UTC",
    feeds: Sequence[Feed] = (),
) -> str:
    """A commented ``desk.toml`` with a title and feeds; valid as soon as it has a feed."""
    title = squeeze(CONTROL.sub(" ", title)) or DEFAULT_TITLE
    masthead = {"title": title, "tagline": tagline, "url": url, "language": language, "time_zone": time_zone}
    # Topics are left to the owner of the new desk, which has none yet.
    bare = [replace(feed, topics=()) for feed in feeds]
    written = "\n".join(feed_table(feed) for feed in bare) if bare else FEEDS_EXAMPLE
    return "\n".join(
        [
            HEAD,
            masthead_table(masthead),
            *rule_tables("masthead"),
            TOPICS,
            FEEDS,
            written,
            SOURCES,
            HELP_LINES,
            SERVE,
            *rule_tables("serve"),
            SECURED,
            *rule_tables("secured"),
            IMAGES,
            *rule_tables("images"),
            RULES,
            *rule_tables("rules"),
        ]
    )


def masthead_table(values: dict[str, str]) -> str:
    """``[masthead]`` with every key and what it means."""
    lines = ["[masthead]"]
    for key in keys_in("masthead"):
        lines += [*comment(key.meaning), f"{key.short} = {toml_value(values.get(key.short, key.default))}"]
    return "\n".join(lines) + "\n"


def feed_table(feed: Feed) -> str:
    """``[[feeds]]`` with what is known of a feed."""
    named = {field.name: getattr(feed, field.name) for field in fields(feed)}
    return "\n".join(["[[feeds]]", *(f"{name} = {toml_value(said)}" for name, said in named.items() if said), ""])


def rule_tables(root: str) -> Iterator[str]:
    """A table and those within it, commented out, with defaults."""
    for table in TABLES:
        if keys := keys_in(table) if table.partition(".")[0] == root and table != "masthead" else ():
            yield "\n".join([f"[{table}]", *(line for key in keys for line in rule_lines(key)), ""])


def rule_lines(key: Key) -> list[str]:
    """What a rule means, and its default."""
    unit = f"  # {key.unit}" if key.unit else ""
    return [*comment(key.meaning), f"# {key.short} = {toml_value(key.default)}{unit}"]


def keys_in(table: str) -> tuple[Key, ...]:
    """The keys of a table, in order."""
    return tuple(key for key in KEYS if key.table == table)


def comment(text: str) -> list[str]:
    """A text as comment lines."""
    return [f"# {line}" for line in textwrap.wrap(text.replace("`", "'"), COLUMNS - 2)]
