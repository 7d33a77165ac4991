"""Draws every form field of the house in one shape: label, hint, error, control, tied for screen readers."""

from __future__ import annotations

from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.template.loader import get_template

_INPUTS: Final = (
    "text",
    "number",
    "email",
    "url",
    "password",
    "search",
    "tel",
    "date",
    "datetime",
    "time",
    "color",
)
# Django's widget template -> ours. What is not listed (hidden inputs) stays Django's.
_OURS: Final = {
    **{f"django/forms/widgets/{name}.html": "web/widgets/input.html" for name in _INPUTS},
    "django/forms/widgets/textarea.html": "web/widgets/textarea.html",
    "django/forms/widgets/select.html": "web/widgets/select.html",
    "django/forms/widgets/select_date.html": "web/widgets/select_date.html",
    "django/forms/widgets/checkbox.html": "web/widgets/checkbox.html",
    "django/forms/widgets/radio.html": "web/widgets/choices.html",
    "django/forms/widgets/checkbox_select.html": "web/widgets/choices.html",
    "django/forms/widgets/file.html": "web/widgets/file.html",
    "django/forms/widgets/clearable_file_input.html": "web/widgets/file.html",
}


class FieldRenderer(TemplatesSetting):
    """Uses `web/form.html` for a form, `web/field.html` for a field and `web/widgets/` for controls.

    Rooms therefore use Django's own fields and widgets and need nothing from here.
    """

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
    formset_template_name = "web/formset.html"

    def get_template(self, template_name: str) -> Any:
        """Return our template for a widget where there is one."""
        return get_template(_OURS.get(template_name, template_name))
