"""名单比对: a list of others beside the ledger, without taking anything in (domain F9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import comparing
from desktop.domain.comparing import Comparison, Difference, Entry, Fate, Key, Line
from desktop.domain.errors import Refused
from desktop.domain.listing import ENTITIES, record_of
from desktop.domain.progress import Progress, silent
from desktop.domain.record import Record
from desktop.domain.tables import Unread
from desktop.domain.text import clean
from desktop.intake import targets
from desktop.services import checks, compared, foreign_lists, people
from desktop.services.compared import Apart, Compared, Subject
from desktop.services.comparison_keys import key_of, our_key, their_key
from desktop.services.foreign_lists import ForeignSheet, said
from desktop.services.importing.collecting import not_collecting
from desktop.services.importing.drafts import Draft
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import person_lists, person_roll
from desktop.storage.person_roll import Enrolled

_NOT_COMPARED = {targets.REMARK, "household.remark", targets.HOUSEHOLD_NO, "membership.kind"}
"""Remarks, and numbers that every system gives of its own."""
_STEP = 500


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the list."""

    sheet: ForeignSheet
    draft: Draft

    @property
    def at(self) -> str:
        return f"{self.sheet.sheet.sheet}:{self.draft.line}"


def compare(
    session: Session,
    *,
    file: Path,
    key: str = "",
    villages: Sequence[str] = (),
    password: str | None = None,
    progress: Progress = silent,
) -> Compared:
    """Compare a list with the ledger; nothing is changed.

    Args:
        session: the ledger.
        file: any list that an import can read.
        key: what a person is known by; the surest that the list has, without it.
        villages: codes or names of the villages whose people should stand in the list; without
            them those that the list names, or all.
        password: what opens the file.
        progress: told how many of the steps are done.

    Raises:
        Refused: if there is no such key or village, or the list has no column for the key.
        AppError: if the file cannot be read.
    """
    with not_collecting():
        return _compared(session, file, key, villages, password, progress)


def _compared(
    session: Session,
    file: Path,
    key: str,
    villages: Sequence[str],
    password: str | None,
    progress: Progress,
) -> Compared:
    progress(0, 3)
    sheets = foreign_lists.read(session, file, password)
    known_by = key_of(key, sheets)
    rows = [_Row(sheet, draft) for sheet in sheets for draft in sheet.drafts]
    scope = _scope(session, villages, rows)
    progress(1, 3)
    roll = list(person_roll.everybody(session.ledger))
    theirs = _theirs(session, rows, known_by)
    ours = _ours(session, roll, theirs, known_by, scope)
    progress(2, 3)
    found = comparing.compare(theirs, ours, sure=known_by.is_sure)
    progress(3, 3)
    return _told(session, file, known_by, scope, found, rows, roll)


def _scope(session: Session, villages: Sequence[str], rows: Iterable[_Row]) -> frozenset[str]:
    """The villages chosen, or those that the list speaks of; empty for the whole ledger."""
    chosen = {people.village_of(session, text) or "" for text in villages if clean(text)}
    if chosen:
        return frozenset(chosen)
    return frozenset(row.draft.village.id for row in rows if row.draft.village)


# Their side.


def _theirs(session: Session, rows: Iterable[_Row], key: Key) -> list[Entry]:
    dictionary = session.ledger.dictionary
    paths: dict[int, list[str]] = {}
    found = []
    for row in rows:
        known = paths.get(id(row.sheet))
        if known is None:
            every = foreign_lists.fields_of(row.sheet.sheet, dictionary, ENTITIES)
            known = [path for path in every if path not in _NOT_COMPARED]
            paths[id(row.sheet)] = known
        told = {path: value for path in known if (value := said(row.draft, path)) is not None}
        text, why = their_key(key, row.draft)
        found.append(Entry(at=row.at, name=row.draft.name, key=text, why=why, facts=told))
    return found


# Our side.


def _ours(
    session: Session,
    roll: Sequence[Enrolled],
    theirs: Sequence[Entry],
    key: Key,
    scope: frozenset[str],
) -> list[Entry]:
    met = {one.key for one in theirs}
    paths = {path for one in theirs for path in one.facts}
    keys = {one.person: our_key(key, one) for one in roll}
    shared = [one.person for one in roll if keys[one.person] and keys[one.person] in met]
    facts = _facts(session, shared, paths)
    return [
        Entry(
            at=one.person,
            name=one.name,
            key=keys[one.person],
            expected=one.is_here and (not scope or one.village in scope),
            facts=facts.get(one.person, {}),
        )
        for one in roll
    ]


def _facts(
    session: Session, persons: Sequence[str], paths: Iterable[str]
) -> dict[str, dict[str, object]]:
    """What the ledger says of these people in these fields."""
    ledger, day = session.ledger, checks.reference_day(session)
    found = {}
    for start in range(0, len(persons), _STEP):
        for line in person_lists.listed(ledger, persons[start : start + _STEP]):
            records = {
                name: line.household if name == "household" else record_of(line.member, name, day)
                for name in ENTITIES
            }
            told = {path: _held(records, path) for path in paths}
            found[line.member.person.id] = {
                path: value for path, value in told.items() if value is not None
            }
    return found


def _held(records: dict[str, Record | None], path: str) -> object:
    entity, _, name = path.partition(".")
    record = records[entity]
    if record is None:
        return None
    text = record.unread.get(name)
    return Unread(text) if text else getattr(record, name)


# The result in words.


def _told(
    session: Session,
    file: Path,
    key: Key,
    scope: frozenset[str],
    found: Comparison,
    rows: Iterable[_Row],
    roll: Iterable[Enrolled],
) -> Compared:
    book = session.ledger.book
    names = [place.name for place in map(book.places.get, sorted(scope)) if place]
    drafts = {row.at: row for row in rows}
    people_by_id = {one.person: one for one in roll}
    fields = session.ledger.dictionary
    return Compared(
        file=file.name,
        key=key,
        scope="、".join(names) or "全部村",
        fields=tuple(fields.field(path).label for path in found.fields),
        subjects=tuple(_subject(session, line, drafts, people_by_id) for line in found.lines),
        keyless=found.keyless,
    )


def _subject(
    session: Session, line: Line, rows: Mapping[str, _Row], roll: Mapping[str, Enrolled]
) -> Subject:
    row = rows[line.theirs.at] if line.theirs else None
    known = roll[line.ours.at] if line.ours else None
    book = session.ledger.book
    village = known.village if known else ""
    if not village and row and row.draft.village:
        village = row.draft.village.id
    seen = str(said(row.draft, targets.ID_NO) or "") if row else ""
    is_met = known is not None and line.fate is not Fate.UNSURE
    return Subject(
        fate=line.fate,
        sheet=row.sheet.sheet.sheet if row else "",
        line=row.draft.line if row else 0,
        name=(row.draft.name if row else "") or (known.name if known else ""),
        id_no=seen or (known.id_no or known.id_no_seen if known and is_met else ""),
        village=book.area_label(village) if village else "",
        person=known.person if known and is_met else "",
        household_no=known.household_no if known and is_met else "",
        apart=tuple(_apart(session, one) for one in line.differences),
        why="；".join(filter(None, (line.why, _suspicion(line.fate, seen), _lacks(session, line)))),
    )


def _lacks(session: Session, line: Line) -> str:
    """What the list says that the ledger does not."""
    told = [_apart(session, one) for one in line.gaps if one.theirs is not None]
    return f"台账没填{'、'.join(f'{one.label}（{one.theirs}）' for one in told)}" if told else ""


def _suspicion(fate: Fate, id_no: str) -> str:
    """One in eleven numbers whose end a spreadsheet has made zeros still passes as right."""
    is_round = fate is Fate.THEIRS and id_no.endswith("000")
    return "号码以000结尾，可能被Excel改过，请对照证件核对" if is_round else ""


def _apart(session: Session, one: Difference) -> Apart:
    declared = session.ledger.dictionary.field(one.field)

    def shown(value: object) -> str:
        if isinstance(value, Unread):
            return str(value)
        return declared.kind.show(value, session.ledger.book)

    return Apart(declared.label, shown(one.theirs), shown(one.ours))


# By name, for the command line.


@verb("list.compare", "比对名单", Role.CLERK)
def compare_to_file(
    session: Session,
    *,
    file: Path,
    key: str = "",
    villages: tuple[str, ...] = (),
    out: Path | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> Compared:
    """Compare a list, and write all of the result to a workbook if one is named.

    Arguments and refusals are those of :func:`compare`.
    """
    found = compare(
        session, file=file, key=key, villages=villages, password=password, progress=progress
    )
    if out is not None:
        compared.write(session, found, out)
    return found


@verb("list.keep", "把比对结果存为筛选", Role.CLERK)
def keep(
    session: Session,
    *,
    file: Path,
    result: str,
    name: str,
    key: str = "",
    villages: tuple[str, ...] = (),
    password: str | None = None,
) -> int:
    """Keep the ledger's people of one result as a filter of the list of people; how many.

    Raises:
        Refused: as :func:`compare`, or if there is no such result, or nobody in it.
    """
    fate = next((one for one in Fate if result in {one.value, one.name}), None)
    if fate is None:
        raise Refused(f"没有“{result}”这种结果，可以选：{'、'.join(Fate)}")
    found = compare(session, file=file, key=key, villages=villages, password=password)
    return compared.keep(session, found, fate, name)
