"""Every field says its name, its hint and its error to a screen reader, whoever wrote the form."""

import re
from xml.etree import ElementTree as ET

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from toparquia.web.templatetags.web import answer_text, first_control


class EveryField(forms.Form):
    name = forms.CharField(label="Nombre", max_length=20, help_text="Como en la cédula.")
    amount = forms.CharField(label="Monto", widget=forms.TextInput(attrs={"data-money": "VES"}))
    born = forms.DateField(label="Nacimiento", widget=forms.SelectDateWidget(years=range(1900, 2012)))
    held_on = forms.DateField(label="Día", widget=forms.DateInput(attrs={"type": "date"}))
    head = forms.ChoiceField(
        label="¿Qué se pagó?", choices=[("m", "Materiales"), ("l", "Mano de obra")], widget=forms.RadioSelect
    )
    people = forms.MultipleChoiceField(
        label="Presentes", choices=[("a", "Ana"), ("b", "Benito")], widget=forms.CheckboxSelectMultiple
    )
    council = forms.ChoiceField(label="Consejo", choices=[("", "Elige uno"), ("1", "La Ceiba")])
    photo = forms.FileField(label="Foto", widget=forms.FileInput(attrs={"data-photo": "1600"}))
    note = forms.CharField(label="Nota", max_length=400, widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="Lo revisé")


@pytest.fixture(autouse=True)
def spanish():
    with translation.override("es"):
        yield


def parsed(form):
    # XML wants bare attributes to have a value and empty elements to be closed.
    html = re.sub(r" (required|checked|selected)(?=[ >])", r' \1=""', f"<form>{form}</form>")
    return ET.fromstring(re.sub(r"<(input [^>]*)>", r"<\1/>", html))  # noqa: S314 (our own output)


def controls(tree):
    return [node for node in tree.iter() if node.tag in ("input", "select", "textarea")]


def test_every_control_has_a_label():
    tree = parsed(EveryField())

    labelled = {label.get("for") for label in tree.iter("label")}
    assert {control.get("id") for control in controls(tree)} == labelled


def test_groups_have_a_legend():
    tree = parsed(EveryField())

    assert [field.find("legend").text for field in tree.iter("fieldset")] == [
        "Nacimiento",
        "¿Qué se pagó?",
        "Presentes",
    ]


def test_everything_a_control_points_to_is_there():
    tree = parsed(EveryField({"name": "x" * 30}))

    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    pointed = {name for node in tree.iter() for name in node.get("aria-describedby", "").split()}
    assert {"id_name_helptext", "id_name_error", "id_head_error"} <= pointed
    assert pointed <= set(ids)


def test_a_wrong_control_says_so():
    tree = parsed(EveryField({}))

    name = tree.find(".//*[@id='id_name']")
    assert name.get("aria-invalid") == "true"
    assert "Error:" in ET.tostring(tree.find(".//*[@id='id_name_error']"), encoding="unicode")


def test_an_error_keeps_what_was_typed():
    form = EveryField({"name": "<Ana>", "born_day": "31", "born_month": "2", "born_year": "1989"})
    tree = parsed(form)

    assert tree.find(".//*[@id='id_name']").get("value") == "<Ana>"
    assert tree.find(".//*[@id='id_born_day']").get("value") == "31"
    assert tree.find(".//*[@id='id_born_month']/option[@selected]").text == "febrero"
    assert form.errors["born"] == ["Escribe una fecha que exista, por ejemplo 8/3/2026."]


def test_a_birth_date_in_three_boxes_is_read():
    form = EveryField({"born_day": "8", "born_month": "3", "born_year": "1989"})

    assert "born" not in form.errors
    assert form.cleaned_data["born"].isoformat() == "1989-03-08"


def test_no_month_is_chosen_for_anybody():
    tree = parsed(EveryField())

    assert tree.find(".//*[@id='id_born_month']/option").get("value") == ""
    assert tree.find(".//*[@id='id_born_month']/option[@selected]") is None


def test_money_shows_its_currency_and_echoes_what_it_means():
    tree = parsed(EveryField())

    amount = tree.find(".//*[@id='id_amount']")
    assert (amount.get("inputmode"), amount.get("data-symbol"), amount.get("data-digits")) == (
        "decimal",
        "Bs.",
        "2",
    )
    assert tree.find(".//*[@id='id_amount_echo']") is not None


def test_a_field_that_may_stay_empty_says_so():
    html = str(EveryField())

    assert html.count("(opcional)") == 1


def render(source, **context):
    request = context.pop("request", RequestFactory().get("/"))
    return Template("{% load web %}" + source).render(Context({"request": request, **context}))


def test_the_error_summary_leads_to_each_field():
    form = EveryField({})
    html = render("{% error_summary form %}", form=form)

    tree = parsed(form)
    ids = {node.get("id") for node in tree.iter()}
    targets = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert len(targets) == len(form.errors)
    assert set(targets) <= ids
    assert "Nombre: Este dato hace falta" in html
    assert "data-takes-focus" in html


def test_there_is_no_summary_before_anything_is_sent():
    assert render("{% error_summary form %}", form=EveryField()).strip() == ""
    assert render("{% error_summary form %}", form=None).strip() == ""


def test_errors_of_the_whole_form_are_escaped():
    form = EveryField({})
    form.add_error(None, "<b>No</b>")

    assert "&lt;b&gt;No" in render("{% error_summary form %}", form=form)


def test_answers_are_shown_in_the_words_that_were_chosen():
    form = EveryField({"name": "Ana", "head": "l", "people": ["a", "b"], "sure": "on", "council": "1"})

    answers = {field.name: answer_text(field) for field in form}
    assert answers["head"] == "Mano de obra"
    assert answers["people"] == "Ana, Benito"
    assert answers["council"] == "La Ceiba"
    assert answers["note"] == "–"


def test_each_answer_can_be_changed_where_it_was_given():
    form = EveryField({"head": "m"})
    html = render('{% check_answers form "/x/" %}', form=form)

    assert 'href="/x/#id_head_0"' in html
    assert first_control(form["born"]) == "id_born_day"


def test_a_form_that_comes_back_keeps_its_key():
    first = render("{% write_key %}").split('value="')[1].split('"')[0]
    again = render("{% write_key %}", request=RequestFactory().post("/", {"key": first}))

    assert first in again


def test_a_key_that_is_none_of_ours_is_replaced():
    html = render("{% write_key %}", request=RequestFactory().post("/", {"key": '"><script>'}))

    assert "script" not in html
    assert html != render("{% write_key %}")
