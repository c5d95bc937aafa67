"""A sheet with the former name of a village or group finds it under its present one."""

import csv
from datetime import date

import pytest

from desktop.domain.entities import Household, Person
from desktop.services import areas, imports, people, rounds
from tests.domain import make

HEAD = ("村", "组别", "户主姓名", "姓名", "与户主关系", "身份证号码")
VILLAGE = "桃兴村"
EARLIER, LATER = "二季度", "明年"


@pytest.fixture
def take(township, tmp_path):
    rounds.add(township, name=EARLIER, reference_date=date(2026, 6, 30))
    rounds.add(township, name=LATER, reference_date=date(2099, 6, 30))

    def taken(*rows, name=EARLIER, file="名单.csv", head=HEAD):
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([head, *rows])
        return imports.take_in_more(township, file=path, round_name=name)

    return taken


def row(name, number, *, group="1组", village=VILLAGE):
    return (village, group, name, name, "户主", make.id_no("1970-02-03", "男", number))


def groups(session):
    """The group of each person's household, by name."""
    return {
        family.members[0].person.name: family.household.group_name
        for family in people.in_order(session, people.household_ids(session))
    }


def rename(session, old, new):
    areas.rename_group(session, village=VILLAGE, group=old, name=new)


def test_the_same_sheet_again_leaves_a_renamed_group_alone(township, take):
    take(row("张伟", 3), row("李强", 5, group="2组"))
    rename(township, "1组", "大屋组")
    report = take(row("张伟", 3), row("李强", 5, group="2组"))
    assert (report.added, report.updated, report.kept, report.batch) == (0, 0, 0, "")
    assert groups(township) == {"张伟": "大屋组", "李强": "2组"}


def test_a_new_household_of_the_former_group_joins_the_renamed_one(township, take):
    take(row("张伟", 3))
    rename(township, "1组", "大屋组")
    rename(township, "大屋组", "新屋组")
    for name in (EARLIER, LATER):
        take(row("张伟", 3), row("王五", 7), name=name)
        assert groups(township) == {"张伟": "新屋组", "王五": "新屋组"}


def test_groups_that_changed_names_are_told_apart_by_the_day_of_the_sheet(township, take):
    take(row("张伟", 3), row("李强", 5, group="2组"))
    for old, new in (("1组", "暂名"), ("2组", "1组"), ("暂名", "2组")):
        rename(township, old, new)
    take(row("张伟", 3), row("李强", 5, group="2组"), row("王五", 7))
    assert groups(township) == {"张伟": "2组", "李强": "1组", "王五": "2组"}
    take(row("赵六", 9), name=LATER)
    assert groups(township)["赵六"] == "1组"


def test_only_the_village_of_the_group_is_concerned(township, take):
    take(row("张伟", 3), row("李强", 5, village="桃源村"))
    rename(township, "1组", "大屋组")
    take(row("王五", 7, village="桃源村"))
    assert groups(township)["王五"] == "1组"


def test_a_renamed_village_is_known_by_its_former_name(township, take):
    take(row("张伟", 3))
    areas.rename_village(township, village=VILLAGE, name="桃兴社区")
    areas.rename_village(township, village="桃兴社区", name="新城社区")
    report = take(row("张伟", 3), row("王五", 7))
    assert (report.added, report.refused) == (1, 0)
    assert len({record.village for record in township.ledger.where(Household)}) == 1


def test_a_title_with_the_former_name_tells_the_village(township, take):
    areas.rename_village(township, village=VILLAGE, name="新城社区")
    report = take(("张伟", make.id_no("1970-02-03", "男", 3)), head=("姓名", "身份证号码"),
                  file="桃兴村名单.csv")  # fmt: skip
    assert (report.added, report.refused) == (1, 0)
    (household,) = township.ledger.where(Household)
    assert township.ledger.book.area_label(household.village) == "新城社区"


def test_a_merged_village_is_the_one_it_went_into(township, take):
    take(row("张伟", 3))
    areas.merge_village(township, village=VILLAGE, into="桃源村")
    report = take(row("张伟", 3), row("王五", 7))
    assert report.added == 1
    assert len(list(township.ledger.where(Person))) == 2
    labels = {township.ledger.book.area_label(one.village)
              for one in township.ledger.where(Household)}  # fmt: skip
    assert labels == {"桃源村"}
