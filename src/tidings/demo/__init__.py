"""The demo wire: a fictional news world that knows its own truth, and its feeds over real HTTP."""

from __future__ import annotations

from .desk import desk_toml
from .feeds import content_type, feed_document
from .press import make_world
from .wire import DemoWire, WireRequest
from .world import Dispatch, Event, Outlet, World, off_topic_urls, spam_urls, truth_by_url

__all__ = [
    "DemoWire",
    "Dispatch",
    "Event",
    "Outlet",
    "WireRequest",
    "World",
    "content_type",
    "desk_toml",
    "feed_document",
    "make_world",
    "off_topic_urls",
    "spam_urls",
    "truth_by_url",
]
