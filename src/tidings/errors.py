"""Everything that can go wrong and is expected to, in one tree.

::

    TidingsError
    ├── ConfigError      desk.toml or feeds.opml says something we cannot use
    ├── FetchError       a feed or page could not be fetched      (a value in the report)
    ├── RecordError      a record of another system says something we cannot use
    ├── ParseError       a body is not a feed                     (a value in the report)
    ├── EmbedderError    a model that turns texts into vectors cannot be used
    ├── StoreError       the database could not be read or written
    ├── RenderError      a page could not be made
    ├── PublishError     the output folder could not be written
    ├── NotFoundError    a slug, URL or edition that we do not know
    └── DeskBusyError    another run holds this desk

Every message says what was being done, to what, and what to do next.  Anything else that is
raised is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import RobotsCopy, Visit


class TidingsError(Exception):
    """The root: catching it catches everything that is expected."""


class ConfigError(TidingsError):
    """A desk file says something we cannot use.

    ``file`` and ``line`` say where (line 0: the whole file), ``key`` which key, dotted, and ``reason``
    what is wrong, without the place.
    """

    def __init__(self, message: str, *, file: str = "", line: int = 0, key: str = "") -> None:
        self.reason, self.file, self.line, self.key = message, file, line, key
        where = file + (f":{line}" if line else "")
        super().__init__(f"{where}: {message}" if where else message)


class FetchError(TidingsError):
    """A URL could not be fetched.

    ``status`` is the HTTP status (0: there was no answer); ``retry_after_s`` what the host asked
    us to wait, in seconds (0: it did not say).  ``kind`` tells failures apart that have no status:
    ``unknown host``, ``unreached`` (no connection came about), ``not asked`` (the host wants no more
    for now: no failure of the feed), ``robots`` (it forbids the page).  ``visits`` are the requests
    it took, ``robots`` the copies of robots.txt that were fetched on the way.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        status: int = 0,
        retry_after_s: int = 0,
        kind: str = "",
        visits: tuple[Visit, ...] = (),
        robots: tuple[RobotsCopy, ...] = (),
    ) -> None:
        self.url, self.reason, self.status, self.retry_after_s = url, reason, status, retry_after_s
        self.kind, self.visits, self.robots = kind, visits, robots
        super().__init__(f"fetching {url}: {reason}")


class RecordError(TidingsError):
    """A record says something we cannot use.

    ``file`` and ``line`` say where (line 0: the whole file), ``key`` which key, dotted, and ``reason``
    what is wrong, without the place.
    """

    def __init__(self, reason: str, *, file: str = "", line: int = 0, key: str = "") -> None:
        self.reason, self.file, self.line, self.key = reason, file, line, key
        where = file + (f":{line}" if line else "")
        super().__init__(f"reading {where or 'a record'}: {reason}")


class ParseError(TidingsError):
    """A body is not a feed; ``reason`` says what it is instead, where that can be seen."""

    def __init__(self, url: str, reason: str) -> None:
        self.url, self.reason = url, reason
        super().__init__(f"reading {url}: {reason}")


class EmbedderError(TidingsError):
    """A model that turns texts into vectors cannot be used.

    ``name`` is what the desk calls it, ``reason`` what is wrong and what to do, without the name.
    """

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"loading the embedder {name}: {reason}")


class StoreError(TidingsError):
    """The database could not be read or written."""


class RenderError(TidingsError):
    """A page could not be made."""


class PublishError(TidingsError):
    """The output folder could not be written."""


class NotFoundError(TidingsError):
    """A slug, URL or edition that we do not know."""


class DeskBusyError(TidingsError):
    """Another run holds this desk."""
