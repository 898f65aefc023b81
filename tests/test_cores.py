"""Work shared out over processes: the same results in the same order, and errors that arrive."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys

import pytest

from pipeline.base.cores import at_most, cores, side_by_side, threads, workers
from tests.conftest import ROOT


def doubled(number):
    return 2 * number


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_pieces(processes):
    assert list(side_by_side(doubled, iter(range(20)), processes)) == list(range(0, 40, 2))


def searches(_piece):
    return gc.isenabled()


def test_a_process_aside_does_not_search_for_cycles_and_this_one_does():
    assert list(side_by_side(searches, range(3), 2)) == [False] * 3
    assert list(side_by_side(searches, range(3), 1)) == [True] * 3


def test_an_error_in_another_process_is_raised_here_and_leaves_none_behind():
    with pytest.raises(ZeroDivisionError):
        list(side_by_side((1).__truediv__, [1, 0], 2))
    for process in multiprocessing.active_children():
        process.join(10)
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("allowed", [1, 0, 3])
def test_each_process_is_told_how_many_cores_it_may_keep_busy(allowed):
    with workers(1, allowed) as pool:
        assert pool.submit(threads).result() == allowed


def test_the_cores_are_those_that_the_environment_allows(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert threads() == cores() == 3
    with at_most(1):
        assert threads() == cores() == 1
    assert threads() == 3
    monkeypatch.setenv("OMP_NUM_THREADS", "many")
    assert threads() == 0 and cores() == os.cpu_count()


KILLED = """
import os
from pipeline.base.cores import workers
with workers(1) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    os.kill(os.getpid(), 9)
"""


def test_processes_end_with_the_one_that_started_them_however_it_ends():
    # what is written is read to its end: until no process is left that could write
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL and int(done.stdout)
