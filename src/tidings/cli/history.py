"""Committing records after an edition was published."""

from __future__ import annotations

from .. import pipeline
from ..errors import PublishError


def try_to_commit(room: pipeline.Newsroom) -> tuple[str, PublishError | None]:
    """What was committed, in words, or why it could not be: the edition is published all the same."""
    try:
        commit = pipeline.commit_history(room)
    except PublishError as error:
        return "", error
    if commit is None:
        return "nothing that a reader would see has changed: no commit", None
    return f"committed {commit.id}: {commit.subject}  (`git -C {room.out} push` sends it)", None


def leave_with(trouble: PublishError | None) -> None:
    """Raise what went wrong once everything else is told."""
    if trouble:
        raise trouble
