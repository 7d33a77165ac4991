"""Projects as OC4IDS, held against the standard's own schemas, offline.

The schemas (open-contracting/infrastructure, tag 0__9__4, Apache 2.0, in schema/project-level) are not
ours to copy. They are looked for in the folder that TOPARQUIA_OC4IDS names, else in `../shared/data/oc4ids`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from toparquia.foundation.clock import frozen_at
from toparquia.mandates.tests.factories import make_country
from toparquia.planning.exports import oc4ids
from toparquia.planning.tests.factories import make_planner
from toparquia.planning.tests.test_exports import PROFILE, lived_through

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema comes with the development packages")
referencing = pytest.importorskip("referencing", reason="referencing comes with jsonschema")

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TOPARQUIA_OC4IDS") or CHECKOUT.parent / "shared" / "data" / "oc4ids")
# Fields of our own, which the standard allows: quantity and unit price, as OCDS writes them in items.
OWN = {"Cost": {"quantity", "unit"}}
NAMES = ("project-schema.json", "project-package-schema.json")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not all((FOLDER / name).exists() for name in NAMES),
        reason=f"no OC4IDS schemas in {FOLDER}: set TOPARQUIA_OC4IDS to a folder that has them",
    ),
]


def judge():
    """Return the standard's validator of packages; it asks nobody for the schema that it refers to."""
    project, package = (json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in NAMES)
    resource = referencing.Resource.from_contents(project)
    registry = referencing.Registry().with_resource(project["id"], resource)
    return jsonschema.Draft4Validator(package, registry=registry)


def test_every_stage_of_a_project_is_valid(noon):
    with frozen_at(noon):
        planner = make_planner(make_country(noon))
        planner.proposed("Solo una idea")
        lived_through(planner)
        made = oc4ids(address="https://comuna.example", publisher="País", at=noon)

    assert list(judge().iter_errors(json.loads(json.dumps(made)))) == []
    assert len(made["projects"]) == 4


def test_our_part_of_the_standard_names_no_field_that_the_standard_has_not():
    project, package = (json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in NAMES)
    theirs = {**project["definitions"], "Project": project}

    for name, ours in PROFILE["definitions"].items():
        assert set(ours["properties"]) - set(theirs[name]["properties"]) == OWN.get(name, set()), name
    assert set(PROFILE["properties"]) <= set(package["properties"])
    codes = PROFILE["definitions"]["Project"]["properties"]["status"]["enum"]
    assert codes == project["properties"]["status"]["enum"]


def test_the_judge_would_see_a_wrong_code(noon):
    with frozen_at(noon):
        make_planner(make_country(noon)).proposed()
        made = oc4ids(address="https://comuna.example", publisher="País", at=noon)
    made["projects"][0]["status"] = "prometido"

    assert [error.path[-1] for error in judge().iter_errors(made)] == ["status"]
