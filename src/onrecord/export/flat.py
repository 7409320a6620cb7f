"""The record as flat tables: one row a line, one row a piece of evidence; plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.domain.times import AsOf
from onrecord.views.brief import FACT_SCORE
from onrecord.views.held import NOW, Reader
from onrecord.views.record_shape import story_record

Value = None | bool | int | float | str | list[str]
Row = Mapping[str, Value]

COLUMNS: dict[str, dict[str, type]] = {
    "reports": {"id": str, "outlet": str, "url": str, "published": str, "title": str, "text": str},
    "entities": {
        "id": str, "kind": str, "name": str, "variants": list, "iso3166": str, "wikidata": str,
    },
    "stories": {"id": str, "title": str, "reports": list},
    "copies": {"copy": str, "of": str, "kind": str},
    "utterances": {"id": str, "speaker": str, "speaker_name": str, "on": str, "origins": int},
    "renderings": {
        "utterance": str, "report": str, "quote": str, "start": int, "end": int, "kind": str,
        "via": list,
    },
    "commitments": {
        "id": str, "by": list, "by_names": list, "distribution": str, "to": list,
        "to_names": list, "asked_by": list, "category": str, "what": str, "quantity_min": float,
        "quantity_max": float, "unit": str, "when": str, "stage": str, "on": str, "origins": int,
        "score": float, "candidate": bool, "to_worked_out": str, "to_worked_out_name": str,
        "others": list,
    },
    "conditions": {"commitment": str, "text": str, "kind": str, "state": str},
    "history": {
        "commitment": str, "step": int, "stage": str, "on": str, "quantity_min": float,
        "quantity_max": float, "unit": str, "report": str, "quote": str, "start": int, "end": int,
    },
    "disputes": {
        "id": str, "about": str, "kind": str, "value": str, "report": str, "quote": str,
        "start": int, "end": int,
    },
    "balances": {
        "unit": str, "to": str, "to_name": str, "as_of": str,
        "requested_min": float, "requested_max": float, "announced_min": float,
        "announced_max": float, "agreed_min": float, "agreed_max": float, "fulfilled_min": float,
        "fulfilled_max": float,
    },
    "needs": {
        "id": str, "item": str, "amount_min": float, "amount_max": float, "per": str, "from": str,
        "until": str, "to": str, "source": str, "withdrawn_by": str, "withdrawn_reason": str,
    },
}  # fmt: skip
"""Every table with its columns and their types, in order."""


def flat_tables(reader: Reader, as_of: AsOf = NOW) -> Iterator[tuple[str, list[str], list[Row]]]:
    """(table, columns, rows) for every table of `COLUMNS`, in order; empty ones too."""
    record = story_record(reader, as_of)
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    rows = _Rows(record, names)
    for name, columns in COLUMNS.items():
        yield name, list(columns), list(getattr(rows, name)())


class _Rows:
    """A method for each table of `COLUMNS`."""

    def __init__(self, record: dict[str, Any], names: Mapping[str, str]) -> None:
        self._record = record
        self._names = names

    def reports(self) -> Iterator[Row]:
        yield from self._record["reports"]

    def entities(self) -> Iterator[Row]:
        for entity in self._record["entities"]:
            kept = {key: entity[key] for key in ("id", "kind", "name", "variants")}
            ids = entity["ids"]
            yield {**kept, "iso3166": ids.get("iso3166"), "wikidata": ids.get("wikidata")}

    def stories(self) -> Iterator[Row]:
        yield from self._record["stories"]

    def copies(self) -> Iterator[Row]:
        yield from self._record["copies"]

    def utterances(self) -> Iterator[Row]:
        for said in self._record["utterances"]:
            row = {key: said[key] for key in ("id", "speaker", "on", "origins")}
            yield {**row, "speaker_name": self._names.get(said["speaker"] or "")}

    def renderings(self) -> Iterator[Row]:
        for said in self._record["utterances"]:
            for rendering in said["renderings"]:
                kept = {"kind": rendering["kind"], "via": rendering["via"]}
                yield {"utterance": said["id"], **_quote(rendering), **kept}

    def commitments(self) -> Iterator[Row]:
        for made in self._record["commitments"]:
            last = [step["on"] for step in made["history"] if step["stage"] == made["stage"]]
            plain = ("id", "by", "distribution", "asked_by", "category", "what", "when", "stage")
            found = (made["to_worked_out"] or {}).get("to")
            told = [party for party in made["to"] if party != found]
            yield {
                **{key: made[key] for key in (*plain, "origins", "score")},
                "candidate": made["score"] < FACT_SCORE,
                "by_names": [self._names[party] for party in made["by"]],
                "to": told,
                "to_names": [self._names[party] for party in told],
                "to_worked_out": found,
                "to_worked_out_name": None if found is None else self._names[found],
                "on": last[-1] if last else None,
                "others": made["others"],
                **_amount(made["quantity"]),
            }

    def conditions(self) -> Iterator[Row]:
        for made in self._record["commitments"]:
            for condition in made["conditions"]:
                kept = {key: condition[key] for key in ("text", "kind", "state")}
                yield {"commitment": made["id"], **kept}

    def history(self) -> Iterator[Row]:
        for made in self._record["commitments"]:
            for number, step in enumerate(made["history"], 1):
                for evidence in step["evidence"]:
                    yield {
                        "commitment": made["id"],
                        "step": number,
                        "stage": step["stage"],
                        "on": step["on"],
                        **_amount(step["quantity"]),
                        **_quote(evidence),
                    }

    def disputes(self) -> Iterator[Row]:
        for dispute in self._record["disputes"]:
            for side in dispute["sides"]:
                for evidence in side["evidence"]:
                    kept = {key: dispute[key] for key in ("id", "about", "kind")}
                    yield {**kept, "value": side["value"], **_quote(evidence)}

    def balances(self) -> Iterator[Row]:
        for balance in self._record["balances"]:
            row = {key: balance[key] for key in ("unit", "to", "as_of")}
            row["to_name"] = self._names.get(balance["to"] or "")
            for column in ("requested", "announced", "agreed", "fulfilled"):
                bounds = balance[column] or {"min": None, "max": None}
                row[f"{column}_min"], row[f"{column}_max"] = bounds["min"], bounds["max"]
            yield row

    def needs(self) -> Iterator[Row]:
        for need in self._record["needs"]:
            kept = ("id", "item", "per", "from", "until", "to", "source")
            gone = need["withdrawn"] or {"by": None, "reason": None}
            yield {
                **{key: need[key] for key in kept},
                "amount_min": need["amount"]["min"],
                "amount_max": need["amount"]["max"],
                "withdrawn_by": gone["by"],
                "withdrawn_reason": gone["reason"],
            }


def _quote(evidence: Mapping[str, Any]) -> Row:
    start, end = evidence["spans"][0]
    return {
        "report": evidence["report"],
        "quote": evidence["quote"],
        "start": start,
        "end": end,
    }


def _amount(quantity: Mapping[str, Any] | None) -> Row:
    told = quantity or {"min": None, "max": None, "unit": None}
    return {"quantity_min": told["min"], "quantity_max": told["max"], "unit": told["unit"]}
