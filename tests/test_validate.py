"""The runner of outside validators: its lock, its own checks, and what it says of a site that is not well."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

VALIDATE = Path(__file__).parents[1] / "validate"


@pytest.fixture(autouse=True)
def _on_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(VALIDATE))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if str(VALIDATE) in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


def site_of(folder: Path, findings: ModuleType, **files: str) -> object:
    """A site of these files; a name's double underscore is its dot."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return findings.Site(name="mine", folder=folder, base="http://127.0.0.1:1/", home="https://news.example")


def test_the_lock_carries_hashes_and_no_addresses_to_fetch_from() -> None:
    packages = json.loads((VALIDATE / "package-lock.json").read_text())["packages"]
    locked = {name: package for name, package in packages.items() if name}

    assert len(locked) > 100
    assert all(package["integrity"].startswith("sha512-") for package in locked.values())
    assert not [name for name, package in locked.items() if "resolved" in package]


def test_every_validator_is_in_the_guide() -> None:
    guide = (VALIDATE.parent / "docs/guide/validate-the-site.md").read_text()

    assert all(f"`{name}`" in guide for name in __import__("validate").CHECKS)


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ('{"@context": "https://schema.org", "@type": "NewsArticle"', "cannot be read"),
        ('{"@context": "https://else.example", "@type": "Person", "name": "Ada"}', "its @context is not schema.org"),
        ('{"@context": "https://schema.org", "@type": "NewsArticle", "url": "/x", "datePublished": "2026-03-20"}', "NewsArticle without headline"),
        ('{"@context": "https://schema.org", "@type": "Person", "name": "Ada", "url": "x y"}', "Person: url is no absolute address"),
        ('{"@context": "https://schema.org", "@type": "Event", "startDate": "soon"}', "Event: startDate is no moment"),
        ('{"@context": "https://schema.org", "@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 2}]}', "ItemList: positions are not"),
    ],
)  # fmt: skip
def test_structured_data_that_says_too_little_is_told(block: str, what: str, tmp_path: Path) -> None:
    findings, data_checks = __import__("findings"), __import__("data_checks")
    page = f'<script type="application/ld+json">{block}</script>'

    check = data_checks.structured(site_of(tmp_path, findings, index__html=page))

    assert any(fault.what.startswith(what) for fault in check.faults)
    assert check.verdict == "FAULTS"


def test_structured_data_that_says_enough_is_clean(tmp_path: Path) -> None:
    findings, data_checks = __import__("findings"), __import__("data_checks")
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "x", "url": "https://a.example/x", "datePublished": "2026-03-20T12:00:00Z", "publisher": {"@id": "#us", "@type": "Organization"}}  # fmt: skip
    page = f'<script type="application/ld+json">{json.dumps(article)}</script>'

    assert data_checks.structured(site_of(tmp_path, findings, index__html=page)).verdict == "clean"


def test_xml_that_is_not_whole_is_told_with_its_file(tmp_path: Path) -> None:
    findings, feed_checks = __import__("findings"), __import__("feed_checks")

    check = feed_checks.xml(site_of(tmp_path, findings, feed__xml="<feed>", rss__xml="<rss/>"))

    assert [fault.page for fault in check.faults] == ["feed.xml"]
    assert check.looked_at == 2


def test_what_was_skipped_says_why_and_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings, feed_checks = __import__("findings"), __import__("feed_checks")
    monkeypatch.setenv("TIDINGS_FEEDVALIDATOR", str(tmp_path))

    check = feed_checks.feeds(site_of(tmp_path, findings))

    assert check.verdict == "skipped"
    assert "TIDINGS_FEEDVALIDATOR" in findings.table([("mine", check)])


def test_the_table_tells_errors_before_warnings() -> None:
    findings = __import__("findings")
    faults = (
        findings.Fault(page="a.html", what="small", severity="warning"),
        findings.Fault(page="b.html", what="large"),
    )

    said = findings.table([("mine", findings.Check(tool="vnu", looked_at=2, faults=faults))])

    assert said.index("b.html: large") < said.index("a.html: small")
    assert "FAULTS" in said
