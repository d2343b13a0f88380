"""Tidings: a newsroom engine for one topic.  The stages are plain functions on values.

The map of the package, in the order of the line::

    words      model, rules, errors             what travels, every number, what can go wrong
               reading, genre                   what a page says; what an article can be
               subscription                     what a hub and we have agreed on
               imagery                          pictures as they travel
               subjects                         sensitive subjects, and the care taken
               sources                          what is known of those who publish
    helpers    text, urls, dates, markup        what we do with plain text
               credentials                      what in an address lets somebody in
               tags, drawing                    the grammar of harmless HTML, and of figures in it
               chance                           spreading over time without dice
               orderlines                       the grammar of the file of corrections
    core       config                           desk.toml to Desk
               schedule, parse, article         when to ask; bytes to entries; entries to articles
               sensitive                        subjects that ask for care, and what is done about them
               kinds                            news, opinion, advert, or no article at all
               registry                         one name for each domain, and on whose word
               dedupe, cluster                  reprints, stories
               identity                         which story is which after articles were grouped anew
               corrections                      an editor's corrections of stories, and what they move
               topics, score                    what an article is about; quality and heat
               decide, compose                  what is published, and the edition
               telling                          a story's summary, news, timeline, outlets
               rulebooks                        the rules in force under one name
               render, explain                  files, and why
               proof                            a site read once more before it goes out
               inspector                        stories with their links, and why two are not one
               websub                           what is agreed with hubs, and what it means
               pictures                         what picture files are and say, and which are shown
               secured                          private fields of records, and secrets in files
    edges      fetch, store, publish, demo      network, SQL, disk, the bundled fictional world
               serve                            the site over HTTP, and where hubs call
               darkroom                         strangers' pictures unpacked, in a process apart
               embed                            what texts mean, as vectors, by a model of another package
    seam       engine                           what runs the stages
    program    pipeline, gather, inquire, cli   the line, its first step, the questions, the commands
               judging                          what is thought of everything, found without writing it
               correcting                       the orders file read, carried out and told of
               trial                            other rules tried on it
               regroup                          stories under the ids that stay, the archive grouped anew
               inspecting, reckoning            stories and their links looked at, and reckoned anew
               takeover                         sites of the reference system, taken in and written out
               push                             hubs asked in a run, and heard between two
               meaning                          which articles get a vector, and how long it is kept
               illustrate                       pictures got, kept and shown
               outputs                          all files of an edition, whoever makes them
               safekeeping                      private fields sealed and opened, and the last look for secrets

The core is pure: same arguments, same answer; the clock is an argument.  The values are in
``tidings.model``, the numbers in ``tidings.rules``.
"""

from typing import TYPE_CHECKING

from .article import make_article
from .cluster import Clustering, place
from .compose import Composition, compose
from .config import check_desk, parse_desk, parse_opml, write_opml
from .decide import decide
from .dedupe import find_reprints
from .errors import (
    ConfigError,
    DeskBusyError,
    FetchError,
    NotFoundError,
    ParseError,
    PublishError,
    RenderError,
    StoreError,
    TidingsError,
)
from .explain import tell
from .fetch import fetch_all
from .inquire import explain, last_edition, last_report, open_memory
from .model import Material
from .parse import parse_feed
from .pipeline import open_newsroom, run
from .publish import publish
from .registry import make_registry, source_for
from .render import render
from .schedule import due_feeds, next_state, plan, request_for
from .score import judge, score_story
from .topics import match_topics

if TYPE_CHECKING:
    from .kinds import kind_of

__all__ = [
    "Clustering",
    "Composition",
    "ConfigError",
    "DeskBusyError",
    "FetchError",
    "Material",
    "NotFoundError",
    "ParseError",
    "PublishError",
    "RenderError",
    "StoreError",
    "TidingsError",
    "check_desk",
    "compose",
    "decide",
    "due_feeds",
    "explain",
    "fetch_all",
    "find_reprints",
    "judge",
    "kind_of",
    "last_edition",
    "last_report",
    "make_article",
    "make_registry",
    "match_topics",
    "next_state",
    "open_memory",
    "open_newsroom",
    "parse_desk",
    "parse_feed",
    "parse_opml",
    "place",
    "plan",
    "publish",
    "render",
    "request_for",
    "run",
    "score_story",
    "source_for",
    "tell",
    "write_opml",
]


def __getattr__(name: str) -> object:
    """What takes long to load and is seldom needed."""
    if name == "kind_of":
        from .kinds import kind_of

        return kind_of
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
