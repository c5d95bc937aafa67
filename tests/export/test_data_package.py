"""The inner ZIP, written as a stream and read back."""

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import wire
from desktop.domain.entities import STANDARD
from desktop.export.data_package import (
    DataPackage,
    Table,
    log_tables,
    receipt_tables,
    record_table,
    schemas,
)

PERSON = STANDARD["person"]


class Pipe(io.RawIOBase):
    """A sink that cannot seek, as the pipe into the seal cannot."""

    def __init__(self):
        self.written = b""

    def writable(self):
        return True

    def write(self, data):
        self.written += bytes(data)
        return len(data)


def person_row(number, **values):
    columns = wire.record_columns(PERSON)
    own = {"id": f"id-{number}", "born_device": "D", "born_seq": 1, "deleted": 0}
    return tuple((own | values).get(name) for name in columns)


def written(*tables, progress=lambda rows: None):
    package = DataPackage("package-1", "上报", "2026-11-22T10:00:00+08:00")
    pipe = Pipe()
    package.write(pipe, tables, progress)
    return package, zipfile.ZipFile(io.BytesIO(pipe.written))


def rows_of(body, name):
    return list(csv.reader(io.StringIO(body.read(f"{name}.csv").decode(), newline="")))


def test_rows_come_back_as_they_were():
    package, body = written(record_table(PERSON, [person_row(1, name="彭水生", is_key=None)]))
    heading, row = rows_of(body, "person")
    assert tuple(heading) == wire.record_columns(PERSON)
    assert dict(zip(heading, row, strict=True))["name"] == "彭水生"
    assert package.counts == {"person": 1}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_the_table(text):
    table = Table("notes", "备注", ({"name": "a", "type": "string"},), ("a",), [(text,), ("b",)])
    _, body = written(table)
    assert rows_of(body, "notes") == [["a"], [text], ["b"]]


def test_empty_tables_are_left_out_but_the_log_stays():
    package, body = written(record_table(PERSON, []), *log_tables([], []))
    assert sorted(body.namelist()) == ["acts.csv", "changes.csv", "datapackage.json"]
    assert package.counts == {"acts": 0, "changes": 0}


def test_the_descriptor_has_a_schema_from_the_dictionary_and_no_foreign_keys():
    _, body = written(record_table(PERSON, [person_row(1)]), *log_tables([], []))
    descriptor = json.loads(body.read("datapackage.json"))
    person = descriptor["resources"][0]
    assert [field["name"] for field in person["schema"]["fields"]] == list(
        wire.record_columns(PERSON)
    )
    named = {field["name"]: field for field in person["schema"]["fields"]}
    assert named["name"]["title"] == "姓名"
    assert "foreignKeys" not in json.dumps(descriptor)
    assert [each["path"] for each in descriptor["resources"]] == [
        "person.csv", "changes.csv", "acts.csv"
    ]  # fmt: skip


def test_every_entity_but_accounts_has_a_schema():
    assert set(schemas(STANDARD)) == {entity.name for entity in STANDARD} - {"account"}


def test_rows_are_read_only_when_their_turn_has_come():
    seen = []

    def rows(name):
        seen.append(name)
        yield person_row(1)

    changes = (pytest.fail("read too early") for _ in range(1) if not seen)
    written(record_table(PERSON, rows("person")), *log_tables(changes, []))
    assert seen == ["person"]


def test_progress_counts_over_all_tables():
    heard = []
    many = (person_row(number) for number in range(2501))
    written(record_table(PERSON, many), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] <= 2501
    assert len(heard) == 2


def test_a_receipt_has_its_two_tables_even_when_empty():
    _, body = written(*receipt_tables([("D", "433130110", 7)], []))
    assert rows_of(body, "positions")[1:] == [["D", "433130110", "7"]]
    assert rows_of(body, "outcomes") == [list(wire.OUTCOME_COLUMNS)]
