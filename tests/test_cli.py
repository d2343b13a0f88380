"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.pipeline.desks import EVENING, QUICK, bytes_of, small_world, write_desk
from tests.processes import TERMINAL, tidings
from tidings import inquire
from tidings.cli import STOPPED
from tidings.demo import DemoWire

NOW = EVENING.isoformat()


@pytest.fixture(scope="module")
def wire() -> Iterator[DemoWire]:
    with DemoWire(small_world()) as wire:
        wire.at = EVENING
        yield wire


@pytest.fixture
def desk(tmp_path: Path, wire: DemoWire) -> Path:
    """A desk that has never run."""
    return write_desk(tmp_path / "desk", small_world(), wire, more=QUICK)


@pytest.fixture(scope="module")
def first_edition(tmp_path_factory: pytest.TempPathFactory, wire: DemoWire) -> Path:
    """A desk's folder after a run, never to be changed."""
    folder = write_desk(tmp_path_factory.mktemp("first") / "desk", small_world(), wire, more=QUICK)
    assert tidings("run", folder, "--now", NOW).returncode == 0
    return folder


@pytest.fixture
def published(first_edition: Path, tmp_path: Path) -> Path:
    """A desk that has run once."""
    return Path(shutil.copytree(first_edition, tmp_path / "desk", symlinks=True))


def python_m_tidings(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """A command as the shell starts it."""
    command = [sys.executable, "-m", "tidings", *map(str, arguments)]
    environment = os.environ | TERMINAL
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_a_run_prints_the_front_page_and_where_the_site_lies(desk: Path) -> None:
    done = python_m_tidings("run", desk, "--now", NOW)

    assert done.returncode == 0, done.stderr
    assert "edition   1 (new)" in done.stdout
    assert str(desk / "site" / "index.html") in done.stdout.replace("\n", "")


def test_json_goes_to_standard_output_and_progress_does_not(desk: Path) -> None:
    done = tidings("run", desk, "--now", NOW, "--json")

    assert json.loads(done.stdout)["edition_number"] == 1
    assert "gather" in done.stderr


def test_quiet_shows_no_progress(desk: Path) -> None:
    assert tidings("run", desk, "--now", NOW, "--quiet").stderr == ""


def test_changes_says_that_nothing_was_changed_or_shows_it_as_json(published: Path) -> None:
    assert (
        tidings("changes", published, "--now", NOW).stdout
        == "nothing was changed in the last 7 days, as far as we saw\n"
    )
    assert json.loads(tidings("changes", published, "--silent", "--headlines", "--json").stdout) == []


def test_quarantine_says_that_it_is_empty_or_shows_its_items_as_json(published: Path) -> None:
    assert tidings("quarantine", published).stdout == "nothing is in quarantine\n"
    assert json.loads(tidings("quarantine", published, "--json").stdout) == []


def test_every_step_is_a_command(desk: Path) -> None:
    for step in ("gather", "parse", "article", "dedupe", "embed", "cluster", "score", "compose", "render", "publish"):
        done = tidings(step, desk, "--now", NOW)
        assert done.returncode == 0, done.stderr

    assert (desk / "site/index.html").is_file()


def test_explain_front_and_report_answer_in_words_and_json(published: Path) -> None:
    slug = json.loads(tidings("front", published, "--json").stdout)["stories"][0]["slug"]

    assert "Verdict: published" in tidings("explain", slug, "--desk", published).stdout
    assert json.loads(tidings("explain", slug, "--desk", published, "--json").stdout)["story"]["rank"] == 1
    assert "Seen" in tidings("report", published).stdout
    assert json.loads(tidings("report", published, "--json").stdout)["feeds"]


def test_a_pinned_story_is_on_top_after_the_next_run_and_back_after_undoing(published: Path) -> None:
    stories = json.loads(tidings("front", published, "--json").stdout)["stories"]
    last = stories[-1]["slug"]

    assert tidings("pin", last, "--desk", published, "--why", "ours").returncode == 0
    tidings("run", published, "--now", NOW)
    assert json.loads(tidings("front", published, "--json").stdout)["stories"][0]["slug"] == last

    tidings("pin", last, "--desk", published, "--undo")
    tidings("run", published, "--now", NOW)
    assert json.loads(tidings("front", published, "--json").stdout)["stories"][0]["slug"] == stories[0]["slug"]


def test_a_boost_names_the_article_and_is_taken_back(published: Path) -> None:
    last = json.loads(tidings("front", published, "--json").stdout)["stories"][-1]

    given = tidings("boost", last["slug"], "--desk", published, "--points", "500", "--why", "readers ask")
    tidings("run", published, "--now", NOW)
    first = json.loads(tidings("front", published, "--json").stdout)["stories"][0]["slug"]
    undone = tidings("boost", last["slug"], "--desk", published, "--undo")

    assert given.stdout.endswith(": boosted by 500 points, from the next run on\n")
    assert first == last["slug"]
    assert "no longer boosted" in undone.stdout
    assert tidings("boost", "nobody-knows-this", "--desk", published).returncode == 1
    assert tidings("boost", last["slug"], "--desk", published, "--points", "-3").returncode == 2


def test_init_check_and_help_teach(tmp_path: Path) -> None:
    folder = tmp_path / "mine"

    assert tidings("init", folder, "--title", "Mine").returncode == 0
    assert "Mine" in (folder / "desk.toml").read_text()
    assert "demo" in tidings("--help").stdout
    assert "Exit codes" in tidings("--help").stdout


def test_init_never_overwrites_a_desk(tmp_path: Path) -> None:
    tidings("init", tmp_path)
    (tmp_path / "desk.toml").write_text("mine")

    done = tidings("init", tmp_path)

    assert done.returncode == 2
    assert (tmp_path / "desk.toml").read_text() == "mine"


def test_init_takes_feeds_from_opml(tmp_path: Path) -> None:
    opml = tmp_path / "subs.opml"
    opml.write_text('<opml version="2.0"><body><outline text="Post" xmlUrl="https://post.example/feed"/></body></opml>')

    assert tidings("init", tmp_path / "mine", "--opml", opml).returncode == 0
    assert "1 feeds" in tidings("check", tmp_path / "mine").stdout


def test_init_takes_what_can_be_read_of_a_dirty_list_and_says_so(tmp_path: Path) -> None:
    opml = tmp_path / "subs.opml"
    opml.write_text(
        '<opml><body>\n<outline text="Q & A" xmlUrl="https://post.example/feed">\n<outline text="B" xmlUrl="news:b"/></body>'
    )

    done = tidings("init", tmp_path / "mine", "--opml", opml)

    assert done.returncode == 0, done.stderr
    assert "the list is not well-formed XML; 2 lines mended" in done.stdout
    assert "left out: " in done.stdout
    assert "with 1 feeds" in done.stdout
    assert 'title = "Q & A"' in (tmp_path / "mine/desk.toml").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no desk here"),
        ("[masthead\ntitle = 1", "desk.toml:1"),
        ('[masthead]\ntitel = "Mine"\n[[feeds]]\nurl = "https://a.example/f"\n', "did you mean"),
        ('[masthead]\ntitle = "Mine"\n', "feed"),
        ("\xff\xfe", "desk.toml"),
    ],
)
def test_a_desk_that_cannot_be_used_is_named_with_its_file_and_exit_code_2(
    tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "desk.toml").write_bytes(text.encode("latin-1"))

    done = tidings("run", tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_clock_that_is_none_is_a_clear_error(desk: Path) -> None:
    done = tidings("run", desk, "--now", "noon")

    assert done.returncode == 2
    assert "2026-02-18T06:00:00Z" in done.stderr


def test_an_unknown_slug_is_exit_code_1(published: Path) -> None:
    assert tidings("explain", "nothing-of-the-kind", "--desk", published).returncode == 1


def test_asking_before_the_first_run_says_what_to_do(desk: Path) -> None:
    for command in (("report", desk), ("front", desk), ("explain", "x", "--desk", desk)):
        assert "tidings run" in tidings(*command).stderr


def test_a_second_run_says_that_the_first_is_running_and_exits_with_3(desk: Path) -> None:
    from tidings.engine import hold_desk

    with hold_desk(desk / ".tidings"):
        done = tidings("run", desk, "--now", NOW)

    assert done.returncode == 3
    assert "another run is at work" in done.stderr
    assert f"process {os.getpid()}" in done.stderr
    assert not (desk / "site").exists()


def test_ctrl_c_loses_nothing(desk: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tidings", "run", str(desk), "--now", NOW],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert process.stderr
    process.stderr.readline()  # the first step is done
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1].decode()

    assert process.returncode in (0, 130), said
    assert "Traceback" not in said
    assert tidings("run", desk, "--now", NOW).returncode == 0
    assert (desk / "site/index.html").is_file()


SWALLOWED = """
import signal, sys, time
from tidings import cli

class Falling:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def work():
    Falling()
    print("swallowed", flush=True)
    time.sleep(60)
    print("went on", flush=True)

cli.app = work
cli.main()
"""


def test_a_ctrl_c_that_python_swallows_comes_again() -> None:
    done = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, check=False, timeout=50)

    assert (done.stdout, done.stderr, done.returncode) == ("swallowed\n", STOPPED, 130)


LEAVING = """
import atexit, signal
from tidings import cli

atexit.register(lambda: signal.raise_signal(signal.SIGINT))
cli.app = lambda: print("done", flush=True)
cli.main()
"""


def test_a_ctrl_c_after_all_is_done_changes_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", LEAVING], capture_output=True, text=True, check=False, timeout=50)

    assert (done.stdout, done.stderr, done.returncode) == ("done\n", "", 0)


def small_files_only(bytes_max: int) -> None:
    """A quota: no file of this process may grow beyond it."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_max, bytes_max))


@pytest.mark.parametrize("bytes_max", [3_000, 60_000, 250_000])
def test_a_tiny_quota_is_a_clear_error_and_loses_nothing(desk: Path, bytes_max: int) -> None:
    done = python_m_tidings("run", desk, "--now", NOW, preexec_fn=lambda: small_files_only(bytes_max))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "run again" in done.stderr or "space" in done.stderr
    assert tidings("run", desk, "--now", NOW).returncode == 0
    assert (desk / "site/index.html").is_file()


def test_a_full_disk_leaves_the_old_site_and_mends_when_there_is_room(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "small"
    out.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(out)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        done = tidings("run", desk, "--now", NOW, "--out", out)

        assert done.returncode == 1
        assert "No space left" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=50m", str(out)], check=True)
        assert tidings("run", desk, "--now", NOW, "--out", out).returncode == 0
        assert bytes_of(out)
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_a_read_only_output_folder_is_a_clear_error(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "www"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(out)], capture_output=True, check=False)
    if mounted.returncode:
        out.chmod(0o500)
    try:
        done = tidings("run", desk, "--now", NOW, "--out", out)

        assert done.returncode == 1
        assert str(out) in done.stderr
        assert "Traceback" not in done.stderr
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", str(out)], check=True)
        out.chmod(0o700)


def start_serving(desk: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "tidings", "serve", str(desk), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().split()[0]


@pytest.mark.parametrize(("way", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_serve_shows_the_site_until_it_is_stopped(published: Path, way: signal.Signals, code: int) -> None:
    process = start_serving(published)
    try:
        with urlopen(address_of(process)) as answer:
            assert "<title>" in answer.read().decode()
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    finally:
        process.send_signal(way)
        said = process.communicate()[1]
    assert process.returncode == code
    assert "Traceback" not in said


def test_a_served_site_shows_the_next_edition_without_a_restart(published: Path) -> None:
    process = start_serving(published)
    try:
        address = address_of(process)
        with inquire.open_memory(published) as db:
            slug = inquire.last_edition(db).stories[0].slug
        tidings("spike", slug, "--desk", published)
        tidings("run", published, "--now", NOW)
        with urlopen(address) as answer:
            assert slug not in answer.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def test_serve_keeps_a_new_desk_running(desk: Path) -> None:
    process = start_serving(desk, "--run-every", "60")
    try:
        with urlopen(address_of(process)) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
    assert "feeds asked" in said
    assert "edition 1" in said
    assert process.returncode == 130
    assert "Traceback" not in said


def test_stopping_a_server_in_the_middle_of_a_run_loses_nothing(desk: Path) -> None:
    process = start_serving(desk, "--run-every", "60")
    while not (desk / ".tidings/desk.sqlite3").exists():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]

    assert process.returncode == 130
    assert "nothing that was gathered is lost" in said
    assert tidings("run", desk, "--now", NOW).returncode == 0, "and nobody holds the desk any more"


def test_serving_before_the_first_run_says_what_to_do(desk: Path) -> None:
    done = tidings("serve", desk, "--port", "0")

    assert done.returncode == 1
    assert "tidings run" in done.stderr


def test_a_report_into_a_closed_pipe_is_no_crash(published: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tidings", "report", str(published), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait()

    assert "Traceback" not in said


def test_the_demo_prints_the_front_page_the_measure_and_where_the_site_lies(tmp_path: Path) -> None:
    done = tidings("demo", "--dir", tmp_path / "demo", "--port", "0")

    assert done.returncode == 0, done.stderr
    assert "BCubed F1" in done.stdout
    assert (tmp_path / "demo/site/index.html").is_file()


def test_the_demo_never_clears_a_folder_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "precious").touch()

    done = tidings("demo", "--dir", tmp_path)

    assert done.returncode == 1
    assert (tmp_path / "precious").exists()
