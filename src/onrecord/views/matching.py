"""Who a name in a question means: entities under any variant, without case and accents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.domain.world import PartyRef, Utterance, World
from onrecord.ledger.names import plain
from onrecord.views.concerns import concerns


@dataclass(frozen=True, slots=True)
class Who:
    """The entities that a name may mean, and the name for parties that are no entity."""

    name: str
    entities: frozenset[str]

    def any(self, parties: Iterable[PartyRef]) -> bool:
        """Whether one of the parties is meant."""
        return any(
            party.entity in self.entities
            if party.entity is not None
            else contains(self.name, plain(party.name))
            for party in parties
        )

    def speaks(self, utterance: Utterance) -> bool:
        """Whether one of the speakers is meant."""
        if any(speaker in self.entities for speaker in utterance.speakers):
            return True
        return not utterance.speakers and any(
            contains(self.name, plain(name)) for name in utterance.names
        )


class Named:
    """The names of a world's entities, ready to be asked."""

    def __init__(self, world: World) -> None:
        self._names = concerns(world).names

    def who(self, name: str) -> Who:
        """Whom a name means: those with that very name, else those whose names hold its words."""
        wanted = plain(name)
        exact = self._names.get(wanted, frozenset())
        if not wanted or exact:
            return Who(wanted, exact)
        found = (ids for form, ids in self._names.items() if contains(wanted, form))
        return Who(wanted, frozenset().union(*found))


def contains(words: str, name: str) -> bool:
    """Whether a plain name holds plain words, as words; never for no words."""
    return bool(words) and words in name and f" {words} " in f" {name} "


def within(words: str, text: str) -> bool:
    """Whether every word asked for begins a word of the text, without case and accents."""
    told = plain(text).split()
    wanted = plain(words).split()
    return bool(wanted) and all(any(w.startswith(want) for w in told) for want in wanted)
