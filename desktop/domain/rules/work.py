"""Rules 12, 13, 14, 18: whether somebody of this age and ability works, and for how much."""

from desktop.domain.entities import EmploymentSpell
from desktop.domain.finding import Severity
from desktop.domain.partial_date import months_between
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hits, Scope, at, rule, values
from desktop.domain.rules.view import AT_WORK, View

_ABLE = frozenset({"普通劳动力", "技能劳动力"})
_UNABLE = frozenset({"丧失劳动力", "无劳动力"})
_LESS_ABLE = _UNABLE | {"弱劳动力或半劳动力"}
_EMPLOYED = AT_WORK | {"本地务农"}
_IDLE = frozenset({"暂未就业", "非劳动力"})
# What pays no wage that anybody asks for.
_UNPAID = frozenset({"自主创业"})


@rule(
    12,
    Severity.ERROR,
    Scope.PERSON,
    title="未满16周岁登记为就业，请核对",
    advice="核对出生日期和就业情况，改正填错的一项；属实的报告负责人，不计入就业",
)
def nobody_works_too_young(view: View, context: Context) -> Hits:
    person, age, least = view.person, view.age, context.limits.work_age_least
    if age is None or age >= least:
        return
    status = person.employment_status if person.employment_status in _EMPLOYED else None
    if status is None and not view.jobs:
        return
    job = view.jobs[0] if view.jobs else None
    employer = _employer(job)
    facts = "，".join(filter(None, (f"{age}岁", f"{view.born}生", status, employer)))
    message = f"{view.who}未满{least}周岁登记为就业，请核对（{facts}）"
    value = values(status or (job and job.kind) or "务工", employer, view.born)
    if status is not None or job is None:
        yield at(person, "employment_status", value, message)
    else:
        yield at(job, "kind", value, message)


@rule(
    12,
    Severity.ERROR,
    Scope.PERSON,
    title="未满16周岁登记为劳动力，请核对",
    advice="核对出生日期；未满16周岁的劳动能力改为无劳动力或清空",
)
def nobody_is_labour_too_young(view: View, context: Context) -> Hits:
    ability, least = view.person.labour_ability, context.limits.work_age_least
    if view.age is not None and view.age < least and ability in _ABLE:
        message = f"{view.who}未满{least}周岁登记为{ability}，请核对（{view.age}岁，{view.born}生）"
        yield at(view.person, "labour_ability", values(ability, view.born), message)


@rule(
    13,
    Severity.DOUBT,
    Scope.PERSON,
    title="健康的青壮年登记为弱、半或无劳动力",
    advice="核对健康状况和劳动能力；在校生请填在校生状况",
)
def healthy_adults_can_work(view: View, context: Context) -> Hits:
    person, limits = view.person, context.limits
    if person.labour_ability not in _LESS_ABLE or person.health != "健康" or view.age is None:
        return
    student = bool(person.in_school) or person.employment_status == "在校"
    if limits.able_age_least <= view.age <= limits.able_age_most and not student:
        message = f"{view.who}{view.age}岁，健康，登记为{person.labour_ability}"
        value = values(person.labour_ability, person.health)
        yield at(person, "labour_ability", value, message)


@rule(
    14,
    Severity.DOUBT,
    Scope.PERSON,
    title="丧失或无劳动力的人登记为就业",
    advice="核对劳动能力和就业情况，改正其中一项",
)
def the_unable_do_not_work(view: View, context: Context) -> Hits:
    person = view.person
    if person.labour_ability not in _UNABLE:
        return
    if view.jobs or person.employment_status in AT_WORK:
        work = values(person.employment_status, _employer(view.jobs[0]) if view.jobs else None)
        work = work or "务工"
        message = f"{view.who}登记为{person.labour_ability}，又登记为就业（{work}）"
        yield at(person, "labour_ability", values(person.labour_ability, work), message)


@rule(
    18,
    Severity.DOUBT,
    Scope.PERSON,
    title="未就业却有务工收入",
    advice="核对就业状态；工作已结束的补终止时间",
)
def the_idle_earn_no_wage(view: View, context: Context) -> Hits:
    status = view.person.employment_status
    if status not in _IDLE:
        return
    for job in view.jobs:
        if job.wage:
            message = f"{view.who}登记为{status}，却有月收入{job.wage}元"
            yield at(job, "wage", values(job.wage, status), message)


@rule(
    18,
    Severity.DOUBT,
    Scope.PERSON,
    title="务工满一月没有收入",
    advice="补填月收入或收入档；不愿说的选“不愿说”",
)
def work_earns_a_wage(view: View, context: Context) -> Hits:
    for job in view.jobs:
        if job.kind in _UNPAID or job.wage is not None or job.wage_band or "wage" in job.unread:
            continue
        months = _months_worked(job, context)
        if months >= context.limits.income_work_months_least:
            message = f"{view.who}务工{months}个月，没有填月收入"
            yield at(job, "wage", _employer(job), message)


@rule(
    18,
    Severity.DOUBT,
    Scope.PERSON,
    title="月收入过低或过高",
    advice="核对月收入，注意单位是元、按月计；年收入请折成月收入",
)
def wage_is_plausible(view: View, context: Context) -> Hits:
    limits = context.limits
    for job in view.jobs:
        if job.wage is not None and not limits.wage_least <= job.wage <= limits.wage_most:
            message = (
                f"{view.who}月收入{job.wage}元，不在{limits.wage_least}至{limits.wage_most}元之间"
            )
            yield at(job, "wage", job.wage, message)


def _employer(job: EmploymentSpell | None) -> str:
    return "" if job is None else job.employer or job.business_name or ""


def _months_worked(job: EmploymentSpell, context: Context) -> int:
    """As counted by the clerk, else since the latest day that the start may mean."""
    if job.months_in_year is not None:
        return job.months_in_year
    return 0 if job.start is None else months_between(job.start.last_day(), context.day)
