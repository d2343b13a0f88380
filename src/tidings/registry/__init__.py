"""Who publishes: one name for each domain, and on whose word.

Pure, apart from the list of sources in the package's own data.
"""

from .known import LearnedName, Registry, Seed, find_twins, load_seed, make_registry, parse_seed
from .naming import Naming, SeenName, learn, name_for, renamed, source_for
from .owners import Owner, Platform

__all__ = [
    "LearnedName",
    "Naming",
    "Owner",
    "Platform",
    "Registry",
    "Seed",
    "SeenName",
    "find_twins",
    "learn",
    "load_seed",
    "make_registry",
    "name_for",
    "parse_seed",
    "renamed",
    "source_for",
]
