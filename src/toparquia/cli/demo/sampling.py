"""Made-up elections for a demo without files, after the manner of published ones.

What is imitated of some hundred elections of cities in the Pabulib collection: costs are lognormal and
written in round numbers; the budget pays for a third to a half of what is asked; ballots are short, most
of two to five projects; and voters of one neighbourhood or taste name the same projects, so that votes
come in clusters. No name, cost or vote of any of them is used.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from toparquia.cli.demo.elections import Source, read_one
from toparquia.cli.demo.names import chance_of, slug
from toparquia.engines.budgeting.election import (
    APPROVAL,
    CHOOSE_ONE,
    CUMULATIVE,
    ORDINAL,
    Election,
    Project,
    build_ballots,
)
from toparquia.engines.budgeting.pabulib import write_text

# Spread of a lognormal's logarithm: in published elections the dearest tenth cost some ten times the median.
COST_SPREAD: Final = 0.9
# How much likelier a voter names a project of their own cluster than another of the same quality.
AFFINITY: Final = 6.0
QUALITY_SPREAD: Final = 0.7
POINTS: Final = 10
TITLES: Final = (
    ("education", "Biblioteca para la escuela"),
    ("education", "Laboratorio de computación"),
    ("education", "Comedor escolar"),
    ("education", "Reparación de aulas"),
    ("public transit and roads", "Acera y rampa en la calle principal"),
    ("public transit and roads", "Parada de autobús con techo"),
    ("public transit and roads", "Cruce seguro frente a la escuela"),
    ("public transit and roads", "Asfaltado de la subida"),
    ("health", "Consultorio de primeros auxilios"),
    ("health", "Ambulatorio: camilla y nevera de vacunas"),
    ("health", "Jornada de odontología"),
    ("welfare", "Casa de los abuelos"),
    ("welfare", "Cocina comunitaria"),
    ("welfare", "Guardería de barrio"),
    ("public space", "Alumbrado de la plaza"),
    ("public space", "Bancos y sombra en el parque"),
    ("public space", "Techo de la casa comunal"),
    ("public space", "Baños públicos del mercado"),
    ("urban greenery", "Siembra de árboles en la avenida"),
    ("urban greenery", "Huerto comunitario"),
    ("urban greenery", "Vivero de plantas del lugar"),
    ("environmental protection", "Tanque de agua de la parte alta"),
    ("environmental protection", "Recolección y compostaje"),
    ("environmental protection", "Muro contra derrumbes"),
    ("environmental protection", "Paneles solares de la bomba"),
    ("culture", "Escuela de música"),
    ("culture", "Radio comunitaria"),
    ("culture", "Tarima y sonido para fiestas"),
    ("sport", "Cancha techada"),
    ("sport", "Gimnasio al aire libre"),
    ("sport", "Iluminación del campo de fútbol"),
    ("sport", "Escuela de ajedrez"),
)


@dataclass(frozen=True)
class Shape:
    """What one made-up election is like; `median` is the cost in whole units of the currency."""

    place: str
    country: str
    currency: str
    kind: str
    rule: str
    projects: int
    voters: int
    median: int
    length: int = 1


SHAPES: Final = (
    Shape("Distrito Las Palmas", "Región Norte", "EUR", APPROVAL, "greedy", 24, 3_200, 18_000, 5),
    Shape("Comuna Río Claro", "Estado Los Llanos", "VES", CHOOSE_ONE, "unknown", 7, 870, 900_000),
    Shape("Comuna El Porvenir", "Estado Los Llanos", "VES", CHOOSE_ONE, "unknown", 6, 410, 700_000),
    Shape("Comuna Agua Viva", "Estado La Sierra", "VES", CHOOSE_ONE, "unknown", 5, 130, 500_000),
    Shape("Distrito Puerto Sur", "Región Norte", "EUR", APPROVAL, "equalshares/add1", 16, 640, 9_000, 6),
    Shape("Distrito Los Pinos", "Región Norte", "EUR", CUMULATIVE, "greedy", 30, 1_700, 25_000, 5),
)


def sample_elections(seed: int, today: date, folder: Path) -> list[Source]:
    """Write the made-up elections of a seed into a folder, and read them as any other file."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = []
    for shape in SHAPES:
        path = folder / f"{slug(shape.place, 40)}-{today.year}.pb"
        election = drawn(shape, chance_of(seed, shape.place), today)
        path.write_text(write_text(election, seed=f"{seed}:{shape.place}"), encoding="utf-8")
        sources.append(read_one(path))
    return sources


def drawn(shape: Shape, chance: random.Random, today: date) -> Election:
    """Return a made-up election of this shape."""
    titles = chance.sample(TITLES, shape.projects)
    costs = [_round(shape.median * math.exp(chance.gauss(0, COST_SPREAD))) for _ in titles]
    ballots, points = _ballots(shape, chance, [theme for theme, _ in titles])
    budget = max(max(costs), _round(sum(costs) * chance.uniform(0.33, 0.5)))
    votes = [sum(1 for named in ballots if number in named) for number in range(len(titles))]
    meta = {
        "description": f"Consulta de muestra de {shape.place}",
        "country": shape.country,
        "unit": shape.place,
        "instance": str(today.year),
        "num_projects": str(len(titles)),
        "num_votes": str(len(ballots)),
        "budget": str(budget),
        "vote_type": shape.kind,
        "rule": shape.rule,
        "date_begin": (today - timedelta(days=216)).strftime("%d.%m.%Y"),
        "date_end": (today - timedelta(days=216)).strftime("%d.%m.%Y"),
        "min_length": "1",
        "max_length": str(shape.length),
        "language": "es",
        "currency": shape.currency,
    }
    if points is not None:
        meta |= {"max_points": str(POINTS), "max_sum_points": str(POINTS)}
    projects = tuple(
        Project(
            str(number + 1), costs[number], {"name": title, "category": theme, "votes": str(votes[number])}
        )
        for number, (theme, title) in enumerate(titles)
    )
    grouped = build_ballots(ballots, points=points, ordered=shape.kind == ORDINAL)
    return Election(meta, projects, budget, grouped, vote_type=shape.kind)


def _ballots(
    shape: Shape, chance: random.Random, themes: Sequence[str]
) -> tuple[list[list[int]], list[list[int]] | None]:
    """Draw each voter's ballot: how many projects, and which, by their quality and the voter's cluster."""
    quality = [math.exp(chance.gauss(0, QUALITY_SPREAD)) for _ in themes]
    clusters = sorted(set(themes))
    sizes = [chance.expovariate(1) + 0.2 for _ in clusters]
    ballots: list[list[int]] = []
    points: list[list[int]] = []
    for _ in range(shape.voters):
        (mine,) = chance.choices(clusters, sizes)
        weights = [
            worth * (AFFINITY if theme == mine else 1.0) for worth, theme in zip(quality, themes, strict=True)
        ]
        named = _drawn_without_return(chance, weights, _length(chance, shape))
        ballots.append(named)
        points.append(_points(chance, len(named)))
    return ballots, points if shape.kind == CUMULATIVE else None


def _length(chance: random.Random, shape: Shape) -> int:
    # Ballots as long as allowed are common; the rest falls off from two or three.
    if shape.length == 1:
        return 1
    return shape.length if chance.random() < 0.3 else min(shape.length, 1 + int(chance.expovariate(0.6)))


def _drawn_without_return(chance: random.Random, weights: list[float], length: int) -> list[int]:
    left = dict(enumerate(weights))
    named = []
    for _ in range(min(length, len(left))):
        (one,) = chance.choices(list(left), list(left.values()))
        named.append(one)
        del left[one]
    return named


def _points(chance: random.Random, count: int) -> list[int]:
    """Share the points out over so many projects, at least one each."""
    cuts = sorted(chance.sample(range(1, POINTS), count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, POINTS], strict=True)]


def _round(amount: float) -> int:
    """Return an amount in round numbers, as people write costs: two figures and zeros."""
    digits = max(0, int(math.log10(amount)) - 1)
    return max(1, round(amount / 10**digits)) * 10**digits
