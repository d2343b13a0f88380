"""The orders file, as the inspector reads it and adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidings.errors import ConfigError, PublishError
from tidings.orderlines import append_order, read_lines, read_orders
from tidings.urls import url_id

A, B = "https://a.example/1#part", "https://b.example/2"


def test_a_line_goes_to_the_end_and_nothing_else_moves(tmp_path: Path) -> None:
    path = tmp_path / "orders.txt"
    path.write_text(f"# ours\n\nlead {A}   # by hand", encoding="utf-8")

    written = append_order(path, f"must-link {A} {B}   # one quake")

    assert path.read_text() == f"# ours\n\nlead {A}   # by hand\nmust-link {A} {B}   # one quake\n"
    assert (written.line, written.is_new) == (4, True)


def test_a_line_that_is_there_with_another_reason_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "orders.txt"
    append_order(path, f"kill {B}   # a hoax")

    written = append_order(path, f"kill  {B}")

    assert (written.line, written.is_new) == (1, False)
    assert read_lines(path) == (f"kill {B}   # a hoax",)


def test_orders_name_articles_by_their_addresses(tmp_path: Path) -> None:
    path = tmp_path / "orders.txt"
    path.write_text(f"# kill {B}\nCannot-Link {A} {B} # two quakes\nwhatever {A}\nlead a-slug\n", encoding="utf-8")

    (order,) = read_orders(path)

    assert (order.kind, order.line, order.why) == ("cannot-link", 2, "two quakes")
    assert url_id(B) in order.article_ids


def test_no_file_has_no_orders_and_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "orders.txt") == ()
    (tmp_path / "orders.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_lines(tmp_path / "orders.txt")


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="mend its rights"):
        append_order(tmp_path / "gone" / "orders.txt", f"kill {B}")
