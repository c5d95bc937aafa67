"""入户核对表 on paper: page and row numbers stand fast, whatever is in a cell."""

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from desktop.domain.check_lists import LETTERS, ROWS
from desktop.domain.entities import STANDARD, Household
from desktop.export.documents.check_book import write_check_book
from desktop.export.documents.check_list import CheckLine, CheckOccasion, table
from desktop.export.documents.check_pages import check_list_pdf
from tests.domain import make

LONG = "某某电子科技股份有限公司第一分厂三号车间装配线二组（临时）" * 3
HOUSE = Household(id="h", household_no="4331301102010012", group_name="1组")


@pytest.fixture
def occasion():
    return CheckOccasion(
        dictionary=STANDARD, book=make.book(), area="龙山县石牌镇坪头村", survey="上半年摸底",
        day=make.DAY, pages=7, mark_of=lambda page: f"32{page}",
    )  # fmt: skip


def line(row, member=None, page=3, group="1组", note="", begins=False):
    return CheckLine(page=page, row=row, group=group, household=HOUSE, member=member, note=note,
                     begins=begins, day=make.DAY)  # fmt: skip


def worker(**fields):
    return make.member(who=make.person("1990-05-04", name="向家大"), spells=(make.spell(**fields),),
                       answer=make.answer(present="在家", job_will=True))  # fmt: skip


def cells(occasion, shown):
    return {column.label: column.value(shown) for column in table(occasion).columns}


def test_a_line_tells_the_last_answers_under_the_letters_they_are_keyed_by(occasion):
    told = cells(occasion, line(4, worker(employer="某电子厂", wage=4800), begins=True))
    assert told["户"] == "0012"
    assert (told["A姓名"], told["性别年龄"], told["K务工地点"]) == ("向家大", "男36", "广东")
    assert (told["L单位"], told["N月收入"]) == ("某电子厂", "4800")
    assert (told["J在家外出"], told["P就业意愿"]) == ("在家", "是")
    assert {told["无变化"], told["栏"], told["改为"]} == {""}
    letters = {label[0] for label in told if label[0].isascii()}
    assert letters == {letter for letter, _ in LETTERS} - {"R"}


def test_a_sheet_that_is_lost_tells_no_id_number(occasion):
    member = worker()
    told = cells(occasion, line(1, member))
    assert told["C证件后四位"] == member.person.id_no[-4:]
    assert not any(member.person.id_no in str(value) for value in told.values())
    broken = make.member(who=make.person(id_no=None, unread={"id_no": "4.33E+17"}))
    assert cells(occasion, line(1, broken))["C证件后四位"] == "有误"


def test_nothing_but_the_number_stands_on_a_blank_line(occasion):
    told = cells(occasion, line(6))
    assert told.pop("行") == 6
    assert set(told.values()) == {""}
    assert cells(occasion, line(6, worker(), note="死亡"))["A姓名"] == "向家大（死亡）"


def row_heights(data, page):
    """Where the row numbers 1 to n stand on a page."""
    with pdfium.PdfDocument(data) as found:
        text = found[page].get_textpage()
        rects = [text.get_rect(at) for at in range(text.count_rects())]
        said = [(text.get_text_bounded(*rect).strip(), rect) for rect in rects]
    left = min(rect[0] for word, rect in said if word == "1")
    return {int(word): round((rect[1] + rect[3]) / 2, 1) for word, rect in said
            if word.isdecimal() and rect[0] < left + 8}  # fmt: skip


def test_a_long_text_moves_no_line(occasion):
    plain = [line(at, worker()) for at in range(1, ROWS + 1)]
    crowded = [line(at, worker(employer=LONG, work_place=LONG)) for at in range(1, ROWS + 1)]
    found = [row_heights(check_list_pdf(occasion, lines)[0], 0) for lines in (plain, crowded)]
    assert found[0] == found[1]
    assert sorted(found[0]) == list(range(1, ROWS + 1))


def test_every_page_says_which_it_is(occasion):
    lines = [line(1, worker(), page=3), line(1, worker(), page=5, group="2组")]
    data, printed = check_list_pdf(occasion, lines)
    assert (printed.pages, printed.rows, printed.missing) == (2, 2, ())
    with pdfium.PdfDocument(data) as found:
        texts = [page.get_textpage().get_text_bounded() for page in found]
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in found.get_toc()]
        width, height = found[0].get_size()
    assert width > height
    for text, number, group in zip(texts, ("3", "5"), ("1组", "2组"), strict=True):
        for expected in (f"第 {number} 页", "共 7 页", "坪头村", group, "上半年摸底", "调查员"):
            assert expected in text
    assert marks == [("1组", 0), ("2组", 1)]


def test_the_workbook_has_page_and_row(occasion, tmp_path):
    path = tmp_path / "核对表.xlsx"
    assert write_check_book(path, occasion, [line(1, worker()), line(2)]) == 2
    sheet = load_workbook(path).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in found if row[0] == "组" or row[1] == "页")
    assert {"组", "页", "行", "A姓名"} <= set(heads)
    assert any(row[:3] == ["1组", 3, 2] for row in found)
