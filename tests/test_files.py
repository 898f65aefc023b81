"""Files appear whole or not at all."""

import pytest

from pipeline.base.files import digest, whole, write_if_changed, write_text


def test_an_error_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path):
    path = tmp_path / "new" / "a.csv"
    write_text(path, "old")
    with pytest.raises(RuntimeError), whole(path) as aside:
        aside.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [p.name for p in path.parent.iterdir()] == ["a.csv"]


def test_the_file_is_written_aside_first(tmp_path):
    path = tmp_path / "a.csv"
    with whole(path) as aside:
        assert aside.parent == path.parent
        assert not path.exists()
        aside.write_text("all")
    assert path.read_text() == "all"


def test_an_unchanged_file_keeps_its_time(tmp_path):
    path = tmp_path / "a.json"
    assert write_if_changed(path, "1")
    before = path.stat().st_mtime_ns
    assert not write_if_changed(path, "1")
    assert path.stat().st_mtime_ns == before
    assert write_if_changed(path, "2")


def test_a_digest_tells_contents_names_and_where_parts_end(tmp_path):
    (tmp_path / "a").write_text("x")
    one = digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert digest(tmp_path) != one
    assert digest(tmp_path / "b") == digest(b"x") == digest("x")
    assert digest("ab", "c") != digest("a", "bc")
