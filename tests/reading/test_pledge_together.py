"""What is announced jointly in a joint text is agreed."""

from __future__ import annotations

import pytest

from onrecord.domain.annotations import Party
from onrecord.domain.text import Text
from onrecord.domain.words import Distribution, Stage
from onrecord.reading.pledge_together import declared


@pytest.mark.parametrize(
    ("head", "who", "stage"),
    [
        ("Joint Statement of Norway and Chile. ", "We", Stage.AGREED),
        ("The leaders of Norway and Chile met. ", "They", Stage.AGREED),
        ("The leaders of Norway and Chile met. ", "Norwegian banks", Stage.ANNOUNCED),
        ("A fair opened in Norway. ", "They", Stage.ANNOUNCED),
    ],
)
def test_a_joint_text_makes_it_agreed(head: str, who: str, stage: Stage) -> None:
    text = Text(f"{head}{who} will build ferries.")
    by = (Party(text.quote(len(head), len(head) + len(who)), who),)
    assert declared(text.content, Stage.ANNOUNCED, by, Distribution.JOINT) is stage


def test_one_party_alone_announces() -> None:
    text = Text("Joint Statement. Norway will pay.")
    by = (Party(text.quote(17, 23), "Norway"),)
    assert declared(text.content, Stage.ANNOUNCED, by, Distribution.SINGLE) is Stage.ANNOUNCED
