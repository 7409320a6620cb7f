"""People, bodies and places under all their names, and who a name in a report is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.domain.annotations import Mention, Party
from onrecord.domain.ids import content_id
from onrecord.domain.words import MentionKind
from onrecord.domain.world import Entity, Evidence, PartyRef, Role
from onrecord.ledger.groups import Grouping
from onrecord.ledger.index import Index
from onrecord.ledger.names import plain


def entities(index: Index, groups: Grouping) -> tuple[Entity, ...]:
    """Every group of names as an entity, first known first."""
    ordered = []
    for heads in groups.groups.values():
        placed = sorted(heads, key=lambda head: _order(index, head))
        ordered.append((_order(index, placed[0]), placed))
    return tuple(_entity(index, heads) for _, heads in sorted(ordered))


def _order(index: Index, head: str) -> tuple[int, int, str]:
    mention = index.mentions[head][0]
    return index.order(mention.text, mention.quote.start, head)


def _entity(index: Index, heads: list[str]) -> Entity:
    mentions = [mention for head in heads for mention in index.mentions[head]]
    reports: dict[str, None] = {}
    for head in heads:
        for report in index.sources[index.mentions[head][0].text].reports:
            reports.setdefault(report.fact.id)
    forms = Counter(mention.quote.words for mention in mentions)
    roles: dict[str, Role] = {}
    for mention in mentions:
        if mention.role is not None and plain(mention.role.words) not in roles:
            source = index.sources[mention.text]
            evidence = Evidence(
                source.first.id, mention.text, (mention.role,), mention.id, source.known
            )
            roles[plain(mention.role.words)] = Role(mention.role.words, source.told, evidence)
    return Entity(
        id=content_id("entity", heads[0]),
        kind=_kind(mentions),
        name=_name(index, heads),
        variants=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        mentions=tuple(mention.id for mention in mentions),
        reports=tuple(reports),
        roles=tuple(roles.values()),
        known=min(index.sources[mention.text].known for mention in mentions),
    )


def _kind(mentions: Iterable[Mention]) -> MentionKind:
    told = Counter(mention.kind for mention in mentions)
    other = told.pop(MentionKind.OTHER, 0)
    if not told:
        return MentionKind.OTHER
    del other
    order = list(MentionKind)
    return min(told, key=lambda kind: (-told[kind], order.index(kind)))


def _name(index: Index, heads: Iterable[str]) -> str:
    """The fullest form that most reports use; a person's with several words where there is one."""
    told: Counter[str] = Counter()
    mentioned: Counter[str] = Counter()
    person = 0
    for head in heads:
        mention = index.mentions[head][0]
        told[mention.name] += 1
        mentioned[mention.name] += len(index.mentions[head])
        person += 1 if mention.kind is MentionKind.PERSON else -1
    names = list(told)
    if person > 0:
        names = [name for name in names if " " in name.strip()] or names
    mixed = [name for name in names if not name.isupper()] or names
    return min(mixed, key=lambda name: (-told[name], -mentioned[name], -len(name), name))


class Parties:
    """Who a name in a text is, by the entities that stand."""

    def __init__(self, index: Index, groups: Grouping, held: Iterable[Entity]) -> None:
        self._index = index
        by_mention = {mention: entity for entity in held for mention in entity.mentions}
        self._entity: Mapping[str, Entity] = {
            head: by_mention[head] for head in groups.of if head in by_mention
        }
        self._plain: dict[str, dict[str, str]] = {}

    def named(self, text: str, name: str) -> PartyRef:
        """The entity that a name means in a text; the name alone where none is known or stands."""
        head = self._index.names.get((text, name)) or self._loosely(text, name)
        if head is None or head not in self._entity:
            return PartyRef(None, name)
        return self._ref(head)

    def party(self, text: str, party: Party) -> PartyRef:
        """The entity that a party of a pledge means, by its name, else by the words there."""
        found = self.named(text, party.name)
        if found.entity is not None:
            return found
        for mention in self._index.sources[text].reading.fact.mentions:
            head = self._index.heads[mention.id]
            if mention.quote.span == party.quote.span and head in self._entity:
                return self._ref(head)
        return found

    def _ref(self, head: str) -> PartyRef:
        entity = self._entity[head]
        return PartyRef(entity.id, entity.name)

    def _loosely(self, text: str, name: str) -> str | None:
        if text not in self._plain:
            loose: dict[str, str] = {}
            for mention in self._index.sources[text].reading.fact.mentions:
                head = self._index.heads[mention.id]
                loose.setdefault(plain(mention.name), head)
                loose.setdefault(plain(mention.quote.words), head)
            self._plain[text] = loose
        return self._plain[text].get(plain(name))
