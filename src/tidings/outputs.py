"""All files of an edition, whoever makes them: our own, and those of the reference system's interface."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from .everyday import Named, record_files
from .everyday.from_edition import EVERYDAY_OUTPUT, everyday_api, records_shown
from .model import NO_THEME, Desk, Edition, File, PastFront, Theme
from .render import CARDS_OUTPUT, OUTPUTS, Plate, clean, in_order, plate_of, plates_of, printed

if TYPE_CHECKING:
    from .everyday import Kept


def make_files(edition: Edition, desk: Desk) -> list[File]:
    """The files of every output that the desk does not leave out, sorted by path."""
    return printed(plates_of_desk(edition, desk))


def plates_of_desk(
    edition: Edition,
    desk: Desk,
    *,
    fronts: Sequence[PastFront] = (),
    records: Sequence[Named] | None = None,
    contents: Sequence[Kept] = (),
    theme: Theme = NO_THEME,
) -> list[Plate]:
    """What the files of every output that the desk does not leave out are made from, sorted by path.

    ``fronts`` are the front pages of the days; ``records`` are those that other rules than our own wrote, None: there
    are none; ``contents`` is what a site that was taken over holds beside news; ``theme`` is how pages look.  Raises
    RenderError where a page cannot be made, naming it.
    """
    possible = (*OUTPUTS, EVERYDAY_OUTPUT, *((CARDS_OUTPUT,) if find_spec("PIL") else ()))
    outputs = [name for name in possible if name not in desk.rules.publish.leave_out]
    ours = [name for name in outputs if records is None or name != "records"]
    plates = plates_of(edition, outputs=ours, fronts=fronts, theme=theme)
    plates += map(plate_of, record_files(sealed(records or (), edition)))
    if EVERYDAY_OUTPUT in outputs:
        cleaned = clean(edition)
        shown = records_shown(cleaned, desk.rules.everyday) if records is None else records
        files = whole_site(cleaned, desk, shown, contents) if contents else everyday_api(cleaned, shown)
        plates += map(plate_of, files)
    return in_order(plates)


def sealed(records: Sequence[Named], edition: Edition) -> Iterator[Named]:
    """Records with the private fields that an edition's reports carry; what came with a site keeps its own."""
    envelopes = {report.record_name: report.secured for story in edition.stories for report in story.reports}
    for name, record in records:
        envelope = envelopes.get(name.removesuffix(".md"), "")
        yield name, replace(record, secured=envelope) if envelope and not record.secured else record


def whole_site(edition: Edition, desk: Desk, records: Sequence[Named], contents: Sequence[Kept]) -> Iterator[File]:
    """The whole interface of a site that was taken over, with the desk's own news."""
    from .everyday import Addresses, Kept, site_api  # dozens of content types, which other desks never need

    numbers, topics = desk.rules.everyday, {topic.id: topic.name for topic in desk.topics}
    addresses = Addresses(
        web=numbers.site or desk.masthead.url,
        files=numbers.assets or desk.masthead.url,
        topic=topics.get(numbers.root) or next(iter(topics.values()), desk.masthead.title),
        locale=edition.masthead.locale,
    )
    news = [Kept(path=f"_news/{name}", value=record) for name, record in records]
    for file in site_api([*news, *contents], addresses=addresses, today=f"{edition.as_of:%Y-%m-%d}"):
        yield File(path=f"site/{file.path}", data=file.data)
