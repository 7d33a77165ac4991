"""A secret vote whose slips two authorities make by halves, and whose sum opens only with every trustee."""

from __future__ import annotations

from typing import Final

import pytest

from tests.journeys.acting import Person
from tests.journeys.secret_country import BY_HALVES
from tests.journeys.secretly import (
    PATIENCE,
    PHONE,
    Trustee,
    cast,
    check_in,
    entries_of,
    fetched,
    letters_of,
    logs_of,
    rows_of,
    seal,
    served,
)
from tests.journeys.site import run_folder
from toparquia.engines.ballots.verification import verify

ANSWERS: Final = ("El agua", "La luz")


@pytest.fixture
def country(browser):
    with served(run_folder() / "secret-by-halves", browser, BY_HALVES) as found:
        yield found


def test_a_vote_of_two_authorities_and_all_trustees(country, browser, tmp_path):
    # Browsers of five people and a PostgreSQL of its own: about a minute.
    people = {
        role: (Trustee if role.startswith("trustee") else Person)(browser, country.site, role, PHONE)
        for role in ("commissioner", "trustee1", "trustee2", "slips", "slips2")
    }
    for person in people.values():
        person.page.set_default_timeout(PATIENCE)
        country.overhear(person.page)
    commission, trustees = people["commissioner"], [people["trustee1"], people["trustee2"]]
    commission.go(f"{country.vote}urna/preparar/").send(closes=country.site.told["closes"])

    for trustee in trustees:
        trustee.go(f"{country.vote}custodia/")
    for button, file in (("Hacer mi llave", True), ("Mostrar la parte pública", False)):
        for trustee in trustees:
            trustee.do(country, button, tmp_path, file=file)
    halves = [slips_of(country, people["slips"], "1"), slips_of(country, people["slips2"], "2")]
    commission.go(f"{country.vote}urna/abrir/").send()
    for number, (name, answer) in enumerate(zip(("Alba", "Beto"), ANSWERS, strict=True)):
        check_in(country, commission, name, "online")
        with country.phone("cabina/") as page:
            vote_with_halves(country, page, [half[number] for half in halves], answer)
    one_half_alone_enters_nobody(country, halves[0][2])

    country.move_clock(2.1)
    commission.go(f"{country.vote}urna/cerrar/").send()
    country.move_clock(3.1)
    commission.go(f"{country.vote}cerrar/").send()
    commission.go(f"{country.vote}urna/sumar/").send()
    for trustee in trustees:
        trustee.open_sum(country)
    commission.go(f"{country.vote}certificar/").send()

    report = verify(fetched(country, tmp_path))
    assert report.valid, report
    assert (report.ballots, sorted(report.result[0])) == (2, [0, 0, 1, 1])
    written = "\n".join([*rows_of(country), entries_of(country), logs_of(country), *country.asked])
    assert not [slip for half in halves for slip in half if slip in written]
    for person in people.values():
        person.leave()


def slips_of(country, authority, which) -> list[str]:
    """Let one of the two authorities make its halves, numbered, in its own browser."""
    page = authority.go(f"{country.vote}credenciales/").page
    page.locator("#source").wait_for()
    country.look(page, "papelitos-de-dos")
    page.locator("#source").select_option(which)
    page.get_by_role("button", name="Hacer los papelitos").click()
    page.locator(".slip").first.wait_for(state="attached")
    slips = letters_of(page)
    numbers = page.locator(".slip [data-part=number]").evaluate_all("all => all.map(one => one.textContent)")
    assert numbers == [f"Papelito n.º {n}" for n in range(1, len(slips) + 1)]
    page.get_by_role("button", name="Ya están impresos: borrarlos de aquí").click()
    return slips


def vote_with_halves(country, page, slips, answer):
    """Enter with one half after the other, vote, and wait until the ballot is on the board."""
    for half in slips:
        page.wait_for_selector("[data-step=slip]:not([hidden])")
        page.get_by_label("Letras del papelito").fill(half)
        page.get_by_role("button", name="Entrar a votar").click()
        if half == slips[0]:
            page.wait_for_selector("[data-part=slip-wrong]:not([hidden]) >> text=Ahora pon el segundo")
            country.look(page, "segundo-papelito")
    page.wait_for_selector("[data-step=choose]:not([hidden])")
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Revisar mi voto").click()
    seal(page)
    cast(page)


def one_half_alone_enters_nobody(country, half):
    """Let somebody who found one half type it twice: the other is still asked for."""
    with country.phone("cabina/") as page:
        for _ in range(2):
            page.wait_for_selector("[data-step=slip]:not([hidden])")
            page.get_by_label("Letras del papelito").fill(half)
            page.get_by_role("button", name="Entrar a votar").click()
            page.wait_for_selector("[data-part=slip-wrong]:not([hidden]) >> text=Ahora pon el segundo")
        assert page.locator("[data-step=choose]").is_hidden()
