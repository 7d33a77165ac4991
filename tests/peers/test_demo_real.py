"""A demo from real elections: what the cities published is what wins, and is owed, here.

The files are not ours to copy: they are looked for as in `test_budgeting_real.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TOPARQUIA_ELECTIONS") or CHECKOUT.parent / "shared" / "data" / "pabulib")
# Counted by equal shares, and by most votes until the first that does not fit.
FILES = ("Netherlands_Assen_2024.pb", "Poland_Gdynia_2020_Chwarzno-Wiczlino__small.pb")
pytestmark = pytest.mark.skipif(
    not all((FOLDER / name).exists() for name in FILES),
    reason=f"no real elections in {FOLDER}: set TOPARQUIA_ELECTIONS to a folder that has them",
)


# Builds a whole country with a database of its own.
def test_real_elections_give_their_published_winners_and_what_is_owed(tmp_path):
    published = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["files"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOPARQUIA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)

    words = ["demo", "--no-serve", "--json", "--elections", *(str(FOLDER / name) for name in FILES)]
    done = subprocess.run(
        [sys.executable, "-m", "toparquia", *words],
        env={**kept, "TOPARQUIA_HOME": str(tmp_path), "TOPARQUIA_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert {one["source"]: sorted(one["winners"]) for one in document["consultations"]} == {
        name: sorted(published[name]["official_selected"]) for name in FILES
    }
    assert [one["rule"] for one in document["consultations"]] == ["mes", "greedy-no-skip"]
    assert document["ballots"] == 84 + 3815
    winners = sum(len(one["winners"]) for one in document["consultations"])
    assert len(document["obligations"]) == winners
    assert {one["currency"] for one in document["obligations"]} == {"EUR", "PLN"}
    assert sum(one["status"] == "paid" for one in document["obligations"]) == len(FILES)
