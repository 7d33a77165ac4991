"""Shapes of input: an organ to be constituted, a person to be proclaimed, a mandate that ends early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.foundation.errors import Sentence
from toparquia.gazette.writing import KeyedForm
from toparquia.mandates.models import Mandate, Seat
from toparquia.mandates.offices import COMMISSION_NOTES, END_REASONS, OFFICES, ORGANS
from toparquia.people.forms import PersonForm
from toparquia.territory.models import Place

DAY: Final = {"type": "date"}


def _words(pairs: Iterable[tuple[str, Sentence]]) -> list[tuple[str, str]]:
    language = get_language() or "es"
    return [(code, says.in_language(language).capitalize()) for code, says in pairs]


class ConstituteForm(KeyedForm):
    """Which organ a territory constitutes."""

    kind = forms.ChoiceField(label=_("Órgano"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = _words((kind, ORGANS[kind].title) for kind in kinds)  # type: ignore[attr-defined]


class ProclaimForm(PersonForm):
    """Who holds which seat from which day on."""

    seat = forms.ChoiceField(label=_("Puesto"))
    starts_on = forms.DateField(label=_("Empieza el"), widget=forms.DateInput(attrs=DAY))
    decided_by = forms.UUIDField(
        label=_("Número de la decisión"),
        help_text=_("El de la elección, o el de la decisión de la asamblea sobre cargos."),
        required=False,
    )

    field_order = ("key", "seat", "given_names", "surnames", "birth_date", "starts_on", "decided_by")

    def __init__(self, *args: Any, seats: Sequence[Seat], **more: Any) -> None:
        super().__init__(*args, **more)
        self.seats = {str(seat.id): seat for seat in seats}
        titles = [
            (str(seat.id), f"{OFFICES[seat.office].title.in_language(get_language() or 'es')} {seat.number}")
            for seat in seats
        ]
        self.fields["seat"].choices = titles  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Seat:
        """Return the seat chosen."""
        return self.seats[self.cleaned_data["seat"]]


class ProclaimFirstForm(ProclaimForm):
    """A seat given by a constitutive assembly; the person may be registered with it."""

    council = forms.ChoiceField(
        label=_("Consejo en que vive"),
        help_text=_("Si todavía no está en el registro, se inscribe con este acto."),
    )
    since = forms.DateField(label=_("Vive allí desde"), widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, councils: Sequence[Place], **more: Any) -> None:
        super().__init__(*args, **more)
        self.councils = {council.id: council for council in councils}
        self.fields["council"].choices = [(str(one.id), one.name) for one in councils]  # type: ignore[attr-defined]

    @property
    def home(self) -> Place:
        """Return the council where the person lives."""
        return self.councils[UUID(self.cleaned_data["council"])]


class EndForm(KeyedForm):
    """Why and when a mandate ends before its time."""

    reason = forms.ChoiceField(label=_("Razón"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("Primer día sin el cargo"), widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].choices = _words((code, END_REASONS[code]) for code in COMMISSION_NOTES)  # type: ignore[attr-defined]


class RegistrarForm(PersonForm):
    """Who follows in the registry, by names and birth date."""


class EnterForm(KeyedForm):
    """Which alternate takes which vacant seat."""

    vacant = forms.ChoiceField(label=_("Puesto vacante"))
    alternate = forms.ChoiceField(label=_("Quién entra"))

    def __init__(self, *args: Any, seats: Sequence[tuple[Seat, Mandate | None]], **more: Any) -> None:
        super().__init__(*args, **more)
        language = get_language() or "es"
        self.seats = {
            str(seat.id): seat
            for seat, current in seats
            if current is None and not OFFICES[seat.office].alternate_of
        }
        self.fields["vacant"].choices = [  # type: ignore[attr-defined]
            (code, f"{OFFICES[seat.office].title.in_language(language)} {seat.number}".capitalize())
            for code, seat in self.seats.items()
        ]
        self.fields["alternate"].choices = [  # type: ignore[attr-defined]
            (
                str(current.id),
                f"{current.holder.full_name}, {OFFICES[seat.office].title.in_language(language)}",
            )
            for seat, current in seats
            if current is not None and OFFICES[seat.office].alternate_of
        ]

    @property
    def seat(self) -> Seat:
        """Return the vacant seat."""
        return self.seats[self.cleaned_data["vacant"]]

    @property
    def alternate_id(self) -> UUID:
        """Return the alternate's mandate."""
        return UUID(self.cleaned_data["alternate"])


class KinForm(KeyedForm):
    """With whom, of those in an office that excludes one's own."""

    other = forms.ChoiceField(label=_("¿Con quién?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Sequence[Mandate], **more: Any) -> None:
        super().__init__(*args, **more)
        language = get_language() or "es"
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.holder.full_name}, {OFFICES[one.seat.office].title.in_language(language)}")
            for one in others
        ]
