"""Files of models inside other packages: found without importing those, and proved to be the ones we measured."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ..errors import EmbedderError

ID_DIGITS: Final = 8
"""Hexadecimal digits of the hash that an embedder's id shows: enough that no two versions share them by chance."""
RECIPE: Final = 1
"""Goes up whenever the same text would get another vector, or other words of an article are embedded: vectors of two
recipes are never compared.
"""
READ_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One file of a package, and the SHA-256 that it must have."""

    package: str
    file: str
    """Its path in the package's folder."""
    sha256: str


def id_of(name: str, sha256: str) -> str:
    """What vectors of a model are kept under: ``minilm-8199be6f-1``."""
    return f"{name}-{sha256[:ID_DIGITS]}-{RECIPE}"


def are_installed(packages: Iterable[str]) -> bool:
    """Every package can be imported; none is."""
    return all(find_spec(package) is not None for package in packages)


def find_file(pin: Pin, *, name: str) -> Path:
    """Where a pinned file lies; raises EmbedderError where it is missing or another."""
    spec = find_spec(pin.package)
    folders = (spec.submodule_search_locations if spec else None) or []
    path = next((Path(folder) / pin.file for folder in folders if (Path(folder) / pin.file).is_file()), None)
    again = f'install it again with: pip install --force-reinstall "tidings[{name}]"'
    if path is None:
        raise EmbedderError(name, f"{pin.file} is not in the package {pin.package}; {again}")
    if (found := hash_file(path, name=name)) != pin.sha256:
        raise EmbedderError(
            name,
            f"{path} is not the file that was measured (its SHA-256 begins {found[:ID_DIGITS]},"
            f" not {pin.sha256[:ID_DIGITS]}); {again}",
        )
    return path


def hash_file(path: Path, *, name: str) -> str:
    """The SHA-256 of a file, in hexadecimal; raises EmbedderError where it cannot be read."""
    sha = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(READ_BYTES):
                sha.update(block)
    except OSError as error:
        raise EmbedderError(name, f"{path} cannot be read: {error.strerror}; mend the file or its rights") from error
    return sha.hexdigest()
