"""The site over HTTP, and the address at which hubs reach us.

::

    site       which file answers a path, and what is known of it
    answers    what is said with it: types, validators, what a browser may do
    hooks      hubs: verification of intent, and what they push
    entrance   how many are let in at a time, and for how long
    server     all of it on a port
    inspector  the inspector of stories on this machine, which writes orders
    worker     the line, run again and again beside it
"""

from .entrance import Limits
from .hooks import Hooks
from .inspector import InspectorDoor, open_inspector
from .server import Settings, open_server
from .worker import Outcome, keep_running, run_line

__all__ = [
    "Hooks",
    "InspectorDoor",
    "Limits",
    "Outcome",
    "Settings",
    "keep_running",
    "open_inspector",
    "open_server",
    "run_line",
]
