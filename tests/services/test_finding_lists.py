"""Findings told with their place, and many alike told once."""

from desktop.domain.entities import Household, Membership, Person
from desktop.domain.finding import Finding, Severity
from desktop.services import finding_lists
from desktop.services.finding_lists import Placed


def doubt(number, village="桃兴村", severity=Severity.DOUBT, **fields):
    given = {
        "rule": 18, "severity": severity, "entity": "employment_spell", "record": f"r{number}",
        "field": "wage", "household": f"h{number}", "value": "", "message": f"第{number}个没有收入",
        "advice": "补填月收入或收入档；不愿说的选“不愿说”",
    }  # fmt: skip
    return Placed(Finding(**given | fields), village, f"{number:04}", f"甲{number}")


def told(*found, every=False):
    return list(finding_lists.lines(found, every=every))


def test_a_few_are_listed_and_many_are_counted_village_by_village():
    lines = told(*map(doubt, range(6)), doubt(9, "玉河村"))
    assert lines[0].startswith("疑点 规则18 务工满一月没有收入（7处）：补填月收入")
    assert lines[1:] == ["  桃兴村 6人：甲0、甲1、甲2、甲3等", "  玉河村 户0009 甲9：第9个没有收入"]


def test_errors_are_never_folded_and_come_first():
    lines = told(*map(doubt, range(6)), *(doubt(n, severity=Severity.ERROR) for n in range(6)))
    assert lines[0].startswith("错误")
    assert sum("个没有收入" in line for line in lines) == 6


def test_all_can_be_told_one_by_one():
    assert sum("个没有收入" in line for line in told(*map(doubt, range(9)), every=True)) == 9


def test_advice_that_differs_stands_at_its_own_line():
    lines = told(doubt(1, rule=43, advice="请填整数"), doubt(2, rule=43, advice="请填年月"))
    assert "请填" not in lines[0]
    assert lines[1].endswith("请填整数")
    assert lines[2].endswith("请填年月")


def test_a_finding_is_placed_by_its_person_its_household_and_its_head(township):
    village = next(iter(township.ledger.book.places.villages(township.ledger.fact("area"))))
    with township.ledger.act("test", "填表") as writer:
        home = writer.insert(Household(household_no="7", village=village.id))
        head = writer.insert(Person(name="田大山"))
        son = writer.insert(Person(name="田小山"))
        for who, relation in ((head, "户主"), (son, "之子")):
            joined = Membership(person=who.id, household=home.id, kind="户籍", relation=relation)
            if who is son:
                membership = writer.insert(joined)
            else:
                writer.insert(joined)
    records = [("person", son.id), ("membership", membership.id), ("household", home.id)]
    found = finding_lists.placed(
        township,
        (
            doubt(1, entity=entity, record=record, household=home.id).finding
            for entity, record in records
        ),
    )
    assert [(one.village, one.household_no, one.name) for one in found] == [
        (village.name, "7", "田小山"),
        (village.name, "7", "田小山"),
        (village.name, "7", "田大山"),
    ]
