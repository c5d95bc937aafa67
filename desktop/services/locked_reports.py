"""上报(对方未装本程序): a workbook with an opening password, for whoever has no such program."""

from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.domain.progress import Progress, silent
from desktop.domain.roster_template import RosterColumn, RosterTemplate
from desktop.domain.text import clean
from desktop.envelope.safe_file import written_safely
from desktop.envelope.short_code import new_short_code
from desktop.services import form_filling, list_prints, roster_templates, rosters
from desktop.services.prints import keep_trace
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

LEAST = RosterTemplate(
    name="劳动力就业情况",
    columns=tuple(
        map(
            RosterColumn,
            (
                "household.village",
                "person.name",
                "person.id_no",
                "person.employment_status",
                "employment_spell.work_place",
            ),
        )
    ),
    signed=False,
)
"""What is sent when no roster or form is named: no more than tells who works, and where."""


@dataclass(frozen=True, slots=True)
class LockedReport:
    """A file that opens with a password, which is nowhere kept: it is told by telephone."""

    file: Path
    rows: int
    columns: tuple[str, ...]
    password: str


@verb("export.locked", "上报（对方未装本程序）", Role.REVIEWER)
def write(
    session: Session,
    *,
    file: Path,
    to: str,
    roster: str = "",
    form: str = "",
    village: str | None = None,
    chosen: str = "",
    progress: Progress = silent,
) -> LockedReport:
    """Write an .xlsx workbook that only a new password opens.

    Args:
        session: the ledger.
        file: where to.
        to: to whom it goes, for the log.
        roster: the name of a kept roster; the fewest columns without it and a form.
        form: the name of a kept form, or the path of an .xlsx file, to be filled instead.
        village: the code or name of a village; all without it.
        chosen: the name of a filter; everybody, or that of the roster or form, without it.
        progress: told how many rows are done.

    Raises:
        AppError: if something named is not there, nobody fits, or the file cannot be written.
    """
    from desktop.export.locked_workbook import locked

    receiver = clean(to)
    if not receiver:
        raise Refused("请写明报给哪个单位")
    if file.suffix.lower() != ".xlsx":
        raise Refused(f"“{file.name}”应以 .xlsx 结尾")
    make = _form if form else _roster
    made = make(session, form or roster, village, chosen, progress)
    password = new_short_code()
    with written_safely(file) as target:
        target.write(locked(made.data, password))
    told = f"上报加密表格{made.title}（{made.rows}人，{len(made.columns)}栏），给{receiver}"
    keep_trace(session, "export.locked", told, file)
    return LockedReport(file, made.rows, made.columns, password)


@dataclass(frozen=True, slots=True)
class _Made:
    data: bytes
    rows: int
    columns: tuple[str, ...]
    title: str


def _roster(
    session: Session, name: str, village: str | None, chosen: str, progress: Progress
) -> _Made:
    template = roster_templates.named(session, name) if name else LEAST
    if chosen:
        template = replace(template, chosen=chosen)
    listing = rosters.listing_of(session, template=template, village=village)
    if not listing.count:
        raise Refused("没有符合条件的人，没有生成文件")
    data, rows = list_prints.in_memory(session, listing, paper=template.paper, progress=progress)
    labels = tuple(column.label for column in listing.table.columns)
    return _Made(data, rows, labels, template.heading)


def _form(
    session: Session, name: str, village: str | None, chosen: str, progress: Progress
) -> _Made:
    data, plan, title = form_filling.form_of(session, name)
    plan = replace(plan, chosen=chosen or plan.chosen)
    done = form_filling.in_memory(session, data=data, plan=plan, village=village, progress=progress)
    labels = tuple(one.heading for one in plan.columns if one.path)
    return _Made(done.data, done.count, labels, title)
