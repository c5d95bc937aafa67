"""The catalogue of rules, and what checking promises whatever a household holds."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.entities import (
    STANDARD,
    EmploymentSpell,
    Household,
    Membership,
    Person,
    Presence,
    SurveyAnswer,
    Tag,
)
from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding, Severity
from desktop.domain.kinds import Amount, Area, Code, Codes, Date, Flag, IdNumber, Integer, Kind
from desktop.domain.partial_date import PartialDate
from desktop.domain.rules import (
    Limits,
    Scope,
    check_family,
    check_group,
    describe,
    group_keys,
    occupants,
)
from desktop.domain.rules.registry import rule
from tests.domain import make

E, W = Severity.ERROR, Severity.DOUBT
ERRORS = {1, 2, 3, 4, 5, 7, 9, 12, 19, 25, 28, 29, 38, 43}
DOUBTS = {6, 8, 10, 11, *range(13, 29), 39, 40, 41}
"""Domain §B and F2: 19, 25, 28 and 29 have parts of either level."""


def test_every_rule_is_there_at_its_level():
    levels = {
        level: {line.number for line in describe() if line.level == level.value}
        for level in Severity
    }
    assert levels == {E: ERRORS, W: DOUBTS, Severity.HINT: set()}


def test_every_rule_has_a_title_and_says_what_to_do():
    lines = describe()
    assert all(line.title and line.advice for line in lines)
    assert len({(line.number, line.title) for line in lines}) == len(lines)


def test_a_rule_cannot_be_registered_twice():
    def birth_agrees_with_id_number(view, context):
        yield from ()

    with pytest.raises(ValueError, match="birth_agrees_with_id_number"):
        rule(3, E, Scope.PERSON, title="重复", advice="")(birth_agrees_with_id_number)


def test_a_plausible_household_has_nothing_wrong():
    family = make.family(
        make.member(who=make.person("1980-03-01"), spells=(make.spell(),)),
        make.member("配偶", make.person("1982-03-01", "女")),
        make.member("之子", make.person("2008-03-01", in_school="普通高中二年级")),
        make.member("之女", make.person("2015-03-01", "女", phone=None, education=None)),
        make.member("之母", make.person("1955-03-01", "女", phone=None)),
        member_count_declared=5,
    )
    assert check_family(family, make.context()) == []


def test_every_limit_has_a_shipped_parameter():
    limits = make.context().limits
    assert all(getattr(limits, field.name) > 0 for field in fields(Limits))


def test_a_household_of_nothing_raises_nothing():
    nobody = Member(
        Person(), Membership(), (EmploymentSpell(),), (Tag(),), SurveyAnswer(), Presence()
    )
    findings = check_family(Family(Household(), (nobody,), (Tag(),)), make.context())
    assert {finding.rule for finding in findings} <= {5, 16, 17}


def test_an_empty_household_raises_nothing():
    assert check_family(Family(Household(), ()), make.context()) == []


DATES = st.builds(
    PartialDate, st.integers(1930, 2030), st.none() | st.integers(1, 12), about=st.booleans()
)
DAYS = st.dates(make.DAY.replace(1930), make.DAY)
AREAS = st.sampled_from([make.VILLAGE, "t-other", "x-liuyang", "c-shenzhen", "p-hunan", "nowhere"])
WORDS = st.sampled_from(["", "田小山", "广东", "3-4千", "E12", "劳务输出", "□", "4.3313e+17", "无"])
PLAIN = {
    Date: DATES,
    Amount: st.integers(0, 40_000),
    Integer: st.integers(-1, 20),
    Flag: st.booleans(),
    Area: AREAS,
}


def ids():
    return st.builds(
        lambda day, sex, serial: make.id_no(day.isoformat(), sex, serial),
        DAYS,
        st.sampled_from("男女"),
        st.integers(0, 499),
    )


def of(kind: Kind):
    """Any value that may stand in a field."""
    match kind:
        case IdNumber():
            return ids() | st.sampled_from(["", "433", "X" * 18, "999999999999999999"])
        case Codes(code_set=name):
            return st.lists(keys(name), max_size=3).map(tuple)
        case Code(code_set=name):
            return keys(name)
    return PLAIN.get(type(kind), WORDS)


def keys(name):
    known = list(make.book().code_sets.get(name, {}))
    return st.sampled_from([*known, "没有的"])


@st.composite
def records(draw, cls):
    """A record with any of its fields set, some of them unread."""
    names = STANDARD[cls].by_name
    chosen = draw(st.lists(st.sampled_from(sorted(names)), unique=True, max_size=12))
    unread = draw(st.lists(st.sampled_from(sorted(names)), unique=True, max_size=2))
    values = {name: draw(of(names[name].kind)) for name in chosen if name not in unread}
    number = draw(st.integers(1, 10**9))
    return cls(id=f"r{number}", unread={name: draw(WORDS) for name in unread}, **values)


MEMBERS = st.builds(
    Member,
    records(Person),
    records(Membership),
    st.lists(records(EmploymentSpell), max_size=2).map(tuple),
    st.lists(records(Tag), max_size=2).map(tuple),
    st.none() | records(SurveyAnswer),
    st.none() | records(Presence),
)
FAMILIES = st.builds(
    Family,
    records(Household),
    st.lists(MEMBERS, max_size=3).map(tuple),
    st.lists(records(Tag), max_size=1).map(tuple),
)


@settings(max_examples=120, deadline=None)
@given(FAMILIES)
def test_whatever_a_household_holds_it_can_be_checked(family):
    context = make.context(rounds=frozenset({"round"}), overdue=True)
    findings = check_family(family, context)
    rows = list(occupants(family, context.day))
    for scope, key in group_keys(family):
        findings += check_group(scope, key, rows, context)
    assert all(isinstance(finding, Finding) for finding in findings)
    assert all(finding.household == family.household.id for finding in findings)
    assert all(finding.message and finding.advice and finding.field for finding in findings)
    unread = sum(len(record.unread) for record in all_records(family))
    assert (
        sum(f.rule in {1, 9, 38, 43} or (f.rule == 25 and f.severity is E) for f in findings)
        == unread
    )


def all_records(family):
    yield family.household
    yield from family.tags
    for member in family.members:
        yield member.person
        yield member.membership
        yield from member.spells
        yield from member.tags
        yield from filter(None, (member.answer, member.presence))


@settings(max_examples=60, deadline=None)
@given(FAMILIES)
def test_checking_twice_finds_the_same(family):
    context = make.context()
    assert check_family(family, context) == check_family(family, context)
