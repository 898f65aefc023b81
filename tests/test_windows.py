"""What another system lacks or does otherwise; the first steps lead there too."""

import multiprocessing
import os
import sys

import pytest

from pipeline.base.cores import side_by_side
from pipeline.engine import running
from tests.conftest import shabaka


def test_processes_start_where_there_is_no_forkserver(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert list(side_by_side(abs, [-1, 2, -3], 2)) == [1, 2, 3]


def test_the_progress_goes_without_memory_where_the_system_does_not_tell(monkeypatch):
    assert running._memory().endswith(" MiB")
    monkeypatch.setitem(sys.modules, "resource", None)
    assert running._memory() == ""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_arabic_goes_in_and_out_whatever_the_encoding_of_the_terminal(monkeypatch, encoding):
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    done = shabaka("compare", "-", input="كوريا الشمالية\tكوريا الجنوبية\tLOC\n")
    assert (done.returncode, done.stdout.split("\t")[:2]) == (0, ["كوريا الشمالية", "كوريا الجنوبية"])
    done = shabaka("--seeds", f"مقالات{os.sep}لا", "--outputs", "x")
    assert (done.returncode, "مقالات" in done.stderr) == (2, True)
