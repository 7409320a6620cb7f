#!/usr/bin/env python3
"""Turn quoted pledge annotations into annotations by span, and back.

An annotator copies words out of a text; a scorer wants code-point offsets. This script finds each
quote and refuses one that does not stand in the text, so that no invented word gets into the data.
The result holds offsets, names, numbers and labels only: the texts stay where they are.

How a quote is found:
  evidence    a later stretch of the same pledge, or a later pledge, is looked for from where the
              last one began, and then from the start of the text, so that pledges are best
              written in reading order
  trigger     inside the evidence, the last occurrence before the object, else the first one
  all others  inside the evidence, the occurrence nearest to the trigger; else the last one before
              the evidence in the same sentence; else the nearest one

Quotes match whole words, in the text's own case. A quote may leave out its middle:
"The US will [...] by 2030".

A document of quotes is one JSON object a line:
  {"id", "pledges": [{"evidence": [quote, ...], "trigger": quote, "by": [{"text", "name"}],
   "distribution", "to": [{"text", "name"}], "category", "object": quote|null,
   "quantity": {"text", "min", "max", "unit"}|null, "when": {"text", "value"}|null,
   "conditions": [{"text", "kind"}], "stage", "asked_by": [{"text", "name"}],
   "source": {"text", "name"}|null}]}

usage: spans.py make QUOTES.jsonl TEXTS.jsonl OUT.jsonl    quotes -> spans, sorted by id
       spans.py show SPANS.jsonl TEXTS.jsonl [ID ...]      read the quoted words back
       spans.py join SPANS.jsonl TEXTS.jsonl OUT.jsonl     add "text" to every line
       spans.py count SPANS.jsonl                          how many of each stage and category
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Span = tuple[int, int]
Json = dict[str, Any]

GAP = " [...] "
STAGES = tuple(
    "requested considered announced agreed contracted under_way fulfilled refused withdrawn"
    " broken".split()
)
CATEGORIES = tuple(
    "military_aid financial humanitarian training security_guarantee membership political"
    " industrial legal other".split()
)
DISTRIBUTIONS = ("single", "each", "joint")
CONDITIONS = ("if", "unless", "until", "while", "after", "in_exchange")
LABELS = {"stage": STAGES, "category": CATEGORIES, "distribution": DISTRIBUTIONS}


class QuoteError(ValueError):
    """A quote that does not stand in the text, or a label that the guideline does not know."""


def occurrences(text: str, quote: str) -> list[Span]:
    """Where `quote` stands in `text` as whole words; a start before a gap takes the next end."""
    head, _, tail = quote.partition(GAP)
    starts = [found.span() for found in re.finditer(whole(head), text)]
    if not tail:
        return starts
    end = re.compile(whole(tail))
    closed = ((start, end.search(text, after)) for start, after in starts)
    return [(start, found.end()) for start, found in closed if found]


def whole(quote: str) -> str:
    """A pattern for `quote` that does not begin or end inside a word."""
    if not quote.strip() or quote != quote.strip():
        raise QuoteError(f"an empty or padded quote: {quote!r}")
    before = r"(?<!\w)" if re.match(r"\w", quote) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", quote) else ""
    return before + re.escape(quote) + after


def distance(a: Span, b: Span) -> int:
    """Characters between two spans, 0 where they touch or overlap."""
    return max(a[0] - b[1], b[0] - a[1], 0)


def find_evidence(text: str, quote: str, cursor: int) -> Span:
    """The first occurrence at or after `cursor`, else the first one."""
    found = occurrences(text, quote)
    if not found:
        raise QuoteError(f"evidence is not in the text: {quote!r}")
    return next((span for span in found if span[0] >= cursor), found[0])


def find_trigger(text: str, quote: str, thing: str | None, evidence: Sequence[Span]) -> Span:
    """The last occurrence inside the evidence before the object, else the first one there."""
    found = occurrences(text, quote)
    if not found:
        raise QuoteError(f"not in the text: {quote!r}")
    inside = [span for span in found if holds(evidence, span)]
    objects = [s for s in occurrences(text, thing) if holds(evidence, s)] if thing else []
    if len(objects) == 1:
        before = [span for span in inside if span[1] <= objects[0][0]]
        inside = before[-1:] or inside
    return inside[0] if inside else find_by_distance(found, evidence[0])


def find_near(text: str, quote: str, evidence: Sequence[Span], anchor: Span) -> Span:
    """The occurrence that the evidence or its sentence holds, else the nearest to `anchor`."""
    found = occurrences(text, quote)
    if not found:
        raise QuoteError(f"not in the text: {quote!r}")
    if inside := [span for span in found if holds(evidence, span)]:
        return find_by_distance(inside, anchor)
    sentence = sentence_start(text, evidence[0][0])
    before = [s for s in found if sentence <= s[0] and s[1] <= evidence[0][0]]
    return before[-1] if before else find_by_distance(found, anchor)


def holds(evidence: Sequence[Span], span: Span) -> bool:
    """Whether one of the stretches holds all of the span."""
    return any(start <= span[0] and span[1] <= end for start, end in evidence)


def find_by_distance(found: Sequence[Span], anchor: Span) -> Span:
    """The span nearest to `anchor`; the earlier of two equally near."""
    return min(found, key=lambda span: distance(span, anchor))


def sentence_start(text: str, position: int) -> int:
    """Where the sentence around `position` begins, to the eye of a line break and a full stop."""
    return max(text.rfind("\n", 0, position), text.rfind(". ", 0, position)) + 1


def to_spans(text: str, pledge: Json, cursor: int = 0) -> Json:
    """One quoted pledge as the pledge shape of the reading, without a score."""
    for key, known in LABELS.items():
        if pledge[key] not in known:
            raise QuoteError(f"{key}: {pledge[key]!r}")
    evidence: list[Span] = []
    for quote in pledge["evidence"]:
        evidence.append(find_evidence(text, quote, evidence[-1][0] if evidence else cursor))
    trigger = find_trigger(text, pledge["trigger"], pledge["object"], evidence)

    def near(quote: str) -> Span:
        return find_near(text, quote, evidence, trigger)

    def parties(values: Iterable[Json]) -> list[Json]:
        return [{"span": near(value["text"]), "name": value["name"]} for value in values]

    def with_span(value: Json | None) -> Json | None:
        if not value:
            return None
        rest = {key: item for key, item in value.items() if key != "text"}
        return {"span": near(value["text"]), **rest}

    if unknown := [c["kind"] for c in pledge["conditions"] if c["kind"] not in CONDITIONS]:
        raise QuoteError(f"kind of condition: {unknown}")
    return {
        "evidence": evidence,
        "trigger": trigger,
        "by": parties(pledge["by"]),
        "distribution": pledge["distribution"],
        "to": parties(pledge["to"]),
        "category": pledge["category"],
        "object": near(pledge["object"]) if pledge["object"] else None,
        "quantity": with_span(pledge["quantity"]),
        "when": with_span(pledge["when"]),
        "conditions": [with_span(condition) for condition in pledge["conditions"]],
        "stage": pledge["stage"],
        "asked_by": parties(pledge["asked_by"]),
        "source": with_span(pledge["source"]),
    }


def document_to_spans(document: Json, text: str, file: str) -> Json:
    """All pledges of one document, in the order in which they were written."""
    cursor, pledges = 0, []
    for number, pledge in enumerate(document["pledges"], 1):
        try:
            pledges.append(to_spans(text, pledge, cursor))
        except QuoteError as error:
            raise QuoteError(f"{document['id']}, pledge {number}: {error}") from error
        cursor = pledges[-1]["evidence"][0][0]
    return {"id": document["id"], "file": file, "pledges": pledges}


def show(document: Json, text: str) -> str:
    """The words that the spans of a document stand for."""

    def quote(span: Sequence[int]) -> str:
        return text[span[0] : span[1]]

    def value(item: object) -> object:
        if isinstance(item, dict):
            return {k: quote(v) if k == "span" else v for k, v in item.items()}
        if isinstance(item, list | tuple):
            flat = len(item) == 2 and all(isinstance(i, int) for i in item)
            return quote(item) if flat else [value(i) for i in item]
        return item

    lines = [f"== {document['id']}: {len(document['pledges'])} pledges"]
    for pledge in document["pledges"]:
        shown = {key: value(item) for key, item in pledge.items() if item not in (None, [])}
        lines.append("\n".join(f"  {key:12} {item}" for key, item in shown.items()))
    return "\n\n".join(lines)


def read_lines(path: str) -> list[Json]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").split("\n") if line.strip()]


def read_texts(path: str) -> dict[str, str]:
    """The text of each document of a JSON Lines file, by id."""
    return {line["id"]: line["text"] for line in read_lines(path)}


def write_lines(path: str, documents: Iterable[Json]) -> None:
    """Write a JSON Lines file."""
    lines = (json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    Path(path).write_text("".join(lines), "utf-8")


def count(documents: Sequence[Json]) -> str:
    """How many pledges of each label, and how many with each optional field."""
    pledges = [pledge for document in documents for pledge in document["pledges"]]
    empty = sum(not document["pledges"] for document in documents)
    lines = [f"{len(documents)} documents ({empty} without a pledge), {len(pledges)} pledges"]
    for key in ("stage", "category", "distribution"):
        counts = Counter(pledge[key] for pledge in pledges).most_common()
        lines.append(f"{key}: " + ", ".join(f"{name} {n}" for name, n in counts))
    for key in ("quantity", "when", "conditions", "source", "asked_by"):
        lines.append(f"with {key}: {sum(bool(pledge[key]) for pledge in pledges)}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands of the usage text."""
    match arguments:
        case ["make", quotes, texts, out]:
            text = read_texts(texts)
            documents = sorted(read_lines(quotes), key=lambda document: str(document["id"]))
            name = Path(texts).name
            write_lines(out, [document_to_spans(d, text[d["id"]], name) for d in documents])
        case ["show", spans, texts, *ids]:
            text = read_texts(texts)
            for document in read_lines(spans):
                if not ids or document["id"] in ids:
                    sys.stdout.write(show(document, text[document["id"]]) + "\n")
        case ["join", spans, texts, out]:
            text = read_texts(texts)
            write_lines(out, [{**line, "text": text[line["id"]]} for line in read_lines(spans)])
        case ["count", spans]:
            sys.stdout.write(count(read_lines(spans)) + "\n")
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except QuoteError as problem:
        sys.exit(f"spans.py: {problem}")
