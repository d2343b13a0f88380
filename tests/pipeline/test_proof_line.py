"""The line looks at what it is about to publish."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, bytes_of, run_desk
from tidings.errors import PublishError
from tidings.model import File


def break_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page links an icon that is called something else."""
    sign = File(path="site/sign.svg", data=b"<svg/>")
    monkeypatch.setattr(import_module("tidings.render.site"), "icon", lambda _masthead: sign)


def test_an_edition_with_a_broken_page_is_refused_and_the_morning_edition_stands(
    morning_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(morning_desk)
    break_pages(monkeypatch)

    with pytest.raises(PublishError, match=r"the link 'icon\.svg' leads nowhere.*still stands"):
        run_desk(morning_desk, EVENING)
    assert bytes_of(morning_desk) == before


def test_once_it_is_mended_the_next_run_publishes(morning_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_pages(broken)
        with pytest.raises(PublishError):
            run_desk(morning_desk, EVENING)

    assert run_desk(morning_desk, EVENING).files_written
