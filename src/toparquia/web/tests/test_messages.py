"""The tool for translations finds every text, keeps what was translated, and tells what is missing."""

import json

import polib
import pytest

from toparquia.web.messages import catalogues
from toparquia.web.messages.__main__ import main
from toparquia.web.messages.extraction import TextNotConstant, from_python, from_template, messages_of

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext as several, pgettext
from django.utils import translation
# Translators: on the button that closes a vote
A = _("Cerrar la "
      "consulta")
B = several("{n} voto", "{n} votos", 3)
C = pgettext("month", "marzo")
D = translation.gettext("Enviar")
E = _(A)
"""
TEMPLATE = """{% load i18n %}{% translate "Enviar mi voto" %}
{# Translators: where one is #}
{% translate "Aquí" %}
{% blocktranslate trimmed count n=votes %}
  Hay {{ n }} voto
{% plural %}
  Hay {{ n }} votos
{% endblocktranslate %}
{% translate "sol" context "money" %}{% status "done" _("Pagada (toda)") %}{{ x|default:_("Nada") }}
"""


@pytest.fixture
def app(tmp_path):
    folder = tmp_path / "plaza"
    (folder / "templates").mkdir(parents=True)
    (folder / "apps.py").write_text("")
    (folder / "views.py").write_text(PYTHON)
    (folder / "templates" / "page.html").write_text(TEMPLATE)
    return folder


def texts(messages):
    return [(message.context, message.text, message.plural) for message in messages]


def catalogue(app):
    return polib.pofile(str(app / catalogues.CATALOGUE))


def test_texts_of_python_are_found():
    found = list(from_python(PYTHON, "views.py"))

    assert texts(found) == [
        (None, "Cerrar la consulta", None),
        (None, "{n} voto", "{n} votos"),
        ("month", "marzo", None),
        (None, "Enviar", None),
    ]
    assert found[0].note == "Translators: on the button that closes a vote"


def test_texts_of_templates_are_found():
    found = list(from_template(TEMPLATE, "page.html"))

    assert texts(found) == [
        (None, "Enviar mi voto", None),
        (None, "Aquí", None),
        (None, "Hay %(n)s voto", "Hay %(n)s votos"),
        ("money", "sol", None),
        (None, "Pagada (toda)", None),
        (None, "Nada", None),
    ]
    assert found[1].note == "Translators: where one is"


@pytest.mark.parametrize("call", ['_(f"Hola {name}")', '_("Hola " + name)', '_("Hola {}".format(name))'])
def test_a_text_that_cannot_be_translated_is_refused_with_its_place(call):
    source = f"from django.utils.translation import gettext as _\n{call}\n"

    with pytest.raises(TextNotConstant, match=r"views\.py:2"):
        list(from_python(source, "views.py"))


def test_another_function_of_the_same_name_is_no_translation():
    assert (
        list(from_python('from gettext import gettext as _  # django.utils.translation\n_("x")', "a.py"))
        == []
    )


def test_every_text_of_an_app_comes_into_its_catalogue(app):
    told = catalogues.update(app, {})

    assert len(told) == len(catalogue(app)) == len({m.key for m in messages_of(app)}) == 10
    assert all("needs its English" in line for line in told)


def test_an_update_keeps_what_was_translated(app):
    catalogues.update(app, {})
    catalogues.fill(
        app, {"Enviar": "Send", "Hay %(n)s voto": ["There is %(n)s vote", "There are %(n)s votes"]}
    )
    (app / "views.py").write_text(PYTHON.replace("Cerrar la ", "Abrir la "))

    catalogues.update(app, {})

    kept = {entry.msgid: entry for entry in catalogue(app)}
    assert kept["Enviar"].msgstr == "Send"
    assert kept["Hay %(n)s voto"].msgstr_plural[1] == "There are %(n)s votes"
    assert "Abrir la consulta" in kept
    assert "Cerrar la consulta" not in kept


def test_a_text_that_changed_a_little_takes_its_old_english_as_fuzzy(app):
    catalogues.update(app, {})
    catalogues.fill(app, {"Cerrar la consulta": "Close the consultation"})
    (app / "views.py").write_text(PYTHON.replace('"consulta"', '"consulta ya"'))

    catalogues.update(app, {})

    entry = next(entry for entry in catalogue(app) if entry.msgid == "Cerrar la consulta ya")
    assert entry.msgstr == "Close the consultation"
    assert entry.fuzzy
    assert any("is fuzzy" in trouble for trouble in catalogues.problems(app))


def test_a_text_that_another_app_translated_takes_its_english(app):
    known = {(None, "Enviar"): polib.POEntry(msgid="Enviar", msgstr="Send")}

    told = catalogues.update(app, known)

    assert next(entry for entry in catalogue(app) if entry.msgid == "Enviar").msgstr == "Send"
    assert not any("'Enviar'" in line for line in told)


def translated(app):
    catalogues.update(app, {})
    english = {e.msgid: [e.msgid, e.msgid_plural] if e.msgid_plural else e.msgid for e in catalogue(app)}
    catalogues.fill(app, english)
    catalogues.compile_catalogues(app)


def test_a_complete_catalogue_has_no_problem(app):
    translated(app)

    assert catalogues.problems(app) == []


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (lambda app: (app / "views.py").write_text(PYTHON + '_("Nuevo")'), "not in the catalogue"),
        (lambda app: (app / "views.py").unlink(), "no longer used"),
        (lambda app: catalogues.fill(app, {"Enviar": ""}), "has no English"),
        (lambda app: catalogues.fill(app, {"Enviar": "Post"}), "does not match its .po"),
        (lambda app: catalogues.fill(app, {"Enviar": "Send {who}"}), "does not have"),
        (lambda app: catalogues.fill(app, {"{n} voto": ["one", "votes {m}"]}), "does not have"),
    ],
)
def test_what_is_wrong_is_told(app, spoil, trouble):
    translated(app)

    spoil(app)

    assert any(trouble in line for line in catalogues.problems(app))


def test_a_fact_left_out_is_told(app):
    (app / "views.py").write_text(PYTHON.replace('"Enviar"', '"Enviar a {name}"'))
    translated(app)

    catalogues.fill(app, {"Enviar a {name}": "Send"})

    assert any("leaves out a fact" in line for line in catalogues.problems(app))


def test_two_apps_that_translate_one_text_differently_are_told(app, tmp_path):
    translated(app)
    other = tmp_path / "otra"
    other.mkdir()
    (other / "views.py").write_text('from django.utils.translation import gettext as _\n_("Enviar")')
    catalogues.update(other, {})
    catalogues.fill(other, {"Enviar": "Post"})

    assert any("plaza says 'Enviar'" in line for line in catalogues.conflicts([app, other]))


def test_a_catalogue_without_texts_goes_away(app):
    translated(app)
    (app / "views.py").unlink()
    (app / "templates" / "page.html").unlink()

    catalogues.update(app, {})
    catalogues.compile_catalogues(app)

    assert not list(app.glob("locale/*/LC_MESSAGES/django.*"))
    assert catalogues.problems(app) == []


def test_the_command_refuses_what_it_does_not_know(capsys):
    assert main(["translate"]) == 2
    assert main(["check", "nowhere"]) == 2
    assert "usage:" in capsys.readouterr().err


def test_the_command_fills_updates_and_checks(app, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(catalogues, "apps", lambda: [app])
    pairs = tmp_path / "pairs.json"

    assert main(["update"]) == 0
    assert main(["check"]) == 1
    english = {e.msgid: [e.msgid, e.msgid_plural] if e.msgid_plural else e.msgid for e in catalogue(app)}
    pairs.write_text(json.dumps(english))
    assert main(["fill", "plaza", str(pairs)]) == 0
    assert main(["check"]) == 0
    assert main(["fill", "nobody", str(pairs)]) == 2


def test_the_shell_itself_is_translated():
    web = next(app for app in catalogues.apps() if app.name == "web")

    assert catalogues.problems(web) == []
