"""What is refused when projects are made one."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class ProjectMerged(DomainError):
    """The project is part of another one now."""

    code = "planning.project_merged"
    says = Sentence(
        es="«{title}» se unió a otra propuesta; lo que falta se hace en «{into}».",
        en="“{title}” became part of another proposal; what is left is done in “{into}”.",
    )
    next_step = Sentence(es="Abre la propuesta unida.", en="Open the joint proposal.")


class NoSuchOffer(DomainError):
    """No offer to merge has that id."""

    code = "planning.no_such_offer"
    says = Sentence(es="Esa unión no existe.", en="That offer to merge does not exist.")
    next_step = Sentence(
        es="Búscala en la página de una de las propuestas.", en="Look for it on one of the projects' pages."
    )


class MergesWithItself(DomainError):
    """A project cannot be merged with itself."""

    code = "planning.merges_with_itself"
    says = Sentence(es="Son la misma propuesta.", en="They are the same project.")
    next_step = Sentence(es="Elige otra que se le parezca.", en="Choose another that is like it.")


class TooFarToMerge(DomainError):
    """Two projects have no commune nor council in common."""

    code = "planning.too_far_to_merge"
    says = Sentence(
        es="«{first}» y «{second}» no son de la misma comuna.",
        en="“{first}” and “{second}” are not of the same commune.",
    )
    next_step = Sentence(
        es="Une propuestas de la misma comuna o del mismo consejo.",
        en="Merge projects of the same commune or the same council.",
    )


class NotTheProposer(DomainError):
    """Someone who proposed neither project offers, accepts or refuses to merge them."""

    code = "planning.not_the_proposer"
    says = Sentence(
        es="Unir propuestas lo deciden quienes las propusieron.",
        en="Those who proposed them decide on merging projects.",
    )
    next_step = Sentence(
        es="Entra con la cuenta con que propusiste, o habla con quien lo hizo.",
        en="Sign in with the account that proposed it, or talk to whoever did.",
    )


class OfferOpen(DomainError):
    """The same two projects already have an open offer."""

    code = "planning.offer_open"
    says = Sentence(
        es="Ya hay una unión ofrecida entre esas dos propuestas.",
        en="There is an open offer to merge these two projects.",
    )
    next_step = Sentence(es="Respóndela primero.", en="Answer it first.")


class OfferAnswered(DomainError):
    """The offer was accepted by all or refused by someone."""

    code = "planning.offer_answered"
    says = Sentence(es="Esa unión ya está respondida.", en="That offer has been answered.")
    next_step = Sentence(es="Si hace falta, ofrece otra.", en="If need be, offer another one.")


class ConsentedBefore(DomainError):
    """The same person consents twice."""

    code = "planning.consented_before"
    says = Sentence(es="Ya aceptaste esta unión.", en="You have accepted this merger.")
    next_step = Sentence(
        es="Falta quien propuso la otra.", en="Whoever proposed the other one has yet to answer."
    )
