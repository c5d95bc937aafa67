"""Answered findings."""

from dataclasses import replace

from desktop.domain.rules import answer, answered, answers, value_hash
from tests.domain import make
from tests.domain.rules.cases import found, one, working

LOW = "2013-01-01"


def wage_doubt(wage):
    family = working(wage=wage)
    who = family.members[0]
    spell = replace(who.spells[0], id="spell")
    (finding,) = found(replace(family, members=(replace(who, spells=(spell,)),)), 18)
    return finding


def test_an_answered_doubt_stays_answered():
    finding = wage_doubt(300)
    assert answered(finding, answers([answer(finding, "本人确认")]))


def test_it_comes_back_when_the_value_changes():
    assert not answered(wage_doubt(200), answers([answer(wage_doubt(300), "本人确认")]))


def test_it_comes_back_when_what_it_was_judged_by_changes():
    family = one(LOW, education="高中")
    (before,) = found(family, 10)
    who = family.members[0]
    younger = make.person("2014-01-01", id=who.person.id, education="高中")
    (after,) = found(replace(family, members=(replace(who, person=younger),)), 10)
    assert not answered(after, answers([answer(before, "户口簿如此")]))


def test_an_answer_to_one_field_says_nothing_of_another():
    finding = wage_doubt(300)
    known = answers([answer(finding, "本人确认")])
    for other in (
        replace(finding, rule=17),
        replace(finding, record="another"),
        replace(finding, field="kind"),
    ):
        assert not answered(other, known)


def test_a_deleted_or_reasonless_answer_answers_nothing():
    finding = wage_doubt(300)
    waiver = answer(finding, "本人确认")
    assert not answered(finding, answers([replace(waiver, deleted=True)]))
    assert not answered(finding, answers([replace(waiver, reason=None)]))


def test_a_hash_does_not_show_its_value():
    assert "300" not in value_hash("300")
    assert value_hash("300") == value_hash("300") != value_hash("301")
