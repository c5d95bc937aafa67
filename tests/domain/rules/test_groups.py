"""Rules that look at everybody who shares an ID number or a telephone."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.finding import Severity
from desktop.domain.rules import Occupant, Scope, check_group, group_keys, occupants
from tests.domain import make

ID = make.id_no()


def row(number, village=make.VILLAGE, **fields):
    given = {
        "person_id": f"person-{number}",
        "household_id": f"household-{number}",
        "household_no": f"43313011020100{number:02}",
        "village": village,
        "name": f"田{'一二三四五六七八九'[number % 9]}",
        "id_no": ID,
        "phone": "13812345678",
    }
    return Occupant(**given | fields)


def doubles(*rows):
    return check_group(Scope.ID_NUMBER, ID, rows, make.context())


def shared(*rows):
    return check_group(Scope.PHONE, "13812345678", rows, make.context())


def test_two_people_of_a_village_with_one_number_are_an_error_on_both():
    findings = doubles(row(1), row(2))
    assert [(finding.rule, finding.severity) for finding in findings] == [
        (2, Severity.ERROR),
        (2, Severity.ERROR),
    ]
    assert [(finding.record, finding.household) for finding in findings] == [
        ("person-1", "household-1"),
        ("person-2", "household-2"),
    ]
    assert "田三（户4331301102010002）" in findings[0].message
    assert ID in findings[0].message


def test_across_villages_it_is_a_doubt():
    findings = doubles(row(1), row(2, make.OTHER_VILLAGE))
    assert {finding.severity for finding in findings} == {Severity.DOUBT}


def test_one_person_in_two_households_is_no_double():
    living = row(1, make.OTHER_VILLAGE, household_id="household-9", counted=False)
    assert doubles(row(1), living) == []


def test_the_dead_share_a_number_with_nobody():
    assert doubles(row(1), row(2, gone=True)) == []


def test_a_third_person_reopens_an_answered_doubt():
    two = doubles(row(1), row(2, make.OTHER_VILLAGE))
    three = doubles(row(1), row(2, make.OTHER_VILLAGE), row(3, "v-third"))
    assert two[0].value != three[0].value


def test_six_people_on_one_phone_are_a_doubt_on_each():
    findings = shared(*(row(number) for number in range(6)))
    assert [finding.severity for finding in findings] == [Severity.DOUBT] * 6
    assert "6户6人" in findings[0].message


def test_five_may_share_a_phone():
    assert shared(*(row(number) for number in range(5))) == []


def test_one_household_may_share_a_phone():
    assert shared(*(replace(row(number), household_id="one") for number in range(6))) == []


def test_a_household_knows_its_groups_and_its_rows():
    family = make.family(
        make.member(), make.member("之女", make.person("2020-01-01", "女", phone=None))
    )
    head, child = (member.person for member in family.members)
    assert list(group_keys(family)) == [
        (Scope.ID_NUMBER, head.id_no),
        (Scope.PHONE, head.phone),
        (Scope.ID_NUMBER, child.id_no),
    ]
    rows = list(occupants(family, make.DAY))
    assert [(row.person_id, row.is_head, row.counted, row.gone) for row in rows] == [
        (head.id, True, True, False),
        (child.id, False, True, False),
    ]


def test_people_are_counted_by_the_household_they_chose():
    away = make.member(who=make.person(count_by="常住"))
    assert [row.counted for row in occupants(make.family(away), make.DAY)] == [False]


@given(
    st.permutations(
        [row(1), row(2), row(3, make.OTHER_VILLAGE), row(1, household_id="x", counted=False)]
    )
)
def test_the_order_of_the_rows_does_not_matter(rows):
    def key(finding):
        return (finding.record, finding.severity, finding.value, finding.message, finding.household)

    expected = doubles(row(1), row(2), row(3, make.OTHER_VILLAGE))
    assert sorted(map(key, doubles(*rows))) == sorted(map(key, expected))
