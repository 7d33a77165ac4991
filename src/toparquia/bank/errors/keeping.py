"""What the bank refuses around groups, agents, reports, the communal unit and funds."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class LoanPaid(DomainError):
    """Nothing of the loan is left."""

    code = "bank.loan_paid"
    says = Sentence(
        es="De ese préstamo no queda nada por pagar, o ya se castigó.",
        en="Nothing of that loan is left to pay, or it was written off.",
    )
    next_step = Sentence(
        es="Mira cómo va en su página.",
        en="Look at how it stands on its page.",
    )


class NoGroup(DomainError):
    """The product asks for a group."""

    code = "bank.no_group"
    says = Sentence(
        es="Ese crédito lo respalda un grupo solidario, y todavía no estás en ninguno.",
        en="A solidarity group stands for that loan, and you are in none yet.",
    )
    next_step = Sentence(
        es="Formen un grupo en la caja del banco.",
        en="Form a group at the bank's desk.",
    )


class GuaranteeMissing(DomainError):
    """The group has not set aside enough."""

    code = "bank.guarantee_missing"
    says = Sentence(
        es="Al grupo le falta apartar {missing} para respaldar este préstamo.",
        en="The group still has to set aside {missing} to stand for this loan.",
    )
    next_step = Sentence(
        es="Pide a quienes integran el grupo que aparten su fianza desde su cuenta.",
        en="Ask the group's members to set their pledge aside from their account.",
    )


class GraceAboveRules(DomainError):
    """More days of grace than the rules allow."""

    code = "bank.grace_above_rules"
    says = Sentence(
        es="Las reglas permiten {most} días de tolerancia como máximo.",
        en="The rules allow {most} days of tolerance at most.",
    )
    next_step = Sentence(
        es="Escribe menos días, o cambia las reglas con la asamblea.",
        en="Write fewer days, or change the rules with the assembly.",
    )


class SheetEmpty(DomainError):
    """A collection sheet without a line."""

    code = "bank.sheet_empty"
    says = Sentence(
        es="La hoja no tiene ningún monto.",
        en="The sheet has no amount.",
    )
    next_step = Sentence(
        es="Escribe al menos un monto de los que recibiste.",
        en="Write at least one amount that you received.",
    )


class ProvisionUnchanged(DomainError):
    """The provision is as it should be."""

    code = "bank.provision_unchanged"
    says = Sentence(
        es="La provisión ya es de {amount}, lo que piden las reglas hoy.",
        en="The provision is {amount} already, as the rules ask today.",
    )
    next_step = Sentence(
        es="Vuelve cuando cambie el atraso de los préstamos.",
        en="Come back when the arrears of loans change.",
    )


class GroupTooSmall(DomainError):
    """A group of one."""

    code = "bank.group_too_small"
    says = Sentence(
        es="Un grupo solidario tiene al menos dos personas.",
        en="A solidarity group has at least two people.",
    )
    next_step = Sentence(
        es="Escribe los números de todas, separados por comas.",
        en="Write the numbers of all of them, with commas between.",
    )


class InAnotherGroup(DomainError):
    """A member stands for one group."""

    code = "bank.in_another_group"
    says = Sentence(
        es="La socia o el socio {number} ya está en un grupo.",
        en="Member {number} is in a group already.",
    )
    next_step = Sentence(
        es="Forma el grupo con otras personas.",
        en="Form the group with other people.",
    )


class NotInThatGroup(DomainError):
    """Who pledges is in the borrower's group."""

    code = "bank.not_in_that_group"
    says = Sentence(
        es="Ese préstamo no lo respalda tu grupo, o es el tuyo propio.",
        en="Your group does not stand for that loan, or it is your own.",
    )
    next_step = Sentence(
        es="Mira en tu cuenta los préstamos de tu grupo.",
        en="Look in your account at your group's loans.",
    )


class NothingToPledge(DomainError):
    """The pledge is there, or is not asked for."""

    code = "bank.nothing_to_pledge"
    says = Sentence(
        es="A ese préstamo no le falta fianza tuya.",
        en="That loan needs no pledge of yours.",
    )
    next_step = Sentence(
        es="Si ya apartaste, espera a que respondan las demás personas del grupo.",
        en="If you set yours aside already, wait for the others of the group.",
    )


class NothingPledged(DomainError):
    """There is no pledge to call."""

    code = "bank.nothing_pledged"
    says = Sentence(
        es="Ese préstamo no tiene fianza apartada.",
        en="Nothing is set aside for that loan.",
    )
    next_step = Sentence(
        es="Cobra en la caja, o acuerda cuotas nuevas.",
        en="Collect at the desk, or agree on new instalments.",
    )


class StillOwed(DomainError):
    """The guarantee is still needed."""

    code = "bank.still_owed"
    says = Sentence(
        es="Ese préstamo todavía se debe o espera decisión.",
        en="That loan is still owed, or waits for a decision.",
    )
    next_step = Sentence(
        es="La fianza se devuelve cuando se pague o se rechace.",
        en="The pledge is given back once it is paid or refused.",
    )


class NoSuchGroup(DomainError):
    """There is no such group."""

    code = "bank.no_such_group"
    says = Sentence(
        es="No hay tal grupo.",
        en="There is no such group.",
    )
    next_step = Sentence(
        es="Búscalo desde tu cuenta.",
        en="Look for it from your account.",
    )


class AgentAlready(DomainError):
    """A member has one box."""

    code = "bank.agent_already"
    says = Sentence(
        es="La socia o el socio {number} ya es agente del banco.",
        en="Member {number} is an agent of the bank already.",
    )
    next_step = Sentence(
        es="Usa su caja.",
        en="Use their box.",
    )


class NotAnAgent(DomainError):
    """Who is signed in has no box."""

    code = "bank.not_an_agent"
    says = Sentence(
        es="No eres agente de este banco.",
        en="You are no agent of this bank.",
    )
    next_step = Sentence(
        es="Pídelo en la caja del banco.",
        en="Ask for it at the bank's desk.",
    )


class NoSuchAgent(DomainError):
    """There is no such agent."""

    code = "bank.no_such_agent"
    says = Sentence(
        es="No hay tal agente.",
        en="There is no such agent.",
    )
    next_step = Sentence(
        es="Búscalo de nuevo en la lista del banco.",
        en="Look for it again in the bank's list.",
    )


class AgentLimit(DomainError):
    """An agent's box is full."""

    code = "bank.agent_limit"
    says = Sentence(
        es="Tu caja puede tener {limit} como máximo.",
        en="Your box may hold {limit} at most.",
    )
    next_step = Sentence(
        es="Lleva antes lo que tienes a la caja del banco.",
        en="Take what you have to the bank's desk first.",
    )


class BoxEmpty(DomainError):
    """Nothing to count."""

    code = "bank.box_empty"
    says = Sentence(
        es="Esa caja está vacía según el libro.",
        en="That box is empty by the books.",
    )
    next_step = Sentence(
        es="No hay nada que entregar.",
        en="There is nothing to hand over.",
    )


class BoxNotEmpty(DomainError):
    """An agent stops with an empty box."""

    code = "bank.box_not_empty"
    says = Sentence(
        es="En esa caja hay {held}.",
        en="There is {held} in that box.",
    )
    next_step = Sentence(
        es="Cuéntala y recíbela antes.",
        en="Count it and take it over first.",
    )


class NoSuchCurrency(DomainError):
    """There is no such communal currency."""

    code = "bank.no_such_currency"
    says = Sentence(
        es="No hay tal moneda comunal.",
        en="There is no such communal currency.",
    )
    next_step = Sentence(
        es="Mírala desde la página del banco.",
        en="Look at it from the bank's page.",
    )


class CurrencyAlready(DomainError):
    """A bank has one communal currency."""

    code = "bank.currency_already"
    says = Sentence(
        es="Este banco ya tiene su moneda comunal propuesta.",
        en="This bank has its communal currency proposed already.",
    )
    next_step = Sentence(
        es="Espera lo que decida la asamblea.",
        en="Wait for what the assembly decides.",
    )


class CurrencyNotAdopted(DomainError):
    """The assembly did not adopt it."""

    code = "bank.currency_not_adopted"
    says = Sentence(
        es="La asamblea no ha aprobado esa moneda.",
        en="The assembly has not adopted that currency.",
    )
    next_step = Sentence(
        es="Espera a que la asamblea decida.",
        en="Wait for the assembly to decide.",
    )


class CurrencyJoined(DomainError):
    """One account each."""

    code = "bank.currency_joined"
    says = Sentence(
        es="Ya tienes cuenta en la moneda comunal.",
        en="You have an account in the communal currency already.",
    )
    next_step = Sentence(
        es="Úsala desde tu cuenta.",
        en="Use it from your account.",
    )


class CurrencyNotJoined(DomainError):
    """Both sides need an account."""

    code = "bank.currency_not_joined"
    says = Sentence(
        es="La socia o el socio {number} no usa la moneda comunal.",
        en="Member {number} does not use the communal currency.",
    )
    next_step = Sentence(
        es="Quien quiera usarla abre su cuenta en la página de la moneda.",
        en="Whoever wants to use it opens an account on the currency's page.",
    )


class CreditLimitReached(DomainError):
    """The payer's limit is reached."""

    code = "bank.credit_limit_reached"
    says = Sentence(
        es="Con ese pago pasarías de tu límite: {limit} por debajo de cero.",
        en="That payment would pass your limit: {limit} below zero.",
    )
    next_step = Sentence(
        es="Paga menos, o vende algo antes.",
        en="Pay less, or sell something first.",
    )


class NoSuchReport(DomainError):
    """There is no such report."""

    code = "bank.no_such_report"
    says = Sentence(
        es="No hay tal informe del banco.",
        en="There is no such report of the bank.",
    )
    next_step = Sentence(
        es="Búscalo en la página del banco.",
        en="Look for it on the bank's page.",
    )


class ReportedToday(DomainError):
    """One report a day."""

    code = "bank.reported_today"
    says = Sentence(
        es="El banco ya informó hoy.",
        en="The bank reported today already.",
    )
    next_step = Sentence(
        es="Lee el informe que hay.",
        en="Read the report there is.",
    )


class ReportDecided(DomainError):
    """A report is decided on once."""

    code = "bank.report_decided"
    says = Sentence(
        es="La asamblea ya decidió sobre ese informe.",
        en="The assembly decided on that report already.",
    )
    next_step = Sentence(
        es="Presenta otro si algo cambió.",
        en="Present another if something changed.",
    )


class NoSuchFund(DomainError):
    """There is no such fund."""

    code = "bank.no_such_fund"
    says = Sentence(
        es="No hay tal fondo.",
        en="There is no such fund.",
    )
    next_step = Sentence(
        es="Míralos en la página de fondos del lugar.",
        en="Look at them on the place's page of funds.",
    )


class FundsOpen(DomainError):
    """All funds are open."""

    code = "bank.funds_open"
    says = Sentence(
        es="Ya están abiertos todos los fondos que nombran las reglas.",
        en="All funds that the rules name are open already.",
    )
    next_step = Sentence(
        es="Trabaja con los que hay.",
        en="Work with those there are.",
    )


class NoSuchFundRequest(DomainError):
    """There is no such request."""

    code = "bank.no_such_fund_request"
    says = Sentence(
        es="No hay tal solicitud al fondo.",
        en="There is no such request to the fund.",
    )
    next_step = Sentence(
        es="Búscala en la página de fondos del lugar.",
        en="Look for it on the place's page of funds.",
    )


class RequestPaid(DomainError):
    """A request is paid once."""

    code = "bank.request_paid"
    says = Sentence(
        es="Esa solicitud ya se pagó.",
        en="That request is paid already.",
    )
    next_step = Sentence(
        es="Mírala en el libro del lugar.",
        en="Look at it in the place's books.",
    )


class NotEnoughInFund(DomainError):
    """The fund does not hold it."""

    code = "bank.not_enough_in_fund"
    says = Sentence(
        es="En ese fondo no hay tanto, y no se presta de otro.",
        en="There is not that much in that fund, and none is borrowed from another.",
    )
    next_step = Sentence(
        es="Espera a que entre más, o pide menos.",
        en="Wait until more comes in, or ask for less.",
    )
