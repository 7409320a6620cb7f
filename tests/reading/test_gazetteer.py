import pytest

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import DEMONYMS, KNOWN, known


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("U.S.", "United States", MentionKind.PLACE),
        ("the Netherlands", "Netherlands", MentionKind.PLACE),
        ("OSLO", "Oslo", MentionKind.PLACE),
        ("EU", "European Union", MentionKind.ORGANISATION),
        ("Norwegian government", "Norway", MentionKind.ORGANISATION),
        ("Government of Norway", "Norway", MentionKind.ORGANISATION),
    ],
)
def test_forms_with_one_name(form: str, name: str, kind: MentionKind) -> None:
    assert known(form) == (name, kind)


@pytest.mark.parametrize("form", ["us", "Brook", "Government of Brook", "government", ""])
def test_forms_that_are_not_carried(form: str) -> None:
    assert known(form) is None


def test_every_name_stands_for_itself() -> None:
    for name, kind in KNOWN.values():
        assert KNOWN.get(name, (name, kind))[0] == name


def test_every_adjective_leads_to_a_carried_state() -> None:
    assert {state for state in DEMONYMS.values() if state not in KNOWN} == set()
