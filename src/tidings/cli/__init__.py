"""The command line: arguments in, exit code out; a thin shell over the pipeline.

Exit codes: 0 all is well; 1 it could not be done; 2 the command or the desk is wrong; 3 another run
is at work on the desk; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from ..errors import ConfigError, DeskBusyError, TidingsError
from .app import app
from .interrupts import let_interrupts_count, let_interrupts_pass

__all__ = ["app", "main"]

EXIT_FAILED, EXIT_CONFIG, EXIT_BUSY, EXIT_STOPPED = 1, 2, 3, 130
STOPPED = "stopped; nothing that was gathered is lost, run again to go on\n"


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    try:
        let_interrupts_count()
        app()
    except TidingsError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(exit_code(error))
    except KeyboardInterrupt:  # before typer listened, or after
        stop()
    except SystemExit as leaving:
        if leaving.code == EXIT_STOPPED:
            stop()
        raise
    finally:
        let_interrupts_pass()
    sys.exit(0)


def stop() -> NoReturn:
    """Leave as who was asked to."""
    sys.stderr.write(STOPPED)
    sys.exit(EXIT_STOPPED)


def exit_code(error: TidingsError) -> int:
    """What scripts see of an error."""
    if isinstance(error, DeskBusyError):
        return EXIT_BUSY
    return EXIT_CONFIG if isinstance(error, ConfigError) else EXIT_FAILED
