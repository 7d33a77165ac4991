"""Elections small enough to build a country from in a test."""

from __future__ import annotations

from pathlib import Path


def small_election(
    folder: Path, name: str, *, currency: str = "EUR", cost: int = 500, vote: str = "1,2"
) -> Path:
    """Write a .pb file with three projects and four ballots."""
    path = folder / f"{name}.pb"
    path.write_text(
        f"""META
key;value
description;Elección de {name}
country;Región
unit;{name}
instance;2025
num_projects;3
num_votes;4
budget;1200
vote_type;approval
rule;greedy
date_begin;01.03.2025
date_end;02.03.2025
max_length;2
currency;{currency}
PROJECTS
project_id;cost;votes;name;category
1;{cost};3;Pozo de {name};public space
2;300;2;Siembra;urban greenery
3;900;1;Techo de la escuela;education
VOTES
voter_id;vote
1;{vote}
2;1
3;1,3
4;2
""",
        encoding="utf-8",
    )
    return path
