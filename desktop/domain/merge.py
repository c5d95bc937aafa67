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
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from desktop.domain.changes import DELETED, Change, ChangeName
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


def live(changes: Collection[Change]) -> list[Change]:
    """The changes that no other change has seen.

    Only a forged file can hold changes that all saw each other; then all of them are live, because
    a field must not lose its values to a forgery.
    """
    if len(changes) < 2:
        return list(changes)
    seen = {name for change in changes for name in change.saw if name != change.name}
    return [change for change in changes if change.name not in seen] or list(changes)


def winner(live: Iterable[Change], owner: Level | None) -> Change:
    """The live change whose value is taken for the time being, the same on every ledger."""
    return max(live, key=lambda change: _rank(change, owner))


def settle(changes: Collection[Change], birth: str | None, owner: Level | None) -> FieldState:
    """What a field shows that was born as ``birth`` and then changed so."""
    if not changes:
        return FieldState(birth, (), ())
    alive = live(changes)
    if len(alive) == 1:
        return FieldState(alive[0].new, (alive[0].name,), ())
    alive.sort(key=lambda change: _rank(change, owner), reverse=True)
    value = alive[0].new
    differ = any(change.new != value for change in alive)
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
    alive = {
        change.name
        for field, changes in changes_by_field.items()
        if field != DELETED
        for change in live(changes)
    }
    return any(alive.issubset(change.saw) for change in deletions)


def seen_by_delete(fields: Mapping[str, FieldState]) -> tuple[ChangeName, ...]:
    """The ``saw`` of a delete of a record that shows these fields."""
    return tuple(sorted(chain.from_iterable(state.live for state in fields.values())))


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
        cells.setdefault((change.entity, change.record, change.field), []).append(change)
    undoable = {key: list(changes) for key, changes in cells.items()}
    for change in cancelled:
        undoable.get((change.entity, change.record, change.field), []).append(change)
    known = {change.name for change in (*act_changes, *cancelled)}
    result = Undoing([], [])
    for (entity, record, field), undone in undoable.items():
        now = state(entity, record)
        deletion = undoable.get((entity, record, DELETED), [])
        stays = not now.deleted or _set_back(deletion, now.fields, known)
        setting = _set_back(undone, now.fields, known) if stays else None
        if setting is None:
            result.left.extend(cells[entity, record, field])
        else:
            result.settings.append(setting)
    return result


def _rank(change: Change, owner: Level | None) -> tuple[bool, int, str, int, int]:
    return (change.level == owner, change.level, change.device, change.seq, change.n)


def _set_back(
    undone: list[Change], fields: Mapping[str, FieldState], known: Collection[ChangeName]
) -> Setting | None:
    names = {change.name: change for change in undone}
    now = fields.get(undone[0].field) if undone else None
    if now is None or len(now.live) != 1 or now.live[0] not in names:
        return None
    befores = {change.old for change in undone if names.keys().isdisjoint(change.saw)}
    if len(befores) != 1 or befores == {now.value}:
        return None
    last, before = names[now.live[0]], befores.pop()
    if last.field == DELETED:
        return _set_deletion_back(last, before, fields, known)
    return Setting(last.entity, last.record, last.field, now.value, before, now.live)


def _set_deletion_back(
    undone: Change,
    before: str | None,
    fields: Mapping[str, FieldState],
    known: Collection[ChangeName],
) -> Setting | None:
    # A restore carries what the delete had seen, so that undoing the restore can tell whether
    # anything was changed in between.
    saw = {undone.name, *undone.saw}
    if before is not None:
        alive = set(seen_by_delete(fields))
        if not alive.issubset(saw.union(known)):
            return None
        # A delete counts only while it names every value that is live.
        saw |= alive
    names = tuple(sorted(saw))
    return Setting(undone.entity, undone.record, DELETED, undone.new, before, names)
