"""The JSON interfaces of a whole desk: every file keeps to its schema, and caches keep what has not changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from tests.pipeline.desks import EVENING, run_desk
from tests.render.interface import STRICT, places_of, told_with_schemas
from tests.serve.conftest import Browser
from tidings.serve import Settings, open_server


def interface_in(desk: Path) -> dict[str, bytes]:
    """Every published file of the interfaces, by its path inside the site."""
    site = (desk / "site").resolve()
    return {f"/{path.relative_to(site)}": path.read_bytes() for path in (site / "api").rglob("*") if path.is_file()}


def tags_in(browser: Browser, files: Mapping[str, bytes]) -> dict[str, str]:
    """The entity tag of every file."""
    return {path: browser.get(path).headers["etag"] for path in files}


def test_every_file_of_a_desk_keeps_to_its_schema(evening_desk: Path) -> None:
    files = interface_in(evening_desk)

    wrong = [(path, error.message) for path, name, value in told_with_schemas(files) for error in STRICT[name].iter_errors(value)]  # fmt: skip
    assert wrong == []
    assert {path for path in files if len(places_of(path)) != 1} == set()
    assert len(json.loads(files["/api/news/index.json"])["value"]) == 25
    records = {path.stem for path in (evening_desk / "records").iterdir()}
    pages = [json.loads(data) for path, data in files.items() if path.startswith("/api/news/page/")]
    assert {item["path"] for page in pages for item in page["value"]} == {f"_news/{name}.md" for name in records}


def test_caches_keep_what_has_not_changed_from_edition_to_edition(morning_desk: Path) -> None:
    with open_server(Settings(site=morning_desk / "site")) as address:
        browser = Browser(address, morning_desk)
        before = interface_in(morning_desk)
        tags = tags_in(browser, before)
        report = run_desk(morning_desk, EVENING)
        after = interface_in(morning_desk)
        answers = {path: browser.get(path, If_None_Match=tag) for path, tag in tags.items() if path in after}

    assert report.is_changed
    assert {path for path, answer in answers.items() if answer.status == 304} == {
        path for path in answers if before[path] == after[path]
    }
    assert {answer.status for answer in answers.values()} == {200, 304}
    assert {answer.headers["access-control-allow-origin"] for answer in answers.values()} == {"*"}
    assert answers["/api/news/index.json"].status == 200


def test_a_run_without_news_leaves_every_tag_as_it_was(evening_desk: Path) -> None:
    before = interface_in(evening_desk)

    report = run_desk(evening_desk, EVENING + timedelta(seconds=30))

    assert not report.is_changed
    assert interface_in(evening_desk) == before


def test_a_desk_can_leave_the_references_interface_out_without_a_new_edition(desk: Path) -> None:
    number = run_desk(desk, EVENING).edition_number
    with (desk / "desk.toml").open("a", encoding="utf-8") as file:
        file.write('\n[rules.publish]\nleave_out = ["everyday_api"]\n')

    again = run_desk(desk, EVENING)
    files = interface_in(desk)

    assert again.edition_number == number
    assert json.loads(files["/api/index.json"])["everyday"] is None
    assert [path for path in files if not path.startswith(("/api/v1/", "/api/index.json"))] == []
    assert [path for path in json.loads(files["/api/v1/openapi.json"])["paths"] if not path.startswith(("/api/v1/", "/api/index"))] == []  # fmt: skip
