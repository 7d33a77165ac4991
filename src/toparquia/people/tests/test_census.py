"""A census notebook as spreadsheets write it: every problem is named, and nothing is half written."""

from __future__ import annotations

from datetime import date

import pytest

from toparquia.people.errors import NotebookUnreadable
from toparquia.people.rules.census import read

TODAY = date(2026, 3, 8)
HEAD = "nombres,apellidos,fecha_nacimiento,desde\n"
ROW = "Ana,Ñañez,1980-05-17,2001-01-01\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "delimiter"),
    [
        ((HEAD + ROW).encode(), "UTF-8", ","),
        (b"\xef\xbb\xbf" + (HEAD + ROW).encode(), "UTF-8", ","),
        ((HEAD + ROW).replace(",", ";").encode("latin-1"), "Latin-1", ";"),
        ((HEAD + ROW).replace(",", "\t").replace("\n", "\r\n").encode(), "UTF-8", "\t"),
        (
            "Nombres,Apellidos,Fecha de nacimiento,Vive desde\nAna,Ñañez,17/05/1980,1/1/2001\n".encode(),
            "UTF-8",
            ",",
        ),
    ],
)
def test_it_is_read_however_a_spreadsheet_wrote_it(raw, encoding, delimiter):
    notebook = read(raw, TODAY)

    assert (notebook.encoding, notebook.delimiter, notebook.troubles) == (encoding, delimiter, [])
    (person,) = notebook.people
    assert (person.surnames, person.birth_date, person.since) == (
        "Ñañez",
        date(1980, 5, 17),
        date(2001, 1, 1),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('"=HYPERLINK(""http://x"")",Paz,1980-05-17,2001-01-01', "como una fórmula"),
        ("+58,Paz,1980-05-17,2001-01-01", "como una fórmula"),
        ("Ana,Paz,17-may-80,2001-01-01", "no es una fecha"),
        ("Ana,Paz,1980-02-30,2001-01-01", "no es una fecha"),
        ("Ana,Paz", "tiene solo 2 celdas"),
        (",Paz,1980-05-17,2001-01-01", "Falta el texto"),
        ("Ana,Paz,2030-05-17,2031-01-01", "todavía no llega"),
        ("Ana\u202e,Paz,1980-05-17,2001-01-01", "signos que no se ven"),
        ("Ana,Ñañez,1980-05-17,2001-01-01", "es igual a la línea 2"),
    ],
)
def test_every_problem_is_named_with_its_line(row, said):
    notebook = read(f"{HEAD}{ROW}{row}\n".encode(), TODAY)

    (trouble,) = notebook.troubles[:1]
    assert trouble.line == 3
    assert said in trouble.says.es


def test_all_problems_are_told_at_once():
    notebook = read(
        f"{HEAD}{'Ana,Paz,x,y' + chr(10)}{'=1,Paz,1980-01-01,2001-01-01' + chr(10)}".encode(), TODAY
    )

    assert len(notebook.troubles) == 3


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"nombres,apellidos\nAna,Paz\n", "faltan columnas: fecha_nacimiento, desde"),
        (b"", "faltan columnas"),
        (HEAD.encode() + b'"Ana,Paz,1980-05-17,2001-01-01\n', "comillas sin cerrar"),
        (HEAD.encode() + b"A" * 1_001 + b",Paz,1980-05-17,2001-01-01\n", "celda demasiado larga"),
        (b"x" * 1_000_001, "pasa de 1000000 bytes"),
        (HEAD.encode() + b"\x00", "no es un texto"),
        (b"nombres,nombre,apellidos,fecha_nacimiento,desde\n", "dos veces"),
    ],
)
def test_what_is_no_notebook_is_said_to_be_none(raw, said):
    with pytest.raises(NotebookUnreadable) as refused:
        read(raw, TODAY)

    assert said in refused.value.message("es")


def test_a_notebook_of_too_many_rows_is_refused():
    rows = "".join(f"Ana {number},Paz,1980-05-17,2001-01-01\n" for number in range(5_001))
    with pytest.raises(NotebookUnreadable, match="5000"):
        read((HEAD + rows).encode(), TODAY)
