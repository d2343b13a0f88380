"""Private fields through the whole line: sealed in records, opened by the desk, and looked for before publishing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.pipeline.desks import EVENING, MORNING, bytes_of, run_desk, run_first, write_desk
from tidings import inquire, pipeline, safekeeping, store
from tidings.cli import app
from tidings.config import parse_desk
from tidings.demo import DemoWire, World
from tidings.errors import ConfigError, PublishError
from tidings.secured import KeyRing, write_key

pytest.importorskip("cryptography", reason="the extra `secured` is not installed")

RUN = CliRunner()
HOUR = timedelta(hours=1)
WHY = "the mayor's brother told us"


def cli(*words: str | Path) -> str:
    done = RUN.invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def keyed_desk(desk: Path) -> Path:
    """A desk with one key."""
    return give_key(desk)


def give_key(desk: Path) -> Path:
    cli("secured", "key", desk)
    with (desk / "desk.toml").open("a", encoding="utf-8") as file:
        file.write('\n[secured]\nkeys = "secured.keys"\n')
    return desk


@pytest.fixture(scope="module")
def keyed_edition(tmp_path_factory: pytest.TempPathFactory, world: World, running_wire: DemoWire) -> Path:
    """A desk's folder with one key and an edition of the evening, never to be changed."""
    running_wire.at = EVENING
    folder = give_key(write_desk(tmp_path_factory.mktemp("keyed") / "desk", world, running_wire))
    return run_first(folder, EVENING)


@pytest.fixture
def keyed_evening_desk(keyed_edition: Path, tmp_path: Path, wire: DemoWire) -> Path:
    """A desk with one key that has published an edition."""
    return Path(shutil.copytree(keyed_edition, tmp_path / "desk", symlinks=True))


def envelopes(desk: Path) -> dict[str, str]:
    """Every record's envelope."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((desk / "records").glob("*.md"))}
    return {name: safekeeping.envelope_in(text) for name, text in texts.items()}


def ring_of(desk: Path) -> KeyRing:
    return safekeeping.find_keys(parse_desk((desk / "desk.toml").read_text()), desk)


def test_without_keys_records_have_no_private_fields(evening_desk: Path) -> None:
    assert set(envelopes(evening_desk).values()) == {""}


def test_every_record_says_where_its_article_came_from_to_the_desk_alone(keyed_evening_desk: Path) -> None:
    found = envelopes(keyed_evening_desk)
    name = next(iter(found))
    text = (keyed_evening_desk / f"records/{name}.md").read_text()

    (sighting, *_) = json.loads(cli("secured", "show", name, "--desk", keyed_evening_desk))["sightings"]

    assert all(found.values())
    assert text.partition("\n---\n")[0].rsplit("\n", 1)[1].startswith('secured: "tidings1.'), "its last field"
    assert sighting["feed"].startswith("http://127.0.0.1")
    assert sighting["feed"] not in text
    assert set(sighting) == {"feed", "entry", "body", "seen"}
    assert "open" in cli("secured", "check", keyed_evening_desk)


def test_keys_change_nothing_that_readers_see(keyed_desk: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(keyed_desk, bare)
    (bare / "desk.toml").write_text((bare / "desk.toml").read_text().partition("[secured]")[0])
    for folder in (keyed_desk, bare):
        run_desk(folder, EVENING)

    with_keys, without = bytes_of(keyed_desk), bytes_of(bare)
    assert {path for path in with_keys if with_keys[path] != without[path]} == {
        path for path in with_keys if path.startswith("records/")
    }


def test_envelopes_are_written_again_only_where_what_they_hold_has_changed(keyed_desk: Path, wire: DemoWire) -> None:
    wire.at = MORNING
    run_desk(keyed_desk, MORNING)
    before = envelopes(keyed_desk)
    run_desk(keyed_desk, MORNING + HOUR / 2)
    assert envelopes(keyed_desk) == before

    wire.at = EVENING
    run_desk(keyed_desk, EVENING)
    after = envelopes(keyed_desk)

    assert len(after) > len(before)
    assert sum(after.get(name) == envelope for name, envelope in before.items()) > len(before) / 2


def test_a_new_key_seals_every_record_anew_and_the_old_one_still_opens(keyed_evening_desk: Path) -> None:
    before, old = envelopes(keyed_evening_desk), ring_of(keyed_evening_desk).newest

    told = cli("secured", "rotate", keyed_evening_desk)
    assert f"{len(before)} records still name" in told
    assert "seals them anew first" in cli("secured", "rotate", keyed_evening_desk), "once is enough"
    assert (keyed_evening_desk / "secured.keys").stat().st_mode & 0o777 == 0o600
    assert "open" in cli("secured", "check", keyed_evening_desk)
    run_desk(keyed_evening_desk, EVENING)

    after, ring = envelopes(keyed_evening_desk), ring_of(keyed_evening_desk)
    assert old
    assert ring.newest
    assert {text.split(".")[1] for text in before.values()} == {old.id}
    assert {text.split(".")[1] for text in after.values()} == {ring.newest.id}


def test_the_keys_of_the_environment_go_first(keyed_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = safekeeping.make_key(bytes(range(32)))
    monkeypatch.setenv("TIDINGS_SECURED_KEYS", write_key(other))
    run_desk(keyed_desk, EVENING)

    assert {text.split(".")[1] for text in envelopes(keyed_desk).values()} == {other.id}
    done = RUN.invoke(app, ["secured", "rotate", str(keyed_desk)])
    assert isinstance(done.exception, ConfigError)
    assert write_key(other).partition(":")[2] not in str(done.exception)


def test_the_database_has_no_key_and_a_damaged_record_is_told(keyed_evening_desk: Path) -> None:
    (key,) = ring_of(keyed_evening_desk).keys
    whole = b"".join(path.read_bytes() for path in (keyed_evening_desk / ".tidings").iterdir() if path.is_file())
    assert key.secret not in whole
    assert write_key(key).partition(":")[2].encode() not in whole

    names = sorted(envelopes(keyed_evening_desk))
    first, second = (keyed_evening_desk / f"records/{name}.md" for name in names[:2])
    swapped = second.read_text().replace(
        envelopes(keyed_evening_desk)[names[1]], envelopes(keyed_evening_desk)[names[0]]
    )
    second.write_text(swapped)
    done = RUN.invoke(app, ["secured", "check", str(keyed_evening_desk)])

    assert done.exit_code == 1
    assert names[1] in done.output
    assert first.stem not in done.output


@pytest.mark.parametrize("where", ["records/secured.keys", "site/secured.keys", ".releases/secured.keys"])
def test_keys_in_a_folder_that_is_published_are_refused(keyed_desk: Path, where: str) -> None:
    path = keyed_desk / where
    path.parent.mkdir(exist_ok=True)
    shutil.copy(keyed_desk / "secured.keys", path)
    text = (keyed_desk / "desk.toml").read_text().replace('keys = "secured.keys"', f'keys = "{where}"')
    (keyed_desk / "desk.toml").write_text(text)

    with pytest.raises(ConfigError, match="folder that is published"):
        run_desk(keyed_desk, EVENING)


@pytest.mark.skipif(os.name != "posix", reason="rights are told so only on POSIX")
def test_keys_that_others_may_read_are_refused(keyed_desk: Path) -> None:
    (keyed_desk / "secured.keys").chmod(0o640)

    with pytest.raises(ConfigError, match="chmod 600"):
        run_desk(keyed_desk, EVENING)
    done = RUN.invoke(app, ["check", str(keyed_desk)])
    assert done.exit_code == 2


def test_a_second_key_file_never_takes_the_place_of_the_first(keyed_desk: Path) -> None:
    before = (keyed_desk / "secured.keys").read_bytes()
    done = RUN.invoke(app, ["secured", "key", str(keyed_desk)])

    assert isinstance(done.exception, ConfigError)
    assert (keyed_desk / "secured.keys").read_bytes() == before


# ---------------------------------------------------------------- notes and leaks


def top_slug(desk: Path) -> str:
    with inquire.open_memory(desk) as db:
        return inquire.last_edition(db).stories[0].slug


def test_a_private_reason_is_kept_sealed_and_shown_nowhere(keyed_evening_desk: Path) -> None:
    cli("pin", top_slug(keyed_evening_desk), "--desk", keyed_evening_desk, "--why", WHY, "--private")
    run_desk(keyed_evening_desk, EVENING)

    shown = [
        path for path in bytes_of(keyed_evening_desk) if WHY.encode() in file_at(keyed_evening_desk, path).read_bytes()
    ]
    notes = [
        note["why"]
        for name in envelopes(keyed_evening_desk)
        for note in safekeeping.open_record(name, keyed_evening_desk, ring_of(keyed_evening_desk)).get("notes", ())
    ]
    assert shown == []
    assert set(notes) == {WHY}


def file_at(desk: Path, path: str) -> Path:
    return desk / path if path.startswith("records/") else desk / "site" / path


@pytest.mark.parametrize("secret", [WHY, "-----BEGIN PRIVATE " + "KEY-----"])
def test_a_secret_in_a_file_stops_the_publication_and_leaves_the_last_edition(evening_desk: Path, secret: str) -> None:
    cli("pin", top_slug(evening_desk), "--desk", evening_desk, "--why", WHY, "--private")
    run_desk(evening_desk, EVENING)
    before = bytes_of(evening_desk)
    settings = parse_desk((evening_desk / "desk.toml").read_text())
    with pipeline.open_newsroom(settings, evening_desk, now=EVENING) as room:
        pipeline.render_step(room, whole=True)
        (spoilt,) = (evening_desk / ".releases").glob("draft-*/site/style.css")
        size = spoilt.stat().st_size
        spoilt.write_bytes(spoilt.read_bytes() + secret.encode())
        with pytest.raises(PublishError) as caught:
            pipeline.publish_step(room)

    assert "site/style.css" in str(caught.value)
    assert f"at byte {size}" in str(caught.value)
    assert secret not in str(caught.value)
    assert bytes_of(evening_desk) == before
    assert not list((evening_desk / ".releases").glob("draft-*")), "no copy of the secret is left"


def test_origins_are_looked_up_and_never_searched_for(tmp_path: Path) -> None:
    from tidings.store.articles import ORIGINS

    with store.closing(store.open_database(tmp_path / "desk.sqlite3")) as db:
        plan = [row[-1] for row in db.execute(f"EXPLAIN QUERY PLAN {ORIGINS}", ("[]",))]

    assert [line for line in plan if line.startswith("SCAN") and "json_each" not in line] == []


# ---------------------------------------------------------------- git


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_run_commits_its_records_and_a_second_one_commits_nothing(
    keyed_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for words in (("init", "-q"), ("config", "user.name", "Ada"), ("config", "user.email", "ada@isles.example")):
        subprocess.run(["git", "-C", str(keyed_desk), *words], check=True)

    first = cli("run", keyed_desk, "--git", "--quiet", "--now", EVENING.isoformat())
    cli("secured", "rotate", keyed_desk)
    again = cli("publish", keyed_desk, "--git", "--quiet", "--now", EVENING.isoformat())
    cli("render", keyed_desk, "--quiet")
    sealed_anew = cli("publish", keyed_desk, "--git", "--quiet")
    listed = subprocess.run(
        ["git", "-C", str(keyed_desk), "ls-files"], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "push` sends it" in first
    assert "no commit" in again
    assert "no commit" in sealed_anew, "only ciphertext has changed"
    assert len(listed) == len(envelopes(keyed_desk))
    assert all(path.startswith("records/") for path in listed)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_without_a_repository_the_edition_is_out_all_the_same(desk: Path) -> None:
    done = RUN.invoke(app, ["run", str(desk), "--git", "--quiet", "--now", EVENING.isoformat()])

    assert isinstance(done.exception, PublishError)
    assert (desk / "site/index.html").exists()
    with inquire.open_memory(desk) as db:
        assert inquire.last_report(db).published_count > 0
