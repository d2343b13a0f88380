"""Private fields of public records, and the last look for secrets before anything is published.

::

    keys       a desk's keys, in a ring                read_keys, make_key
    envelope   our envelope: AES-256-GCM               seal, open_envelope
    reference  the reference system's: AES-CBC         seal_reference, open_reference
    fields     what is private about an article        private_fields, secure
    leaks      secrets in files                        find_leaks

Randomness is an argument; ``cryptography`` is loaded only where there is something to seal or open.
"""

from .envelope import FIELD, NONCE_BYTES, Place, key_id_of, open_envelope, plain_bytes, seal
from .fields import Sealed, private_fields, secure
from .keys import FILE_HEAD, KEY_BYTES, Key, KeyRing, make_key, read_keys, write_key
from .leaks import (
    ENTRY_ID,
    Leak,
    Secret,
    address_secrets,
    entry_secrets,
    find_leaks,
    key_secrets,
    note_secrets,
    path_secrets,
)
from .reference import is_reference, open_reference, seal_reference

__all__ = [
    "ENTRY_ID",
    "FIELD",
    "FILE_HEAD",
    "KEY_BYTES",
    "NONCE_BYTES",
    "Key",
    "KeyRing",
    "Leak",
    "Place",
    "Sealed",
    "Secret",
    "address_secrets",
    "entry_secrets",
    "find_leaks",
    "is_reference",
    "key_id_of",
    "key_secrets",
    "make_key",
    "note_secrets",
    "open_envelope",
    "open_reference",
    "path_secrets",
    "plain_bytes",
    "private_fields",
    "read_keys",
    "seal",
    "seal_reference",
    "secure",
    "write_key",
]
