"""待完善统计: which facts that must be known are missing, by person (domain §11, table 4)."""

from collections.abc import Callable

from desktop.domain.indicators import Unit, count
from desktop.domain.labour import Work, Worker, Workforce
from desktop.domain.record import Record

Missing = Callable[[Workforce, Worker], bool]


def _counts(worker: Worker) -> bool:
    return worker.labourer or worker.employed or worker.age_unknown


def _lacks(record: Record | None, *names: str) -> bool:
    """Whether none of some fields is there; what could not be read is not there."""
    return record is None or all(getattr(record, name) is None for name in names)


def _of_person(*names: str) -> Missing:
    return lambda force, worker: _counts(worker) and _lacks(worker.view.person, *names)


def _of_spell(*names: str) -> Missing:
    def test(force: Workforce, worker: Worker) -> bool:
        hired = worker.work in {Work.TRANSFER, Work.OTHER}
        return _counts(worker) and hired and _lacks(worker.spell, *names)

    return test


def _of_answer(*names: str) -> Missing:
    def test(force: Workforce, worker: Worker) -> bool:
        return worker.labourer and not worker.employed and _lacks(worker.view.member.answer, *names)

    return test


def _no_relation(force: Workforce, worker: Worker) -> bool:
    return _counts(worker) and worker.view.relation is None


ITEMS: dict[str, tuple[str, str, Missing]] = {
    "no_id": ("身份证号", "身份证号没有填或有误", _of_person("id_no")),
    "no_phone": ("联系电话", "联系电话没有填或有误", _of_person("phone")),
    "no_relation": ("与户主关系", "与户主关系没有填", _no_relation),
    "no_education": ("文化程度", "文化程度没有填", _of_person("education")),
    "no_health": ("健康状况", "健康状况没有填", _of_person("health")),
    "no_ability": ("劳动能力", "劳动能力没有填", _of_person("labour_ability")),
    "no_status": ("就业状态", "就业状态没有填", _of_person("employment_status")),
    "no_place": ("务工地点", "转移就业、其他就业人员没有务工地点",
                 _of_spell("work_place", "work_area")),
    "no_employer": ("单位", "转移就业、其他就业人员没有单位", _of_spell("employer")),
    "no_start": ("起始时间", "转移就业、其他就业人员没有起始时间", _of_spell("start")),
    "no_wage": ("月收入", "转移就业、其他就业人员没有月收入", _of_spell("wage", "wage_band")),
    "no_job_will": ("就业意愿", "未就业劳动力没有答过就业意愿", _of_answer("job_will")),
    "no_train_will": ("培训意愿", "未就业劳动力没有答过培训意愿", _of_answer("train_will")),
}  # fmt: skip
"""What may be missing: label, definition and test, in the order of the table."""


def _gaps(force: Workforce, worker: Worker) -> int:
    return sum(test(force, worker) for _, _, test in ITEMS.values())


for _name, (_label, _definition, _test) in ITEMS.items():
    count(_name, f"缺{_label}", _definition, _test)
count("asked_people", "应完善人数", "劳动力、其他在业人员和年龄不明的人员",
      lambda force, worker: _counts(worker))  # fmt: skip
count("gap_people", "待完善人数", "以上各项至少缺一项的人员，每人计一次",
      lambda force, worker: _gaps(force, worker) > 0)  # fmt: skip
count("gaps", "待完善项数", "以上各项缺项之和", lambda force, worker: _gaps(force, worker) > 0,
      unit=Unit.ITEM, worth=_gaps)  # fmt: skip
