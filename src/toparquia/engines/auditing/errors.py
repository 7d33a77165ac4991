"""What cannot be audited: one base, with its sentence in both languages of the house.

The engines stand below `foundation`, so this base is their own.
"""

from __future__ import annotations

from typing import ClassVar


class AuditRefusal(ValueError):
    """What was given makes no audit: `code` is for programs, the texts for people."""

    code: ClassVar[str]
    es: ClassVar[str]
    en: ClassVar[str]
    exit_status: ClassVar[int] = 2

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def in_language(self, language: str) -> str:
        """Return the sentence in English for "en…", in Spanish otherwise."""
        return (self.en if language.startswith("en") else self.es).format(**self.facts)

    message = in_language

    def __str__(self) -> str:
        return self.in_language("en")


class ContestImpossible(AuditRefusal):
    """The question itself cannot be audited."""

    code = "auditing.contest_impossible"
    es = "La pregunta no está bien descrita ({where}): revisa opciones, puestos, marcas y proporción."
    en = "The question is not well described ({where}): check options, seats, marks and share."


class CountsImpossible(AuditRefusal):
    """A table's figures, or those of the online part, cannot be."""

    code = "auditing.counts_impossible"
    es = "Las cifras de «{table}» no pueden ser: revisa el acta y el número de hojas."
    en = "The figures of “{table}” cannot be: check the tally sheet and the number of sheets."


class TableTwice(AuditRefusal):
    """Two tables have the same name, so a sheet could be two sheets."""

    code = "auditing.table_twice"
    es = "La mesa «{table}» está dos veces: dale a cada una un nombre propio."
    en = "The table “{table}” is there twice: give each a name of its own."


class NothingOnPaper(AuditRefusal):
    """No sheet of paper was cast, so there is nothing to draw."""

    code = "auditing.nothing_on_paper"
    es = "No hay hojas de papel que revisar: la parte en línea se comprueba con sus pruebas."
    en = "There are no sheets of paper to look at: the online part is checked by its proofs."


class RiskLimitOutOfBounds(AuditRefusal):
    """The risk limit is no share between nothing and one half."""

    code = "auditing.risk_limit_out_of_bounds"
    es = "El límite de riesgo no puede ser {asked}: escribe entre 0,01 % y 50 %, en puntos base (1 a 5000)."
    en = "The risk limit cannot be {asked}: write 0.01 % to 50 %, in basis points (1 to 5000)."


class SeedTooShort(AuditRefusal):
    """Few digits can be tried out one after the other until the draw pleases."""

    code = "auditing.seed_too_short"
    es = "La semilla tiene {digits} cifras: lanza dados en público hasta tener al menos {least}."
    en = "The seed has {digits} digits: throw dice in public until there are at least {least}."


class SampleTooLarge(AuditRefusal):
    """More was asked for than may be drawn."""

    code = "auditing.sample_too_large"
    es = "No se pueden sacar {asked}: escribe entre 1 y {most}."
    en = "{asked} cannot be drawn: write 1 to {most}."


class FindingUnreadable(AuditRefusal):
    """A finding does not say what it should."""

    code = "auditing.finding_unreadable"
    es = "Lo anotado en {where} no se entiende: revisa esa línea."
    en = "What was noted at {where} cannot be read: check that line."


class FindingsDiffer(AuditRefusal):
    """Two people noted different things of the same paper."""

    code = "auditing.findings_differ"
    exit_status = 1
    es = "Las dos personas no anotaron lo mismo en: {where}. Vuelvan a mirar esas hojas, juntas."
    en = "The two people did not note the same at: {where}. Look at those sheets again, together."


class NotTheSample(AuditRefusal):
    """What was noted is not what the seed drew."""

    code = "auditing.not_the_sample"
    es = "Lo anotado no es lo sorteado: falta {missing}; sobra {extra}. Anota todo lo sorteado."
    en = "What was noted is not what was drawn: missing {missing}; not drawn {extra}. Note all of it."
