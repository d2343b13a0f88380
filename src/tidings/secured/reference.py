"""The reference system's envelope: ``base64 ciphertext;base64 IV``, AES in CBC mode with PKCS #7 padding.

It has neither a tag nor the id of a key, so whoever opens it cannot tell whether it was changed.  It is read and
written only with a key that somebody gives (16, 24 or 32 bytes); without one it is kept as it stands.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from ..errors import ConfigError, RecordError
from .envelope import FIELD, HOW_TO_INSTALL

BLOCK_BYTES: Final = 16
KEY_SIZES: Final = (16, 24, 32)
ENVELOPE = re.compile(r"(?P<text>[A-Za-z0-9+/]+={0,2});(?P<iv>[A-Za-z0-9+/]{22}==)")


def is_reference(envelope: str) -> bool:
    """It looks like one: whole blocks, and an initialisation vector."""
    try:
        parts_of(envelope)
    except RecordError:
        return False
    return True


def parts_of(envelope: str) -> tuple[bytes, bytes]:
    """Ciphertext and initialisation vector; raises RecordError."""
    found = ENVELOPE.fullmatch(envelope)
    try:
        text, vector = (
            (base64.b64decode(found[name], validate=True) for name in ("text", "iv")) if found else (b"", b"")
        )
    except binascii.Error:
        text, vector = b"", b""
    if not text or len(text) % BLOCK_BYTES or len(vector) != BLOCK_BYTES:
        raise RecordError("this is no envelope of the reference system (base64 ciphertext;base64 IV)", key=FIELD)
    return text, vector


def open_reference(envelope: str, secret: bytes) -> bytes:
    """What was sealed, byte for byte; raises RecordError, also where the padding shows that the key is another."""
    text, vector = parts_of(envelope)
    ciphers, padding = modules(secret)
    decryptor = ciphers.Cipher(ciphers.algorithms.AES(secret), ciphers.modes.CBC(vector)).decryptor()
    unpadder = padding.PKCS7(BLOCK_BYTES * 8).unpadder()
    try:
        padded = decryptor.update(text) + decryptor.finalize()
        plain: bytes = unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        raise RecordError("it does not open with this key", key=FIELD) from None
    return plain


def seal_reference(plain: bytes, secret: bytes, *, vector: bytes) -> str:
    """The envelope of some bytes; the vector is 16 random bytes."""
    ciphers, padding = modules(secret)
    padder = padding.PKCS7(BLOCK_BYTES * 8).padder()
    encryptor = ciphers.Cipher(ciphers.algorithms.AES(secret), ciphers.modes.CBC(vector)).encryptor()
    padded = padder.update(plain) + padder.finalize()
    text = encryptor.update(padded) + encryptor.finalize()
    return ";".join(base64.b64encode(data).decode() for data in (text, vector))


def modules(secret: bytes):  # type: ignore[no-untyped-def]  # modules have no type of their own
    """The library's parts; raises ConfigError where it is missing or the key has no such size."""
    if len(secret) not in KEY_SIZES:
        raise ConfigError(f"a key of the reference system has 16, 24 or 32 bytes, not {len(secret)}")
    try:
        from cryptography.hazmat.primitives import ciphers, padding
        from cryptography.hazmat.primitives.ciphers import algorithms, modes  # noqa: F401  # parts of ``ciphers``
    except ImportError as error:
        raise ConfigError(f"envelopes need a library that is not installed: {HOW_TO_INSTALL}") from error
    return ciphers, padding
