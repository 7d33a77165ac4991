"""Setting up an online box: the trustees' keys, the credentials, the opening."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from toparquia.engines.ballots.election import new_election, new_identifier
from toparquia.engines.ballots.errors import BallotRefusal
from toparquia.engines.ballots.groups import group_named
from toparquia.engines.ballots.hashing import hexadecimal
from toparquia.engines.ballots.trustees import board_bytes, check_board
from toparquia.foundation.authority import Authority
from toparquia.gazette.services import enact
from toparquia.mandates import queries as mandates
from toparquia.territory import queries as territory
from toparquia.voting import board, ceremony, queries
from toparquia.voting import credentials as lists
from toparquia.voting.acts import BoxOpened, BoxSetUp, CeremonyStepDone, CredentialsDelivered
from toparquia.voting.errors import (
    BoxThereAlready,
    CeremonyUnfinished,
    CredentialsFromTheCommission,
    CredentialsMiscounted,
    CredentialsRefused,
    CredentialsThere,
    GroupTooSmall,
    OnlineHoursMalformed,
    OnlineNotAllowed,
    SetUpAlreadyDone,
    SourceUnknown,
    StepDoneDifferently,
    StepNotItsTurn,
    StepRefused,
    TrusteesMissing,
)
from toparquia.voting.models import (
    CeremonyStep,
    CredentialDelivery,
    OnlineBox,
    PublicCredential,
    TrusteeSeat,
)
from toparquia.voting.services.locking import check_may, check_takes_votes, locked_box, locked_vote, seat_held

_CREDENTIALS_AT_ONCE = 2_000


@transaction.atomic
def set_up_box(
    *, vote_id: UUID, closes_online_at: datetime, by: Authority, at: datetime, group: str = "Ed25519"
) -> OnlineBox:
    """Set up the online box of a vote, with keys for the trustees in office and the rule set's numbers.

    :raises AnotherPlace: :raises CertifiedAlready: :raises VoteClosedAlready: :raises OnlineNotAllowed:
    :raises BoxThereAlready: :raises OnlineHoursMalformed: :raises TrusteesMissing:
    """
    vote = locked_vote(vote_id, by)
    check_takes_votes(vote, max(at, vote.opens_at))
    rules = queries.rules_of(vote)
    if "online" not in rules.get("online.channels"):
        raise OnlineNotAllowed(place=vote.place.name)
    if queries.box_of(vote) is not None:
        raise BoxThereAlready(title=vote.title)
    course = rules.choice("online.course")
    latest = closes_online_at < vote.closes_at or (
        course == OnlineBox.Course.PARALLEL and closes_online_at == vote.closes_at
    )
    if not (max(vote.opens_at, at) < closes_online_at and latest):
        raise OnlineHoursMalformed(closes=closes_online_at.isoformat())
    box = OnlineBox.objects.create(
        vote=vote,
        group=group_named(group).name,
        uuid=new_identifier(),
        trustees=rules.count("online.trustees"),
        threshold=min(rules.count("online.threshold"), rules.count("online.trustees")),
        sources=rules.count("online.credential_sources"),
        min_group=rules.count("online.min_group"),
        course=course,
        registered_slips=rules.flag("online.registered_slips"),
        ballots_per_credential=rules.count("online.ballots_per_credential"),
        closes_online_at=closes_online_at,
    )
    _seat_trustees(box, at)
    act = BoxSetUp(
        subject=vote.id,
        uuid=box.uuid,
        group=box.group,
        trustees=box.trustees,
        threshold=box.threshold,
        sources=box.sources,
        course=box.course,
        closes_online_at=closes_online_at.astimezone(UTC).isoformat(),
    )
    enact(act, by=by, at=at)
    return box


def _seat_trustees(box: OnlineBox, at: datetime) -> None:
    place = box.vote.place
    there = [
        mandate
        for mandate in mandates.in_office(place, territory.local_day(place, at))
        if mandate.seat.office == "trustee"
    ]
    if len(there) < box.trustees:
        raise TrusteesMissing(needed=box.trustees, there=len(there))
    there.sort(key=lambda mandate: mandate.seat.number)
    TrusteeSeat.objects.bulk_create(
        TrusteeSeat(box=box, number=number, mandate=mandate)
        for number, mandate in enumerate(there[: box.trustees], start=1)
    )


@transaction.atomic
def record_ceremony_step(*, vote_id: UUID, step: str, text: str, by: Authority, at: datetime) -> str:
    """Take a trustee's message of one step; return the step whose turn it is then.

    The same text again changes nothing. The last key fixes the election's text.

    :raises NoBox: :raises NotASeatOfYours: :raises StepDoneDifferently: :raises SetUpAlreadyDone:
    :raises StepNotItsTurn: :raises StepRefused:
    """
    check_may(vote_id, "voting.hold_key", kind=CeremonyStepDone.kind, by=by, at=at)
    # The lock lets trustees in one after the other, so that each step is complete for exactly one of them.
    box = locked_box(vote_id)
    seat = seat_held(box, by.mandate)
    sent = queries.ceremony_texts(box)
    if seat.number in sent.get(step, {}):
        if sent[step][seat.number] != text:
            raise StepDoneDifferently()
        return ceremony.turn_of(box, sent)
    if box.state != OnlineBox.State.SETTING_UP:
        raise SetUpAlreadyDone(title=box.vote.title)
    if (turn := ceremony.turn_of(box, sent)) != step:
        raise StepNotItsTurn(step=step, turn=turn)
    try:
        ceremony.check_step(box, step, seat.number, text, sent)
        CeremonyStep.objects.create(seat=seat, step=step, text=text)
        sent = queries.ceremony_texts(box)
        if ceremony.turn_of(box, sent) == ceremony.DONE:
            _fix_election(box, sent)
    except BallotRefusal as refusal:
        raise StepRefused(step=step, reason=refusal) from refusal
    digest = hashlib.sha256(text.encode()).hexdigest()
    act = CeremonyStepDone(subject=box.vote_id, trustee=seat.number, step=step, sha256=digest)
    enact(act, by=by, at=at)
    return ceremony.turn_of(box, sent)


def _fix_election(box: OnlineBox, sent: dict[str, dict[int, str]]) -> None:
    made = ceremony.board_of(box, sent)
    key = made.key()
    check_board(made, key)
    election = new_election(
        group=group_named(box.group),
        key=key,
        questions=[board.question_of(box.vote)],
        name=box.vote.title,
        description=box.vote.place.name,
        uuid=box.uuid,
    )
    box.election_text = election.raw.decode()
    box.trustees_text = board_bytes(made).decode()
    box.fingerprint = election.fingerprint
    box.save(update_fields=["election_text", "trustees_text", "fingerprint"])


@transaction.atomic
def deliver_credentials(
    *, vote_id: UUID, source: int, text: str, by: Authority, at: datetime
) -> CredentialDelivery:
    """Take the public credentials of one source; nothing private ever comes here.

    :raises NoBox: :raises SetUpAlreadyDone: :raises CredentialsFromTheCommission: :raises SourceUnknown:
    :raises CredentialsThere: :raises CredentialsRefused: :raises CredentialsMiscounted:
    """
    check_may(vote_id, "voting.credentials", kind=CredentialsDelivered.kind, by=by, at=at)
    box = locked_box(vote_id)
    digest = hashlib.sha256(text.encode()).hexdigest()
    there = {delivery.source: delivery for delivery in box.deliveries.select_related("mandate")}
    if source in there and there[source].sha256 == digest:
        return there[source]
    if box.state != OnlineBox.State.SETTING_UP:
        raise SetUpAlreadyDone(title=box.vote.title)
    mandate = mandates.mandate(by.mandate.id)  # type: ignore[union-attr]
    day = territory.local_day(box.vote.place, at)
    if "voting.open" in mandates.powers_of(mandate.holder_id, box.vote.place, day):
        raise CredentialsFromTheCommission()
    if not 1 <= source <= box.sources or any(
        other.mandate.holder_id == mandate.holder_id for number, other in there.items() if number != source
    ):
        raise SourceUnknown(source=source)
    if source in there:
        raise CredentialsThere(source=source)
    count = _counted(box, text)
    delivery = CredentialDelivery.objects.create(
        box=box, source=source, mandate=mandate, count=count, text=text, sha256=digest
    )
    act = CredentialsDelivered(subject=box.vote_id, source=source, count=count, sha256=digest)
    enact(act, by=by, at=at)
    return delivery


def _counted(box: OnlineBox, text: str) -> int:
    try:
        count = lists.check_delivery(box, text)
    except BallotRefusal as refusal:
        raise CredentialsRefused(reason=refusal) from refusal
    roll = box.vote.roll.entries
    least = min(box.min_group, roll)
    if not least <= count <= roll:
        raise CredentialsMiscounted(found=count, roll=roll, least=least)
    return count


@transaction.atomic
def open_box(*, vote_id: UUID, by: Authority, at: datetime, program: str = "") -> OnlineBox:
    """Open the box: fix the list of credentials and publish all that can't change any more.

    :raises NoBox: :raises AnotherPlace: :raises SetUpAlreadyDone: :raises OnlineHoursMalformed:
    :raises CeremonyUnfinished: :raises CredentialsRefused: :raises GroupTooSmall:
    """
    vote = locked_vote(vote_id, by)
    check_takes_votes(vote, max(at, vote.opens_at))
    box = locked_box(vote_id)
    if box.state != OnlineBox.State.SETTING_UP:
        raise SetUpAlreadyDone(title=vote.title)
    if at >= box.closes_online_at:
        raise OnlineHoursMalformed(closes=box.closes_online_at.isoformat())
    texts = _joined(box)
    if len(texts) < box.min_group:
        raise GroupTooSmall(count=len(texts), least=box.min_group)
    PublicCredential.objects.bulk_create(
        [PublicCredential(box=box, text=text) for text in texts], batch_size=_CREDENTIALS_AT_ONCE
    )
    listed = board.credentials_bytes(texts)
    setup = board.setup_pieces(box, listed)[-1]
    box.state, box.moment, box.program = OnlineBox.State.OPEN, int(at.timestamp()), program
    box.setup_head = board.head_after(None, 0, "Setup", setup)
    box.save(update_fields=["state", "moment", "program", "setup_head"])
    act = BoxOpened(
        subject=vote.id,
        fingerprint=box.fingerprint,
        trustees_sha256=hexadecimal(box.trustees_text.encode()),
        credentials_sha256=hexadecimal(listed),
        credentials=len(texts),
        roll=vote.roll.entries,
        head=box.setup_head,
        program=program,
    )
    enact(act, by=by, at=at)
    return box


def _joined(box: OnlineBox) -> list[str]:
    deliveries = list(box.deliveries.order_by("source"))
    if not box.election_text:
        raise CeremonyUnfinished(missing=queries.MISSING_KEYS)
    if len(deliveries) < box.sources:
        raise CeremonyUnfinished(missing=queries.MISSING_CREDENTIALS)
    try:
        return lists.joined(box, [delivery.text for delivery in deliveries])
    except BallotRefusal as refusal:
        raise CredentialsRefused(reason=refusal) from refusal
