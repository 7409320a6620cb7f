"""Groups follow from links alone, whatever the order, and keep apart what a person kept apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.words import Relation
from onrecord.ledger.groups import Grouping, group
from onrecord.ledger.standing import Link

MEMBERS = [f"m{n}" for n in range(8)]


def link(left: str, right: str, score: float = 0.9, by_person: bool = False) -> Link:
    return Link(Relation.SAME_ENTITY, left, right, None, score, by_person, f"{left}-{right}")


def sets(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(members) for members in grouping.groups.values()}


pairs = st.lists(
    st.tuples(
        st.sampled_from(MEMBERS),
        st.sampled_from(MEMBERS),
        st.sampled_from([0.6, 0.8, 0.95]),
        st.booleans(),
    ).filter(lambda p: p[0] != p[1]),
    max_size=14,
).map(lambda told: [link(*pair) for pair in told])


@given(pairs, pairs, st.randoms(use_true_random=False))
def test_order_changes_no_group(accepted: list[Link], apart: list[Link], random: object) -> None:
    expected = group(MEMBERS, accepted, apart)
    members, links, kept = list(MEMBERS), list(accepted), list(apart)
    for listed in (members, links, kept):
        random.shuffle(listed)  # type: ignore[attr-defined]
    again = group(members, links, kept)
    assert sets(again) == sets(expected)
    assert set(again.contradictions) == set(expected.contradictions)


@given(pairs, pairs)
def test_what_a_person_kept_apart_stays_apart(accepted: list[Link], apart: list[Link]) -> None:
    found = group(MEMBERS, accepted, apart)
    for kept in apart:
        assert found.of[kept.left] != found.of[kept.right]


@given(pairs)
def test_without_refusals_groups_are_what_hangs_together(accepted: list[Link]) -> None:
    found = group(MEMBERS, accepted, [])
    assert found.contradictions == ()
    for joined in accepted:
        assert found.of[joined.left] == found.of[joined.right]
    reach = {member: {member} for member in MEMBERS}
    for joined in accepted * len(MEMBERS):
        both = reach[joined.left] | reach[joined.right]
        for member in both:
            reach[member] |= both
    assert sets(found) == {frozenset(reached) for reached in reach.values()}


def test_the_weaker_link_is_the_contradiction() -> None:
    strong, weak = link("m0", "m1", 0.95), link("m1", "m2", 0.7)
    found = group(MEMBERS[:3], [weak, strong], [link("m0", "m2")])
    assert sets(found) == {frozenset({"m0", "m1"}), frozenset({"m2"})}
    assert found.contradictions == (weak,)


def test_a_persons_link_is_followed_before_a_policys() -> None:
    strong, told = link("m0", "m1", 0.99), link("m1", "m2", 0.5, by_person=True)
    found = group(MEMBERS[:3], [strong, told], [link("m0", "m2")])
    assert sets(found) == {frozenset({"m1", "m2"}), frozenset({"m0"})}
    assert found.contradictions == (strong,)
