"""Our envelope: private values as one line of text that only the desk's keys open.

::

    tidings1.<key id>.<nonce>.<ciphertext>

AES-256-GCM (NIST SP 800-38D); nonce and ciphertext are base64url without padding, the 16 bytes of the tag end the
ciphertext.  The associated data are ``tidings1``, the key's id, the record's name and the field's name, each but the
last with a zero byte after it: an envelope that is moved to another record or field does not open.  The plaintext is
JSON in one fixed spelling, filled up with spaces to a size of ``SIZES``, so that its length tells little.

Nonces are 96 random bits.  Two of n envelopes of one key have the same nonce with a chance below n² / 2⁹⁷: for the
2³² that NIST allows one key, below one in eight thousand million.  A desk that seals a thousand records a day gets
there in twelve thousand years.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..errors import ConfigError, RecordError
from .keys import Key, KeyRing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = "tidings1"
FIELD: Final = "secured"
"""The field of a record that envelopes stand in."""
NONCE_BYTES: Final = 12
SIZES: Final = (512, 1024, 2048, 4096, 8192, 16_384, 32_768)
"""Bytes of plaintext: most records have the first size; what does not fit the last is refused."""
ENVELOPE = re.compile(rf"{VERSION}\.(?P<key>[A-Za-z0-9_-]{{1,32}})\.(?P<nonce>[\w-]{{16}})\.(?P<text>[\w-]+)", re.ASCII)
HOW_TO_INSTALL: Final = "pip install 'tidings[secured]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an envelope belongs; it opens nowhere else."""

    record: str
    """The record's name, without ``.md``."""
    field: str = FIELD

    def bound(self, key_id: str) -> bytes:
        """The associated data."""
        return f"{VERSION}\0{key_id}\0{self.record}\0{self.field}".encode()


def cipher_of(secret: bytes) -> AESGCM:
    """The cipher; raises ConfigError where the library is not installed."""
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise ConfigError(
            f"this desk has keys for private fields, which need a library that is not installed: {HOW_TO_INSTALL}"
        ) from error
    return AESGCM(secret)


def plain_bytes(values: Mapping[str, Any]) -> bytes:
    """Values in the one spelling that is sealed; raises RecordError where there is no size for them."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    size = next((size for size in SIZES if len(text) <= size), 0)
    if not size:
        raise RecordError(f"its private values have {len(text):,} bytes; {SIZES[-1]:,} is the most", key=FIELD)
    return text.ljust(size)


def digest_of(plain: bytes, place: Place, key: Key) -> str:
    """What tells without a key's help whether something is sealed already, and tells nothing else."""
    return hmac.digest(key.digest_key, place.bound(key.id) + b"\0" + plain, "sha256").hex()


def seal(plain: bytes, place: Place, key: Key, *, nonce: bytes) -> str:
    """An envelope; the nonce is 12 random bytes that were never used before."""
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"a nonce has {NONCE_BYTES} bytes")
    sealed = cipher_of(key.secret).encrypt(nonce, plain, place.bound(key.id))
    return f"{VERSION}.{key.id}.{to_text(nonce)}.{to_text(sealed)}"


def key_id_of(envelope: str) -> str:
    """The id of the key that opens an envelope; empty: it is none of ours."""
    found = ENVELOPE.fullmatch(envelope)
    return found["key"] if found else ""


def open_envelope(envelope: str, place: Place, ring: KeyRing) -> dict[str, Any]:
    """What was sealed; raises RecordError where the envelope, its place or the keys are not the right ones."""
    found = ENVELOPE.fullmatch(envelope)
    if not found:
        raise RecordError(f"this is no envelope of ours ({VERSION}.key.nonce.ciphertext)", file=place.record, key=FIELD)
    key = ring.find(found["key"])
    if key is None:
        raise RecordError(
            f"it was sealed with the key {found['key']!r}, which this desk does not have", file=place.record, key=FIELD
        )
    try:
        plain = cipher_of(key.secret).decrypt(
            from_text(found["nonce"]), from_text(found["text"]), place.bound(found["key"])
        )
    except Exception as error:
        if isinstance(error, ConfigError):
            raise
        raise RecordError(
            "it does not open: it was changed, or belongs to another record, field or key", file=place.record, key=FIELD
        ) from None
    values: dict[str, Any] = json.loads(plain)
    return values


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """The bytes again; raises ``binascii.Error`` also for another spelling of the same bytes."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    if to_text(data) != text:
        raise binascii.Error("not the one spelling")
    return data
