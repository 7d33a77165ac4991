"""Every page and every form, in both languages: no axe finding, no sideways scroll, little to load."""

from __future__ import annotations

import pytest

from tests.journeys.seeing import FIRST_LOAD_LIMIT, WAYS, findings, first_load, keep, signed_in, width_at
from tests.journeys.test_amending_pages import MOMENTS as AMENDING
from tests.journeys.test_assembly_pages import MOMENTS as GATHERING
from tests.journeys.test_bank_pages import MOMENTS as BANKING
from tests.journeys.test_founding_pages import MOMENTS
from tests.journeys.test_office_pages import MOMENTS as OFFICES
from tests.journeys.test_offices import SEEN_IN_OFFICES
from tests.journeys.test_one_cycle import SEEN_THERE
from tests.journeys.test_people_pages import MOMENTS as REGISTERING
from tests.journeys.test_picture_pages import MOMENTS as PICTURING
from tests.journeys.test_planning_pages import MOMENTS as PLANNING
from tests.journeys.test_secret_vote import SEEN_IN_SECRET
from tests.journeys.test_works_pages import MOMENTS as WORKING
from tests.journeys.walking import named_pages

# Addresses that nobody walks to, and why.
NOT_WALKED = {
    "account_change_password": "allauth asks for a fresh sign-in first",
    "account_confirm_email": "opened by a letter",
    "account_confirm_login_code": "opened by a code that was sent",
    "account_email": "allauth's own; our accounts have one address",
    "account_email_verification_sent": "opened by a letter",
    "account_inactive": "shown to an account that was closed",
    "account_logout": "would end the walk of who signed in",
    "account_reauthenticate": "asked for by allauth in the middle of another form",
    "account_reset_password_from_key": "opened by a letter",
    "account_reset_password_from_key_done": "follows the page of the letter",
    "account_set_password": "for accounts without a password, which the demo has not",
    "web:preferences": "a form's target: it sets two cookies and goes back",
    **dict.fromkeys(SEEN_THERE, "seen in the cycle, where its moment comes"),
    **dict.fromkeys(SEEN_IN_SECRET, "seen in a secret vote, or asked for there by the booth"),
    **dict.fromkeys(SEEN_IN_OFFICES, "seen in an election or a recall, in its moment"),
    **dict.fromkeys(MOMENTS, "seen in a founding, in the moment of each"),
    **dict.fromkeys(BANKING, "seen in a bank, in the moment of each"),
    **dict.fromkeys(REGISTERING, "seen in a register, in the moment of each"),
    **dict.fromkeys(GATHERING, "seen at an assembly, in the moment of each"),
    **dict.fromkeys(AMENDING, "seen in an amendment, in the moment of each"),
    **dict.fromkeys(OFFICES, "seen in an election or a recall, in the moment of each"),
    **dict.fromkeys(set(PLANNING) - {"planning:need"}, "seen in planning, in the moment of each"),
    "planning:photo": "a picture on a need's page",
    **dict.fromkeys(WORKING, "seen in a work, in the moment of each"),
    "treasury:quotation_copy": "a sealed file that the page of a purchase leads the committee to",
    "treasury:work_photo": "a picture on the page of a work",
    "mandates:declare_kin": "only for who holds a watching office, from its organ's page; tested there",
    "mandates:name_registrar": "led to where nobody keeps a register; tested in mandates",
    "treasury:close_case": "only while a case is open, from its report; tested in treasury",
    "assemblies:open_photo": "a form's target: it shows a sealed photo",
    "elections:sample": "a form's target: it shows who was drawn",
    "voting:audit_record": "a form that the audit's page leads the commission to, once paper was looked at",
    "voting:audit_sheet": "a file that the audit's own form leads to, once dice were thrown",
    "people:land_csv": "a file that the list leads to, once there are dossiers",
    "people:land_file": "a file that a dossier leads to",
    "people:land_evidence_file": "a sealed file that a dossier leads to",
    "territory:around": "asked for by the map to draw on",
    "bank:card": "a picture on a member's own page",
    "bank:printed_sheet": "paper",
    "bank:of_place": "leads to the bank of a place",
    "consultations:run_off": "only after a tie that the rules settle by a second vote",
    **dict.fromkeys(PICTURING, "seen before a vote begins, in its moment"),
    "voting:picture": "a picture on the ballot",
    "voting:sheet_photo": "a picture that the result leads to",
    "voting:ballots": "named in the result's JSON, by number",
}
PAGES = [name for name in named_pages() if name not in NOT_WALKED]


def test_no_excuse_outlives_its_page():
    assert set(NOT_WALKED) - set(named_pages()) == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_reached_and_anyone_can_use_it(name, site, atlas, browser):
    assert name in atlas, "nothing leads to this page: link it, or say in NOT_WALKED why nobody walks there"
    found = atlas[name]
    if not found.is_page:
        return
    for way in WAYS:
        with signed_in(browser, site, found.role, way) as page:
            moved = first_load(page, site.address + found.path)
            keep(page, f"{name}-{way}")

            assert findings(page) == [], f"{found.path} {way}"
            assert width_at(page, 320) <= 320, f"{found.path} {way} scrolls sideways"
            assert moved <= FIRST_LOAD_LIMIT, f"{found.path} {way} moves {moved} bytes"
