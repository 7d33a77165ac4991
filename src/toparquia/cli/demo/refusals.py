"""What the demo refuses, before it builds anything."""

from __future__ import annotations

from toparquia.foundation.errors import DomainError, Sentence


class ElectionsMissing(DomainError):
    """No .pb file where some were to be."""

    code = "demo.elections_missing"
    says = Sentence(es="En «{path}» no hay archivos .pb.", en="There are no .pb files at “{path}”.")
    next_step = Sentence(
        es="Nombra archivos .pb o una carpeta que los tenga (no se buscan en subcarpetas).",
        en="Name .pb files or a folder that has some (folders inside it are not searched).",
    )


class NoElectionUsable(DomainError):
    """All files were read, and from none can a commune be made."""

    code = "demo.no_election_usable"
    says = Sentence(
        es="De ningún archivo sale una comuna: {reasons}", en="No file makes a commune: {reasons}"
    )
    next_step = Sentence(
        es="Prueba con otros archivos, o sin --elections.", en="Try other files, or without --elections."
    )


class PortTaken(DomainError):
    """Another program listens where the site was to be."""

    code = "demo.port_taken"
    says = Sentence(
        es="Otro programa usa el puerto {port} de esta máquina.",
        en="Another program uses port {port} of this machine.",
    )
    next_step = Sentence(es="Elige otro con --port.", en="Choose another with --port.")
    exit_status = 1


class DayAhead(DomainError):
    """The demo was to be told as of a day that has not come."""

    code = "demo.day_ahead"
    says = Sentence(es="El día {day} todavía no llega.", en="The day {day} has not come yet.")
    next_step = Sentence(
        es="Con --today va hoy o un día pasado, así: 2026-03-08.",
        en="With --today goes today or a day gone by, like this: 2026-03-08.",
    )


class DemoBusy(DomainError):
    """Another run builds or serves the same country now."""

    code = "demo.busy"
    says = Sentence(
        es="Otra orden arma o sirve ahora mismo este país de muestra.",
        en="Another command is building or serving this sample country right now.",
    )
    next_step = Sentence(
        es="Espera a que termine, o detenla, y repite.", en="Wait for it to end, or stop it, and try again."
    )
    exit_status = 1
