"""The bank's pages: totals for everyone, a member's own for that member alone, each form once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from toparquia.bank import queries
from toparquia.bank.models import Application, Bank, CashCount, Loan, LoanProduct, Member, Receipt, Savings
from toparquia.bank.tests.factories import ANA, LUIS
from toparquia.foundation.clock import frozen_at
from toparquia.foundation.ids import new_id
from toparquia.mandates.tests.factories import ADULT
from toparquia.people.models import Account

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture(autouse=True)
def clock(house):
    """Let the clock stand where the cast's does, wherever it goes."""
    with frozen_at(house.at) as clock:
        yield clock


@pytest.fixture
def sign_in(client):
    """Return how one person after the other signs in."""

    def signed(resident):
        account = Account.objects.filter(resident=resident).first() or Account.objects.create_user(
            f"{resident.id.hex}@example.org", resident=resident
        )
        client.force_login(account)
        return client

    return signed


def post(client, address, **fields):
    """Send a form with a fresh key."""
    return client.post(address, {"key": str(new_id()), **fields})


def text_of(answer):
    """Return a page's words without its marks, spaces made plain."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_everyone_reads_totals_and_offers(house, client, django_assert_max_num_queries):
    house.capital(200_000)
    product = house.adopted()
    house.lend(product)
    house.save(ANA, 12_345)

    with frozen_at(house.at):
        client.get(house.bank.get_absolute_url())
    with django_assert_max_num_queries(QUERIES), frozen_at(house.at):
        page = text_of(client.get(house.bank.get_absolute_url()))

    assert "Bs. 123,45" in page
    assert "PAR30" in page
    assert "26,82 %" in page
    assert "Banco de" in text_of(client.get("/bancos/")) or house.place.name in text_of(
        client.get("/bancos/")
    )


def test_an_offer_shows_its_whole_cost_for_any_amount(house, client):
    product = house.propose()

    page = text_of(client.get(f"{product.get_absolute_url()}?monto=1.000,00&cuotas=12"))
    refused = text_of(client.get(f"{product.get_absolute_url()}?monto=9.999,00&cuotas=12"))

    assert "94,56" in page
    assert "Bs. 134,70" in page
    assert "pasan de lo que este crédito admite" in refused


def test_a_members_account_is_shown_to_that_member_alone(house, sign_in):
    house.save(ANA, 77_700)
    own = reverse("bank:own", args=[house.bank.id])
    ana, luis = (house.members[number].resident for number in (ANA, LUIS))

    assert "Bs. 777,00" in text_of(sign_in(ana).get(own))
    assert "777,00" not in text_of(sign_in(luis).get(own))
    assert b"<svg" in sign_in(ana).get(reverse("bank:card", args=[house.bank.id])).content
    stranger = house.country.neighbour(name="Sol")
    assert "No eres socia" in text_of(sign_in(stranger).get(own))


def test_an_application_is_hidden_from_neighbours(house, sign_in):
    application = house.apply(house.adopted())
    page = application.get_absolute_url()

    with frozen_at(house.at):
        assert "Abono" in text_of(sign_in(house.members[ANA].resident).get(page))
        assert sign_in(house.members[LUIS].resident).get(page).status_code == 404
        assert sign_in(house.approvers[0].holder).get(page).status_code == 200
        listed = reverse("bank:applications", args=[house.bank.id])
        assert sign_in(house.members[LUIS].resident).get(listed).status_code == 404
        assert "Siembra" in text_of(sign_in(house.approvers[0].holder).get(listed))


def test_the_desk_works_through_its_forms(house, sign_in):
    client = sign_in(house.coordinators[0].holder)
    bank = house.bank.id
    house.country.neighbour(name="Rita")
    post(client, reverse("bank:capital", args=[bank]), amount="5.000,00", currency="VES")
    post(
        client,
        reverse("bank:enrol", args=[bank]),
        given_names="Rita",
        surnames="Pérez",
        birth_date=ADULT.isoformat(),
    )
    rita = Member.objects.get(bank=bank, resident__given_names="Rita")
    post(client, reverse("bank:savings", args=[bank]), number=rita.number, kind="share")
    post(client, reverse("bank:deposit", args=[bank]), number=rita.number, amount="100,00")
    post(client, reverse("bank:withdraw", args=[bank]), number=rita.number, amount="40,00")
    refused = post(client, reverse("bank:withdraw", args=[bank]), number=rita.number, amount="999,00")
    post(client, reverse("bank:count", args=[bank]), amount="5.060,00")

    assert refused.status_code == 422
    assert "999,00" in refused.content.decode()
    assert Savings.objects.filter(member=rita, kind="share").exists()
    assert list(Receipt.objects.values_list("amount_minor", flat=True)) == [10_000, 4_000]
    assert CashCount.objects.get().difference.is_zero


def test_one_click_sent_twice_pays_once(house, sign_in):
    house.save(ANA, 1_000)
    client = sign_in(house.members[ANA].resident)
    fields = {"key": str(new_id()), "number": LUIS, "amount": "4,00"}
    for _ in range(2):
        client.post(reverse("bank:pay", args=[house.bank.id]), fields)

    assert (house.saved(ANA), house.saved(LUIS)) == (600, 400)


def test_a_loan_goes_through_its_pages(house, sign_in, clock):
    house.capital(200_000)
    client = sign_in(house.coordinators[0].holder)
    post(
        client, reverse("bank:propose", args=[house.bank.id]), name="Siembra", currency="VES",
        principal_max="1.000,00", rate="24", fee="0", interest_method="declining_balance",
        amortization="equal_instalments", period="month",
        instalments_max="12", principal_grace="0", arrears_grace_days="0",
    )  # fmt: skip
    product = LoanProduct.objects.get()
    taken = house.resolve(queries.PRODUCT, product.id)
    with frozen_at(house.at):
        assert (
            post(client, reverse("bank:adopt", args=[product.id]), resolution=str(taken)).status_code == 302
        )
        ana = sign_in(house.members[ANA].resident)
        post(ana, reverse("bank:apply", args=[product.id]), amount="500,00", instalments="6", purpose="Abono")
        application = Application.objects.get()
        for approver in house.approvers[:2]:
            judge = sign_in(approver.holder)
            post(judge, reverse("bank:judge", args=[application.id]), review="yes", reason="Puede pagar.")
        client = sign_in(house.coordinators[0].holder)
        assert "Entregar el préstamo" in text_of(client.get(application.get_absolute_url()))
        post(client, reverse("bank:disburse", args=[application.id]))
        post(client, reverse("bank:repay", args=[application.id]), amount="100,00")
        page = text_of(client.get(application.get_absolute_url()))

    assert Loan.objects.get().repayments.get().amount_minor == 10_000
    assert "Puede pagar." in page
    assert "Próxima cuota" in page


def test_a_coordinator_opens_the_bank_of_the_commune_once(house, sign_in):
    client = sign_in(house.coordinators[0].holder)

    answer = post(client, reverse("bank:open", args=[house.place.code]))

    assert answer.status_code == 422
    assert Bank.objects.count() == 1
