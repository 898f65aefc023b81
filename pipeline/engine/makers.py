"""Who makes the parts: this process, several, or the workers of a cluster; the parts are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.base.cores import at_most, workers
from pipeline.base.errors import UserError
from pipeline.engine.flow import Run, make_part

if TYPE_CHECKING:
    from dask.distributed import Client

Made: TypeAlias = dict[str, tuple[int, float]]
Task: TypeAlias = tuple[Run, tuple[str, ...], str, dict[tuple[str, str], Path]]
Makers: TypeAlias = Callable[[Sequence[Task]], Iterator[Made]]


@contextmanager
def makers(run: Run) -> Iterator[Makers]:
    """What makes the parts of a run: it takes the arguments of `make_part` for each and gives what that returns, in any order.

    Within the block a cluster stays: its workers load the models once.

    Raises:
        UserError: a cluster is asked for, and Dask is not installed.
    """
    with ExitStack() as stack:
        yield partial(_on_cluster, stack.enter_context(_client(run))) if run.cluster else partial(_on_cores, run.jobs)


def _on_cores(jobs: int, tasks: Sequence[Task]) -> Iterator[Made]:
    """Processes that end with their tasks, so that what they hold is free for the stages that follow."""
    if jobs == 1 or len(tasks) == 1:
        for task in tasks:
            yield make_part(*task)
        return
    with workers(min(jobs, len(tasks))) as pool:
        futures = [pool.submit(make_part, *task) for task in tasks]
        for future in as_completed(futures):
            yield future.result()


def _on_cluster(client: Client, tasks: Sequence[Task]) -> Iterator[Made]:
    from dask.distributed import as_completed as completed

    for future in completed(client.map(make_part, *zip(*tasks, strict=True), pure=False, retries=3)):
        yield future.result()


@contextmanager
def _client(run: Run) -> Iterator[Client]:
    """A connection to the run's cluster; `local` is one of as many workers as the run has processes."""
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError as error:
        raise UserError("CLUSTER needs Dask: pip install -c constraints.txt -e '.[cluster]' on every machine.") from error
    with ExitStack() as stack:
        address: Any = run.cluster
        if address == "local":
            stack.enter_context(at_most(1))
            local = LocalCluster(n_workers=run.jobs, threads_per_worker=1, dashboard_address=None)
            address = stack.enter_context(local)
        yield stack.enter_context(Client(address))
