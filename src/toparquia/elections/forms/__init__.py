"""Shapes of input of elections and recalls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.elections import rules
from toparquia.elections.models import Election
from toparquia.foundation.rulesets.codes import in_words
from toparquia.gazette.writing import KeyedForm
from toparquia.mandates.models import Organ
from toparquia.mandates.offices import OFFICES, ORGANS
from toparquia.people.forms import PersonForm
from toparquia.territory.models import Place

DAY: Final = {"type": "date"}
TIME: Final = {"type": "time"}
PROCEDURES: Final = (
    (Election.Procedure.BALLOT, _("Voto secreto")),
    (Election.Procedure.ASSEMBLY, _("Voto en asamblea")),
)


def language() -> str:
    """Return the language of the page."""
    return get_language() or "es"


def area(label: Any, limit: int = rules.TEXT_LIMIT, rows: int = 6, **more: Any) -> forms.CharField:
    """Return a box for a text of several lines."""
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OfficeForm(KeyedForm):
    """To which office of which organ."""

    office = forms.ChoiceField(label=_("Cargo"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, organs: Sequence[Organ], councils: Sequence[Place] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.councils = {str(council.id): council for council in councils}
        self.organs = {str(organ.id): organ for organ in organs}
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            (f"{organ.id}:{office.code}{suffix}", self._title(organ, office.code) + whose)
            for organ in organs
            for office in ORGANS[organ.kind].offices
            for suffix, whose in self._electing(office.per)
        ]

    def _electing(self, per: str) -> list[tuple[str, str]]:
        """Return whose people elect: each council by itself where seats stand for councils."""
        if per != "council":
            return [("", "")]
        return [(f":{code}", f", {council.name}") for code, council in self.councils.items()]

    def _title(self, organ: Organ, office: str) -> str:
        title = ORGANS[organ.kind].title.in_language(language()).capitalize()
        return f"{title}: {OFFICES[office].title.in_language(language())}"

    @property
    def organ(self) -> Organ:
        """Return the organ chosen."""
        return self.organs[self.cleaned_data["office"].partition(":")[0]]

    @property
    def office_code(self) -> str:
        """Return the office chosen."""
        return str(self.cleaned_data["office"].split(":")[1])

    @property
    def council(self) -> Place | None:
        """Return the council whose people elect, where the seats stand for councils."""
        return self.councils.get(self.cleaned_data["office"].split(":")[-1])


class CallForm(OfficeForm):
    """Which office is elected, how and when."""

    procedure = forms.ChoiceField(label=_("Cómo se elige"), choices=PROCEDURES, widget=forms.RadioSelect)
    votes_on = forms.DateField(
        label=_("Día del voto"),
        help_text=_("Vacío: el primero que dejan los plazos de las reglas."),
        required=False,
        widget=forms.DateInput(attrs=DAY),
    )


class CustomForm(OfficeForm):
    """How a people elected by its customs; those elected are residents of the place."""

    authority = forms.CharField(label=_("Autoridad que lo dice"), max_length=rules.AUTHORITY_LIMIT)
    minutes = area(_("Qué se decidió y cómo"))
    held_on = forms.DateField(label=_("Qué día"), widget=forms.DateInput(attrs=DAY))
    people = forms.CharField(
        label=_("Personas elegidas"),
        help_text=_(
            "Una por línea: nombres; apellidos; fecha de nacimiento (1980-05-17). Primero principales."
        ),
        max_length=rules.TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class NominateForm(PersonForm):
    """A neighbour who is put forward: written down, so that nobody reads a list to do it."""


class AcceptForm(KeyedForm):
    """What the person put forward says."""

    statement = area(_("Qué quieres hacer en el cargo"), required=False)
    has_kin = forms.BooleanField(
        label=_("Tengo parientes cercanos en finanzas, contraloría o comisión electoral"), required=False
    )
    agrees = forms.BooleanField(
        label=_("Acepto, y que mi nombre y este texto estén en la página y en la boleta")
    )

    def __init__(self, *args: Any, limit: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["statement"] = area(_("Qué quieres hacer en el cargo"), limit, required=False)
        self.order_fields(["key", "statement", "has_kin", "agrees"])


class TextForm(KeyedForm):
    """A text: why something is challenged, a report, a defence."""

    text = area(_("Texto"))


class AnswerForm(KeyedForm):
    """The reasoned answer to a challenge."""

    is_upheld = forms.ChoiceField(
        label=_("Respuesta"),
        choices=[("yes", _("Tiene razón")), ("no", _("No tiene razón"))],
        widget=forms.RadioSelect,
    )
    text = area(_("Razones"))


class SeedForm(KeyedForm):
    """A seed thrown in public."""

    seed = forms.CharField(
        label=_("Semilla del sorteo"),
        help_text=_("Ocho tiradas de dado hechas en público, por ejemplo 4 2 6 1 5 3 3 2."),
        max_length=rules.SEED_LIMIT,
    )


class OptionalSeedForm(SeedForm):
    """A seed that only a tie needs."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["seed"].required = False


class HoursForm(KeyedForm):
    """When a vote opens and closes."""

    day = forms.DateField(label=_("Día"), widget=forms.DateInput(attrs=DAY))
    opens = forms.TimeField(label=_("Abre a las"), widget=forms.TimeInput(attrs=TIME))
    closes = forms.TimeField(label=_("Cierra a las"), widget=forms.TimeInput(attrs=TIME))

    def moment(self, name: str, zone: str) -> datetime:
        """Return the moment of `opens` or `closes`."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data[name], ZoneInfo(zone))


class RecallHoursForm(HoursForm):
    """When the referendum on a recall is, and the seed of its options' order."""

    seed = SeedForm.declared_fields["seed"]


class AskForm(KeyedForm):
    """Why a recall is asked for."""

    ground = forms.ChoiceField(label=_("Causa"), widget=forms.RadioSelect)
    text = area(_("Qué pasó"))

    def __init__(self, *args: Any, grounds: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        titles = [(code, in_words(code, language()).capitalize()) for code in grounds]
        self.fields["ground"].choices = titles  # type: ignore[attr-defined]


class SampleForm(KeyedForm):
    """How many of those drawn confirmed that they signed."""

    confirmed = forms.IntegerField(label=_("Cuántas personas confirmaron que firmaron"), min_value=0)
