"""A whole secret vote in real browsers: trustees, an authority, six voters, and a stranger who recounts it.

One votes twice, one opens a ballot to check it, one loses the connection, one is in the kiosk, one on paper.
"""

from __future__ import annotations

import json
import re
from typing import Final
from urllib.request import urlopen

import pytest

from tests.journeys.acting import Person
from tests.journeys.secretly import (
    DESK,
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
    vote_with,
)
from tests.journeys.site import run_folder
from toparquia.engines.ballots.tests import belenios_tool as peer
from toparquia.engines.ballots.verification import verify

# Pages and addresses of a vote with an online box.
SEEN_IN_SECRET: Final = frozenset(
    {
        *(f"web:{name}" for name in ("booth", "tracking", "kiosk", "trustees", "credentials")),
        *(f"voting:box_{verb}" for verb in ("prepare", "open", "close", "sum")),
        *(f"voting:urn_{name}" for name in ("election", "state", "credentials", "trustees", "archive")),
        *(f"voting:urn_{name}" for name in ("second_proofs", "ballots", "ballot")),
        *(f"voting:{name}" for name in ("deliver_credentials", "custody_state", "custody_step", "table")),
    }
)


@pytest.fixture(params=["Ed25519", "BELENIOS-2048"])
def country(request, browser):
    """Serve a commune: with the group of real votes, and with the one that Debian's tool reads."""
    group = "" if request.param == "Ed25519" else request.param
    with served(run_folder() / f"secret-{request.param}", browser, group) as found:
        found.group = request.param
        yield found


def test_a_whole_vote(country, browser, tmp_path):
    # Two browsers' worth of people and a PostgreSQL of its own: about two minutes.
    people = {
        role: (Trustee if role.startswith("trustee") else Person)(browser, country.site, role, PHONE)
        for role in ("commissioner", "commissioner2", "trustee1", "trustee2", "trustee3", "slips")
    }
    for person in people.values():
        # A browser proves and verifies with numbers of 2,048 bits at its own pace.
        person.page.set_default_timeout(PATIENCE)
        country.overhear(person.page)
    trustees = [people[f"trustee{n}"] for n in (1, 2, 3)]
    commission = people["commissioner"]
    if country.group == "Ed25519":
        commission.go(f"{country.vote}urna/preparar/").send(closes=country.site.told["closes"])

    make_keys(country, trustees, tmp_path)
    slips = make_slips(country, people["slips"])
    commission.go(f"{country.vote}urna/abrir/").send()
    before = labels_in(country)
    trackers, openings = five_vote(country, commission, slips)
    assert labels_in(country) == before, "a choice was written down"
    assert not [asked for asked in country.asked for label in LABELS if label in asked]
    every_page_in_english(country)

    country.move_clock(2.1)
    commission.go(f"{country.vote}urna/cerrar/").send()
    one_votes_on_paper(country, people)
    country.move_clock(3.1)
    commission.go(f"{country.vote}cerrar/").send()
    commission.go(f"{country.vote}urna/sumar/").send()
    for trustee in trustees[1:]:
        trustee.open_sum(country)
    assert trustees[0].key.exists(), "the third was not needed"
    commission.go(f"{country.vote}certificar/").send()

    archive = fetched(country, tmp_path)
    report = verify(archive)
    assert report.valid, report
    assert report.result == [counted(country, (2, 1, 2))]
    if country.group == peer.GROUP and peer._version() == "2.0":
        assert peer.tool_verifies(tmp_path)
    certificate_and_recount_agree(country, trackers)
    no_secret_was_written(country, slips, openings, [trustee.key for trustee in trustees])
    for person in people.values():
        person.leave()


def make_keys(country, trustees, folder):
    """Let the three make one key of which two parts suffice, each in their own browser."""
    for trustee in trustees:
        trustee.go(f"{country.vote}custodia/")
    for button, file in (
        ("Hacer mi llave", True),
        ("Hacer mi parte", True),
        ("Mostrar mi parte", False),
        ("Comprobar y terminar mi clave", False),
    ):
        for trustee in trustees:
            trustee.do(country, button, folder, file=file)


def make_slips(country, authority) -> list[str]:
    """Let the authority make the slips in its browser; only it ever sees them."""
    page = authority.go(f"{country.vote}credenciales/").page
    country.look(page, "papelitos")
    page.get_by_role("button", name="Hacer los papelitos").click()
    page.locator(".slip").first.wait_for(state="attached")
    slips = letters_of(page)
    page.emulate_media(media="print")
    page.screenshot(
        path="screenshots/secret-papelito-impreso.png", clip={"x": 0, "y": 0, "width": 360, "height": 800}
    )
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Ya están impresos: borrarlos de aquí").click()
    assert page.locator(".slip").count() == 0
    return slips


def five_vote(country, commission, slips) -> tuple[dict[str, str], str]:
    """Let five vote online or in the kiosk; return the codes of what counts, and an opened ballot."""
    for name, channel in (("Alba", "online"), ("Beto", "online"), ("Carla", "online"), ("Dora", "online")):
        check_in(country, commission, name, channel)
    check_in(country, commission, "Persona 0", "kiosk")
    address = country.site.address + country.vote
    counted = {}
    with country.phone("cabina/") as page:
        page.wait_for_selector("[data-step=slip]:not([hidden])")
        country.look(page, "papelito")
        # She changes her mind: the first ballot is replaced.
        for answer in ("La vía", "El agua"):
            page.goto("about:blank")
            vote_with(page, slips[0], answer, address=address)
            country.look(page, "lectura")
            counted["twice"] = seal(page)
            country.look(page, "cerrado")
            cast(page)
        assert page.url == f"{address}cabina/", "no secret stays in the address"
        country.look(page, "anotado")
    with country.phone("cabina/") as page:
        vote_with(page, slips[1], "La luz", address=address)
        opened = seal(page)
        page.get_by_role("button", name="Abrirlo para comprobar").click()
        page.wait_for_selector("[data-step=audit]:not([hidden])")
        assert page.inner_text("[data-part=opened] li") == "La luz"
        openings = page.locator("[data-part=audit-text]").text_content()
        country.look(page, "abierto")
        page.get_by_role("button", name="Elegir otra vez").click()
        page.get_by_role("button", name="Revisar mi voto").click()
        counted["audits"] = seal(page)
        assert counted["audits"] != opened
        cast(page)
    with country.phone("cabina/") as page:
        vote_with(page, slips[2], "La vía", address=address)
        page.context.set_offline(True)
        counted["offline"] = seal(page)
        page.get_by_role("button", name="Enviar mi voto").click()
        page.wait_for_selector("[data-part=state]:has-text('No hay señal')")
        country.look(page, "sin-senal")
        page.context.set_offline(False)
        page.wait_for_selector("[data-part=states][data-state=recorded]")
    with country.phone("cabina/") as page:
        vote_with(page, slips[3], "La vía", address=address)
        counted["plain"] = seal(page)
        cast(page)
    with country.phone("kiosco/") as page:
        counted["kiosk"] = in_the_kiosk(country, page, slips[4])
    return counted, openings


def in_the_kiosk(country, page, slip) -> str:
    """Let an officer release one session, and one person vote in it; the machine then waits for the next."""
    page.locator("#number").fill("4711")
    country.look(page, "mesa-preparar")
    page.get_by_role("button", name="Preparar la máquina").click()
    country.look(page, "mesa-espera")
    page.locator("#release").fill("4711")
    page.get_by_role("button", name="Dejar votar a una persona").click()
    page.get_by_label("Letras del papelito").fill(slip)
    page.get_by_role("button", name="Entrar a votar").click()
    page.wait_for_selector("[data-step=choose]:not([hidden])")
    country.look(page, "elegir")
    page.get_by_label("El agua", exact=True).check()
    page.get_by_role("button", name="Revisar mi voto").click()
    tracker = seal(page)
    cast(page)
    page.get_by_role("button", name="Terminar").click()
    page.wait_for_selector("[data-step=locked]:not([hidden])")
    assert tracker not in page.content()
    assert slip not in page.content()
    assert page.context.cookies() == []
    assert page.evaluate("indexedDB.databases()") == []
    return tracker


def one_votes_on_paper(country, people):
    """Let one get a paper ballot, once nobody votes online any more, and the table's sheet be typed twice."""
    check_in(country, people["commissioner"], "Efraín", "paper")
    for role in ("commissioner", "commissioner2"):
        typist = people[role].go(f"{country.vote}actas/")
        marks = {f"marks_{n}": "1" if n == 0 else "0" for n in range(3)}
        typist.send(table="1", **marks, blank="0", null="0", ballots="1", check_ins="1")


def counted(country, by_number) -> list[int]:
    """Return counts in the order in which the options stand on the ballot: the order that was drawn."""
    with urlopen(f"{country.site.address}{country.vote}urna/eleccion.json") as answer:  # noqa: S310 (loopback)
        question = json.loads(answer.read())["questions"][0]
    votes = dict(zip(("El agua", "La luz", "La vía"), by_number, strict=True))
    return [*([0] if question.get("blank") else []), *(votes[answer] for answer in question["answers"])]


def certificate_and_recount_agree(country, trackers):
    """Let a stranger find the ballots, recount the box in a browser, and read the same in the certificate."""
    with country.phone("rastreo/") as page:
        for name, tracker in trackers.items():
            page.get_by_label("Código de seguimiento").fill(tracker)
            page.get_by_role("button", name="Buscar mi voto").click()
            page.wait_for_selector(".notice.success >> text=es el que cuenta")
            # Not the server's word: this browser has the archive, and its hash is the Gazette's.
            checked = page.inner_text("[data-part=checked]")
            assert "entre los 6 del archivo" in checked, name
            assert page.locator("[data-part=head]").text_content() in entries_of(country)
            country.look(page, "rastreo")
            page.locator("[data-part=answer]").evaluate("box => box.replaceChildren()")
    with country.phone("") as page:
        country.look(page, "certificado")
        said = rows_in(page, "Votos de cada opción")
        page.get_by_role("link", name="Contar aquí esta votación").click()
        page.get_by_role("button", name="Contar aquí esta votación").click()
        page.wait_for_selector(".notice.success")
        country.look(page, "recuento")
        recounted = {name: int(votes) for name, votes in rows_in(page).items()}
    certified = certificate_of(country)
    paper = certified["paper"]
    assert {name: int(votes) for name, votes in said.items()} == certified["votes"]
    assert {name: votes for name, votes in recounted.items() if name != "En blanco"} == {
        name: votes - paper[name] for name, votes in certified["votes"].items()
    }
    assert recounted["En blanco"] == certified["blank"]


def rows_in(page, caption="") -> dict[str, str]:
    """Return the rows of a table of the page: its heading and its first figure."""
    table = f"table:has(caption:text('{caption}'))" if caption else "[data-part=report] table"
    rows = page.locator(f"{table} tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.children].map(cell => cell.textContent.trim()))"
    )
    return {row[0]: row[1] for row in rows}


def certificate_of(country) -> dict:
    """Return the certificate's figures by label: all votes, those of the paper tables, and the blank ones."""
    with urlopen(f"{country.site.address}{country.vote}resultado.json") as answer:  # noqa: S310 (loopback)
        published = json.loads(answer.read())
    result, labels = published["result"], {one["code"]: one["label"] for one in published["options"]}
    paper = {label: sum(table["votes"][code] for table in result["tables"]) for code, label in labels.items()}
    votes = {label: result["votes"][code] for code, label in labels.items()}
    return {"votes": votes, "paper": paper, "blank": result["blank"]}


def labels_in(country) -> dict[str, int]:
    """Return how often each option is named in the rows, the Gazette and the logs."""
    written = "\n".join([*rows_of(country), entries_of(country), logs_of(country)])
    return {label: written.count(label) for label in LABELS}


def no_secret_was_written(country, slips, openings, keys):
    """Look for slips, openings and keys in all that the server keeps, and in all that it was asked."""
    rows = rows_of(country)
    written = "\n".join([*rows, entries_of(country), logs_of(country), *country.asked])
    # As PostgreSQL writes bytes, too.
    written += "\n".join(
        bytes.fromhex(found).decode(errors="replace") for row in rows for found in HEXED.findall(row)
    )
    numbers = [one["randomness"] for row in json.loads(openings)["openings"] for one in row]
    kept = [json.loads(key.read_text()) for key in keys]
    secrets = [key.get("seed") or key["secret"] for key in kept]
    assert all(secrets), "each trustee has a key"
    assert country.vote.split("/")[2] in written, "something was looked through"
    assert len(country.asked) > len(slips), "the requests were heard"
    for secret in (*slips, *(slip.replace("-", "") for slip in slips), *numbers, *secrets):
        assert secret not in written


LABELS: Final = ("El agua", "La luz", "La vía")
HEXED: Final = re.compile(r"\\{1,2}x((?:[0-9a-f]{2})+)")


def every_page_in_english(country):
    """Look at each page of the open vote in the other language, on a wide screen in the dark."""
    for path in ("cabina/", "rastreo/", "kiosco/", "custodia/", "credenciales/"):
        with country.phone(path, DESK) as page:
            page.wait_for_load_state("networkidle")
            country.look(page, f"en-{path.strip('/')}")
