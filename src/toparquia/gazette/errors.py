"""What the gazette refuses."""

from toparquia.foundation.errors import DomainError, Sentence


class MandateNotInForce(DomainError):
    """The mandate shown does not give this power here on this day."""

    code = "gazette.mandate_not_in_force"
    says = Sentence(
        es="Para «{kind}» en {place} hace falta un mandato vigente ese día que lo permita.",
        en="“{kind}” in {place} needs a mandate in force on that day that allows it.",
    )
    next_step = Sentence(
        es="Pídeselo a quien tenga hoy ese cargo; la página del lugar dice quién es.",
        en="Ask the person who holds that office today; the page of the place names them.",
    )
    exit_status = 1


class KeyUsedForSomethingElse(DomainError):
    """The same key came again with other content."""

    code = "gazette.key_used_for_something_else"
    says = Sentence(
        es="Este formulario ya se envió antes con otros datos; lo primero quedó guardado y no cambió.",
        en="This form was already sent with other content; what came first was kept and has not changed.",
    )
    next_step = Sentence(
        es="Abre la página de nuevo para ver lo guardado y, si hace falta, empieza un formulario nuevo.",
        en="Open the page again to see what was saved and, if needed, start a new form.",
    )


class NotInTheGazette(DomainError):
    """There is no entry with that number."""

    code = "gazette.no_such_entry"
    says = Sentence(
        es="La Gaceta no tiene la entrada n.º {index}; tiene {size}, contadas desde 0.",
        en="The Gazette has no entry no. {index}; it has {size}, counted from 0.",
    )
    next_step = Sentence(es="Escribe un número menor.", en="Give a smaller number.")


class TooLargeForOneFile(DomainError):
    """The whole log is more than a page gives at once."""

    code = "gazette.too_large_for_one_file"
    says = Sentence(
        es="La Gaceta ya tiene {size} actos y no cabe en una sola descarga.",
        en="The Gazette has {size} acts by now, too many for one download.",
    )
    next_step = Sentence(
        es="Pide la copia en archivos a quien mantiene esta instalación: `toparquia gazette export`.",
        en="Ask whoever runs this installation for the copy in files: `toparquia gazette export`.",
    )
    exit_status = 1
