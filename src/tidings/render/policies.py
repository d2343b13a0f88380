"""What the desk says to machines and of itself, in the files that standards have for it.

::

    robots.txt                 RFC 9309, with Content-Signal: who may read, and for what
    .well-known/tdmrep.json    TDM Reservation Protocol, where the desk refuses training
    .well-known/security.txt   RFC 9116, where it names a contact
    trust.txt                  where it says something of itself
    llms.txt                   where it wants one

They count at the root of a host: a site below a path has to have them put there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from ..model import Edition, File, Machines, Masthead, Report
from ..urls import is_web_url
from .addresses import address, ascii_url, page_name, site_url
from .cards import short_language
from .crawlers import ANSWERS, TRAINING
from .told import iso_moment

SECURITY_MONTHS: Final = 7
"""A ``security.txt`` holds to the beginning of the month so many months on: always at least six, so that it need not
be trusted long after a desk has stopped; RFC 9116 wants less than a year."""
RESERVING: Final = frozenset({"noai", "noimageai", "noml", "tdm-reservation"})
"""What a publisher says who does not want machines to learn from its words."""


def policies(edition: Edition, outputs: Collection[str]) -> Iterator[File]:
    """The files there are; none changes with an edition, but for ``security.txt``, which does once a month."""
    masthead = edition.masthead
    yield written("robots.txt", robots_lines(masthead))
    if masthead.machines.ai_training == "refuse":
        data = msgspec.json.format(msgspec.json.encode([tdm_rule(masthead)]), indent=2)
        yield File(path="site/.well-known/tdmrep.json", data=data + b"\n")
    if masthead.security_contact:
        yield written(".well-known/security.txt", security_lines(masthead, now=edition.as_of))
    if trust := [*trust_lines(masthead)]:
        yield written("trust.txt", trust)
    if masthead.machines.summary:
        yield written("llms.txt", summary_lines(edition, outputs))


def written(path: str, lines: Iterable[str]) -> File:
    """A file of the site, of lines."""
    return File(path=f"site/{path}", data="".join(f"{line}\n" for line in lines).encode())


# ---------------------------------------------------------------- machines


def robots_lines(masthead: Masthead) -> list[str]:
    """Everybody may read everything, but for the crawlers of what the desk refuses."""
    lines = ["User-agent: *", *signal_lines(masthead.machines), "Allow: /"]
    if refused := refused_crawlers(masthead.machines):
        lines += ["", *(f"User-agent: {name}" for name in refused), "Disallow: /"]
    if site_url(masthead):
        lines += ["", f"Sitemap: {address(masthead, 'sitemap.xml')}"]
    return lines


def signal_lines(machines: Machines) -> list[str]:
    """What may be done with what is read, where the desk says anything of it."""
    said = [("ai-input", machines.ai_answers), ("ai-train", machines.ai_training)]
    signals = [f"{name}={'yes' if word == 'allow' else 'no'}" for name, word in said if word]
    return [f"Content-Signal: {', '.join(['search=yes', *signals])}"] if signals else []


def refused_crawlers(machines: Machines) -> list[str]:
    """Names of crawlers that the desk wants to stay away."""
    training = TRAINING if machines.ai_training == "refuse" else ()
    answers = ANSWERS if machines.ai_answers == "refuse" else ()
    return sorted({*training, *answers}, key=lambda name: (name.lower(), name))


def tdm_rule(masthead: Masthead) -> dict[str, Any]:
    """All of the site is reserved."""
    path = urlsplit(site_url(masthead)).path
    policy = web(masthead.machines.policy)
    return {"location": f"{path}/*", "tdm-reservation": 1} | ({"tdm-policy": policy} if policy else {})


def page_wishes(masthead: Masthead, reports: Iterable[Report] = ()) -> dict[str, Any]:
    """What a page says of itself to machines: what the desk refuses, or a publisher whose words stand on it does."""
    is_refused = masthead.machines.ai_training == "refuse"
    return {
        "is_reserved": is_refused or any(not RESERVING.isdisjoint(report.article.reservations) for report in reports),
        "tdm_policy": web(masthead.machines.policy) if is_refused else "",
    }


def web(url: str) -> str:
    """An address in ASCII, or nothing where it is none."""
    return ascii_url(url) if is_web_url(url) else ""


def summary_lines(edition: Edition, outputs: Collection[str]) -> Iterator[str]:
    """What the site is and where its data are, as https://llmstxt.org wants it."""
    masthead = edition.masthead
    yield f"# {plain(masthead.title)}"
    yield ""
    if masthead.tagline:
        yield from (f"> {plain(masthead.tagline)}", "")
    yield "Headlines and short excerpts of others' reports, grouped into stories and linked to where they stand."
    yield "Name and link the publisher of a report, not this site, for what the report says."
    yield from ("", "## Data", "")
    yield from (
        f"- [{name}]({address(masthead, path)}): {what}" for output, name, path, what in DATA if output in outputs
    )
    if edition.topics:
        yield from ("", "## Topics", "")
    for topic in edition.topics:
        told = f": {plain(topic.description)}" if topic.description else ""
        yield f"- [{plain(topic.name)}]({address(masthead, f'topics/{page_name(topic.id)}.html')}){told}"


DATA: Final = (
    ("api", "API", "api/v1/index.json", "stories with their reports, sources and reasons, as JSON"),
    ("feeds", "Feed", "feed.json", "the newest stories, as JSON Feed"),
    ("site", "About", "about.html", "how stories are chosen and ranked, and who edits"),
)


def plain(text: str) -> str:
    """A text on one line of Markdown, where nothing in it is markup."""
    line = " ".join(text.split())
    return "".join(f"\\{letter}" if letter in "\\[]<>`*_#" else letter for letter in line)


# ---------------------------------------------------------------- the publisher


def security_lines(masthead: Masthead, *, now: datetime) -> list[str]:
    """How to tell of a hole."""
    contact = masthead.security_contact
    is_mail = "@" in contact and not contact.startswith(("https:", "mailto:", "tel:"))
    language = short_language(masthead.language)
    return [
        f"Contact: {'mailto:' if is_mail else ''}{contact}",
        f"Expires: {iso_moment(month_after(now, SECURITY_MONTHS))}",
        *([f"Preferred-Languages: {language}"] if language else []),
        *([f"Canonical: {address(masthead, '.well-known/security.txt')}"] if site_url(masthead) else []),
    ]


def month_after(now: datetime, months: int) -> datetime:
    """The beginning of a month to come."""
    moment = now.astimezone(UTC)
    count = moment.year * 12 + moment.month - 1 + months
    return datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)


def trust_lines(masthead: Masthead) -> Iterator[str]:
    """What the publisher says of itself, and how to reach it; nothing where it says nothing."""
    trust = masthead.trust
    said = {
        "belongto": trust.belongs_to,
        "control": trust.control,
        "controlledby": trust.controlled_by,
        "social": trust.social,
        "disclosure": trust.disclosure,
    }
    lines = [f"{name}={url}" for name, urls in said.items() for url in map(web, urls) if url]
    if lines:
        yield from lines
        if masthead.contact:
            yield f"contact={masthead.contact}"
        if masthead.machines.ai_training:
            yield f"datatrainingallowed={'yes' if masthead.machines.ai_training == 'allow' else 'no'}"
