"""What a ballot claims, gathered so that all powers of many ballots are computed in one go.

A claim holds when the hash of its recomputed commitments is the sum of its challenges. Each claim
is checked by itself: only the powers are shared, so nothing here rests on chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..errors import BallotRefusal, ElementOutsideGroup, checking
from ..groups import Element, Group, Task
from .disjunction import Branch
from .proof import Proof


@dataclass(frozen=True, slots=True)
class Claim:
    """One proof: where its commitments are computed, and what their hash must be."""

    prefix: str
    commitments: list[tuple[int, int]]
    challenge: int
    check: str
    refuse: Callable[[], BallotRefusal]


@dataclass(slots=True)
class Claims:
    """The claims of one ballot, with the powers they need, each base once."""

    group: Group
    claims: list[Claim] = field(default_factory=list)
    _places: dict[Element, int] = field(default_factory=dict)
    _known: list[bool] = field(default_factory=list)
    _exponents: list[list[tuple[int, int, int]]] = field(default_factory=list)

    def tasks(self) -> list[Task]:
        """Return the powers to compute, in the order in which claims refer to them."""
        return [
            Task(base, known, exponents)
            for base, known, exponents in zip(self._places, self._known, self._exponents, strict=True)
        ]

    def need(self, base: Element, *, known: bool) -> int:
        """Return the place of a base among the tasks; one that is not known will be checked."""
        place = self._places.setdefault(base, len(self._places))
        if place == len(self._known):
            self._known.append(known)
            self._exponents.append([])
        elif not known:
            self._known[place] = False
        return place

    def power(self, place: int, exponents: tuple[int, int, int]) -> tuple[int, int]:
        """Ask for `g^u * y^v * base^e` of the base at `place`; return where it will be."""
        wanted = self._exponents[place]
        wanted.append(exponents)
        return place, len(wanted) - 1

    def knowledge(
        self, prefix: str, public: Element, proof: Proof, check: str, refuse: Callable[[], BallotRefusal]
    ) -> None:
        """Claim that the maker of `proof` knows the secret of `public`, a known member."""
        place = self.need(public, known=True)
        commitment = self.power(place, (proof.response, 0, proof.challenge))
        self.claims.append(Claim(prefix, [commitment], proof.challenge, check, refuse))

    def disjunction(
        self,
        prefix: str,
        branches: Sequence[Branch],
        proofs: Sequence[Proof],
        check: str,
        refuse: Callable[[], BallotRefusal],
    ) -> None:
        """Claim that one of the branches holds. Their ciphertexts are among the needed bases."""
        order = self.group.order
        commitments: list[tuple[int, int]] = []
        for (ciphertext, number), (challenge, response) in zip(branches, proofs, strict=True):
            alpha = self.need(ciphertext.alpha, known=True)
            beta = self.need(ciphertext.beta, known=True)
            commitments.append(self.power(alpha, (response, 0, challenge)))
            commitments.append(self.power(beta, (-number * challenge % order, response, challenge)))
        total = sum(proof.challenge for proof in proofs) % order
        self.claims.append(Claim(prefix, commitments, total, check, refuse))

    def settle(self, powers: Sequence[list[Element] | None]) -> None:
        """Raise the first refusal, given what the group computed for the tasks.

        :raises ElementOutsideGroup: a base was not a member.
        """
        found: list[list[Element]] = []
        for of_base in powers:
            if of_base is None:
                with checking("ballots.elements"):
                    raise ElementOutsideGroup()
            found.append(of_base)
        for claim in self.claims:
            elements = [found[place][position] for place, position in claim.commitments]
            if self.group.hashed(claim.prefix, elements) != claim.challenge:
                with checking(claim.check):
                    raise claim.refuse()
