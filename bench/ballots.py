"""The secret ballot's figures: our verification beside Debian's, in one run, over the same votes.

Both verify a whole archive, from its bytes to the result, each on one core. The same choices are cast
in both groups. A figure is a line of JSON: name, ratio (how many times less time than the peer),
and what went in. Run as `python -m bench.ballots`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

# One core each: our linear algebra must not start threads. Set before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

PEER = "belenios-tool"
MOMENT = 1_800_000_000


def played(folder: Path, group: str, voters: int, workers: int) -> Path:
    """Play a vote, one of seven, with the same choices in any group; return its archive."""
    from toparquia.engines.ballots.election import Question
    from toparquia.engines.ballots.groups import group_named
    from toparquia.engines.ballots.rehearsal import rehearse
    from toparquia.engines.ballots.verification import processes

    question = Question("¿Qué proyecto?", tuple("ABCDEFG"), 1, 1)
    with processes(workers) as crew:
        return rehearse(
            folder,
            moment=MOMENT,
            group=group_named(group),
            voters=voters,
            trustees=(1, None),
            questions=[question],
            chance=random.Random(7),
            crew=crew,
        ).archive


def seconds_of_ours(archive: Path, native: str) -> float:
    """Return the processor time of a verification in a process of its own, its start left out."""
    program = (
        "import sys,time;from pathlib import Path;"
        "from toparquia.engines.ballots.verification import verify;"
        "t=time.process_time();r=verify(Path(sys.argv[1]));assert r.valid,r.refusal;"
        "print(time.process_time()-t)"
    )
    environment = os.environ | {"TOPARQUIA_NATIVE": native}
    done = subprocess.run(
        [sys.executable, "-c", program, str(archive)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    return float(done.stdout)


def seconds_of_the_peer(archive: Path) -> float:
    """Return the processor time that Debian's tool takes for the same archive."""
    words = [PEER, "election", "verify", "--dir", str(archive.parent)]
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Of this child alone: others may end at the same time.
    _, status, usage = os.wait4(started.pid, 0)
    assert status == 0, f"{PEER} did not accept the archive"
    return usage.ru_utime + usage.ru_stime


def figure(name: str, peer: list[float], ours: list[float], **facts: object) -> None:
    """Print one figure from the medians of both."""
    theirs, own = statistics.median(peer), statistics.median(ours)
    said = {"name": name, "ratio": round(theirs / own, 2), "peer_seconds": round(theirs, 4)}
    print(json.dumps(said | {"our_seconds": round(own, 4)} | facts), flush=True)


def main() -> int:
    """Print all figures; those that need the peer are skipped by name where it is not installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ballots-") as name:
        folder = Path(name)
        curve = played(folder / "curve", "Ed25519", args.voters, 2)
        if shutil.which(PEER) is None:
            print(json.dumps({"name": "ballots.verify_2048_vs_belenios", "skipped": f"no {PEER} here"}))
            return subprocess.run([sys.executable, "-m", "bench.ballots_scale"], check=False).returncode
        integers = played(folder / "integers", "BELENIOS-2048", args.voters, 2)
        peer: list[float] = []
        ours: dict[tuple[str, str], list[float]] = {
            (name, native): [] for name in ("2048", "ed25519") for native in natives()
        }
        archives = {"2048": integers, "ed25519": curve}
        for _ in range(args.rounds):
            # Taken in turns, so that a slow moment of the machine meets all alike.
            peer.append(seconds_of_the_peer(integers))
            for (name, native), seconds in ours.items():
                seconds.append(seconds_of_ours(archives[name], native))
    facts = {"voters": args.voters, "rounds": args.rounds}
    for (name, native), seconds in ours.items():
        # The plain name is for the engine as it is here; what it is without a compiler is said beside it.
        suffix = "" if native == natives()[-1] else "_without_extension"
        against = "vs_belenios" if name == "2048" else "vs_belenios_2048"
        figure(f"ballots.verify_{name}{suffix}_{against}", peer, seconds, extension=native == "on", **facts)
    return subprocess.run([sys.executable, "-m", "bench.ballots_scale"], check=False).returncode


def natives() -> list[str]:
    """Return the ways of the extension to measure: without it, and with it where it is."""
    from toparquia.engines.ballots.groups import native_state

    return ["off", "on"] if native_state().startswith("on") else ["off"]


if __name__ == "__main__":
    sys.exit(main())
