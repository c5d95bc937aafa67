"""Workbooks read back: text stays text, sums sum, the sheet prints well."""

from dataclasses import dataclass

import pytest
from openpyxl import load_workbook

from desktop.domain.errors import Cancelled, Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.tables import Align, Column, Table
from desktop.envelope.safe_file import CannotWrite
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.page import Paper
from desktop.export.workbook import sheet_name, write_workbook
from desktop.export.workbook_cells import MOST_TEXT
from desktop.export.workbook_sheet import SheetSpec


@dataclass(frozen=True)
class Guest:
    """One row of the tables in these tests."""

    name: str
    value: object = None


def table_of(*columns, title="花名册"):
    return Table(title, columns)


ROSTER = table_of(
    Column("姓名", lambda row: row.name, 20, wrap=False),
    Column("值", lambda row: row.value, 15, Align.RIGHT, total=True),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "表.xlsx"


@pytest.fixture
def written(path):
    def write(*specs):
        write_workbook(path, specs)
        return load_workbook(path)

    return write


def cell_for(written, value):
    sheet = written(SheetSpec(table=ROSTER, rows=[Guest("甲", value)])).active
    return sheet["B3"]


@pytest.mark.parametrize(
    "text", ["433130199001010017", "007", "1.5", "=1+1", "+86", "-1", "@x", "1E5", "TRUE", "{=A1}"]
)
def test_text_stays_text(written, text):
    cell = cell_for(written, text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("number", [0, 42, -7, 1.25])
def test_numbers_stay_numbers(written, number):
    cell = cell_for(written, number)
    assert (cell.value, cell.data_type) == (number, "n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "是"),
        (433130199001010017, "433130199001010017"),
        (float("inf"), "inf"),
        (("焊工", "电工"), "焊工、电工"),
        (PartialDate(2026, 3), PartialDate(2026, 3).show()),
    ],
)
def test_what_a_spreadsheet_would_spoil_is_text(written, value, text):
    assert cell_for(written, value).value == text


def test_nothing_is_an_empty_cell(written):
    assert cell_for(written, None).value is None


def test_a_text_too_long_for_a_cell_says_so(written):
    value = cell_for(written, "长" * (MOST_TEXT + 1)).value
    assert len(value) == MOST_TEXT
    assert value.endswith("…")


def test_a_long_text_gets_a_higher_row(written):
    sheet = written(
        SheetSpec(table=ROSTER, rows=[Guest("甲", "短"), Guest("乙", "很长的说明" * 8)])
    ).active
    assert sheet.row_dimensions[3].height < 21
    assert sheet.row_dimensions[4].height > 60


def test_title_unit_line_annex_signatures_and_notes_are_there(written):
    spec = SheetSpec(
        table=ROSTER,
        rows=[Guest("甲", 1)],
        heading=Heading(
            left="填报单位：石牌镇", right="单位：人", annex="附件1", title="石牌镇花名册"
        ),
        ending=Ending(signatures=("审核人：", "填表人："), notes=("说明：略",)),
    )
    sheet = written(spec).active
    column = [row[0].value for row in sheet.iter_rows()]
    assert column[:3] == ["附件1", "石牌镇花名册", "填报单位：石牌镇    单位：人"]
    assert column[3:5] == ["姓名", "甲"]
    assert "审核人：" in column[5]
    assert "填表人：" in column[5]
    assert column[6] == "说明：略"
    assert "A2:B2" in map(str, sheet.merged_cells.ranges)


def test_the_unit_line_is_spread_over_many_columns(written):
    table = table_of(*[Column(f"列{n}", lambda row: row.name) for n in range(6)])
    heading = Heading(left="左", middle="中", right="右")
    sheet = written(SheetSpec(table=table, rows=[Guest("甲")], heading=heading)).active
    assert [sheet[name].value for name in ("A2", "C2", "E2")] == ["左", "中", "右"]


def test_grouped_headings_are_merged_in_two_rows(written):
    table = table_of(
        Column("行政区", lambda row: row.name),
        Column("男", lambda row: row.value, group="劳动力"),
        Column("女", lambda row: row.value, group="劳动力"),
        Column("备注", lambda row: "", group="其他"),
    )
    sheet = written(SheetSpec(table=table, rows=[Guest("甲", 1)])).active
    assert {"A2:A3", "B2:C2"} <= set(map(str, sheet.merged_cells.ranges))
    assert [sheet[name].value for name in ("A2", "B2", "B3", "C3", "D2", "D3")] == [
        "行政区",
        "劳动力",
        "男",
        "女",
        "其他",
        "备注",
    ]
    assert sheet.print_title_rows == "$2:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:D4"


def test_the_sums_go_on_counting_when_a_number_is_changed(path):
    spec = SheetSpec(
        table=ROSTER,
        rows=[Guest("甲", 3), Guest("乙", "不详"), Guest("丙", 4)],
        ending=Ending(total="合计"),
    )
    write_workbook(path, [spec])
    assert load_workbook(path).active["B6"].value == "=SUM(B3:B5)"
    sheet = load_workbook(path, data_only=True).active
    assert (sheet["A6"].value, sheet["B6"].value) == ("合计", 7)


def test_no_sums_without_a_summed_column_or_without_rows(written):
    plain = table_of(Column("姓名", lambda row: row.name), title="甲表")
    book = written(
        SheetSpec(table=plain, rows=[Guest("甲")], ending=Ending(total="合计")),
        SheetSpec(table=ROSTER, rows=[], ending=Ending(total="合计")),
    )
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "合计" not in texts


def test_the_sheet_prints_on_one_page_width_with_page_numbers(written):
    sheet = written(SheetSpec(table=ROSTER, rows=[Guest("甲")], paper=Paper.A3, frozen=1)).active
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 8
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.freeze_panes == "B3"


def test_portrait_is_kept(written):
    sheet = written(SheetSpec(table=ROSTER, rows=[], landscape=False)).active
    assert sheet.page_setup.orientation == "portrait"


def test_widths_come_from_the_columns(written):
    sheet = written(SheetSpec(table=ROSTER, rows=[])).active
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width > 6


def test_tabs_of_one_name_are_numbered(written):
    book = written(*[SheetSpec(table=ROSTER, rows=[], name="坪头村/一组") for _ in range(3)])
    assert book.sheetnames == ["坪头村一组", "坪头村一组(2)", "坪头村一组(3)"]


@pytest.mark.parametrize(
    ("text", "name"), [("[a]:*?/\\b", "ab"), ("'甲'", "甲"), ("", "表"), ("很" * 40, "很" * 31)]
)
def test_a_tab_takes_any_text(text, name):
    assert sheet_name(text) == name


def test_rows_are_counted_over_all_sheets(path):
    seen = []
    rows = [Guest("甲", 1)] * 600
    specs = [SheetSpec(table=ROSTER, rows=iter(rows), name=name) for name in "ab"]
    total = write_workbook(path, specs, count=1200, progress=lambda *args: seen.append(args))
    assert total == 1200
    assert seen == [(0, 1200), (500, 1200), (600, 1200), (1100, 1200)]


def test_giving_up_leaves_no_file(path):
    def give_up(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(path, [SheetSpec(table=ROSTER, rows=[Guest("甲")])], progress=give_up)
    assert list(path.parent.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused(path, monkeypatch):
    monkeypatch.setattr("desktop.export.workbook_sheet._MOST_ROWS", 1000)
    with pytest.raises(Refused, match="上限"):
        write_workbook(path, [SheetSpec(table=ROSTER, rows=[Guest("甲")] * 2000)])


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CannotWrite):
        write_workbook(tmp_path / "gone" / "x.xlsx", [SheetSpec(table=ROSTER, rows=[])])


def test_no_temporary_file_holds_people(path, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    write_workbook(path, [SheetSpec(table=ROSTER, rows=[Guest("甲")])])
    assert path.is_file()
