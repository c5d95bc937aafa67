"""套表: which cells mean what, whom it is filled for, and that it is kept for the next time."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from desktop.domain.errors import Refused
from desktop.domain.form_plan import FormColumn, from_plain, to_plain
from desktop.domain.id_styles import IdStyle
from desktop.services import catalogue, form_filling, form_plans, kept_forms
from tests.export import county_forms
from tests.services import hamlet


@pytest.fixture
def people(township):
    return hamlet.settle(township)


@pytest.fixture
def county(tmp_path):
    """A county's list in a file."""
    file = tmp_path / "县局.xlsx"
    file.write_bytes(county_forms.list_form())
    return file


def rows_of(file, sheet, first, last=None):
    found = load_workbook(file)[sheet]
    return [[cell.value for cell in row] for row in found.iter_rows(first, last or first)]


def test_headings_are_understood_by_the_aliases_of_the_dictionary(township, county):
    plan = form_plans.propose(township, county.read_bytes(), county.name)
    assert (plan.sheet, plan.first) == ("花名册 表1", county_forms.FIRST)
    assert {one.heading: one.path for one in plan.columns} == {
        "序号": "line.number",
        "姓名": "person.name",
        "性别": "person.sex",
        "公民身份号码": "person.id_no",
        "出生日期": "person.birth",
        "学历": "person.education",
        "月收入": "employment_spell.wage",
        "年收入": "",
        "备注": "person.remark",
    }
    assert form_plans.unknown(plan) == ["年收入"]
    assert {one.name: one.path for one in plan.markers} == {
        "填报单位": "form.填报单位", "填报日期": "form.填报日期",
    }  # fmt: skip


def test_a_list_is_filled_in_the_words_of_its_drop_downs(township, county, people, tmp_path):
    out = tmp_path / "填好.xlsx"
    done = form_filling.fill(township, template=str(county), file=out)
    assert (done.count, done.unknown) == (4, ("年收入",))
    first, second = rows_of(out, "花名册 表1", 5, 6)
    assert first[:4] == [1, "田大山", "男性", people["田大山"].id_no]
    assert (first[4].date().isoformat(), first[5], first[6]) == ("1975-03-02", "初级中学", 5200)
    assert second[2] == "女性"
    assert rows_of(out, "花名册 表1", 2)[0][0] == "2026年农村劳动力情况表（石牌镇人社所）"
    assert rows_of(out, "汇总", 3)[0][0] == "报送：石牌镇人社所 2026年6月30日"
    assert done.unfit == ()
    (last,) = township.ledger.data.rows("SELECT verb, label FROM act ORDER BY pos DESC LIMIT 1")
    assert tuple(last) == ("form.fill", "套表县局（4人）")


def test_what_fits_no_drop_down_is_written_and_told(township, county, people, tmp_path):
    with township.ledger.act("test", "改") as writer:
        writer.update(people["王独户"], {"education": "研究生"})
    out = tmp_path / "填好.xlsx"
    done = form_filling.fill(township, template=str(county), file=out)
    (told,) = done.unfit
    assert told.startswith("“学历”的“研究生”不在模板的下拉选项里（第8行）")
    assert rows_of(out, "花名册 表1", 8)[0][5] == "研究生"


def test_a_village_a_filter_and_a_style_are_kept_to(township, county, people, tmp_path):
    village = township.ledger.book.places.villages(township.ledger.fact("area"))[5].name
    out = tmp_path / "填好.xlsx"
    texts = {"template": str(county), "file": str(out), "village": village, "id_style": "LAST"}
    assert catalogue.call(township, "form.fill", texts).count == 1
    assert rows_of(out, "花名册 表1", 5)[0][3] == people["王独户"].id_no[-4:]
    with pytest.raises(Refused, match="没有符合条件的人"):
        form_filling.fill(township, template=str(county), file=out, chosen="无身份证号")
    with pytest.raises(Refused, match="证件号写法"):
        form_filling.fill(township, template=str(county), file=out, id_style="花体")


def test_markers_in_one_row_make_a_list_and_in_several_a_sheet_each(township, people, tmp_path):
    plan = form_plans.propose(township, county_forms.marked_row(), "名单.xlsx")
    assert (plan.first, plan.is_card) == (2, False)
    assert {one.name: one.path for one in plan.markers} == {
        "序号": "line.number", "姓名": "person.name", "性别": "person.sex",
        "备注": "person.remark", "人数": "form.人数",
    }  # fmt: skip
    (tmp_path / "名单.xlsx").write_bytes(county_forms.marked_row())
    out = tmp_path / "填好.xlsx"
    form_filling.fill(township, template=str(tmp_path / "名单.xlsx"), file=out)
    assert rows_of(out, "名单", 3)[0][:2] == [2, "向小花（女）"]
    assert rows_of(out, "名单", 6)[0][0] == "共 4 人"
    (tmp_path / "认定表.xlsx").write_bytes(county_forms.card())
    form_filling.fill(township, template=str(tmp_path / "认定表.xlsx"), file=out)
    assert load_workbook(out).sheetnames == ["认定表", "2 向小花", "3 彭老三", "4 王独户"]


def test_a_form_is_kept_with_its_corrections_for_the_next_time(township, county, people, tmp_path):
    data = county.read_bytes()
    plan = form_plans.propose(township, data, county.name)
    mended = [
        FormColumn(one.number, one.heading, "household.head") if one.heading == "备注" else one
        for one in plan.columns
    ]
    plan = from_plain(to_plain(plan) | {
        "columns": [[one.number, one.heading, one.path] for one in mended],
        "id_style": IdStyle.ENDS.name,
    })  # fmt: skip
    kept_forms.keep(township, name="县局月报", file=county.name, data=data, plan=plan)
    county.unlink()
    (known,) = kept_forms.kept(township)
    assert (known.name, known.file, known.plan) == ("县局月报", "县局.xlsx", plan)
    out = tmp_path / "填好.xlsx"
    form_filling.fill(township, template="县局月报", file=out)
    row = rows_of(out, "花名册 表1", 6)[0]
    assert row[8] == "田大山"
    assert "********" in row[3]
    kept_forms.forget(township, name="县局月报")
    assert kept_forms.kept(township) == []
    with pytest.raises(Refused, match="没有“县局月报”"):
        kept_forms.forget(township, name="县局月报")


def test_what_is_no_form_is_refused_with_a_sentence(township, tmp_path):
    memory = BytesIO()
    book = Workbook()
    book.active["A1"] = "通知"
    book.save(memory)
    with pytest.raises(Refused, match=r"没有认出表头.*\{\{姓名\}\}"):
        form_plans.propose(township, memory.getvalue(), "通知.xlsx")
    with pytest.raises(Refused, match="名字"):
        kept_forms.keep(township, name=" ", file="", data=b"", plan=None)


def test_the_first_row_is_the_first_empty_one_under_the_header(township):
    book = Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "联系电话"])
    sheet.append(["甲", "乙", "丙"])
    sheet.append(["（示例）张三", "430000", "138"])
    assert form_plans.propose(township, county_forms.saved(book), "表.xlsx").first == 4
    plan = form_plans.propose(township, county_forms.saved(book), "表.xlsx", "Sheet")
    assert plan.first == 4


def test_nothing_is_left_where_the_office_cannot_log(township, county, people, tmp_path):
    out = tmp_path / "没有这个文件夹" / "填好.xlsx"
    with pytest.raises(Exception, match="文件夹不存在"):
        form_filling.fill(township, template=str(county), file=out)
    with pytest.raises(Refused, match=r"以 \.xlsx 结尾"):
        form_filling.fill(township, template=str(county), file=tmp_path / "填好.pdf")
