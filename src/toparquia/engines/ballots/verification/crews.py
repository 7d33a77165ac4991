"""Crews that check chunks: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from ..errors import ClusterUnreachable
from .chunks import Crew

Work = TypeVar("Work")
Done = TypeVar("Done")
CLUSTER_PATIENCE = 20


class _Executor:
    """A crew over anything that has `submit` as concurrent.futures does."""

    def __init__(self, submit: Callable[..., Any], size: int) -> None:
        self._submit = submit
        self._size = size

    def submit(self, work: Callable[[Work], Done], chunk: Work) -> Future[Done]:
        """Begin to work on a chunk."""
        future: Future[Done] = self._submit(work, chunk)
        return future

    @property
    def size(self) -> int:
        """Return how many chunks are worked on at the same time."""
        return self._size


def default_workers() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(workers: int) -> Iterator[Crew | None]:
    """Lend a crew of `workers` processes; none at all for one."""
    if workers <= 1:
        yield None
        return
    # Each process is one core's work: its linear algebra must not start threads of its own.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    # Spawned, not forked: progress bars and web servers have threads, which a fork would break.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield _Executor(pool.submit, workers)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Crew | None]:
    """Lend the workers of the Dask cluster whose scheduler is at `address`.

    :raises ClusterUnreachable: no answer, no workers, or the package is not installed.
    """
    try:
        import distributed
    except ImportError:
        raise ClusterUnreachable(address=address, reason="pip install toparquia[cluster]") from None
    try:
        client: Any = distributed.Client(
            address,  # type: ignore[no-untyped-call]
            timeout=CLUSTER_PATIENCE,
            set_as_default=False,
        )
        client.wait_for_workers(1, timeout=CLUSTER_PATIENCE)
    except (OSError, ValueError, TimeoutError) as fault:
        raise ClusterUnreachable(address=address, reason=type(fault).__name__) from None
    with client:
        threads = sum(client.nthreads().values())
        # The same chunk in another run must be checked again, not remembered.
        yield _Executor(lambda work, chunk: client.submit(work, chunk, pure=False), max(1, threads))
