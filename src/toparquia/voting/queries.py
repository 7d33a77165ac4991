"""Reads of votes. Before a vote is closed, nothing here tells how it is going."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from toparquia.foundation.authority import Authority
from toparquia.foundation.errors import Sentence
from toparquia.foundation.rulesets import RuleSet
from toparquia.mandates import queries as mandates
from toparquia.people.models import Resident, RollEntry
from toparquia.people.queries import named
from toparquia.territory import queries as territory
from toparquia.territory.models import Place
from toparquia.voting import ceremony, channels
from toparquia.voting.errors import NoBox, NoSuchVote, NotClosed, NotPublishedYet
from toparquia.voting.models import (
    BallotImport,
    CeremonyStep,
    Certificate,
    CheckIn,
    OnlineBox,
    Option,
    OptionPicture,
    PartialDecryption,
    TallyEntry,
    TallySheet,
    TieSeed,
    VoidedCredential,
    Vote,
)
from toparquia.voting.rules import GroupedBallot, Referendum, Tables, Totals, merge_small, total

# Rooms above with a certify form of their own, because the counting rule is theirs.
CERTIFIED_ABOVE: Final = frozenset({"consultations", "elections"})


def vote(vote_id: UUID) -> Vote:
    """Return a vote by its id. :raises NoSuchVote:"""
    found = Vote.objects.select_related("place", "roll", "box").filter(id=vote_id).first()
    if found is None:
        raise NoSuchVote(vote=vote_id)
    return found


def votes_on(purpose: str, subject_id: UUID) -> list[Vote]:
    """Return the votes held on a matter, the newest first."""
    return list(Vote.objects.filter(purpose=purpose, subject_id=subject_id).order_by("-opens_at", "-id"))


def under_way(place: Place) -> list[Vote]:
    """Return the votes of a territory whose result does not stand yet, those that close first at the top."""
    waiting = Vote.objects.filter(place=place).exclude(state=Vote.State.CERTIFIED)
    return list(waiting.order_by("closes_at", "id"))


def options(vote: Vote) -> list[Option]:
    """Return the options as they stand on the ballot: in the order that was drawn, with their pictures."""
    return list(vote.options.select_related("picture").order_by("position"))


def pictures(vote: Vote) -> dict[int, OptionPicture]:
    """Return the pictures of a vote's options, by the options' numbers."""
    found = OptionPicture.objects.filter(option__vote=vote).select_related("option")
    return {picture.option.number: picture for picture in found}


def photos_typed(vote: Vote) -> dict[int, list[str]]:
    """Return the hashes of the photos that came with each table's newest entries. For the commission only."""
    rows = TallyEntry.objects.filter(vote=vote).exclude(photo_sha256="").order_by("table", "-revision", "id")
    newest: dict[int, tuple[int, list[str]]] = {}
    for table, revision, photo in rows.values_list("table", "revision", "photo_sha256"):
        first, found = newest.setdefault(table, (revision, []))
        if revision == first and photo not in found:
            found.append(photo)
    return {table: found for table, (_revision, found) in newest.items()}


def photos_published(vote: Vote) -> dict[int, list[str]]:
    """Return the hashes of the accepted sheets' photos by table, once the certificate has the table alone.

    A photo shows a sheet's figures; of a small table nobody may see them.
    """
    found = certificate(vote)
    if found is None:
        return {}
    alone = {group["tables"][0] for group in found.result["tables"] if len(group["tables"]) == 1}
    rows = TallySheet.objects.filter(vote=vote, table__in=alone).order_by("table", "revision")
    photos: dict[int, list[str]] = {}
    # The last revision counts, as in the certificate.
    for table, *pair in rows.values_list("table", "entry__photo_sha256", "confirmation__photo_sha256"):
        photos[table] = sorted({*pair} - {""})
    return {table: those for table, those in photos.items() if those}


def option_codes(vote: Vote) -> tuple[str, ...]:
    """Return the options' codes by number: what ballots and sheets name."""
    return tuple(vote.options.order_by("number").values_list("code", flat=True))


def totals(vote: Vote) -> Totals:
    """Return what all channels brought together. :raises NotClosed: while votes may still come in."""
    if vote.state == Vote.State.OPEN:
        raise NotClosed(title=vote.title)
    counts = (channel.count(vote).totals for channel in channels.channels_of(vote))
    return total(counts, options=vote.option_count)


def tables(vote: Vote) -> list[Tables]:
    """Return the paper tables as they may be published: small ones merged. :raises NotClosed:"""
    if vote.state == Vote.State.OPEN:
        raise NotClosed(title=vote.title)
    minimum = rules_of(vote).count("consultation.min_ballots_published")
    return merge_small(channels.tables(vote), minimum=minimum)


def ballots(vote: Vote) -> Iterator[GroupedBallot]:
    """Return the stored grouped ballots of all imports, in no order of casting.

    :raises NotClosed: while votes may still come in.
    """
    if vote.state == Vote.State.OPEN:
        raise NotClosed(title=vote.title)
    batches = vote.ballot_imports.order_by("id")
    return (ballot for batch in batches for ballot in channels.stored_ballots(batch))


def pending_tables(vote: Vote) -> list[int]:
    """Return the tables whose newest entries wait for a second person's equal one; never their figures."""
    typed = set(TallyEntry.objects.filter(vote=vote).values_list("table", "revision"))
    accepted = set(TallySheet.objects.filter(vote=vote).values_list("table", "revision"))
    return sorted({table for table, _ in typed - accepted})


def accepted_tables(vote: Vote) -> list[int]:
    """Return the tables that have an accepted sheet; never their figures."""
    return sorted(set(TallySheet.objects.filter(vote=vote).values_list("table", flat=True)))


def channels_used(vote: Vote, certificate: Certificate | None) -> list[str]:
    """Return the channels that brought votes; before there are any, those that may."""
    if certificate is not None:
        return [part["channel"] for part in certificate.result["channels"]]
    mine = channels.channels_of(vote)
    used = [channel.code for channel in mine if channel.people(vote) or channel.code == "online"]
    return used or [channel.code for channel in mine if channel.code != "imported"]


def is_certified_here(vote: Vote) -> bool:
    """Return whether the commission certifies it on the vote's own page: no room above has its own form."""
    return vote.purpose.partition(".")[0] not in CERTIFIED_ABOVE


def published(vote: Vote) -> dict[str, Any]:
    """Return all that is published of a certified vote: enough to count and to hash it again.

    A table that stands alone has its sheet with the salt, so that its commitment can be checked; small
    tables have neither. :raises NotPublishedYet:
    """
    found = certificate(vote)
    if found is None:
        raise NotPublishedYet(title=vote.title)
    alone = {group["tables"][0] for group in found.result["tables"] if len(group["tables"]) == 1}
    return {
        "vote": str(vote.id),
        "title": vote.title,
        "question": vote.question,
        "options": [
            {"number": one.number, "code": one.code, "label": one.label, "position": one.position}
            for one in vote.options.order_by("number")
        ],
        "option_seed": vote.option_seed,
        "rule": found.rule,
        "result": found.result,
        "input_digest": found.input_digest,
        "sheets": [
            {
                "table": sheet.table,
                "revision": sheet.revision,
                "commitment": sheet.commitment,
                "salt": bytes(sheet.salt).hex(),
                "sheet": list(sheet.figures),
            }
            for sheet in channels.sheets_that_count(vote)
            if sheet.table in alone
        ],
        "ballot_files": [
            {
                "number": number,
                "source": batch.source,
                "source_sha256": batch.source_sha256,
                "sha256": batch.digest,
            }
            for number, batch in enumerate(_published_imports(vote, found), start=1)
        ],
    }


def published_ballots(vote: Vote, number: int) -> Iterator[str] | None:
    """Return the lines of an import's ballots, `choices;points;times`; None if there is no such file.

    :raises NotPublishedYet:
    """
    found = certificate(vote)
    if found is None:
        raise NotPublishedYet(title=vote.title)
    batches = _published_imports(vote, found)
    if not 1 <= number <= len(batches):
        return None
    return (channels.line_of(ballot) for ballot in channels.stored_ballots(batches[number - 1]))


def _published_imports(vote: Vote, found: Certificate) -> list[BallotImport]:
    # Where channels are not told apart, one of them is so small that its ballots would tell of a few people.
    told_apart = all("ballots" in part for part in found.result["channels"])
    return list(vote.ballot_imports.order_by("id")) if told_apart else []


def places_of_roll(vote: Vote) -> list[tuple[Place, int]]:
    """Return the places of which a vote's roll has people, with how many."""
    counted = dict(vote.roll.people.values_list("place").annotate(people=Count("id")))
    return [(place, counted[place.id]) for place in Place.objects.filter(id__in=counted).order_by("name")]


def people_of_roll(vote: Vote, place: Place) -> list[Resident]:
    """Return who of a place is on the roll, by name. For the commission's papers only."""
    on_it = vote.roll.people.filter(place=place).values("resident_id")
    return list(Resident.objects.filter(id__in=on_it).order_by("surnames", "given_names", "id"))


def tie_seed(vote: Vote) -> str | None:
    """Return the seed of the vote's draw, if one was recorded."""
    recorded = TieSeed.objects.filter(vote=vote).first()
    return None if recorded is None else recorded.seed


def certificate(vote: Vote) -> Certificate | None:
    """Return what the vote gave, once it is certified."""
    return Certificate.objects.filter(vote=vote).first()


def rules_of(vote: Vote) -> RuleSet:
    """Return the rule set that governs a vote: the one in force when it opened."""
    return territory.rules(vote.place, territory.local_day(vote.place, vote.opens_at))


def referendum_rule(
    rules: RuleSet, *, turnout: str = "charter.min_turnout", majority: str = "charter.majority"
) -> Referendum:
    """Return the yes-or-no rule with its two numbers from a rule set."""
    return Referendum(majority=rules.threshold(majority), min_turnout=rules.share_or_none(turnout))


_ANNOUNCED_TIMES: Final = 50
MISSING_KEYS: Final = Sentence("las llaves de los custodios", "the trustees' keys")
MISSING_CREDENTIALS: Final = Sentence("la entrega de credenciales", "the delivery of credentials")


def box_of(vote: Vote) -> OnlineBox | None:
    """Return the vote's online box, if it has one."""
    found: OnlineBox | None = getattr(vote, "box", None)
    return found


def box(vote_id: UUID) -> OnlineBox:
    """Return a vote's online box. :raises NoSuchVote: :raises NoBox:"""
    found = box_of(one := vote(vote_id))
    if found is None:
        raise NoBox(title=one.title)
    return found


def ceremony_texts(box: OnlineBox) -> dict[str, dict[int, str]]:
    """Return what trustees sent so far: by step, then by trustee."""
    sent: dict[str, dict[int, str]] = {}
    rows = CeremonyStep.objects.filter(seat__box=box).values_list("step", "seat__number", "text")
    for step, number, text in rows:
        sent.setdefault(step, {})[number] = text
    return sent


def trustees_of(box: OnlineBox) -> list[dict[str, Any]]:
    """Return each key's number, its keeper's public name and the last step done ("" if none)."""
    done: dict[int, set[str]] = {}
    for step, texts in ceremony_texts(box).items():
        for number in texts:
            done.setdefault(number, set()).add(step)
    opened = set(PartialDecryption.objects.filter(seat__box=box).values_list("seat__number", flat=True))
    steps = ceremony.steps_of(box)
    return [
        {
            "number": seat.number,
            "name": seat.mandate.holder.full_name,
            "step": ceremony.OPENING
            if seat.number in opened
            else next((step for step in reversed(steps) if step in done.get(seat.number, ())), ""),
        }
        for seat in box.seats.select_related("mandate__holder")
    ]


def trustee_authority(box: OnlineBox, resident_id: UUID | None, *, at: datetime) -> Authority:
    """Return the authority of whoever keeps a key of the box, also after their term.

    :raises NoMandate: they keep none.
    """
    place = box.vote.place
    seat = box.seats.filter(mandate__holder_id=resident_id).select_related("mandate__seat__organ").first()
    if resident_id is None or seat is None:
        return mandates.authority(resident_id=resident_id, power="voting.hold_key", place=place, at=at)
    return mandates.authority_of(seat.mandate, place=place, day=territory.local_day(place, at))


def credentials_used(box: OnlineBox) -> int:
    """Return with how many credentials at least one ballot came."""
    return box.ballots.values("credential_id").distinct().count()


def voided(box: OnlineBox) -> int:
    """Return how many slips were given back sealed."""
    return VoidedCredential.objects.filter(credential__box=box).count()


def head_of(box: OnlineBox) -> str:
    """Return the hash that fixes the whole board so far, "" before the opening."""
    last = box.ballots.order_by("-sequence").values_list("head", flat=True).first()
    return last or box.setup_head


def handed_out(vote: Vote) -> int:
    """Return how many people hold a slip or were let into the kiosk, by the roll."""
    used = CheckIn.objects.filter(vote=vote, channel__in=(CheckIn.Channel.ONLINE, CheckIn.Channel.KIOSK))
    return used.count()


def batch_of(box: OnlineBox) -> int:
    """Return by how many ballots the public count goes on while people vote.

    Whoever stands at a table sees who comes and goes; a count that moved with each ballot would tell
    them which of the board is whose. About fifty times in a large vote, and never by fewer than the
    smallest group.
    """
    return max(box.min_group, -(-box.vote.roll.entries // _ANNOUNCED_TIMES))


def board_shown(box: OnlineBox) -> tuple[int, str]:
    """Return how many ballots are told to stand on the board, and the hash under which they do."""
    there = box.ballots.count()
    if box.state != OnlineBox.State.OPEN:
        return there, head_of(box)
    shown = there - there % batch_of(box)
    head = box.ballots.filter(sequence=shown).values_list("head", flat=True).first()
    return shown, head or box.setup_head


def fate_of(box: OnlineBox, tracker: str) -> tuple[bool, bool]:
    """Return whether a ballot with this tracker is on the board, and whether it is its credential's last."""
    found = box.ballots.filter(tracker=tracker).first()
    if found is None:
        return False, False
    later = box.ballots.filter(credential_id=found.credential_id, sequence__gt=found.sequence)
    return True, not later.exists()


LINKS_MAX: Final = 2_000


def link_of(box: OnlineBox, tracker: str) -> dict[str, Any] | None:
    """Return a ballot's place in the chain: the hash before it, its height, and the names of those after it.

    From them anyone works out the board's hash. After more than `LINKS_MAX` the archive has to tell: `after`
    is None. While people vote, no more of the board is told than by `board_shown`; None beyond that.
    """
    found, (shown, _head) = box.ballots.filter(tracker=tracker).first(), board_shown(box)
    if found is None or found.sequence > shown:
        return None
    rows = box.ballots.filter(sequence__range=(found.sequence - 1, shown)).order_by("sequence")
    run = list(rows.values_list("sequence", "tracker", "head")[: LINKS_MAX + 2])
    parent = run[0][2] if run[0][0] < found.sequence else box.setup_head
    later = [name for sequence, name, _head in run if sequence > found.sequence]
    after = [b64decode(f"{name}=").hex() for name in later] if len(later) <= LINKS_MAX else None
    # The hash of the last that is told, and not of one that came meanwhile.
    return {"parent": parent, "height": found.sequence, "after": after, "head": run[-1][2]}


def is_archive_public(box: OnlineBox) -> bool:
    """Return whether the whole archive may be seen: with the certificate, if it tells channels apart."""
    found = certificate(box.vote)
    return found is not None and all("ballots" in part for part in found.result["channels"])


def roll_found(vote: Vote, words: str, *, most: int = 20) -> list[tuple[RollEntry, str]]:
    """Return the people of a vote's roll whose names have every word, each with how their right stands."""
    people = named(Resident.objects.filter(id__in=vote.roll.people.values("resident_id")), words)
    entries = RollEntry.objects.filter(roll=vote.roll_id, resident__in=people).select_related(
        "resident", "place", "check_in"
    )
    found = list(entries.order_by("resident__surnames", "resident__given_names", "id")[:most])
    return [(entry, entry.check_in.channel if hasattr(entry, "check_in") else "") for entry in found]


def reconciled(vote: Vote) -> dict[str, int]:
    """Return how many of the roll hold a slip, use a kiosk, checked in on paper, or none of these."""
    counted = dict(
        CheckIn.objects.filter(vote=vote).values_list("channel").annotate(people=Count("entry")).order_by()
    )
    states = {channel: counted.get(channel, 0) for channel in CheckIn.Channel.values}
    gone = sum(states.values()) - states[CheckIn.Channel.RETURNED]
    return {"roll": vote.roll.entries, **states, "not_voted": vote.roll.entries - gone}


def online_of_roll(vote: Vote) -> set[UUID]:
    """Return the residents whose one right to vote is used online or at a kiosk: no paper is for them."""
    used = CheckIn.objects.filter(vote=vote, channel__in=(CheckIn.Channel.ONLINE, CheckIn.Channel.KIOSK))
    return set(used.values_list("entry__resident_id", flat=True))
