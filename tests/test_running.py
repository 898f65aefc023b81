"""One process, two, a cluster, another order, halves put together: the same tables."""

import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

from pipeline import read_tables
from tests.conftest import ROOT, shabaka

PART = ["--part", "1000"]  # each seed a part of its own


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The seeds' tables, made part by part in one process."""
    folder = tmp_path_factory.mktemp("alone")
    done = shabaka("--outputs", folder, "--jobs", 1, *PART)
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "stages" / "tokens").iterdir())) == 5
    return read_tables(folder)


def heed_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def assert_same(tables, others):
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, others[name])


def test_the_parts_do_not_matter(alone, outputs):
    assert_same(alone, read_tables(outputs))


def test_two_processes_make_the_same(alone, tmp_path):
    done = shabaka("--outputs", tmp_path, "--jobs", 2, *PART)
    assert done.returncode == 0, done.stderr
    assert_same(alone, read_tables(tmp_path))


def test_a_cluster_makes_the_same(alone, tmp_path):
    done = shabaka("--outputs", tmp_path, "--jobs", 2, "--cluster", "local", *PART)
    assert done.returncode == 0, done.stderr
    assert_same(alone, read_tables(tmp_path))


def test_articles_added_later_give_what_all_at_once_give(alone, tmp_path):
    seeds, texts = tmp_path / "seeds", sorted((ROOT / "seeds").glob("*.txt"))
    seeds.mkdir()
    for some in (texts[3:], texts[:3]):
        for path in some:
            (seeds / path.name).write_bytes(path.read_bytes())
        done = shabaka("--seeds", seeds, "--outputs", tmp_path / "o", "--jobs", 1, *PART)
        assert done.returncode == 0, done.stderr
    assert_same(alone, read_tables(tmp_path / "o"))


def test_an_article_that_was_removed_leaves_no_trace(alone, tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for path in (ROOT / "seeds").glob("*.txt"):
        (seeds / path.name).write_bytes(path.read_bytes())
    (seeds / "more.txt").write_text("زار الرئيس الصيني شي جين بينغ مدينة الرياض والتقى ولي العهد محمد بن سلمان.")
    run = ["--seeds", seeds, "--outputs", tmp_path / "o", "--jobs", 1, *PART]
    assert shabaka(*run).returncode == 0
    parts = {path for name in ("linked_mentions", "relations", "evidence") for path in (tmp_path / "o/stages" / name).iterdir()}
    (seeds / "more.txt").unlink()
    assert shabaka(*run).returncode == 0
    assert_same(alone, read_tables(tmp_path / "o"))
    kept = {path for path in parts if path.exists()}
    assert len(kept) > len(parts) / 2, "parts whose names mean what they meant are not made again"


def test_ctrl_c_ends_at_once_and_the_next_run_goes_on(alone, tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for path in (ROOT / "seeds").glob("*.txt"):
        for copy in range(40):  # enough to be busy for some seconds
            (seeds / f"{path.stem}-{copy}.txt").write_bytes(path.read_bytes())
    run = ["--outputs", str(tmp_path / "o"), "--jobs", "2", *PART]
    command = [sys.executable, "-m", "pipeline", "--seeds", str(seeds), *run]
    # a shell's background job, as a test run may be one, has Ctrl-C turned off; a person's command has not
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c) as process:  # noqa: PLW1509
        while not (tmp_path / "o" / "stages" / "tokens").exists():
            time.sleep(0.05)
        process.send_signal(2)
        began = time.monotonic()
        _, errors = process.communicate()
    assert time.monotonic() - began < 20  # half a second on a quiet machine; a pool that is not stopped ends never
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert shabaka(*run).returncode == 0
    assert_same(alone, read_tables(tmp_path / "o"))


def test_a_damaged_part_is_named_and_made_again(alone, tmp_path):
    run = ["--outputs", tmp_path, "--jobs", 1, *PART]
    assert shabaka(*run).returncode == 0
    broken = [next((tmp_path / "stages" / name).iterdir()) for name in ("articles", "names", "linked_names", "evidence")]
    for part in broken:
        part.write_bytes(part.read_bytes()[:100])
    done = shabaka(*run)
    assert done.returncode == 0, done.stderr
    assert all(part.name in done.stderr for part in broken)
    assert_same(alone, read_tables(tmp_path))
