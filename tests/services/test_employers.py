"""Employers of the ledger, offered while one is typed."""

import pytest

from desktop.domain.entities import EmploymentSpell
from desktop.services import employers, entry


@pytest.fixture
def spells(township):
    with township.ledger.act("test", "造数") as writer:
        return [
            writer.insert(EmploymentSpell(person="p", employer=name))
            for name in ("某电子厂", "某鞋厂", "某电子厂")
        ]


def test_the_employers_of_most_people_are_offered_first(township, spells):
    assert employers.known(township).names.find("某") == ["某电子厂", "某鞋厂"]


def test_what_was_typed_a_moment_ago_is_offered(township, spells):
    known = employers.known(township)
    entry.set_cell(
        township,
        entity="employment_spell",
        record=spells[0].id,
        field="employer",
        text="吉首茶厂",
    )
    with township.ledger.act("test", "造数") as writer:
        writer.insert(EmploymentSpell(person="q", employer="保靖茶厂"))
    assert known.names.find("茶厂") == []
    employers.catch_up(township, known)
    assert known.names.find("茶厂") == ["保靖茶厂", "吉首茶厂"]
    assert known.position == township.ledger.position
