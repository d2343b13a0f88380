"""Records in git: a commit where a reader would see something new, and nothing else touched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.make import make_article
from tests.render.editions import make_edition, make_ranked, make_report
from tidings.errors import PublishError
from tidings.model import Edition, Masthead
from tidings.publish import Commit, commit_records, publish
from tidings.publish.seen import SeenChange, message_of, seen_change
from tidings.render import render

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

NOW = datetime(2026, 3, 20, 18, tzinfo=UTC)
MASTHEAD = Masthead(title="Low Isles Today", editor="Ada Brandt", contact="ada@isles.example")
FERRY = make_article("Ferry aground off Skell", excerpt="Nobody was hurt.")
STORM = make_article("Storm closes the harbour", source="Gazette")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's settings of git but the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / ".gitignore").write_text(".tidings/\n.releases/\nsite\n")
    return folder


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def edition_of(*articles: object, **fields: str) -> Edition:
    ranked = [make_ranked(replace(make_report(one), **fields), slug=f"s{n}") for n, one in enumerate(articles)]  # type: ignore[arg-type]
    return make_edition(*ranked)


def published(folder: Path, edition: Edition, *, now: datetime = NOW, masthead: Masthead = MASTHEAD) -> Commit | None:
    publish(render(edition), folder)
    names = {report.record_name for story in edition.stories for report in story.reports}
    names |= {path.removeprefix("records/").removesuffix(".md") for path in committed(folder)}
    return commit_records(folder, names, now=now, masthead=masthead)


def committed(folder: Path) -> list[str]:
    """The files of the last commit."""
    done = subprocess.run(
        ["git", "-C", str(folder), "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.split()


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


# ---------------------------------------------------------------- what is committed


def test_new_records_are_committed_with_their_headlines_and_the_runs_clock(repository: Path) -> None:
    commit = published(repository, edition_of(FERRY, STORM))

    assert commit
    assert commit.subject == "2 new: Storm closes the harbour; …"
    assert len(committed(repository)) == 2
    assert git(repository, "log", "-1", "--format=%an <%ae> %cn %aI %cI") == (
        "Ada Brandt <ada@isles.example> Ada Brandt 2026-03-20T18:00:00+00:00 2026-03-20T18:00:00+00:00"
    )
    assert "- Ferry aground off Skell" in git(repository, "log", "-1", "--format=%b")


def test_the_same_run_gives_the_same_commit(repository: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(repository, twin)
    for folder in (repository, twin):
        published(folder, edition_of(FERRY))

    assert git(repository, "rev-parse", "HEAD") == git(twin, "rev-parse", "HEAD")


def test_gits_own_settings_say_who_commits(repository: Path) -> None:
    git(repository, "config", "user.name", "Bo Holm")
    git(repository, "config", "user.email", "bo@isles.example")
    published(repository, edition_of(FERRY))

    assert git(repository, "log", "-1", "--format=%an <%ae>") == "Bo Holm <bo@isles.example>"


def test_an_edition_that_says_the_same_makes_no_commit(repository: Path) -> None:
    published(repository, edition_of(FERRY))

    assert published(repository, edition_of(FERRY), now=NOW + timedelta(hours=1)) is None
    assert commits(repository) == 1


def test_ciphertext_alone_makes_no_commit_and_rides_along_with_the_next(repository: Path) -> None:
    published(repository, edition_of(FERRY, secured="tidings1.a.b.c"))

    assert published(repository, edition_of(FERRY, secured="tidings1.a.b.d")) is None
    assert commits(repository) == 1
    commit = published(repository, edition_of(FERRY, STORM, secured="tidings1.a.b.d"))
    assert commit
    assert (commit.subject, commit.records) == ("1 new: Storm closes the harbour", 2)
    assert git(repository, "status", "--porcelain", "--", "records") == ""


def test_a_changed_headline_a_removal_and_an_excerpt_are_told_apart(repository: Path) -> None:
    published(repository, edition_of(FERRY, STORM))
    renamed = replace(FERRY, headline="Ferry refloated off Skell")

    first = published(repository, edition_of(renamed, STORM))
    second = published(repository, edition_of(renamed, replace(STORM, excerpt="It will open on Monday.")))
    third = published(repository, edition_of(renamed))

    assert [one and one.subject for one in (first, second, third)] == [
        "1 changed headline: Ferry refloated off Skell",
        "1 changed: Storm closes the harbour",
        "1 removed: Storm closes the harbour",
    ]
    assert len(committed(repository)) == 1


def test_what_else_is_staged_or_changed_stays_as_it_is(repository: Path) -> None:
    for name in ("staged.txt", "dirty.txt"):
        (repository / name).write_text("one\n")
    git(repository, "add", "dirty.txt")
    git(repository, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x", "dirty.txt")
    (repository / "dirty.txt").write_text("two\n")
    git(repository, "add", "staged.txt")
    (repository / "records").mkdir()
    (repository / "records/mine.md").write_text("my own\n")
    before = git(repository, "status", "--porcelain", "--", "staged.txt", "dirty.txt", "records/mine.md")

    published(repository, edition_of(FERRY))

    assert git(repository, "status", "--porcelain", "--", "staged.txt", "dirty.txt", "records/mine.md") == before
    assert git(repository, "show", "--name-only", "--format=", "HEAD").startswith("records/2026-03-20-")
    assert "site" not in " ".join(committed(repository))


def test_an_output_folder_deep_inside_a_repository_will_do(repository: Path) -> None:
    out = repository / "a/b c"
    out.mkdir(parents=True)

    assert published(out, edition_of(FERRY))
    assert published(out, edition_of(FERRY)) is None
    assert committed(out)[0].startswith("records/"), "names are from the output folder"


# ---------------------------------------------------------------- hooks, and what cannot be


def hook(repository: Path, name: str, script: str) -> None:
    path = repository / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_hook_that_refuses_leaves_nothing_staged(repository: Path) -> None:
    hook(repository, "pre-commit", "echo too late today >&2; exit 1")

    with pytest.raises(PublishError, match=r"too late today.*the edition itself is published"):
        published(repository, edition_of(FERRY))

    assert git(repository, "status", "--porcelain", "--", "records") == "?? records/"
    hook(repository, "pre-commit", "exit 0")
    assert published(repository, edition_of(FERRY))


def test_a_hook_may_add_to_the_message(repository: Path) -> None:
    hook(repository, "commit-msg", 'echo "Ticket: 7" >> "$1"')
    published(repository, edition_of(FERRY))

    assert "Ticket: 7" in git(repository, "log", "-1", "--format=%B")


def test_without_a_repository_it_says_how_to_make_one(tmp_path: Path) -> None:
    out = tmp_path / "plain"
    publish(render(edition_of(FERRY)), out)

    with pytest.raises(PublishError, match="git init"):
        commit_records(out, ["x"], now=NOW, masthead=MASTHEAD)
    assert (out / "site/index.html").exists()


def test_nobody_commits_under_a_name_that_nobody_gave(repository: Path) -> None:
    with pytest.raises(PublishError, match="does not know who commits"):
        published(repository, edition_of(FERRY), masthead=replace(MASTHEAD, contact="https://isles.example/contact"))


def test_a_detached_head_is_refused(repository: Path) -> None:
    published(repository, edition_of(FERRY))
    git(repository, "checkout", "--quiet", "--detach")

    with pytest.raises(PublishError, match="detached"):
        published(repository, edition_of(FERRY, STORM))
    assert commits(repository) == 1


def test_nothing_is_committed_into_a_merge(repository: Path) -> None:
    published(repository, edition_of(FERRY))
    (repository / ".git/MERGE_HEAD").write_text(git(repository, "rev-parse", "HEAD") + "\n")

    with pytest.raises(PublishError, match="a merge is under way"):
        published(repository, edition_of(FERRY, STORM))


def test_ignored_records_are_told_rather_than_lost(repository: Path) -> None:
    (repository / ".gitignore").write_text("records/\n")

    with pytest.raises(PublishError, match="ignored by git"):
        published(repository, edition_of(FERRY))


def test_without_git_it_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    with pytest.raises(PublishError, match="git is not installed"):
        commit_records(repository, [], now=NOW, masthead=MASTHEAD)


# ---------------------------------------------------------------- what a reader would see

RECORD = b"""---
title: "One"
heat: 12
provider:
  name: The Post
topics:
  - Sea
  - Ferries
related:
  - title: "Two"
    webUrl: "https://a.example/2"
  - title: "Three"
    webUrl: "https://a.example/3"

secured: "abc"
---

Text.
"""


@pytest.mark.parametrize(
    "after",
    [
        RECORD.replace(b"heat: 12", b"heat: -1"),
        RECORD.replace(b'"abc"', b'"def"'),
        RECORD.replace(b'\nsecured: "abc"\n', b""),
        RECORD.replace(b"  - Sea\n  - Ferries\n", b"  - Ferries\n  - Sea\n"),
        re.sub(rb'(  - title: "Two"\n.*\n)(  - title: "Three"\n.*\n)', rb"\2\1", RECORD),
    ],
)
def test_ciphertext_heat_and_order_are_seen_by_nobody(after: bytes) -> None:
    assert after != RECORD
    assert seen_change(RECORD, after) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"The Post", b"Gazette"), (b"Text.", b"Texts."), (b"  - Sea\n", b""), (b"/3", b"/4"), (b"name:", b"heat:")],
)
def test_everything_else_is_seen(old: bytes, new: bytes) -> None:
    assert seen_change(RECORD, RECORD.replace(old, new)) == SeenChange(kind="changed", headline="One")


def test_a_message_is_short_where_there_is_much() -> None:
    many = [SeenChange(kind="new", headline=f"Headline number {n} that goes on and on and on") for n in range(50)]
    message = message_of([*many, SeenChange(kind="removed", headline="Old")])

    assert message.partition("\n")[0] == "50 new: Headline number 0 that goes on and on and on; …; 1 removed: Old"
    assert message.count("\n- ") == 22
    long = message_of([replace(many[0], headline="word " * 40), SeenChange(kind="removed", headline="Old")])
    assert long.startswith("1 new, 1 removed: word word")
    assert len(long.partition("\n")[0]) <= 72
    assert "- and 30 more" in message


def test_a_strangers_headline_stays_one_line() -> None:
    change = seen_change(None, b'---\ntitle: "a\x1b[31m\xe2\x80\xa8b \\"c\\""\n---\n')

    assert change == SeenChange(kind="new", headline='a [31m b "c"')
