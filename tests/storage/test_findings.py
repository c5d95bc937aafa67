"""Who shares a key with whom is told from the people who are there."""

import pytest

from desktop.domain.entities import Person
from desktop.storage import findings

PHONES = ["13800000001", "13800000001", "13800000002", "13800000003", "13800000003", None, None]


@pytest.fixture
def people(ledger):
    with ledger.act("test", "录入") as writer:
        return [writer.insert(Person(name="田大山", phone=phone)) for phone in PHONES]


def test_keys_are_shared_by_people_who_are_there(ledger, people):
    assert findings.shared_keys(ledger, "phone") == ["13800000001", "13800000003"]
    with ledger.act("test", "删除") as writer:
        writer.delete(people[0])
    assert findings.shared_keys(ledger, "phone") == ["13800000003"]


@pytest.mark.parametrize("number", [3, 1200])
def test_only_keys_that_were_asked_for_are_told(ledger, people, number):
    asked = ["13800000001", "13800000002", *(f"139{at:08}" for at in range(number))]
    assert findings.shared_among(ledger, "phone", asked) == {"13800000001"}
    assert findings.shared_among(ledger, "phone", []) == set()


def test_the_index_alone_tells_who_may_share_a_key(ledger):
    for condition in ("IS NOT NULL", "IN (?, ?)"):
        query = findings._SHARED.format("id_no", condition)
        values = ["1", "2"] if "?" in condition else []
        plan = ledger.data.all(f"EXPLAIN QUERY PLAN {query}", values)
        assert "COVERING INDEX person_id_no" in plan[0][-1]
