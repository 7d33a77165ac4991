"""The door of every write: a form with its key, done once, in one transaction.

A bad connection loses nothing (law 9): the form carries a key made when it was shown, and the hash
of what was typed is kept with the result. The same again returns the first result; the same key
with other content is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.base import File
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from toparquia.foundation.clock import now
from toparquia.foundation.errors import DomainError
from toparquia.foundation.ids import new_id
from toparquia.gazette.errors import KeyUsedForSomethingElse
from toparquia.gazette.models import Write


class KeyedForm(forms.Form):
    """The base of every form that writes: it carries the key of the write."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class ConfirmForm(KeyedForm):
    """Nothing but the key: a deed that needs no words, done once."""


def write(request: HttpRequest, form: forms.Form, verb: str, do: Callable[[datetime], str]) -> str | None:
    """Do a posted form's verb once and return the address of its result; None if it is to be shown again.

    `do(at)` calls one service and returns the address to go to. A refusal becomes an error of the
    form, so that the page shows the sentence and everything typed is still there.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    at = now()
    content = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    try:
        return once(
            key=form.cleaned_data["key"],
            verb=verb,
            # Another address or another person with the same key is another content.
            content={**content, "path": request.path, "who": str(getattr(request.user, "pk", ""))},
            do=lambda: do(at),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.message(getattr(request, "LANGUAGE_CODE", "es")))
        return None


def form_page(
    request: HttpRequest, template: str, form: forms.Form, context: Mapping[str, Any]
) -> HttpResponse:
    """Show a page with its form; one that was sent and is wrong answers 422, with what was typed in it."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def once(*, key: UUID, verb: str, content: Mapping[str, Any], do: Callable[[], str]) -> str:
    """Do `do` in one transaction unless `key` was used; return its result, or the first one's.

    :raises KeyUsedForSomethingElse: if the key came before with another verb or other content.
    """
    digest = content_hash(verb, content)
    with transaction.atomic():
        # Two senders of one key meet here: the second waits for the first, then finds its row.
        with _key_lock(key):
            first = Write.objects.filter(key=key).first()
        if first is not None:
            if bytes(first.content_hash) != digest:
                raise KeyUsedForSomethingElse()
            return first.result
        result = do()
        Write.objects.create(key=key, verb=verb, content_hash=digest, result=result)
        return result


@contextmanager
def _key_lock(key: UUID) -> Iterator[None]:
    # Held until the transaction ends; 64 bits of the key are enough, a collision only waits.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % 2**63])
    yield


def content_hash(verb: str, content: Mapping[str, Any]) -> bytes:
    """Return the SHA-256 of what was sent, files by their bytes."""
    plain = json.dumps([verb, _hashable(content)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).digest()


def _hashable(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _hashable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hashable(item) for item in value]
    if isinstance(value, File):
        return _file_hash(value)
    return str(value)


def _file_hash(file: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
