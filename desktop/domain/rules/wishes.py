"""Rules 22, 23, 24: whether the answers of a survey agree with each other."""

from desktop.domain.finding import Severity
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hits, Scope, at, rule, values
from desktop.domain.rules.view import View

_PLACEMENTS = ("劳务输出", "就业帮扶")


@rule(
    22,
    Severity.DOUBT,
    Scope.PERSON,
    title="计划外出却没有服务需求和去向",
    advice="补问想去哪里、需要什么帮助；不外出了的把计划外出改为否",
)
def plans_name_a_need_or_a_place(view: View, context: Context) -> Hits:
    answer = view.member.answer
    if answer is None or not answer.planned_away or answer.service_need or answer.will_area:
        return
    if "service_need" not in answer.unread and "will_area" not in answer.unread:
        message = f"{view.who}计划外出，没有填就业服务需求和意向地域"
        yield at(answer, "planned_away", "是", message)


@rule(
    23,
    Severity.DOUBT,
    Scope.PERSON,
    title="有劳务输出或就业帮扶措施却没有就业",
    advice="核对是否已就业：已就业的补登就业经历，措施没有落实的改正措施",
)
def placement_leads_to_work(view: View, context: Context) -> Hits:
    answer = view.member.answer
    if answer is None or not answer.measures or view.jobs:
        return
    named = [item for item in answer.measures if any(word in item for word in _PLACEMENTS)]
    if named:
        listed = "、".join(named)
        message = f"{view.who}已采取{listed}措施，没有登记就业经历"
        yield at(answer, "measures", listed, message)


@rule(
    24,
    Severity.DOUBT,
    Scope.PERSON,
    title="未就业没有原因",
    advice="补问未就业原因，至少选一个",
)
def the_unemployed_give_a_reason(view: View, context: Context) -> Hits:
    answer = view.member.answer
    if answer is None:
        return
    status = answer.employment_status or view.person.employment_status
    unsaid = not answer.unemployed_reason and "unemployed_reason" not in answer.unread
    if status == "暂未就业" and unsaid:
        message = f"{view.who}{status}，没有填未就业原因"
        yield at(answer, "unemployed_reason", status, message)


@rule(
    24,
    Severity.DOUBT,
    Scope.PERSON,
    title="未就业原因与就业意愿矛盾",
    advice="核对本人是否想就业，改正其中一项",
)
def reason_agrees_with_will(view: View, context: Context) -> Hits:
    answer = view.member.answer
    if answer is not None and answer.job_will and "无就业意愿" in (answer.unemployed_reason or ()):
        message = f"{view.who}有就业意愿，未就业原因却选了无就业意愿"
        value = values("、".join(answer.unemployed_reason or ()), "就业意愿：是")
        yield at(answer, "unemployed_reason", value, message)


@rule(
    24,
    Severity.DOUBT,
    Scope.PERSON,
    title="“无意向”与其他培训意愿同选",
    advice="确实不想培训的只留“无意向”，否则去掉“无意向”",
)
def no_wish_stands_alone(view: View, context: Context) -> Hits:
    answer = view.member.answer
    wishes = answer.train_will if answer is not None else None
    if answer is not None and wishes and len(wishes) > 1 and "无意向" in wishes:
        listed = "、".join(wishes)
        yield at(answer, "train_will", listed, f"{view.who}的培训意愿“{listed}”自相矛盾")
