"""Names of made-up people and places, the same for the same seed."""

from __future__ import annotations

import random
import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from toparquia.people.rules import NewResident

GIVEN: Final = (
    *("Ana", "Rosa", "Luz", "Carmen", "Yolanda", "Mireya", "Teresa", "Inés", "Elena", "Marisol", "Xiomara"),
    *("Julia", "Nadia", "Zulay", "Amparo", "Beatriz", "Gladys", "Olga", "Milagros", "Dayana", "Isabel"),
    *("José", "Luis", "Carlos", "Pedro", "Rafael", "Manuel", "Jesús", "Andrés", "Miguel", "Simón", "Hugo"),
    *("Ramón", "Tomás", "Óscar", "Wilmer", "Efraín", "Gregorio", "Nelson", "Alirio", "Darío", "Samuel"),
)
SURNAMES: Final = (
    *("Pérez", "Gómez", "Rojas", "Díaz", "Marcano", "Salazar", "Guerra", "Colmenares", "Rivas", "Mendoza"),
    *("Blanco", "Castillo", "Moreno", "Silva", "Torres", "Uzcátegui", "Brito", "Márquez", "Zambrano"),
    *("León", "Parra", "Guaicara", "Yánez", "Suárez", "Chacón", "Landaeta", "Bravo", "Sosa", "Arteaga"),
)
NEIGHBOURHOODS: Final = (
    *("El Samán", "Los Cedros", "La Ceiba", "El Araguaney", "Los Apamates", "La Quebrada", "El Mirador"),
    *("Las Lomas", "La Esperanza", "El Molino", "Los Mangos", "La Vega", "El Rincón", "Los Bucares"),
    *("La Loma Alta", "El Totumo", "Las Flores", "El Paraíso", "La Pradera", "Los Naranjos"),
)
ADULT_YEARS: Final = (20, 75)
CHILD_YEARS: Final = (2, 13)
# Long enough for every rule about residence.
SETTLED: Final = timedelta(days=1500)


def chance_of(seed: int, what: str) -> random.Random:
    """Return a generator of its own for one thing, so that no other thing shifts its draws."""
    return random.Random(f"{seed}:{what}")  # noqa: S311 (names and ages, not secrets)


def residents(chance: random.Random, adults: int, children: int, day: date) -> list[NewResident]:
    """Return made-up people as they live somewhere on a day: adults first, then children."""
    spans = [ADULT_YEARS] * adults + [CHILD_YEARS] * children
    found = []
    for least, most in spans:
        born = day - timedelta(days=chance.randint(least * 365, most * 365))
        found.append(
            NewResident(
                given_names=chance.choice(GIVEN),
                surnames=f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}",
                birth_date=born,
                since=max(born, day - SETTLED),
            )
        )
    return found


def neighbourhoods(chance: random.Random, real: list[str], count: int) -> list[str]:
    """Return names for a commune's councils: real ones as far as they reach, then made-up ones."""
    made_up = [name for name in NEIGHBOURHOODS if name not in real]
    chance.shuffle(made_up)
    return [*real, *made_up][:count]


def slug(text: str, limit: int) -> str:
    """Return a text as a code for addresses: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("Ł", "L").replace("ł", "l"))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:limit].strip("-")
