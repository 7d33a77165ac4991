"""Three forms of statement read into one; what is broken, too large or an attack is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toparquia.foundation.money import Money
from toparquia.treasury.bankfiles import LINES_LIMIT, SIZE_LIMIT, read_statement
from toparquia.treasury.errors import StatementTooLarge, StatementUnreadable

CSV = (
    "Banco del Pueblo;;;\nFecha;Referencia;Descripción;Monto\n"
    "09/03/2026;BDV-000001;Transferencia del Estado;500,00\n"
    "12/03/2026;A-1;Pago ferretería;-1.250,50\n"
).encode()
MT940 = b""":20:START
:25:0102/123456
:28C:1/1
:60F:C260301VES1000,00
:61:2603090309C500,00NTRFBDV-000001//X1
:86:Transferencia del Estado
:61:2603120312D1250,50NTRFA-1
:86:Pago ferreteria
:62F:C260312VES249,50
"""
CAMT = b"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>0102/123456</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="VES">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-03-09</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>BDV-000001</EndToEndId></Refs>
<RmtInf><Ustrd>Transferencia del Estado</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="VES">1250.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-03-12</Dt></BookgDt>
<AcctSvcrRef>A-1</AcctSvcrRef></Ntry>
<Ntry><Amt Ccy="VES">7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts>
<BookgDt><Dt>2026-03-13</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


@pytest.mark.parametrize(("form", "content"), [("csv", CSV), ("mt940", MT940), ("camt053", CAMT)])
def test_each_form_says_the_same(form, content):
    read = read_statement(content, "VES")

    assert (read.format, read.currency) == (form, "VES")
    assert [(one.booked_on, one.amount, one.reference) for one in read.movements] == [
        (date(2026, 3, 9), Money(50_000, "VES"), "BDV-000001"),
        (date(2026, 3, 12), Money(-125_050, "VES"), "A-1"),
    ]


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;">]><Document>&c;</Document>'
)


@pytest.mark.parametrize(
    ("refusal", "content"),
    [
        (StatementUnreadable, b""),
        (StatementUnreadable, b"hola"),
        (StatementUnreadable, bytes(range(128, 160))),
        (StatementUnreadable, BOMB),
        (StatementUnreadable, b"<html><body>1</body></html>"),
        (StatementUnreadable, CAMT.replace(b"2026-03-09", b"el lunes")),
        (StatementUnreadable, CAMT.replace(b'"VES">500.00', b'"VES">500.001')),
        (StatementUnreadable, MT940.replace(b"C260301VES1000,00", b"CXX")),
        (StatementUnreadable, MT940.replace(b"VES", b"ves")),
        (StatementUnreadable, CSV.replace(b"500,00", b"5-0-0")),
        (StatementUnreadable, CSV.replace(b"Monto", b"Nada")),
        (StatementTooLarge, b"x" * (SIZE_LIMIT + 1)),
        (StatementTooLarge, b"fecha;monto\n" + b"2026-03-09;1,00\n" * (LINES_LIMIT + 30)),
    ],
)
def test_what_is_no_statement_is_refused(refusal, content):
    with pytest.raises(refusal):
        read_statement(content, "VES")


def test_two_alike_on_one_day_are_two_and_the_same_two_again():
    twice = b"fecha;referencia;monto\n" + b"2026-03-09;X;1,00\n" * 2

    first = read_statement(twice, "VES").fingerprints

    assert len(set(first)) == 2
    assert read_statement(twice + b"2026-03-10;Y;2,00\n", "VES").fingerprints[:2] == first


@settings(max_examples=60, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_nothing_that_is_handed_in_makes_a_reader_fail(content):
    for handed_in in (content, b":20:A\n:25:B\n" + content):
        with suppress(StatementUnreadable, StatementTooLarge):
            read_statement(handed_in, "VES")
