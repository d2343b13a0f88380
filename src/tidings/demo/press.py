"""Who publishes what, and when: the events of a world as its outlets tell them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from ..text import slugify
from .events import make_events
from .kinds import Kind, load_kinds
from .noise import make_pastimes, make_pitches
from .outlets import AGENCY, BYLINES_BY_OUTLET, OUTLETS
from .stamps import FAULTS, faulty_stamp, stamp
from .world import Dispatch, Event, Outlet, World
from .writing import Notebook

OUTLETS_PER_EVENT = (2, 3, 4, 4, 4, 5, 5)
"""How many tell an event in their own words; copies come on top."""
LONE_EVENTS = 5
"""Events that only one outlet has."""
LOAD_SCATTER = 9.0
"""In dispatches."""
AGENCY_SHARE = 0.6
COPIED_EVENTS = 18
UPDATES = 18
EDITS = 12
PASTIMES = 42
PITCHES = 14
FAULTS_EACH = 2
TWICE_SENT = 4
SHARED_GUIDS = 2
FIRST_LAG_MINUTES = (5, 90)
LAG_HALVING_HOURS = 3.0
"""Half of the outlets that still follow do so within this time."""
SUMMARY_SENTENCES = 2
UPDATE_LABELS = ("UPDATE:", "Updated:", "Latest:")

Story = tuple[str, tuple[str, ...]]
"""A headline and sentences."""


def make_world(seed: int, *, ends_at: datetime, days: int = 3) -> World:
    """The news of the Low Isles for some days up to a moment.

    The same arguments give the same world on every machine.  Raises ValueError for a moment
    without a zone, and for less than two days, which would not hold what has to happen.
    """
    if ends_at.tzinfo is None or days < 2:
        raise ValueError(f"making a world of {days} days that ends at {ends_at}: give two days or more, and a zone")
    ends_at = ends_at.astimezone(UTC).replace(microsecond=0)
    starts_at = ends_at - timedelta(days=days)
    rng = Random(seed)  # noqa: S311  # a world must come out the same again; nothing here is a secret
    events = make_events(rng, starts_at=starts_at, ends_at=ends_at)
    press = Press(rng, events, starts_at=starts_at, ends_at=ends_at)
    notebooks = make_notebooks(rng, events)
    press.report(notebooks)
    press.copy()
    press.follow_up(notebooks)
    press.entertain()
    press.misdate()
    press.share_guids()
    press.edit(notebooks)
    press.send_twice()
    dispatches = sorted(press.dispatches, key=lambda dispatch: (dispatch.published, dispatch.url, dispatch.kind))
    return World(
        seed=seed,
        starts_at=starts_at,
        ends_at=ends_at,
        outlets=OUTLETS,
        events=events,
        dispatches=tuple(dispatches),
    )


def make_notebooks(rng: Random, events: Sequence[Event]) -> dict[str, Notebook]:
    """A notebook for each event, by its id; those of one kind share an order of wordings."""
    kinds = {kind.id: shuffle_kind(rng, kind) for kind in load_kinds()}
    met: Counter[str] = Counter()
    notebooks = {}
    for event in events:
        notebooks[event.id] = Notebook(rng, event, kinds[event.kind], is_reversed=met[event.kind] % 2 == 1)
        met[event.kind] += 1
    return notebooks


def shuffle_kind(rng: Random, kind: Kind) -> Kind:
    """The kind with its wordings in another order."""

    def mixed(wordings: Sequence[str]) -> tuple[str, ...]:
        return tuple(rng.sample(wordings, len(wordings)))

    return replace(
        kind,
        headlines=mixed(kind.headlines),
        leads=mixed(kind.leads),
        facts=tuple(mixed(wordings) for wordings in rng.sample(kind.facts, len(kind.facts))),
        choices=tuple((name, mixed(wordings)) for name, wordings in kind.choices),
    )


class Press:
    """Collects the dispatches of a world while it is made."""

    def __init__(self, rng: Random, events: Sequence[Event], *, starts_at: datetime, ends_at: datetime) -> None:
        self.rng = rng
        self.events = {event.id: event for event in events}
        self.starts_at = starts_at
        self.ends_at = ends_at
        self.outlets = {outlet.id: outlet for outlet in OUTLETS if outlet.has_news}
        self.generalists = [outlet for outlet in self.outlets.values() if not outlet.beats]
        self.dispatches: list[Dispatch] = []
        self.number = 1000 * rng.randint(3, 8)

    # ------------------------------------------------------------ news

    def report(self, notebooks: dict[str, Notebook]) -> None:
        """Every event in the words of one outlet or several."""
        lone = set(self.rng.sample(sorted(notebooks), LONE_EVENTS))
        for event_id, notebook in notebooks.items():
            count = 1 if event_id in lone else self.rng.choice(OUTLETS_PER_EVENT)
            for outlet, moment in self.assign(notebook.event, count):
                story = notebook.headline(outlet), notebook.story(outlet)
                self.put(outlet, story, moment, event=notebook.event, kind="report")

    def assign(self, event: Event, count: int) -> list[tuple[Outlet, datetime]]:
        """Which outlets report an event, and when each of them does."""
        able = [
            outlet
            for outlet in self.outlets.values()
            if outlet.id != AGENCY and (not outlet.beats or event.topic in outlet.beats)
        ]
        # Those who have written least so far go first, as a rule: the work is shared out.
        load = Counter(dispatch.outlet_id for dispatch in self.dispatches)
        able.sort(key=lambda outlet: load[outlet.id] + self.rng.uniform(0, LOAD_SCATTER))
        chosen = self.rng.sample(able[:count], count)
        if count > 1 and self.rng.random() < AGENCY_SHARE:
            chosen[0] = self.outlets[AGENCY]
        moment = event.starts_at + timedelta(minutes=self.rng.randint(*FIRST_LAG_MINUTES))
        moments = [moment, *(moment + self.lag(moment) for _ in chosen[1:])]
        return list(zip(chosen, moments, strict=True))

    def lag(self, moment: datetime) -> timedelta:
        """How much later another outlet follows: soon, as a rule, and before the world ends."""
        hours = LAG_HALVING_HOURS * 0.5
        while self.rng.random() < 0.5:
            hours += LAG_HALVING_HOURS
        hours *= self.rng.uniform(0.3, 1.0)
        return min(timedelta(hours=hours), (self.ends_at - moment) * self.rng.uniform(0.5, 0.98))

    def copy(self) -> None:
        """Outlets that print what the agency wrote, with a line to say so."""
        originals = [dispatch for dispatch in self.dispatches if dispatch.outlet_id == AGENCY]
        for original in self.rng.sample(originals, min(COPIED_EVENTS, len(originals))):
            told_by = {one.outlet_id for one in self.dispatches if one.event_id == original.event_id}
            takers = [outlet for outlet in self.generalists if outlet.id not in told_by]
            for outlet in self.rng.sample(takers, min(len(takers), self.rng.randint(1, 2), 7 - len(told_by))):
                self.put_copy(outlet, original)

    def put_copy(self, outlet: Outlet, original: Dispatch) -> None:
        """One copy of an agency report, under the outlet's own address."""
        moment = original.published + self.lag(original.published)
        body = (*original.body.split("\n\n"), "This report came via the Isles Press Agency.")
        copied = self.put(
            outlet, (original.headline, body), moment, event=self.events[original.event_id], kind="syndicated"
        )
        self.dispatches[-1] = replace(copied, author=original.author)

    def follow_up(self, notebooks: dict[str, Notebook]) -> None:
        """Later turns of events that several outlets had told, under new addresses."""
        tellers = self.tellers()
        able = [
            notebook
            for event_id, notebook in notebooks.items()
            if notebook.turns
            and len(tellers[event_id]) > 1
            and notebook.event.starts_at < self.ends_at - timedelta(hours=12)
        ]
        for notebook in self.rng.sample(able, min(UPDATES, len(able))):
            outlet = self.outlets[self.rng.choice(tellers[notebook.event.id])]
            moment = notebook.event.starts_at + timedelta(hours=self.rng.uniform(6, 12))
            story = notebook.next_turn(outlet, label=self.rng.choice(UPDATE_LABELS))
            self.put(outlet, story, moment, event=notebook.event, kind="update")

    def tellers(self) -> dict[str, list[str]]:
        """The outlets that told each event in their own words."""
        found: dict[str, list[str]] = {}
        for dispatch in self.dispatches:
            if dispatch.kind == "report":
                found.setdefault(dispatch.event_id, []).append(dispatch.outlet_id)
        return found

    # ------------------------------------------------------------ no news

    def entertain(self) -> None:
        """Off-topic items and press releases, in the papers that print everything."""
        wares = [
            *((ware, "off-topic") for ware in make_pastimes(self.rng, PASTIMES)),
            *((ware, "spam") for ware in make_pitches(self.rng, PITCHES)),
        ]
        minutes = int((self.ends_at - self.starts_at).total_seconds() // 60)
        for (headline, text), kind in wares:
            outlet = self.rng.choice([outlet for outlet in self.generalists if outlet.id != AGENCY])
            moment = self.starts_at + timedelta(minutes=self.rng.randrange(minutes))
            self.put(outlet, (headline, (text,)), moment, event=None, kind=kind)

    # ------------------------------------------------------------ accidents

    def misdate(self) -> None:
        """Dates that are wrong in each of the ways there are."""
        able = [
            number
            for number, dispatch in enumerate(self.dispatches)
            if dispatch.kind == "report" and dispatch.outlet_id != AGENCY
        ]
        for place, number in enumerate(self.rng.sample(able, FAULTS_EACH * len(FAULTS))):
            fault, dispatch = FAULTS[place % len(FAULTS)], self.dispatches[number]
            raw = faulty_stamp(dispatch.published, self.outlets[dispatch.outlet_id].dates, fault)
            self.dispatches[number] = replace(dispatch, raw_date=raw, date_fault=fault)

    def share_guids(self) -> None:
        """Two different reports under one guid, as careless systems send them."""
        by_outlet: dict[str, list[int]] = {}
        for number, dispatch in enumerate(self.dispatches):
            if dispatch.kind == "report":
                by_outlet.setdefault(dispatch.outlet_id, []).append(number)
        for outlet_id in self.rng.sample(sorted(by_outlet), SHARED_GUIDS):
            one, other = self.rng.sample(by_outlet[outlet_id], 2)
            self.dispatches[other] = replace(self.dispatches[other], guid=self.dispatches[one].guid)

    def edit(self, notebooks: dict[str, Notebook]) -> None:
        """Reports that later get another headline, under the same guid and address."""
        for first in self.rng.sample(self.long_out(), EDITS):
            headline = first.headline
            while headline == first.headline:
                headline = notebooks[first.event_id].headline(self.outlets[first.outlet_id])
            moment = first.published + timedelta(minutes=self.rng.randint(20, 100))
            self.dispatches.append(replace(first, headline=headline, published=moment, kind="edited"))

    def send_twice(self) -> None:
        """Items that stand twice in their feed."""
        for first in self.rng.sample(self.long_out(), TWICE_SENT):
            moment = first.published + timedelta(minutes=self.rng.randint(1, 9))
            self.dispatches.append(replace(first, published=moment, kind="duplicate"))

    def long_out(self) -> list[Dispatch]:
        """Reports that came out two hours before the end or earlier and were not touched since."""
        touched = Counter(dispatch.guid for dispatch in self.dispatches)
        return [
            dispatch
            for dispatch in self.dispatches
            if dispatch.kind == "report"
            and touched[dispatch.guid] == 1
            and dispatch.published < self.ends_at - timedelta(hours=2)
        ]

    # ------------------------------------------------------------ one dispatch

    def put(self, outlet: Outlet, story: Story, moment: datetime, *, event: Event | None, kind: str) -> Dispatch:
        """Publish a story: the last of ``dispatches`` from now on."""
        headline, sentences = story
        moment = moment.replace(second=self.rng.randrange(60) if kind != "syndicated" else moment.second, microsecond=0)
        self.number += self.rng.randint(1, 9)
        url = address(outlet, headline, moment, number=self.number)
        summary = sentences[:SUMMARY_SENTENCES] if outlet.has_content else sentences
        dispatch = Dispatch(
            outlet_id=outlet.id,
            url=url,
            guid=guid(outlet, url, moment, number=self.number),
            headline=headline,
            summary=" ".join(summary),
            body="\n\n".join(sentences),
            author=self.rng.choice(BYLINES_BY_OUTLET[outlet.id]),
            published=moment,
            raw_date=stamp(moment, outlet.dates),
            event_id=event.id if event else "",
            kind=kind,
            tags=(event.topic.replace("-", " "),) if event and outlet.has_content else (),
        )
        self.dispatches.append(dispatch)
        return dispatch


def address(outlet: Outlet, headline: str, moment: datetime, *, number: int) -> str:
    """Where an outlet puts an article."""
    root, slug = f"https://{outlet.domain}", slugify(headline, chars_max=60)
    if outlet.addresses == "query":
        return f"{root}/story?id={number}"
    if outlet.addresses == "numbered":
        return f"{root}/news/{number}-{slug}"
    return f"{root}/{moment.year}/{moment.month:02}/{moment.day:02}/{slug}-{number}"


def guid(outlet: Outlet, url: str, moment: datetime, *, number: int) -> str:
    """What an outlet's feed calls an article."""
    if outlet.kind == "atom":
        return f"tag:{outlet.domain},{moment.year}:{number}"
    return str(number) if outlet.addresses == "numbered" else url
