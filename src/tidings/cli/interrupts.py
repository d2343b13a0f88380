"""Ctrl-C that counts wherever it lands."""

from __future__ import annotations

import signal
import sys

AGAIN_S = 0.02
"""Until an interrupt that was swallowed comes again: the callback it fell into has long ended, and nobody noticed."""


def let_interrupts_count() -> None:
    """Have an interrupt come again where Python swallowed it: in a destructor, or a weak reference's callback.

    There an exception can only be printed, so that the run would go on as if nobody had asked it to end.
    """
    usual = sys.unraisablehook

    def come_again(swallowed: sys.UnraisableHookArgs) -> None:
        if swallowed.exc_type is KeyboardInterrupt:
            signal.setitimer(signal.ITIMER_REAL, AGAIN_S)
        else:
            usual(swallowed)

    signal.signal(signal.SIGALRM, signal.default_int_handler)
    sys.unraisablehook = come_again


def let_interrupts_pass() -> None:
    """Have what comes while the interpreter takes itself down change nothing: all is done, or given up already."""
    for late in (signal.SIGINT, signal.SIGALRM):
        signal.signal(late, signal.SIG_IGN)
