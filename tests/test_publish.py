"""Files to a folder, all or nothing."""

import os
from pathlib import Path

import pytest

from tidings.errors import PublishError
from tidings.model import File
from tidings.publish import publish

FILES = [
    File(path="records/a.md", data=b"one"),
    File(path="site/index.html", data=b"<p>one"),
    File(path="site/stories/a.html", data=b"<p>a"),
]


def changed(files: list[File], path: str, data: bytes) -> list[File]:
    return [File(path=path, data=data) if file.path == path else file for file in files]


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file: any rewriting shows."""
    return {
        str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_records_and_site_lie_where_readers_look(tmp_path: Path) -> None:
    publish(FILES, tmp_path)

    assert (tmp_path / "records/a.md").read_bytes() == b"one"
    assert (tmp_path / "site/stories/a.html").read_bytes() == b"<p>a"


def test_publishing_the_same_again_writes_nothing(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    before = snapshot(tmp_path)

    again = publish(FILES, tmp_path)

    assert (again.files_written, again.files_removed) == (0, 0)
    assert snapshot(tmp_path) == before


def test_a_new_edition_replaces_the_whole_site_in_one_swap(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    before = (tmp_path / "site").readlink()

    publish(changed(FILES, "site/index.html", b"<p>two"), tmp_path)

    assert (tmp_path / "site").readlink() != before
    assert (tmp_path / "site/index.html").read_bytes() == b"<p>two"
    assert (tmp_path / before / "index.html").read_bytes() == b"<p>one", "the old release stays for slow readers"


def test_only_the_changed_record_is_written(tmp_path: Path) -> None:
    files = [*FILES, File(path="records/b.md", data=b"two")]
    publish(files, tmp_path)
    kept = (tmp_path / "records/b.md").stat().st_ino

    publish(changed(files, "records/a.md", b"new"), tmp_path)

    assert (tmp_path / "records/a.md").read_bytes() == b"new"
    assert (tmp_path / "records/b.md").stat().st_ino == kept


def test_a_record_that_is_gone_is_removed_but_nobody_elses_file(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    (tmp_path / "records/README.md").write_text("mine")

    published = publish(FILES[1:], tmp_path)

    assert published.files_removed == 1
    assert [path.name for path in (tmp_path / "records").iterdir()] == ["README.md"]


@pytest.mark.parametrize("damage", ["link", "page", "release"])
def test_a_damaged_site_is_mended(tmp_path: Path, damage: str) -> None:
    publish(FILES, tmp_path)
    if damage == "link":
        (tmp_path / "site").unlink()
    elif damage == "page":
        (tmp_path / "site/index.html").unlink()
    else:
        target = (tmp_path / "site").resolve()
        target.rename(target.with_name("elsewhere"))

    publish(FILES, tmp_path)

    assert (tmp_path / "site/index.html").read_bytes() == b"<p>one"


def test_a_half_written_release_of_a_killed_run_does_no_harm(tmp_path: Path) -> None:
    release = publish(FILES, tmp_path / "elsewhere").release
    draft = tmp_path / ".releases" / f"draft-{release}"
    draft.mkdir(parents=True)
    (draft / "index.html").write_text("half")

    publish(FILES, tmp_path)

    assert (tmp_path / "site/index.html").read_bytes() == b"<p>one"
    assert not draft.exists()


def test_a_site_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    with pytest.raises(PublishError, match="Tidings did not make"):
        publish(FILES, tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_we_may_not_write_to_is_a_clear_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(PublishError, match="still stands"):
        publish(FILES, tmp_path / "out")


def test_a_file_in_the_way_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(PublishError, match="what was published before still stands"):
        publish(FILES, tmp_path / "out")


@pytest.mark.parametrize("path", ["../x", "site/../../x", "/etc/x", "x", "other/x"])
def test_a_path_outside_the_folders_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError, match="not a path inside"):
        publish([File(path=path, data=b"")], tmp_path)


def test_old_releases_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(5):
        publish(changed(FILES, "site/index.html", str(number).encode()), tmp_path)

    assert len([path for path in (tmp_path / ".releases").iterdir() if path.is_dir()]) == 2


def test_a_picture_that_is_not_shown_any_more_is_gone_from_the_release_before_too(tmp_path: Path) -> None:
    picture, other = File(path="site/images/a.webp", data=b"a"), File(path="site/images/b.webp", data=b"b")
    publish([*FILES, picture, other], tmp_path)
    before = (tmp_path / "site").readlink()

    publish([*FILES, other], tmp_path)

    assert sorted(path.name for path in (tmp_path / ".releases").rglob("*.webp")) == ["b.webp", "b.webp"]
    assert (tmp_path / before / "index.html").exists()


def test_a_release_whose_pictures_were_taken_out_is_made_whole_when_it_comes_back(tmp_path: Path) -> None:
    with_picture = [*FILES, File(path="site/images/a.webp", data=b"a")]
    publish(with_picture, tmp_path)
    publish(FILES, tmp_path)

    publish(with_picture, tmp_path)

    assert (tmp_path / "site/images/a.webp").read_bytes() == b"a"
