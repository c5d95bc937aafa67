"""The invented townships that other tests and the benchmarks stand on."""

from collections import Counter, defaultdict
from itertools import islice
from math import gcd

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from desktop.domain.ages import age_on
from desktop.domain.codebook import CodeBook
from desktop.domain.entities import STANDARD
from desktop.domain.id_number import birth_of, parse_id_number, sex_of
from desktop.domain.kinds import Code, Codes
from desktop.domain.names import has_rare_char, name_problems
from desktop.domain.places import Place, Places
from desktop.domain.rules import Context, check_family, check_group
from desktop.domain.rules.groups import occupants
from desktop.domain.rules.registry import Scope
from desktop.services import seeds
from tests import population
from tests.population_faults import RECIPES
from tests.population_source import DAY, area_list, calendar

TOWNSHIP = "433130110"


@pytest.fixture(scope="module")
def families():
    return list(population.township(TOWNSHIP, 6000, 7))


@pytest.fixture(scope="module")
def members(families):
    return [member for family in families for member in family.members]


@pytest.fixture(scope="module")
def context():
    areas = list(seeds.areas(TOWNSHIP))
    places = Places(Place(a.id, a.name, a.level, a.code, a.parent or "") for a in areas)
    parameters = seeds.rule_parameters()
    book = CodeBook(seeds.code_items(), lambda: places, seeds.age_policies(), parameters)
    return Context(book=book, day=DAY, dictionary=STANDARD)


def everything_found(families, context):
    """Rule and household of every finding, in households and among equal ID numbers."""
    found = set()
    groups = defaultdict(list)
    for family in families:
        found |= {(hit.rule, hit.household) for hit in check_family(family, context)}
        for row in occupants(family, DAY):
            groups[row.id_no].append(row)
    for id_no, rows in groups.items():
        if id_no:
            hits = check_group(Scope.ID_NUMBER, id_no, rows, context)
            found |= {(hit.rule, hit.household) for hit in hits}
    return found


def test_a_township_has_exactly_the_people_asked_for(members):
    assert len(members) == 6000


def test_the_same_seed_gives_the_same_township_down_to_the_ids():
    first, again = (list(population.township(TOWNSHIP, 300, 5, faults=0.5)) for _ in range(2))
    assert first == again


def test_another_seed_gives_other_people():
    one, other = (list(population.township(TOWNSHIP, 300, seed)) for seed in (1, 2))
    ids = [{record.id for record in population.records(township)} for township in (one, other)]
    assert ids[0] & ids[1] == {population.ROUND.id}


def test_an_unknown_township_is_refused():
    with pytest.raises(ValueError, match="433130999"):
        next(population.township("433130999", 10, 1))


def test_every_id_number_is_valid_and_says_birth_and_sex(members):
    for member in members:
        person = member.person
        number = parse_id_number(person.id_no)
        assert number == person.id_no
        assert birth_of(number) == person.birth.first_day() <= DAY
        assert sex_of(number) == person.sex


def test_id_numbers_and_phones_are_nobody_elses(members):
    numbers = [member.person.id_no for member in members]
    phones = [member.person.phone for member in members if member.person.phone]
    assert len(set(numbers)) == len(numbers)
    assert len(set(phones)) == len(phones)


def test_townships_of_one_county_share_no_id_number():
    codes = ("433130110", "433130112", "433130001")
    townships = [population.township(code, 4000, 1) for code in codes]
    numbers = [m.person.id_no for families in townships for f in families for m in f.members]
    assert len(set(numbers)) == 12000


def test_record_ids_are_unique_and_rise(families):
    ids = [record.id for record in population.records(families)]
    assert len(set(ids)) == len(ids)
    households = [family.household.id for family in families]
    assert households == sorted(households)


def test_every_household_lies_in_a_real_village_and_is_numbered_after_it(families):
    numbers = [family.household.household_no for family in families]
    assert len(set(numbers)) == len(numbers)
    for family in families:
        code = family.household.household_no[:12]
        assert code in area_list()
        assert code.startswith(TOWNSHIP)
        assert family.household.village == seeds.area_id(code)
    assert len({number[:12] for number in numbers}) == 18


def test_every_household_has_one_head_who_stands_first(families):
    for family in families:
        assert [member.is_head for member in family.members].count(True) == 1
        assert family.members[0].is_head


def test_children_are_younger_and_parents_older_by_a_generation(families):
    for family in families:
        head = family.head.person.birth.year
        for member in family.members:
            gap = member.person.birth.year - head
            match member.membership.relation:
                case "之子" | "之女":
                    assert gap >= 18
                case "之孙子" | "之孙女":
                    assert gap >= 36
                case "之父" | "之母":
                    assert gap <= -18


def test_no_rule_finds_anything(families, context):
    assert everything_found(families, context) == set()


def test_every_coded_value_is_in_its_list(families, context):
    for record in population.records(families):
        for field in STANDARD[record.entity_name].fields:
            value = getattr(record, field.name)
            kind = field.kind
            if value is None or type(kind) not in (Code, Codes):
                continue
            for key in (value,) if type(kind) is Code else value:
                assert context.book.item(kind.code_set, key), f"{field.path}: {key}"


def test_every_place_of_work_is_in_the_area_list(members, context):
    places = {spell.work_area for member in members for spell in member.spells}
    assert all(place in context.book.places for place in places - {None})
    assert len(places) > 10


def test_names_are_clean_and_a_few_are_rare_or_dotted():
    families = population.township(TOWNSHIP, 10_000, 11)
    called = [m.person.name for family in families for m in family.members]
    assert not [name for name in called if name_problems(name)]
    assert 0.001 < sum(map(has_rare_char, called)) / len(called) < 0.02
    assert 0 < sum("·" in name for name in called) / len(called) < 0.01


def test_shares_are_those_of_a_township(families, members):
    adults = [m for m in members if age_on(m.person.birth, DAY) >= 18]
    at_work = [m for m in adults if m.person.employment_status in {"转移就业", "自主创业"}]
    studying = [m for m in members if m.person.in_school]
    poor = [f for f in families if any(tag.tag == "脱贫户" for tag in f.tags)]
    seeking = [m for m in members if m.person.employment_status == "暂未就业"]
    assert 0.4 < len(at_work) / len(adults) < 0.52
    assert 0.12 < len(studying) / len(members) < 0.25
    assert 0.15 < len(poor) / len(families) < 0.25
    assert 2.6 < len(members) / len(families) < 3.6
    assert 0.4 < sum(m.person.sex == "男" for m in members) / len(members) < 0.6
    assert all(m.answer and m.answer.unemployed_reason for m in seeking)
    assert {m.person.ethnic for m in members} >= {"土家族", "苗族", "汉族"}


def test_whoever_works_has_a_spell_with_start_wage_and_place(members):
    for member in members:
        open_spells = [s for s in member.spells if s.end is None and s.kind != "务农"]
        working = member.person.employment_status in {"转移就业", "自主创业"}
        assert len(open_spells) == working
        for spell in open_spells:
            assert spell.start.first_day() <= DAY
            assert spell.wage >= 500
            assert spell.work_place
            assert spell.industry


def test_records_come_after_those_they_refer_to(families):
    seen = set()
    refers = ("person", "household", "round", "spell")
    for record in population.records(families):
        for name in refers:
            referent = getattr(record, name, None)
            assert referent is None or referent in seen
        seen.add(record.id)


def test_each_fault_is_reported_and_found_by_its_rule_and_no_other_household_is(context):
    report = []
    families = list(population.township(TOWNSHIP, 6000, 3, faults=0.4, report=report))
    found = everything_found(families, context)
    assert {(fault.kind, fault.rule) for fault in report} == set(RECIPES)
    assert {(fault.rule, fault.household) for fault in report} <= found
    # The one whose number was copied is rightly named, too.
    others = {household for _, household in found} - {fault.household for fault in report}
    assert len(others) <= sum(fault.kind == "duplicate_id" for fault in report)


def test_the_share_of_faults_is_the_share_of_families():
    report = []
    families = list(population.township(TOWNSHIP, 6000, 3, faults=0.1, report=report))
    assert 0.08 < len(report) / len(families) < 0.12
    assert max(Counter(fault.household for fault in report).values()) == 1


def village_of(families):
    first = families[0].household.village
    return [family for family in families if family.household.village == first]


def test_a_hand_made_roster_looks_like_one(families, tmp_path):
    path = tmp_path / "村.xlsx"
    village = village_of(families)
    people = sum(len(family.members) for family in village)
    assert population.write_roster(path, village) == people
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "石牌镇石牌洞社区农村劳动力资源调查花名册"
    assert rows[2][:2] == ("序号", "户编号")
    assert len(rows[2]) == 30
    assert rows[2][16] == "就业情况"
    assert rows[3][16:20] == ("就业状态", "就业类型", "务工单位", "务工地点")
    assert len(rows) == people + 5
    assert rows[-1][0] == "填表人："
    assert "A1:AD1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_a_household_is_merged_down_its_members(families, tmp_path):
    path = tmp_path / "村.xlsx"
    village = village_of(families)
    population.write_roster(path, village)
    sheet = openpyxl.load_workbook(path).active
    merged = {str(area) for area in sheet.merged_cells.ranges}
    row = 5
    for family in village:
        last = row + len(family.members) - 1
        assert (f"B{row}:B{last}" in merged) == (last > row)
        assert sheet.cell(row, 2).value == family.household.household_no
        row = last + 1


@pytest.mark.parametrize("style", ["hand", "monitor"])
def test_id_numbers_stay_text_in_a_workbook(style, families, tmp_path):
    path = tmp_path / "表.xlsx"
    some = list(islice(families, 300))
    population.write_roster(path, some, style)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    texts = {cell for row in rows for cell in row if isinstance(cell, str)}
    assert {m.person.id_no for family in some for m in family.members} <= texts


def test_an_export_has_its_header_on_row_3_and_only_text(families, tmp_path):
    path = tmp_path / "表.xlsx"
    some = list(islice(families, 300))
    population.write_roster(path, some, "monitor")
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[2][:6] == ("省", "市", "县", "乡", "村", "户编号")
    assert rows[3][:5] == ("湖南省", "湘西土家族苗族自治州", "龙山县", "石牌镇", "石牌洞社区")
    assert {type(cell) for row in rows for cell in row} == {str, type(None)}
    assert len(rows) == 3 + sum(len(family.members) for family in some)


def test_a_roster_of_several_villages_names_the_village(families, tmp_path):
    path = tmp_path / "镇.xlsx"
    population.write_roster(path, families)
    rows = list(openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True))
    assert len(rows[2]) == 30
    assert rows[2][2] == "村"
    assert {row[2] for row in rows[4:] if row[2]} >= {"桃兴村", "玉河村", "卧龙村"}


def test_light_people_have_valid_numbers_that_differ():
    people = list(population.light_people(20_000, 4))
    assert people == list(population.light_people(20_000, 4))
    assert all(parse_id_number(id_no) == id_no for _, id_no, _ in people[::50])
    assert len({id_no for _, id_no, _ in people}) == 20_000
    assert len({phone for _, _, phone in people}) == 20_000
    assert not [name for name, _, _ in people[::50] if name_problems(name)]


def test_light_people_stay_different_until_days_and_serials_run_out():
    # The step through days and serials visits each once only if it shares no factor with them.
    assert gcd(population.STEP, len(calendar().digits) * 1000) == 1
    with pytest.raises(ValueError, match="at most"):
        next(population.light_people(10**9, 1))
