"""A list that somebody else sent, read as an import reads it, without taking anything in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.dictionary import Dictionary
from desktop.domain.errors import Refused
from desktop.domain.tables import Unread
from desktop.intake import targets
from desktop.intake.refusals import NeedsPassword as NeedsPassword
from desktop.intake.sheet import IncomingSheet, read_file
from desktop.services.importing.drafts import Draft
from desktop.services.importing.former import former
from desktop.services.importing.row_reader import Reader
from desktop.services.session import Session

_NO_PEOPLE = "“{name}”里没有找到人员名单，表头应有“姓名”或“身份证号”一列，请检查后再试"
_NAMES = {targets.NAME, targets.ID_NO}


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """One table of the file, with what its rows say."""

    sheet: IncomingSheet
    drafts: tuple[Draft, ...]

    def heads(self, target: str) -> bool:
        """Whether it has a column for a target."""
        return any(column.target == target for column in self.sheet.columns)


def read(session: Session, file: Path, password: str | None = None) -> list[ForeignSheet]:
    """The tables of people of a file; their rows keep what they say even of strangers.

    Raises:
        AppError: if it cannot be read, or lists nobody.
    """
    ledger = session.ledger
    found = []
    for sheet in read_file(file, ledger.dictionary, password=password):
        if any(column.target in _NAMES for column in sheet.columns):
            as_of = sheet.reference_date.last_day() if sheet.reference_date else session.today()
            known = former(ledger, as_of)
            reader = Reader(ledger.dictionary, ledger.book, ledger.fact("area"), known)
            found.append(ForeignSheet(sheet, tuple(reader.drafts(sheet))))
    if not found:
        raise Refused(_NO_PEOPLE.format(name=file.name))
    return found


def said(draft: Draft, path: str) -> Any:
    """What a row says of a field: its value, or the text that could not be read, or None."""
    entity, _, name = path.partition(".")
    text = draft.unread.get(entity, {}).get(name)
    return Unread(text) if text else draft.get(entity, name)


def fields_of(sheet: IncomingSheet, dictionary: Dictionary, entities: Iterable[str]) -> list[str]:
    """The columns of a sheet that are declared fields of these entities."""
    wanted = set(entities)
    return [
        column.target
        for column in sheet.columns
        if column.target
        and column.target.partition(".")[0] in wanted & {entity.name for entity in dictionary}
    ]
