"""Rules 10, 11: schooling against age and work."""

from desktop.domain.finding import Severity
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hits, Scope, at, rule, values
from desktop.domain.rules.view import AT_WORK, View

NOT_YET_PUPILS = frozenset({"学龄前儿童", "学前教育"})
# By the first digit of GB/T 4658: 1 to 6 are 高中 and above, 7 is 初中.
_SENIOR = frozenset("123456")
_JUNIOR = _SENIOR | {"7"}
_UP_TO_SENIOR = frozenset(
    {"小学", "七年级", "八年级", "九年级"}
    | {f"{kind}{year}年级" for kind in ("普通高中", "中职") for year in "一二三"}
)


@rule(
    10,
    Severity.DOUBT,
    Scope.PERSON,
    title="文化程度与年龄不符",
    advice="核对文化程度和出生日期；在读的填到在校生状况",
)
def education_fits_age(view: View, context: Context) -> Hits:
    education, age = view.person.education, view.age
    if education is None or age is None:
        return
    limits = context.limits
    if age >= limits.education_senior_age_least and age >= limits.education_junior_age_least:
        return
    item = context.book.item("education", education)
    grade = (item.gb or "")[:1] if item else ""
    too_young = (grade in _SENIOR and age < limits.education_senior_age_least) or (
        grade in _JUNIOR and age < limits.education_junior_age_least
    )
    if too_young:
        message = f"{view.who}{age}岁（{view.born}），文化程度登记为{education}"
        yield at(view.person, "education", values(education, view.born), message)


@rule(
    10,
    Severity.DOUBT,
    Scope.PERSON,
    title="在校生状况与年龄不符",
    advice="核对在校生状况；已毕业或离校的清空，并改文化程度",
)
def schooling_fits_age(view: View, context: Context) -> Hits:
    in_school, age = view.person.in_school, view.age
    if in_school is None or age is None:
        return
    limits = context.limits
    pupil = in_school == "小学" or in_school in NOT_YET_PUPILS
    if age > (limits.primary_student_age_most if pupil else limits.student_age_most):
        message = f"{view.who}{age}岁（{view.born}），在校生状况登记为{in_school}"
        yield at(view.person, "in_school", values(in_school, view.born), message)


@rule(
    11,
    Severity.DOUBT,
    Scope.PERSON,
    title="高中及以下在校生登记为就业",
    advice="实习、寒暑假工不算转移就业，属实的确认即可；已离校的清空在校生状况",
)
def pupil_does_not_work(view: View, context: Context) -> Hits:
    person = view.person
    if person.in_school not in _UP_TO_SENIOR:
        return
    if view.age is not None and view.age < context.limits.work_age_least:
        return  # rule 12 weighs more
    if view.jobs or person.employment_status in AT_WORK:
        work = person.employment_status or view.jobs[0].kind or "务工"
        message = f"{view.who}在校（{person.in_school}），又登记为{work}"
        yield at(person, "in_school", values(person.in_school, work), message)
