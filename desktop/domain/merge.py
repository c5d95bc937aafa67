"""Merging: what a field, a record and an undo come to, from the set of their changes alone.

Nothing here looks at a clock or at the order in which changes came in, so ledgers that hold the
same changes show the same values. The changes that a function gets are those of one field (or of
one record, by field), each once.

Merging two records that are one person will ride on the same rule. ``merged_into`` is a field of
the record that gives way, set by a change whose ``saw`` names the live values of all its fields, as
a delete's does. The live changes that it does not name were made without knowing of the merge: they
count among the changes of the same field of the survivor. Which of several ``merged_into`` holds is
settled like any field, chains are followed to their end, and where two offices merged in opposite
directions the smaller id survives: all of it again a function of the set.

A *cell* has two fields in the log: the one declared, and the one of the text that could not be read
(``unread:`` and its name). They are settled together, so never both hold something: the winner says
which. An act that fills one empties the other first, and of one act's changes of a cell the last
one counts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from desktop.domain.changes import DELETED, Change, ChangeName
from desktop.domain.dictionary import UNREAD
from desktop.domain.levels import Level


class FieldState(NamedTuple):
    """What a field shows. ``live`` is what the next edit of it names as seen."""

    value: str | None
    live: tuple[ChangeName, ...]
    conflict: tuple[Change, ...]
    """The live changes, winner first, where their values differ; else empty."""


class RecordState(NamedTuple):
    """The fields of a record that have changes, and whether it is gone."""

    fields: Mapping[str, FieldState]
    deleted: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A field to set: the change that an act is to write, before it has a name."""

    entity: str
    record: str
    field: str
    old: str | None
    new: str | None
    saw: tuple[ChangeName, ...]


class Undoing(NamedTuple):
    """What an undo writes, and the changes that it leaves alone and lists."""

    settings: list[Setting]
    left: list[Change]


def cell_of(field: str) -> str:
    """The declared field of a cell, whichever of its two fields is named."""
    return field.removeprefix(UNREAD)


def by_cell(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes of one record, by cell."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[cell_of(change.field)].append(change)
    return dict(found)


def live(changes: Collection[Change]) -> list[Change]:
    """The changes of a cell that no other change has seen; a later one of an act saw the others.

    Only a forged file can hold changes that all saw each other; then all of them are live, because
    a field must not lose its values to a forgery.
    """
    if len(changes) < 2:
        return list(changes)
    seen = {name for change in changes for name in change.saw if name != change.name}
    last: dict[tuple[str, int], int] = {}
    for device, seq, n in (change.name for change in changes):
        last[device, seq] = max(n, last.get((device, seq), n))
    return [
        change
        for change in changes
        if change.name not in seen and change.n == last[change.device, change.seq]
    ] or list(changes)


def winner(live: Iterable[Change], owner: Level | None) -> Change:
    """The live change whose value is taken for the time being, the same on every ledger."""
    return max(live, key=lambda change: _rank(change, owner))


def settle(
    changes: Collection[Change], birth: str | None, owner: Level | None, field: str = ""
) -> FieldState:
    """What a field shows that was born as ``birth``, and whose cell was then changed so.

    ``field`` says which of the cell's two; without it the value is that of whichever holds one.
    """
    if not changes:
        return FieldState(birth, (), ())
    alive = sorted(live(changes), key=lambda change: _rank(change, owner), reverse=True)
    top = alive[0]
    value = top.new if field in {"", top.field} else None
    differ = any(_content(change) != _content(top) for change in alive)
    names = tuple(sorted(change.name for change in alive))
    return FieldState(value, names, tuple(alive) if differ else ())


def birth_value(changes: Collection[Change], current: str | None) -> str | None:
    """What the insert had written, rewound from what the field shows now.

    Whoever set the field first saw just that value and kept it as ``old``. Changes without such a
    first one are an incomplete history, in which the insert's value is not known.
    """
    if not changes:
        return current
    firsts = [change for change in changes if not change.saw]
    return min(firsts, key=lambda change: change.name).old if firsts else None


def is_deleted(changes_by_field: Mapping[str, Collection[Change]]) -> bool:
    """Whether a delete stands that saw every value which is live now.

    An update or a restore that the delete did not see keeps the record. Each delete counts by
    itself: two that missed one update each do not add up to one that knew all. ``settle`` of the
    pseudo-field alone does not answer this.
    """
    deletions = live(changes_by_field.get(DELETED, ()))
    if not deletions or any(change.new is None for change in deletions):
        return False
    cells = by_cell(chain.from_iterable(changes_by_field.values()))
    alive = {
        change.name
        for cell, changes in cells.items()
        if cell != DELETED
        for change in live(changes)
    }
    return any(alive.issubset(change.saw) for change in deletions)


def seen_by_delete(fields: Mapping[str, FieldState]) -> tuple[ChangeName, ...]:
    """The ``saw`` of a delete of a record that shows these fields."""
    return tuple(sorted({name for state in fields.values() for name in state.live}))


def untouched(state: RecordState, undone: Collection[ChangeName] = ()) -> bool:
    """Whether undoing the act that inserted a record, and made the changes named, may delete it."""
    return not state.deleted and set(seen_by_delete(state.fields)).issubset(undone)


def undoing(
    act_changes: Collection[Change],
    state: Callable[[str, str], RecordState],
    cancelled: Collection[Change] = (),
) -> Undoing:
    """Set back the fields in which the undone act, or package, still has the one live value.

    ``state`` tells how a record (entity, id) stands now. Left alone, and listed, is also what would
    bring back a record deleted since, delete one changed since, or change nothing.

    ``cancelled`` are changes made since that come to nothing together, because whatever they did
    was undone: they stand in the way of nothing.
    """
    cells: dict[tuple[str, str, str], list[Change]] = {}
    for change in act_changes:
        cells.setdefault(_place(change), []).append(change)
    undoable = {key: list(changes) for key, changes in cells.items()}
    for change in cancelled:
        undoable.get(_place(change), []).append(change)
    known = {change.name for change in (*act_changes, *cancelled)}
    result = Undoing([], [])
    for (entity, record, cell), undone in undoable.items():
        now = state(entity, record)
        deletion = undoable.get((entity, record, DELETED), [])
        stays = not now.deleted or _set_back(deletion, now.fields, known)
        settings = _set_back(undone, now.fields, known) if stays else []
        result.settings.extend(settings)
        if not settings:
            result.left.extend(cells[entity, record, cell])
    return result


def _place(change: Change) -> tuple[str, str, str]:
    return change.entity, change.record, cell_of(change.field)


def _content(change: Change) -> tuple[str, str] | None:
    """What a change leaves in its cell, and in which of the two fields; None if nothing."""
    return None if change.new is None else (change.field, change.new)


def _rank(change: Change, owner: Level | None) -> tuple[bool, int, str, int, int]:
    return (change.level == owner, change.level, change.device, change.seq, change.n)


def _set_back(
    undone: list[Change], fields: Mapping[str, FieldState], known: Collection[ChangeName]
) -> list[Setting]:
    names = {change.name: change for change in undone}
    cell = cell_of(undone[0].field) if undone else ""
    now = fields.get(cell)
    if now is None or len(now.live) != 1 or now.live[0] not in names:
        return []
    firsts = [change for change in undone if names.keys().isdisjoint(change.saw)]
    befores = {
        field: {change.old for change in firsts if change.field == field}
        for field in (cell, UNREAD + cell)
    }
    if not firsts or any(len(olds) > 1 for olds in befores.values()):
        return []
    before = {field: next(iter(olds), None) for field, olds in befores.items()}
    shown = {field: fields[field].value if field in fields else None for field in befores}
    if before == shown:
        return []
    last = names[now.live[0]]
    if cell == DELETED:
        return _set_deletion_back(last, before[DELETED], fields, known)
    return [
        Setting(last.entity, last.record, field, shown[field], before[field], now.live)
        # What is filled comes last, because that is what counts; of an empty cell, its own field.
        for field in sorted(before, key=lambda field: (before[field] is not None, field == cell))
        if field == cell or before[field] is not None or shown[field] is not None
    ]


def _set_deletion_back(
    undone: Change,
    before: str | None,
    fields: Mapping[str, FieldState],
    known: Collection[ChangeName],
) -> list[Setting]:
    # A restore carries what the delete had seen, so that undoing the restore can tell whether
    # anything was changed in between.
    saw = {undone.name, *undone.saw}
    if before is not None:
        alive = set(seen_by_delete(fields))
        if not alive.issubset(saw.union(known)):
            return []
        # A delete counts only while it names every value that is live.
        saw |= alive
    names = tuple(sorted(saw))
    return [Setting(undone.entity, undone.record, DELETED, undone.new, before, names)]
