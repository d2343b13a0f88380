"""Taking over a site of the reference system, and writing it out again.

::

    folder     what lies in a folder, and reading and writing it safely
    bringing   a site's folder into a desk                    import_site
    handing    the site as it is now, into a folder           export_site
    contents   what a site holds beside news                 load_contents
    reports    what either did
"""

from .bringing import import_site
from .contents import load_contents
from .handing import export_site
from .reports import ExportReport, ImportReport, TypeCount

__all__ = ["ExportReport", "ImportReport", "TypeCount", "export_site", "import_site", "load_contents"]
