"""For all tests: no deadline for examples, and processes that they start need not compile the package each time."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("tidings", deadline=None)  # how long an example takes says more of the machine than of us
settings.load_profile("tidings")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python is told to leave no bytecode beside the sources, it goes to pytest's own folder."""
    cache = getattr(config, "cache", None)  # there is none with -p no:cacheprovider
    if cache and os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(cache.mkdir("bytecode")))
