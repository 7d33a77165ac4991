"""Many counts at once: on all cores of this machine, or on a Dask cluster; results in the given order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from toparquia.engines.budgeting.count import count
from toparquia.engines.budgeting.election import Election
from toparquia.engines.budgeting.errors import CountingError, Said
from toparquia.engines.budgeting.pabulib import AS_COUNTED, read, read_bytes
from toparquia.engines.budgeting.result import Result
from toparquia.engines.budgeting.rules.options import CountingRule

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL: Final = "local"
# Counts handed over at once: enough to keep the hand-over cheap, few enough to show progress.
CHUNK: Final = 16
LARGE_CHUNK: Final = 64
# A cluster asks more work for each hand-over, in its scheduler and in the worker.
CLUSTER_CHUNK: Final = 128
LARGE_BATCH: Final = 2_000
# Chunks under way at once, so that a long list never sits in memory all together.
AHEAD: Final = 64
CONNECT_SECONDS: Final = 10.0

NO_DASK: Final = Said(
    es="--scheduler necesita el paquete «distributed»; instálalo con toparquia[cluster]",
    en="--scheduler needs the package “distributed”; install it with toparquia[cluster]",
)
NO_SCHEDULER: Final = Said(
    es="no se alcanza el planificador {address} ({reason}); comprueba la dirección",
    en="the scheduler {address} cannot be reached ({reason}); check the address",
)


@dataclass(frozen=True)
class Source:
    """One election to count: already built, or the content or path of a `.pb` file."""

    name: str
    election: Election | None = None
    content: bytes | None = None

    def load(self, mode: str) -> Election:
        """Return the election, reading it when it is not built yet. :raises PabulibError:"""
        if self.election is not None:
            return self.election
        if self.content is not None:
            return read_bytes(self.content, file=self.name, mode=mode)
        return read(self.name, mode=mode)

    def packed(self) -> Source:
        """Return the source with the file's content inside, for workers on other machines."""
        if self.election is not None or self.content is not None:
            return self
        try:
            with open(self.name, "rb") as stream:
                return Source(self.name, content=stream.read())
        except OSError:
            # Reading it where it is counted gives the refusal its words.
            return self


Outcome = dict[str, object] | CountingError
Extra = Callable[[Result], dict[str, object]]


def count_source(
    source: Source,
    rule: CountingRule,
    *,
    mode: str = AS_COUNTED,
    language: str = "en",
    extra: Extra | None = None,
) -> Outcome:
    """Return the document of one count, or the refusal as a value.

    `extra` adds to the document, say explanations; it must be a function of a module, so that other
    processes find it.
    """
    start = perf_counter()
    try:
        result = count(source.load(mode), rule)
        document = result.document(language)
        document["file"] = source.name
        if extra is not None:
            document |= extra(result)
    except CountingError as refusal:
        return refusal
    document["seconds"] = round(perf_counter() - start, 6)
    return document


def count_many(
    sources: Sequence[Source],
    rule: CountingRule,
    *,
    mode: str = AS_COUNTED,
    language: str = "en",
    extra: Extra | None = None,
    workers: int | None = None,
    scheduler: str = "",
    progress: Callable[[int], None] | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of every source, in order.

    workers: processes on this machine (None: one a core; 1: this process). scheduler: "local" starts
    a Dask cluster on this machine, an address joins a running one, "" uses plain processes. progress
    is told how many counts are done. The results do not depend on any of these.

    :raises CountingError: when Dask or its scheduler is not there.
    """
    work = partial(_count_chunk, rule=rule, mode=mode, language=language, extra=extra)
    workers = workers or os.cpu_count() or 1
    done = 0
    for outcomes in _map_chunks(work, sources, workers, scheduler):
        done += len(outcomes)
        if progress is not None:
            progress(done)
        yield from outcomes


def _count_chunk(
    sources: Sequence[Source], *, rule: CountingRule, mode: str, language: str, extra: Extra | None
) -> list[Outcome]:
    return [count_source(source, rule, mode=mode, language=language, extra=extra) for source in sources]


def _map_chunks(
    work: Callable[[Sequence[Source]], list[Outcome]], sources: Sequence[Source], workers: int, scheduler: str
) -> Iterator[list[Outcome]]:
    # Few sources are handed over one by one: a long count must not wait behind another.
    size = CHUNK if len(sources) > 8 * CHUNK else 1
    if len(sources) >= LARGE_BATCH:
        size = CLUSTER_CHUNK if scheduler else LARGE_CHUNK
    chunks = [sources[at : at + size] for at in range(0, len(sources), size)]
    if scheduler:
        yield from _map_on_dask(work, chunks, workers, scheduler)
    elif workers == 1 or len(chunks) <= 1:
        yield from map(work, chunks)
    else:
        yield from _map_on_processes(work, chunks, workers)


def _map_on_processes(
    work: Callable[[Sequence[Source]], list[Outcome]], chunks: list[Sequence[Source]], workers: int
) -> Iterator[list[Outcome]]:
    # Loaded only here: one count needs no processes, and starts sooner without them.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A server that has already loaded the engine forks the workers: safe with threads, and quick.
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(min(workers, len(chunks)), mp_context=context) as pool:
        waiting = iter(chunks)
        under_way = [pool.submit(work, chunk) for chunk in islice(waiting, AHEAD)]
        try:
            while under_way:
                yield under_way.pop(0).result()
                under_way.extend(pool.submit(work, chunk) for chunk in islice(waiting, 1))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _map_on_dask(
    work: Callable[[Sequence[Source]], list[Outcome]],
    chunks: list[Sequence[Source]],
    workers: int,
    scheduler: str,
) -> Iterator[list[Outcome]]:
    with _client(scheduler, workers) as client:
        waiting = iter(chunks)

        def submit(chunk: Sequence[Source]) -> Future[Any]:
            packed = chunk if scheduler == LOCAL else [source.packed() for source in chunk]
            handed: Future[Any] = client.submit(work, packed, pure=False)
            return handed

        under_way = [submit(chunk) for chunk in islice(waiting, AHEAD)]
        while under_way:
            yield under_way.pop(0).result()
            under_way.extend(submit(chunk) for chunk in islice(waiting, 1))


def _client(scheduler: str, workers: int) -> Client:
    try:
        from distributed import Client  # Only asked-for clusters pay for loading it.
    except ImportError:
        raise CountingError("count.no_dask", NO_DASK) from None
    if scheduler == LOCAL:
        import dask

        # Dask is loaded once, by a server that forks the workers, not once a worker: that takes seconds.
        # Only this machine may talk to the cluster, and no dashboard is opened.
        with dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}):
            return Client(  # type: ignore[no-untyped-call]
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=40,
            )
    try:
        return Client(scheduler, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        reason = str(error) or type(error).__name__
        raise CountingError("count.no_scheduler", NO_SCHEDULER, address=scheduler, reason=reason) from None
