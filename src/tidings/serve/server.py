"""The server: a site and its hooks on a port, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from aiohttp import web
from aiohttp.typedefs import Middleware

from ..errors import PublishError
from .answers import SAFETY, WITH_LINKED_PICTURES, is_unchanged, link_of, page_headers, wants_packed
from .entrance import USUAL, Entrance, GuardedSite, Limits, note_question
from .hooks import Door, Hooks
from .site import MISSING, Page, find_page, is_folder

LOOPBACK: Final = "127.0.0.1"
IDLE_TIMEOUT_S: Final = 30.0
"""How long a connection may be kept without a (whole) next question."""
GOODBYE_S: Final = 2.0
"""How long answers under way may take once the server ends."""
READERS: Final = ("GET", "HEAD")
TEXT_404: Final = "Nothing is published at this address.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is served, and where."""

    site: Path
    """The site's folder, or the link to it."""
    host: str = LOOPBACK
    port: int = 0
    """0 takes a free one."""
    home: str = ""
    """The masthead's address."""
    hub_url: str = ""
    """The hub that our feeds name."""
    hooks: Hooks | None = None
    has_linked_pictures: bool = False
    """Pages show pictures from publishers' own servers."""
    limits: Limits = USUAL


@contextmanager
def open_server(settings: Settings) -> Iterator[str]:
    """A server for the length of the block; gives its address.

    Raises PublishError where there is no site yet or the port cannot be had.
    """
    if not (settings.site / "index.html").is_file():
        raise PublishError(f"serving {settings.site}: there is no site yet; `tidings run` makes it")
    runner = make_runner(settings)
    where = f"serving {settings.site} on {settings.host} port {settings.port}"
    with in_thread(runner, lambda: listen(runner, settings), what=where) as port:
        yield f"http://{in_url(settings.host)}:{port}/"


@contextmanager
def in_thread(runner: web.AppRunner, listen: Callable[[], Awaitable[int]], *, what: str) -> Iterator[int]:
    """An application in a thread of its own for the length of the block; gives the port.

    ``listen`` opens it, ``what`` begins the error.  Raises PublishError where the port cannot be had.
    """
    loop = asyncio.new_event_loop()
    try:
        port = loop.run_until_complete(listen())
    except OSError as error:
        loop.run_until_complete(runner.cleanup())
        loop.close()
        raise PublishError(f"{what}: {error.strerror}; choose another with --port or --host") from error
    thread = threading.Thread(target=loop.run_forever, name="tidings-serve", daemon=True)
    thread.start()
    try:
        yield port
    finally:
        # A second Ctrl-C only hastens the end; whoever still reads then is cut off.
        with suppress(KeyboardInterrupt, TimeoutError):
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(GOODBYE_S * 3)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def in_url(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def make_runner(settings: Settings) -> web.AppRunner:
    """The application, set up so that it writes no log and unpacks nothing by itself."""
    app = web.Application(middlewares=[make_safe(WITH_LINKED_PICTURES if settings.has_linked_pictures else SAFETY)])
    if settings.hooks:
        Door(settings.hooks).add_routes(app)
    app.router.add_route("*", "/{path:.*}", Reader(settings).answer)
    return web.AppRunner(
        app,
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=IDLE_TIMEOUT_S,
        shutdown_timeout=GOODBYE_S,
    )


async def listen(runner: web.AppRunner, settings: Settings) -> int:
    """Open the port; returns its number."""
    await runner.setup()
    entrance = Entrance(settings.limits, make_inner=cast("Callable[[], asyncio.Protocol]", runner.server))
    await GuardedSite(runner, settings.host, settings.port, entrance=entrance).start()
    return int(runner.addresses[0][1])


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_safe(headers: Mapping[str, str]) -> Middleware:
    """Says what a browser may do, on every answer, also on those of the library itself."""

    @web.middleware
    async def add_safety(request: web.Request, handler: Handler) -> web.StreamResponse:
        note_question(request)
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = web.Response(status=error.status, text=f"{error.reason}\n")
        response.headers.update(headers)
        return response

    return add_safety


class Reader:
    """Answers readers of the site."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def answer(self, request: web.Request) -> web.Response:
        """The page of a path, "unchanged", or the page that says there is none."""
        if request.method not in READERS:
            return web.Response(status=405, headers={"Allow": ", ".join(READERS)})
        site, path = self.settings.site, request.path
        page = await asyncio.to_thread(find_page, site, path)
        if page:
            return self.show(page, request)
        if await asyncio.to_thread(is_folder, site, path):
            # Relative, so that a proxy in front may serve the site below a path of its own.
            return web.Response(status=301, headers={"Location": f"./{request.rel_url.raw_name}/"})
        missing = await asyncio.to_thread(find_page, site, f"/{MISSING}")
        if missing is None:
            return web.Response(status=404, text=TEXT_404)
        return web.Response(status=404, body=missing.body, headers={"Content-Type": "text/html; charset=utf-8"})

    def show(self, page: Page, request: web.Request) -> web.Response:
        """A page, packed where the asker likes it so, or only that it is unchanged."""
        is_packed = wants_packed(page, request.headers)
        link = link_of(page.name, home=self.settings.home, hub_url=self.settings.hub_url)
        headers = page_headers(page, is_packed=is_packed, link=link)
        if is_unchanged(page, request.headers):
            kept = {name: value for name, value in headers.items() if not name.startswith("Content-")}
            return web.Response(status=304, headers=kept)
        return web.Response(body=page.packed if is_packed else page.body, headers=headers)
