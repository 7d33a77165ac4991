"""What a founding brings to an assembly: joining a commune, and its charter where assemblies approve it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from toparquia.assemblies.subjects import Subject
from toparquia.charters import norms, queries, rules
from toparquia.charters.models import Amendment, CharterText, FoundingCharter, Norm
from toparquia.territory import queries as territory
from toparquia.territory.models import Place

OFFERED: Final = 20


class Joinings:
    """Communes being founded that a council may join; the thing is the commune."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the foundings near a council that it has not joined."""
        if not place.is_council:
            return []
        near = Q(place_id=place.parent_id) | Q(place__parent_id=place.parent_id)
        found = FoundingCharter.objects.filter(near, place__founded_on__isnull=True).select_related("place")
        open_ones = [one for one in found[:OFFERED] if place.id not in _joined(one)]
        return [self._subject(one) for one in open_ones]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return foundings by the ids of their communes."""
        found = FoundingCharter.objects.filter(place_id__in=ids).select_related("place")
        return {charter.place_id: self._subject(charter) for charter in found}

    def _subject(self, charter: FoundingCharter) -> Subject:
        name = {"name": charter.place.name}
        return Subject(
            kind=rules.JOINING,
            id=charter.place_id,
            title=_("Unirse a la comuna %(name)s") % name,
            url=charter.get_absolute_url(),
            matter="founding",
            text=_("Que nuestro consejo se una a la comuna %(name)s.") % name,
        )


class Approvals:
    """Charters that the assemblies of the joined councils approve; the thing is the text that stands."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the texts that wait for a council's assembly, where the rules ask assemblies."""
        later = CharterText.objects.filter(charter=OuterRef("charter"), number__gt=OuterRef("number"))
        standing = CharterText.objects.filter(~Exists(later), charter__place__founded_on__isnull=True)
        near = standing.filter(charter__joinings__council=place).select_related("charter__place")
        return [self._subject(text) for text in near.distinct()[:OFFERED] if _asks_assemblies(text, place)]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return texts by their ids."""
        found = CharterText.objects.filter(id__in=ids).select_related("charter__place")
        return {text.id: self._subject(text) for text in found}

    def _subject(self, text: CharterText) -> Subject:
        facts = {"number": text.number, "name": text.charter.place.name}
        return Subject(
            kind=rules.APPROVAL,
            id=text.id,
            title=_("Carta de %(name)s, versión %(number)s") % facts,
            url=text.charter.get_absolute_url(),
            matter="founding",
            text=_("Que se apruebe la carta de %(name)s, versión %(number)s.") % facts,
        )


def _joined(charter: FoundingCharter) -> set[UUID]:
    return {row.council_id for row in queries.joined(charter)}


def _asks_assemblies(text: CharterText, place: Place) -> bool:
    in_force = territory.rules(text.charter.place, territory.local_day(place, text.written_at))
    return in_force.choice("charter.approval") != rules.BY_REFERENDUM


JOININGS: Final = Joinings()
APPROVALS: Final = Approvals()


class Amendments:
    """Changes of a commune's charter or rules that its assembly decides, where the rules say so."""

    def waiting(self, place: Place) -> list[Subject]:
        """Return the amendments of a commune that wait for its assembly, the oldest first."""
        found = Amendment.objects.filter(place=place, decision=None).order_by("number")[:OFFERED]
        return [self._subject(one) for one in found if self._asks_assembly(one)]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return amendments by their ids."""
        return {one.id: self._subject(one) for one in Amendment.objects.filter(id__in=ids)}

    def _asks_assembly(self, one: Amendment) -> bool:
        in_force = territory.rules(one.place, territory.local_day(one.place, one.proposed_at))
        return in_force.choice("charter.amend_approval") != rules.BY_REFERENDUM

    def _subject(self, one: Amendment) -> Subject:
        return Subject(
            kind=rules.AMENDMENT,
            id=one.id,
            title=_("Reforma %(number)s") % {"number": one.number},
            url=one.get_absolute_url(),
            matter="founding",
            text=_("Que se apruebe la reforma %(number)s, como está publicada.") % {"number": one.number},
        )


AMENDMENTS: Final = Amendments()


class Norms:
    """Norms that a body decides: parliament, or the assembly of the commune; each kind waits for its own."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def waiting(self, place: Place) -> list[Subject]:
        """Return the norms of a commune that wait for this body, the oldest first."""
        if not place.is_commune:
            return []
        found = Norm.objects.filter(place=place, decision=None).select_related("place").order_by("number")
        return [self._subject(one) for one in found[:OFFERED] if norms.kind_of(one) == self.kind]

    def named(self, ids: Sequence[UUID]) -> dict[UUID, Subject]:
        """Return norms by their ids."""
        return {one.id: self._subject(one) for one in Norm.objects.filter(id__in=ids)}

    def _subject(self, one: Norm) -> Subject:
        facts = {"number": one.number, "title": one.title}
        return Subject(
            kind=self.kind,
            id=one.id,
            title=_("Norma %(number)s: %(title)s") % facts,
            url=one.get_absolute_url(),
            text=_("Que se apruebe la norma %(number)s, como está publicada.") % facts,
        )


NORMS: Final = Norms(rules.NORM)
PARLIAMENT_NORMS: Final = Norms(rules.NORM_IN_PARLIAMENT)
