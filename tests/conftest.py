"""What all tests share: processes that they start need not compile the package each time."""

from __future__ import annotations

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Where Python is told to leave no bytecode beside the sources, it goes to pytest's own folder."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and config.cache:
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(config.cache.mkdir("bytecode")))
