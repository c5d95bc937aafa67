"""Rule 25: how people are reached (numbers that cannot be read are rule 25, too: unread.py)."""

from desktop.domain.finding import Severity
from desktop.domain.rules.context import Context
from desktop.domain.rules.groups import Occupants, people_of
from desktop.domain.rules.registry import Hit, Hits, Scope, at, rule
from desktop.domain.rules.view import House


@rule(
    25,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="户主没有联系电话",
    advice="补填户主手机号，或在户联系电话里填能找到这户的电话",
)
def head_has_a_phone(house: House, context: Context) -> Hits:
    household = house.family.household
    if not house.heads or household.phone or "phone" in household.unread:
        return
    head = house.heads[0].person
    if not head.phone and "phone" not in head.unread:
        yield at(head, "phone", "", f"户主{house.heads[0].who}没有联系电话")


@rule(
    25,
    Severity.DOUBT,
    Scope.PHONE,
    title="同一电话多户共用",
    advice="逐户核对；代填村干部或他人电话的改成本人电话",
)
def phone_is_not_shared_widely(key: str, rows: Occupants, context: Context) -> Hits:
    if len(rows) <= context.limits.phone_shared_most:
        return
    people = people_of(rows)
    homes = {person.household_id for person in people}
    if len(people) > context.limits.phone_shared_most and len(homes) > 1:
        shared = f"电话{key}在{len(homes)}户{len(people)}人中都有"
        for person in people:
            message = f"{person.name or '未填姓名者'}的{shared}"
            yield Hit("person", person.person_id, "phone", key, message)
