"""What rosters share: a line a person, gathered by village, columns from the dictionary."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from desktop.domain.entities import EmploymentSpell
from desktop.domain.facts import Family
from desktop.domain.labour import Worker, Workforce, workforce
from desktop.domain.roster import (
    UNREAD_NOTE,
    RosterLine,
    age_column,
    field_column,
    number_column,
    village_column,
    village_name,
)
from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.page import Layout, Margins, Paper

Test = Callable[[Occasion, Workforce, Worker], bool]
Columns = Callable[[Occasion], tuple[Column[RosterLine], ...]]
SpellOf = Callable[[Occasion, Worker], EmploymentSpell | None]


def lines_of(
    occasion: Occasion, families: Iterable[Family], test: Test, spell_of: SpellOf | None = None
) -> Iterator[RosterLine]:
    """The people who pass a test, numbered from 1, heads first and then as entered."""
    number = 0
    for family in families:
        force = workforce(family, occasion.basis)
        for worker in sorted(force.workers, key=lambda one: not one.view.member.is_head):
            if occasion.wants(worker.view.person.id) and test(occasion, force, worker):
                number += 1
                spell = spell_of(occasion, worker) if spell_of else worker.spell
                view, day = worker.view, occasion.basis.day
                yield RosterLine(number, family, view.member, day, spell, view.age)


def of_field(occasion: Occasion, path: str, width_mm: float, **changes: Any) -> Column[RosterLine]:
    """The column of one declared field."""
    return field_column(
        occasion.dictionary, occasion.book, path, **({"width_mm": width_mm} | changes)
    )


def who_columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    """Who somebody is, at the left of every roster."""
    return (
        number_column(),
        of_field(occasion, "household.group_name", 13.0),
        of_field(occasion, "person.name", 17.0),
        of_field(occasion, "person.sex", 8.0),
        age_column(),
        of_field(occasion, "person.id_no", 35.0),
        of_field(occasion, "person.phone", 23.0),
    )


def blank_column(label: str, width_mm: float, group: str = "") -> Column[Any]:
    """Room to write by hand."""
    return Column(label, lambda _: "", width_mm, Align.CENTER, group=group)


def roster_layout(occasion: Occasion, paper: Paper) -> Layout:
    """Landscape, one line a person."""
    if paper is Paper.A3:
        return Layout(paper=paper, font_size_pt=10.0, row_height_mm=7.4)
    return Layout(
        paper=paper,
        font_size_pt=8.5,
        row_height_mm=6.8,
        margins=Margins(top=16.0, right=9.0, bottom=15.0, left=9.0),
    )


def by_village(occasion: Occasion) -> Grouping[RosterLine]:
    """Each village begins a page."""
    return Grouping(heading=lambda line: village_name(line, occasion.book), begins_page=True)


def roster(
    name: str,
    label: str,
    columns: Columns,
    test: Test,
    who: Callable[[Occasion], tuple[str, ...]],
    *,
    spell_of: SpellOf | None = None,
    unit: str = "人、元",
) -> Document[RosterLine]:
    """A roster of people by village; ``who`` says who is listed."""

    def wide(occasion: Occasion) -> Table[RosterLine]:
        number, *others = columns(occasion)
        return Table(label, (number, village_column(occasion.book), *others))

    return Document(
        name=name,
        label=label,
        form=Form.ROSTER,
        table=lambda occasion: Table(label, columns(occasion)),
        wide=wide,
        rows=lambda occasion, families: lines_of(occasion, families, test, spell_of),
        layout=roster_layout,
        notes=lambda occasion: (*who(occasion), UNREAD_NOTE),
        unit=unit,
        grouping=by_village,
        frozen=4,
    )


def told_column(column: Column[RosterLine], label: str) -> Column[RosterLine]:
    """A field under the name that a form has for it."""
    return replace(column, label=label)
