"""劳动力资源花名册, on paper and as a workbook, read back."""

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from desktop.export.documents import DOCUMENTS
from desktop.export.documents.writing import pdf_of, write_pdf, write_sheet
from desktop.export.pdf.page import Paper
from tests.domain import make
from tests.export.documents.occasions import occasion

ROSTER = DOCUMENTS["labour_roster"]
COLUMNS = [
    "序号",
    "组",
    "户编号",
    "户主",
    "姓名",
    "与户主关系",
    "性别",
    "年龄",
    "身份证号",
    "文化程度",
    "技能",
    "就业状态",
    "务工地点",
    "单位",
    "工种",
    "月收入",
    "联系电话",
    "特殊人群",
    "备注",
]


def families():
    worker = make.member(
        who=make.person(name="向家大", employment_status="转移就业"),
        spells=(make.spell(trade="缝纫工", wage=4800),),
    )
    child = make.member("之子", make.person("2018-01-01", name="向小宝"))
    old = make.member("之父", make.person("1950-01-01", name="向老爹"))
    busy = make.member(
        "之母", make.person("1956-01-01", "女", name="彭大娘"), spells=(make.spell(),)
    )
    broken = make.member(
        who=make.person(name="龙𬮿", id_no=None, unread={"id_no": "43313019900504"})
    )
    return [make.family(worker, child, old, busy), make.family(broken, village=make.OTHER_VILLAGE)]


PEOPLE = families()


@pytest.fixture(params=list(Paper))
def document(request):
    data, printed = pdf_of(ROSTER, occasion(), PEOPLE, request.param)
    with pdfium.PdfDocument(data) as found:
        yield found, printed


def text_of(document):
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_columns_are_those_of_the_form():
    assert [column.label for column in ROSTER.table(occasion()).columns] == COLUMNS


def test_labourers_and_whoever_works_are_listed_and_nobody_else():
    rows = list(ROSTER.rows(occasion(), families()))
    assert [row.member.person.name for row in rows] == ["向家大", "彭大娘", "龙𬮿"]


def test_paper_says_who_where_when_and_by_which_measure(document):
    found, printed = document
    text = text_of(found)
    assert (printed.rows, printed.pages, printed.missing) == (3, 2, ())
    for expected in (
        "龙山县石牌镇劳动力资源花名册",
        "填报单位（盖章）：石牌镇人社所",
        "统计时点：2026年6月30日",
        "向家大",
        "彭大娘",
        "某电子厂",
        "缝纫工",
        "4800",
        "※43313019900504",
        "单位负责人（签字）：",
        "男16–59岁、女16–54岁",
        "带“※”的内容不符合填写要求",
    ):
        assert expected in text


def test_id_numbers_stand_in_one_line(document):
    found, _ = document
    assert PEOPLE[0].members[0].person.id_no in text_of(found)


def test_each_village_begins_a_page_and_has_a_bookmark(document):
    found, _ = document
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in found.get_toc()]
    assert marks == [("坪头村", 0), ("桃兴村", 1)]


def test_the_file_holds_what_memory_holds(tmp_path):
    path = tmp_path / "册.pdf"
    people = families()
    write_pdf(path, ROSTER, occasion(), people, Paper.A4)
    assert path.read_bytes() == pdf_of(ROSTER, occasion(), people, Paper.A4)[0]


def test_the_workbook_has_village_and_group_too_and_id_numbers_as_text(tmp_path):
    path = tmp_path / "册.xlsx"
    people = families()
    assert write_sheet(path, ROSTER, occasion(), people) == 3
    sheet = load_workbook(path).active
    heads = [cell.value for cell in sheet[3]]
    assert heads == ["序号", "村", *COLUMNS[1:]]
    first = dict(zip(heads, [cell.value for cell in sheet[4]], strict=True))
    assert first["村"] == "坪头村"
    assert first["身份证号"] == people[0].members[0].person.id_no
    assert (first["序号"], first["月收入"]) == (1, 4800)


def test_nobody_to_list_is_said(tmp_path):
    data, printed = pdf_of(ROSTER, occasion(), [], Paper.A4)
    assert printed.rows == 0
    with pdfium.PdfDocument(data) as found:
        assert "（无记录）" in text_of(found)
