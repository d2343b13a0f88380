"""``python -m tidings`` is the command ``tidings``."""

from .cli import main

main()
