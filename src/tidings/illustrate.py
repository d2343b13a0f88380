"""Illustrating: which pictures are asked for, developed, remembered, and shown beside stories.

The decisions are ``pictures``', the asking is ``fetch``'s, the unpacking ``darkroom``'s, the memory
``store``'s; here they are joined, one picture at a time, so that a bad one is a line in the report.  A
desk that does not keep copies has none: whatever there was is thrown away first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final, Protocol

from . import pictures, store
from .darkroom import HOW_TO_INSTALL, MARK, Developed, Negative, is_equipped, open_darkroom
from .errors import FetchError
from .gather import Fetch, Progress, ask_others, authority_of
from .imagery import PictureCopy, PicturesReport, PictureState
from .model import Article, Desk, Edition, Fetched, FetchRequest, File
from .reading import PageReading
from .render import Plate
from .rules import ImageRules

BATCH: Final = 24
"""Pictures asked for at a time: their bytes wait in memory to be developed."""
NAME_DIGITS: Final = 24
"""Hexadecimal digits of a copy's name: enough that two never meet."""
LASTING: Final = frozenset({401, 403, 404, 410, 451})
"""Answers that will hardly be others tomorrow."""

FindReading = Callable[[Article], PageReading | None]
"""What we know of an article's page, with what its publisher asks of machines."""


class Developer(Protocol):
    """Makes copies of a picture: a darkroom."""

    def develop(self, negative: Negative) -> Developed:
        """Copies, or why there are none."""


OpenDarkroom = Callable[[], AbstractContextManager[Developer]]


def own_words(article: Article) -> PageReading | None:
    """What an article itself carries of its page: what its publisher asks of machines."""
    return PageReading(url=article.url, reservations=article.reservations) if article.reservations else None


def what_is_missing(desk: Desk) -> str:
    """Why a desk cannot have the pictures that it wants, and what to do about it; empty: it can."""
    if desk.images.show != "local" or is_equipped():
        return ""
    return f'[images] show = "local" needs Pillow, which is not installed: {HOW_TO_INSTALL}, or show = "never"'


# ---------------------------------------------------------------- asking and developing


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What illustrating an edition needs."""

    db: store.Database
    desk: Desk
    now: datetime
    fetch: Fetch
    tell: Progress

    @property
    def rules(self) -> ImageRules:
        """The desk's."""
        return self.desk.images

    @property
    def asking_desk(self) -> Desk:
        """The desk as it asks for pictures: as for everything, but for their size."""
        fetch = replace(self.desk.rules.fetch, body_bytes_max=self.rules.bytes_max)
        return replace(self.desk, rules=replace(self.desk.rules, fetch=fetch))


def illustrate(
    studio: Studio, *, find_reading: FindReading = own_words, open_room: OpenDarkroom = open_darkroom
) -> PicturesReport:
    """Get copies of the pictures that the last edition wants, as far as the desk's policy allows.

    Copies that nothing shows are thrown away.  Whatever is wrong with a picture is a line of the report.
    """
    last = store.load_edition(studio.db)
    if studio.rules.show != "local" or last is None:
        return PicturesReport(removed=store.prune_pictures(studio.db, (), now=studio.now))
    bars = pictures.find_wanted(last.edition, studio.rules, readings_of(last.edition, find_reading))
    wanted = [url for url, bar in bars.items() if not bar]
    removed = store.prune_pictures(studio.db, wanted, now=studio.now)
    states = store.load_picture_states(studio.db)
    if note := what_is_missing(studio.desk):
        return count(states, wanted, PicturesReport(removed=removed, note=note))
    due = pictures.choose_due(wanted, states, mark=MARK, now=studio.now, rules=studio.rules)
    failures = []
    with open_room() as room:
        for done, state in enumerate(ask_for(studio, due, states, room), 1):
            studio.tell("illustrate", done, len(due), state.url, outcome="failed" if state.reason else "new")
            failures += [(state.url, state.reason)] if state.reason else []
    report = PicturesReport(asked=len(due), copied=len(due) - len(failures), removed=removed, failures=tuple(failures))
    return count(store.load_picture_states(studio.db), wanted, report)


def count(states: Mapping[str, PictureState], wanted: Sequence[str], report: PicturesReport) -> PicturesReport:
    """The report with how many pictures are wanted, and how many of them are here."""
    shown = sum(1 for url in wanted if url in states and states[url].copies)
    return replace(report, wanted=len(wanted), shown=shown)


def readings_of(edition: Edition, find_reading: FindReading) -> dict[str, PageReading]:
    """What is known of the pages of an edition's leads, by article id."""
    leads = [story.lead.article for story in edition.stories]
    return {article.id: reading for article in leads if (reading := find_reading(article))}


def ask_for(
    studio: Studio, due: Iterable[str], states: Mapping[str, PictureState], room: Developer
) -> Iterator[PictureState]:
    """What becomes of each picture that is asked for, kept as soon as it is known."""
    rest = iter(due)
    while batch := tuple(islice(rest, BATCH)):
        requests = [request_for(studio, url) for url in batch]
        answers = ask_others(studio.db, studio.asking_desk, requests, now=studio.now, fetch=studio.fetch)
        for request, outcome in answers:
            store.save_robots(studio.db, outcome.robots, now=studio.now)
            state, files = judge(outcome, states.get(request.feed_url), studio=studio, room=room)
            store.save_picture(studio.db, state, files)
            yield state


def request_for(studio: Studio, url: str) -> FetchRequest:
    """The question for a picture, which goes where robots.txt lets it."""
    robots = store.load_robots(studio.db, [authority_of(url)])
    return FetchRequest(feed_url=url, is_page=True, is_picture=True, robots=robots)


def judge(
    outcome: Fetched | FetchError, before: PictureState | None, *, studio: Studio, room: Developer
) -> tuple[PictureState, list[File]]:
    """What to remember of a picture, and the files of its copies."""
    if isinstance(outcome, FetchError):
        return failed(outcome, before, now=studio.now), []
    state = PictureState(url=outcome.feed_url, asked_at=studio.now, rules=MARK)
    reason, developed = develop(outcome, studio.rules, room)
    state = replace(
        state, measured=pictures.probe(outcome.body), rights=pictures.read_rights(outcome.body), reason=reason
    )
    files = [File(path=f"site/{path_of(one.body)}", data=one.body) for one in developed.prints]
    copies = tuple(PictureCopy(path=path_of(one.body), width=one.width, height=one.height) for one in developed.prints)
    return pictures.state_after(before, replace(state, copies=copies), is_lasting=True), files


def failed(error: FetchError, before: PictureState | None, *, now: datetime) -> PictureState:
    """What to remember where there was no answer; a host that wants no more for now is no failure of the picture."""
    state = PictureState(url=error.url, asked_at=now, reason=error.reason)
    if error.kind == "not asked":
        wait = timedelta(seconds=max(error.retry_after_s, 60))
        return replace(state, failures=before.failures if before else 0, next_due_at=now + wait)
    is_lasting = error.status in LASTING or error.kind == "robots"
    return pictures.state_after(before, state, is_lasting=is_lasting)


def develop(answer: Fetched, rules: ImageRules, room: Developer) -> tuple[str, Developed]:
    """Copies of what was answered, or why there are none: refused by its publisher, no picture, too large, damaged."""
    if bar := pictures.find_bar(pictures.reservations_of(answer.rights), is_file=True):
        return f"its publisher refuses copies of it (X-Robots-Tag: {bar})", Developed()
    measured = pictures.probe(answer.body)
    if measured is None:
        return f"it is {pictures.name_unread(answer.body)}", Developed()
    if why := pictures.why_not_read(measured, rules):
        return why, Developed()
    negative = Negative(
        body=answer.body,
        format=measured.format,
        pixels_max=rules.pixels_max,
        xmp=pictures.packet_of(pictures.read_rights(answer.body)),
    )
    developed = room.develop(negative)
    return developed.reason, developed


def path_of(data: bytes) -> str:
    """Where a copy stands inside the site."""
    return f"images/{hashlib.sha256(data).hexdigest()[:NAME_DIGITS]}.webp"


# ---------------------------------------------------------------- showing


def with_pictures(
    db: store.Database, edition: Edition, desk: Desk, *, find_reading: FindReading = own_words
) -> Edition:
    """An edition with the pictures that its pages show."""
    if desk.images.show == "never":
        return edition
    states = store.load_picture_states(db) if desk.images.show == "local" else {}
    return pictures.show_pictures(edition, desk.images, states=states, readings=readings_of(edition, find_reading))


def picture_plates(db: store.Database, desk: Desk) -> list[Plate]:
    """The copies that go with the site, which are called by what is in them; a desk that keeps none publishes none."""
    paths = store.load_picture_paths(db) if desk.images.show == "local" else []
    return [Plate(path=path, make=partial(store.load_picture_data, db, path), key=path) for path in paths]
