"""The API: what its document says, paging, ETags, filters, the same answers as the pages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.app.record import open_record
from onrecord.web import server
from onrecord.web.server import API

DOCUMENT = json.loads(Path(server.__file__).with_name("openapi.json").read_text(encoding="utf-8"))
PATHS: dict[str, Any] = DOCUMENT["paths"]
TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}
ASKED = {"unit": "pump", "q": "pumps"}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = DOCUMENT
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def conform(value: Any, schema: dict[str, Any], where: str = "") -> None:
    """Whether a value is what a schema of our document says (the part of JSON Schema it uses)."""
    schema = resolved(schema)
    if "anyOf" in schema:
        nullable = {"type": "null"} in schema["anyOf"]
        if value is None:
            assert nullable, where
            return
        conform(value, next(s for s in schema["anyOf"] if s != {"type": "null"}), where)
        return
    for part in schema.get("allOf", ()):
        conform(value, part, where)
    kind = schema.get("type")
    assert kind is None or isinstance(value, TYPES[kind]), (where, kind, value)
    assert value in schema.get("enum", [value]), (where, value)
    if kind == "array":
        for item in value:
            conform(item, schema["items"], f"{where}[]")
    if kind == "object":
        whole(value, schema, where)


def whole(value: dict[str, Any], schema: dict[str, Any], where: str) -> None:
    needed = set(schema.get("required", ()))
    assert needed <= set(value), where
    if needed and "items" not in needed:
        assert set(value) == set(schema["properties"]), where
    for name, inner in schema["properties"].items():
        conform(value[name], inner, f"{where}.{name}")


def filled(path: str, client: TestClient) -> str:
    reports = client.get("/api/v1/reports").json()["items"]
    if path.startswith("/api/v1/texts"):
        return path.replace(
            "{id}", client.get(f"/api/v1/reports/{reports[0]['id']}").json()["text"]
        )
    if path.startswith("/api/v1/show"):
        return path.replace("{id}", client.get("/api/v1/commitments").json()["items"][0]["id"])
    return path.replace("{id}", reports[0]["id"])


def test_every_route_is_in_the_document_and_nothing_else() -> None:
    routes = {route.path for route in API} - {"/api/v1/openapi.json"}
    assert routes == set(PATHS)


@pytest.mark.parametrize("path", sorted(PATHS))
def test_an_answer_is_as_the_document_says(client: TestClient, path: str) -> None:
    get = PATHS[path]["get"]
    names = {resolved(p)["name"]: resolved(p) for p in get["parameters"]}
    query = {n: v for n, v in ASKED.items() if names.get(n, {}).get("required")}
    answer = client.get(filled(path, client), params=query)
    assert answer.status_code == 200
    schema = get["responses"]["200"]["content"]["application/json"]["schema"]
    conform(answer.json(), schema, path)
    assert client.get(filled(path, client), params={**query, "nonsense": "1"}).status_code == 400
    dated = client.get(filled(path, client), params={**query, "as_of": "2020-01-01"})
    assert dated.status_code in (200, 404)
    for name in names.keys() - {"id"}:
        bad = client.get(filled(path, client), params={**query, name: "x" * 300})
        assert bad.status_code == 400, name
        assert name in bad.json()["error"]["detail"]
        assert client.get(filled(path, client), params={**query, name: " "}).status_code == 400


def test_the_document_is_served(client: TestClient) -> None:
    assert client.get("/api/v1/openapi.json").json() == DOCUMENT


def test_pages_of_a_table_are_the_table(client: TestClient) -> None:
    whole = client.get("/api/v1/entities").json()
    parts = [
        client.get(f"/api/v1/entities?limit=2&offset={n}").json()["items"]
        for n in range(0, whole["total"], 2)
    ]
    assert [item for part in parts for item in part] == whole["items"]
    assert client.get("/api/v1/entities?offset=1000").json()["items"] == []


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/api/v1/brief").headers["etag"]
    again = client.get("/api/v1/brief", headers={"if-none-match": f'"x", W/{tag}'})
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
    assert client.get("/api/v1/brief", headers={"if-none-match": '"0"'}).status_code == 200


def test_the_api_answers_as_the_record_does(client: TestClient, made: Path) -> None:
    with open_record(made, writable=False) as record:
        rows = record.commitments(to="Coastland", stage="refused")
    items = client.get("/api/v1/commitments?to=Coastland&stage=refused").json()["items"]
    assert [item["id"] for item in items] == [row.id for row in rows] != []
    assert items[0]["evidence"]["words"] == rows[0].evidence.words


def test_errors_are_json(client: TestClient) -> None:
    for path, status in (("nothing", 404), ("show/c1zzz", 404), ("balance", 400)):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == status
        assert answer.json()["error"]["status"] == status


def test_the_csv_has_the_rows_and_no_formulas(client: TestClient) -> None:
    for table in ("commitments", "utterances", "disputes", "entities", "timeline", "reports"):
        answer = client.get(f"/files/{table}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"].startswith("attachment")
        rows = list(csv.reader(io.StringIO(answer.text, newline="")))
        assert len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows)
        for cell in (cell for row in rows for cell in row):
            assert not cell.startswith(("=", "+", "-", "@")), cell
    told = client.get("/files/commitments.csv?to=Javaland").text
    assert told.count("\r\n") == 2 and "'=HYPERLINK(1) & Sons" in told


def test_the_json_file_is_the_whole_table(client: TestClient) -> None:
    rows = client.get("/files/commitments.json").json()
    assert rows == client.get("/api/v1/commitments").json()["items"]


def test_the_queue_by_kind_is_that_of_the_page(client: TestClient) -> None:
    whole = client.get("/api/v1/queue").json()
    assert whole["total"] == len(whole["items"]) > 1
    kinds = {str(item["relation"] or "pledge") for item in whole["items"]}
    found = 0
    for kind in sorted(kinds):
        part = client.get(f"/api/v1/queue?kind={kind}").json()
        assert [i["id"] for i in part["items"]] == [
            i["id"] for i in whole["items"] if str(i["relation"] or "pledge") == kind
        ]
        assert client.get(f"/review?kind={kind}").text.count("data-item") == part["total"]
        found += part["total"]
    assert found == whole["total"]
    second = client.get("/api/v1/queue?limit=1&offset=1").json()
    assert second["items"] == whole["items"][1:2] and second["total"] == whole["total"]
    assert client.get("/api/v1/queue?kind=said").status_code == 400
