"""Plates to an output folder, edition after edition: it says what a folder that is made whole says, at the cost of what
changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings import printing, store
from tidings.publish import present_release, publish_draft
from tidings.render import Plate

PATHS = (
    "site/index.html",
    "site/a.html",
    "site/stories/b.html",
    "site/stories/deep/c.html",
    "records/r.md",
    "records/s.md",
)


class Press:
    """A desk's memory and an output folder."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.db = store.open_database(folder / "desk.sqlite3")
        self.made: list[str] = []

    def plates(self, files: Mapping[str, str]) -> list[Plate]:
        """Plates whose key is what they say, apart from those that begin with "?", which nobody knows."""

        def make(path: str, text: str) -> bytes:
            self.made.append(path)
            return f"<p>{text}".encode()

        return [
            Plate(path=path, make=lambda path=path, text=text: make(path, text), key="" if text[:1] == "?" else text)  # type: ignore[misc]
            for path, text in sorted(files.items())
        ]

    def draft(self, files: Mapping[str, str], *, ground: str = "", out: Path | None = None) -> int:
        """Make a draft."""
        self.made.clear()
        known = printing.known_of(self.db, out or self.out, ground=ground)
        return printing.draft_files(self.db, out or self.out, self.plates(files), ground=ground, known=known)

    def print(self, files: Mapping[str, str], *, ground: str = "") -> None:
        """Make a draft and publish it."""
        self.draft(files, ground=ground)
        draft = printing.find_waiting(self.db, self.out)
        assert draft
        printing.put_out(self.db, draft, self.out)

    def shown(self) -> dict[str, str]:
        """What readers find."""
        found = {}
        for part in ("site", "records"):
            folder = self.out / part
            for path in folder.rglob("*") if folder.exists() else ():
                if path.is_file():
                    found[f"{part}/{path.relative_to(folder).as_posix()}"] = path.read_text().removeprefix("<p>")
        return found


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """A press with nothing on it."""
    press = Press(tmp_path)
    with store.closing(press.db):
        yield press


FIRST = {"site/index.html": "front", "site/a.html": "one", "records/r.md": "record"}
some_files = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(["1", "2", "3", "?4"]), max_size=5).map(
    lambda files: {"site/index.html": "front", **files}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(some_files, min_size=1, max_size=6), st.data())
def test_the_folder_always_says_what_the_last_edition_says(
    tmp_path_factory: pytest.TempPathFactory, editions: list[dict[str, str]], data: st.DataObject
) -> None:
    press = Press(tmp_path_factory.mktemp("press"))
    with store.closing(press.db):
        for files in editions:
            trouble = data.draw(st.sampled_from(["none", "none", "draft lost", "killed", "spare lost", "record lost"]))
            meet(press, trouble, files)
            press.print(files)
            assert press.shown() == files
            assert not list((press.out / ".releases").glob("draft-*"))


def meet(press: Press, trouble: str, files: Mapping[str, str]) -> None:
    """What may have happened between two editions."""
    releases = press.out / ".releases"
    if trouble == "draft lost":
        press.draft(files)
        for draft in releases.glob("draft-*"):
            shutil.rmtree(draft)
    elif trouble == "killed":  # after the swap, before it was written down
        press.draft(files)
        draft = printing.find_waiting(press.db, press.out)
        assert draft
        publish_draft(draft, press.out, printing.since_of(press.db))
    elif trouble == "spare lost" and releases.exists():
        for folder in releases.iterdir():
            if folder.is_dir() and folder.name != present_release(press.out):
                shutil.rmtree(folder)
    elif trouble == "record lost":
        shutil.rmtree(press.out / "records", ignore_errors=True)


def test_only_what_changed_is_made_and_moved(press: Press) -> None:
    press.print(FIRST)
    press.print({**FIRST, "site/a.html": "two"})
    inode = (press.out / "site/index.html").stat().st_ino

    press.print({**FIRST, "site/a.html": "three"})

    assert press.made == ["site/a.html"]
    assert (press.out / "site/index.html").stat().st_ino == inode


def test_the_release_before_stays_as_it_was_for_slow_readers(press: Press) -> None:
    press.print(FIRST)
    press.print({**FIRST, "site/a.html": "two"})
    slow = (press.out / "site").resolve()

    press.print({**FIRST, "site/a.html": "three"})

    assert (slow / "a.html").read_text() == "<p>two"


def test_what_has_no_key_is_made_and_written_only_where_it_differs(press: Press) -> None:
    files = {**FIRST, "site/a.html": "?now"}
    press.print(files)

    assert press.draft(files) == 0
    assert press.made == ["site/a.html"]


def test_another_folder_gets_every_file(press: Press, tmp_path: Path) -> None:
    press.print(FIRST)

    assert press.draft(FIRST, out=tmp_path / "elsewhere") == len(FIRST)


def test_what_was_looked_over_for_other_secrets_is_made_anew(press: Press) -> None:
    press.print(FIRST)

    assert press.draft(FIRST, ground="one more secret") == len(FIRST)


def test_a_draft_for_another_state_of_the_folder_is_not_published(press: Press) -> None:
    press.print(FIRST)
    press.draft({**FIRST, "site/a.html": "two"})
    (press.out / "site").unlink()

    assert printing.find_waiting(press.db, press.out) is None


def test_a_record_of_somebody_else_is_never_touched(press: Press) -> None:
    press.print(FIRST)
    (press.out / "records/README.md").write_text("mine")

    press.print({"site/index.html": "front"})

    assert [path.name for path in (press.out / "records").iterdir()] == ["README.md"]


def test_a_picture_that_is_gone_is_gone_from_the_release_before_too(press: Press) -> None:
    files = {**FIRST, "site/images/a.webp": "a", "site/images/b.webp": "b"}
    press.print(files)
    press.print({**files, "site/a.html": "two"})

    press.print({**FIRST, "site/images/b.webp": "b"})

    assert {path.name for path in (press.out / ".releases").rglob("*.webp")} == {"b.webp"}
