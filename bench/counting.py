"""The counting engine's figures, side by side with pabutools in one run, with the same winners.

Each side works in a process of its own, so that neither's memory or garbage weighs on the other. A figure
is a line of JSON: name, ratio (how many times less time, or memory, than the peer) and what went in.

    python -m bench.counting                the default: everything the peer does in 20 seconds a rule
    python -m bench.counting --quick        a few files, a minute or two
    python -m bench.counting --limit 600    also what takes the peer longer
    python -m bench.counting --part batch   one part: largest, reading, rules, batch

Real elections are looked for in the folder that TOPARQUIA_ELECTIONS names, else in
`../shared/data/pabulib` beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from math import ceil
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("TOPARQUIA_ELECTIONS") or CHECKOUT.parent / "shared" / "data" / "pabulib")
PARTS = ("largest", "reading", "rules", "batch")
# The largest approval election by file, and the largest of all by voters. The peer needs minutes for the
# first; everything else is kept to what it finishes soon.
LARGEST = ("Poland_Lodz_2022.pb", "Poland_Wroclaw_2015_150_-_500.pb")
LARGEST_LIMIT = 1_800
# Where the peer takes longer than its limit it is stopped after so many times our time.
ENOUGH = 12
# The largest files of all.
READ = (
    "Poland_Krakow_2024.pb",
    "Poland_Wroclaw_2015_150_-_500.pb",
    "Poland_Lodz_2022.pb",
    "Poland_Warszawa_2026.pb",
)
QUICK = (
    "Netherlands_Assen_2024.pb",
    "Poland_Zabrze_2021.pb",
    "Poland_Lodz_2022_Baluty_Zachodnie.pb",
    "Poland_Gdansk_2020_Zaspa_Mlyniec.pb",
    "Switzerland_Zurich_S5R.pb",
    "US_Stanford_Dataset_PB_Cambridge_2019_vote_approvals.pb",
)


def worked(side: str, name: str, limit: int, rules: list[str]) -> dict[str, dict[str, object]]:
    """Run one side on one file and return its lines by rule."""
    environment = os.environ | {
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(CHECKOUT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.counting_work", side, str(FOLDER / name), str(limit), *rules],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        env=environment,
        check=True,
    )
    return {line["rule"]: line for line in map(json.loads, done.stdout.splitlines())}


def say(**facts: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(facts), flush=True)


def figure(name: str, peer: float, ours: float, **facts: object) -> None:
    """Print one figure."""
    seconds = {"peer_seconds": round(peer, 5), "our_seconds": round(ours, 5)}
    say(name=name, ratio=round(peer / ours, 2), **seconds, **facts)


def show_largest(limit: int) -> None:
    """Equal Shares with cost satisfaction and Add1 on the largest files: time, and memory."""
    for name in LARGEST:
        ours = worked("ours", name, 0, ["mes_cost_add1"])
        peer = worked("peer", name, max(limit, LARGEST_LIMIT), ["mes_cost_add1"])
        rule = peer["mes_cost_add1"]
        if rule.get("over_limit"):
            print(
                json.dumps({"name": f"add1 on {name}", "left_out": "the peer was over its time limit"}),
                flush=True,
            )
            continue
        assert rule["winners"] == ours["mes_cost_add1"]["winners"], name
        figure(f"mes cost add1: {name}", rule["seconds"], ours["mes_cost_add1"]["seconds"], winners="equal")
        grown, own = peer["memory"]["grown_mib"], ours["memory"]["grown_mib"]
        say(
            name=f"memory of reading and add1: {name}",
            ratio=round(grown / own, 2),
            peer_mib=grown,
            our_mib=own,
        )


def show_reading() -> None:
    """Reading the largest files, the median of three."""
    for name in READ:
        ours = statistics.median(worked("ours", name, 0, [])["read"]["seconds"] for _ in range(3))
        peer = statistics.median(worked("peer", name, 0, [])["read"]["seconds"] for _ in range(3))
        size = round((FOLDER / name).stat().st_size / 2**20, 2)
        figure(f"reading: {name}", peer, ours, mib=size, note="the peer groups equal ballots too, as we do")


def show_rules(names: list[str], limit: int) -> None:
    """Every rule of expected.json on every file: from the file to the winners, and the count alone."""
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["files"]
    slowest = float("inf")
    for name in names:
        results = expected[name]["results"]
        rules = [rule for rule, result in results.items() if is_soon(result, results, rule, limit)]
        ours, peer = worked("ours", name, 0, list(results)), worked("peer", name, 4 * limit, rules)
        for rule in results:
            if rule not in rules or peer[rule].get("over_limit"):
                show_bound(name, rule, ours["read"]["seconds"], ours[rule]["seconds"])
                continue
            assert peer[rule]["winners"] == ours[rule]["winners"], (name, rule)
            theirs, own = peer[rule]["seconds"], ours[rule]["seconds"]
            whole = (peer["read"]["seconds"] + theirs) / (ours["read"]["seconds"] + own)
            slowest = min(slowest, whole)
            figure(
                f"{rule}: {name}",
                peer["read"]["seconds"] + theirs,
                ours["read"]["seconds"] + own,
                count_ratio=round(theirs / own, 2),
                winners="equal",
            )
    say(name="slowest of all rules and files", ratio=round(slowest, 2))


def show_bound(name: str, rule: str, reading: float, counting: float) -> None:
    """Where the peer takes long: let it work for enough times our time, and tell what that proves."""
    limit = ceil(ENOUGH * (reading + counting)) + 1
    peer = worked("peer", name, limit, [rule])
    if peer[rule].get("over_limit"):
        theirs = peer["read"]["seconds"] + limit
        figure(f"{rule}: {name}", theirs, reading + counting, at_least=True, note="the peer was stopped")
    else:
        theirs = peer["read"]["seconds"] + peer[rule]["seconds"]
        figure(f"{rule}: {name}", theirs, reading + counting)


def is_soon(result: dict[str, object], results: dict[str, dict[str, object]], rule: str, limit: int) -> bool:
    """Whether the peer finished a rule within the limit when expected.json was made.

    The fill after Add1 was timed there without the Add1 it needs, so that is added.
    """
    needed = [result, results[rule[:-1]]] if rule.endswith("_add1u") else [result]
    seconds = [entry.get("seconds") for entry in needed]
    return all("winners" in entry for entry in needed) and sum(s or 0.0 for s in seconds) <= limit  # type: ignore[misc]


def main() -> int:
    """Print the figures of the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])  # type: ignore[union-attr]
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--file", action="append", help="only these files, for the part rules")
    parser.add_argument("--limit", type=int, default=20, help="seconds the peer may take for one rule")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scheduler", default="local", help="Dask: local, or an address")
    parser.add_argument("--consultations", type=int, default=5_336)
    args = parser.parse_args()
    parts = args.part or [part for part in PARTS if not (args.quick and part == "largest")]
    if not (FOLDER / "expected.json").exists() and parts != ["batch"]:
        say(left_out=f"no real elections in {FOLDER}: set TOPARQUIA_ELECTIONS")
        parts = [part for part in parts if part == "batch"]
    limit = 5 if args.quick else args.limit
    if "reading" in parts:
        show_reading()
    if "rules" in parts:
        expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["files"]
        show_rules(args.file or (list(QUICK) if args.quick else list(expected)), limit)
    if "batch" in parts:
        sys.path.insert(0, str(CHECKOUT / "src"))
        from bench.counting_batch import figures

        figures(args.consultations // (10 if args.quick else 1), args.workers, args.scheduler)
    if "largest" in parts:
        show_largest(args.limit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
