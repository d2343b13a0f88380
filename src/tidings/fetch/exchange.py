"""One feed asked: redirects followed by hand, every hop checked, everything within bounds."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from yarl import URL

from ..errors import FetchError
from ..model import Fetched, FetchRequest
from ..rules import FetchRules
from .addresses import DIAL, Dial, find_refusal, is_literal, is_local_name
from .answers import content_type_of, find_link, max_age_s, retry_after_s, status_in_words, validators_of
from .bodies import read_body
from .reasons import LATER, reason_of
from .turns import Turns

REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECTS_OF_FORMS = frozenset({307, 308})
"""The others would make a question of a form."""
WITH_BODY = frozenset({200, 203})
WITHOUT_BODY = frozenset({202, 204, 205})
NOT_MODIFIED = 304
TOO_MANY = 429
SCHEMES = frozenset({"http", "https"})
LOGIN = re.compile(r"(?<=//)[^/?#]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What all exchanges of a run share."""

    session: aiohttp.ClientSession
    rules: FetchRules
    turns: Turns
    named: frozenset[tuple[str, int]]
    """Private hosts with ports that the desk's own addresses name."""
    now: datetime


@dataclass(slots=True)
class Trail:
    """How far one exchange has come."""

    request: FetchRequest
    url: URL
    """What is being asked now."""
    visited: list[str] = field(default_factory=list)
    status: int = 0
    """Of the last answer; 0: none yet."""
    spent_s: float = 0.0
    dial: Dial = field(default_factory=Dial)

    def failure(self, reason: str, *, retry_after_s: int = 0) -> FetchError:
        """The error for a reason; without password, since errors are shown."""
        return FetchError(shown(self.request.feed_url), reason, status=self.status, retry_after_s=retry_after_s)


async def fetch_feed(line: Line, request: FetchRequest) -> Fetched | FetchError:
    """Ask for one feed; whatever goes wrong is a value, so that it cannot end the run."""
    trail = Trail(request=request, url=URL())
    try:
        trail.url = first_url(request)
        return await follow(line, trail)
    except FetchError as error:
        # A fresh one: a raised error keeps the frames, and with them the bodies, of its way alive.
        return trail.failure(error.reason, retry_after_s=error.retry_after_s)
    except Exception as error:  # noqa: BLE001 - one feed's surprise must not end the others' run
        return trail.failure(find_refusal_reason(trail, error) or reason_of(error, trail.url, line.rules))


def find_refusal_reason(trail: Trail, error: Exception) -> str | None:
    """Why the guard did not let us connect; None: it was not the guard."""
    if not isinstance(error, aiohttp.ClientConnectorError) or not trail.dial.refusals:
        return None
    return refusal_in_words(trail, trail.dial.refusals[0])


def refusal_in_words(trail: Trail, why: str) -> str:
    """What to do about an address that may not be contacted."""
    if trail.status in REDIRECTS:
        return f"it redirects to {trail.url.host}, where feeds may not lead ({why}): tell the publisher"
    return (
        f"{trail.url.host} may not be asked ({why}): "
        "if the server is your own, add its name to private_hosts under [rules.fetch] in desk.toml"
    )


def first_url(request: FetchRequest) -> URL:
    """Where the first question goes; raises ValueError for what is no address."""
    return URL(request.url or request.feed_url)


async def follow(line: Line, trail: Trail) -> Fetched:
    """From host to host until there is an answer; waiting for a host's turn costs no time allowed."""
    while True:
        check_target(line, trail)
        host = host_of(trail.url)
        async with line.turns.turn(host):
            if host in line.turns.tired:
                trail.status = TOO_MANY
                reason = f"not asked, since {host} said just now that it is asked too often (429): {LATER}"
                raise trail.failure(reason, retry_after_s=line.turns.tired[host])
            fetched = await ask_in_time(line, trail, host)
        if fetched is not None:
            return fetched


async def ask_in_time(line: Line, trail: Trail, host: str) -> Fetched | None:
    """Ask one host, within what is left of the total time; None: it sent us to another host."""
    clock = asyncio.get_running_loop().time
    started, allowed_s = clock(), line.rules.total_timeout_s
    try:
        async with asyncio.timeout(allowed_s - trail.spent_s) as limit:
            while host_of(trail.url) == host:
                if fetched := await ask(line, trail):
                    return fetched
                check_target(line, trail)
            return None
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise trail.failure(f"{host} had not sent everything after {allowed_s:g} s: {LATER}") from error
    finally:
        trail.spent_s += clock() - started


async def ask(line: Line, trail: Trail) -> Fetched | None:
    """One request; None: it was a redirect, and the trail has gone on."""
    url = trail.url
    check_visit(trail, line.rules)
    trail.dial = Dial(may_be_private=may_be_private(line, url))
    DIAL.set(trail.dial)
    headers = conditional_headers(trail)
    form = trail.request.form
    method, data = ("POST", aiohttp.FormData(form)) if form else ("GET", None)
    async with line.session.request(method, url, headers=headers, data=data, allow_redirects=False) as response:
        trail.status = response.status
        if response.status in (REDIRECTS_OF_FORMS if form else REDIRECTS):
            trail.url = redirect_target(response, trail)
            refuse_downgrade(trail)
            return None
        return await read_answer(line, trail, response, is_conditional=bool(headers))


def check_visit(trail: Trail, rules: FetchRules) -> None:
    """Raise FetchError for a circle or too long a chain of redirects."""
    url = str(trail.url)
    if url in trail.visited:
        raise trail.failure("its redirects go in a circle: look for the feed's new address on the publisher's site")
    if len(trail.visited) > rules.redirects_max:
        raise trail.failure(
            f"more than {rules.redirects_max} redirects: look for the feed's new address on the publisher's site"
        )
    trail.visited.append(url)


def check_target(line: Line, trail: Trail) -> None:
    """Raise FetchError for an address that is not the web's, or plainly a private network's.

    The guard at the socket would stop those too, but only after waiting for the host's turn.
    """
    if trail.url.scheme not in SCHEMES or not trail.url.host:
        way = "it redirects to" if trail.visited else "it is"
        raise trail.failure(f"{way} something that is no http or https address: correct the address on the desk")
    host = host_of(trail.url)
    why = find_refusal(host) if is_literal(host) else None
    if why and not may_be_private(line, trail.url):
        raise trail.failure(refusal_in_words(trail, why))


def redirect_target(response: aiohttp.ClientResponse, trail: Trail) -> URL:
    """Where a redirect leads; login and password go nowhere but to the host that the desk gave them for."""
    location = response.headers.get("Location", "")
    if not location:
        raise trail.failure("it redirects to nowhere: look for the feed's new address on the publisher's site")
    target = trail.url.join(URL(location)).with_fragment(None)
    if target.scheme not in SCHEMES or not target.host:
        return target
    first = first_url(trail.request)
    if target.origin() == first.origin():
        return target.with_user(first.user).with_password(first.password)
    return target.with_user(None)


def refuse_downgrade(trail: Trail) -> None:
    """Raise FetchError where a form, which may hold a secret, would go on over http after https."""
    if trail.request.form and first_url(trail.request).scheme == "https" and trail.url.scheme != "https":
        raise trail.failure(
            "it leads a form from https to http, where anyone on the way could read it: tell its operator"
        )


def conditional_headers(trail: Trail) -> dict[str, str]:
    """The stored validators, as they were received, for the feed's own address.

    A redirect's target on the same host is told the ETag only: it names one version wherever that
    is asked for, while a date would make a different document look unchanged.
    """
    validators, headers = trail.request.validators, {}
    first = first_url(trail.request)
    if validators.etag and is_same_site(trail.url, first):
        headers["If-None-Match"] = validators.etag
    if validators.last_modified and len(trail.visited) == 1:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def is_same_site(url: URL, first: URL) -> bool:
    """The same host and port, or its step from http up to https."""
    if host_of(url) != host_of(first):
        return False
    same = (url.scheme, url.port) == (first.scheme, first.port)
    return same or (first.scheme == "http" and url.scheme == "https" and first.is_default_port())


async def read_answer(line: Line, trail: Trail, response: aiohttp.ClientResponse, *, is_conditional: bool) -> Fetched:
    """What was answered, or FetchError for anything that is neither a body nor "unchanged"."""
    body = b""
    if response.status in WITH_BODY:
        body = await read_body(response, bytes_max=line.rules.body_bytes_max, failure=trail.failure)
    elif response.status == NOT_MODIFIED and not is_conditional:
        raise trail.failure(
            f"it said that nothing is new (304), but it was not asked that: {LATER}; tell the publisher if it stays"
        )
    elif response.status not in WITHOUT_BODY and response.status != NOT_MODIFIED:
        wait_s = retry_after_s(response.headers, now=line.now)
        if response.status == TOO_MANY:
            line.turns.tire(host_of(trail.url), wait_s)
        raise trail.failure(status_in_words(response.status), retry_after_s=wait_s)
    return Fetched(
        feed_url=trail.request.feed_url,
        url=shown(str(trail.url)),
        status=response.status,
        fetched_at=line.now,
        content_type=content_type_of(response.headers),
        validators=validators_of(response.headers),
        max_age_s=max_age_s(response.headers, now=line.now),
        hub_url=linked(response, "hub"),
        topic_url=linked(response, "self"),
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


def host_of(url: URL) -> str:
    """The host as a key: lower case, without the root's dot."""
    return (url.host or "").rstrip(".").lower()


def shown(url: str) -> str:
    """An address for people and records: without login and password, even where it is no proper address."""
    return LOGIN.sub("", url)


def may_be_private(line: Line, url: URL) -> bool:
    """The desk itself allows this very host, by its addresses or by its rules."""
    host = host_of(url)
    allowed = {name.rstrip(".").lower() for name in line.rules.private_hosts}
    return host in allowed or (host, url.port or 0) in line.named


def named_hosts(requests: tuple[FetchRequest, ...]) -> frozenset[tuple[str, int]]:
    """The hosts that are private by their very name, with port, which the desk's own addresses use.

    Pages and hubs are named by strangers, so that their addresses allow nothing.
    """
    named = set()
    for request in requests:
        if request.is_page or request.form:
            continue
        try:
            url = first_url(request)
            host, port = host_of(url), url.port or 0
        except ValueError:
            continue
        if is_literal(host) or is_local_name(host):
            named.add((host, port))
    return frozenset(named)
