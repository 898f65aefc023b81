"""How many processor cores a process may keep busy, and further processes that keep one each busy."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# Pieces of work that wait for each process: enough for the time in which the next ones are made.
_WAITING = 8
# What the libraries, and this program (below), read to learn how many threads a process may have.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def threads() -> int:
    """The threads that OMP_NUM_THREADS allows, which this program, Dask and numerical libraries all keep to; 0: all cores."""
    value = os.environ.get(_THREADS[0], "")
    return int(value) if value.isdigit() else 0


def cores() -> int:
    """How many cores this process may keep busy, at least one."""
    return threads() or os.cpu_count() or 1


def side_by_side(work: Callable[[Piece], Result], pieces: Iterable[Piece], processes: int) -> Iterator[Result]:
    """What `work` makes of each piece, in the pieces' order, made in several processes.

    Args:
        work: a function that can be sent to another process: of a module, not of another function.
        pieces: what it is called with; taken as they are needed, so that few wait at a time.
        processes: how many, 1 or more; with 1 no further process is started.
    """
    if processes == 1:
        yield from map(work, pieces)
        return
    with workers(processes) as pool:
        waiting: deque[Future[Result]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(_aside, work, piece))
            if len(waiting) > _WAITING * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _aside(work: Callable[[Piece], Result], piece: Piece) -> Result:
    """The work on a piece in a process that does nothing else: it keeps what it learns, and has no cycles to search for."""
    gc.disable()
    return work(piece)


@contextmanager
def workers(count: int, threads: int = 1) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes, which end at once when an error or Ctrl-C leaves the block.

    Args:
        count: how many.
        threads: how many cores each may keep busy; 0: all.
    """
    # Not fork: a forked process would inherit ONNX Runtime's and Arrow's threads half alive. Windows starts each from nothing.
    known = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_follow, initargs=(threads,))
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):  # Ctrl-C doesn't wait for what is half done
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def at_most(count: int) -> Iterator[None]:
    """This process, and each that is started within it, keeps to so many cores: libraries read how many as they are loaded."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, str(count)))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _follow(threads: int) -> None:
    """A process of a pool leaves Ctrl-C to the one that started it, and ends when that one does, however it ends.

    What it may keep busy is said here: what it would inherit is the environment of the first pool's day.
    """
    for name in _THREADS:
        os.environ.pop(name, None)
        os.environ.update({name: str(threads)} if threads else {})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
