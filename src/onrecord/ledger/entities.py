"""People, bodies and places under all their names, and who a name in a report is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.domain.annotations import Mention, Party
from onrecord.domain.ids import content_id
from onrecord.domain.words import MentionKind
from onrecord.domain.world import Entity, Evidence, PartyRef, Role
from onrecord.ledger.groups import Grouping
from onrecord.ledger.index import Index, Order
from onrecord.ledger.names import plain


@dataclass(slots=True)
class Tally:
    """How often an entity is called what, which is all that its name, forms and kind rest on."""

    forms: Counter[str] = field(default_factory=Counter)
    """The words of a mention -> how many say so."""
    kinds: Counter[MentionKind] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    """The fullest form that a text gives -> in how many texts."""
    named: Counter[str] = field(default_factory=Counter)
    """The fullest form that a text gives -> by how many mentions."""
    person: int = 0
    """Texts that first name a person, less those that first name something else."""

    def add(self, told: Iterable[Mention]) -> None:
        """Count all mentions of one name in one text, in their order."""
        first = True
        for mention in told:
            self.forms[mention.quote.words] += 1
            self.kinds[mention.kind] += 1
            self.named[mention.name] += 1
            if first:
                self.texts[mention.name] += 1
                self.person += 1 if mention.kind is MentionKind.PERSON else -1
                first = False

    def joined(self, other: Tally) -> Tally:
        """Both tallies together, when they counted other texts or other names."""
        return Tally(
            self.forms + other.forms,
            self.kinds + other.kinds,
            self.texts + other.texts,
            self.named + other.named,
            self.person + other.person,
        )

    @property
    def variants(self) -> tuple[str, ...]:
        """The forms, the most frequent first."""
        return tuple(sorted(self.forms, key=lambda form: (-self.forms[form], form)))

    @property
    def kind(self) -> MentionKind:
        """The kind that most mentions have that have one."""
        order = list(MentionKind)
        told = [kind for kind in self.kinds if kind is not MentionKind.OTHER]
        most = min(told, key=lambda kind: (-self.kinds[kind], order.index(kind)), default=None)
        return MentionKind.OTHER if most is None else most

    @property
    def name(self) -> str:
        """The fullest form that most texts use; a person's with several words if there is one."""
        names = list(self.texts)
        if self.person > 0:
            names = [name for name in names if " " in name.strip()] or names
        mixed = [name for name in names if not name.isupper()] or names
        return min(mixed, key=lambda name: (-self.texts[name], -self.named[name], -len(name), name))


def entities(index: Index, groups: Grouping) -> tuple[Entity, ...]:
    """Every group of names as an entity, first known first."""
    ordered = []
    for heads in groups.groups.values():
        placed = sorted(heads, key=lambda head: order_of(index, head))
        ordered.append((order_of(index, placed[0]), placed))
    return tuple(entity_of(index, heads) for _, heads in sorted(ordered))


def order_of(index: Index, head: str) -> Order:
    """Where a name, by its first mention in a text, comes in the record."""
    mention = index.mentions[head][0]
    return index.order(mention.text, mention.quote.start, head)


def entity_of(index: Index, heads: Sequence[str]) -> Entity:
    """The entity that names are, given their first mentions in the order of the record."""
    mentions = [mention for head in heads for mention in index.mentions[head]]
    reports: dict[str, None] = {}
    for head in heads:
        for report in index.sources[index.mentions[head][0].text].reports:
            reports.setdefault(report.fact.id)
    tally = Tally()
    for head in heads:
        tally.add(index.mentions[head])
    return Entity(
        id=content_id("entity", heads[0]),
        kind=tally.kind,
        name=tally.name,
        variants=tally.variants,
        mentions=tuple(mention.id for mention in mentions),
        reports=tuple(reports),
        roles=tuple(roles(index, mentions).values()),
        known=min(index.sources[mention.text].known for mention in mentions),
    )


def roles(index: Index, mentions: Iterable[Mention]) -> Mapping[str, Role]:
    """What reports call somebody beside the name, each in the words first used, by plain words."""
    found: dict[str, Role] = {}
    for mention in mentions:
        if mention.role is not None and plain(mention.role.words) not in found:
            source = index.sources[mention.text]
            evidence = Evidence(
                source.first.id, mention.text, (mention.role,), mention.id, source.known
            )
            found[plain(mention.role.words)] = Role(mention.role.words, source.told, evidence)
    return found


def meant(heads: Collection[str], held: Iterable[Entity]) -> dict[str, PartyRef]:
    """Of these names (by their first mention) the ones that stand, each with who is meant."""
    return {
        mention: PartyRef(entity.id, entity.name)
        for entity in held
        for mention in entity.mentions
        if mention in heads
    }


class Parties:
    """Who a name in a text is, by the entities that stand (`meant`)."""

    def __init__(self, index: Index, refs: Mapping[str, PartyRef]) -> None:
        self._index = index
        self._refs = refs
        self._plain: dict[str, dict[str, str]] = {}

    def named(self, text: str, name: str) -> PartyRef:
        """The entity that a name means in a text; the name alone where none is known or stands."""
        head = self._index.names.get((text, name)) or self._loosely(text, name)
        return self._refs.get(head or "") or PartyRef(None, name)

    def party(self, text: str, party: Party) -> PartyRef:
        """The entity that a party of a pledge means, by its name, else by the words there."""
        found = self.named(text, party.name)
        if found.entity is not None:
            return found
        for mention in self._index.sources[text].reading.fact.mentions:
            head = self._index.heads[mention.id]
            if mention.quote.span == party.quote.span and head in self._refs:
                return self._refs[head]
        return found

    def _loosely(self, text: str, name: str) -> str | None:
        if text not in self._plain:
            loose: dict[str, str] = {}
            for mention in self._index.sources[text].reading.fact.mentions:
                head = self._index.heads[mention.id]
                loose.setdefault(plain(mention.name), head)
                loose.setdefault(plain(mention.quote.words), head)
            self._plain[text] = loose
        return self._plain[text].get(plain(name))
