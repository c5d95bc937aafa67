"""A list of problems is taken in, answered by a person, printed by village and returned."""

import shutil
import subprocess
import zipfile

import pytest
from openpyxl import load_workbook

from desktop.domain.entities import OutsideFinding
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.reading import Unreadable
from desktop.intake.refusals import CannotRead
from desktop.services import (
    list_prints,
    outside_findings,
    outside_returns,
    outside_tables,
    outside_taking,
    undo,
)
from desktop.services.outside_findings import State
from desktop.storage.attachments import AttachmentMissing
from tests.services.offices import COUNTY, TOWNSHIP, carry, introduce, office
from tests.services.outside_lists import FATHER, ROWS, fill, write_list

SOURCE = "县社保局 参保比对"


@pytest.fixture
def filled(township, tmp_path):
    fill(township, tmp_path)
    return township


@pytest.fixture
def original(tmp_path):
    return write_list(tmp_path / "疑点.xlsx")


@pytest.fixture
def taken(filled, original):
    return outside_taking.take_in(
        filled, file=original, source=SOURCE, due=PartialDate(2026, 7, 15)
    )


def by_name(session):
    return {one.finding.name: one for one in outside_findings.listed(session)}


def answer(session, name, answer, reason=""):
    found = by_name(session)[name].finding.id
    return outside_findings.give_answer(session, findings=(found,), answer=answer, reason=reason)


def returned(session, taken, out):
    return outside_returns.give_back(session, file=taken.file, out=out)


# Taking in.


def test_each_row_with_a_problem_becomes_a_finding_of_the_person_it_is_about(filled, taken):
    assert (taken.taken, taken.matched, taken.clean, taken.answered) == (3, 2, 1, 0)
    found = by_name(filled)
    assert set(found) == {"田大山", "彭水生", "向秀英"}
    one = found["田大山"]
    assert (one.village, one.household_no, one.phone) == ("桃兴村", "1", "13800138001")
    finding = one.finding
    assert (finding.source, str(finding.due), finding.sheet, finding.line) == (
        SOURCE, "2026-07-15", "疑点", 3)  # fmt: skip
    assert finding.problem == "疑似死亡仍参保"
    assert f"身份证号：{FATHER}" in finding.told
    assert found["向秀英"].finding.person is None
    assert found["向秀英"].village == "桃源村"


def test_the_same_list_is_not_taken_in_twice(filled, original, taken):
    with pytest.raises(Refused, match="已经收过"):
        outside_taking.take_in(filled, file=original, source=SOURCE)


def test_taking_in_is_undone_by_one_key(filled, original):
    since = filled.ledger.position
    outside_taking.take_in(filled, file=original, source=SOURCE)
    undo.undo(filled, since=since)
    assert outside_findings.listed(filled) == []
    assert outside_taking.take_in(filled, file=original, source=SOURCE).taken == 3


def test_a_row_that_came_answered_is_left_alone(filled, tmp_path):
    rows = [(*ROWS[0][:5], "属实", "已停保"), ROWS[1]]
    path = write_list(tmp_path / "半份.xlsx", rows=rows)
    taken = outside_taking.take_in(filled, file=path, source=SOURCE)
    assert (taken.taken, taken.answered) == (1, 1)


def test_a_list_without_such_a_column_needs_the_problem_said(filled, tmp_path):
    rows = [row[:4] for row in ROWS]
    path = write_list(
        tmp_path / "死亡.xlsx", headings=("序号", "村", "姓名", "身份证号"), rows=rows
    )
    with pytest.raises(Refused, match="查的是什么问题"):
        outside_taking.take_in(filled, file=path, source=SOURCE)
    outside_taking.take_in(filled, file=path, source=SOURCE, problem="疑似死亡")
    assert {one.finding.problem for one in outside_findings.listed(filled)} == {"疑似死亡"}


def test_a_problem_can_be_pointed_to_by_its_heading(filled, tmp_path):
    headings = ("序号", "村", "姓名", "身份证号", "省厅反馈", "核实结果", "情况说明")
    path = write_list(tmp_path / "省厅.xlsx", headings=headings)
    taken = outside_taking.take_in(filled, file=path, source=SOURCE, problem="省厅反馈")
    assert (taken.taken, taken.clean) == (3, 1)


def test_nothing_to_answer_and_nobody_named_are_refused(filled, tmp_path):
    blank = write_list(tmp_path / "空.xlsx", rows=[(*row[:4], None, None, None) for row in ROWS])
    with pytest.raises(Refused, match="没有要答复的行"):
        outside_taking.take_in(filled, file=blank, source=SOURCE)
    with pytest.raises(Refused, match="谁发来的"):
        outside_taking.take_in(filled, file=blank, source=" ")
    with pytest.raises(CannotRead, match="打不开"):
        outside_taking.take_in(filled, file=tmp_path / "没有.xlsx", source=SOURCE)


def test_nothing_of_the_list_can_be_read_in_the_ledgers_folder(filled, taken):
    for path in filled.ledger.folder.rglob("*"):
        if path.is_file() and path.stat().st_size:
            content = path.read_bytes()
            assert FATHER.encode() not in content
            assert not content.startswith(b"PK") or path.suffix == ".ldb"


# Answering.


def test_an_answer_says_who_gave_it_and_when(filled, taken):
    assert answer(filled, "田大山", "不属实", "本人健在") == 1
    one = by_name(filled)["田大山"].finding
    assert (one.answer, one.reason, str(one.answered_on)) == ("不属实", "本人健在", "2026-06-30")
    assert one.answered_by
    assert outside_findings.open_count(filled) == 2
    assert len(outside_findings.listed(filled, state=State.ANSWERED)) == 1


def test_an_answer_is_taken_back_by_an_empty_one_or_undone(filled, taken):
    since = filled.ledger.position
    answer(filled, "田大山", "3")
    assert by_name(filled)["田大山"].finding.answer == "无法核实"
    answer(filled, "田大山", "")
    assert by_name(filled)["田大山"].finding.answered_on is None
    undo.undo(filled, since=since)
    assert by_name(filled)["田大山"].finding.answer == "无法核实"


def test_no_problem_needs_a_reason_and_a_strange_answer_is_refused(filled, taken):
    with pytest.raises(Refused, match="写明原因"):
        answer(filled, "田大山", "不属实")
    with pytest.raises(Unreadable):
        answer(filled, "田大山", "随便")
    assert outside_findings.open_count(filled) == 3


def test_all_of_a_village_are_answered_alike_and_answered_ones_stay(filled, taken):
    answer(filled, "彭水生", "不属实", "已退费")
    changed = outside_findings.answer_all(
        filled, file=taken.file, answer="无法核实", village="桃源村"
    )
    assert changed == 1
    found = by_name(filled)
    assert found["彭水生"].finding.answer == "不属实"
    assert found["向秀英"].finding.answer == "无法核实"
    assert found["田大山"].is_open


def test_lists_are_counted_with_what_is_open(filled, taken):
    answer(filled, "田大山", "属实已改")
    (one,) = outside_findings.lists(filled)
    assert (one.source, one.total, one.open, one.is_kept) == (SOURCE, 3, 2, True)


# Printing.


def test_each_village_is_printed_on_pages_of_its_own(filled, taken, tmp_path):
    def make(session):
        return outside_tables.listing_of(session)

    assert list_prints.preview(filled, make).pages == 2
    out = tmp_path / "核查表.pdf"
    assert outside_tables.print_out(filled, out=out, village="桃兴村") == 1
    assert out.read_bytes().startswith(b"%PDF")


def test_who_may_only_read_sees_numbers_in_part(filled, taken):
    from dataclasses import replace

    from desktop.services.roles import Role

    reader = replace(filled, role=Role.READER)
    shown = {
        column.label: column.value(by_name(filled)["田大山"])
        for column in outside_tables.table(reader).columns
    }
    assert FATHER not in shown.values()
    assert shown["身份证号"].startswith(FATHER[:6])


# Returning.


def test_the_same_workbook_comes_back_with_only_the_answers_changed(
    filled, original, taken, tmp_path
):
    answer(filled, "田大山", "不属实", "本人健在")
    answer(filled, "向秀英", "无法核实")
    done = returned(filled, taken, tmp_path / "报回.xlsx")
    assert (done.answered, done.left, done.note) == (2, 1, "")
    before, after = load_workbook(original).active, load_workbook(done.file).active
    changed = {
        cell.coordinate: cell.value
        for row in after.iter_rows()
        for cell in row
        if cell.value != before[cell.coordinate].value
    }
    assert changed == {"F3": "不属实", "G3": "本人健在", "F5": "无法核实"}
    with zipfile.ZipFile(original) as one, zipfile.ZipFile(done.file) as other:
        differing = [n for n in one.namelist() if one.read(n) != other.read(n)]
    assert differing == ["xl/worksheets/sheet1.xml"]


def test_an_answer_stands_with_its_reason_where_there_is_one_column(filled, tmp_path):
    headings = ("序号", "村", "姓名", "身份证号", "问题", "核实情况")
    path = write_list(tmp_path / "一栏.xlsx", headings=headings, rows=[row[:6] for row in ROWS])
    taken = outside_taking.take_in(filled, file=path, source=SOURCE)
    answer(filled, "田大山", "不属实", "本人健在")
    done = returned(filled, taken, tmp_path / "回.xlsx")
    assert load_workbook(done.file).active["F3"].value == "不属实：本人健在"


def test_columns_for_the_answer_are_added_where_the_list_has_none(filled, tmp_path):
    path = write_list(tmp_path / "无栏.xlsx", headings=("序号", "村", "姓名", "身份证号", "问题"),
                      rows=[row[:5] for row in ROWS])  # fmt: skip
    taken = outside_taking.take_in(filled, file=path, source=SOURCE)
    answer(filled, "彭水生", "属实已改", "已退费")
    sheet = load_workbook(returned(filled, taken, tmp_path / "回.xlsx").file).active
    assert [cell.value for cell in sheet[2]][5:] == ["核实结果", "情况说明"]
    assert [cell.value for cell in sheet[4]][5:] == ["属实已改", "已退费"]


def test_a_list_that_was_no_workbook_comes_back_as_one_and_says_so(filled, tmp_path):
    path = tmp_path / "名单.csv"
    lines = [["村", "姓名", "身份证号", "问题"], ["桃兴村", "田大山", FATHER, "疑似死亡"]]
    path.write_text("\n".join(",".join(line) for line in lines), encoding="gb18030")
    taken = outside_taking.take_in(filled, file=path, source=SOURCE)
    assert not taken.returnable
    answer(filled, "田大山", "不属实", "本人健在")
    done = returned(filled, taken, tmp_path / "回.csv")
    assert done.file.name == "回.xlsx"
    assert "另存为" in done.note
    rows = list(load_workbook(done.file).active.iter_rows(values_only=True))
    assert rows[1] == ("桃兴村", "田大山", FATHER, "疑似死亡", "不属实", "本人健在")


def test_nothing_is_returned_before_anything_is_answered(filled, taken, tmp_path):
    with pytest.raises(Refused, match="先答复"):
        returned(filled, taken, tmp_path / "回.xlsx")
    with pytest.raises(Refused, match="没有这张名单"):
        outside_returns.give_back(filled, file="0" * 64, out=tmp_path / "回.xlsx")
    assert not (tmp_path / "回.xlsx").exists()


@pytest.mark.full
def test_libreoffice_opens_what_is_returned(filled, taken, tmp_path):
    program = shutil.which("soffice")
    assert program, "LibreOffice is needed for this test"
    answer(filled, "田大山", "不属实", "本人健在")
    done = returned(filled, taken, tmp_path / "报回.xlsx")
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path / "csv", done.file],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    (text,) = (path.read_text("utf-8") for path in (tmp_path / "csv").iterdir())
    line = next(line for line in text.splitlines() if "田大山" in line)
    assert line.endswith("疑似死亡仍参保,不属实,本人健在")


# Going up and down.


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_findings_go_up_with_their_answers_but_their_workbook_stays(tmp_path, stick):
    above, below = office(tmp_path, COUNTY), office(tmp_path, TOWNSHIP)
    introduce(tmp_path, below, above)
    fill(below, tmp_path)
    taken = outside_taking.take_in(below, file=write_list(tmp_path / "疑点.xlsx"), source=SOURCE)
    answer(below, "田大山", "不属实", "本人健在")
    carry(below, above, stick)
    found = {one.name: one.answer for one in above.ledger.where(OutsideFinding)}
    assert found == {"田大山": "不属实", "彭水生": None, "向秀英": None}
    assert not outside_findings.lists(above)[0].is_kept
    with pytest.raises(AttachmentMissing):
        returned(above, taken, tmp_path / "回.xlsx")
    below.close()
    above.close()


def test_a_village_is_asked_about_its_own_people_and_its_answers_are_returned(tmp_path, stick):
    above, below = office(tmp_path, TOWNSHIP), office(tmp_path, "433130110210", "桃兴村")
    introduce(tmp_path, above, below)
    fill(above, tmp_path)
    taken = outside_taking.take_in(above, file=write_list(tmp_path / "疑点.xlsx"), source=SOURCE)
    carry(above, below, stick)
    assert set(by_name(below)) == {"田大山"}
    answer(below, "田大山", "不属实", "本人健在")
    carry(below, above, stick)
    done = returned(above, taken, tmp_path / "回.xlsx")
    assert load_workbook(done.file).active["G3"].value == "本人健在"
    below.close()
    above.close()
