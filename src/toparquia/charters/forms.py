"""Shapes of input of a founding and of the public register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.assemblies.models import Resolution
from toparquia.charters import queries, rules
from toparquia.charters.models import Norm
from toparquia.foundation.errors import DomainError, Sentence
from toparquia.foundation.rulesets import RuleSet, as_toml, built_in, names, parse
from toparquia.foundation.rulesets.loading import FILE_LIMIT
from toparquia.foundation.rulesets.metadata import KINDS
from toparquia.foundation.texts import clean_line, clean_text
from toparquia.gazette.writing import KeyedForm
from toparquia.territory.models import Place
from toparquia.territory.rules import PARENTS

NAME: Final = Sentence("el nombre", "the name")
NAME_LIMIT: Final = 200
SEED_LIMIT: Final = 200
DAY: Final = {"type": "date"}
TIME: Final = {"type": "time"}


def _language() -> str:
    return get_language() or "es"


class JoinForm(KeyedForm):
    """By which resolution of its assembly a council joins."""

    resolution = forms.ChoiceField(label=_("Decisión de la asamblea"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, resolutions: Sequence[Resolution], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["resolution"].choices = [  # type: ignore[attr-defined]
            (
                str(one.id),
                _("%(council)s: %(votes)s a favor de %(present)s presentes")
                % {"council": one.session.place.name, "votes": one.in_favour, "present": one.present},
            )
            for one in resolutions
        ]

    @property
    def resolution_id(self) -> UUID:
        """Return the resolution chosen."""
        return UUID(self.cleaned_data["resolution"])


def reason_field() -> forms.CharField:
    """Return a field for why something is proposed."""
    return forms.CharField(
        label=_("Por qué se propone"),
        help_text=_("Di también qué consecuencias tendrá."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CharterForm(KeyedForm):
    """The charter's text: one box for each section of the rules in force."""

    def __init__(self, *args: Any, codes: Sequence[str], texts: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.codes = tuple(codes)
        for code in codes:
            self.fields[code] = forms.CharField(
                label=queries.section_title(code).in_language(_language()).capitalize(),
                initial=texts.get(code, ""),
                required=False,
                max_length=rules.SECTION_LIMIT,
                widget=forms.Textarea(attrs={"rows": 10}),
            )

    def clean(self) -> dict[str, Any]:
        """Clean each section, so that what is wrong is said beside it."""
        cleaned = super().clean() or {}
        for code in self.codes:
            title = queries.section_title(code)
            try:
                clean_text(cleaned.get(code, ""), title, rules.SECTION_LIMIT, is_optional=True)
            except DomainError as refusal:
                self.add_error(code, refusal.message(_language()))
        return cleaned

    @property
    def sections(self) -> dict[str, str]:
        """Return what each section says."""
        return {code: self.cleaned_data[code] for code in self.codes}


class ReferendumForm(KeyedForm):
    """When people vote on the charter."""

    day = forms.DateField(label=_("Día del referendo"), widget=forms.DateInput(attrs=DAY))
    opens = forms.TimeField(label=_("Abre a las"), widget=forms.TimeInput(attrs=TIME))
    closes = forms.TimeField(label=_("Cierra a las"), widget=forms.TimeInput(attrs=TIME))
    seed = forms.CharField(
        label=_("Semilla del sorteo"),
        help_text=_("Ocho tiradas de dado hechas en público, por ejemplo 4 2 6 1 5 3 3 2."),
        max_length=SEED_LIMIT,
    )

    def moment(self, name: str, zone: str) -> datetime:
        """Return the moment of `opens` or `closes` on the day of the vote."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data[name], ZoneInfo(zone))


class PlaceForm(KeyedForm):
    """A territory to be registered inside another."""

    kind = forms.ChoiceField(label=_("Qué se registra"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Nombre"), max_length=NAME_LIMIT)
    code = forms.SlugField(
        label=_("Código en las direcciones"),
        help_text=_("Corto, en minúsculas y con guiones, por ejemplo tierra-alta. No cambia nunca."),
        max_length=80,
    )
    setting = forms.ChoiceField(
        label=_("Si es un consejo, qué tipo de lugar es"),
        choices=[
            ("", _("No es un consejo")),
            ("urban", _("Urbano")),
            ("rural", _("Rural")),
            ("indigenous", _("Indígena")),
        ],
        required=False,
    )
    families = forms.IntegerField(
        label=_("Familias que viven allí"), min_value=1, max_value=1_000_000, required=False
    )

    def __init__(self, *args: Any, parent: Place, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [kind for kind, parents in PARENTS.items() if parent.kind in parents]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, KINDS[kind].one.in_language(_language()).capitalize()) for kind in kinds
        ]

    def clean_name(self) -> str:
        """Return the name in one line. :raises ValidationError: for signs that nobody sees."""
        try:
            return clean_line(self.cleaned_data["name"], NAME, NAME_LIMIT)
        except DomainError as refusal:
            raise forms.ValidationError(refusal.message(_language())) from refusal

    def clean_code(self) -> str:
        """Return the code in small letters."""
        code: str = self.cleaned_data["code"]
        return code.lower()

    @property
    def more(self) -> dict[str, Any]:
        """Return the further columns of a council."""
        if self.cleaned_data["kind"] != Place.Kind.COUNCIL:
            return {}
        return {"setting": self.cleaned_data["setting"], "families": self.cleaned_data["families"]}


class AdoptRulesForm(KeyedForm):
    """Which rules a territory adopts, and from which day on."""

    built_in = forms.ChoiceField(
        label=_("Reglas que vienen con el programa"), required=False, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("O un archivo de reglas propias"),
        help_text=_("Un archivo TOML, como el que se baja de la página de reglas. Hasta 200 kB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    starts_on = forms.DateField(label=_("Rigen desde el"), widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        titles = [(code, built_in(code).title.in_language(_language())) for code in names()]
        self.fields["built_in"].choices = titles  # type: ignore[attr-defined]
        self.rules: RuleSet | None = None

    def clean(self) -> dict[str, Any]:
        """Read the rules chosen; every problem of a file is one error, with its line and key."""
        cleaned = super().clean() or {}
        file, code = cleaned.get("file"), cleaned.get("built_in")
        if bool(file) == bool(code):
            self.add_error(None, _("Elige unas reglas del programa o un archivo: una de las dos cosas."))
            return cleaned
        try:
            self.rules = parse(file.read(FILE_LIMIT + 1), file.name) if file else built_in(code)
        except DomainError as refusal:
            problems = getattr(refusal, "problems", None)
            for said in problems or [refusal]:
                text = said.in_language(_language()) if problems else refusal.message(_language())
                self.add_error("file", text)
        finally:
            if file:
                file.seek(0)
        return cleaned


class AmendCharterForm(CharterForm):
    """Other words for the charter in force, and why."""

    reason = reason_field()


class AmendRuleForm(KeyedForm):
    """Another value for one rule, and why."""

    rule = forms.ChoiceField(label=_("Qué regla cambia"))
    value = forms.CharField(
        label=_("Valor nuevo"),
        help_text=_(
            'Como en el archivo de reglas: un número (20), una parte ("0.30"), sí (true) o no (false).'
        ),
        max_length=500,
    )
    reason = reason_field()

    def __init__(self, *args: Any, standing: RuleSet, **more: Any) -> None:
        super().__init__(*args, **more)
        self.standing = standing
        self.fields["rule"].choices = [  # type: ignore[attr-defined]
            (
                one.parameter.key,
                f"{one.parameter.says.in_language(_language())}: {one.in_language(_language())}",
            )
            for one in standing.settings()
        ]

    def clean(self) -> dict[str, Any]:
        """Read the rules with the new value, and say what is wrong with it."""
        told = super().clean() or self.cleaned_data
        if "rule" in told and "value" in told:
            try:
                self.changed = with_value(self.standing, told["rule"], told["value"])
            except DomainError as refusal:
                self.add_error("value", refusal.message(_language()))
        return told


def with_value(standing: RuleSet, key: str, value: str) -> RuleSet:
    """Return rules with one value changed, read again as any file is.

    :raises RuleSetMalformed: if the value is not of the rule's kind.
    """
    lines = as_toml(standing).split("\n")
    at = next(number for number, line in enumerate(lines) if line == f"[{key}]")
    named = next(number for number in range(at, len(lines)) if lines[number].startswith("value = "))
    lines[named] = f"value = {' '.join(value.split())}"
    return parse("\n".join(lines).encode(), str(_("la reforma")))


class NormForm(KeyedForm):
    """A norm of the commune: new, other words for one in force, or its repeal."""

    changes = forms.ChoiceField(label=_("¿Cambia una norma vigente?"), required=False)
    title = forms.CharField(label=_("Título"), max_length=NAME_LIMIT)
    text = forms.CharField(
        label=_("Texto"),
        help_text=_("Un artículo por línea. Vacío, si solo se deroga la norma elegida arriba."),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    reason = reason_field()

    def __init__(self, *args: Any, standing: Sequence[Norm], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["changes"].choices = [  # type: ignore[attr-defined]
            ("", _("No, es nueva")),
            *((str(one.id), f"{one.number}. {one.title}") for one in standing),
        ]

    @property
    def changed_id(self) -> UUID | None:
        """Return the norm that it changes or repeals, if any."""
        chosen = self.cleaned_data.get("changes")
        return UUID(chosen) if chosen else None
