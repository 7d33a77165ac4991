"""One page for every form of a verb: what it is about, what it asks, what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from toparquia.gazette import writing
from toparquia.treasury.models import Invoice


@dataclass(frozen=True)
class Asked:
    """What a form's page says around the form."""

    verb: str
    title: str
    button: str
    noted: str
    about: str
    about_url: str
    lead: str = ""
    rows: Sequence[dict[str, Any]] = ()
    warning: str = ""
    picture: str = ""
    resembling: Sequence[Invoice] = ()


def form_page(
    request: HttpRequest,
    form: forms.Form,
    asked: Asked,
    do: Callable[[datetime], str],
    template: str = "treasury/form.html",
) -> HttpResponse:
    """Do the verb of a sent form once and go where it leads, or show the form with what was typed."""
    if done := writing.write(request, form, asked.verb, do):
        messages.success(request, asked.noted)
        return redirect(done)
    return writing.form_page(request, template, form, {"asked": asked})
