"""Rules 16, 17, 19, 20, 21: whether what is said of one stretch of work holds together."""

from datetime import date
from itertools import combinations

from desktop.domain.entities import EmploymentSpell
from desktop.domain.finding import Severity
from desktop.domain.places import region_class
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hits, Scope, at, rule, values
from desktop.domain.rules.view import House, View

# A named employer without a kind is taken for wage work.
_WAGE_WORK = frozenset({"务工", None})
_FULL_TIME = frozenset({"务工", "公益岗", "帮扶车间"})
_LOCAL = frozenset({"公益岗", "帮扶车间"})
_OUT_OF_COUNTY = frozenset({"市内县外", "省内市外", "省外", "港澳台", "境外"})


@rule(
    16,
    Severity.DOUBT,
    Scope.PERSON,
    title="务工缺地点或起始时间",
    advice="补填到省即可（如广东），时间只知道年份也可以（如2024年(约)）",
)
def wage_work_has_place_and_start(view: View, context: Context) -> Hits:
    for job in view.jobs:
        if job.kind not in _WAGE_WORK:
            continue
        place, since = _place(job), job.start is not None or job.months_in_year is not None
        missing = [
            (field, label)
            for field, label, there in (
                ("work_place", "务工地点", place),
                ("start", "起始时间", since),
            )
            if not there and field not in job.unread
        ]
        if missing:
            labels = "和".join(label for _, label in missing)
            value = values(_employer(job), job.start and job.start.show())
            message = f"{view.who}务工{_at_employer(job)}，没有填{labels}"
            yield at(job, missing[0][0], value, message)


@rule(
    17,
    Severity.DOUBT,
    Scope.PERSON,
    title="务工缺单位或行业",
    advice="补填单位；没有固定单位的填行业，或把就业类型改为灵活就业",
)
def wage_work_names_employer_or_industry(view: View, context: Context) -> Hits:
    for job in view.jobs:
        if job.kind not in _WAGE_WORK or job.employer or job.industry:
            continue
        if "employer" not in job.unread and "industry" not in job.unread:
            place = _place(job)
            where = f"（{place}）" if place else ""
            yield at(job, "employer", place, f"{view.who}务工{where}，没有填单位和行业")


@rule(
    19,
    Severity.ERROR,
    Scope.PERSON,
    title="终止时间早于起始时间",
    advice="核对起止时间，改正写反或写错的一个",
)
def work_ends_after_it_starts(view: View, context: Context) -> Hits:
    for job in view.member.spells:
        start, end = job.start, job.end
        if start is not None and end is not None and end.last_day() < start.first_day():
            message = f"{view.who}的工作{start.show()}开始，{end.show()}就终止"
            yield at(job, "end", values(end.show(), start.show()), message)


@rule(
    19,
    Severity.ERROR,
    Scope.PERSON,
    title="一年务工月数不对",
    advice="按本年实际务工的月数填0至12",
)
def year_has_twelve_months(view: View, context: Context) -> Hits:
    most = context.limits.work_months_most
    for job in view.member.spells:
        months = job.months_in_year
        if months is not None and not 0 <= months <= most:
            message = f"{view.who}本年务工{months}个月，应在0至{most}之间"
            yield at(job, "months_in_year", months, message)


@rule(
    19,
    Severity.DOUBT,
    Scope.PERSON,
    title="两份全日工作时间重叠",
    advice="核对起止时间；前一份已结束的补终止时间，兼职的把一份改为灵活就业",
)
def full_time_work_does_not_overlap(view: View, context: Context) -> Hits:
    spells = view.member.spells
    if len(spells) < 2:
        return
    for one, two in combinations([job for job in spells if job.kind in _FULL_TIME], 2):
        begun, begun_too = _starts(one, context.day), _starts(two, context.day)
        if max(begun, begun_too) < min(_ends(one), _ends(two)):
            later = two if begun <= begun_too else one
            message = f"{view.who}的两份工作时间重叠：{_span(one)}，{_span(two)}"
            yield at(later, "start", values(_span(one), _span(two)), message)


@rule(
    20,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="县外务工却登记为公益岗或帮扶车间",
    advice="核对务工地点和就业渠道：公益岗、帮扶车间都在本县",
)
def local_posts_are_local(house: House, context: Context) -> Hits:
    for view in house.here:
        for job in view.jobs:
            post = _local_post(job)
            region = _region(job, house, context) if post else None
            if region in _OUT_OF_COUNTY:
                message = f"{view.who}登记为{post}，务工地点却在{region}"
                yield at(job, "export_mode", values(post, region, _place(job)), message)


@rule(
    21,
    Severity.DOUBT,
    Scope.HOUSEHOLD,
    title="就业地域与务工地区不符",
    advice="以务工地区为准，改正就业地域；地区填错的改地区",
)
def region_follows_from_work_area(house: House, context: Context) -> Hits:
    for view in house.here:
        for job in view.jobs:
            typed = job.region_class
            if not typed or typed in {"不明", "境外"} or not job.work_area:
                continue
            derived = _derived(job, house, context)
            if derived is not None and derived != typed:
                area = context.book.places.full_name(job.work_area)
                message = f"{view.who}的就业地域登记为{typed}，按{area}应为{derived}"
                yield at(job, "region_class", values(typed, area), message)


def _local_post(job: EmploymentSpell) -> str:
    if job.kind in _LOCAL:
        return job.kind or ""
    if job.export_mode in _LOCAL:
        return job.export_mode or ""
    special = job.special or ""
    return special if special.startswith(("公益岗", "帮扶车间")) else ""


def _region(job: EmploymentSpell, house: House, context: Context) -> str | None:
    if job.region_class:
        return job.region_class
    return "境外" if job.abroad else _derived(job, house, context)


def _derived(job: EmploymentSpell, house: House, context: Context) -> str | None:
    """Where the work place lies as seen from home; None if it is too coarse to tell."""
    village = house.family.household.village
    if not village or not job.work_area:
        return None
    places = context.book.places
    place = places.get(job.work_area)
    if place is None or place in places.line(village)[:-1]:
        inside_township = place is not None and place.level == "township"
        return "乡内" if inside_township else None
    return region_class(places, village, job.work_area)


def _starts(job: EmploymentSpell, day: date) -> date:
    """The latest day on which it may have begun: an overlap must be certain."""
    if job.start is not None:
        return job.start.last_day()
    return day if job.end is None else date.max


def _ends(job: EmploymentSpell) -> date:
    return date.max if job.end is None else job.end.first_day()


def _span(job: EmploymentSpell) -> str:
    start = job.start.show() if job.start else "？"
    end = job.end.show() if job.end else "今"
    return f"{job.employer or job.kind}（{start}至{end}）"


def _place(job: EmploymentSpell) -> str:
    return job.work_place or job.work_area or ""


def _employer(job: EmploymentSpell) -> str:
    return job.employer or ""


def _at_employer(job: EmploymentSpell) -> str:
    return f"（{job.employer}）" if job.employer else ""
