"""Purchases as OCDS 1.1, held against the standard's own schemas, offline.

The schemas (open-contracting/standard, tag 1__1__5, Apache 2.0) are not ours to copy. They are looked
for in the folder that TOPARQUIA_OCDS names, else in `../shared/data/ocds`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from toparquia.treasury import services
from toparquia.treasury.exports import ocds
from toparquia.treasury.tests.factories import make_treasury, photo, ves

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema comes with the development packages")
referencing = pytest.importorskip("referencing", reason="referencing comes with jsonschema")

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TOPARQUIA_OCDS") or CHECKOUT.parent / "shared" / "data" / "ocds")
NAMES = ("release-schema.json", "release-package-schema.json")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not all((FOLDER / name).exists() for name in NAMES),
        reason=f"no OCDS schemas in {FOLDER}: set TOPARQUIA_OCDS to a folder that has them",
    ),
]


def judge() -> Any:
    """Return the standard's validator of packages; it asks nobody for the schema that it refers to."""
    release, package = (json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in NAMES)
    resource = referencing.Resource.from_contents(release)
    asked = package["properties"]["releases"]["items"]["$ref"]
    registry = referencing.Registry().with_resources([(release["id"], resource), (asked, resource)])
    return jsonschema.Draft4Validator(package, registry=registry)


@pytest.fixture
def package(noon, tmp_path):
    store = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={**settings.STORAGES, "default": store}):
        treasury = make_treasury(noon)
        treasury.receive()
        by = {"by": treasury.member(), "at": treasury.at}
        bought = services.open_purchase(
            obligation_id=treasury.obligation.id, what="Bomba", head="materials", estimate=ves(9_000), **by
        )
        for minor, name in ((9_500, "Uno"), (8_900, "Dos")):
            services.add_quotation(
                purchase_id=bought.id,
                supplier=name,
                is_person=False,
                amount=ves(minor),
                file=photo(minor),
                **by,
            )
        services.choose_quotation(
            quotation_id=bought.quotations.first().id, reason="", by=treasury.member(1), at=treasury.at
        )
        treasury.record(8_900, supplier="Dos", number="D-1", purchase_id=bought.id, direct_reason="")
        treasury.pay(1_000, number="A-2")
        return json.loads(json.dumps(ocds(address="https://c.example", publisher="País", at=treasury.at)))


def test_quoted_and_direct_purchases_are_valid(package):
    assert list(judge().iter_errors(package)) == []
    methods = [one["tender"]["procurementMethod"] for one in package["releases"]]
    assert sorted(methods) == ["direct", "selective"]


def test_the_judge_would_see_a_wrong_code(package):
    package["releases"][0]["tender"]["procurementMethod"] = "a dedo"

    assert list(judge().iter_errors(package))
