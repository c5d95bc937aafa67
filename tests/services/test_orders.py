"""What is printed of whom: a group, a household, chosen people; blank forms, doubts, letters."""

import pypdfium2 as pdfium
import pytest

from desktop.domain.entities import EmploymentSpell, Household, Membership, Person
from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate
from desktop.domain.scan_codes import household_mark
from desktop.services import checks, people, previews, prints, stats
from desktop.services.orders import Order
from desktop.storage import history
from tests.population import records
from tests.population import township as made_up


@pytest.fixture
def filled(township):
    with township.ledger.act("test", "试验数据") as writer:
        for record in records(made_up("433130110", 90, 3)):
            writer.insert(record)
    return township


def text_of(data):
    with pdfium.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def printed(session, **order):
    return text_of(prints.made(session, Order(**order))[0])


def test_a_scanned_code_opens_its_household(filled):
    home = next(iter(filled.ledger.where(Household)))
    (found,) = people.find(filled, household_mark(home.id))
    assert (found.household, found.person) == (home.id, "")
    assert found.household_no == home.household_no
    gone = household_mark("01900000-0000-7000-8000-000000000000")
    assert people.find(filled, gone) == []


@pytest.mark.parametrize("of", ["household_no", "id", "mark"])
def test_one_household_is_printed_by_number_id_or_code(filled, of):
    home = list(filled.ledger.where(Household))[1]
    asked = household_mark(home.id) if of == "mark" else getattr(home, of)
    text = printed(filled, document="household_form", household=asked)
    assert home.household_no in text
    others = (one for one in filled.ledger.where(Household) if one.id != home.id)
    assert not any(one.household_no in text for one in others)


def test_a_household_that_is_not_here_or_not_alone_is_refused(filled):
    with pytest.raises(Refused, match="没有户编号"):
        printed(filled, document="household_form", household="4331")
    with filled.ledger.act("test", "重号") as writer:
        for _ in range(2):
            writer.insert(Household(household_no="77"))
    with pytest.raises(Refused, match="有2户"):
        printed(filled, document="household_form", household="77")


def test_one_group_of_a_village_is_printed_under_its_name(filled):
    village = next(one for one in people.villages(filled, empty=False) if len(one.groups) > 1)
    group = village.groups[0]
    shown = printed(filled, document="household_card", village=village.place.code, group=group.name)
    assert shown.count("家庭户卡") == group.households


def test_chosen_people_are_listed_and_nobody_else(filled):
    someone = next(row for row in prints.on_screen(filled, document="labour_roster").rows)
    person = someone.member.person
    _, made, _ = prints.made(filled, Order(document="labour_roster", people=(person.id,)))
    assert made.rows == 1


def test_a_blank_form_holds_nobody(filled):
    data, made, _ = prints.made(filled, Order(document="household_form", blank=True))
    assert (made.rows, made.pages) == (0, 1)
    names = {person.name for person in filled.ledger.where(Person)}
    assert not any(name in text_of(data) for name in names)


def test_doubts_are_listed_until_they_are_answered(township):
    with township.ledger.act("test", "疑点") as writer:
        home = writer.insert(Household(household_no="1"))
        person = writer.insert(Person(name="田小兰", unread={"id_no": "4.33E+17"}))
        writer.insert(Membership(person=person.id, household=home.id, kind="户籍", relation="户主"))
    checks.check_all(township)
    rows = prints.on_screen(township, document="doubt_sheet").rows
    assert len(rows) == len(list(checks.listed(township)))
    assert "田小兰" in printed(township, document="doubt_sheet")


@pytest.mark.parametrize(
    ("roster", "figure"), [("monthly_watch", "watched"), ("transfer_form", "nong_07")]
)
def test_figures_open_their_people(filled, roster, figure):
    rows = prints.on_screen(filled, document=roster).rows
    behind = stats.people_behind(filled, indicator=figure)
    if roster == "monthly_watch":
        assert sorted(row.member.person.id for row in rows) == sorted(behind)
    else:
        assert next(row.figure for row in rows if row.row.code == 7) == len(behind)


def test_a_roster_of_those_away_lists_also_those_past_labour_age(township):
    with township.ledger.act("test", "超龄") as writer:
        home = writer.insert(Household(household_no="1"))
        born = PartialDate.parse("1955-01-01")
        person = writer.insert(Person(name="田老汉", sex="男", birth=born))
        writer.insert(Membership(person=person.id, household=home.id, kind="户籍", relation="户主"))
        writer.insert(EmploymentSpell(person=person.id, kind="务工", region_class="省外"))
    assert "田老汉" in printed(township, document="away_roster")
    assert stats.people_behind(township, indicator="nong_07") == []


def test_the_version_stands_on_the_page_in_the_log_and_in_what_is_told(filled, tmp_path):
    file = tmp_path / "册.pdf"
    made = prints.pdf(filled, document="away_roster", file=file)
    assert f"版本 {made.version}" in text_of(file.read_bytes())
    act = history.recent_acts(filled.ledger.data, 1)[0][1]
    assert made.version in act.label
    shown = previews.preview(filled, Order(document="away_roster"))
    assert shown.version == made.version


def test_an_answer_needs_its_name(filled):
    with pytest.raises(Refused, match="名称=内容"):
        printed(filled, document="public_notice", told=("0743-6222222",))


def test_before_a_package_is_made_there_is_no_letter(filled):
    with pytest.raises(Refused, match="还没有生成过上报包"):
        printed(filled, document="handover")
    with pytest.raises(Refused, match="发件箱里没有这个上报包"):
        printed(filled, document="handover", told=("包编号=0000",))
