"""The secret ballot at scale: a whole archive of 10,000 ballots, its memory, and two Dask workers beside one.

Run as `python -m bench.ballots_scale`; it is part of `make bench BENCH=ballots`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

WORKERS = 2
LIMIT_SECONDS = 15
LIMIT_MB = 250
# Wall and processor time, and the peak memory of this process and its workers together.
PROGRAM = """
import json, multiprocessing, re, sys, time
from pathlib import Path
from toparquia.engines.ballots.verification import processes, verify
def peak(pid):
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024
def used(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100
if __name__ == "__main__":
    started = time.perf_counter()
    with processes(int(sys.argv[2])) as crew:
        report = verify(Path(sys.argv[1]), crew=crew)
        took = time.perf_counter() - started
        assert report.valid, report.refusal
        everyone = ["self", *(child.pid for child in multiprocessing.active_children())]
        print(json.dumps({"seconds": took, "mb": sum(map(peak, everyone)), "core": sum(map(used, everyone))}))
"""


def verified(archive: Path, program: Path) -> dict[str, float]:
    """Return wall seconds and peak megabytes of a verification in a process of its own, its workers' too."""
    words = [sys.executable, str(program), str(archive), str(WORKERS)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def whole_archives(folder: Path, ballots: int, rounds: int) -> Path:
    """Print the figures of a large archive beside a tenth of it; return the large one."""
    from bench.ballots import played
    from toparquia.engines.ballots.groups import native_state

    program = folder / "verifying.py"
    program.write_text(PROGRAM)
    # One in ten votes twice.
    large = played(folder / "large", "Ed25519", ballots * 10 // 11 + 1, WORKERS)
    small = played(folder / "small", "Ed25519", ballots // 11, WORKERS)
    taken = [(verified(large, program), verified(small, program)) for _ in range(rounds)]
    seconds, core = (statistics.median(one[name] for one, _ in taken) for name in ("seconds", "core"))
    mb, small_mb = (statistics.median(pair[place]["mb"] for pair in taken) for place in (0, 1))
    facts = {"ballots": ballots, "workers": WORKERS, "extension": native_state().startswith("on")}
    say("ballots.archive_10000_vs_15_seconds", LIMIT_SECONDS / seconds, seconds=round(seconds, 2), **facts)
    # On a machine that others use too, what both cores were really given is the fairer figure.
    each = core / WORKERS
    say(
        "ballots.archive_10000_core_time_vs_15_seconds",
        LIMIT_SECONDS / each,
        seconds_each=round(each, 2),
        **facts,
    )
    say("ballots.archive_10000_memory_vs_250_mb", LIMIT_MB / mb, mb=round(mb, 1), **facts)
    say(
        "ballots.memory_of_ten_times_the_ballots", mb / small_mb, mb=round(mb, 1), tenth_mb=round(small_mb, 1)
    )
    return large


def dask(archive: Path, rounds: int) -> None:
    """Print how much faster two Dask workers of one thread are than one."""
    from distributed import LocalCluster

    from toparquia.engines.ballots.verification import cluster, verify

    seconds: dict[int, list[float]] = {1: [], WORKERS: []}
    shape = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "memory_limit": 0}
    for _ in range(rounds):
        # In turns, and never both clusters at once: two cores are all there is.
        for workers, taken in seconds.items():
            with LocalCluster(n_workers=workers, **shape) as local, cluster(local.scheduler_address) as crew:
                # The first time makes the workers import and build their tables.
                assert verify(archive, crew=crew).valid
                started = time.perf_counter()
                assert verify(archive, crew=crew).valid
                taken.append(time.perf_counter() - started)
    one, two = (statistics.median(taken) for taken in seconds.values())
    say("ballots.two_dask_workers_vs_one", one / two, one_seconds=round(one, 2), two_seconds=round(two, 2))


def by_core_time(archive: Path) -> None:
    """Print what two workers can be at most, by the processor time of what only one process can do."""
    from toparquia.engines.ballots.verification import survey, verify

    started = time.process_time()
    survey(archive)
    alone = time.process_time() - started
    started = time.process_time()
    assert verify(archive).valid
    whole = time.process_time() - started
    say(
        "ballots.two_workers_vs_one_by_core_time",
        whole / (alone + (whole - alone) / WORKERS),
        serial_share=round(alone / whole, 3),
        core_seconds=round(whole, 2),
    )


def say(name: str, ratio: float, **facts: object) -> None:
    """Print one figure as a line of JSON."""
    print(json.dumps({"name": name, "ratio": round(ratio, 2)} | facts), flush=True)


def main() -> int:
    """Print the figures of scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ballots-") as name:
        large = whole_archives(Path(name), args.ballots, args.rounds)
        by_core_time(large)
        dask(large, args.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
