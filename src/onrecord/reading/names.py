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
    flat,
    glued_end,
    is_free,
    is_initialed,
    key,
    last_name,
    same_person,
    trimmed,
)
from onrecord.reading.name_fullest import fullest, standing
from onrecord.reading.name_kinds import has_demonym, is_adjective, kind_cues
from onrecord.reading.name_places import Taken, occurrences
from onrecord.reading.name_roles import role_of
from onrecord.reading.name_tails import OUTLETS, behind_portfolio, is_portfolio, with_tail
from onrecord.reading.stage import Draft, Found, Place

PERSON, ORGANISATION, PLACE = MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE
KINDS = {kind.value: kind for kind in MentionKind}

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
    spelled: dict[str, str] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    full: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[tuple[str, MentionKind], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._take_found()
        self._agree()
        self._split()
        self._recover()
        self._agree()
        forms = Counter((self._plain(*place), kind) for place, kind in self.spans.items())
        self.full = fullest(forms)
        self.common = standing(
            Counter((flat(self.content[slice(*place)]), kind) for place, kind in self.spans.items())
        )

    def places(self) -> Iterator[tuple[Place, MentionKind]]:
        """Every name with its kind, in the order of the text, none inside another."""
        at = 0
        for place in sorted(self.spans, key=lambda p: (p[0], -p[1])):
            if place[0] >= at:
                yield place, self.spans[place]
                at = place[1]

    def name(self, form: str, kind: MentionKind) -> str:
        """The name that a form stands for in this report."""
        form = self.spelled.get(form, form)
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
            found_words = self.content[slice(*place)]
            if found_words in DEMONYMS:
                if _DESCRIBES.match(self.content, place[1]):
                    continue
                kind = MentionKind.OTHER
            if " " not in found_words and is_adjective(self.content, found_words):
                continue
            if kind is PERSON and found_words.split()[-1] in OUTLETS and " " in found_words:
                kind = ORGANISATION
            place = behind_portfolio(self.content, place)
            if kind is PERSON or not is_portfolio(self.content, place):
                self.spans.setdefault(place, kind)
        self._join()
        self._lengthen()

    def _lengthen(self) -> None:
        """Gives bodies the words that go on with their names."""
        for place in sorted(p for p, kind in self.spans.items() if kind in (ORGANISATION, PLACE)):
            if place not in self.spans:
                continue
            whole = with_tail(self.content, place, self.spans.items())
            if whole != place:
                for other in [p for p in self.spans if whole[0] <= p[0] < whole[1]]:
                    del self.spans[other]
                self.spans[whole] = ORGANISATION

    def _join(self) -> None:
        """First name and surname that were found as two names are one."""
        starts = {place[0]: place for place in self.spans}
        for place, kind in sorted(self.spans.items()):
            if place not in self.spans:
                continue
            words = self.content[slice(*place)]
            behind = starts.get(place[1] + 1)
            if behind is None or behind not in self.spans:
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
            if before and (self._is_initial(before, place) or self._is_halved(before, place)):
                del self.spans[before], self.spans[place]
                place = (before[0], place[1])
                self.spans[place] = PERSON
            before = place

    def _is_halved(self, before: Place, place: Place) -> bool:
        """Whether a first name and a surname stand side by side, not two whole names."""
        whole = [" " in self.content[slice(*part)] for part in (before, place)]
        return self.content[before[1] : place[0]] == " " and not all(whole)

    def _is_initial(self, before: Place, place: Place) -> bool:
        """Whether a name breaks off behind an initial: "Ada M" and "Brook"."""
        return self.content[before[1] : place[0]] == ". " and bool(
            re.search(r"(?:^|[ .])[A-Z]$", self.content[slice(*before)])
        )

    def _agree(self) -> None:
        """One form has one kind in a report: the carried one, else what most places speak for."""
        votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
        for (start, end), kind in self.spans.items():
            form = self._plain(start, end)
            votes[form][kind] += 1
            votes[form].update(kind_cues(self.content, start, end, kind))
        for form in self._listed():
            votes[form].update([PLACE] * 4)
        for form, count in votes.items():
            if PERSON not in count and has_demonym(self.content, form):
                count[PLACE] += sum(count.values()) + 1
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
                self.kinds[form] = max(count, key=lambda k: (count[k], k is not MentionKind.OTHER))
        for place in self.spans:
            self.spans[place] = self.kinds[self._plain(*place)]

    def _plain(self, start: int, end: int) -> str:
        """The form at a place; one in capitals as it stands elsewhere ("TARVO" is "Tarvo")."""
        words = self.content[start:end]
        form = self.plain.get(words)
        if form is None:
            form = self.plain[words] = self._uncapitalised(flat(words))
        return form

    def _uncapitalised(self, form: str) -> str:
        title = form.title()
        if form.isupper() and len(form) > 3 and re.search(rf"\b{re.escape(title)}\b", self.content):
            self.spelled[form] = title
            return title
        return form

    def _listed(self) -> Iterator[str]:
        """Bodies of one word that stand beside a place in "A and B": such are places."""
        ends = {place[1]: place for place in self.spans}
        for start, end in self.spans:
            joint = re.search(r"(?:,? and|,) $", self.content[max(0, start - 6) : start])
            before = ends.get(start - len(joint[0])) if joint else None
            if before is None:
                continue
            pair = [before, (start, end)]
            kinds = [self.spans[place] for place in pair]
            if set(kinds) == {PLACE, ORGANISATION}:
                form = flat(self.content[slice(*pair[kinds.index(ORGANISATION)])])
                if form.istitle() and " " not in form:
                    yield form

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

    def _sought(self) -> dict[str, MentionKind]:
        """The forms that may stand in further places: names, surnames, and either in capitals."""
        standing = {self._plain(*place) for place in self.spans}
        forms: dict[str, MentionKind] = {
            form: kind
            for form, kind in self.kinds.items()
            if form in standing
            and kind is not MentionKind.OTHER
            and len(form) > 1
            and form[0].isupper()
        }
        for form in [f for f, kind in forms.items() if kind is PERSON and " " in f]:
            if len(last_name(form)) > 2:
                forms.setdefault(last_name(form), PERSON)
        for capitals, title in self.spelled.items():
            if title in forms:
                forms[capitals] = forms[title]
        return forms

    def _recover(self) -> None:
        """Further places of the names found, of people's surnames, and of carried names."""
        forms = self._sought()
        taken = Taken(self.spans)
        for place, form in occurrences(self.content, forms):
            kind = forms.get(form) or KNOWN[form][1]
            if form in KNOWN and form not in DOUBTFUL:
                for part in taken.inside(place):
                    self.spans.pop(part, None)
            elif taken.touches(place):
                parts = taken.inside(place)
                alike = {self.spans.get(part) for part in parts} == {kind}
                begun = kind is ORGANISATION and all(part[0] == place[0] for part in parts)
                if taken.beyond(place) or not (alike or begun):
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


def _person_behind_place(words: str) -> list[str]:
    """The person in "Middle East <first name> <surname>", found as one name."""
    parts = words.split()
    for cut in range(1, len(parts) - 1):
        carried = known(" ".join(parts[:cut]))
        rest = parts[cut:]
        if carried and 2 <= len(rest) <= 4 and of_name(" ".join(rest)) and rest[-1][0].isupper():
            return [" ".join(rest)]
    return []
