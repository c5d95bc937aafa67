"""What the columns of other people's sheets become in the ledger."""

import csv
from datetime import date

import pytest

from desktop.domain.entities import (
    EmploymentSpell,
    ExternalId,
    Household,
    Person,
    SurveyAnswer,
    Tag,
)
from desktop.domain.partial_date import PartialDate
from desktop.services import imports, rounds
from tests.domain import make

NUMBER = make.id_no("1970-02-03", "男", 3)
BASE = {"村": "桃兴村", "户编号": "4331301102100001", "姓名": "张伟", "与户主关系": "户主",
        "身份证号码": NUMBER}  # fmt: skip


@pytest.fixture
def take(township, tmp_path):
    rounds.add(township, name="二季度", reference_date=date(2026, 6, 30))

    def taken(*rows):
        path = tmp_path / "名单.csv"
        head = list(dict.fromkeys([*BASE, *(name for row in rows for name in row)]))
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = [[(BASE | row).get(name, "") for name in head] for row in rows]
            csv.writer(file).writerows([head, *lines])
        return imports.take_in_more(township, file=path, round_name="二季度")

    return taken


def one(session, cls):
    (found,) = session.ledger.where(cls)
    return found


def tags(session):
    return {
        (tag.tag or dict(tag.unread).get("tag"), "户" if tag.household else "人")
        for tag in session.ledger.where(Tag)
    }


@pytest.mark.parametrize("yes", ["是", "√", "有", "1", "Y"])
def test_a_yes_gives_the_tag_of_its_column(township, take, yes):
    take({"是否享受低保": yes, "是否特困供养人员": "否", "建档立卡": yes, "已脱贫": "否",
          "失地农民": yes, "易地搬迁": yes, "是否残疾人": "无"})  # fmt: skip
    assert tags(township) == {("低保", "人"), ("脱贫户", "户"), ("失地农民", "人"),
                              ("易地搬迁", "户")}  # fmt: skip
    assert one(township, Household).is_relocated is True


def test_the_word_itself_gives_the_tag_and_an_unknown_word_is_kept(township, take):
    take({"脱贫状态": "已脱贫", "残疾": "持证残疾人", "是否享受低保": "待查"})
    assert tags(township) == {("脱贫户", "户"), ("残疾", "人"), ("低保：待查", "人")}


def test_the_same_again_gives_no_tag_twice(township, take):
    row = {"是否享受低保": "是", "特殊标识": "退役军人、孤儿", "监测对象类别": "边缘易致贫户",
           "识别监测时间": "2024-05-01", "人口编号": "0012345"}  # fmt: skip
    take(row)
    before = tags(township)
    report = take(row)
    assert (report.unchanged, report.batch) == (1, "")
    assert tags(township) == before


def test_a_cell_of_several_tags_gives_each_and_loses_none(township, take):
    take({"特殊人群": "低保、退役军人，孤儿"})
    assert tags(township) == {("低保", "人"), ("退役军人", "人"), ("孤儿", "人")}


def test_a_no_takes_no_tag_away_but_is_told(township, take):
    take({"是否享受低保": "是"})
    report = take({"是否享受低保": "否"})
    assert tags(township) == {("低保", "人")}
    (told,) = [remark for remark in report.findings if "没有改" in remark.message]
    assert (told.line, told.value) == (2, "低保")


def test_what_is_said_of_a_monitored_household_stands_with_its_tag(township, take):
    take({"监测对象类别": "边缘易致贫户", "识别监测时间": "2024-05-01", "风险是否已消除": "否",
          "识别标准": "省定标准"})  # fmt: skip
    tag = one(township, Tag)
    assert (tag.tag, tag.kind, tag.standard) == ("监测对象", "边缘易致贫户", "省定标准")
    assert (tag.start, tag.risk_cleared) == (PartialDate(2024, 5, 1), False)
    take({"监测对象类别": "边缘易致贫户", "风险是否已消除": "是"})
    assert one(township, Tag).risk_cleared is True


def test_a_kind_of_monitoring_that_cannot_be_read_is_kept_as_seen(township, take):
    take({"监测对象类别": "说不清"})
    tag = one(township, Tag)
    assert (tag.tag, tag.kind, dict(tag.unread)) == ("监测对象", None, {"kind": "说不清"})


def test_what_is_said_of_no_tag_is_told(township, take):
    report = take({"认定日期": "2024-05-01"})
    (told,) = [remark for remark in report.findings if "没有导入" in remark.message]
    assert (told.column, told.value) == ("认定日期", "2024-05-01")


def test_numbers_of_other_systems_are_kept_beside_the_person_and_the_household(township, take):
    wife = {"姓名": "李梅", "与户主关系": "配偶", "人口编号": "002", "个人编号": "430000002",
            "身份证号码": make.id_no("1972-05-06", "女", 2)}  # fmt: skip
    for _ in range(2):
        take({"人口编号": "001", "个人编号": "430000001"}, wife)
    kept = {
        (entry.system, entry.kind, entry.value): entry.subject
        for entry in township.ledger.where(ExternalId)
    }
    assert set(kept) == {
        ("防返贫系统", "户编号", BASE["户编号"]),
        ("防返贫系统", "人口编号", "001"),
        ("防返贫系统", "人口编号", "002"),
        ("金保系统", "个人编号", "430000001"),
        ("金保系统", "个人编号", "430000002"),
    }
    assert len(list(township.ledger.where(ExternalId))) == len(kept)
    assert kept["防返贫系统", "户编号", BASE["户编号"]] == one(township, Household).id


def test_the_columns_of_a_work_place_make_one(township, take):
    take({"务工所在省": "广东省", "务工所在市": "深圳市", "务工所在县": "龙华区"})
    spell = one(township, EmploymentSpell)
    assert (spell.work_place, spell.region_class) == ("广东省深圳市龙华区", "省外")
    places = township.ledger.book.places
    assert places.get(spell.work_area).name == "龙华区"


def test_the_place_in_words_is_looked_for_inside_the_columns(township, take):
    take({"务工所在省": "广东省", "务工所在市": "深圳市", "务工所在地": "某街道某厂"})
    spell = one(township, EmploymentSpell)
    assert (spell.work_place, spell.region_class) == ("某街道某厂", "省外")


def test_plain_columns_stand_in_their_fields(township, take):
    take({"务工总收入": "6万", "上年农业人均纯收入": "8000", "专业技术资格": "助理农艺师",
          "务工单位": "比亚迪", "是否有组织劳务输出": "是", "是否愿意从事公益性岗位": "√",
          "户籍地址码": "433130110210"})  # fmt: skip
    spell, person = one(township, EmploymentSpell), one(township, Person)
    assert (spell.income_total, spell.export_mode) == (60000, "政府组织")
    assert one(township, Household).farm_income == 8000
    assert person.tech_title == "助理农艺师"
    assert township.ledger.book.places.get(person.hukou_area).name == "桃兴村"
    assert one(township, SurveyAnswer).will_kind == ("公益岗",)


def test_columns_that_are_not_taken_are_named(township, take):
    report = take({"采集人": "田村", "年度": "2026", "文化程度": "初中"})
    assert report.ignored_columns == ("采集人", "年度")
