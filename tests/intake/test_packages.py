"""Tables that others wrote: read back exactly, or refused with a sentence."""

import csv
import io
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import wire
from desktop.domain.entities import STANDARD, Person
from desktop.domain.partial_date import PartialDate
from desktop.envelope.header import BadPackage, NeedsNewerProgram
from desktop.intake.packages import PackageReader

ID = "0190a000-0000-7000-8000-000000000001"
ACT = ("DEVICE0001", "1", "0190a00000000000", "管理员", "2", "test", "填表", "", "", "")
CHANGE = ("DEVICE0001", "1", "1", "person", ID, "phone", "", "13900001111", "", "")
RECORD = {"id": ID, "born_device": "DEVICE0001", "born_seq": "1", "deleted": "0"}


def table(columns, *rows) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


def person_table(**values) -> str:
    columns = list(wire.record_columns(STANDARD["person"]))
    columns += [name for name in values if name not in columns]
    given_values = RECORD | values
    return table(columns, [given_values.get(name, "") for name in columns])


def reader(tables=None, counts=None, *, change=CHANGE, act=ACT, **values) -> PackageReader:
    texts = {
        "datapackage": "{}",
        "acts": table(wire.ACT_COLUMNS, act),
        "changes": table(wire.CHANGE_COLUMNS, change),
        "person": person_table(**values),
    } | (tables or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as body:
        for name, text in texts.items():
            raw = text if isinstance(text, bytes) else text.encode()
            body.writestr(f"{name}.json" if name == "datapackage" else f"{name}.csv", raw)
    known = {name: 1 for name in texts if name != "datapackage"}
    return PackageReader(zipfile.ZipFile(stream), STANDARD, known | (counts or {}))


def read_all(package: PackageReader):
    package.check_members(wire.ACTS, wire.CHANGES)
    return package.acts(), list(package.changes()), list(package.records())


def test_tables_come_back_as_acts_changes_and_records():
    acts, changes, records = read_all(
        reader(name="彭水生", birth="1990-03~", unread='{"sex":"？"}')
    )
    assert (acts[0].device, acts[0].seq, acts[0].batch) == ("DEVICE0001", 1, None)
    assert (changes[0].name, changes[0].new, changes[0].old) == (
        ("DEVICE0001", 1, 1),
        "13900001111",
        None,
    )
    assert changes[0].level == 2
    assert records == [
        Person(
            id=ID,
            born_device="DEVICE0001",
            born_seq=1,
            name="彭水生",
            birth=PartialDate.parse("1990-03~"),
            unread={"sex": "？"},
        )
    ]


def test_a_column_of_a_newer_program_goes_to_extra():
    _, _, records = read_all(reader(shoe_size="42"))
    assert records[0].extra == {"shoe_size": "42"}


def test_what_an_older_program_passed_on_becomes_a_field_again():
    _, _, records = read_all(reader(extra='{"phone":"13900001111","shoe_size":"42"}'))
    assert records[0].phone == "13900001111"
    assert records[0].extra == {"shoe_size": "42"}


def test_an_older_program_need_not_know_all_our_fields():
    columns = ["id", "name", *wire.RECORD_TAIL]
    text = table(columns, [ID, "彭水生", "", "", "DEVICE0001", "1", "0"])
    assert read_all(reader({"person": text}))[2][0].name == "彭水生"


def test_an_unknown_entity_needs_a_newer_program():
    with pytest.raises(NeedsNewerProgram, match="vacancy"):
        read_all(reader({"vacancy": table(["id"], [ID])}))


def test_a_change_of_an_unknown_entity_needs_a_newer_program():
    with pytest.raises(NeedsNewerProgram):
        read_all(reader(change=(*CHANGE[:3], "vacancy", *CHANGE[4:])))


@pytest.mark.parametrize(
    "values",
    [
        {"id": "x"},
        {"id": ID.upper()},
        {"born_device": ""},
        {"born_device": "a b"},
        {"born_seq": "-1"},
        {"born_seq": "01"},
        {"born_seq": "9" * 30},
        {"deleted": "2"},
        {"birth": "1990-13"},
        {"birth": "someday"},
        {"extra": "[]"},
        {"extra": '{"a":1}'},
        {"extra": '{"a b":"1"}'},
        {"extra": '{"a":"\\ud800"}'},
        {"unread": "{"},
        {"unread": "[" * 100_000},
    ],
)
def test_a_row_that_no_program_writes_is_refused(values):
    with pytest.raises(BadPackage):
        read_all(reader(**values))


@pytest.mark.parametrize("value", ["１９９９", "1.0", "1e3", "99999999999999999999", "0x1", " 1"])
def test_a_number_is_read_in_one_form_only(value):
    household = table(
        ["id", "member_count_declared", *wire.RECORD_TAIL],
        [ID, value, "", "", "DEVICE0001", "1", "0"],
    )
    with pytest.raises(BadPackage, match="申报人口数"):
        read_all(reader({"household": household}))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, "OTHER"),
        (1, "2"),
        (2, "x"),
        (3, "account"),
        (4, "not an id"),
        (5, 'a"."b'),
        (5, ""),
        (5, "unread:a b"),
        (8, "no name"),
    ],
)
def test_a_change_that_no_program_writes_is_refused(place, value):
    with pytest.raises(BadPackage):
        read_all(reader(change=(*CHANGE[:place], value, *CHANGE[place + 1 :])))


@pytest.mark.parametrize(("field", "value"), [("deleted", "0"), ("birth", "x")])
def test_a_changed_value_must_fit_its_field(field, value):
    change = (*CHANGE[:5], field, "", value, "", "")
    with pytest.raises(BadPackage):
        read_all(reader(change=change))


@pytest.mark.parametrize(
    ("place", "value"), [(0, ""), (1, "x"), (2, "now"), (4, "4"), (4, "-1"), (4, "")]
)
def test_an_act_that_no_program_writes_is_refused(place, value):
    with pytest.raises(BadPackage):
        read_all(reader(act=(*ACT[:place], value, *ACT[place + 1 :])))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\r\n",
        "id,id\r\na,b\r\n",
        "id;drop\r\n",
        b"id\r\n\xff\r\n",
        'id\r\n"a',
        "id,name\r\na\r\n",
        "name\r\n彭水生\r\n",
        "id,name\r\n" + "x" * 2_000_000 + ",a\r\n",
    ],
)
def test_a_torn_or_strange_table_is_refused(text):
    with pytest.raises(BadPackage):
        read_all(reader({"person": text}))


def test_more_or_fewer_rows_than_announced_are_refused():
    for rows in (0, 2):
        with pytest.raises(BadPackage, match="行数"):
            read_all(reader(counts={"person": rows}))


def test_tables_must_be_those_announced():
    with pytest.raises(BadPackage, match="说明不符"):
        read_all(reader(counts={"household": 1}))
    package = reader()
    unannounced = replace(package, counts={"acts": 1, "changes": 1})
    with pytest.raises(BadPackage, match="说明不符"):
        read_all(unannounced)


def test_accounts_from_outside_are_refused():
    with pytest.raises(BadPackage, match="账户"):
        read_all(reader({"account": table(["id"], [ID])}))


def test_no_sentence_repeats_a_value():
    with pytest.raises(BadPackage) as caught:
        read_all(reader(birth="彭水生"))
    assert "彭水生" not in str(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    for name in ("acts", "changes", "person"):
        with suppress(BadPackage):
            read_all(reader({name: raw}))


@given(st.sampled_from(range(10)), st.text(max_size=20))
def test_any_text_in_a_change_is_read_or_refused(place, text):
    clean = text.encode("utf-8", "replace").decode()
    with suppress(BadPackage):
        read_all(reader(change=(*CHANGE[:place], clean, *CHANGE[place + 1 :])))


def test_a_receipt_is_read_and_its_numbers_checked():
    def receipt(upto, persons):
        line = ("p", "d", "已合并", "1", persons, "0", "0", "0", "")
        return reader(
            {
                "positions": table(wire.POSITION_COLUMNS, ("DEVICE0001", "433130110", upto)),
                "outcomes": table(wire.OUTCOME_COLUMNS, line),
            }
        )

    assert receipt("7", "1").positions() == [("DEVICE0001", "433130110", 7)]
    assert receipt("7", "1").outcomes()[0]["state"] == "已合并"
    with pytest.raises(BadPackage):
        receipt("seven", "1").positions()
    with pytest.raises(BadPackage):
        receipt("7", "many").outcomes()
