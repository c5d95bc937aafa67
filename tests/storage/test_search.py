"""What a clerk types finds whom it should, and nobody who is gone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.entities import Household, Person
from desktop.storage import undoing
from desktop.storage.backup import verify
from desktop.storage.search import find, rebuild

RARE = "\U00020bb7"  # 𠮷, outside the basic plane
PEOPLE = {
    "tian": Person(name="田大山", id_no="433130199005041234", phone="13807431111"),
    "chen": Person(name="陈晓", id_no="43313019880101002X", phone="0743-6221234"),
    "minority": Person(name="阿依·努尔", name_alias="阿衣努尔"),
    "rare": Person(name=f"{RARE}云", phone="15907430000"),
    "shan": Person(name="单雄信"),
}


@pytest.fixture
def people(ledger):
    with ledger.act("test", "录入") as writer:
        made = {key: writer.insert(person) for key, person in PEOPLE.items()}
        made["house"] = writer.insert(
            Household(household_no="4331301102060001", phone="13807432222")
        )
    return made


@pytest.fixture
def hits(ledger, people):
    """The keys of those that a text finds."""
    names = {record.id: key for key, record in people.items()}

    def found(text):
        return {names[hit.record] for hit in find(ledger.data, ledger.dictionary, text)}

    return found


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("田", {"tian"}),
        ("田大", {"tian"}),
        ("田大山", {"tian"}),
        (" 田 大 山 ", {"tian"}),
        ("陈", {"chen"}),
        ("tds", {"tian"}),
        ("TDS", {"tian"}),
        ("tiandashan", {"tian"}),
        ("chenx", {"chen"}),
        ("iandash", {"tian"}),
        ("shanxiong", {"shan"}),
        ("sxx", {"shan"}),
        ("努尔", {"minority"}),
        ("尔", {"minority"}),
        ("衣努", {"minority"}),
        ("大", {"tian"}),
        ("大山", {"tian"}),
        ("山", {"tian"}),
        ("雄", {"shan"}),
        ("云", {"rare"}),
        ("田山", set()),
        ("·努尔", {"minority"}),
        ("阿依.努", {"minority"}),
        ("阿衣努", {"minority"}),
        (RARE, {"rare"}),
        (f"{RARE}云", {"rare"}),
        ("1990050", {"tian"}),
        ("433130199005", {"tian"}),
        ("43313019880101002x", {"chen"}),
        ("10020", set()),
        ("101002x", {"chen"}),
        ("138", {"tian", "house"}),
        ("13807431", {"tian"}),
        ("１３８０７４３１", {"tian"}),
        ("8074322", {"house"}),
        ("4331301102060001", {"house"}),
        ("6221234", {"chen"}),
        ("", set()),
        ("   ", set()),
        ("没有这个人", set()),
    ],
)
def test_a_typed_text_finds(hits, typed, wanted):
    assert hits(typed) == wanted


def test_a_renamed_person_is_found_by_the_new_name_only(ledger, people, hits):
    with ledger.act("test", "修改") as writer:
        writer.update(people["tian"], {"name": "田小川", "phone": "18900000000"})
    assert hits("田小川") == hits("tianxiaochuan") == hits("189000") == {"tian"}
    assert hits("田大山") == hits("tds") == hits("3807431") == set()


def test_a_deleted_person_is_not_found_until_that_is_undone(ledger, people, hits):
    with ledger.act("test", "删除", batch="b") as writer:
        writer.delete(people["tian"])
    for typed in ("田", "田大山", "tds", "4331301990", "9900504"):
        assert hits(typed) == set()
    undoing.undo_batch(ledger, "b", "撤销")
    for typed in ("田", "田大山", "tds", "4331301990", "9900504"):
        assert hits(typed) == {"tian"}


def test_people_of_an_undone_import_are_not_found(ledger, hits):
    with ledger.act("import", "导入", batch="b") as writer:
        writer.insert(Person(name="田二"))
    undoing.undo_batch(ledger, "b", "撤销")
    assert hits("田") == {"tian"}
    assert verify(ledger) == []


def test_no_more_than_asked_for_are_found(ledger):
    with ledger.act("test", "录入") as writer:
        for number in range(60):
            writer.insert(Person(name="田大山", phone=f"138000000{number:02}"))
    for typed in ("田", "tds", "138", "8000000", "大山"):
        assert len(find(ledger.data, ledger.dictionary, typed)) <= 50
    assert len(find(ledger.data, ledger.dictionary, "138", 7)) == 7


@given(st.text(max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_answered(ledger, people, text):
    assert isinstance(find(ledger.data, ledger.dictionary, text), list)


@given(st.lists(st.sampled_from(["田大山", "陈晓", "", None, "单"]), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_the_index_follows_every_renaming(ledger, people, names):
    with ledger.act("test", "修改") as writer:
        for name in names:
            writer.update(people["tian"], {"name": name})
    assert verify(ledger) == []
    now = ledger.get(Person, people["tian"].id).name
    assert (ledger.data.one("SELECT name FROM search_key WHERE record = ?", [people["tian"].id])
            == (now or "",))  # fmt: skip


def test_a_spoiled_index_is_noticed_and_made_anew(ledger, people, hits):
    ledger.data.run("UPDATE search_key SET name = '别人' WHERE record = ?", [people["tian"].id])
    assert any("重建搜索索引" in problem for problem in verify(ledger))
    rebuild(ledger)
    assert verify(ledger) == []
    assert hits("田大山") == hits("田") == {"tian"}
