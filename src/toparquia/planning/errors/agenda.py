"""What is refused of priorities, the action agenda and the plan of works."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class NoSuchAgenda(DomainError):
    """No agenda has that id."""

    code = "planning.no_such_agenda"
    says = Sentence(es="Esa agenda no existe.", en="That agenda does not exist.")
    next_step = Sentence(es="Búscala en la página de su lugar.", en="Look for it on its place's page.")


class NoSuchItem(DomainError):
    """No item of an agenda has that id."""

    code = "planning.no_such_item"
    says = Sentence(es="Ese punto no existe.", en="That item does not exist.")
    next_step = Sentence(es="Búscalo en la agenda de su lugar.", en="Look for it in its place's agenda.")


class AgendaOpen(DomainError):
    """A place already has an agenda that is being written."""

    code = "planning.agenda_open"
    says = Sentence(
        es="Ya se está escribiendo la agenda {number} de {place}.",
        en="Agenda {number} of {place} is being written already.",
    )
    next_step = Sentence(
        es="Sigue en ella, o llévala a la asamblea.", en="Go on with it, or bring it to the assembly."
    )


class AgendaTimeMalformed(DomainError):
    """An agenda ends before it begins, or lasts longer than people plan for."""

    code = "planning.agenda_time_malformed"
    says = Sentence(
        es="Una agenda no va del {starts} al {ends}.", en="No agenda runs from {starts} to {ends}."
    )
    next_step = Sentence(
        es="Da un primer día y un último día posterior, hasta diez años después.",
        en="Give a first day and a later last day, within ten years.",
    )


class AgendaPresented(DomainError):
    """The agenda was presented: its items are closed."""

    code = "planning.agenda_presented"
    says = Sentence(
        es="Esa agenda ya está ante la asamblea, y sus puntos no cambian.",
        en="That agenda is before the assembly, and its items do not change.",
    )
    next_step = Sentence(
        es="Para cambiarla, escribe otra: la asamblea decide cuál rige.",
        en="To change it, write another one: the assembly decides which is in force.",
    )


class AgendaEmpty(DomainError):
    """An agenda without items is presented."""

    code = "planning.agenda_empty"
    says = Sentence(es="Esa agenda no tiene puntos.", en="That agenda has no items.")
    next_step = Sentence(es="Agrega al menos uno.", en="Add at least one.")


class AgendaFull(DomainError):
    """An agenda has as many items as an assembly can go through."""

    code = "planning.agenda_full"
    says = Sentence(es="La agenda ya tiene {limit} puntos.", en="The agenda has {limit} items already.")
    next_step = Sentence(es="Junta o quita algunos.", en="Join or remove some.")


class AgendaNotInForce(DomainError):
    """Something is noted on an item whose agenda no assembly adopted, or a later one replaced."""

    code = "planning.agenda_not_in_force"
    says = Sentence(
        es="La agenda de ese punto no rige: no fue aprobada, o la reemplazó otra.",
        en="That item's agenda is not in force: it was not adopted, or another one replaced it.",
    )
    next_step = Sentence(
        es="Anota el avance en el punto de la agenda que rige.",
        en="Note the progress on the item of the agenda in force.",
    )


class OrganElsewhere(DomainError):
    """The organ made responsible is of another territory."""

    code = "planning.organ_elsewhere"
    says = Sentence(es="Ese órgano no es de {place}.", en="That organ is not of {place}.")
    next_step = Sentence(es="Elige un órgano de aquí.", en="Choose an organ from here.")


class DueOutsideTheAgenda(DomainError):
    """An item is due before the agenda begins or after it ends."""

    code = "planning.due_outside_the_agenda"
    says = Sentence(
        es="La fecha {day} queda fuera de la agenda, que va del {starts} al {last}.",
        en="The date {day} is outside of the agenda, which runs from {starts} to {last}.",
    )
    next_step = Sentence(es="Elige un día de ese tiempo.", en="Choose a day within that time.")


class DirectionNotListed(DomainError):
    """A strategic direction is not in the rules."""

    code = "planning.direction_not_listed"
    says = Sentence(
        es="«{asked}» no es una línea estratégica aquí.", en="“{asked}” is no strategic direction here."
    )
    next_step = Sentence(es="Elige una de la lista, o ninguna.", en="Choose one of the list, or none.")


class GroupNotListed(DomainError):
    """A group of people is not in the rules."""

    code = "planning.group_not_listed"
    says = Sentence(
        es="«{asked}» no está en la lista de grupos.", en="“{asked}” is not on the list of groups."
    )
    next_step = Sentence(es="Elige de la lista: {groups}.", en="Choose from the list: {groups}.")


class ProjectElsewhere(DomainError):
    """An item names a project of a territory that has nothing to do with its own."""

    code = "planning.project_elsewhere"
    says = Sentence(es="Ese proyecto no es de {place}.", en="That project is not of {place}.")
    next_step = Sentence(es="Elige un proyecto de aquí.", en="Choose a project from here.")


class ItemStateUnknown(DomainError):
    """An item's state is none of the three."""

    code = "planning.item_state_unknown"
    says = Sentence(es="«{asked}» no es un estado de un punto.", en="“{asked}” is no state of an item.")
    next_step = Sentence(
        es="Di si empezó, si se detuvo o si se cumplió.", en="Say whether it started, stopped or is done."
    )


class PrioritiesEmpty(DomainError):
    """An order of needs has none, or the same one twice."""

    code = "planning.priorities_empty"
    says = Sentence(
        es="Esa lista está vacía o repite una necesidad.", en="That list is empty or repeats a need."
    )
    next_step = Sentence(
        es="Pon cada necesidad en un solo lugar.", en="Put each need in one place of the order only."
    )


class NoSuchPriorities(DomainError):
    """No list of priorities has that id."""

    code = "planning.no_such_priorities"
    says = Sentence(es="Esa lista de prioridades no existe.", en="That list of priorities does not exist.")
    next_step = Sentence(
        es="Búscala en las necesidades de su lugar.", en="Look for it among its place's needs."
    )


class StepsMalformed(DomainError):
    """A plan of works has no step, too many, or one that takes no time."""

    code = "planning.steps_malformed"
    says = Sentence(
        es="El cronograma no tiene pasos, tiene más de {limit}, o uno no dura nada.",
        en="The schedule has no steps, more than {limit}, or one that takes no time.",
    )
    next_step = Sentence(
        es="Da a cada paso su primera semana y cuántas dura, hasta la semana {last}.",
        en="Give each step its first week and how many it takes, up to week {last}.",
    )
