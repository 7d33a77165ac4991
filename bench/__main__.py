"""All figures, one part after the other, as JSON lines; a part's name alone runs only that part."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

# Parts in a process of their own: one part's threads and caches must not touch another's figures.
PARTS = ("counting", "ballots", "acceptance", "booth", "ledger", "pages", "country")
CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the parts asked for and return how the worst of them ended."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all if none")
    parts = parser.parse_args().parts or PARTS
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]}: choose from {', '.join(PARTS)}")
    ends = [
        subprocess.run([sys.executable, "-m", f"bench.{part}"], cwd=CHECKOUT, check=False).returncode
        for part in parts
    ]
    return max(ends)


if __name__ == "__main__":
    sys.exit(main())
