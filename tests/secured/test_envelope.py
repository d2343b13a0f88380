"""Private values under lock: nobody opens them without the key, and nobody moves them."""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import ConfigError, RecordError
from tidings.secured import (
    Key,
    KeyRing,
    Place,
    is_reference,
    key_id_of,
    make_key,
    open_envelope,
    open_reference,
    plain_bytes,
    read_keys,
    seal,
    seal_reference,
    secure,
    write_key,
)
from tidings.secured.envelope import SIZES

pytest.importorskip("cryptography", reason="the extra `secured` is not installed")

KEY = make_key(bytes(range(32)))
OTHER = make_key(bytes(range(1, 33)))
RING = KeyRing((KEY,))
PLACE = Place(record="2026-03-20-ferry-aground-off-skell")
NONCE = bytes(range(12))
FIELDS = {"sightings": [{"feed": "https://post.example/feed", "entry": "guid-1"}]}
SEALED = seal(plain_bytes(FIELDS), PLACE, KEY, nonce=NONCE)
values = st.dictionaries(st.text(max_size=20), st.one_of(st.text(max_size=200), st.integers(), st.none()), max_size=5)


def test_what_was_sealed_is_opened() -> None:
    assert open_envelope(SEALED, PLACE, RING) == FIELDS


def test_the_form_never_changes() -> None:
    assert SEALED.startswith("tidings1.f1e22926.AAECAwQFBgcICQoL.PCClcqKNtnLjJuSpi7IDT-a480aJWWVeXxKM4TBYIp4jd")
    assert SEALED.endswith("czwAPZW4sj2BOZxgLaiaoue4")
    assert len(SEALED) == 739


def test_any_program_that_knows_aes_gcm_opens_it_with_the_key() -> None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    version, key_id, nonce, text = SEALED.split(".")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    cipher = Cipher(algorithms.AES(bytes(range(32))), modes.GCM(base64.urlsafe_b64decode(nonce), data[-16:]))
    decryptor = cipher.decryptor()
    decryptor.authenticate_additional_data(f"{version}\0{key_id}\0{PLACE.record}\0secured".encode())
    plain = decryptor.update(data[:-16]) + decryptor.finalize()

    assert json.loads(plain) == FIELDS
    assert len(plain) == SIZES[0]


@pytest.mark.parametrize("at", range(len(SEALED)))
def test_no_letter_of_an_envelope_can_be_changed(at: int) -> None:
    for letter in ("A", "B", "."):
        changed = SEALED[:at] + letter + SEALED[at + 1 :]
        if changed != SEALED:
            with pytest.raises(RecordError):
                open_envelope(changed, PLACE, RING)


@pytest.mark.parametrize("size", [512, 1024])
def test_the_last_letter_has_one_spelling(size: int) -> None:
    sealed = seal(plain_bytes({"x": "y" * (size - 20)}), PLACE, KEY, nonce=NONCE)

    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if letter != sealed[-1]:
            with pytest.raises(RecordError):
                open_envelope(sealed[:-1] + letter, PLACE, RING)


@pytest.mark.parametrize("place", [Place(record="another"), Place(record=PLACE.record, field="notes")])
def test_an_envelope_opens_only_in_its_own_record_and_field(place: Place) -> None:
    with pytest.raises(RecordError, match="belongs to another record"):
        open_envelope(SEALED, place, RING)


def test_a_key_that_is_not_there_is_named() -> None:
    with pytest.raises(RecordError, match="f1e22926"):
        open_envelope(SEALED, PLACE, KeyRing((OTHER,)))


def test_another_key_under_the_same_id_does_not_open_it() -> None:
    with pytest.raises(RecordError):
        open_envelope(SEALED, PLACE, KeyRing((Key(KEY.id, OTHER.secret),)))


@given(values, st.binary(min_size=12, max_size=12))
@settings(max_examples=100, deadline=None)
def test_anything_comes_back_as_it_was(fields: dict[str, Any], nonce: bytes) -> None:
    assert open_envelope(seal(plain_bytes(fields), PLACE, KEY, nonce=nonce), PLACE, RING) == fields


@given(st.text(max_size=3000))
def test_length_tells_only_the_size_class(text: str) -> None:
    assert len(plain_bytes({"x": text})) in SIZES


def test_what_fits_no_size_is_refused() -> None:
    with pytest.raises(RecordError, match="is the most"):
        plain_bytes({"x": "y" * 40_000})


# ---------------------------------------------------------------- sealing only what has changed


def test_the_same_fields_keep_their_envelope() -> None:
    first = secure(FIELDS, record="a", ring=RING, nonce=NONCE)

    assert secure(dict(FIELDS), record="a", ring=RING, nonce=bytes(12), known=first) is first


def test_other_fields_another_record_and_another_key_each_make_a_new_envelope() -> None:
    first = secure(FIELDS, record="a", ring=RING, nonce=NONCE)
    others = [
        secure({"sightings": []}, record="a", ring=RING, nonce=bytes(12), known=first),
        secure(FIELDS, record="b", ring=RING, nonce=bytes(12), known=first),
        secure(FIELDS, record="a", ring=KeyRing((KEY, OTHER)), nonce=bytes(12), known=first),
    ]

    assert first
    assert all(other and other.envelope != first.envelope for other in others)
    assert others[2]
    assert key_id_of(others[2].envelope) == OTHER.id


def test_without_a_key_there_are_no_private_fields() -> None:
    assert secure(FIELDS, record="a", ring=KeyRing(), nonce=NONCE) is None


def test_sightings_that_do_not_fit_are_left_out_rather_than_the_record() -> None:
    many = {"sightings": [{"feed": "é" * 2000, "entry": str(n)} for n in range(20)]}
    sealed = secure(many, record="a", ring=RING, nonce=NONCE)

    assert sealed
    assert 1 <= len(open_envelope(sealed.envelope, Place(record="a"), RING)["sightings"]) < 20


# ---------------------------------------------------------------- keys


def test_keys_are_read_as_they_are_written() -> None:
    ring = read_keys(f"# mine\n{write_key(KEY)}\n{write_key(OTHER)}  # newer\n")

    assert ring == KeyRing((KEY, OTHER))
    assert ring.newest == OTHER
    assert read_keys(f"{write_key(KEY)},{write_key(OTHER)}") == ring


def test_a_key_is_never_printed() -> None:
    text = f"{KEY!r} {RING!r} {KEY!s}"

    assert write_key(KEY).partition(":")[2] not in text
    assert "\\x01" not in text


@pytest.mark.parametrize("line", ["hunter2hunter2", f"id:{'A' * 42}", f":{'A' * 43}"])
def test_a_bad_key_is_told_by_its_line_and_never_quoted(line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_keys(f"# keys\n{line}\n", file="secured.keys")

    assert "secured.keys:2" in str(caught.value)
    assert line not in str(caught.value)


def test_ids_are_unique() -> None:
    with pytest.raises(ConfigError, match="unique"):
        read_keys(f"{write_key(KEY)}\n{write_key(KEY)}")


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)

    with pytest.raises(ConfigError, match=r"pip install 'tidings\[secured\]'"):
        seal(plain_bytes({}), PLACE, KEY, nonce=NONCE)


# ---------------------------------------------------------------- the reference system's envelope


def test_it_is_aes_in_cbc_mode_as_nist_has_it() -> None:
    secret, vector = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c"), bytes(range(16))
    plain = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a")

    envelope = seal_reference(plain, secret, vector=vector)
    text, _, iv = envelope.partition(";")

    assert base64.b64decode(text)[:16].hex() == "7649abac8119b246cee98e9b12e9197d"
    assert base64.b64decode(iv) == vector
    assert open_reference(envelope, secret) == plain


@given(st.binary(max_size=400), st.sampled_from([16, 24, 32]), st.binary(min_size=16, max_size=16))
@settings(deadline=None)
def test_the_references_envelope_comes_back_byte_for_byte(plain: bytes, size: int, vector: bytes) -> None:
    envelope = seal_reference(plain, bytes(range(size)), vector=vector)

    assert is_reference(envelope)
    assert open_reference(envelope, bytes(range(size))) == plain


@pytest.mark.parametrize("text", ["", "AAAA", SEALED, "AAAA;AAAAAAAAAAAAAAAAAAAAAA==", "!!;AAAAAAAAAAAAAAAAAAAAAA=="])
def test_what_is_none_of_its_envelopes_is_refused(text: str) -> None:
    assert not is_reference(text)
    with pytest.raises(RecordError):
        open_reference(text, bytes(16))


def test_a_key_of_no_known_size_is_refused() -> None:
    with pytest.raises(ConfigError, match="16, 24 or 32"):
        seal_reference(b"", bytes(15), vector=bytes(16))
