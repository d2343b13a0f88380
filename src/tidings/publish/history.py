"""Records to git: a commit for each edition in which a reader would see something new.

Only our own records are committed; what else is staged or changed in the repository stays as it is, and its hooks have
their say.  Nothing is ever pushed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ..errors import PublishError
from ..model import Masthead
from .draft import RECORDS
from .seen import SeenChange, message_of, seen_change

TIMEOUT_S: Final = 600
"""For one command of git, hooks included."""
SAID_CHARS_MAX: Final = 500
UNDER_WAY: Final = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
}
MAIL = re.compile(r"[^@\s<>/]+@[^@\s<>/]+")
LITERAL: Final = "--literal-pathspecs"
"""Names are names, whatever signs are in them."""
ELSEWHERE: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
)
"""Would lead git to another repository than that of the output folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What was committed."""

    id: str
    subject: str
    records: int
    """Records in it, those included that a reader sees no change of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The git repository that an output folder is in."""

    git: str
    out: Path
    env: Mapping[str, str]

    def run(self, *arguments: str, given: str | bytes = b"", doing: str = "") -> bytes:
        """What git answers; raises PublishError with what it said, where ``doing`` says what was being done."""
        try:
            done = subprocess.run(  # noqa: S603  # git as found, with arguments of our own
                [self.git, "-C", str(self.out), *arguments],
                input=given.encode() if isinstance(given, str) else given,
                capture_output=True,
                env=dict(self.env),
                timeout=TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise trouble(f"git did not answer ({type(error).__name__})", "see whether a hook of it waits") from error
        if done.returncode and doing:
            said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()[-SAID_CHARS_MAX:]
            raise trouble(f"{doing}: git said {said!r}", "mend that, then `tidings publish --git`")
        return b"" if done.returncode else done.stdout

    def ask(self, *arguments: str) -> str:
        """One line of an answer; empty where git refuses."""
        return self.run(*arguments).decode("utf-8", "surrogateescape").strip()


def trouble(what: str, then: str) -> PublishError:
    """The edition is out, but its records are not committed."""
    return PublishError(f"committing records: {what}; the edition itself is published. Next: {then}")


def commit_records(out: Path, names: Collection[str], *, now: datetime, masthead: Masthead) -> Commit | None:
    """Commit the records whose names are ours, where a reader would see a change; None where there is none.

    ``now`` is the commit's date.  Raises PublishError where there is no git, no repository, no branch, no identity,
    something half done, or a hook that refuses.
    """
    repository = open_repository(out, now=now)
    who = identity(repository, masthead)
    changed = changed_records(repository, names)
    changes = what_is_seen(repository, changed)
    if not changes:
        return None
    message = message_of(changes)
    write_commit(repository, changed, message, who=who)
    return Commit(
        id=repository.ask("rev-parse", "--short", "HEAD"), subject=message.partition("\n")[0], records=len(changed)
    )


def open_repository(out: Path, *, now: datetime) -> Repository:
    """The repository of an output folder, ready for a commit; raises PublishError where it is not."""
    git = shutil.which("git")
    if git is None:
        raise trouble("git is not installed", "install it, or leave out --git")
    date = f"{int(now.timestamp())} +0000"
    env = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    env |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
    repository = Repository(git=git, out=out, env=env)
    if repository.ask("rev-parse", "--is-inside-work-tree") != "true":
        raise trouble(f"{out} is in no git repository", f"`git init {out}`, then `tidings publish --git`")
    if not repository.ask("symbolic-ref", "-q", "HEAD"):
        raise trouble("no branch is checked out (HEAD is detached)", f"`git -C {out} switch` to a branch")
    for mark, what in UNDER_WAY.items():
        if (out / repository.ask("rev-parse", "--git-path", mark)).exists():
            raise trouble(f"{what} is under way in {out}", "end it, then `tidings publish --git`")
    if repository.ask("check-ignore", f"{RECORDS}/x.md"):
        raise trouble(f"{RECORDS}/ is ignored by git", "take it out of .gitignore")
    return repository


def identity(repository: Repository, masthead: Masthead) -> tuple[str, ...]:
    """Settings that say who commits, where git's own do not; raises PublishError where nobody is named."""
    asked = (("-c", "user.useConfigOnly=true", "var", f"GIT_{who}_IDENT") for who in ("AUTHOR", "COMMITTER"))
    if all(repository.ask(*question) for question in asked):
        return ()
    email = masthead.contact if MAIL.fullmatch(masthead.contact) else ""
    if email:
        return ("-c", f"user.name={masthead.editor or masthead.title}", "-c", f"user.email={email}")
    raise trouble(
        "git does not know who commits",
        "`git config user.name` and `git config user.email`, or give the masthead an e-mail address as contact",
    )


# ---------------------------------------------------------------- what has changed


def changed_records(repository: Repository, names: Collection[str]) -> list[str]:
    """The files of our records that are not what the last commit has, from the output folder."""
    prefix = repository.ask("rev-parse", "--show-prefix")
    ours = {f"{RECORDS}/{name}.md" for name in names}
    told = repository.run(
        "--no-optional-locks", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", RECORDS,
        doing="looking for changes",
    )  # fmt: skip
    paths = (line[3:].decode("utf-8", "surrogateescape").removeprefix(prefix) for line in told.split(b"\0") if line)
    return sorted(path for path in paths if path in ours)


def what_is_seen(repository: Repository, paths: Sequence[str]) -> list[SeenChange]:
    """What a reader would see of the changes in these files."""
    before = committed(repository, paths)
    found = (seen_change(before.get(path), bytes_of(repository.out / path)) for path in paths)
    return [change for change in found if change]


def committed(repository: Repository, paths: Sequence[str]) -> dict[str, bytes]:
    """The files as the last commit has them; those it lacks are left out."""
    if not paths or not repository.ask("rev-parse", "-q", "--verify", "HEAD"):
        return {}
    asked = "".join(f"HEAD:./{path}\n" for path in paths)
    answer = repository.run("cat-file", "--batch", given=asked, doing="reading the last commit")
    found, at = {}, 0
    for path in paths:
        end = answer.index(b"\n", at)
        head, at = answer[at:end].split(), end + 1
        if head[-1] != b"missing":
            size = int(head[-1])
            found[path], at = answer[at : at + size], at + size + 1
    return found


def bytes_of(path: Path) -> bytes | None:
    """A file's bytes; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


# ---------------------------------------------------------------- the commit


def write_commit(repository: Repository, paths: Sequence[str], message: str, *, who: Sequence[str]) -> None:
    """Commit these files and nothing else; raises PublishError, and then nothing is left staged that was not."""
    from_list = ("--pathspec-from-file=-", "--pathspec-file-nul")
    known = set(repository.run("ls-files", "-z", "--", RECORDS).decode("utf-8", "surrogateescape").split("\0"))
    new = "\0".join(path for path in paths if path not in known)
    if new:
        adding = (LITERAL, "add", "--intent-to-add", *from_list)
        repository.run(*adding, given=new, doing="telling git of new records")
    try:
        # The message is an argument, since the list of files comes where it could be read from.
        committing = (LITERAL, "commit", "--quiet", "--only", "--cleanup=whitespace", "-m", message, *from_list)
        repository.run(*who, *committing, given="\0".join(paths), doing="committing")
    except PublishError:
        if new:
            repository.run(LITERAL, "rm", "--cached", "--quiet", *from_list, given=new)
        raise
