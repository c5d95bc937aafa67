"""Every column that domain.md §1 names has a target, or stands here with why it has none."""

import pytest

from desktop.domain.entities import STANDARD
from desktop.intake.matching import HeadingIndex
from desktop.intake.targets import TAG_FLAGS
from tests.intake.tables import read, workbook

INDEX = HeadingIndex(STANDARD)
VISIT = "a visit is begun and ended in the round, not by a list"
CLASS = "told by the roster of a training class"
MONEY = "subsidies are told by their own lists"

LABOUR_SURVEY = {
    "户编号": "household.household_no",
    "户别": "household.kind",
    "居住人口数": "household.member_count_declared",
    "居住人口数(男/女)": "household.member_count_declared",
    "外出不满半年人口数": "household.away_short_count",
    "住房来源": "household.house_type",
    "与户主关系": "membership.relation",
    "性别": "person.sex",
    "出生年月": "person.birth",
    "户口登记地": "person.hukou_area",
    "受教育程度": "person.education",
    "婚姻": "person.marital",
    "土地承包权": "person.land_contract",
}
AWAY_2004 = {
    "姓名": "person.name",
    "民族": "person.ethnic",
    "户口性质": "person.hukou_nature",
    "现住地": "person.live_area",
    "外出方式": "employment_spell.export_mode",
    "是否经过培训": "survey_answer.trained",
    "务工累计时间": "employment_spell.months_in_year",
    "务工总收入": "employment_spell.income_total",
    "主要行业和职业": "employment_spell.trade",
}
MONITORING = {
    "省": "column.province",
    "市": "column.city",
    "县": "column.county",
    "乡": "column.township",
    "村": "household.village",
    "人口编号": "column.person_no",
    "出生日期": "person.birth",
    "证件类型": "person.id_type",
    "证件号码": "person.id_no",
    "户联系电话": "household.phone",
    "成员联系电话": "person.phone",
    "文化程度": "person.education",
    "在校生状况": "person.in_school",
    "劳动技能": "person.labour_ability",
    "务工时间（月）": "employment_spell.months_in_year",
    "健康状况": "person.health",
    "政治面貌": "person.political",
    "务工企业名称": "employment_spell.employer",
    "是否享受低保": "column.tag.低保",
    "参加城镇职工基本养老保险": "person.pension_worker",
    "大病保险": "person.serious_illness_insured",
    "城乡居民基本医保": "person.medical_resident",
    "城乡居民养老保险": "person.pension_resident",
    "失学或辍学原因": "person.dropout_reason",
    "是否会讲普通话": "person.mandarin",
    "商业补充医疗": "person.commercial_medical",
    "是否国外务工": "employment_spell.abroad",
    "产业分类": "employment_spell.industry",
    "公益性岗位类型": "employment_spell.special",
    "公益性岗位(月数)": "employment_spell.welfare_months",
    "就业渠道": "employment_spell.export_mode",
    "残疾类别": "person.disability_type",
    "务工所在地": "employment_spell.work_place",
    "务工所在省": "column.work_province",
    "务工所在市": "column.work_city",
    "务工所在县": "column.work_county",
    "户主姓名": "column.head_name",
    "户主证件号码": "column.head_id_no",
    "是否特困供养人员": "column.tag.特困",
    "残疾证办证年度": "person.disability_issued",
    "识别标准": "tag.standard",
    "户类型": "column.household_type",
    "监测对象类别": "tag.kind",
    "识别监测时间": "tag.start",
    "风险是否已消除": "tag.risk_cleared",
    "是否已务工": "column.is_working",
    "是否计划务工": "survey_answer.planned_away",
    "就业服务需求": "survey_answer.service_need",
    "所属行业": "employment_spell.industry",
    "开始时间": "employment_spell.start",
}
SHAANXI = {
    "认定年度": "tag.start",
    "身份证号": "person.id_no",
    "电话": "person.phone",
    "详细住址": "household.address",
    "易地搬迁": "household.is_relocated",
    "安置点名称": "household.settlement_name",
    "残疾": "column.tag.残疾",
    "脱贫状态": "column.left_poverty",
    "备注": "person.remark",
    "身份证": "person.id_no",
    "就创业状态": "person.employment_status",
    "就业创业意愿": "survey_answer.job_will",
    "劳动能力": "person.labour_ability",
    "培训教育状态": "survey_answer.trained",
    "培训教育意愿": "survey_answer.train_will",
    "是否残疾人": "column.tag.残疾",
    "上学状态": "person.in_school",
    "就业地域": "employment_spell.region_class",
    "就业类型": "employment_spell.kind",
    "上年农业人均纯收入": "household.farm_income",
    "就业单位": "employment_spell.employer",
    "单位性质": "employment_spell.employer_nature",
    "岗位工种": "employment_spell.trade",
    "特色就业": "employment_spell.special",
    "起始日期": "employment_spell.start",
    "终止日期": "employment_spell.end",
    "就业地址": "employment_spell.work_place",
}
YILIANG = {
    "劳动力情况": "person.labour_ability",
    "就学情况": "person.in_school",
    "就学情况/学校": "person.school",
    "就学情况/年级": "person.grade",
    "参加过何种培训": "survey_answer.trained",
    "已就业/外出务工/务工地点": "employment_spell.work_place",
    "已就业/外出务工/企业名称": "employment_spell.employer",
    "已就业/外出务工/岗位名称": "employment_spell.trade",
    "已就业/外出务工/务工时间": "employment_spell.start",
    "已就业/外出务工/月工资收入": "employment_spell.wage",
    "已就业/自主创业/项目": "employment_spell.business_name",
    "已就业/自主创业/地点": "employment_spell.work_place",
    "已就业/自主创业/时间": "employment_spell.start",
    "已就业/自主创业/月收入": "employment_spell.wage",
    "未就业/就业意愿/务工去向": "survey_answer.will_area",
    "未就业/就业意愿/公益性岗位": "column.wants_welfare_post",
    "未就业/就业意愿/自主创业": "survey_answer.startup_will",
    "未就业/无法外出原因": "survey_answer.unemployed_reason",
    "培训需求": "survey_answer.train_will",
    "耕地": "household.land_mu",
    "林地": "household.forest_mu",
}
MOBILE_FORM = {
    "户籍地址码": "person.hukou_area",
    "常住地址码": "person.live_area",
    "户主身份证": "column.head_id_no",
    "户籍性质": "person.hukou_nature",
    "是否13-15周岁": "column.age",
    "就读院校": "person.school",
    "技能资格": "person.skill_text",
    "专业技术资格": "person.tech_title",
    "建档立卡": "column.tag.脱贫户",
    "已脱贫": "column.left_poverty",
    "失地农民": "column.tag.失地农民",
    "就业（转移）状态": "person.employment_status",
    "转移就业/方式": "employment_spell.export_mode",
    "是否有组织劳务输出": "column.organised",
    "从事行业": "employment_spell.industry",
    "转移就业/地点": "employment_spell.work_place",
    "转移就业/时间": "employment_spell.start",
    "单位名称": "employment_spell.employer",
    "月收入档": "employment_spell.wage_band",
    "项目名称": "employment_spell.business_name",
    "自主创业/地址": "employment_spell.work_place",
    "自主创业/时间": "employment_spell.start",
    "自主创业/行业": "employment_spell.industry",
    "单位类型": "employment_spell.business_kind",
    "投资额(万元)": "employment_spell.invested_yuan",
    "带动就业人数": "employment_spell.jobs_created",
    "带动贫困劳动力人数": "employment_spell.jobs_created_poor",
    "未就业原因": "survey_answer.unemployed_reason",
    "返乡时间": "survey_answer.returned_on",
    "是否有就业意向": "survey_answer.job_will",
    "是否曾培训": "survey_answer.trained",
    "培训意向": "survey_answer.train_will",
    "技术等级": "person.skill_level",
    "希望培训时间": "survey_answer.train_time",
    "希望培训天数": "survey_answer.train_days",
}
KNOWN = {
    **LABOUR_SURVEY, **AWAY_2004, **MONITORING, **SHAANXI, **YILIANG, **MOBILE_FORM
}  # fmt: skip
LEFT_OUT = {
    "调查前一周是否工作1小时": "farm work counts there, and is no 转移就业 here",
    "申报人(签字)": VISIT,
    "调查员(签字)": VISIT,
    "采集日期": VISIT,
    "采集人": VISIT,
    "采集人区域": VISIT,
    "填报日期": "the sheet's own date is read from around its table",
    "年度": "the year of the export, which its date tells",
    "就业见习补贴": MONEY,
    "求职补贴": MONEY,
    "转移就业交通补贴": MONEY,
    "生活和交通补贴": MONEY,
    "培训类型": CLASS,
    "培训工种": CLASS,
    "培训单位": CLASS,
    "培训地址": CLASS,
    "起止日期": CLASS,
    "实际培训天数": CLASS,
    "就学情况/在校": "是 or 否 does not tell which of the 25 school states it is",
    "已转非农": "all are 居民户口 since 2020; 户口性质 tells it",
    "人口资源分类": "its list of values is not published",
    "参保情况": "one text for what six yes/no fields hold",
}


def stack(heading):
    # 男/女 in brackets is no group of headings.
    return tuple(heading.split("/")) if "(" not in heading else (heading,)


@pytest.mark.parametrize("heading", KNOWN)
def test_a_column_of_the_forms_in_the_field_has_its_target(heading):
    hit = INDEX.find(stack(heading))
    assert hit is not None
    assert hit.target == KNOWN[heading]


@pytest.mark.parametrize("heading", LEFT_OUT)
def test_a_column_that_is_left_out_is_named_among_the_ignored(heading, tmp_path):
    sheet = read(tmp_path, workbook(["姓名", "身份证号", stack(heading)[-1]],
                                    ["张伟", "433130197002030039", "甲"]))  # fmt: skip
    assert INDEX.find(stack(heading)) is None
    assert sheet.ignored == (stack(heading)[-1],)


def test_the_targets_of_the_forms_are_declared():
    for target in KNOWN.values():
        entity, _, _ = target.partition(".")
        assert entity == "column" or STANDARD.field(target).path == target


def test_a_heading_of_what_no_row_can_tell_is_not_understood():
    """Else its cells would be taken in and put nowhere."""
    for heading in ("调查员", "返乡返岗状态", "入户结果", "轮次名称"):
        assert INDEX.find((heading,)) is None


def test_every_tag_column_is_known_by_all_its_names():
    for flag in TAG_FLAGS:
        for name in (flag.label, *flag.aliases):
            hit = INDEX.find((name,))
            assert hit is not None
            assert hit.target == flag.target


def test_amounts_under_a_heading_in_ten_thousands_are_scaled(tmp_path):
    sheet = read(tmp_path, workbook(["姓名", "身份证号", "投资额(万元)", "月收入(元)"],
                                    ["张伟", "433130197002030039", 5, 3000],
                                    ["李强", "433130197002030055", "2.5", "3000"],
                                    ["王五", "433130197002030071", "不详", "0.3万"]))  # fmt: skip
    seen = [row.text("employment_spell.invested_yuan") for row in sheet.rows]
    assert seen == ["5万", "2.5万", "不详"]
    assert [row.text("employment_spell.wage") for row in sheet.rows] == ["3000", "3000", "0.3万"]
