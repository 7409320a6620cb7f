"""Which pledges count in the ledger, and which wait for a person."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.domain.annotations import Pledge
from onrecord.domain.words import LADDER, Judgement, Relation, Stage
from onrecord.ledger.index import Index
from onrecord.ledger.standing import Standing

CANDIDATE_SCORE = 0.4
"""Below this a pledge waits for review and makes no commitment, unless a person accepted it. On the
development story the F1 of evidence found is best here (0.737; 0.719 at 0.5, 0.733 at 0.34;
2026-11)."""

AHEAD = frozenset({Stage.REQUESTED, Stage.CONSIDERED, Stage.ANNOUNCED, Stage.REFUSED})
"""Stages whose object is still to come or not to come at all."""

_DONE = LADDER[LADDER.index(Stage.AGREED) :]


def counted(index: Index, holds: Standing) -> tuple[list[str], tuple[Pledge, ...]]:
    """The ids of the pledges that count, and the pledges that wait for a person.

    A doubtful pledge counts when it tells again what one that counts tells: two reports vouch for
    it. One told only inside another's condition or object ("will lend once the law has been
    passed", "plans to have the law adopted") is not told as having happened: it waits.
    """
    known: dict[str, Pledge] = {}
    doubtful: dict[str, Pledge] = {}
    for identifier, pledge in index.pledges.items():
        judged = holds.judged.get(identifier)
        if judged is Judgement.REJECT:
            continue
        sure = judged is Judgement.ACCEPT or pledge.score >= CANDIDATE_SCORE
        (known if sure else doubtful)[identifier] = pledge
    for identifier in _only_inside(known, holds):
        doubtful[identifier] = known.pop(identifier)
    inside = _only_inside({**known, **doubtful}, holds)
    for link in holds.links(Relation.SAME_COMMITMENT):
        for one, other in ((link.left, link.right), (link.right, link.left)):
            vouched = one in doubtful and other in index.pledges and other not in doubtful
            if vouched and one not in inside and doubtful[one].text != index.pledges[other].text:
                known[one] = doubtful[one]
    order = [identifier for identifier in index.pledges if identifier in known]
    return order, tuple(p for identifier, p in doubtful.items() if identifier not in known)


def _only_inside(pledges: Mapping[str, Pledge], holds: Standing) -> set[str]:
    """Of these the ones told as done only within another's condition or undertaken object."""
    by_text: dict[str, list[Pledge]] = {}
    for pledge in pledges.values():
        by_text.setdefault(pledge.text, []).append(pledge)
    return {
        pledge.id
        for told in by_text.values()
        for pledge in told
        if pledge.stage in _DONE and holds.judged.get(pledge.id) is not Judgement.ACCEPT
        if any(_holds(other, pledge) for other in told if other is not pledge)
    }


def _holds(outer: Pledge, inner: Pledge) -> bool:
    """Whether the one's condition, or its object while that is still to come, tells the other."""
    places = [condition.quote.span for condition in outer.conditions]
    participle = len(inner.trigger.words.split()) == 1
    if outer.stage in AHEAD and outer.object is not None and participle:
        places.append(outer.object.span)
    if not any(place.covers(inner.trigger.span) for place in places):
        return False
    return not any(
        condition.quote.span.covers(outer.trigger.span) for condition in inner.conditions
    )
