"""What the audit of the paper refuses to keep."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class NothingToAudit(DomainError):
    """There is no certificate, or no paper whose marks decide."""

    code = "voting.nothing_to_audit"
    says = Sentence(
        es="«{title}» no tiene papel que se audite así.", en="“{title}” has no paper to be audited like this."
    )
    next_step = Sentence(
        es="Se audita después del certificado, donde hay mesas publicadas.",
        en="Audit after the certificate, where tables are published.",
    )


class AuditRoundThere(DomainError):
    """This draw is on record, or other dice are."""

    code = "voting.audit_round_there"
    says = Sentence(
        es="Este sorteo ya está anotado, o el voto se audita con otros dados.",
        en="This draw is on record, or the vote is audited with other dice.",
    )
    next_step = Sentence(
        es="Los dados se lanzan una vez: para seguir, sortea más con las mismas cifras.",
        en="The dice are thrown once: to go on, draw more with the same digits.",
    )


class AuditRefused(DomainError):
    """The two people's notes do not fit each other, or the draw."""

    code = "voting.audit_refused"
    says = Sentence(es="Las notas no sirven todavía: {reason}", en="The notes are no use yet: {reason}")
    next_step = Sentence(
        es="Vuelvan al papel, corrijan su archivo y envíenlo otra vez.",
        en="Go back to the paper, correct your file and send it again.",
    )
