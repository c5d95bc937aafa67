"""Villages and groups are the office's own list."""

import pytest

from desktop.domain.entities import Area, Household
from desktop.domain.errors import Refused
from desktop.services import areas, people


def houses(session, village, groups):
    place = people.village_of(session, village)
    with session.ledger.act("test", "test") as writer:
        return [writer.insert(Household(village=place, group_name=group)) for group in groups]


def names(session):
    return [village.place.name for village in people.villages(session)]


def test_a_new_village_can_be_used_at_once(township):
    areas.add_village(township, name="新民村")
    assert "新民村" in names(township)
    assert people.village_of(township, "新民村")


def test_a_name_is_used_once_in_a_township(township):
    with pytest.raises(Refused, match="已经有"):
        areas.add_village(township, name="桃兴村")


def test_renaming_keeps_code_and_households(township):
    house = houses(township, "桃兴村", ["1组"])[0]
    renamed = areas.rename_village(township, village="433130110210", name="桃新村")
    assert (renamed.code, township.ledger.get(Household, house.id).village) == (
        "433130110210",
        renamed.id,
    )
    assert "桃新村" in names(township)


def test_merging_moves_the_households_and_closes_the_village(township):
    moved = houses(township, "桃兴村", ["1组", "2组"])
    assert areas.merge_village(township, village="桃兴村", into="桃源村") == 2
    stays = people.village_of(township, "桃源村")
    assert {township.ledger.get(Household, house.id).village for house in moved} == {stays}
    assert "桃兴村" not in names(township)
    gone = next(township.ledger.where(Area, "t.name = '桃兴村'"))
    assert gone.merged_into == stays
    assert gone.valid_to is not None


def test_a_village_with_households_is_not_closed(township):
    houses(township, "桃兴村", ["1组"])
    with pytest.raises(Refused, match="还有户"):
        areas.close_village(township, village="桃兴村")


def test_renaming_a_group_to_a_name_in_use_merges_them(township):
    houses(township, "桃兴村", ["1组", "2组", "2组"])
    assert areas.rename_group(township, village="桃兴村", group="2组", name="1组") == 2
    village = next(v for v in people.villages(township) if v.place.name == "桃兴村")
    assert [(group.name, group.households) for group in village.groups] == [("1组", 3)]


def groups(session, name):
    village = next(one for one in people.villages(session) if one.place.name == name)
    return {group.name: group.households for group in village.groups}


def test_a_group_can_be_added_before_anybody_lives_in_it(township):
    areas.add_group(township, village="桃兴村", name="12组")
    assert groups(township, "桃兴村") == {"12组": 0}
    with pytest.raises(Refused, match="已经有"):
        areas.add_group(township, village="桃兴村", name="12组")
    houses(township, "桃兴村", ["12组"])
    assert groups(township, "桃兴村") == {"12组": 1}
    with pytest.raises(Refused, match="还有户"):
        areas.close_group(township, village="桃兴村", group="12组")


def test_an_added_group_is_renamed_merged_and_closed(township):
    for name in ("11组", "12组"):
        areas.add_group(township, village="桃兴村", name=name)
    areas.rename_group(township, village="桃兴村", group="12组", name="新组")
    assert groups(township, "桃兴村") == {"11组": 0, "新组": 0}
    houses(township, "桃兴村", ["11组"])
    assert areas.rename_group(township, village="桃兴村", group="11组", name="新组") == 1
    assert groups(township, "桃兴村") == {"新组": 1}
    areas.add_group(township, village="桃兴村", name="空组")
    areas.close_group(township, village="桃兴村", group="空组")
    assert groups(township, "桃兴村") == {"新组": 1}
    with pytest.raises(Refused, match="没有"):
        areas.close_group(township, village="桃兴村", group="空组")


def test_closed_villages_stay_listed_with_what_became_of_them(township):
    houses(township, "桃兴村", ["1组"])
    areas.merge_village(township, village="桃兴村", into="桃源村")
    lines = {line.area.name: line for line in areas.listed(township)}
    assert "并入桃源村" in lines["桃兴村"].state
    assert lines["桃源村"].households == 1
    assert list(lines)[-1] == "桃兴村"
