"""Files to an output folder, so that nobody ever sees half of them.

::

    OUT/records/*.md          real files, each replaced whole, only where it differs
    OUT/site -> .releases/N   one link, swapped when the whole new folder is complete
    OUT/.releases/            the release in use, the one before it, and drafts

What is made is written to a draft first.  A crash at any moment leaves the old site; the next run finishes the work.
"""

from .draft import (
    RECORDS,
    RELEASES,
    SITE,
    Draft,
    Totals,
    begin_draft,
    draft_file,
    find_draft,
    finish_draft,
)
from .folder import Published, lost_records, publish, publish_draft
from .history import Commit, commit_records
from .releases import Since, present_release

__all__ = [
    "RECORDS",
    "RELEASES",
    "SITE",
    "Commit",
    "Draft",
    "Published",
    "Since",
    "Totals",
    "begin_draft",
    "commit_records",
    "draft_file",
    "find_draft",
    "finish_draft",
    "lost_records",
    "present_release",
    "publish",
    "publish_draft",
]
