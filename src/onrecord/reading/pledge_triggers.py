"""Which words may carry an undertaking, and what can be read off the line about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.reading.pledge_lexicon import (
    AGREEMENTS,
    AUXILIARIES,
    HYPOTHETICAL,
    MODALS,
    NO_OBJECTS,
    PARTICLES,
    PHRASAL,
    PLAIN,
    PREPOSITIONS,
    PRONOUNS,
    SKIPPED,
    STAGE_WORDS,
    STOP,
    SURE_STAGES,
    TOPIC_WORDS,
)
from onrecord.reading.pledge_words import Word, Words, form, stem

STOP_OR_PARTICLE = STOP | PARTICLES
"""Words that never carry an undertaking themselves."""


NOT_TELLING = STOP_OR_PARTICLE | SKIPPED


def is_candidate(words: Words, i: int, heads: frozenset[str] | set[str]) -> bool:
    """Whether the word may be a trigger's main word."""
    word = words[i]
    if not word.wordlike or word.lower in STOP or len(word.lower) < 2:
        return False
    return stem(word.lower) in heads or bool(
        {"will", "would", "plan", "vow"} & set(chain(words, i))
    )


def main_word(words: Words, trigger: tuple[int, int]) -> int | None:
    """The last word of a trigger that says what is done; None when no word lies there."""
    inside = list(words.within(*trigger))
    telling = [k for k in inside if words[k].wordlike and words[k].lower not in NOT_TELLING]
    return telling[-1] if telling else inside[-1] if inside else None


def chain(words: Words, i: int) -> list[str]:
    """The modals, auxiliaries and governing verbs before a verb, nearest first, adverbs left out.

    For "has vowed not to send" at "send": to, not, vow, have.
    """
    found: list[str] = []
    first = words.bounds[i][0]
    governed = 0
    k = i - 1
    while k >= first and len(found) < 6:
        lower = words[k].lower
        base = stem(lower)
        if lower in SKIPPED - {"not", "n't", "never"} or (lower.endswith("ly") and len(lower) > 4):
            k -= 1
            continue
        if lower in '"“”' and k > first:
            k -= 1
            continue
        if base in MODALS or base in AUXILIARIES:
            found.append("not" if lower == "never" else base)
        elif [b for b in found if b != "not"][-1:] == ["to"] and words[k].wordlike and governed < 2:
            found.append(base)
            governed += 1
        else:
            break
        k -= 1
    return found


def trigger_start(words: Words, i: int) -> int:
    """The index of the first word of the modals and auxiliaries that belong to a main word."""
    first = words.bounds[i][0]
    start = k = i
    while k > first:
        lower = words[k - 1].lower
        base = stem(lower)
        if base in MODALS or base in AUXILIARIES:
            start = k - 1
        elif lower not in SKIPPED and lower not in '"“':
            break
        k -= 1
    return start


def trigger_span(words: Words, i: int) -> tuple[int, int]:
    """The characters of a trigger: its modals, its main word, and a particle that belongs to it."""
    end = i
    if i + 1 < words.bounds[i][1]:
        pair = f"{stem(words[i].lower)} {words[i + 1].lower}"
        end += pair in PHRASAL
    return words[trigger_start(words, i)].start, words[end].end


REACH = 80
"""A clause is looked at over so many words to either side at most."""


def clause(words: Words, i: int) -> tuple[int, int]:
    """The words of the sentence around a word, cut at semicolons, dashes and quotation ends."""
    first, last = words.bounds[i]
    first, last = max(first, i - REACH), min(last, i + REACH)
    start, end = first, last
    for k in range(i - 1, first - 1, -1):
        if words[k].text in ";:—–•":
            start = k + 1
            break
    for k in range(i + 1, last):
        if words[k].text in ";—–•":
            end = k
            break
    return start, end


def features(words: Words, i: int) -> list[str]:
    """What can be read off the line about a word that may be a trigger."""
    word = words[i]
    base, shape = stem(word.lower), form(word.lower)
    first, last = words.bounds[i]
    start, end = clause(words, i)
    before = chain(words, i)
    led = "+".join(before[:4]) or "-"
    left = [words[k].lower for k in range(max(first, i - 3), i)][::-1]
    right = [words[k].lower for k in range(i + 1, min(last, i + 4))]
    found = [
        "s=" + base,
        "f=" + shape,
        f"sf={base}/{shape}",
        "led=" + led,
        f"led1={before[0] if before else '-'}/{shape}",
        f"sled={base}/{'+'.join(before[:2])}",
    ]
    found += ["in=" + b for b in set(before)]
    if left:
        found += ["l1=" + stem(left[0]), f"l1s={stem(left[0])}/{base}", "l1f=" + form(left[0])]
        found += ["l2=" + stem(left[1])] if len(left) > 1 else []
    if right:
        found += ["r1=" + right[0], f"sr1={base}/{right[0]}", f"fr1={shape}/{right[0]}"]
        found += ["r2=" + stem(right[1])] if len(right) > 1 else []
        found += [f"r12={right[0]}/{stem(right[1])}"] if len(right) > 1 else []
        found.append("r1k=" + _sort(right[0], words[i + 1].text))
    near = words.items[start:end]
    found += sorted({"b=" + stem(w.lower) for w in near if w.wordlike and w.lower not in PLAIN})
    found += sorted({"c=" + stem(words[k].lower) for k in range(max(first, i - 6), i)})
    found += sorted({"d=" + stem(words[k].lower) for k in range(i + 1, min(last, i + 7))})
    found += _by_lexicon(words, i, before, near)
    found.append("q=in" if word.quoted else "q=out")
    if words[last - 1].text == "?":
        found.append("question")
    found += [
        "hyp=" + words[k].lower
        for k in range(max(start, i - 12), i)
        if words[k].lower in HYPOTHETICAL
    ][:2]
    found += _subject(words, i, first)
    place = words[i].start / max(1, len(words.text))
    found.append("at=" + ("top" if words.sentence(i) < 4 else "low" if place > 0.7 else "mid"))
    if word.text[0].isupper():
        found.append("cap" if i > first else "capfirst")
    return found


_STAGE_OF: dict[str, list[str]] = {}
_TOPIC_OF: dict[str, list[str]] = {}
for _table, _index in ((STAGE_WORDS, _STAGE_OF), (TOPIC_WORDS, _TOPIC_OF)):
    for _label, _forms in _table.items():
        for _form in _forms.split():
            _index.setdefault(stem(_form), []).append(_label)


def _by_lexicon(words: Words, i: int, before: list[str], near: Sequence[Word]) -> list[str]:
    """What the word lists say about the word, those that govern it, and its clause."""
    first = words.bounds[i][0]
    base = stem(words[i].lower)
    found = ["lex=" + label for label in _STAGE_OF.get(base, ())]
    for governor in set(before):
        found += ["gov=" + label for label in _STAGE_OF.get(governor, ())]
    for k in range(max(first, i - 2), i):
        found += ["left=" + label for label in _STAGE_OF.get(stem(words[k].lower), ())]
    counts = Counter(
        label for word in near if word.wordlike for label in _TOPIC_OF.get(stem(word.lower), ())
    )
    for label, count in counts.items():
        found.append("topic=" + label)
        if count > 1:
            found.append("topic2=" + label)
    if counts:
        found.append("topmost=" + max(sorted(counts), key=lambda label: counts[label]))
    found += ["doc=" + label for label in words.notes(_topics)]
    return sorted(set(found))


_SURE: dict[str, str] = {
    stem(_form): _label for _label, _forms in SURE_STAGES.items() for _form in _forms.split()
}


def sure_stage(words: Words, i: int, start: int) -> str | None:
    """The stage that the words of a trigger tell by themselves, if they do.

    `i` is its main word; it begins at the offset `start`, or before with what governs it.
    """
    inside = [stem(words[k].lower) for k in words.within(start, words[i].start)]
    before = [*inside[::-1], *(b for b in chain(words, i) if b not in inside)]
    base = stem(words[i].lower)
    if base in NO_OBJECTS and i > words.bounds[i][0] and words[i - 1].lower == "no":
        return "refused"
    if base == "sign":
        first, last = words.bounds[i]
        near = {words[k].lower for k in range(max(first, i - 8), min(last, i + 9))}
        ahead = bool({"will", "would", "shall"} & {*before[:2]})
        return None if not near & AGREEMENTS else "announced" if ahead else "agreed"
    if base == "order" and set(inside) <= AUXILIARIES and _ordered_from(words, i):
        return "contracted"
    if _refusing(words, i, base):
        return "refused"
    if before[:2] == ["to", "be"] and words[i - 1].lower == "to" and words[i - 2].lower in _IS:
        return "announced"  # "is to send": no word of another stage stands in it
    told = [_SURE[b] for b in (*reversed(before), base) if b in _SURE]
    return None if "not" in before or not told else told[0]


def _refusing(words: Words, i: int, base: str) -> bool:
    """Whether a verb is turned round by what follows: "turned it down", "will take no part"."""
    after = [words[k].lower for k in range(i + 1, min(words.bounds[i][1], i + 8))]
    if base == "turn":
        return "down" in after[:6]
    return bool(after) and after[0] == "no" and after[1:2] not in (["longer"], ["later"], ["more"])


_IS = ("is", "are", "'s", "’s")


def _ordered_from(words: Words, i: int) -> bool:
    """Whether what is ordered comes from a maker, and nobody is ordered to do something."""
    end = clause(words, i)[1]
    after = [words[k].lower for k in range(i + 1, min(end, i + 12))]
    return "from" in after and "to" not in after[: after.index("from")]


def _topics(words: Words) -> list[str]:
    """The two topics that the whole text speaks of most."""
    counts = Counter(
        label
        for word in words.items
        if word.wordlike
        for label in _TOPIC_OF.get(stem(word.lower), ())
    )
    return sorted(counts, key=lambda label: (-counts[label], label))[:2]


def _sort(lower: str, text: str) -> str:
    if text[0].isdigit() or text[0] in "$€£":
        return "number"
    if lower in PREPOSITIONS:
        return "prep"
    if lower in ("a", "an", "the", "its", "their", "his", "her", "our", "more", "new", "that"):
        return "det"
    if not text[0].isalpha():
        return "mark"
    return "cap" if text[0].isupper() else form(lower)


def _subject(words: Words, i: int, first: int) -> list[str]:
    """The nearest pronoun, capitalised or plural word before the trigger's modals."""
    for k in range(trigger_start(words, i) - 1, max(first, i - 14) - 1, -1):
        word = words[k]
        if word.lower in PRONOUNS:
            return ["sub=" + word.lower, "subk=pronoun"]
        if word.text[0].isupper() and k > first:
            return ["subk=cap", "sub=" + word.lower]
    return ["subk=none"]
