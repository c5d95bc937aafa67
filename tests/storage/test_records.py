"""Records go into their tables and come out as they were, whatever they hold."""

from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.changes import DELETED
from desktop.domain.dictionary import UNREAD, Dictionary, entity
from desktop.domain.entities import STANDARD, Household, Person
from desktop.domain.kinds import Text
from desktop.domain.record import Record
from desktop.storage.cells import read_cell, write_cell
from desktop.storage.records import Mapper
from tests.storage import values

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
ENTITIES = st.sampled_from(list(STANDARD))


@given(ENTITIES.flatmap(values.records))
@settings(suppress_health_check=SHARED)
def test_a_record_reads_back_as_it_was_written(ledger, record):
    with ledger.act("test", "试") as writer:
        born = writer.insert(record)
    assert ledger.named(record.entity_name, born.id) == born


def test_a_record_of_a_class_without_slots_reads_back_too(ledger):
    @entity("stall", "摊位")
    @dataclass(frozen=True, kw_only=True)
    class Stall(Record):
        keeper: Annotated[str | None, Text("摊主")] = None
        noted: str = "不进台账"

    mapper = Mapper(Dictionary(Stall)["stall"])
    stall = Stall(id="1", born_device="a", keeper="田大山")
    assert mapper.record(mapper.row(stall, 1)[:-1]) == stall


@given(ENTITIES.flatmap(values.records))
@settings(suppress_health_check=SHARED, max_examples=25)
def test_every_cell_is_read_in_its_wire_form(ledger, record):
    entity = STANDARD[record.entity_name]
    with ledger.act("test", "试") as writer:
        born = writer.insert(record)
    for name, wire in entity.wire(born).items():
        assert read_cell(ledger.data, STANDARD, entity.name, born.id, name) == wire


@given(ENTITIES.flatmap(values.records))
@settings(suppress_health_check=SHARED, max_examples=25)
def test_cells_written_one_by_one_make_the_record(ledger, record):
    entity = STANDARD[record.entity_name]
    with ledger.act("test", "试") as writer:
        born = writer.insert(entity.cls())
    for name, wire in entity.wire(record).items():
        write_cell(ledger.data, STANDARD, entity.name, born.id, name, wire)
    assert entity.wire(ledger.named(entity.name, born.id)) == entity.wire(record)
    for name in entity.wire(record):
        write_cell(ledger.data, STANDARD, entity.name, born.id, name, None)
    assert ledger.named(entity.name, born.id) == born


def test_a_cell_of_a_record_that_is_not_here_is_empty(ledger):
    for field in ("name", DELETED, f"{UNREAD}name", "newer"):
        assert read_cell(ledger.data, STANDARD, "person", "nobody", field) is None


def test_a_deleted_record_is_still_read_by_its_id_but_not_listed(ledger):
    with ledger.act("test", "试") as writer:
        born = writer.insert(Person(name="田大山"))
        writer.delete(born)
    found = ledger.get(Person, born.id)
    assert found is not None
    assert found.deleted
    assert list(ledger.where(Person)) == []
    assert ledger.count("person") == 0


def test_nothing_is_found_under_no_id(ledger):
    assert ledger.get(Person, None) is None
    assert ledger.get(Person, "nobody") is None


@pytest.mark.parametrize("number", [0, 1, 500, 501, 1203])
def test_records_are_read_by_any_number_of_keys(ledger, number):
    with ledger.act("test", "试") as writer:
        made = [writer.insert(Household(household_no=str(count))) for count in range(number)]
        writer.insert(Household(household_no="other"))
    found = ledger.among(Household, "id", [record.id for record in made])
    assert sorted(record.id for record in found) == [record.id for record in made]
