"""What the charters room refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from toparquia.foundation.errors import DomainError, Sentence


class Reasoned(Protocol):
    """What has a sentence that says what is missing of it."""

    @property
    def reason(self) -> Sentence:
        """Return the sentence."""
        ...


@dataclass(frozen=True)
class Listed:
    """Several reasons in one sentence, in either language."""

    items: tuple[Reasoned, ...]

    def in_language(self, language: str) -> str:
        """Return them parted by semicolons, each without its full stop."""
        return "; ".join(item.reason.in_language(language).rstrip(".") for item in self.items)


class NoSuchCharter(DomainError):
    """There is no founding charter with that id."""

    code = "charters.no_such_charter"
    says = Sentence(es="No existe esa carta fundacional.", en="There is no such founding charter.")
    next_step = Sentence(
        es="Búscala en la página de su comuna.", en="Look for it on the page of its commune."
    )


class NoSuchText(DomainError):
    """A charter has no version with that number."""

    code = "charters.no_such_text"
    says = Sentence(
        es="La carta no tiene una versión n.º {number}.", en="The charter has no version no. {number}."
    )
    next_step = Sentence(es="Mira las versiones en su página.", en="See the versions on its page.")


class NoSuchRules(DomainError):
    """There is no adoption of rules with that id in that place."""

    code = "charters.no_such_rules"
    says = Sentence(es="Esas reglas no son de {place}.", en="Those rules are not of {place}.")
    next_step = Sentence(
        es="Mira en su página cuáles rigen y cuáles rigieron.",
        en="See on its page which are and were in force.",
    )


class NotACommune(DomainError):
    """Only a commune has a founding charter."""

    code = "charters.not_a_commune"
    says = Sentence(
        es="{place} no es una comuna; no se funda con una carta.",
        en="{place} is no commune; it is not founded by a charter.",
    )
    next_step = Sentence(
        es="Pide a quien lleva el registro que inscriba primero la comuna en promoción, en su circuito.",
        en="Ask the registrar to enter the commune in promotion first, in its circuit.",
    )


class PromotedAlready(DomainError):
    """The commune already has its founding charter under way, or in force."""

    code = "charters.promoted_already"
    says = Sentence(
        es="{place} ya tiene su carta fundacional en marcha.",
        en="{place} already has its founding charter under way.",
    )
    next_step = Sentence(
        es="Súmate a ella: su página dice qué falta.", en="Join in: its page says what is missing."
    )


class FoundedAlready(DomainError):
    """The commune is registered: its founding is over."""

    code = "charters.founded_already"
    says = Sentence(
        es="{place} está fundada y registrada desde el {day}.",
        en="{place} is founded and registered since {day}.",
    )
    next_step = Sentence(
        es="Su carta ya no se escribe de nuevo; una reforma se decide por votación.",
        en="Its charter is not written again; an amendment is decided by vote.",
    )


class NotAboutJoining(DomainError):
    """The resolution shown is about something else."""

    code = "charters.not_about_joining"
    says = Sentence(
        es="Esa decisión de la asamblea no trata de entrar en {place}.",
        en="That resolution of the assembly is not about joining {place}.",
    )
    next_step = Sentence(
        es="Lleva a la asamblea la moción «entrar en la comuna» y usa su resultado.",
        en="Put the motion to join the commune to the assembly and use its result.",
    )


class JoiningNotCarried(DomainError):
    """The assembly said no, or a later one took its yes back."""

    code = "charters.joining_not_carried"
    says = Sentence(
        es="La asamblea de {council} no aprobó entrar en {place}, o después lo dejó sin efecto.",
        en="The assembly of {council} did not carry joining {place}, or undid it later.",
    )
    next_step = Sentence(
        es="Se puede proponer otra vez en una asamblea nueva.",
        en="It can be moved again in a new assembly.",
    )


class CouncilElsewhere(DomainError):
    """The council stands in another circuit or commune."""

    code = "charters.council_elsewhere"
    says = Sentence(
        es="{council} no está en el circuito de {place}, o ya es de otra comuna.",
        en="{council} is not in the circuit of {place}, or is already of another commune.",
    )
    next_step = Sentence(
        es="Una comuna une consejos de su propio circuito.",
        en="A commune unites councils of its own circuit.",
    )


class JoinedAlready(DomainError):
    """The council has joined."""

    code = "charters.joined_already"
    says = Sentence(es="{council} ya entró en {place}.", en="{council} has already joined {place}.")
    next_step = Sentence(
        es="No hace falta repetirlo; mira qué otros pasos faltan.",
        en="There is no need to repeat it; see which other steps are missing.",
    )


class NotAJoinedCouncil(DomainError):
    """The charter is written by the councils that joined."""

    code = "charters.not_a_joined_council"
    says = Sentence(
        es="{council} todavía no ha entrado en {place}; la carta la escriben los consejos que entraron.",
        en="{council} has not joined {place} yet; the charter is written by the councils that joined.",
    )
    next_step = Sentence(
        es="Registra primero la decisión de su asamblea.", en="Record the resolution of its assembly first."
    )


class UnknownSection(DomainError):
    """A section that the rules in force do not name."""

    code = "charters.unknown_section"
    says = Sentence(
        es="Las reglas vigentes no tienen la sección «{section}» de la carta.",
        en="The rules in force have no section “{section}” of the charter.",
    )
    next_step = Sentence(es="Las secciones son: {sections}.", en="The sections are: {sections}.")


class NothingChanged(DomainError):
    """The text is the same as the one that stands."""

    code = "charters.nothing_changed"
    says = Sentence(
        es="Ese texto es igual al que ya está en la carta.",
        en="That text is the same as the one the charter has.",
    )
    next_step = Sentence(
        es="Cambia lo que quieras cambiar y guarda de nuevo.", en="Change what you want and save again."
    )


class ReferendumRunning(DomainError):
    """A referendum on the charter is called and not yet proclaimed."""

    code = "charters.referendum_running"
    says = Sentence(
        es="El referendo de {place} está convocado y su resultado aún no está proclamado.",
        en="The referendum of {place} is called and its result is not proclaimed yet.",
    )
    next_step = Sentence(
        es="Espera el resultado: mientras tanto la carta y quienes la votan no cambian.",
        en="Wait for the result: until then neither the charter nor who votes on it changes.",
    )


class ApprovedAlready(DomainError):
    """The charter has been approved."""

    code = "charters.approved_already"
    says = Sentence(es="La carta de {place} ya fue aprobada.", en="The charter of {place} is approved.")
    next_step = Sentence(es="Falta que se registre la comuna.", en="The commune is to be registered now.")


class DecidedByAssemblies(DomainError):
    """The rules in force approve the charter in the councils' assemblies, not by referendum."""

    code = "charters.decided_by_assemblies"
    says = Sentence(
        es="Según las reglas vigentes, la carta de {place} se aprueba en las asambleas de sus consejos.",
        en="By the rules in force the charter of {place} is approved in its councils' assemblies.",
    )
    next_step = Sentence(
        es="Lleva el texto a cada asamblea y registra sus decisiones.",
        en="Put the text to each assembly and record their resolutions.",
    )


class ReferendumOutOfTime(DomainError):
    """The days of the referendum lie before its call or too far after it."""

    code = "charters.referendum_out_of_time"
    says = Sentence(
        es="El referendo debe abrir después de convocarse y cerrar a más tardar el {latest} "
        "({days} días de plazo).",
        en="The referendum has to open after its call and close by {latest} ({days} days are given).",
    )
    next_step = Sentence(es="Elige otras fechas.", en="Choose other dates.")


class StepsMissing(DomainError):
    """The steps before this one are not green."""

    code = "charters.steps_missing"
    says = Sentence(es="A {place} le falta: {missing}.", en="{place} lacks: {missing}.")
    next_step = Sentence(
        es="Completa esos pasos; la página de la carta dice cómo va cada uno.",
        en="Complete those steps; the charter's page says how each stands.",
    )


class NothingToProclaim(DomainError):
    """There is no certified result that has not been proclaimed."""

    code = "charters.nothing_to_proclaim"
    says = Sentence(
        es="{place} no tiene un resultado certificado por proclamar.",
        en="{place} has no certified result to proclaim.",
    )
    next_step = Sentence(
        es="Cierra la votación, cuéntala y certifícala primero; en asamblea, que decidan todos los consejos.",
        en="Close, count and certify the vote first; in assemblies, let every council decide.",
    )


class NotFoundedYet(DomainError):
    """What does not exist yet is not amended."""

    code = "charters.not_founded_yet"
    says = Sentence(
        es="{place} todavía no está fundada: su carta aún se escribe.",
        en="{place} is not founded yet: its charter is still being written.",
    )
    next_step = Sentence(
        es="Cambia el texto en la página de la fundación.",
        en="Change the text on the page of its founding.",
    )


class NothingChanges(DomainError):
    """The proposal says what stands already."""

    code = "charters.nothing_changes"
    says = Sentence(
        es="La propuesta dice lo mismo que ya rige.",
        en="The proposal says what is in force already.",
    )
    next_step = Sentence(
        es="Cambia al menos una palabra, o un valor.",
        en="Change at least one word, or one value.",
    )


class NoSuchAmendment(DomainError):
    """There is no amendment with that id."""

    code = "charters.no_such_amendment"
    says = Sentence(
        es="No existe esa reforma.",
        en="There is no such amendment.",
    )
    next_step = Sentence(
        es="Búscala en la página de reformas de su comuna.",
        en="Look for it on its commune's page of amendments.",
    )


class AmendmentDecidedAlready(DomainError):
    """The amendment has its decision."""

    code = "charters.amendment_decided_already"
    says = Sentence(
        es="La reforma {number} ya se decidió.",
        en="Amendment {number} is decided already.",
    )
    next_step = Sentence(
        es="Para volver a preguntar, propón otra.",
        en="To ask again, propose another.",
    )


class AmendmentOutdated(DomainError):
    """What it changes has been changed since."""

    code = "charters.amendment_outdated"
    says = Sentence(
        es="Desde que se propuso la reforma {number} cambió lo que reforma.",
        en="What amendment {number} changes has been changed since it was proposed.",
    )
    next_step = Sentence(
        es="Propónla otra vez sobre lo que rige ahora.",
        en="Propose it again on what is in force now.",
    )


class AmendmentUndecided(DomainError):
    """Neither a certified vote nor an assembly has decided the amendment."""

    code = "charters.amendment_undecided"
    says = Sentence(
        es="Nadie ha decidido todavía la reforma {number}.",
        en="Nobody has decided amendment {number} yet.",
    )
    next_step = Sentence(
        es="Espera el acta de la votación, o la decisión de la asamblea de la comuna.",
        en="Wait for the vote's certificate, or for the decision of the commune's assembly.",
    )


class AmendmentInAnotherWay(DomainError):
    """The rules in force decide amendments in another way."""

    code = "charters.amendment_in_another_way"
    says = Sentence(
        es="Las reglas vigentes no llevan las reformas a referendo.",
        en="The rules in force do not put amendments to a referendum.",
    )
    next_step = Sentence(
        es="Llévala a la asamblea de la comuna.",
        en="Bring it to the commune's assembly.",
    )


class AmendmentReasonMissing(DomainError):
    """An amendment says why."""

    code = "charters.amendment_reason_missing"
    says = Sentence(
        es="Falta decir por qué se propone.",
        en="It does not say why it is proposed.",
    )
    next_step = Sentence(
        es="Escríbelo en pocas palabras, con las consecuencias que esperas.",
        en="Write it in a few words, with the consequences that you expect.",
    )


class NoSuchNorm(DomainError):
    """There is no norm with that id."""

    code = "charters.no_such_norm"
    says = Sentence(es="No existe esa norma.", en="There is no such norm.")
    next_step = Sentence(
        es="Búscala en el registro de normas de su comuna.", en="Look for it in its commune's norms."
    )


class NormWithoutText(DomainError):
    """A new norm says something."""

    code = "charters.norm_without_text"
    says = Sentence(es="Una norma nueva necesita su texto.", en="A new norm needs its text.")
    next_step = Sentence(es="Escribe sus artículos, uno por línea.", en="Write its articles, one a line.")


class NormNotInForce(DomainError):
    """Only a norm in force that nothing changed yet can be changed."""

    code = "charters.norm_not_in_force"
    says = Sentence(
        es="La norma {number} no está vigente, o ya se aprobó otra que la cambia.",
        en="Norm {number} is not in force, or another that changes it is approved.",
    )
    next_step = Sentence(
        es="Mira cuáles están vigentes y propón el cambio sobre una de ellas.",
        en="See which are in force and propose the change of one of them.",
    )


class NormDecidedAlready(DomainError):
    """A norm is decided once."""

    code = "charters.norm_decided_already"
    says = Sentence(es="La norma {number} ya está decidida.", en="Norm {number} is decided already.")
    next_step = Sentence(es="Para cambiarla, propón otra.", en="To change it, propose another.")


class NormUndecided(DomainError):
    """Nobody who may has decided on the norm."""

    code = "charters.norm_undecided"
    says = Sentence(
        es="Todavía nadie decidió sobre la norma {number}.", en="Nobody has decided on norm {number} yet."
    )
    next_step = Sentence(
        es="Llévala a una sesión del parlamento o, si así lo dicen las reglas, a la asamblea de la comuna.",
        en="Bring it to a session of parliament or, if the rules say so, to the commune's assembly.",
    )
