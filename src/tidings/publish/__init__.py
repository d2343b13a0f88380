"""Files to an output folder, so that nobody ever sees half of them.

::

    OUT/records/*.md          real files, each replaced whole, only where it differs
    OUT/site -> .releases/N   one link, swapped when the whole new folder is complete
    OUT/.releases/            the release in use and the one before it

A crash at any moment leaves the old site; the next run finishes the work.
"""

from .folder import RECORDS, RELEASES, SITE, Published, publish
from .history import Commit, commit_records

__all__ = ["RECORDS", "RELEASES", "SITE", "Commit", "Published", "commit_records", "publish"]
