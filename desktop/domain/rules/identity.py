"""Rules 2, 3, 4, 39: who a person is, as number, birth, sex and name tell it."""

import re
from dataclasses import replace

from desktop.domain.finding import Severity
from desktop.domain.names import name_problems
from desktop.domain.rules.context import Context
from desktop.domain.rules.groups import Occupant, Occupants, people_of
from desktop.domain.rules.registry import Hit, Hits, Scope, at, rule, values
from desktop.domain.rules.view import View

_PLAIN_NAME = re.compile("[\u4e00-\u9fa5]+")


@rule(
    2,
    Severity.ERROR,
    Scope.ID_NUMBER,
    title="身份证号重复",
    advice="核对是不是同一个人：是同一人的合并或办理迁入迁出，不是的改正填错的号码",
)
def id_number_is_unique(key: str, rows: Occupants, context: Context) -> Hits:
    people = people_of(rows)
    if len(people) > 1:
        for person in people:
            yield _shares_number(key, person, [other for other in people if other is not person])


def _shares_number(id_no: str, person: Occupant, others: list[Occupant]) -> Hit:
    neighbours = [other for other in others if other.village == person.village]
    where = "同村" if neighbours else "外村"
    named = "、".join(sorted(other.known_as for other in neighbours or others))
    hit = Hit(
        "person",
        person.person_id,
        "id_no",
        values(id_no, *sorted(other.known_as for other in others)),
        f"{person.name or '未填姓名者'}的身份证号{id_no}与{where}{named}相同",
    )
    return hit if neighbours else replace(hit, severity=Severity.DOUBT)


@rule(
    3,
    Severity.ERROR,
    Scope.PERSON,
    title="出生日期与身份证号不符",
    advice="对照身份证核对，改正出生日期或身份证号",
)
def birth_agrees_with_id_number(view: View, context: Context) -> Hits:
    told, birth = view.id_birth, view.person.birth
    if told is None or birth is None or birth.about:
        return
    if not birth.first_day() <= told <= birth.last_day():
        message = f"{view.who}的出生日期{birth.show()}与身份证号{view.person.id_no}不符"
        yield at(view.person, "birth", values(birth.show(), view.person.id_no), message)


@rule(
    4,
    Severity.ERROR,
    Scope.PERSON,
    title="性别与身份证号不符",
    advice="对照身份证核对，改正性别或身份证号",
)
def sex_agrees_with_id_number(view: View, context: Context) -> Hits:
    person = view.person
    if person.sex in {"男", "女"} and view.id_sex is not None and person.sex != view.id_sex:
        message = (
            f"{view.who}的性别登记为{person.sex}，身份证号{person.id_no}第17位表示{view.id_sex}"
        )
        yield at(person, "sex", values(person.sex, person.id_no), message)


@rule(
    39,
    Severity.DOUBT,
    Scope.PERSON,
    title="姓名写法可疑",
    advice="对照身份证改正；生僻字请用拆字或编码录入，不要用拼音、方框或问号代替",
    always=True,
)
def name_is_written_out(view: View, context: Context) -> Hits:
    name = view.person.name
    if not name or _PLAIN_NAME.fullmatch(name):
        return
    problems = name_problems(name)
    if problems:
        yield at(view.person, "name", name, f"姓名“{name}”{'，'.join(problems)}")
