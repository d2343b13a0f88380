"""Keys: 32 bytes each, under ids, in an order; the last one seals, all of them open.

A key is never printed: not by ``repr``, not in messages, not in logs.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ..errors import ConfigError

KEY_BYTES: Final = 32
ID_DIGITS: Final = 8
"""Hexadecimal digits of the ids that we give: they tell the keys of one desk apart."""
KEYS_MAX: Final = 100
"""More keys are a file that is no ring of keys."""
ENTRY = re.compile(r"(?P<id>[A-Za-z0-9_-]{1,32}):(?P<secret>[A-Za-z0-9_-]{43}=?)")
FILE_HEAD = """\
# Keys to the private fields of this desk's records. Whoever has them can read those fields: keep them secret,
# keep a copy in a safe place, and keep this file out of git and of every folder that is published.
# One key a line, its id before the colon. The last one seals, all of them open; take none away.
"""


@dataclass(frozen=True)
class Key:
    """One key."""

    id: str
    secret: bytes = field(repr=False)

    @cached_property
    def digest_key(self) -> bytes:
        """A key of its own for digests, so that no key does two things."""
        return hmac.digest(self.secret, b"tidings1 digest", "sha256")


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of a desk, the oldest first."""

    keys: tuple[Key, ...] = ()

    @property
    def newest(self) -> Key | None:
        """The one that seals; None: nothing is sealed."""
        return self.keys[-1] if self.keys else None

    def find(self, key_id: str) -> Key | None:
        """The key with an id."""
        return next((key for key in self.keys if key.id == key_id), None)


def make_key(secret: bytes) -> Key:
    """A key of 32 random bytes, named by its own digest."""
    if len(secret) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    return Key(hashlib.sha256(b"tidings1 key id" + secret).hexdigest()[:ID_DIGITS], secret)


def write_key(key: Key) -> str:
    """A key as it stands in a file: the one place where it does."""
    return f"{key.id}:{base64.urlsafe_b64encode(key.secret).decode().rstrip('=')}"


def read_keys(text: str, *, file: str = "") -> KeyRing:
    """The keys of a file or a setting: ``id:secret``, each on a line or between commas.

    Raises ConfigError, which names the line and never what stands on it.
    """
    keys: list[Key] = []
    for number, line in enumerate(text.splitlines(), 1):
        for entry in line.partition("#")[0].replace(",", " ").split():
            key = read_key(entry, file=file, line=number)
            if any(other.id == key.id for other in keys):
                raise ConfigError(f"two keys have the id {key.id!r}; ids are unique", file=file, line=number)
            keys.append(key)
    if len(keys) > KEYS_MAX:
        raise ConfigError(f"{len(keys):,} keys; {KEYS_MAX} is the most", file=file)
    return KeyRing(tuple(keys))


def read_key(entry: str, *, file: str, line: int) -> Key:
    """One key; raises ConfigError."""
    found = ENTRY.fullmatch(entry)
    try:
        secret = base64.b64decode(found["secret"].rstrip("=") + "=", altchars="-_", validate=True) if found else b""
    except binascii.Error:
        secret = b""
    if not found or len(secret) != KEY_BYTES:
        raise ConfigError(
            f"this is no key: it must be an id, a colon and {KEY_BYTES} bytes in base64url (43 characters); "
            "`tidings secured key` makes one",
            file=file,
            line=line,
        )
    return Key(found["id"], secret)
