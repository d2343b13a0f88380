"""One question asked: redirects followed by hand, every hop checked, everything within bounds."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from yarl import URL

from ..errors import FetchError
from ..model import Fetched, FetchRequest, RobotsCopy, Visit
from ..rules import FetchRules
from .addresses import DIAL, Dial, is_literal
from .answers import content_type_of, find_link, max_age_s, retry_after_s, rights_of, status_in_words, validators_of
from .bodies import ADVICE, ADVICE_FOR_PICTURES, Bounds, read_body
from .gate import SCHEMES, Gate, find_closed, host_of, refusal_in_words
from .reasons import LATER, kind_of, reason_of
from .session import ACCEPT_PAGE, ACCEPT_PICTURE, Sessions

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
REDIRECTS_OF_FORMS = frozenset({307, 308})
"""The others would make a question of a form."""
WITH_BODY = frozenset({200, 203})
WITHOUT_BODY = frozenset({202, 204, 205})
NOT_MODIFIED = 304
LOGIN = re.compile(r"(?<=//)[^/?#]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What all exchanges of a run share."""

    sessions: Sessions
    rules: FetchRules
    gate: Gate
    now: datetime


@dataclass(slots=True)
class Trail:
    """How far one exchange has come."""

    request: FetchRequest
    url: URL
    """What is being asked now."""
    site: str = ""
    is_local: bool = False
    seen: set[str] = field(default_factory=set)
    visits: list[Visit] = field(default_factory=list)
    moved_to: str = ""
    is_permanent: bool = True
    """Every redirect so far was."""
    status: int = 0
    """Of the last answer; 0: none yet."""
    wire_bytes: int = 0
    """Of the last body."""
    spent_s: float = 0.0
    dial: Dial = field(default_factory=Dial)
    robots: list[RobotsCopy] = field(default_factory=list)

    @property
    def is_redirected(self) -> bool:
        """It was led away from where it began."""
        return len(self.seen) > 1 or self.status in REDIRECTS

    def failure(self, reason: str, *, retry_after_s: int = 0, kind: str = "") -> FetchError:
        """The error for a reason; without password, since errors are shown."""
        return FetchError(
            shown(self.request.feed_url),
            reason,
            status=self.status,
            retry_after_s=retry_after_s,
            kind=kind,
            visits=tuple(self.visits),
            robots=tuple(self.robots),
        )


def begin(request: FetchRequest) -> Trail:
    """An exchange that has asked nothing yet; raises ValueError for what is no address."""
    return Trail(request=request, url=URL(request.url or request.feed_url))


async def advance(line: Line, trail: Trail, *, is_lasting: bool) -> Fetched | FetchError | None:
    """Ask one host until it answers or leads to another (None); whatever goes wrong is a value."""
    try:
        return await ask_in_time(line, trail, is_lasting=is_lasting)
    except FetchError as error:
        # A fresh one: a raised error keeps the frames, and with them the bodies, of its way alive.
        return trail.failure(error.reason, retry_after_s=error.retry_after_s, kind=error.kind)
    except Exception as error:  # noqa: BLE001 - one feed's surprise must not end the others' run
        return failure_of(error, trail, line.rules)


def failure_of(error: Exception, trail: Trail, rules: FetchRules) -> FetchError:
    """The library's exception as an outcome."""
    if isinstance(error, aiohttp.ClientConnectorError) and trail.dial.refusals:
        return trail.failure(refusal_in_words(trail.url, trail.dial.refusals[0], is_redirect=trail.is_redirected))
    return trail.failure(reason_of(error, trail.url, rules), kind="" if trail.status else kind_of(error))


async def ask_in_time(line: Line, trail: Trail, *, is_lasting: bool) -> Fetched | None:
    """Ask one host, within what is left of the total time; None: it sent us to another host."""
    clock = asyncio.get_running_loop().time
    host = host_of(trail.url)
    started, allowed_s = clock(), line.rules.total_timeout_s
    try:
        async with asyncio.timeout(allowed_s - trail.spent_s) as limit:
            while host_of(trail.url) == host:
                check_target(line, trail)
                if fetched := await ask(line, trail, is_lasting=is_lasting):
                    return fetched
                if trail.request.is_page:
                    return None  # each page anew needs robots.txt's word
            check_target(line, trail)
            return None
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise trail.failure(f"{host} had not sent everything after {allowed_s:g} s: {LATER}") from error
    finally:
        trail.spent_s += clock() - started


async def ask(line: Line, trail: Trail, *, is_lasting: bool) -> Fetched | None:
    """One request; None: it was a redirect, and the trail has gone on."""
    check_visit(trail, line.rules)
    trail.dial = Dial(may_be_private=line.gate.may_be_private(trail.url))
    DIAL.set(trail.dial)
    conditions = conditional_headers(trail)
    headers = conditions | accepted(trail.request)
    url, before, trail.status, trail.wire_bytes = trail.url, trail.status, 0, 0
    form = trail.request.form
    method, data = ("POST", aiohttp.FormData(form)) if form else ("GET", None)
    session = line.sessions.choose(is_lasting=is_lasting)
    try:
        async with session.request(method, url, headers=headers, data=data, allow_redirects=False) as response:
            trail.status = response.status
            if response.status in (REDIRECTS_OF_FORMS if form else REDIRECTS):
                follow(trail, response)
                refuse_downgrade(trail)
                return None
            return await read_answer(line, trail, response, is_conditional=bool(conditions))
    finally:
        note_visit(trail, url, before=before)


def accepted(request: FetchRequest) -> dict[str, str]:
    """What kinds of answers we can use; feeds are what we ask for as a rule."""
    if request.is_picture:
        return {"Accept": ACCEPT_PICTURE}
    return {"Accept": ACCEPT_PAGE} if request.is_page else {}


def note_visit(trail: Trail, url: URL, *, before: int) -> None:
    """Write down the request that has just ended; one that the guard or the library stopped was none."""
    if trail.status or is_sent(trail.dial, url):
        trail.visits.append(Visit(url=shown(str(url)), status=trail.status, wire_bytes=trail.wire_bytes))
    else:
        trail.status = before


def is_sent(dial: Dial, url: URL) -> bool:
    """A question without an answer was asked all the same; the library asks no host made of digits."""
    host = host_of(url)
    return not dial.refusals and (is_literal(host) or not host.replace(".", "").isdigit())


def check_visit(trail: Trail, rules: FetchRules) -> None:
    """Raise FetchError for a circle or too long a chain of redirects."""
    url = str(trail.url)
    if url in trail.seen:
        raise trail.failure("its redirects go in a circle: look for the feed's new address on the publisher's site")
    if len(trail.seen) > rules.redirects_max:
        raise trail.failure(
            f"more than {rules.redirects_max} redirects: look for the feed's new address on the publisher's site"
        )
    trail.seen.add(url)


def check_target(line: Line, trail: Trail) -> None:
    """Raise FetchError for an address that may not be asked; the guard at the socket has the last word."""
    if why := find_closed(line.gate, trail.url, is_redirect=bool(trail.seen)):
        raise trail.failure(why)


def follow(trail: Trail, response: aiohttp.ClientResponse) -> None:
    """Go where a redirect leads."""
    target = redirect_target(response, trail)
    trail.is_permanent = trail.is_permanent and response.status in PERMANENT
    if trail.is_permanent:
        trail.moved_to = shown(str(target))
    trail.url = target


def redirect_target(response: aiohttp.ClientResponse, trail: Trail) -> URL:
    """Where a redirect leads; login and password go nowhere but to the host that the desk gave them for."""
    location = response.headers.get("Location", "")
    if not location:
        raise trail.failure("it redirects to nowhere: look for the feed's new address on the publisher's site")
    target = trail.url.join(URL(location)).with_fragment(None)
    if target.scheme not in SCHEMES or not target.host:
        return target
    if URL(location).user or URL(location).password:
        raise trail.failure("it redirects to an address with a login, which only the desk may give: tell the publisher")
    first = URL(trail.request.feed_url)
    if first.user and target.origin() == first.origin():
        return target.with_user(first.user).with_password(first.password)
    return target.with_user(None)


def refuse_downgrade(trail: Trail) -> None:
    """Raise FetchError where a form, which may hold a secret, would go on over http after https."""
    first = URL(trail.request.url or trail.request.feed_url)
    if trail.request.form and first.scheme == "https" and trail.url.scheme != "https":
        raise trail.failure(
            "it leads a form from https to http, where anyone on the way could read it: tell its operator"
        )


def conditional_headers(trail: Trail) -> dict[str, str]:
    """The stored validators, as they were received, for the very address that gave them."""
    validators = trail.request.validators
    if trail.request.form or not is_giver(trail):
        return {}
    headers = {}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def is_giver(trail: Trail) -> bool:
    """The address being asked gave the validators; where that is unsaid, the first one did."""
    giver = trail.request.validators.url
    return shown(str(trail.url)) == giver if giver else len(trail.seen) == 1


async def read_answer(line: Line, trail: Trail, response: aiohttp.ClientResponse, *, is_conditional: bool) -> Fetched:
    """What was answered, or FetchError for anything that is neither a body nor "unchanged"."""
    body = b""
    status, headers = response.status, response.headers
    wait_s = retry_after_s(headers, now=line.now) if "Retry-After" in headers else 0
    if status in WITH_BODY:
        body = await read_bounded(line, trail, response)
    elif status == NOT_MODIFIED and not is_conditional:
        raise trail.failure(
            f"it said that nothing is new (304), but it was not asked that: {LATER}; tell the publisher if it stays"
        )
    elif status not in WITHOUT_BODY and status != NOT_MODIFIED:
        words = status_in_words(status, is_redirected=trail.is_redirected, is_picture=trail.request.is_picture)
        raise trail.failure(words, retry_after_s=wait_s)
    return Fetched(
        feed_url=trail.request.feed_url,
        url=shown(str(trail.url)),
        status=status,
        fetched_at=line.now,
        content_type=content_type_of(headers),
        validators=validators_of(headers),
        max_age_s=max_age_s(headers, now=line.now),
        retry_after_s=wait_s,
        moved_to=trail.moved_to,
        hub_url=linked(response, "hub"),
        topic_url=linked(response, "self"),
        robots=tuple(trail.robots),
        rights=rights_of(headers) if trail.request.is_page else (),
        body=body,
    )


def linked(response: aiohttp.ClientResponse, rel: str) -> str:
    """The absolute address that an answer's headers give for a relation; empty: none that can be used."""
    target = find_link(response.headers.getall("Link", ()), rel)
    try:
        url = response.url.join(URL(target)) if target else URL()
    except ValueError:
        return ""
    return shown(str(url.with_fragment(None))) if url.scheme in SCHEMES and url.host else ""


async def read_bounded(line: Line, trail: Trail, response: aiohttp.ClientResponse) -> bytes:
    """The body, with what came of it noted also where it ends in a failure."""
    bounds = Bounds(
        bytes_max=line.rules.body_bytes_max,
        bytes_per_s_min=line.rules.bytes_per_s_min,
        advice=ADVICE_FOR_PICTURES if trail.request.is_picture else ADVICE,
    )
    try:
        body, trail.wire_bytes = await read_body(response, bounds, failure=trail.failure)
    except BaseException:
        trail.wire_bytes = response.content.total_raw_bytes
        raise
    return body


def shown(url: str) -> str:
    """An address for people and records: without login and password, even where it is no proper address."""
    return LOGIN.sub("", url) if "@" in url else url
