"""Which models are here, and tests that need one."""

import pytest

from tidings.embed import EXTRAS
from tidings.embed.pins import are_installed


def needs(name: str) -> pytest.MarkDecorator:
    """Skip where an embedder's extra is not installed."""
    return pytest.mark.skipif(not are_installed(EXTRAS[name]), reason=f"the extra {name} is not installed")


each_model = pytest.mark.parametrize("name", [pytest.param(name, marks=needs(name)) for name in EXTRAS])
