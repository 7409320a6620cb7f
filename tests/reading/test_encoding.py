from typing import Any

from onrecord.domain.text import Text
from onrecord.reading.encoding import Encoding
from onrecord.reading.stage import Draft


class Engine:
    name = "still"
    version = "1"

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, text: str) -> Any:
        self.read_texts.append(text)
        return ("found", text)


def test_the_engine_reads_the_text_once_and_as_it_stands() -> None:
    engine = Engine()
    added = list(Encoding(engine).run(Draft(Text("  As it stands.\n"))))
    assert added == [("found", "  As it stands.\n")]
    assert engine.read_texts == ["  As it stands.\n"]
