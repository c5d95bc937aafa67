"""A person's life in one line."""

from datetime import date

from desktop.domain.entities import Tag
from desktop.domain.partial_date import PartialDate
from desktop.services import (
    person_operations,
    presence,
    rounds,
    spells,
    timelines,
    visits,
)
from tests.services.homes import home


def test_everything_that_has_a_day_stands_in_order(township):
    _, (_, daughter) = home(township, "田大山", "田小妹")
    person = daughter.person.id
    survey = rounds.add(township, name="上半年摸底", reference_date=date(2026, 6, 30))
    visits.set_answer(township, survey=survey.id, person=person, field="job_will", text="是")
    spells.start_job(township, person=person, work_place="深圳", employer="某电子厂",
                     start=PartialDate(2024, 3))  # fmt: skip
    with township.ledger.act("test", "造数") as writer:
        writer.insert(Tag(person=person, tag="低保"))
        writer.insert(Tag(person=person, tag="脱贫户", start=PartialDate(2019),
                          end=PartialDate(2025, 12), end_reason="期满"))  # fmt: skip
    presence.set_state(township, person=person, season="2026春节", state="已返乡",
                       on=PartialDate(2026, 2, 10))  # fmt: skip
    other, _ = home(township, "王家旺", group="2组")
    person_operations.move(township, person=person, into=other.id, reason="投靠亲属",
                           on=PartialDate(2026, 5))  # fmt: skip
    found = timelines.timeline(township, person)
    assert [(moment.kind, moment.what.partition("：")[0]) for moment in found] == [
        ("调查", "上半年摸底"),
        ("户籍", "户籍"),
        ("户籍", "户籍"),
        ("返乡返岗", "2026春节"),
        ("标识", "退出脱贫户"),
        ("就业", "开始务工"),
        ("标识", "列入脱贫户"),
        ("标识", "列入低保"),
    ]
    assert found[0].more == "就业意愿：是"
    assert {moment.more for moment in found if moment.kind == "户籍"} == {"投靠亲属"}
    assert found[-1].when is None
    assert "某电子厂，深圳" in found[5].what


def test_a_death_is_told_with_its_reason(township):
    _, (head,) = home(township, "田大山")
    person_operations.die(township, person=head.person.id, reason="病故", on=PartialDate(2026, 6))
    (moment,) = timelines.timeline(township, head.person.id)
    assert (moment.what, moment.more, str(moment.when)) == ("人员状态：死亡", "病故", "2026-06")
