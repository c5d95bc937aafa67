"""Rules 15, 26, 28, 29: disability, insurance, and the groups a person or household is in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain.entities import CodeItem, Person, Tag
from desktop.domain.facts import tag_holds
from desktop.domain.finding import Severity
from desktop.domain.id_number import disability_part
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hit, Hits, Scope, at, rule, values
from desktop.domain.rules.view import House, View

_DISABLED = "残疾"
_POOR, _DESTITUTE = "低保", "特困"
_MONITORED = "监测对象"


@rule(
    15,
    Severity.DOUBT,
    Scope.PERSON,
    title="残疾没有残疾证号",
    advice="补填残疾证号；没有办证的确认即可，不算持证残疾人",
)
def the_disabled_have_a_card(view: View, context: Context) -> Hits:
    person = view.person
    if person.disability_no or "disability_no" in person.unread:
        return
    tag = next((tag for tag in view.member.tags if tag.tag == _DISABLED), None)
    tagged = tag is not None and not tag.cert_no and tag_holds(tag, context.day)
    if tagged or (person.health == _DISABLED and tag is None):
        message = f"{view.who}登记为残疾，没有填残疾证号"
        yield at(person, "disability_no", _DISABLED, message)


@rule(
    15,
    Severity.DOUBT,
    Scope.PERSON,
    title="残疾证与其他内容不符",
    advice="对照残疾证核对证号、健康状况、残疾类别和等级",
)
def card_agrees_with_the_rest(view: View, context: Context) -> Hits:
    if view.person.disability_no:
        yield from _card_conflicts(view, view.person.disability_no, context)


def _card_conflicts(view: View, card: str, context: Context) -> Iterator[Hit]:
    person = view.person
    if person.health == "健康":
        message = f"{view.who}有残疾证{card}，健康状况却是健康"
        yield at(person, "health", values(person.health, card), message)
    if person.id_no and card[:18].upper() != person.id_no:
        message = f"{view.who}的残疾证号{card}前18位与身份证号{person.id_no}不同"
        yield at(person, "disability_no", values(card, person.id_no), message)
    digits = disability_part(card)
    if digits is None:
        return
    kind, grade = person.disability_type, person.disability_grade
    for field, typed, digit, item in (
        ("disability_type", kind, digits[0], context.book.item("disability_type", kind)),
        ("disability_grade", grade, digits[1], context.book.item("disability_grade", grade)),
    ):
        if item is not None and _digit(item) not in {"", digit}:
            message = f"{view.who}登记为{typed}，残疾证号{card}中却是{digit}"
            yield at(person, field, values(typed, card), message)


def _digit(item: CodeItem) -> str:
    """The digit of the card: the last of GB/T 2261.3 for the type, of the grade itself."""
    return (item.gb or "")[-1:]


@rule(
    26,
    Severity.DOUBT,
    Scope.PERSON,
    title="养老或医疗保险填报矛盾",
    advice="核对参保情况：职工和居民只参加一种",
)
def insurance_is_of_one_kind(view: View, context: Context) -> Hits:
    person = view.person
    if person.pension_worker and person.pension_resident:
        yield _insured(view, person, "pension_resident", "职工养老和居民养老都为是")
    if person.medical_worker and person.medical_resident:
        yield _insured(view, person, "medical_resident", "职工医保和居民医保都为是")
    if person.medical_worker is False and person.medical_resident is False:
        yield _insured(view, person, "medical_resident", "职工医保和居民医保都为否")


def _insured(view: View, person: Person, field: str, what: str) -> Hit:
    return at(person, field, what, f"{view.who}的{what}")


@rule(
    28,
    Severity.ERROR,
    Scope.PERSON,
    title="同一人既是低保又是特困",
    advice="核对民政名单：两种待遇不能同时享受，已转为特困的填低保退出日期",
)
def nobody_is_poor_and_destitute(view: View, context: Context) -> Hits:
    tags = view.member.tags
    if len(tags) < 2:
        return
    poor = _holding(tags, _POOR, context)
    if poor is not None and _holding(tags, _DESTITUTE, context) is not None:
        value = values(_POOR, _DESTITUTE)
        yield at(poor, "tag", value, f"{view.who}同时登记为低保和特困")


@rule(
    28,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="同一户既有低保又有特困",
    advice="核对民政名单，看各人享受哪一种",
)
def house_is_poor_or_destitute(house: House, context: Context) -> Hits:
    own = house.family.tags
    holders = [(None, own), *((view, view.member.tags) for view in house.here)]
    poor = [(who, tag) for who, tags in holders if (tag := _holding(tags, _POOR, context))]
    if not poor:
        return
    destitute = [who for who, tags in holders if _holding(tags, _DESTITUTE, context)]
    # One person with both is an error of its own.
    if any(who is not other or who is None for who, _ in poor for other in destitute):
        value = values(_POOR, _DESTITUTE)
        yield at(poor[0][1], "tag", value, f"{house.name}同时有低保和特困")


@rule(
    28,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="低保户没有低保成员",
    advice="把享受低保的成员逐个标上低保，或去掉户的低保标识",
)
def poor_house_has_a_poor_member(house: House, context: Context) -> Hits:
    tag = _holding(house.family.tags, _POOR, context) if house.family.tags else None
    if tag is None or not house.here:
        return
    if not any(_holding(view.member.tags, _POOR, context) for view in house.here):
        yield at(tag, "tag", _POOR, f"{house.name}标为低保户，没有一个成员标为低保")


@rule(
    29,
    Severity.ERROR,
    Scope.PERSON,
    title="标识的日期或类别不对",
    advice="核对认定和退出日期；监测对象要选监测对象类别",
)
def tag_is_complete(view: View, context: Context) -> Hits:
    yield from _tag_faults(view.who, view.member.tags)


@rule(
    29,
    Severity.ERROR,
    Scope.HOUSEHOLD,
    title="户标识的日期或类别不对",
    advice="核对认定和退出日期；监测对象要选监测对象类别",
)
def tag_of_household_is_complete(house: House, context: Context) -> Hits:
    yield from _tag_faults(house.name, house.family.tags)


def _tag_faults(who: str, tags: Iterable[Tag]) -> Iterator[Hit]:
    for tag in tags:
        start, end = tag.start, tag.end
        if start is not None and end is not None and end.last_day() < start.first_day():
            message = f"{who}的{tag.tag or '标识'}{start.show()}认定，{end.show()}就退出"
            yield at(tag, "end", values(end.show(), start.show()), message)
        if tag.tag == _MONITORED and not tag.kind and "kind" not in tag.unread:
            hit = at(tag, "kind", _MONITORED, f"{who}登记为监测对象，没有填监测对象类别")
            # A hand-made sheet says no more than 监测户: not wrong, but incomplete.
            bare = start is None and not tag.source and not tag.cert_no
            yield replace(hit, severity=Severity.DOUBT) if bare else hit


def _holding(tags: Iterable[Tag], name: str, context: Context) -> Tag | None:
    return next((tag for tag in tags if tag.tag == name and tag_holds(tag, context.day)), None)
