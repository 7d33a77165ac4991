"""Refusals about archives and files."""

from __future__ import annotations

from .base import BadInput, BallotRefusal, Words


class FileUnreadable(BadInput):
    """The file is not there or may not be read."""

    code = "ballots.file_unreadable"
    says = Words(
        "No se puede leer {path} ({reason}). Revisa el nombre y los permisos.",
        "{path} cannot be read ({reason}). Check its name and permissions.",
    )


class FileChanged(BallotRefusal):
    """Between two passes over the archive, somebody wrote into it."""

    code = "ballots.file_changed"
    says = Words(
        "{path} cambió mientras se verificaba. Verifica una copia que nadie toque.",
        "{path} changed while it was being verified. Verify a copy that nobody touches.",
    )


class FileExists(BadInput):
    """A file of that name is already there; secrets and archives are never overwritten."""

    code = "ballots.file_exists"
    says = Words(
        "{path} ya existe y no se sobrescribe. Elige otra carpeta.",
        "{path} already exists and is not overwritten. Choose another folder.",
    )


class NotAnArchive(BadInput):
    """The file does not begin as a Belenios archive does."""

    code = "ballots.not_an_archive"
    says = Words(
        "{path} no es un archivo de elección (.bel). Da el que publicó la comisión.",
        "{path} is not an election archive (.bel). Give the one that the commission published.",
    )


class ArchiveCutShort(BallotRefusal):
    """The archive ends in the middle of a member."""

    code = "ballots.archive_cut_short"
    says = Words(
        "El archivo termina a mitad de una pieza: está incompleto. Bájalo otra vez.",
        "The archive ends in the middle of a piece: it is incomplete. Download it again.",
    )


class ArchiveBytesWrong(BallotRefusal):
    """A member's header, name or padding is not the one that the format gives."""

    code = "ballots.archive_bytes_wrong"
    says = Words(
        "Los bytes del archivo no son los que da el formato (byte {offset}). Bájalo otra vez.",
        "The bytes of the archive are not those the format gives (byte {offset}). Download it again.",
    )


class HashWrong(BallotRefusal):
    """A member's content is not what its name says."""

    code = "ballots.hash_wrong"
    says = Words(
        "Una pieza del archivo no concuerda con su resumen (byte {offset}): fue cambiada.",
        "A piece of the archive does not match its hash (byte {offset}): it was changed.",
    )


class ChainBroken(BallotRefusal):
    """An event does not follow the one before it."""

    code = "ballots.chain_broken"
    says = Words(
        "El evento no sigue al anterior: la cadena de resúmenes o la numeración está rota.",
        "The event does not follow the one before: the chain of hashes or the numbering is broken.",
    )


class EventOutOfOrder(BallotRefusal):
    """An event stands where the course of a vote has no place for it."""

    code = "ballots.event_out_of_order"
    says = Words(
        "El evento «{kind}» no puede ir aquí; se esperaba {expected}.",
        "The event “{kind}” cannot stand here; {expected} was expected.",
    )


class EventPiecesWrong(BallotRefusal):
    """The pieces before an event are not those of its kind."""

    code = "ballots.event_pieces_wrong"
    says = Words(
        "El evento «{kind}» no va con las piezas que le tocan.",
        "The event “{kind}” does not come with the pieces that belong to it.",
    )


class ArchiveUnfinished(BallotRefusal):
    """The archive stops before the stage that was asked for."""

    code = "ballots.archive_unfinished"
    says = Words(
        "El archivo llega hasta «{reached}» y se pedía «{wanted}». Falta lo que sigue.",
        "The archive goes as far as “{reached}” and “{wanted}” was asked for. What follows is missing.",
    )


class ArchiveNotExtended(BallotRefusal):
    """A later archive does not begin with the earlier one."""

    code = "ballots.archive_not_extended"
    says = Words(
        "El archivo nuevo no empieza con el anterior: algo que ya estaba fue quitado o cambiado.",
        "The new archive does not begin with the earlier one: something that was there was removed or "
        "changed.",
    )


class InputMalformed(BadInput):
    """A file that a person gave to a command is not what the command needs."""

    code = "ballots.input_malformed"
    says = Words(
        "{path} no sirve: {reason}.",
        "{path} will not do: {reason}.",
    )


class ClusterUnreachable(BadInput):
    """The cluster named with --scheduler does not answer, or its package is missing."""

    code = "ballots.cluster_unreachable"
    says = Words(
        "No se alcanza el clúster {address} ({reason}). Arranca su planificador o verifica sin --scheduler.",
        "The cluster {address} cannot be reached ({reason}). Start its scheduler or verify without "
        "--scheduler.",
    )


class WorkerLost(BadInput):
    """A process that was checking ballots died."""

    code = "ballots.worker_lost"
    says = Words(
        "Un proceso que verificaba se cayó (¿memoria?). Repite la orden: sigue desde lo ya verificado.",
        "A process that was verifying died (memory?). Repeat the command: it goes on from what is verified.",
    )


class VerifierFault(BallotRefusal):
    """Our own program failed; what could not be checked is not verified."""

    code = "ballots.verifier_fault"
    says = Words(
        "El verificador falló ({reason}): no queda verificado. Avisa a quien mantiene el programa.",
        "The verifier itself failed ({reason}): this is not verified. Tell the program's maintainers.",
    )
