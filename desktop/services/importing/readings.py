"""How one file is to be read: its password, its columns, and the cells put right beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.intake.sheet import IncomingSheet, Mends, read_file
from desktop.services.importing import columns, profiles
from desktop.services.session import Session

_NO_PEOPLE = "“{name}”里没有找到人员名单，表头应有“姓名”一列，请检查后再导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a clerk says of a file before it is read.

    Attributes:
        file: where it lies.
        round_name: the round that its answers belong to.
        password: what opens it.
        columns: what its columns are to be taken as, each ``列=字段``.
        mends: cells that are to be read as something else than the file says.
    """

    file: Path
    round_name: str | None = None
    password: str | None = None
    columns: tuple[str, ...] = ()
    mends: Mends = field(default_factory=dict)


def decided(session: Session, reading: Reading) -> Mapping[str, str]:
    """The target of each heading that is decided on for this file.

    Raises:
        Refused: if a column is taken as something that there is not, or two as the same.
    """
    return columns.read_pairs(session.ledger.dictionary, reading.columns)


def every_sheet(session: Session, reading: Reading) -> list[IncomingSheet]:
    """Every table of the file, also those without names.

    Raises:
        AppError: if the file cannot be read as a table.
    """
    return read_file(
        reading.file,
        session.ledger.dictionary,
        password=reading.password,
        layouts=profiles.layouts(session, decided(session, reading)),
        mends=reading.mends,
    )


def lists(name: str, sheets: list[IncomingSheet]) -> list[IncomingSheet]:
    """Those of the tables that list people.

    Raises:
        Refused: if none does.
    """
    people = [sheet for sheet in sheets if sheet.lists_people]
    if not people:
        raise Refused(_NO_PEOPLE.format(name=name))
    return people


def keep_columns(session: Session, reading: Reading, sheets: list[IncomingSheet]) -> None:
    """Remember what was decided on, for tables with the same headings."""
    chosen = decided(session, reading)
    for sheet in sheets if chosen else ():
        name = sheet.layout if sheet.layout else reading.file.stem
        profiles.keep(session, name, sheet.found, chosen)
