"""Posting: what is written, what is refused, what a key is for."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from toparquia.foundation.ids import new_id
from toparquia.foundation.money import Money
from toparquia.foundation.terms import Term
from toparquia.ledger import errors, queries, services
from toparquia.ledger.models import Account, JournalEntry, Transfer
from toparquia.ledger.rules import NewAccount
from toparquia.ledger.tests.factories import DAY, NOON, cast, entry, funded, ves

pytestmark = pytest.mark.django_db

STRANGER = Account(id=UUID(int=7), code="stranger", kind="asset", currency="VES")


@pytest.fixture
def actors():
    return cast()


ONE = ves(1)


def moves(*names, amount=ONE, **more):
    return lambda c: entry(c.place, (getattr(c, names[0]), getattr(c, names[1]), amount), **more)


REFUSALS = [
    ("nothing moves", lambda c: entry(c.place), errors.EntryEmpty),
    ("a kind that is no name", moves("works", "state", kind="Moved!"), errors.KindMalformed),
    (
        "1,001 transfers",
        lambda c: entry(c.place, *[(c.works, c.state, ves(1))] * 1_001),
        errors.EntryTooLarge,
    ),
    ("zero", moves("works", "state", amount=ves(0)), errors.AmountNotPositive),
    ("below zero", moves("works", "state", amount=ves(-5)), errors.AmountNotPositive),
    ("to itself", moves("works", "works"), errors.TransferToItself),
    ("a control character in the reason", moves("works", "state", reason="a\0b"), errors.ReasonMalformed),
    ("an unknown account", lambda c: entry(c.place, (c.works, STRANGER, ves(1))), errors.NoSuchAccount),
    ("another currency", moves("works", "state", amount=Money(1, "USD")), errors.CurrencyDiffers),
    (
        "one side in another currency",
        moves("dollars", "state", amount=Money(1, "USD")),
        errors.CurrencyDiffers,
    ),
    ("more than there is", moves("works", "bank", amount=ves(10_001)), errors.NotEnoughThere),
    ("a day that is sealed", moves("works", "state", on=DAY - timedelta(1)), errors.DaySealed),
    ("a reversal of nothing", moves("works", "state", reverses=UUID(int=9)), errors.ReversalOfReversal),
]


@pytest.mark.parametrize(
    ("refused", "refusal"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_a_refused_entry_changes_nothing(actors, refused, refusal):
    funded(actors)
    services.seal(DAY - timedelta(1), at=NOON)

    with pytest.raises(refusal) as told:
        services.post(refused(actors), at=NOON)

    assert told.value.message("es") != told.value.message("en")
    assert JournalEntry.objects.count() == Transfer.objects.count() == 1
    assert queries.balance(actors.bank, DAY) == ves(10_000)


def test_the_refusal_says_how_far_below_zero(actors):
    funded(actors, 100)

    with pytest.raises(
        errors.NotEnoughThere, match=r"altos\.bank has not enough: it would stand at −Bs\.\s0\.50"
    ):
        services.post(entry(actors.place, (actors.works, actors.bank, ves(150))), at=NOON)


def test_the_same_key_and_content_returns_the_first(actors):
    sent = funded(actors)

    again = services.post(sent, at=NOON + timedelta(days=90))

    assert again.is_repeat
    assert again.posted_at == NOON
    assert Transfer.objects.count() == 1


def test_the_same_key_with_other_content_is_refused(actors):
    sent = funded(actors)
    others = [replace(sent, transfers=sent.transfers * 2), replace(sent, place_id=new_id())]
    others += [replace(sent, kind="tests.other"), replace(sent, effective_on=DAY + timedelta(1))]

    for other in others:
        with pytest.raises(errors.KeyUsedForOtherEntry):
            services.post(other, at=NOON)
        with pytest.raises(errors.KeyUsedForOtherEntry):
            services.post_all([entry(actors.place, (actors.works, actors.state, ves(1))), other], at=NOON)

    assert Transfer.objects.count() == 1


def test_a_batch_with_repeats_writes_the_rest(actors):
    sent = funded(actors)
    fresh = entry(actors.place, (actors.works, actors.bank, ves(1)))

    posted = services.post_all([fresh, sent, fresh], at=NOON)

    assert [one.is_repeat for one in posted] == [False, True, False]
    assert queries.balance(actors.bank, DAY) == ves(9_999)


def test_two_contents_under_one_key_in_one_batch_are_refused(actors):
    one = entry(actors.place, (actors.works, actors.state, ves(1)))
    other = replace(one, kind="tests.other")

    with pytest.raises(errors.KeyUsedForOtherEntry):
        services.post_all([one, other], at=NOON)

    assert not JournalEntry.objects.exists()


def test_a_batch_is_all_or_nothing(actors):
    good = entry(actors.place, (actors.works, actors.state, ves(1)))
    bad = entry(actors.place, (actors.works, actors.bank, ves(1)))

    with pytest.raises(errors.NotEnoughThere):
        services.post_all([good, bad], at=NOON)

    assert not JournalEntry.objects.exists()


def test_a_batch_that_is_too_large_is_refused(actors):
    one = entry(actors.place, (actors.works, actors.state, ves(1)))

    with pytest.raises(errors.EntryTooLarge):
        services.post_all([one] * 10_001, at=NOON)


def test_a_refusal_leaves_the_callers_work_standing(actors):
    with transaction.atomic():
        first = funded(actors)
        with pytest.raises(errors.NotEnoughThere):
            services.post(entry(actors.place, (actors.works, actors.bank, ves(10_001))), at=NOON)
        second = funded(actors)

    assert set(JournalEntry.objects.values_list("id", flat=True)) == {first.key, second.key}


def test_an_entry_inside_savepoints_is_one_entry(actors):
    with transaction.atomic(), transaction.atomic(), transaction.atomic():
        sent = funded(actors)

    assert queries.entry(sent.key).transfer_count == 1


def test_a_limited_liability_is_limited_too(actors):
    savings = NewAccount("altos.savings", actors.place, "liability", "VES", DAY, may_go_negative=False)
    account = services.open_account(savings)
    services.post(entry(actors.place, (actors.works, account, ves(70))), at=NOON)

    with pytest.raises(errors.NotEnoughThere):
        services.post(entry(actors.place, (account, actors.state, ves(71))), at=NOON)
    services.post(entry(actors.place, (account, actors.state, ves(70))), at=NOON)

    assert queries.balance(account, DAY).is_zero


def test_an_account_is_opened_once(actors):
    asked = NewAccount("altos.bank", actors.place, "asset", "VES", DAY + timedelta(9), may_go_negative=False)

    assert services.open_account(asked).id == actors.bank.id
    with pytest.raises(errors.AccountCodeTaken):
        services.open_account(replace(asked, currency="USD"))


@pytest.mark.parametrize("change", [{"code": "Altos Ñ"}, {"code": "a\n"}, {"code": ""}, {"kind": "thing"}])
def test_an_account_that_cannot_be_is_refused(actors, change):
    asked = NewAccount("altos.other", actors.place, "asset", "VES", DAY)

    with pytest.raises(errors.AccountMalformed):
        services.open_account(replace(asked, **change))


def test_a_reversal_gives_everything_back_once(actors):
    sent = funded(actors)

    key = new_id()
    services.reverse(sent.key, key, NOON, "Se registró dos veces")
    again = services.reverse(sent.key, key, NOON + timedelta(days=3), "Se registró dos veces")

    assert again.is_repeat
    assert queries.balance(actors.bank, DAY).is_zero
    assert queries.balance(actors.state, DAY).is_zero
    with pytest.raises(errors.AlreadyReversed):
        services.reverse(sent.key, new_id(), NOON, "Otra vez")
    with pytest.raises(errors.ReversalOfReversal):
        services.reverse(key, new_id(), NOON, "De vuelta")
    with pytest.raises(errors.KeyUsedForOtherEntry):
        services.reverse(sent.key, key, NOON, "Otro motivo")


def test_a_reversal_needs_an_entry_a_reason_and_the_money(actors):
    sent = funded(actors)
    services.post(entry(actors.place, (actors.works, actors.bank, ves(1))), at=NOON)

    with pytest.raises(errors.NoSuchEntry):
        services.reverse(new_id(), new_id(), NOON, "No existe")
    with pytest.raises(errors.ReasonMalformed):
        services.reverse(sent.key, new_id(), NOON, " ")
    with pytest.raises(errors.NotEnoughThere):
        services.reverse(sent.key, new_id(), NOON, "Ya se gastó una parte")


def test_a_reversal_that_is_no_mirror_is_refused(actors):
    sent = funded(actors, 100)

    with pytest.raises(errors.ReversalInexact):
        services.post(
            entry(actors.place, (actors.state, actors.bank, ves(99)), reverses=sent.key, reason="Casi"),
            at=NOON,
        )


def test_balances_at_any_date_with_and_without_seals(actors):
    for day in range(10):
        funded(actors, 10 + day, on=DAY + timedelta(day))
    before = [queries.balance(actors.bank, DAY + timedelta(day)) for day in range(-1, 12)]

    assert services.seal(DAY + timedelta(3), at=NOON) == 2
    assert services.seal(DAY + timedelta(6), at=NOON) == 2
    after = [queries.balance(actors.bank, DAY + timedelta(day)) for day in range(-1, 12)]

    assert before == after
    assert before[0].is_zero
    assert before[-1] == ves(145)
    assert queries.balances([actors.bank, actors.state], DAY) == {
        actors.bank.id: ves(10),
        actors.state.id: ves(10),
    }
    with pytest.raises(errors.DaySealed):
        services.seal(DAY + timedelta(6), at=NOON)
    with pytest.raises(errors.DaySealed):
        funded(actors, 1, on=DAY + timedelta(6))
    with pytest.raises(errors.NotEnoughThere):
        services.post(
            entry(actors.place, (actors.works, actors.bank, ves(146)), on=DAY + timedelta(20)), at=NOON
        )


def test_statement_journal_and_trial_balance_tell_the_same(actors):
    funded(actors, 100)
    paid = entry(actors.place, (actors.works, actors.bank, ves(30)), on=DAY + timedelta(1))
    services.post(paid, at=NOON)

    told = queries.statement(actors.bank, Term(DAY + timedelta(1), DAY + timedelta(5)))
    lines = queries.journal([actors.place], Term(DAY, DAY + timedelta(5)))
    trial = {line.code: line for line in queries.trial_balance(DAY + timedelta(5), [actors.place])}

    assert (told.opening, told.closing, told.is_cut) == (ves(100), ves(70), False)
    assert [(line.entry_id, line.amount, line.balance) for line in told.lines] == [
        (paid.key, ves(-30), ves(70))
    ]
    assert [line.amount for line in lines] == [ves(100), ves(30)]
    assert (trial["altos.bank"].debit_minor, trial["altos.bank"].credit_minor) == (100, 30)
    assert sum(line.debit_minor - line.credit_minor for line in trial.values()) == 0
    assert queries.statement(actors.bank, Term(DAY, DAY + timedelta(5)), limit=1).is_cut


@pytest.mark.parametrize("tail", [0, 200])
def test_a_balance_takes_one_query_however_long_the_tail(actors, tail, django_assert_num_queries):
    services.post_all(
        [entry(actors.place, (actors.bank, actors.state, ves(1))) for _ in range(tail)], at=NOON
    )

    with django_assert_num_queries(1):
        assert queries.balance(actors.bank, DAY) == ves(tail)
    with django_assert_num_queries(1):
        queries.trial_balance(DAY, [actors.place])


def test_a_batch_is_one_statement(actors, django_assert_num_queries):
    batch = [entry(actors.place, (actors.bank, actors.state, ves(1))) for _ in range(300)]

    # Inside the test's transaction: savepoint, the statement, release.
    with django_assert_num_queries(3):
        services.post_all(batch, at=NOON)
