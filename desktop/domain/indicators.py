"""The figures that reports give, each with what it counts and the line that defines it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.ages import AgeLimits
from desktop.domain.labour import Basis, Work, Worker, Workforce


class Unit(StrEnum):
    """What a figure counts."""

    PERSON = "人"
    HOUSEHOLD = "户"
    ITEM = "项"
    YUAN = "元"


PersonTest = Callable[[Worker], bool]
HomeTest = Callable[[Workforce, Worker], bool]
Worth = Callable[[Workforce, Worker], int]
HouseholdTest = Callable[[Workforce], bool]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure.

    Attributes:
        name: in code and on the command line.
        label: what a clerk calls it.
        unit: what it counts.
        definition: its 口径, with ``{policy}`` where the labour age stands.
        people: those of a household who make it up; a household's figure counts the household if
            there is anybody.
        asked: of whom it can be told at all; where there is nobody such, the figure is not 0 but
            unknown. Without it, it can be told of everybody.
        worth: what each of them adds, if it is not one.
    """

    name: str
    label: str
    unit: Unit
    definition: str
    people: Callable[[Workforce], tuple[Worker, ...]]
    asked: PersonTest | None = None
    worth: Worth | None = None

    def is_known(self, force: Workforce) -> bool:
        """Whether one household can tell anything of it."""
        asked = self.asked
        return asked is None or any(worker.labourer and asked(worker) for worker in force.workers)

    def of(self, force: Workforce) -> int:
        """What one household adds to it."""
        if self.worth is not None:
            return sum(self.worth(force, worker) for worker in self.people(force))
        found = len(self.people(force))
        return found if self.unit is Unit.PERSON else min(found, 1)

    def line(self, basis: Basis) -> str:
        """The 口径说明 line."""
        definition = self.definition.format(
            policy=basis.policy.name or "", without=_left_out(basis.limits), least=basis.least
        )
        return f"{self.label}：{definition}。"


def _left_out(limits: AgeLimits) -> str:
    """Whom the labour age leaves out, as the end of a definition."""
    groups = [
        name
        for left_out, name in (
            (limits.exclude_student, "在校学生"),
            (limits.exclude_soldier, "现役军人"),
            (limits.exclude_no_ability, "丧失或无劳动能力人员"),
        )
        if left_out
    ]
    return f"，不含{'、'.join(groups)}" if groups else ""


INDICATORS: dict[str, Indicator] = {}


def register(indicator: Indicator) -> None:
    """Make a figure known by its name.

    Raises:
        ValueError: at import, if the name is taken.
    """
    if indicator.name in INDICATORS:
        raise ValueError(f"indicator {indicator.name} is registered twice")
    INDICATORS[indicator.name] = indicator


def persons(
    name: str, label: str, definition: str, asked: PersonTest | None = None
) -> Callable[[PersonTest], PersonTest]:
    """Register a figure that counts the people who pass a test.

    Raises:
        ValueError: at import, if the name is taken.
    """

    def registered(test: PersonTest) -> PersonTest:
        def people(force: Workforce) -> tuple[Worker, ...]:
            return tuple(worker for worker in force.workers if test(worker))

        register(Indicator(name, label, Unit.PERSON, definition, people, asked))
        return test

    return registered


def households(
    name: str, label: str, definition: str, asked: PersonTest | None = None
) -> Callable[[PersonTest], PersonTest]:
    """Register a figure that counts the households on the register where somebody passes a test.

    Raises:
        ValueError: at import, if the name is taken.
    """

    def registered(test: PersonTest) -> PersonTest:
        def people(force: Workforce) -> tuple[Worker, ...]:
            return tuple(filter(test, force.workers)) if force.counts else ()

        register(Indicator(name, label, Unit.HOUSEHOLD, definition, people, asked))
        return test

    return registered


def count(
    name: str,
    label: str,
    definition: str,
    test: HomeTest,
    *,
    unit: Unit = Unit.PERSON,
    worth: Worth | None = None,
) -> Indicator:
    """Register a figure whose test also looks at the household and the measure.

    Raises:
        ValueError: at import, if the name is taken.
    """

    def people(force: Workforce) -> tuple[Worker, ...]:
        return tuple(worker for worker in force.workers if test(force, worker))

    made = Indicator(name, label, unit, definition, people, worth=worth)
    register(made)
    return made


@households("households", "户数", "在册、至少有一名在册人员计在本户的户")
def _is_there(_: Worker) -> bool:
    return True


@households("households_with_labour", "有劳动力户数", "至少有一名劳动力的户")
def _labour_there(worker: Worker) -> bool:
    return worker.labourer


@households(
    "households_employed",
    "至少一人就（创）业户数",
    "至少有一名劳动力转移就业、自主创业、农业就业或其他就业的户",
)
def _work_there(worker: Worker) -> bool:
    return worker.labourer and worker.employed


def _was_asked_will(worker: Worker) -> bool:
    return worker.asked_will


def _was_asked_training(worker: Worker) -> bool:
    return worker.asked_training


@households(
    "households_willing",
    "有就业创业意愿户数",
    "至少有一名“有转移就（创）业意愿”人员的户",
    _was_asked_will,
)
def _will_there(worker: Worker) -> bool:
    return worker.willing


@persons(
    "labour",
    "劳动力",
    "在册人员中符合“{policy}”的人员{without}；每人按统计归属（默认户籍）只计一次；"
    "年龄按统计时点满周岁计，出生日期以身份证号为准",
)
def _is_labourer(worker: Worker) -> bool:
    return worker.labourer


@persons(
    "employed",
    "就业人数",
    "劳动力中统计时点在业的人员；就业经历为准，没有就业经历的按就业状态计",
)
def _is_employed(worker: Worker) -> bool:
    return worker.labourer and worker.employed


@persons(
    "transfer",
    "转移就业（劳动年龄内）",
    "户口登记在村民委员会的劳动力中，在二、三产业务工、灵活就业、公益性岗位、帮扶车间就业的人员，"
    "行业未填的计入；自主创业单列，上级口径含自主创业的，两列相加",
)
def _is_transferred(worker: Worker) -> bool:
    return worker.labourer and worker.work is Work.TRANSFER


@persons(
    "transfer_all_ages",
    "转移就业（含超龄）",
    "转移就业人员，加上年满{least}周岁、超过劳动年龄仍在转移就业的人员",
)
def _is_transferred_at_any_age(worker: Worker) -> bool:
    return worker.work is Work.TRANSFER and not worker.age_unknown


@persons("farming", "农业就业", "劳动力中在家务农，或受雇、自营从事农林牧渔业的人员")
def _is_farming(worker: Worker) -> bool:
    return worker.labourer and worker.work is Work.FARMING


@persons("own_business", "自主创业", "劳动力中在二、三产业自主创业、经商的人员")
def _is_in_business(worker: Worker) -> bool:
    return worker.labourer and worker.work is Work.BUSINESS


@persons("other_work", "其他就业", "户口登记在居民委员会的劳动力中受雇就业的人员，不计为转移就业")
def _is_in_other_work(worker: Worker) -> bool:
    return worker.labourer and worker.work is Work.OTHER


@persons("idle", "未就业（含不详）", "劳动力中统计时点不在业，或没有就业情况的人员")
def _is_idle(worker: Worker) -> bool:
    return worker.labourer and not worker.employed


@persons(
    "willing",
    "有转移就（创）业意愿",
    "劳动力中未就业或务农、最近一次调查回答有就业意愿或创业意愿的人员",
    _was_asked_will,
)
def _is_willing(worker: Worker) -> bool:
    return worker.willing


@persons(
    "trained",
    "技能培训",
    "劳动力中最近一次调查回答参加过技能培训的人员",
    _was_asked_training,
)
def _is_trained(worker: Worker) -> bool:
    return worker.labourer and worker.trained


@persons(
    "age_unknown",
    "年龄不明",
    "填有就业状态或劳动能力、但身份证号和出生日期都不能用的在册人员，未计入以上各栏，核对后再计",
)
def _is_of_unknown_age(worker: Worker) -> bool:
    return worker.age_unknown


def subjects(indicator: Indicator, force: Workforce) -> tuple[str, ...]:
    """The ids of the people whom a figure counts in a household, so that it can be traced."""
    return tuple(worker.view.person.id for worker in indicator.people(force))
