"""Forms as a bad phone, a hurried thumb or an ill will sends them: what every room's form tests use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlencode

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toparquia.foundation.ids import new_id
from toparquia.gazette.models import Entry, Write
from toparquia.people.models import Account, Resident

FORM_TYPE: Final = "application/x-www-form-urlencoded"
UGLY: Final = (
    "\x00",
    "antes\x00después",
    "\u202esolopse",
    "e" + "\u0301" * 10_000,
    "\ud83d",
    "\ufeff",
    "9" * 24,
    "-" + "9" * 24,
    "-1",
    "0",
    "1e400",
    "NaN",
    "٣٣",
    "1.234,56",
    "½",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "23:59:59.999999",
    "24:00",
    "99, 999",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "planning.admission:no",
    "\n\n\n",
    "\r\n" * 40,
    " ",
    "",
    "a" * 5_000,
)


def sign_in(client: Client, resident: Resident | None = None) -> Account:
    """Sign someone in: a resident of the register, or an account of nobody in it."""
    known = Account.objects.filter(resident=resident).first() if resident else None
    account = known or Account.objects.create_user(f"{new_id()}@example.org", resident=resident)
    client.force_login(account)
    return account


def send(client: Client, address: str, values: Mapping[str, Any]) -> HttpResponse:
    """Post a form as bytes, so that also what no browser sends arrives."""
    body = urlencode({"key": str(new_id()), **values}, doseq=True, errors="surrogatepass")
    answer: HttpResponse = client.post(address, body, content_type=FORM_TYPE)
    return answer


def fields_of(client: Client, address: str) -> list[str]:
    """Return the names of the fields of the form that an address shows."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    return list(answer.context["form"].fields)


def ask_ugly(client: Client, address: str, *names: str) -> None:
    """Ask for a page with ugly values in its address: shown, not found or not understood, never an error."""
    for value in UGLY:
        query = urlencode(dict.fromkeys(names, value), errors="surrogatepass")
        answer = client.get(f"{address}?{query}")
        assert answer.status_code in (200, 400, 404), f"{answer.status_code}: {value!r}"


@contextmanager
def undone() -> Iterator[None]:
    """Let something be written, look at what the end of a transaction would look at, and take it back."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def try_ugly(client: Client, address: str, good: Mapping[str, Any], examples: int = 15) -> None:
    """Send a form with ugly values in any of its fields: each is done whole or answered by a sentence.

    `good` is a post that would be accepted; what is refused leaves the Gazette and the keys as they were.
    """
    names: Sequence[str] = [*fields_of(client, address), "no_such_field"]
    values = st.one_of(st.sampled_from(UGLY), st.text(max_size=40))
    ugly = st.dictionaries(st.sampled_from(names), values, min_size=1, max_size=4)

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ugly=ugly)
    def attempt(ugly: dict[str, str]) -> None:
        with undone():
            before = (Entry.objects.count(), Write.objects.count())
            answer = send(client, address, {**good, **ugly})
            assert answer.status_code in (302, 422), f"{answer.status_code}: {ugly!r}"
            if answer.status_code == 422:
                assert (Entry.objects.count(), Write.objects.count()) == before
                assert "error-summary" in answer.content.decode()

    attempt()
