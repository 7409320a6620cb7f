"""Mentions of names: the engine's, made whole, with the fullest form and the role beside them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.domain.annotations import Mention
from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import DEMONYMS, DOUBTFUL, KNOWN, known
from onrecord.reading.genders import first_names, of_name
from onrecord.reading.name_forms import (
    acronym,
    flat,
    glued_end,
    is_free,
    is_initialed,
    key,
    last_name,
    same_person,
    surname_keys,
    trimmed,
)
from onrecord.reading.name_kinds import has_demonym, kind_cues
from onrecord.reading.name_places import Taken, occurrences
from onrecord.reading.name_roles import role_of
from onrecord.reading.name_tails import is_portfolio, with_tail
from onrecord.reading.stage import Draft, Found, Place

PERSON, ORGANISATION, PLACE = MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE
KINDS = {kind.value: kind for kind in MentionKind}

DOMINANT = 3
"""A surname that two people bear means the one named in full so many times as often."""

LANDFORMS = frozenset("Camp Mount Lake Fort Cape Port Lough Loch".split())
"""Words that begin the name of a place and take what stands behind into it."""

_CAPITALISED = re.compile(r"[ \u00a0][A-Z][\w’'-]*")
_DESCRIBES = re.compile(r"[ \u00a0-](?!(?:and|or|said|says)\b)\w")


@dataclass(frozen=True, slots=True)
class Names:
    """Adds "mentions"."""

    name: str = "names.v1"
    needs: frozenset[str] = frozenset({"found"})
    adds: frozenset[str] = frozenset({"mentions"})

    def run(self, draft: Draft) -> Iterator[Mention]:
        """Every name where it stands, with the fullest form that the report gives."""
        if draft.found is None:
            return
        content = draft.text.content
        naming = _Naming(content, draft.found)
        for place, kind in naming.places():
            quote = draft.text.quote(*place)
            role = role_of(content, *place) if kind is PERSON else None
            yield Mention(
                draft.text.digest,
                quote,
                kind,
                naming.name(flat(quote.words), kind),
                draft.text.quote(*role) if role else None,
            )


@dataclass
class _Naming:
    """The names of one report: what the engine found, put right and completed."""

    content: str
    found: Found
    spans: dict[Place, MentionKind] = field(default_factory=dict)
    kinds: dict[str, MentionKind] = field(default_factory=dict)
    full: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[tuple[str, MentionKind], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._take_found()
        self._agree()
        self._split()
        self._recover()
        self._agree()
        self.full = self._fullest()
        self.common = self._standing()

    def places(self) -> Iterator[tuple[Place, MentionKind]]:
        """Every name with its kind, in the order of the text, none inside another."""
        at = 0
        for place in sorted(self.spans, key=lambda p: (p[0], -p[1])):
            if place[0] >= at:
                yield place, self.spans[place]
                at = place[1]

    def name(self, form: str, kind: MentionKind) -> str:
        """The name that a form stands for in this report."""
        carried = known(form)
        if carried is not None and carried[1] is kind:
            return self.common.get(carried, form)
        return self.full.get(form, form)

    def _take_found(self) -> None:
        for found in self.found.names:
            kind = KINDS.get(found.kind, MentionKind.OTHER)
            place = trimmed(self.content, found.span, kind is PERSON)
            if place is None or not any(c.isupper() for c in self.content[slice(*place)]):
                continue
            if self.content[slice(*place)] in DEMONYMS:
                if _DESCRIBES.match(self.content, place[1]):
                    continue
                kind = MentionKind.OTHER
            if kind is PERSON or not is_portfolio(self.content, place):
                self.spans.setdefault(place, kind)
        self._join()
        self._lengthen()

    def _lengthen(self) -> None:
        """Gives bodies the words that go on with their names."""
        for place in sorted(p for p, kind in self.spans.items() if kind is ORGANISATION):
            if place not in self.spans:
                continue
            whole = with_tail(self.content, place, self.spans.items())
            if whole != place:
                for other in [p for p in self.spans if whole[0] <= p[0] < whole[1]]:
                    del self.spans[other]
                self.spans[whole] = ORGANISATION

    def _join(self) -> None:
        """First name and surname that were found as two names are one."""
        for place, kind in sorted(self.spans.items()):
            if place not in self.spans:
                continue
            words = self.content[slice(*place)]
            behind = next((p for p in self.spans if p[0] == place[1] + 1), None)
            if behind is None:
                continue
            if words in LANDFORMS and self.content[place[1]] == " ":
                del self.spans[place], self.spans[behind]
                self.spans[(place[0], behind[1])] = PLACE
                continue
            if self.spans[behind] is not PERSON or kind is PERSON:
                continue
            if (
                self.content[place[1]] == " "
                and key(words) in first_names()
                and words.isalpha()
                and " " not in self.content[slice(*behind)]
            ):
                self.spans[place] = PERSON
        before: Place | None = None
        for place in sorted(p for p, kind in self.spans.items() if kind is PERSON):
            if before and self._is_initial(before, place):
                del self.spans[before], self.spans[place]
                place = (before[0], place[1])
                self.spans[place] = PERSON
            elif (
                before
                and self.content[before[1] : place[0]] == " "
                and not (" " in self.content[slice(*before)] and " " in self.content[slice(*place)])
            ):
                del self.spans[before], self.spans[place]
                place = (before[0], place[1])
                self.spans[place] = PERSON
            before = place

    def _is_initial(self, before: Place, place: Place) -> bool:
        """Whether a name breaks off behind an initial: "Ada M" and "Brook"."""
        return self.content[before[1] : place[0]] == ". " and bool(
            re.search(r"(?:^|[ .])[A-Z]$", self.content[slice(*before)])
        )

    def _agree(self) -> None:
        """One form has one kind in a report: the carried one, else what most places speak for."""
        votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
        for (start, end), kind in self.spans.items():
            form = flat(self.content[start:end])
            votes[form][kind] += 1
            votes[form].update(kind_cues(self.content, start, end, kind))
        for form, count in votes.items():
            if PERSON not in count and has_demonym(self.content, form):
                count[PLACE] += sum(count.values())
        surnames = {
            last_name(form)
            for form, count in votes.items()
            if " " in form and count.most_common(1)[0][0] is PERSON
        }
        for form, count in votes.items():
            carried = known(form)
            if carried is not None:
                self.kinds[form] = carried[1]
            elif form in surnames:
                self.kinds[form] = PERSON
            else:
                self.kinds[form] = max(
                    count, key=lambda kind: (count[kind], kind is not MentionKind.OTHER)
                )
        for place in self.spans:
            self.spans[place] = self.kinds[flat(self.content[slice(*place)])]

    def _split(self) -> None:
        """Takes apart what was found as one: a person's name known from elsewhere, and the rest."""
        people = {form for form, kind in self.kinds.items() if kind is PERSON and " " in form}
        for place, kind in list(self.spans.items()):
            words = flat(self.content[slice(*place)])
            parts = words.split()
            ends = (" ".join(parts[i:]) for i in range(1, len(parts) - 1))
            inner = [p for p in ends if p in people and not same_person(words, p)]
            inner += _person_behind_place(words) if kind is not PERSON else []
            if not inner:
                continue
            name = max(inner, key=len)
            at = (
                self.content.rindex(name.split()[0], *place)
                if place[1] - place[0] > len(name)
                else place[0]
            )
            del self.spans[place]
            self.spans[(at, place[1])] = PERSON
            rest = trimmed(self.content, (place[0], at), False)
            carried = known(flat(self.content[slice(*rest)])) if rest else None
            if rest and carried:
                self.spans[rest] = carried[1]

    def _recover(self) -> None:
        """Further places of the names found, of people's surnames, and of carried names."""
        standing = {flat(self.content[slice(*place)]) for place in self.spans}
        forms: dict[str, MentionKind] = {
            form: kind
            for form, kind in self.kinds.items()
            if form in standing
            and kind is not MentionKind.OTHER and len(form) > 1 and form[0].isupper()
        }
        for form in [f for f, kind in forms.items() if kind is PERSON and " " in f]:
            if len(last_name(form)) > 2:
                forms.setdefault(last_name(form), PERSON)
        taken = Taken(self.spans)
        for place, form in occurrences(self.content, forms):
            kind = forms.get(form) or KNOWN[form][1]
            if form in KNOWN and form not in DOUBTFUL:
                for part in taken.inside(place):
                    self.spans.pop(part, None)
            elif taken.touches(place):
                parts = taken.inside(place)
                if taken.beyond(place) or {self.spans.get(part) for part in parts} != {kind}:
                    continue
                for part in parts:
                    self.spans.pop(part, None)
            if not taken.beyond(place) and self._stands_alone(form, *place, kind):
                self.spans[place] = kind

    def _stands_alone(self, form: str, start: int, end: int, kind: MentionKind) -> bool:
        """Whether a form found again is the name by itself, not a part of another word or name."""
        following = self.content[end : end + 1]
        if following.isalnum() or following == "_":
            return kind is PERSON and glued_end(self.content, start, end)
        if following == "-" and self.content[end + 1 : end + 2].islower():
            return False
        if is_initialed(self.content, start):
            return False
        if form.islower() and not is_free(self.content, start, end):
            return False
        if _CAPITALISED.match(self.content, end) and not (form.isupper() and form in KNOWN):
            return False
        return not (kind is PERSON and start == 0 and form.lower() in self.content)

    def _fullest(self) -> dict[str, str]:
        """For every form the fullest form of the same name in this report."""
        counts: Counter[str] = Counter()
        for place, kind in self.spans.items():
            if kind in (PERSON, ORGANISATION):
                counts[flat(self.content[slice(*place)])] += 1
        bodies = [form for form in counts if self.kinds.get(form) is ORGANISATION]
        akin: dict[str, list[str]] = defaultdict(list)
        for form in counts:
            if self.kinds.get(form) is PERSON:
                for word in surname_keys(form):
                    akin[word].append(form)
        first: dict[str, list[str]] = defaultdict(list)
        for form in counts:
            if self.kinds.get(form) is PERSON and " " in form:
                first[form.split()[0]].append(form)
        full = {
            form: _person(
                form, list(dict.fromkeys(f for w in surname_keys(form) for f in akin[w])), counts
            )
            for form in counts
            if self.kinds.get(form) is PERSON
        }
        meant: dict[str, list[str]] = defaultdict(list)
        for body in bodies:
            if " " in body:
                meant[acronym(body)].append(body)
        for form in [form for form, fullest in full.items() if form == fullest and " " not in form]:
            called = {full[whole] for whole in first.get(form, ())}
            if len(called) == 1 and not any(same_person(form, other) for other in called):
                full[form] = called.pop()
        return full | {form: _body(form, meant) for form in bodies}

    def _standing(self) -> dict[tuple[str, MentionKind], str]:
        """For every state and body that is carried, the fullest of its forms in this report."""
        forms: dict[tuple[str, MentionKind], Counter[str]] = defaultdict(Counter)
        for place, kind in self.spans.items():
            form = flat(self.content[slice(*place)])
            carried = known(form)
            if carried is not None and carried[1] is kind:
                forms[carried][form] += 1
        return {carried: _fullest_of(carried[0], count) for carried, count in forms.items()}


def _fullest_of(name: str, forms: Counter[str]) -> str:
    """The common name where it stands (in any case), what it is short for, else the longest."""
    spelled = [form for form in forms if acronym(form) == name]
    if spelled:
        return spelled[0]
    if any(form.casefold() == name.casefold() for form in forms):
        return name
    return max(forms, key=lambda form: (sum(map(str.isalpha, form)), forms[form], form))


def _person_behind_place(words: str) -> list[str]:
    """The person in "Middle East <first name> <surname>", found as one name."""
    parts = words.split()
    for cut in range(1, len(parts) - 1):
        carried = known(" ".join(parts[:cut]))
        rest = parts[cut:]
        if carried and 2 <= len(rest) <= 4 and of_name(" ".join(rest)) and rest[-1][0].isupper():
            return [" ".join(rest)]
    return []


def _person(form: str, people: list[str], counts: Counter[str]) -> str:
    """The fullest form of a person's name; the form itself where it may be one of several."""
    same = [other for other in people if same_person(form, other)]
    whole = [other for other in same if " " in other]
    if not whole:
        return form
    groups: list[list[str]] = []
    for other in sorted(whole, key=lambda o: (-len(o), o)):
        for group in groups:
            if same_person(other, group[0]):
                group.append(other)
                break
        else:
            groups.append([other])
    groups.sort(key=lambda group: -sum(counts[o] for o in group))
    if len(groups) > 1 and " " not in form:
        first, second = (sum(counts[o] for o in group) for group in groups[:2])
        if first < DOMINANT * second:
            return form
    return groups[0][0]


def _body(form: str, meant: Mapping[str, list[str]]) -> str:
    """The fullest form of an organisation's name: what an acronym stands for."""
    if form.isupper() and 2 <= len(form) <= 8 and len(meant.get(form, ())) == 1:
        return meant[form][0]
    return form
