"""For every form of a name the fullest form of the same name that a report gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import known
from onrecord.reading.name_forms import acronym, same_person, surname_keys

DOMINANT = 3
"""A surname that two people bear means the one named in full so many times as often."""

Forms = Counter[tuple[str, MentionKind]]
"""How often each form stands in a report as a name of a kind."""


def fullest(forms: Forms) -> dict[str, str]:
    """The fullest form for every form of a person or body."""
    people = Counter({form: n for (form, kind), n in forms.items() if kind is MentionKind.PERSON})
    bodies = [form for form, kind in forms if kind is MentionKind.ORGANISATION]
    meant: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        if " " in body:
            meant[acronym(body)].append(body)
    return _people(people) | {form: _body(form, meant) for form in bodies}


def standing(forms: Forms) -> dict[tuple[str, MentionKind], str]:
    """For every state and body that is carried, the fullest of its forms in this report."""
    found: dict[tuple[str, MentionKind], Counter[str]] = defaultdict(Counter)
    for (form, kind), count in forms.items():
        carried = known(form)
        if carried is not None and carried[1] is kind:
            found[carried][form] += count
    return {carried: _fullest_of(carried[0], count) for carried, count in found.items()}


def _people(people: Counter[str]) -> dict[str, str]:
    akin: dict[str, list[str]] = defaultdict(list)
    first: dict[str, list[str]] = defaultdict(list)
    for form in people:
        for word in surname_keys(form):
            akin[word].append(form)
        if " " in form:
            first[form.split()[0]].append(form)
    full = {
        form: _person(form, _distinct(f for w in surname_keys(form) for f in akin[w]), people)
        for form in people
    }
    alone = [form for form, whole in full.items() if form == whole and " " not in form]
    for form in alone:
        called = {full[whole] for whole in first.get(form, ())}
        if len(called) == 1 and not any(same_person(form, other) for other in called):
            full[form] = called.pop()
    return full


def _distinct(forms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(forms))


def _fullest_of(name: str, forms: Counter[str]) -> str:
    """The common name where it stands (in any case), what it is short for, else the longest."""
    spelled = [form for form in forms if acronym(form) == name]
    if spelled:
        return spelled[0]
    if any(form.casefold() == name.casefold() for form in forms):
        return name
    return max(forms, key=lambda form: (sum(map(str.isalpha, form)), forms[form], form))


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
