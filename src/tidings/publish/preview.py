"""A small web server to look at a site on this machine; not for the public."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ..errors import PublishError


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".xml": "application/xml; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it
        """Say nothing."""


def make_server(site: Path, *, port: int) -> ThreadingHTTPServer:
    """A server of a site's folder on the loopback address; port 0 lets the system choose.

    Raises PublishError where there is no site yet or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise PublishError(f"serving {site}: there is no site yet; `tidings run` makes it")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(QuietHandler, directory=str(site)))
    except OSError as error:
        raise PublishError(f"serving {site} on port {port}: {error.strerror}; choose another with --port") from error
