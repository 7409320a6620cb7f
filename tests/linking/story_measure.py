"""Linking measured on a story: links accepted by the policy, against what belongs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from story_readings import Told

from onrecord.app.policy import accepts
from onrecord.domain.links import Proposal
from onrecord.domain.words import Relation
from onrecord.evaluation.scores import b_cubed
from onrecord.linking.candidates import ReadReport
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import keys, propose


@dataclass(frozen=True)
class Score:
    """Precision of accepted links, and of the groups they make: pairwise and B-cubed."""

    links: float
    precision: float
    recall: float
    cubed: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"links P {self.links:.3f}  pairs P {self.precision:.3f} R {self.recall:.3f}"
            f" F1 {self.f1:.3f}  B3 {self.cubed:.3f}"
        )


def run(reads: Iterable[ReadReport]) -> list[Proposal]:
    """All proposals, the reports coming one by one."""
    known = MemoryCandidates()
    found: list[Proposal] = []
    for read in reads:
        found += propose(read, known)
        known.add(read, keys(read))
    return found


def groups(items: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each item with the name of its group: what links connect is one."""
    parent = {item: item for item in items}

    def root(item: str) -> str:
        while parent[item] != item:
            item = parent[item]
        return item

    for left, right in links:
        a, b = root(left), root(right)
        parent[max(a, b)] = min(a, b)
    return {item: root(item) for item in parent}


def compare(gold: Mapping[str, tuple[str, ...]], links: list[tuple[str, str]]) -> Score:
    """How the groups that links make compare with the true ones; an item may be in several."""
    made = {item: (group,) for item, group in groups(gold, links).items()}
    right = sum(bool(set(gold[a]) & set(gold[b])) for a, b in links)
    together, hits = _pairs(made), _pairs(gold)
    common = len(together & hits)
    cubed = b_cubed("", gold, made)
    return Score(
        right / len(links) if links else 1.0,
        common / len(together) if together else 1.0,
        common / len(hits) if hits else 1.0,
        cubed[0].value if cubed else 1.0,
    )


def _pairs(groups_of: Mapping[str, tuple[str, ...]]) -> set[frozenset[str]]:
    members = defaultdict(list)
    for item, own in groups_of.items():
        for group in own:
            members[group].append(item)
    return {frozenset(p) for kept in members.values() for p in combinations(sorted(kept), 2)}


def of(told: Told, proposals: Iterable[Proposal]) -> dict[str, Score]:
    """The scores of entities, utterances, commitments, copies, stories, disputes."""
    by = defaultdict(list)
    for proposal in proposals:
        if accepts(proposal):
            by[proposal.relation].append((proposal.left, proposal.right))
    scores = {
        "entities": compare(told.entity, by[Relation.SAME_ENTITY]),
        "utterances": compare(told.utterance, by[Relation.SAME_UTTERANCE]),
        "commitments": compare(told.commitment, by[Relation.SAME_COMMITMENT]),
        "copies": _sets({frozenset(p) for p in by[Relation.COPY_OF]}, closed(told.copies)),
    }
    found = [p for p in proposals if p.relation is Relation.DISPUTES and accepts(p)]
    right = [match for match in (disputed(told, p) for p in found) if match is not None]
    precision = len(right) / len(found) if found else 1.0
    recall = len(set(right)) / len(told.disputes) if told.disputes else 1.0
    scores["disputes"] = Score(precision, precision, recall, 0.0)
    true = {frozenset(p) for s in told.stories for p in combinations(sorted(s), 2)}
    scores["stories"] = _sets({frozenset(p) for p in by[Relation.SAME_STORY]}, true)
    return scores


def disputed(told: Told, proposal: Proposal) -> int | None:
    """The true dispute that a proposed one finds: its two sides stand on two of its sides."""
    for number, (kind, sides) in enumerate(told.disputes):
        left = {n for n, side in enumerate(sides) if _stands(told.place[proposal.left], side)}
        right = {n for n, side in enumerate(sides) if _stands(told.place[proposal.right], side)}
        if kind == proposal.value and any(x != y for x in left for y in right):
            return number
    return None


def _stands(place: tuple[str, str], side: list[tuple[str, str]]) -> bool:
    report, words = place
    return any(report == r and (words in quote or quote in words) for r, quote in side)


def closed(pairs: set[frozenset[str]]) -> set[frozenset[str]]:
    items = {i for pair in pairs for i in pair}
    links = [(min(p), max(p)) for p in pairs]
    return _pairs({i: (g,) for i, g in groups(items, links).items()})


def _sets(guess: set[Hashable], gold: set[Hashable]) -> Score:
    common = len(guess & gold)
    precision = common / len(guess) if guess else 1.0
    recall = common / len(gold) if gold else 1.0
    both = 2 * common / (len(guess) + len(gold)) if guess or gold else 1.0
    return Score(precision, precision, recall, both)
