"""What the bank refuses, and what to do next."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchBank(DomainError):
    """There is no such bank."""

    code = "bank.no_such_bank"
    says = Sentence(es="No hay tal banco.", en="There is no such bank.")
    next_step = Sentence(
        es="Búscalo de nuevo en la lista de bancos.", en="Look for it again in the list of banks."
    )


class BankOpenAlready(DomainError):
    """The place has its bank."""

    code = "bank.bank_open_already"
    says = Sentence(es="{place} ya tiene su banco comunal.", en="{place} has its communal bank already.")
    next_step = Sentence(es="Trabaja con el que hay.", en="Work with the one there is.")


class NoSuchMember(DomainError):
    """Nobody has that number."""

    code = "bank.no_such_member"
    says = Sentence(
        es="No hay una socia o un socio con el número {number}.", en="No member has the number {number}."
    )
    next_step = Sentence(es="Revisa el número en su tarjeta.", en="Check the number on their card.")


class NotAMember(DomainError):
    """Who is signed in is no member."""

    code = "bank.not_a_member"
    says = Sentence(es="No eres socia ni socio de este banco.", en="You are not a member of this bank.")
    next_step = Sentence(es="Pide en la caja que te inscriban.", en="Ask at the desk to be enrolled.")


class MemberAlready(DomainError):
    """The person is a member."""

    code = "bank.member_already"
    says = Sentence(
        es="Esa persona ya es socia: tiene el número {number}.",
        en="That person is a member already: number {number}.",
    )
    next_step = Sentence(es="Usa su número.", en="Use that number.")


class NoSuchResidentHere(DomainError):
    """Nobody in the register fits."""

    code = "bank.no_such_resident_here"
    says = Sentence(
        es="Nadie en el registro de {place} coincide con esos datos.",
        en="Nobody in the register of {place} fits those details.",
    )
    next_step = Sentence(
        es="Revisa nombre y fecha de nacimiento, o inscribe antes a la persona en su consejo.",
        en="Check name and birth date, or register the person in their council first.",
    )


class NoSuchSavings(DomainError):
    """There are no such savings."""

    code = "bank.no_such_savings"
    says = Sentence(es="Esa cuenta de ahorro no existe.", en="That savings account does not exist.")
    next_step = Sentence(es="Ábrela primero en la caja.", en="Open it at the desk first.")


class SavingsOpenAlready(DomainError):
    """The member has savings of that kind."""

    code = "bank.savings_open_already"
    says = Sentence(es="Ya tiene una cuenta de ese tipo.", en="There is an account of that kind already.")
    next_step = Sentence(es="Usa la que hay.", en="Use the one there is.")


class MaturityMissing(DomainError):
    """Savings for a term need its day."""

    code = "bank.maturity_missing"
    says = Sentence(
        es="Un ahorro a plazo necesita un día de vencimiento que no haya llegado.",
        en="Savings for a term need a day of maturity yet to come.",
    )
    next_step = Sentence(
        es="Indica desde qué día se puede retirar.", en="Say from which day on it may be taken out."
    )


class SavingsNotMature(DomainError):
    """The term is not over."""

    code = "bank.savings_not_mature"
    says = Sentence(
        es="Este ahorro se puede retirar desde el {day}.", en="These savings may be taken out from {day} on."
    )
    next_step = Sentence(
        es="Espera a ese día, o usa el ahorro a la vista.", en="Wait for that day, or use the demand savings."
    )


class SharesStay(DomainError):
    """Shares are not taken out at the desk."""

    code = "bank.shares_stay"
    says = Sentence(
        es="Los aportes de capital no se retiran en la caja.", en="Shares are not taken out at the desk."
    )
    next_step = Sentence(
        es="Pide a la asamblea que decida sobre tu salida.", en="Ask the assembly to decide on your leaving."
    )


class AmountNotPositive(DomainError):
    """Nothing or less."""

    code = "bank.amount_not_positive"
    says = Sentence(es="El monto debe ser mayor que cero.", en="The amount must be above zero.")
    next_step = Sentence(es="Escribe cuánto.", en="Write how much.")


class NotEnoughSaved(DomainError):
    """The member has less."""

    code = "bank.not_enough_saved"
    says = Sentence(es="En esa cuenta no hay tanto.", en="There is not that much in that account.")
    next_step = Sentence(es="Pide un monto menor.", en="Ask for less.")


class NotEnoughCash(DomainError):
    """The cash box has less."""

    code = "bank.not_enough_cash"
    says = Sentence(es="En la caja no hay tanto.", en="There is not that much in the cash box.")
    next_step = Sentence(es="Consigue efectivo antes, o paga una parte.", en="Get cash first, or pay a part.")


class PaymentToOneself(DomainError):
    """Giver and taker are one."""

    code = "bank.payment_to_oneself"
    says = Sentence(
        es="Quien paga y quien cobra son la misma persona.", en="Who pays and who is paid are one person."
    )
    next_step = Sentence(es="Escribe el número de la otra persona.", en="Write the other person's number.")


class CountedToday(DomainError):
    """The box was counted today."""

    code = "bank.counted_today"
    says = Sentence(
        es="La caja de hoy ya se contó y está cerrada.", en="Today's cash box is counted and closed."
    )
    next_step = Sentence(es="Sigue mañana.", en="Go on tomorrow.")


class NoSuchProduct(DomainError):
    """There is no such product."""

    code = "bank.no_such_product"
    says = Sentence(es="No hay tal crédito.", en="There is no such loan product.")
    next_step = Sentence(
        es="Búscalo de nuevo en la página del banco.", en="Look for it again on the bank's page."
    )


class ProductDecided(DomainError):
    """The assembly decided on it before."""

    code = "bank.product_decided"
    says = Sentence(
        es="La asamblea ya decidió sobre este crédito.",
        en="The assembly decided on this loan product already.",
    )
    next_step = Sentence(es="Otras condiciones son otro crédito.", en="Other conditions are another product.")


class ProductNotAdopted(DomainError):
    """The assembly has not adopted it."""

    code = "bank.product_not_adopted"
    says = Sentence(
        es="La asamblea no ha aprobado este crédito.", en="The assembly has not adopted this loan product."
    )
    next_step = Sentence(es="Llévalo a la asamblea.", en="Bring it to the assembly.")


class ResolutionElsewhere(DomainError):
    """The resolution is about something else, or of another place."""

    code = "bank.resolution_elsewhere"
    says = Sentence(
        es="Esa decisión no es de la asamblea de {place} sobre esto.",
        en="That resolution is not of the assembly of {place} about this.",
    )
    next_step = Sentence(es="Elige una de las que se ofrecen.", en="Choose one of those offered.")


class RateAboveRules(DomainError):
    """The rate is above what the rules allow."""

    code = "bank.rate_above_rules"
    says = Sentence(es="Las reglas admiten hasta {most} al año.", en="The rules allow {most} a year at most.")
    next_step = Sentence(es="Baja el interés.", en="Lower the rate.")


class ConditionsImpossible(DomainError):
    """The conditions make no loan."""

    code = "bank.conditions_impossible"
    says = Sentence(
        es="Con esas condiciones no hay préstamo posible.", en="No loan is possible under those conditions."
    )
    next_step = Sentence(
        es="La gracia debe ser menor que las cuotas, y el interés fijo se cuenta por período.",
        en="The grace must be below the instalments, and flat interest is by the period.",
    )


class LoanOutOfBounds(DomainError):
    """More, or longer, than the product lends."""

    code = "bank.loan_out_of_bounds"
    says = Sentence(
        es="El monto o las cuotas pasan de lo que este crédito admite: hasta {most} cuotas.",
        en="Amount or instalments are beyond what this product lends: {most} instalments at most.",
    )
    next_step = Sentence(es="Mira los topes en su página.", en="See its limits on its page.")


class HasOpenApplication(DomainError):
    """The member has an application under way."""

    code = "bank.has_open_application"
    says = Sentence(es="Ya tienes una solicitud sin decidir.", en="You have an application under way.")
    next_step = Sentence(es="Espera a que el comité decida.", en="Wait for the committee to decide.")


class InArrears(DomainError):
    """The member is late on a loan."""

    code = "bank.in_arrears"
    says = Sentence(
        es="Hay una cuota atrasada de otro préstamo.", en="An instalment of another loan is late."
    )
    next_step = Sentence(es="Ponte al día primero.", en="Catch up on it first.")


class NoSuchApplication(DomainError):
    """There is no such application."""

    code = "bank.no_such_application"
    says = Sentence(es="No hay tal solicitud.", en="There is no such application.")
    next_step = Sentence(
        es="Búscala de nuevo desde la página del banco.", en="Look for it again from the bank's page."
    )


class ApplicationDecided(DomainError):
    """The committee decided before."""

    code = "bank.application_decided"
    says = Sentence(
        es="El comité ya decidió sobre esta solicitud.",
        en="The committee decided on this application already.",
    )
    next_step = Sentence(es="Mira el acta en su página.", en="See the minutes on its page.")


class OwnApplication(DomainError):
    """Nobody decides on their own loan."""

    code = "bank.own_application"
    says = Sentence(es="Nadie decide sobre su propio préstamo.", en="Nobody decides on their own loan.")
    next_step = Sentence(es="Que decidan los demás del comité.", en="Let the others of the committee decide.")


class ReviewGiven(DomainError):
    """The person gave an review before."""

    code = "bank.review_given"
    says = Sentence(
        es="Ya diste tu opinión sobre esta solicitud.",
        en="You gave your review on this application already.",
    )
    next_step = Sentence(es="Espera a los demás.", en="Wait for the others.")


class NotApproved(DomainError):
    """The committee has not approved it."""

    code = "bank.not_approved"
    says = Sentence(
        es="El comité no ha aprobado esta solicitud.", en="The committee has not approved this application."
    )
    next_step = Sentence(es="Espera a su decisión.", en="Wait for its decision.")


class DisbursedAlready(DomainError):
    """The loan was paid out before."""

    code = "bank.disbursed_already"
    says = Sentence(es="Este préstamo ya se entregó.", en="This loan was paid out already.")
    next_step = Sentence(es="Mira su calendario de cuotas.", en="See its schedule.")


class DisbursedByBorrower(DomainError):
    """Nobody pays out their own loan."""

    code = "bank.disbursed_by_borrower"
    says = Sentence(es="Nadie se entrega su propio préstamo.", en="Nobody pays out their own loan.")
    next_step = Sentence(
        es="Que lo entregue otra persona de la coordinación.",
        en="Let another of the coordination pay it out.",
    )


class NoSuchLoan(DomainError):
    """There is no such loan."""

    code = "bank.no_such_loan"
    says = Sentence(es="No hay tal préstamo.", en="There is no such loan.")
    next_step = Sentence(
        es="Búscalo de nuevo desde la solicitud.", en="Look for it again from its application."
    )


class PaymentTooLarge(DomainError):
    """More than is owed, or nothing."""

    code = "bank.payment_too_large"
    says = Sentence(
        es="El pago debe ser mayor que cero y no pasar de lo que se debe.",
        en="The payment must be above zero and not beyond what is owed.",
    )
    next_step = Sentence(es="Mira cuánto falta.", en="See how much is left.")


class NotLateEnough(DomainError):
    """Only a loan that is late may be written off."""

    code = "bank.not_late_enough"
    says = Sentence(
        es="Solo se castiga un préstamo atrasado, una vez.",
        en="Only a loan that is late may be written off, once.",
    )
    next_step = Sentence(es="Cobra las cuotas.", en="Collect the instalments.")
