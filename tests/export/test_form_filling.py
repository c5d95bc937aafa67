"""A county's form filled in: only the filled cells change, compared part by part."""

import shutil
import subprocess
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from desktop.domain.errors import Refused
from desktop.export.form_filling import Form, Unfit, fill
from tests.export import county_forms
from tests.export.county_forms import BLANK, FIRST, parts, with_part

COLUMNS = {1: "n", 2: "name", 3: "sex", 4: "id", 5: "born", 6: "school", 7: "wage", 9: "note"}
FORM = Form(sheet="花名册 表1", first=FIRST, columns=COLUMNS, keys={}, counted=frozenset({"n"}))
ONCE = {"{{填报单位}}": "石牌镇人社所", "{{填报日期}}": "2026年6月30日"}


def people(count):
    return [
        {
            "n": at + 1, "name": f"田{at}", "sex": "男性", "id": f"4331301990050{at:05}",
            "born": date(1990, 5, 4), "school": "小学", "wage": 1000 + at, "note": "",
        }
        for at in range(count)
    ]  # fmt: skip


def filled(data, count, form=FORM, **more):
    return fill(data, form, people(count), once=ONCE, **more)


def sheet_of(data, name="花名册 表1"):
    return load_workbook(BytesIO(data), rich_text=True)[name]


def looks(sheet, row):
    """How the cells of a row look."""
    return [
        (cell.font.name, cell.font.sz, cell.border.left.style, cell.number_format,
         cell.alignment.horizontal, cell.alignment.shrink_to_fit)
        for cell in sheet[row]
    ]  # fmt: skip


def test_few_people_change_nothing_but_their_cells():
    data = county_forms.list_form()
    done = filled(data, 3)
    before, after = parts(data), parts(done.data)
    assert set(before) == set(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "xl/workbook.xml",  # asks to be worked out when opened
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",  # 汇总, with a marker
    }
    old, new = sheet_of(data), sheet_of(done.data)
    assert [str(one) for one in new.merged_cells.ranges] == [
        str(one) for one in old.merged_cells.ranges
    ]
    assert new.print_area == old.print_area
    assert [new.cell(FIRST, at).value for at in (1, 2, 3, 4, 6, 7)] == [
        1, "田0", "男性", "433130199005000000", "小学", 1000,
    ]  # fmt: skip
    assert new.cell(FIRST + 3, 2).value is None
    assert new.cell(FIRST + 3, 1).value == 4


@pytest.mark.parametrize("blank", [1, 2, BLANK])
@pytest.mark.parametrize("count", [BLANK + 1, 40])
def test_rows_are_put_in_and_everything_moves_along(blank, count):
    data = county_forms.list_form(blank=blank)
    done = filled(data, count)
    old, new = sheet_of(data), sheet_of(done.data)
    last, more = FIRST + count - 1, count - blank
    for row in range(FIRST, last + 1):
        assert looks(new, row) == looks(old, FIRST)
        assert new.row_dimensions[row].height == 25.5
        assert new.cell(row, 8).value == f"=G{row}*12"
        assert new.cell(row, 2).value == f"田{row - FIRST}"
    assert new.cell(last + 1, 1).value == "合计"
    assert new.cell(last + 1, 7).value == f"=SUM(G{FIRST}:G{last})"
    assert new.cell(last + 2, 1).value == "单位负责人（签字）："
    merged = {str(one) for one in new.merged_cells.ranges}
    assert {"A2:I2", "I3:I4", f"A{last + 1}:F{last + 1}"} <= merged
    assert len(merged) == len(old.merged_cells.ranges)
    covered = {
        str(rule.sqref).split(":")[0][0]: rule for rule in new.data_validations.dataValidation
    }
    for letters in "CF":
        for row in (FIRST, last):
            assert f"{letters}{row}" in covered[letters].sqref
        assert f"{letters}{last + 1}" not in covered[letters].sqref
    assert covered["F"].formula1 == "代码!$A$1:$A$4"
    (ranges,) = [str(one.sqref) for one in new.conditional_formatting]
    assert ranges.split(":")[0].split()[0] == f"G{FIRST}"
    assert ranges.endswith(f"G{last}")
    assert new.print_area == f"'花名册 表1'!$A$1:$I${last + 2}"
    assert new.print_title_rows == "$3:$4"
    assert [one.id for one in new.row_breaks.brk] == [last + 2]
    assert new._images[0].anchor._from.row == old._images[0].anchor._from.row + more
    assert {key: one.width for key, one in new.column_dimensions.items()} == {
        key: one.width for key, one in old.column_dimensions.items()
    }
    assert (new.page_setup.orientation, new.page_margins.left) == ("landscape", 0.31)
    book = load_workbook(BytesIO(done.data))
    assert book["汇总"]["A1"].value == f"=SUM('花名册 表1'!G{FIRST}:G{last})"
    assert book["汇总"]["A2"].value == f"='花名册 表1'!G{last + 1}"
    assert book.defined_names["收入"].attr_text == f"'花名册 表1'!$G${FIRST}:$G${last}"
    assert book["代码"].sheet_state == "hidden"


def test_without_anything_below_the_list_simply_grows():
    done = filled(county_forms.list_form(footer=False, picture=False), 12)
    sheet = sheet_of(done.data)
    assert sheet.max_row == FIRST + 11
    assert looks(sheet, FIRST + 11) == looks(sheet, FIRST)
    assert sheet.print_area.endswith(f"$I${FIRST + 11}")
    assert f"C{FIRST + 11}" in sheet.data_validations.dataValidation[0].sqref


def test_styles_themes_and_codes_stay_byte_by_byte():
    data = county_forms.list_form()
    before, after = parts(data), parts(filled(data, 60).data)
    for name in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/worksheets/sheet2.xml",
                 "xl/sharedStrings.xml", "xl/media/image1.png"):  # fmt: skip
        assert after[name] == before[name]


def test_a_day_stays_a_day_and_text_stays_text():
    done = filled(county_forms.list_form(), 1)
    sheet = load_workbook(BytesIO(done.data))["花名册 表1"]
    assert sheet.cell(FIRST, 5).value.date() == date(1990, 5, 4)
    assert sheet.cell(FIRST, 4).data_type == "s"


def test_a_number_in_a_text_column_is_text():
    form = Form(sheet=FORM.sheet, first=FIRST, columns={4: "wage"}, keys={})
    sheet = sheet_of(filled(county_forms.list_form(), 1, form).data)
    assert sheet.cell(FIRST, 4).value == "1000"


def test_a_formula_of_the_form_is_never_written_over():
    form = Form(sheet=FORM.sheet, first=FIRST, columns={8: "wage"}, keys={})
    sheet = sheet_of(filled(county_forms.list_form(), 1, form).data)
    assert sheet.cell(FIRST, 8).value == f"=G{FIRST}*12"


def test_old_results_are_dropped_so_that_nobody_prints_them():
    data = county_forms.list_form()
    with_results = with_part(
        data, "xl/worksheets/sheet3.xml", lambda xml: xml.replace(b"<v></v>", b"<v>999</v>")
                                                         .replace(b"<v/>", b"<v>999</v>")
                                                         .replace(b"<v />", b"<v>999</v>"),
    )  # fmt: skip
    assert b"999" in parts(with_results)["xl/worksheets/sheet3.xml"]
    after = parts(filled(with_results, 1).data)
    assert b"999" not in after["xl/worksheets/sheet3.xml"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_a_value_takes_the_word_of_the_drop_down_list():
    seen = []

    def fit(key, value, choices):
        seen.append((key, value, tuple(choices)))
        return {"男": "男性", "初中": "初级中学"}.get(value)

    rows = [{"sex": "男", "school": "初中"}, {"sex": "不详", "school": "高中"}]
    done = fill(county_forms.list_form(), FORM, rows, once=ONCE, fit=fit)
    sheet = sheet_of(done.data)
    assert (sheet.cell(FIRST, 3).value, sheet.cell(FIRST, 6).value) == ("男性", "初级中学")
    assert sheet.cell(FIRST + 1, 3).value == "不详"
    assert done.unfit == (Unfit(FIRST + 1, "sex", "不详"),)
    assert ("school", "初中", ("小学", "初级中学", "高中", "大专")) in seen


def test_a_chart_follows_its_rows():
    data = county_forms.list_form(chart=True)
    after = parts(filled(data, 30).data)
    assert f"$G${FIRST}:$G${FIRST + 29}".encode() in after["xl/charts/chart1.xml"]


def test_markers_in_a_row_are_filled_for_each_person():
    keys = {"{{序号}}": "n", "{{姓名}}": "name", "{{ 性别 }}": "sex", "{{备注}}": "note"}
    columns = {1: "{{序号}}", 2: "{{姓名}}（{{ 性别 }}）", 3: "{{备注}}"}
    form = Form(sheet="名单", first=2, columns=columns, keys=keys)
    done = fill(county_forms.marked_row(), form, people(3), once={"{{人数}}": "3"})
    sheet = sheet_of(done.data, "名单")
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows()] == [
        ["序", "人"], [1, "田0（男性）"], [2, "田1（男性）"], [3, "田2（男性）"], ["共 3 人", None],
    ]  # fmt: skip
    assert all(sheet.cell(row, 2).font.b for row in (2, 3, 4))
    assert {str(one) for one in sheet.merged_cells.ranges} == {"C2:D2", "C3:D3", "C4:D4"}


def test_each_person_has_a_sheet_with_print_settings_and_pictures():
    keys = {"{{姓名}}": "name", "{{性别}}": "sex", "{{身份证号}}": "id"}
    form = Form(sheet="认定表", first=0, columns={}, keys=keys, title="name")
    done = fill(county_forms.card(), form, people(3), once=ONCE)
    book = load_workbook(BytesIO(done.data))
    assert book.sheetnames == ["认定表", "2 田1", "3 田2"]
    for at, sheet in enumerate(book.worksheets):
        assert sheet["B2"].value == f"田{at}"
        assert sheet["A4"].value == f"兹证明田{at}属实。石牌镇人社所"
        assert sheet["D4"].value == "=B3"
        assert sheet.print_area == f"'{sheet.title}'!$A$1:$D$4"
        assert sheet.column_dimensions["B"].width == 30
        assert len(sheet._images) == 1
    assert sum(bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets) == 1


def test_a_marker_in_several_looks_keeps_the_others():
    data = with_part(
        county_forms.card(picture=False), "xl/sharedStrings.xml",
        lambda xml: xml.replace(
            "<t>兹证明{{姓名}}属实。{{填报单位}}</t>".encode(),
            "<r><rPr><b/></rPr><t>兹证明</t></r><r><t>{{姓名}}属实。</t></r>"
            "<r><t>{{填报</t></r><r><t>单位}}</t></r>".encode(),
        ),
    )  # fmt: skip
    form = Form(sheet="认定表", first=0, columns={}, keys={"{{姓名}}": "name"})
    done = fill(data, form, people(1), once=ONCE)
    text = load_workbook(BytesIO(done.data), rich_text=True)["认定表"]["A4"].value
    assert str(text) == "兹证明田0属实。石牌镇人社所"


def test_formulas_that_cells_share_are_right_in_every_row():
    def share(xml):
        xml = xml.replace(b"<f>G5*12</f>", b'<f t="shared" ref="H5:H9" si="0">G5*12</f>')
        for row in range(6, 10):
            xml = xml.replace(f"<f>G{row}*12</f>".encode(), b'<f t="shared" si="0"/>')
        return xml

    data = with_part(county_forms.list_form(), "xl/worksheets/sheet1.xml", share)
    few = parts(filled(data, 2).data)["xl/worksheets/sheet1.xml"]
    assert few.count(b'si="0"') == 5
    sheet = sheet_of(filled(data, 20).data)
    assert [sheet.cell(row, 8).value for row in range(FIRST, FIRST + 20)] == [
        f"=G{row}*12" for row in range(FIRST, FIRST + 20)
    ]


def test_the_order_of_working_out_is_dropped_when_rows_move():
    found = parts(county_forms.list_form()) | {"xl/calcChain.xml": b"<calcChain/>"}
    data = county_forms.zipped(county_forms.with_new_part(found, "calcChain"))
    assert "xl/calcChain.xml" in parts(filled(data, 2).data)
    after = parts(filled(data, 20).data)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


def test_lists_of_newer_programs_hold_for_the_new_rows():
    newer = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.'
        'microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation '
        'type="list"><x14:formula1><xm:f>代码!$A$1:$A$4</xm:f></x14:formula1>'
        "<xm:sqref>I5:I9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    data = with_part(
        county_forms.list_form(picture=False), "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</worksheet>", f"{newer}</worksheet>".encode()),
    )  # fmt: skip
    asked = []
    rows = [{"note": "中专"}] * 20
    done = fill(data, FORM, rows, once={}, fit=lambda *given: asked.append(given))
    assert asked[0] == ("note", "中专", ("小学", "初级中学", "高中", "大专"))
    xml = parts(done.data)["xl/worksheets/sheet1.xml"].decode()
    assert "<xm:sqref>I5:I24</xm:sqref>" in xml
    assert "<xm:f>代码!$A$1:$A$4</xm:f>" in xml


# Refused with a sentence.


def test_a_comment_below_is_not_torn_off():
    data = county_forms.list_form(picture=False)
    book = load_workbook(BytesIO(data))
    book["花名册 表1"]["A11"].comment = Comment("盖章后交", "县局")
    commented = county_forms.saved(book)
    assert filled(commented, BLANK).count == BLANK
    with pytest.raises(Refused, match=r"有批注.*多留几行空行"):
        filled(commented, BLANK + 1)


def test_rows_merged_downwards_are_refused():
    book = load_workbook(BytesIO(county_forms.list_form(picture=False)))
    book["花名册 表1"].merge_cells("B5:B6")
    with pytest.raises(Refused, match="第5行有上下合并"):
        filled(county_forms.saved(book), 2)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(Refused, match="另存为"):
        filled(data, 1)


def test_a_workbook_with_macros_is_refused():
    data = with_part(
        county_forms.list_form(), "[Content_Types].xml",
        lambda xml: xml.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml."
                                b"sheet.main+xml",
                                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    )  # fmt: skip
    with pytest.raises(Refused, match="另存为"):
        filled(data, 1)


def test_a_sheet_that_is_not_there_is_named():
    with pytest.raises(Refused, match="没有“表9”这张表"):
        filled(county_forms.list_form(), 1, Form(sheet="表9", first=2, columns={}, keys={}))


def test_too_many_cards_are_refused():
    form = Form(sheet="认定表", first=0, columns={}, keys={"{{姓名}}": "name"})
    with pytest.raises(Refused, match="最多填300人"):
        fill(county_forms.card(), form, people(301), once={})


@pytest.mark.full
def test_a_filled_form_opens_in_libreoffice(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "filled.xlsx").write_bytes(filled(county_forms.list_form(chart=True), 30).data)
    form = Form(sheet="认定表", first=0, columns={}, keys={"{{姓名}}": "name"}, title="name")
    cards = fill(county_forms.card(), form, people(3), once=ONCE).data
    (tmp_path / "cards.xlsx").write_bytes(cards)
    out = tmp_path / "out"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "xlsx", "--outdir", str(out),
         str(tmp_path / "filled.xlsx"), str(tmp_path / "cards.xlsx")],
        check=True, capture_output=True,
    )  # fmt: skip
    book = load_workbook(out / "filled.xlsx", data_only=True)
    sheet, last = book["花名册 表1"], FIRST + 29
    assert sheet.cell(last, 8).value == 12 * 1029
    assert sheet.cell(last + 1, 7).value == sum(range(1000, 1030))
    assert book["汇总"]["A2"].value == sum(range(1000, 1030))
    assert load_workbook(out / "cards.xlsx").sheetnames == ["认定表", "2 田1", "3 田2"]
