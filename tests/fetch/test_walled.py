"""The way into a private network is closed: tried in a network namespace of its own, against real servers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def may_unshare() -> bool:
    """This machine lets us have a network of our own."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        return False
    tried = subprocess.run(["unshare", "-rn", "ip", "link", "set", "lo", "up"], capture_output=True, check=False)
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(not may_unshare(), reason="no network namespaces here (unshare -rn, and ip)")


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    command = ["unshare", "-rn", sys.executable, "-m", "tests.fetch.walled"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_controls_are_reached(found: dict[str, str]) -> None:
    assert found["control, public"] == "public"
    assert found["control, named"] == "secret"


def test_no_literal_name_redirect_page_or_hub_reaches_an_internal_server(found: dict[str, str]) -> None:
    reached = [case for case, told in found.items() if told == "secret" and case != "control, named"]

    assert len(found) > 90
    assert reached == []


def test_of_mixed_records_only_the_public_one_is_dialled(found: dict[str, str]) -> None:
    assert found["mixed a"] == "public"
    assert found["mixed b"] == "public"
    assert "may not be asked" in found["name mixed-c"]


def test_a_name_that_changes_after_the_check_is_refused(found: dict[str, str]) -> None:
    assert found["rebinding, first"] == "public"
    assert "127.0.0.1 is this machine's own" in found["rebinding, second"]


def test_every_refusal_says_what_it_is_about(found: dict[str, str]) -> None:
    for case, told in found.items():
        if told not in ("public", "secret"):
            assert ": " in told, (case, told)
            assert "robots" not in told, (case, told)
            assert "report it" not in told, (case, told)
