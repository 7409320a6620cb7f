"""Ids are for ever: ten of them are pinned by value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.ids import LETTERS, canonical, content_id, kind_of
from onrecord.domain.words import Stage

PINNED = [
    (("text", "as-is.1", ""), "t17qd2o3b2hmxzxx3wu6z4"),
    (("text", "as-is.1", "Kyiv"), "t1l2ptgo5bfwvsq7xtbdry"),
    (("report", "a", "t1x", None, None, None), "r1zbpt6swweqavf2crm4gs"),
    (("mention", "t1x", (0, 4), "place", "Kyiv"), "m1jdpesbjv4mklqoa3ewjb"),
    (("pledge", "t1x", ((0, 9), (12, 20)), Stage.REFUSED), "p15aiaijmlnj67svx2r26o"),
    (("quantity", Decimal("24"), None, "system"), "q1z2j25hz2uhzygui73b2d"),
    (("quantity", Decimal("24.50"), Decimal("1E+3"), "EUR"), "q1yvewmtq4imzgzhmg7jqi"),
    (("statement", True, False, 1, "1"), "s1c366y66dkleuq22c3eyf"),
    (("finding", b"\x00\xff", "\ud800"), "f16izqdrnmmbmybfpb26ki"),
    (("proposal", ()), "l1svkmyn7bg5irdlbf4g7w"),
]


@pytest.mark.parametrize(("parts", "expected"), PINNED)
def test_recipe_one_never_changes(parts: tuple[object, ...], expected: str) -> None:
    assert content_id(*parts) == expected  # type: ignore[arg-type]


def test_every_kind_has_a_letter_of_its_own() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert all(kind_of(content_id(kind, "x")) == kind for kind in LETTERS)
    assert kind_of("?") is None


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


def shape(value: object) -> object:
    """The value with its types, so that True and 1 differ."""
    if isinstance(value, tuple):
        return ("tuple", tuple(shape(v) for v in value))
    return (type(value).__name__, value)


@given(PARTS, PARTS)
def test_different_parts_have_different_bytes(a: object, b: object) -> None:
    assert (canonical(a) == canonical(b)) == (shape(a) == shape(b))  # type: ignore[arg-type]


def test_joining_is_no_way_to_collide() -> None:
    assert content_id("text", "a", "b.c") != content_id("text", "a.b", "c")


def test_equal_numbers_are_one_number() -> None:
    assert content_id("quantity", Decimal("5.0")) == content_id("quantity", Decimal("5"))
