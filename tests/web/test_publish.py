"""A published site: whole from disk, the same bytes each time, nothing outside, nothing run."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as Tree

import pytest
from click.testing import CliRunner
from hostile_record import EVIL, FIRST, write
from paper import Paper
from summit import summit
from walk import Tags

from onrecord.app.part import open_part
from onrecord.app.record import open_record
from onrecord.app.review import Judged
from onrecord.cli.main import tree
from onrecord.domain.errors import NotARecord, UnknownId, UsageError
from onrecord.web.asked import At
from onrecord.web.folder import MARK, Folder, proper
from onrecord.web.publish import publish
from onrecord.web.site import Told, _slug

ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPTS = {"published.js", "reading.js", "charts.js", "d3.min.js"}


def site(record: Path, folder: Path, told: Told | None = None, **part: object) -> Path:
    """A record, or a part of it, published."""
    part.setdefault("names", False)
    opened = open_part(record, **part)  # type: ignore[arg-type]
    try:
        publish(opened, Folder(folder), told or Told())
    finally:
        opened.close()
    return folder


@pytest.fixture(scope="module")
def published(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(made, tmp_path_factory.mktemp("site") / "out")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def pages(folder: Path) -> dict[str, str]:
    return {
        name: content.decode() for name, content in contents(folder).items() if name[-5:] == ".html"
    }


def test_every_link_leads_to_a_file_of_the_site_and_to_its_place(published: Path) -> None:
    found = pages(published)
    ids = {name: {a["id"] for _, a in Tags(page).tags if "id" in a} for name, page in found.items()}
    checked = placed = 0
    for name, page in found.items():
        for address in Tags(page).addresses():
            parts = urlsplit(address)
            assert not parts.scheme and not parts.netloc and not parts.query, (name, address)
            assert not parts.path.startswith("/"), (name, address)
            target = os.path.normpath(os.path.join(os.path.dirname(name), unquote(parts.path)))
            if not parts.path:
                target = name
            assert (published / target).is_file(), (name, address)
            checked += 1
            if parts.fragment and target.endswith(".html"):
                assert unquote(parts.fragment) in ids[target], (name, address)
                placed += 1
    assert checked > 500 and placed > 100


def test_it_has_the_addresses_of_the_served_pages(published: Path) -> None:
    report = summit()[0].pages[0].report
    for path in (
        *("commitments", "utterances", "timeline", "disputes", "balance", "entities", "reports"),
        *(f"reports/{report.id}", f"t/{report.text}", "conditions", "about"),
    ):
        assert (published / path / "index.html").is_file(), path
    moved = list((published / "t" / report.text).glob("*-*/index.html"))
    assert moved
    for page in moved:
        places = page.parent.name
        assert f'href="../index.html#c{places}"' in page.read_text()
        assert f'id="c{places}"' in (page.parent.parent / "index.html").read_text()


def test_hostile_words_stay_words(published: Path) -> None:
    shown = data = 0
    for name, page in pages(published).items():
        assert "<img" not in page and "<svg onload" not in page, name
        assert EVIL not in page, name
        shown += "&lt;script&gt;" in page
        for tag, attributes in Tags(page).tags:
            assert not any(a.startswith("on") or a == "style" for a in attributes), (name, tag)
            if tag == "script" and attributes.get("type") == "application/ld+json":
                data += 1
            elif tag == "script":
                assert attributes["src"].rpartition("/")[2] in SCRIPTS
            assert tag not in {"style", "iframe", "object", "embed", "base", "form"}, (name, tag)
        assert "javascript:" not in "".join(Tags(page).addresses())
        assert 'http-equiv="Content-Security-Policy"' in page, name
        assert "\x00" not in page
    assert shown > 5 and data > 5


def test_the_data_for_machines_is_json_and_cannot_end_its_block(published: Path) -> None:
    kinds = set()
    for name, page in pages(published).items():
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
            assert "<" not in block, name
            told = json.loads(block)
            assert told["@context"] == "https://schema.org"
            kinds.add(told["@type"])
            appearance = told.get("appearance") or told["itemReviewed"]["appearance"]
            assert appearance and all(
                report.get("url", "https:").startswith("https:") for report in appearance
            )
    assert kinds == {"Claim", "ClaimReview"}


def test_formulas_in_tables_are_defused(published: Path) -> None:
    cells = 0
    for name, content in contents(published).items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
            assert len(rows) > 1 or "balance" in name, name
            for row in rows[1:]:
                for cell in row:
                    cells += 1
                    assert not cell.startswith(("=", "+", "@", "\t", "\r")), (name, cell)
                    assert not cell.startswith("-") or cell[1:].isdigit(), (name, cell)
        if name.endswith(".json") and name != MARK:
            json.loads(content)
    assert cells > 200
    told = (published / "files" / "commitments.csv").read_text()
    assert "'=HYPERLINK(1)" in told


def test_feeds_are_whole(published: Path) -> None:
    root = Tree.fromstring((published / "feed.atom").read_bytes())
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) >= 5 and len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries)
    times = [e.findtext(f"{ATOM}updated") or "" for e in entries]
    assert times == sorted(times, reverse=True) and root.findtext(f"{ATOM}updated") == times[0]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None and (published / link.attrib["href"]).is_file()
    assert not any(e.tag.endswith(("script", "img")) for e in root.iter())
    for feed in (published / "commitments").glob("*.atom"):
        assert (published / "commitments" / feed.stem / "index.html").is_file()
        told = Tree.fromstring(feed.read_bytes())
        assert told.findall(f"{ATOM}entry")
        for link in told.iter(f"{ATOM}link"):
            assert (feed.parent / link.attrib["href"]).is_file(), link.attrib
    hostile = [e.findtext(f"{ATOM}title") or "" for e in entries]
    assert any("=HYPERLINK" in title for title in hostile)


def test_with_a_base_feeds_carry_whole_addresses(made: Path, tmp_path: Path) -> None:
    folder = site(made, tmp_path / "out", Told(base="https://paper.example/record/"))
    root = Tree.fromstring((folder / "feed.atom").read_bytes())
    links = [link.attrib["href"] for link in root.iter(f"{ATOM}link")]
    assert "https://paper.example/record/feed.atom" in links
    assert all(link.startswith("https://paper.example/record/") for link in links)


def test_the_same_record_gives_the_same_bytes(made: Path, published: Path, tmp_path: Path) -> None:
    assert contents(site(made, tmp_path / "again")) == contents(published)


def test_publishing_again_writes_only_what_changed(path: Path, tmp_path: Path) -> None:
    folder = site(path, tmp_path / "out")
    before = {f: f.stat().st_mtime_ns for f in folder.rglob("*.html")}
    site(path, folder)
    assert {f: f.stat().st_mtime_ns for f in folder.rglob("*.html")} == before


def test_what_is_no_more_goes_and_what_is_not_ours_stays(
    made: Path, published: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    shutil.copytree(published, folder)
    (folder / "mine.txt").write_text("mine")
    story = next(iter((folder / "stories").iterdir())).name
    site(made, folder, stories=[story])
    assert (folder / "mine.txt").read_text() == "mine"
    (folder / "mine.txt").unlink()
    assert contents(folder) == contents(site(made, tmp_path / "fresh", stories=[story]))


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="--force"):
        Folder(folder)
    assert [f.name for f in folder.iterdir()] == ["thesis.txt"]
    Folder(folder, force=True).write("index.html", b"ours")
    assert (folder / "thesis.txt").read_text() == "years of work"
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        Folder(tmp_path / "file")


@pytest.mark.parametrize(
    "name",
    ["../out.html", "/etc/passwd", "a/../../b", "a//b", "./a", "a/", "", ".", "..", "a\\b", "a\0b",
     ".hidden", "a/.b/c", "é", "a" * 401, "C:/x", "a/ b", "-x"],
)  # fmt: skip
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    folder = Folder(tmp_path / "out")
    assert not proper(name)
    with pytest.raises(UsageError):
        folder.write(name, b"x")
    assert sorted(f.name for f in tmp_path.rglob("*")) == ["onrecord-site.json", "out"]


def test_no_link_leads_out(tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    folder = tmp_path / "out"
    Folder(folder)
    (folder / "commitments").symlink_to(away, target_is_directory=True)
    (folder / "index.html").symlink_to(away / "index.html")
    ours = Folder(folder)
    for name in ("commitments/c1/index.html", "commitments/x.atom", "index.html"):
        with pytest.raises(UsageError):
            ours.write(name, b"x")
    assert list(away.iterdir()) == []


def test_a_list_of_files_that_was_tampered_with_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    folder = tmp_path / "out"
    Folder(folder)
    (folder / "sub").symlink_to(tmp_path, target_is_directory=True)
    names = ["../precious.txt", str(tmp_path / "precious.txt"), "sub/precious.txt", 7, MARK]
    (folder / MARK).write_text(json.dumps({"files": names}))
    assert Folder(folder).finish({}) == 0
    assert (tmp_path / "precious.txt").exists() and (folder / MARK).exists()
    (folder / MARK).write_text("no json")
    assert Folder(folder).finish({}) == 0


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path / "out")
    folder.write("a.html", b"old")

    def broken(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(UsageError, match="No space"):
        folder.write("a.html", b"new")
    assert {f.name: f.read_bytes() for f in (tmp_path / "out").glob("*.html")} == {"a.html": b"old"}
    assert not list((tmp_path / "out").glob("*.part"))


def test_a_run_that_was_stopped_is_gone_on_with(
    made: Path, published: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    opened = open_part(made)

    def stop(made: int) -> None:
        if made == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(opened, Folder(folder), Told(), stop)
    publish(opened, Folder(folder), Told())
    opened.close()
    assert contents(folder) == contents(published)


def test_the_past_is_published_as_it_was_known(made: Path, tmp_path: Path) -> None:
    day = date(2026, 11, 3)
    folder = site(made, tmp_path / "out", Told(dates=At(day)), known=day)
    told = "".join(pages(folder).values())
    assert "Javaland" not in told and "Norland" in told
    assert "As it was known at the end of <strong>2026-11-03</strong>" in told


def test_a_story_is_published_with_the_lines_it_touches(made: Path, tmp_path: Path) -> None:
    whole = open_part(made)
    stories = dict(whole.stories())
    rows = {row.id: row for row in whole.commitments()}
    whole.close()
    assert len(stories) > 1
    for story in stories:
        part = open_part(made, stories=[story])
        assert {row.id for row in part.commitments()} <= set(rows)
        assert all(rows[row.id].stage == row.stage for row in part.commitments())
        part.close()
    folder = site(made, tmp_path / "out", stories=[story[:8]])
    assert (folder / "stories" / story / "index.html").is_file()
    assert "Norland" in "".join(pages(folder).values())
    with pytest.raises(UnknownId):
        open_part(made, stories=["no such story at all"])
    with pytest.raises(UnknownId):
        open_part(made, stories=["y"])
    with pytest.raises(NotARecord):
        open_part(tmp_path / "none.db")


def test_only_quoted_paragraphs_where_so_asked(path: Path, tmp_path: Path) -> None:
    paper = Paper()
    page = paper.page("n", "Norland will send boats.\n\nThe weather was fine, a baker thought.")
    page.pledge("Norland will send boats", by=["Norland"])
    write(path, [(FIRST, paper.all())])
    whole = "".join(pages(site(path, tmp_path / "whole")).values())
    quoted = "".join(pages(site(path, tmp_path / "quoted", Told(whole=False))).values())
    assert "a baker thought" in whole and "a baker thought" not in quoted
    assert "will send boats" in quoted and "A paragraph is left out" in quoted
    assert "<del>" not in quoted and "<del>" in whole


def test_an_empty_record_can_be_published(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    write(record, [])
    folder = site(record, tmp_path / "out")
    assert "The record is empty" in (folder / "index.html").read_text()


def test_units_become_names_of_files_that_differ() -> None:
    for words in ("../../etc", "EUR", "eur", "Stück/Tag", "", "\u202e", "x" * 500, "a b"):
        assert proper(f"balance/{_slug(words)}/index.html")
    assert len({_slug(words) for words in ("EUR", "eur", "e u r", "E-UR")}) == 4


def test_the_command(made: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    folder = tmp_path / "out"
    told = run(tree, ["publish", str(folder), "--record", str(made), "--title", f"A{EVIL}"])
    assert told.exit_code == 0 and "pages" in told.output, told.output
    assert EVIL not in (folder / "index.html").read_text()
    bad = run(tree, ["publish", str(folder), "--record", str(made), "--url", "javascript:alert(1)"])
    assert bad.exit_code == 2
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "x").write_text("")
    refused = run(tree, ["publish", str(folder), "--record", str(made)])
    assert isinstance(refused.exception, UsageError) and "--force" in str(refused.exception)


def test_who_decided_stays_inside_unless_asked_for(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    with sqlite3.connect(made) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    with open_record(path) as record:
        about = next(row for row in record.commitments()).evidence.annotation
        record.decide(Judged(about, "accept", "Nora Quill", "seen in the original", record.head))
    inside = b"\n".join(contents(site(path, tmp_path / "plain")).values())
    assert b"Nora Quill" not in inside and b"seen in the original" not in inside
    assert b"a person" in inside
    told = b"\n".join(contents(site(path, tmp_path / "named", names=True)).values())
    assert b"Nora Quill" in told


def test_a_part_of_the_past_tells_no_later_decision(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    with sqlite3.connect(made) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    with open_record(path) as record:
        about = next(row for row in record.commitments()).evidence.annotation
        before = len(record.decisions())
        record.decide(Judged(about, "accept", "Nora Quill", "looked", record.head))
    part = open_part(path, known=date(2026, 11, 20))
    try:
        assert len(part.decisions()) == before
    finally:
        part.close()
