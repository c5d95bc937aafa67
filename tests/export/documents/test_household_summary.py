"""劳动力及农户总表: what each village has, and that it adds up."""

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from desktop.export.documents import DOCUMENTS
from desktop.export.documents.writing import pdf_of, write_sheet
from desktop.export.pdf.page import Paper
from tests.domain import make
from tests.export.documents.occasions import occasion

SUMMARY = DOCUMENTS["household_summary"]


def at_work(**fields):
    return make.member(who=make.person(), spells=(make.spell(**fields),))


def families():
    return [
        make.family(at_work(), make.member("配偶", make.person("1995-02-02", "女"))),
        make.family(at_work(kind="自主创业")),
        make.family(at_work(kind="务农"), village=make.OTHER_VILLAGE),
    ]


def cells(row):
    return {
        (column.group, column.label): column.value(row)
        for column in SUMMARY.table(occasion()).columns
    }


def test_each_village_has_its_row_in_order():
    rows = list(SUMMARY.rows(occasion(), families()))
    assert [row.label for row in rows] == ["坪头村", "桃兴村"]
    first = cells(rows[0])
    assert first["农户（户）", "户数"] == 2
    assert first["劳动力（人）", "合计"] == 3
    assert first["劳动力（人）", "转移就业"] == 1
    assert first["劳动力（人）", "自主创业"] == 1
    assert first["劳动力（人）", "未就业（含不详）"] == 1
    assert cells(rows[1])["劳动力（人）", "农业就业"] == 1


def test_a_village_without_data_is_blank_and_not_zero():
    rows = list(SUMMARY.rows(occasion(), families()[:1]))
    blank = cells(rows[1])
    assert blank["", "所属行政区"] == "桃兴村"
    assert {value for key, value in blank.items() if key[1] != "所属行政区"} == {None}


def test_a_household_of_no_known_unit_is_not_lost():
    rows = list(SUMMARY.rows(occasion(), [make.family(village="v-unknown")]))
    assert rows[-1].label == "v-unknown"
    assert cells(rows[-1])["农户（户）", "户数"] == 1


def test_paper_sums_up_and_defines_every_column():
    data, printed = pdf_of(SUMMARY, occasion(), families(), Paper.A4)
    with pdfium.PdfDocument(data) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    assert printed.rows == 2
    for expected in (
        "龙山县石牌镇劳动力及农户总表",
        "合计",
        "口径说明",
        "填表人：",
        "单位：户、人",
    ):
        assert expected in text
    for number in range(1, 15):
        assert f"{number}. " in text


def test_the_workbook_sums_by_formula(tmp_path):
    path = tmp_path / "总表.xlsx"
    assert write_sheet(path, SUMMARY, occasion(), families()) == 2
    sheet = load_workbook(path).active
    total = next(row for row in sheet.iter_rows() if row[0].value == "合计")
    assert total[1].value == "=SUM(B5:B6)"
    assert load_workbook(path, data_only=True).active.cell(total[0].row, 2).value == 3


def asked(trained=None, job_will=None):
    return make.member(answer=make.answer(trained=trained, job_will=job_will))


def test_what_nobody_was_asked_is_blank_and_what_all_deny_is_zero():
    rows = list(
        SUMMARY.rows(
            occasion(),
            [
                make.family(asked(trained="无", job_will=False)),
                make.family(asked(), village=make.OTHER_VILLAGE),
            ],
        )
    )
    for column in (
        ("", "技能培训"),
        ("", "有转移就（创）业意愿"),
        ("农户（户）", "有就业创业意愿户数"),
    ):
        assert [cells(row)[column] for row in rows] == [0, None], column


def test_a_column_that_nobody_was_asked_has_no_sum(tmp_path):
    path = tmp_path / "总表.xlsx"
    write_sheet(path, SUMMARY, occasion(), families())
    sheet = load_workbook(path, data_only=True).active
    heads = [cell.value for row in sheet.iter_rows(min_row=3, max_row=3) for cell in row]
    total = next(row for row in sheet.iter_rows() if row[0].value == "合计")
    assert not total[heads.index("技能培训")].value


@pytest.mark.parametrize(("paper", "villages"), [(Paper.A4, 21), (Paper.A3, 30)])
def test_the_table_and_its_notes_fit_a_page(paper, villages):
    units = tuple((f"v{number}", f"第{number}村") for number in range(villages))
    some = [make.family(at_work(), village="v0")]
    data, printed = pdf_of(SUMMARY, occasion(units=units), some, paper)
    assert printed.pages == 1
    with pdfium.PdfDocument(data) as document:
        assert "0是有人答过而没有" in document[0].get_textpage().get_text_bounded()
