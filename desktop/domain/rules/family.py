"""Rules 5, 6, 7, 8, 27, 40: how a household hangs together and where it lies."""

from desktop.domain.ages import age_on
from desktop.domain.entities import Area, CodeItem
from desktop.domain.finding import Severity
from desktop.domain.rules.context import Context, Limits
from desktop.domain.rules.registry import Hits, Scope, at, rule, values
from desktop.domain.rules.view import House, View

# GB/T 4761 numbers collateral kin and strangers 8x and 9x: their ages follow from nothing.
_COLLATERAL = ("8", "9")


@rule(
    5,
    Severity.ERROR,
    Scope.HOUSEHOLD,
    title="一户应有且只有一个户主",
    advice="对照户口簿，把与户主关系改正；户主去世或迁出的请办理户主变更",
)
def household_has_one_head(house: House, context: Context) -> Hits:
    if not house.heads and house.here:
        if any("relation" in view.member.membership.unread for view in house.here):
            return
        household = house.family.household
        number = household.household_no or ""
        yield at(household, "household_no", number, f"{house.name}没有户主")
    for view in house.heads[1:]:
        first = house.heads[0].who
        message = f"{house.name}有{len(house.heads)}个户主：{view.who}与{first}"
        yield at(view.member.membership, "relation", values("户主", first), message)


@rule(
    6,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="一户有多个配偶",
    advice="对照户口簿核对；子女的配偶应填之儿媳或之女婿",
)
def household_has_one_spouse(house: House, context: Context) -> Hits:
    spouses = [view for view in house.here if view.relation == "配偶"]
    for view in spouses[context.limits.spouses_most :]:
        first = spouses[0].who
        message = f"{house.name}有{len(spouses)}个配偶：{view.who}与{first}"
        yield at(view.member.membership, "relation", values("配偶", first), message)


@rule(
    6,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="户主与配偶性别相同",
    advice="对照户口簿核对性别和与户主关系",
)
def spouses_differ_in_sex(house: House, context: Context) -> Hits:
    head = house.heads[0] if house.heads else None
    if head is None or head.sex is None:
        return
    for view in house.here:
        if view.relation == "配偶" and view.sex == head.sex:
            message = f"户主{head.who}与配偶{view.who}都登记为{view.sex}"
            value = values("配偶", view.sex, head.who)
            yield at(view.member.membership, "relation", value, message)


@rule(
    7,
    Severity.ERROR,
    Scope.PERSON,
    title="与户主关系和性别不符",
    advice="对照户口簿，改正与户主关系或性别",
)
def relation_agrees_with_sex(view: View, context: Context) -> Hits:
    item = context.book.item("relation", view.relation)
    known = {view.person.sex, view.id_sex} - {None}
    # Where field and number disagree, rule 4 says so: one slip is one finding.
    if item is not None and item.sex and known and item.sex not in known:
        sex = view.person.sex or view.id_sex
        message = f"{view.who}与户主关系为{view.relation}，性别却是{sex}"
        yield at(view.member.membership, "relation", values(view.relation, sex), message)


@rule(
    8,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="与户主的年龄差不合常理",
    advice="核对双方出生日期和与户主关系；继子女、养子女可确认为户口簿如此",
)
def ages_follow_generations(house: House, context: Context) -> Hits:
    head = house.heads[0] if house.heads else None
    if head is None or head.birth is None:
        return
    for view in house.here:
        item = context.book.item("relation", view.relation)
        if item is None or not item.generation or view.birth is None:
            continue
        older, younger = (view, head) if item.generation > 0 else (head, view)
        years, least = _years_between(older, younger), _least_gap(item, context.limits)
        if years is not None and years < least:
            message = (
                f"{view.who}（{view.born}）是户主{head.who}（{head.born}）{view.relation}，"
                f"{older.who}只大{years}岁，应大{least}岁以上"
                if years >= 0
                else f"{view.who}（{view.born}）是户主{head.who}（{head.born}）{view.relation}，"
                f"{older.who}反而年纪小"
            )
            value = values(view.relation, view.born, head.born)
            yield at(view.member.membership, "relation", value, message)


def _years_between(older: View, younger: View) -> int | None:
    """Full years, in favour of the household where a birth is not known to the day."""
    if older.birth is None or younger.latest_birth is None:
        return None
    return age_on(older.birth, younger.latest_birth)


def _least_gap(item: CodeItem, limits: Limits) -> int:
    if (item.gb or "").startswith(_COLLATERAL) or not item.generation:
        return -1000
    if abs(item.generation) > 1:
        return limits.age_gap_grandchild
    return limits.age_gap_parent if item.generation > 0 else limits.age_gap_child


@rule(
    27,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="申报人口数与登记人数不符",
    advice="核对有没有漏登、多登的人，或改正申报人口数",
)
def declared_count_is_met(house: House, context: Context) -> Hits:
    household = house.family.household
    declared, rows = household.member_count_declared, len(house.here)
    if declared is not None and declared != rows:
        message = f"{house.name}申报{declared}人，登记了{rows}人"
        yield at(household, "member_count_declared", values(declared, rows), message)


@rule(
    27,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="一户人数过多",
    advice="核对是不是把两户登记成了一户；已分家的请办理分户",
)
def household_is_not_too_big(house: House, context: Context) -> Hits:
    rows, most = len(house.here), context.limits.household_size_most
    if rows > most:
        message = f"{house.name}登记了{rows}人，超过{most}人"
        yield at(house.family.household, "household_no", rows, message)


@rule(
    40,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="所在村已撤并或不在地区表中",
    advice="改为现在的村；新设、改名的村请先在地区表中登记",
)
def village_exists(house: House, context: Context) -> Hits:
    household = house.family.household
    village = household.village
    if not village:
        return
    area = context.areas.get(village)
    if area is not None:
        problem = _why_closed(area, context)
    else:
        places = context.book.places
        problem = "不在地区表中" if len(places) and village not in places else ""
    if problem:
        label = (area and area.name) or context.book.area_label(village)
        value = values(label, problem)
        yield at(household, "village", value, f"{house.name}所在的{label}{problem}")


def _why_closed(area: Area, context: Context) -> str:
    if area.valid_to is not None and area.valid_to.last_day() < context.day:
        closed = f"已于{area.valid_to.show()}停用"
        into = context.book.places.get(area.merged_into)
        return f"{closed}，并入{into.name}" if into else closed
    if area.merged_into and area.valid_to is None:
        return "已并入其他村"
    if area.code and not area.code_system:
        return "的代码没有注明代码体系"
    return ""
