"""What the shell's templates know on every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toparquia.web.preferences import theme_of

# What the top menu offers, where its room is there: name of the address, words, and path it marks.
MENU: Final = (
    ("territory:communes", _("Comunas")),
    ("consultations:list", _("Consultas")),
    ("treasury:list", _("Dinero")),
    ("gazette:entries", _("Gaceta")),
    ("charters:rules", _("Reglas")),
)
# Other addresses of what a link of the menu is about, by its name.
UNDER: Final = {
    "treasury:list": (
        "/presupuesto/",
        "/repartos/",
        "/desembolsos/",
        "/facturas/",
        "/rendiciones/",
        "/preguntas/",
        "/compras/",
        "/proveedores/",
        "/extractos/",
        "/renglones/",
        "/cambios/",
    ),
}


@dataclass(frozen=True)
class MenuItem:
    """One link of the top menu."""

    label: Any
    url: str
    is_here: bool


class Shell:
    """The shell's own facts; what costs a query is read only when the page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def theme(self) -> str:
        """Return "light", "dark" or "" for the device's own."""
        return theme_of(self.request)

    @property
    def here(self) -> str:
        """Return the address to come back to; a form post comes back to its form."""
        return self.request.get_full_path()

    @property
    def other_language(self) -> tuple[str, str]:
        """Return code and own name of the language to switch to."""
        now = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        names = {"es": "Español", "en": "English"}
        return next((code, names.get(code, code)) for code, _name in settings.LANGUAGES if code != now)

    @cached_property
    def menu(self) -> list[MenuItem]:
        """Return the links of the top menu, with the one the reader is under."""
        here, addresses = self.request.path, [*_menu_addresses()]
        # An answer to a broken request may come before anyone asked who sent it.
        if getattr(getattr(self.request, "user", None), "is_authenticated", False):
            addresses.append((_("Mi mesa"), reverse("web:desk"), ()))
        return [MenuItem(label, url, here.startswith((url, *more))) for label, url, more in addresses]

    @cached_property
    def checkpoint(self) -> Any:
        """Return the Gazette's newest signed checkpoint, or None."""
        from toparquia.gazette.queries import latest_checkpoint

        return latest_checkpoint()

    @property
    def sample(self) -> object:
        """Return what to say about this site's sample data, "" when everything is real."""
        return getattr(settings, "SAMPLE_DATA", "")


@lru_cache(maxsize=1)
def _menu_addresses() -> tuple[tuple[Any, str, tuple[str, ...]], ...]:
    found = []
    for name, label in MENU:
        try:
            found.append((label, reverse(name), UNDER.get(name, ())))
        except NoReverseMatch:
            continue
    return tuple(found)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `shell`."""
    return {"shell": Shell(request)}
