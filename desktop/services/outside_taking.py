"""下发疑点: a list with a problem in each row, taken in as outside findings (domain F9)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.comparing import Fate
from desktop.domain.entities import Household, OutsideFinding
from desktop.domain.errors import Refused
from desktop.domain.outside_columns import Role, roles
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.intake import originals, targets
from desktop.intake.files import grids_of
from desktop.intake.grid import Grid, text_of
from desktop.intake.sheet import IncomingSheet
from desktop.services import comparison_keys, comparisons, foreign_lists
from desktop.services.foreign_lists import ForeignSheet, said
from desktop.services.importing.drafts import Draft
from desktop.services.roles import Role as Right
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import attachments, families

FACT = "outside:"
"""Before the hash of a list: a fact of the ledger says which of its columns are for what."""
_MOST_TOLD, _MOST_PROBLEM = 8000, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a list.

    Attributes:
        file: the hash that the list is known by.
        matched: how many of those taken are known to be somebody of the ledger.
        clean: rows that state no problem.
        answered: rows that came with an answer in them.
        returnable: whether its own workbook can be filled in; else a copy of it will be.
    """

    file: str
    taken: int
    matched: int
    clean: int
    answered: int
    returnable: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """One sheet with what its columns are for."""

    listed: ForeignSheet
    grid: Grid
    places: Mapping[Role, tuple[int, ...]]

    def texts(self, line: int, role: Role) -> list[str]:
        """What stands in the columns of a role, without blanks."""
        row = self.grid.rows[line - 1]
        found = (text_of(row[at]) for at in self.places.get(role, ()) if at < len(row))
        return [text for text in map(clean, found) if text]


@verb("outside.take_in", "收下疑点名单", Right.CLERK)
def take_in(
    session: Session,
    *,
    file: Path,
    source: str,
    due: PartialDate | None = None,
    problem: str = "",
    password: str | None = None,
) -> Taken:
    """Make a finding of each row that states a problem, and keep the file to be returned.

    Args:
        session: the ledger.
        file: the list as it came.
        source: who sent it, and what for.
        due: by when it is to be answered.
        problem: the heading over the problems, or the problem of every row; found by the
            headings without it.
        password: what opens the file.

    Raises:
        Refused: if the list was taken in before, states no problem, or asks nothing any more.
        AppError: if the file cannot be read or kept.
    """
    if not clean(source):
        raise Refused("请写明名单是谁发来的，如“县人社局 社保比对”")
    data = originals.plain_bytes(file, password)
    digest = attachments.name_of(data)
    if next(session.ledger.where(OutsideFinding, "t.file = ?", [digest]), None) is not None:
        raise Refused(f"“{file.name}”已经收过了，请在外来疑点里查看")
    sheets = foreign_lists.read(session, file, password)
    asked = [_asked(one, grid, problem) for one, grid in _with_grids(sheets, data, file.name)]
    sorted_ = _sorted(asked, "" if any(_headed(one, problem) for one in sheets) else clean(problem))
    if not sorted_["open"]:
        raise Refused(f"“{file.name}”里没有要答复的行：没有写问题，或都已答复")
    known = _whom(session, file, sheets, password)
    attachments.keep(session.ledger, data)
    with session.ledger.act("outside.take_in", f"收下疑点名单 {file.name}") as writer:
        homes = families.homes_of(session.ledger, known.values())
        for row in sorted_["open"]:
            writer.insert(
                replace(
                    _finding(session, row, known, homes),
                    source=clean(source),
                    file=digest,
                    file_name=file.name,
                    received_on=PartialDate.of(session.today()),
                    due=due,
                )
            )
        session.ledger.put(FACT + digest, _columns(asked))
    return Taken(
        file=digest,
        taken=len(sorted_["open"]),
        matched=sum(row.at in known for row in sorted_["open"]),
        clean=len(sorted_["clean"]),
        answered=len(sorted_["answered"]),
        returnable=bool(originals.workbook_suffix(data)),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the list, and what problem it states."""

    asked: _Asked
    draft: Draft
    problem: str

    @property
    def at(self) -> tuple[str, int]:
        return self.asked.listed.sheet.sheet, self.draft.line


def _sorted(asked: Sequence[_Asked], common: str) -> dict[str, list[_Row]]:
    """The rows that are to be answered, that were, and that state no problem.

    Raises:
        Refused: if nothing tells the problem.
    """
    if not common and not any(one.places.get(Role.PROBLEM) for one in asked):
        raise Refused("名单里没有“问题”一列，请写明这张名单查的是什么问题")
    found: dict[str, list[_Row]] = {"open": [], "answered": [], "clean": []}
    for one in asked:
        for draft in one.listed.drafts:
            told = [*filter(None, [common]), *one.texts(draft.line, Role.PROBLEM)]
            state = "open" if told else "clean"
            if one.texts(draft.line, Role.ANSWER):
                state = "answered"
            found[state].append(_Row(one, draft, "；".join(told)))
    return found


def _with_grids(
    sheets: Sequence[ForeignSheet], data: bytes, name: str
) -> Iterator[tuple[ForeignSheet, Grid]]:
    grids = {grid.name: grid for grid in grids_of(data, name)}
    for one in sheets:
        yield one, grids[one.sheet.sheet]


def _asked(listed: ForeignSheet, grid: Grid, problem: str) -> _Asked:
    """What the columns are for; one that an import understands is never an answer."""
    own = [column for column in listed.sheet.columns if column.target is None]
    found = roles((column.index, column.parts[-1]) for column in own)
    named = [column.index for column in listed.sheet.columns if _is_named(column.text, problem)]
    if named:
        found = {role: at for role, at in found.items() if not set(at) & set(named)}
        found[Role.PROBLEM] = tuple(named)
    return _Asked(listed, grid, found)


def _headed(listed: ForeignSheet, problem: str) -> bool:
    return any(_is_named(column.text, problem) for column in listed.sheet.columns)


def _is_named(heading: str, wanted: str) -> bool:
    return bool(clean(wanted)) and clean(heading) == clean(wanted)


def _whom(
    session: Session, file: Path, sheets: Sequence[ForeignSheet], password: str | None
) -> dict[tuple[str, int], str]:
    """The persons of the rows of whom it is certain who they are."""
    if not comparison_keys.able(sheets):
        return {}
    found = comparisons.compare(session, file=file, password=password)
    sure = {Fate.SAME, Fate.DIFFERENT}
    return {(one.sheet, one.line): one.person for one in found.subjects if one.fate in sure}


def _finding(
    session: Session,
    row: _Row,
    known: Mapping[tuple[str, int], str],
    homes: Mapping[str, str],
) -> OutsideFinding:
    sheet, draft = row.asked.listed.sheet, row.draft
    person = known.get(row.at)
    home = session.ledger.get(Household, homes.get(person or ""))
    return OutsideFinding(
        sheet=sheet.sheet,
        line=draft.line,
        name=draft.name or None,
        id_no=str(said(draft, targets.ID_NO) or "") or None,
        problem=row.problem[:_MOST_PROBLEM],
        told=_row_in_words(sheet, row.asked.grid, draft.line),
        village=home.village if home else (draft.village.id if draft.village else None),
        person=person,
        household=None if person else _household(session, draft),
    )


def _household(session: Session, draft: Draft) -> str | None:
    """The one household of a number, for a row whose person is not known."""
    if not draft.household_no or draft.village is None:
        return None
    known = session.ledger.where(
        Household, "t.household_no = ? AND t.village = ?", [draft.household_no, draft.village.id]
    )
    found = [home.id for home in known]
    return found[0] if len(found) == 1 else None


def _row_in_words(sheet: IncomingSheet, grid: Grid, line: int) -> str:
    row = grid.rows[line - 1]
    texts = ((one.text, clean(text_of(row[one.index]))) for one in sheet.columns
             if one.index < len(row))  # fmt: skip
    return "；".join(f"{heading}：{text}" for heading, text in texts if text)[:_MOST_TOLD]


def _columns(asked: Sequence[_Asked]) -> str:
    told = {
        one.listed.sheet.sheet: {
            "header": one.listed.sheet.header_line - 1,
            "places": {
                role.name: at for role, at in one.places.items() if role is not Role.PROBLEM
            },
        }
        for one in asked
    }
    return json.dumps(told, ensure_ascii=False)
