"""What a land committee's dossiers refuse."""

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchDossier(DomainError):
    """There is no such dossier, or it is another council's."""

    code = "people.no_such_land_dossier"
    says = Sentence(
        es="No hay tal expediente en este consejo.", en="There is no such dossier in this council."
    )
    next_step = Sentence(es="Vuelve a la lista.", en="Go back to the list.")


class NoParcel(DomainError):
    """What was drawn is neither a point nor an outline on earth."""

    code = "people.no_land_parcel"
    says = Sentence(es="La parcela no se puede guardar: {reason}.", en="The parcel can't be kept: {reason}.")
    next_step = Sentence(
        es="Pon un punto, o tres o más alrededor de la parcela.",
        en="Put one point, or three or more around the parcel.",
    )


class StepOutOfTurn(DomainError):
    """A dossier does not go from that state to this one."""

    code = "people.land_step_out_of_turn"
    says = Sentence(
        es="El expediente {number} no puede pasar ahora a ese estado.",
        en="Dossier {number} can't go to that state now.",
    )
    next_step = Sentence(
        es="Abre el expediente de nuevo y mira en qué estado está.",
        en="Open the dossier again and look at its state.",
    )


class DossierLacks(DomainError):
    """Something is missing before a dossier goes on."""

    code = "people.land_dossier_lacks"
    says = Sentence(es="Al expediente {number} le falta {what}.", en="Dossier {number} lacks {what}.")
    next_step = Sentence(es="Agrégalo y prueba otra vez.", en="Add it and try again.")


class DossierIsShut(DomainError):
    """Statements and evidence are added while a dossier is open."""

    code = "people.land_dossier_is_shut"
    says = Sentence(
        es="El expediente {number} ya no está abierto: no se le agrega nada.",
        en="Dossier {number} is not open any more: nothing is added to it.",
    )
    next_step = Sentence(es="Ábrelo de nuevo primero.", en="Open it again first.")


class EvidenceRefused(DomainError):
    """A file is no picture or PDF, is damaged, or is too large."""

    code = "people.land_evidence_refused"
    says = Sentence(
        es="Ese archivo no se puede guardar. Sirven {types}, de hasta {limit} MB.",
        en="That file can't be kept. {types} will do, of up to {limit} MB.",
    )
    next_step = Sentence(es="Toma una foto del papel.", en="Take a photo of the paper.")


class EvidenceKeptAlready(DomainError):
    """The same file is in the dossier."""

    code = "people.land_evidence_kept_already"
    says = Sentence(
        es="Esa prueba ya está en el expediente {number}.", en="That evidence is in dossier {number} already."
    )
    next_step = Sentence(es="No hace falta agregarla otra vez.", en="There is no need to add it again.")


class NoOccupant(DomainError):
    """Nobody in the council's register has these names and this birth date."""

    code = "people.no_land_occupant"
    says = Sentence(
        es="En el registro de {place} no hay nadie con esos nombres y esa fecha de nacimiento.",
        en="Nobody in the register of {place} has those names and that birth date.",
    )
    next_step = Sentence(
        es="Revisa cómo están escritos, o pide primero su inscripción.",
        en="Check how they are written, or ask for their registration first.",
    )
