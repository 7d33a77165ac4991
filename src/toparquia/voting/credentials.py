"""The public credentials as their authorities send them: one list, or the halves of two sources.

Only public halves come here; a half has a proof that its source knows the secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toparquia.engines.ballots.canonical import items, members, parsed, text_of
from toparquia.engines.ballots.credentials import (
    CredentialPart,
    check_published,
    joined_credentials,
    published_list,
)
from toparquia.engines.ballots.credentials import PublicCredential as Listed
from toparquia.engines.ballots.groups import Group, group_named
from toparquia.engines.ballots.proofs import proof_from_json
from toparquia.voting.models import OnlineBox

# Half a million halves of the small group, or a hundred thousand of the large one.
DELIVERY_LIMIT: Final = 150_000_000
CREDENTIALS_MAX: Final = 500_000


def check_delivery(box: OnlineBox, text: str) -> int:
    """Check what one source sent and return for how many people. :raises BallotRefusal: the first fault."""
    group = group_named(box.group)
    if box.sources == 1:
        listed = _listed(group, text)
        check_published(group, listed)
        return len(published_list(listed))
    return len(_parts(group, text))


def joined(box: OnlineBox, texts: Sequence[str]) -> list[str]:
    """Return the list as it will be published: checked, distinct, in the order of its texts.

    :raises BallotRefusal: the first fault, such as halves that don't fit together.
    """
    group = group_named(box.group)
    if box.sources == 1:
        return [one.text for one in published_list(_listed(group, texts[0]))]
    first, second = (_parts(group, text) for text in texts)
    elements = joined_credentials(group, box.uuid, first, second)
    return [one.text for one in published_list(Listed(group.encoded(element)) for element in elements)]


def _listed(group: Group, text: str) -> list[Listed]:
    _source, values = members(
        parsed(text.encode(), limit=DELIVERY_LIMIT, canonical=False), "credentials", ("source", "credentials")
    )
    each = items(values, "credentials", most=CREDENTIALS_MAX)
    return [Listed(text_of(one, "credential", most=group.text_limit)) for one in each]


def _parts(group: Group, text: str) -> list[CredentialPart]:
    _source, values = members(
        parsed(text.encode(), limit=DELIVERY_LIMIT, canonical=False), "credentials", ("source", "parts")
    )
    parts = []
    for one in items(values, "parts", most=CREDENTIALS_MAX):
        public, proof = members(one, "part", ("public", "proof"))
        element = group.read(text_of(public, "public", most=group.text_limit))
        parts.append(CredentialPart(element, proof_from_json(group, proof, "proof")))
    return parts
