import pytest

from onrecord.reading.units import is_plural, singular, unit_at


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("batteries", "battery"),
        ("trucks", "truck"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("women", "woman"),
        ("people", "person"),
        ("missiles", "missile"),
        ("aircraft", "aircraft"),
        ("IFVs", "IFV"),
        ("servicemen", "serviceman"),
        ("staff", "staff"),
        ("glass", "glass"),
        ("crisis", "crisis"),
    ],
)
def test_nouns_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_what_looks_like_a_plural() -> None:
    assert is_plural("trucks")
    assert not is_plural("this")
    assert not is_plural("US")
    assert not is_plural("various")


@pytest.mark.parametrize(
    ("text", "several", "unit"),
    [
        ("additional air defence systems for the city", True, "air defence system"),
        ("safe and effective masks", True, "mask"),
        ("Hawk and Osa missiles", True, "Hawk or Osa missile"),
        ("new radar station in the north", False, "radar station"),
        ("$5 million yacht", False, "yacht"),
        ("of them", True, None),
        ("to the city", False, None),
        ("", True, None),
    ],
)
def test_the_unit_behind_a_number(text: str, several: bool, unit: str | None) -> None:
    found = unit_at(text, 0, len(text), several)
    assert (found[0] if found else None) == unit
