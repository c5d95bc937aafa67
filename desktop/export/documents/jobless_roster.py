"""未就业（有就业意愿）人员花名册: who has no work and wants some (domain §D 5)."""

from desktop.domain.indicators import INDICATORS
from desktop.domain.labour import Worker, Workforce
from desktop.domain.roster import RosterLine, skill_column
from desktop.domain.tables import Column
from desktop.export.documents.declaring import Occasion
from desktop.export.documents.rostering import blank_column, of_field, roster, who_columns

_GIVEN = "推荐记录"


def _wants_work(occasion: Occasion, force: Workforce, worker: Worker) -> bool:
    return worker.willing and not worker.employed


def _columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    return (
        *who_columns(occasion),
        of_field(occasion, "person.education", 14.0),
        skill_column(occasion.dictionary, occasion.book),
        of_field(occasion, "survey_answer.unemployed_reason", 24.0),
        of_field(occasion, "survey_answer.will_area", 15.0),
        of_field(occasion, "survey_answer.will_trade", 22.0),
        of_field(occasion, "survey_answer.expected_wage", 14.0),
        of_field(occasion, "survey_answer.train_will", 22.0),
        blank_column("日期", 14.0, _GIVEN),
        blank_column("单位、岗位", 28.0, _GIVEN),
        blank_column("结果", 14.0, _GIVEN),
    )


def _who(occasion: Occasion) -> tuple[str, ...]:
    return (
        "本册列入：劳动力中统计时点不在业、最近一次调查回答有就业意愿或创业意愿的人员。",
        INDICATORS["labour"].line(occasion.basis),
    )


JOBLESS_ROSTER = roster(
    "jobless_roster", "未就业（有就业意愿）人员花名册", _columns, _wants_work, _who
)
