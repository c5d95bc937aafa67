"""Households that documents are tried on: ordinary, one person, a thousand, and nasty ones."""

from desktop.domain.entities import Presence
from desktop.domain.finding import Finding, Severity
from tests.domain import make

LONG_NAME = "阿卜杜热西提·买买提依明·吐尔逊江"
RARE_NAME = "龙\U00020bb7\U0002a700\U0002b740\U0002b820\U0002ceb0\U00030000\U00031350\ue4f2"
LONG_ADDRESS = (
    "湖南省湘西土家族苗族自治州龙山县石牌镇坪头村第十二村民小组易地扶贫搬迁集中安置点三栋二单元"
)
LONG_ADDRESS += "十八楼一百零八号房（原下坪头组老屋场旁）"
LONG_EMPLOYER = "某某电子科技（东莞）股份有限公司第一分厂三号车间装配线二组（临时用工）"
TAGS = ("脱贫户", "监测对象", "就业困难-大龄", "就业困难-残疾", "低保")


def everywhere(name, at=0, **fields):
    """A man whom every roster of people at work lists."""
    return make.member(
        who=make.person(name=name, employment_status="转移就业", ethnic="土家族", **fields),
        spells=(
            make.spell(region_class="省外", kind="公益岗", special="公益岗-特设", trade="保洁员",
                       industry="住宿和餐饮业", export_mode="政府组织", contract="劳动合同"),
        ),
        tags=tuple(make.tag(tag, start=make.day("2024-01"), source="石牌镇人社所")
                   for tag in TAGS[: 3 + at % 3]),
        answer=make.answer(present="外出半年以上", measures=("推荐岗位",)),
        presence=Presence(id=f"presence-{name}-{at}", season="2026春节", state="已返岗",
                          on=make.day("2026-02-20"), needs_bus=True),
    )  # fmt: skip


def jobless(name, **fields):
    """A woman who wants work and has none."""
    return make.member(
        "配偶",
        make.person("1995-02-02", "女", name=name, employment_status="暂未就业", **fields),
        answer=make.answer(unemployed_reason=("照顾家庭", "无技能"), job_will=True,
                           will_area="本县", will_trade=("保洁员", "收银员"), expected_wage=3000,
                           train_will=("育婴员",)),
    )  # fmt: skip


def ordinary():
    """Three households in two villages, a child among them."""
    yield make.family(
        everywhere("向家大"),
        jobless("彭小妹"),
        make.member("之子", make.person("2016-03-01", name="向小宝")),
        group_name="1组",
        address="龙山县石牌镇坪头村1组",
        phone="0743-6212345",
    )
    yield make.family(everywhere("田大山", 2), group_name="2组")
    yield make.family(jobless("李四妹"), village=make.OTHER_VILLAGE, group_name="1组")


def alone():
    """One household of one man."""
    return [make.family(everywhere("向家大"), group_name="1组")]


def thousand():
    """A thousand people, two in a household, in two villages."""
    for number in range(500):
        village = make.VILLAGE if number < 250 else make.OTHER_VILLAGE
        yield make.family(everywhere(f"向{number}", number), jobless(f"彭{number}"),
                          village=village, group_name=f"{number % 9 + 1}组")  # fmt: skip


def nasty():
    """Long and rare names, long places, and nothing known at all."""
    yield make.family(
        make.member(
            who=make.person(name=LONG_NAME, remark=LONG_ADDRESS * 4, hukou_address=LONG_ADDRESS,
                            skill_text=LONG_EMPLOYER, ethnic="维吾尔族", id_no=None,
                            unread={"id_no": "4.33E+17 三十二位数的号码看不清"}),
            spells=tuple(
                make.spell(region_class="省外", employer=LONG_EMPLOYER, work_place=LONG_ADDRESS,
                           kind="公益岗", trade="电子产品装配工（含贴片、焊接、检验）", wage=123456,
                           industry="计算机、通信和其他电子设备制造业", start=make.day(start))
                for start in ("2019-01-31", "2024-02-29")
            ),
            tags=tuple(make.tag(tag, source=LONG_EMPLOYER, end_reason=None) for tag in TAGS),
            answer=make.answer(unemployed_reason=("照顾家庭", "健康原因", "年龄大", "其他"),
                               train_will=("家政服务员", "育婴员"), measures=(LONG_EMPLOYER,)),
        ),
        jobless(RARE_NAME),
        jobless(LONG_NAME),
        household_no="4331301102010012345678901234567890",
        address=LONG_ADDRESS,
        group_name="第十二村民小组（下坪头）",
    )  # fmt: skip
    bare = make.member(None, make.person("1990", name=None, id_no=None, sex=None,
                                         phone=None, education=None, health=None,
                                         employment_status="转移就业"),
                       spells=(make.spell(employer=None, work_place=None, start=None, wage=None,
                                          region_class="省外"),),
                       tags=(make.tag("就业困难人员"), make.tag("脱贫户")))  # fmt: skip
    yield make.family(bare, household_no=None, village=None)
    yield make.family(everywhere(RARE_NAME, 3), group_name=None)


def findings_of(family):
    """An error and a doubt of every household."""
    person = family.members[0].person
    common = {"household": family.household.id, "rule": 3}
    yield Finding(severity=Severity.ERROR, entity="person", record=person.id, field="id_no",
                  value=person.unread.get("id_no", "43313019900504"), advice="请核对户口簿后更正",
                  message=f"{person.name or '未填姓名者'}的身份证号应为18位", **common)  # fmt: skip
    yield Finding(severity=Severity.DOUBT, entity="household", record=family.household.id,
                  field="address", value=family.household.address or "", advice="请核对",
                  message="住址与其他6户相同", **common)  # fmt: skip
