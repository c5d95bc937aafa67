"""套表: somebody else's form filled for a village or a filter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.dictionary import Field
from desktop.domain.errors import Refused
from desktop.domain.form_plan import FormMarker, FormPlan
from desktop.domain.id_styles import IdStyle, read_style
from desktop.domain.kinds import Date
from desktop.domain.partial_date import PartialDate
from desktop.domain.progress import Progress, silent
from desktop.domain.reading import Unreadable
from desktop.domain.report_columns import NUMBER, columns
from desktop.domain.tables import Unread, show
from desktop.envelope.safe_file import written_safely
from desktop.services import form_plans, kept_forms, person_lists, report_lines
from desktop.services.form_fitting import Fitting
from desktop.services.form_plans import OF_FORM, is_pattern
from desktop.services.person_lists import Wanted
from desktop.services.prints import keep_trace
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

if TYPE_CHECKING:
    from desktop.export.form_filling import Filled, Form, Unfit

_NAME = "person.name"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FormFilled:
    """A form that was filled: how many people, what stayed empty, and what fits no list."""

    file: Path
    count: int
    unknown: tuple[str, ...]
    unfit: tuple[str, ...]


@verb("form.fill", "套表", Role.READER)
def fill(
    session: Session,
    *,
    template: str,
    file: Path,
    village: str | None = None,
    chosen: str = "",
    id_style: str = "",
    progress: Progress = silent,
) -> FormFilled:
    """Fill a form that is kept by name, or that lies in a file.

    Args:
        session: the ledger.
        template: the name under which it is kept, or the path of an .xlsx file.
        file: where to.
        village: the code or name of a village; all without it.
        chosen: the name of a filter; everybody, or the form's own filter, without it.
        id_style: how ID numbers are written; as the form says, without it.
        progress: told how many rows are done.

    Raises:
        AppError: if something named is not there, the form cannot be filled, or the file written.
    """
    data, plan, title = form_of(session, template)
    plan = replace(plan, chosen=chosen or plan.chosen, id_style=_style(id_style) or plan.id_style)
    return fill_with(
        session, data=data, plan=plan, title=title, file=file, village=village, progress=progress
    )


def form_of(session: Session, template: str) -> tuple[bytes, FormPlan, str]:
    """The form that is kept by a name, or that lies in a file; with its plan and title.

    Raises:
        AppError: if there is none, or nothing in it is understood.
    """
    kept = kept_forms.find(session, template)
    if kept is not None:
        return kept_forms.data_of(session, kept.name), kept.plan, kept.name
    path = Path(template)
    data = form_plans.load(path)
    return data, form_plans.propose(session, data, path.name), path.stem


def _style(text: str) -> IdStyle | None:
    found = read_style(text) if text else None
    if text and found is None:
        raise Refused(f"没有“{text}”这种证件号写法，可以选：{'、'.join(IdStyle)}")
    return found


def fill_with(
    session: Session,
    *,
    data: bytes,
    plan: FormPlan,
    title: str,
    file: Path,
    village: str | None = None,
    progress: Progress = silent,
) -> FormFilled:
    """Fill a form as a plan says.

    Raises:
        AppError: as :func:`fill`.
    """
    if file.suffix.lower() != ".xlsx":
        raise Refused(f"“{file.name}”应以 .xlsx 结尾")
    done = in_memory(session, data=data, plan=plan, village=village, progress=progress)
    with written_safely(file) as target:
        target.write(done.data)
    keep_trace(session, "form.fill", f"套表{title}（{done.count}人）", file)
    unknown = tuple(form_plans.unknown(plan))
    return FormFilled(file, done.count, unknown, tuple(_told(plan, done.unfit)))


def in_memory(
    session: Session,
    *,
    data: bytes,
    plan: FormPlan,
    village: str | None = None,
    progress: Progress = silent,
) -> "Filled":
    """The filled form; nothing touches the disk or is logged.

    Raises:
        Refused: if something named is not there, or the form cannot be filled.
    """
    from desktop.export import form_filling

    wanted = report_lines.wanted(session, village=village, chosen=plan.chosen)
    ids = person_lists.person_ids(session, wanted)
    if not ids:
        raise Refused("没有符合条件的人，没有生成文件")
    return form_filling.fill(
        data,
        _form(plan),
        _values(session, plan, ids),
        once=_once(session, plan, wanted, len(ids)),
        fit=Fitting(session).choose,
        progress=progress,
    )


def examples(
    session: Session, paths: Sequence[str], *, village: str | None, chosen: str, style: IdStyle
) -> dict[str, str]:
    """What the first person, and the whole, put into a form for some paths; empty for nobody."""
    wanted = report_lines.wanted(session, village=village, chosen=chosen)
    ids = person_lists.person_ids(session, wanted)
    markers = tuple(FormMarker(path, path) for path in dict.fromkeys(paths) if path)
    plan = FormPlan(sheet="", first=0, markers=markers, id_style=style)
    found = _once(session, plan, wanted, len(ids))
    first = next(iter(_values(session, plan, ids[:1])), {})
    return {path: found.get(path, show(first.get(path, ""))) for path in paths}


def _form(plan: FormPlan) -> "Form":
    from desktop.export.form_filling import Form

    keys = {one.text: one.path for one in plan.markers if not one.path.startswith(OF_FORM)}
    return Form(
        sheet=plan.sheet,
        first=plan.first,
        columns={one.number: one.path for one in plan.columns if one.path},
        keys=keys,
        counted=frozenset({NUMBER}),
        title=_NAME,
    )


def _paths(plan: FormPlan) -> list[str]:
    own = [one.path for one in plan.columns if not is_pattern(one.path)]
    marked = [one.path for one in plan.markers if not one.path.startswith(OF_FORM)]
    return [path for path in dict.fromkeys([*own, *marked, _NAME]) if path]


def _values(session: Session, plan: FormPlan, ids: Sequence[str]) -> Iterator[Mapping[str, object]]:
    paths = _paths(plan)
    try:
        made = columns(paths, report_lines.ground(session, plan.id_style))
    except KeyError as error:
        raise Refused("套表里有一栏现在的数据字典里没有，请重新选择这一栏的内容") from error
    fields = [_field(session, path) for path in paths]
    for line in report_lines.lines(session, ids):
        yield {
            path: _value(column.value(line), field)
            for path, column, field in zip(paths, made, fields, strict=True)
        }


def _field(session: Session, path: str) -> Field | None:
    try:
        return session.ledger.dictionary.field(path)
    except KeyError:
        return None


def _value(value: object, field: Field | None) -> object:
    """What a cell can hold: a whole number, a full day, or words."""
    if field is not None and isinstance(field.kind, Date) and not isinstance(value, Unread):
        day = _day(show(value))
        if day is not None:
            return day
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return show(value)


def _day(text: str) -> date | None:
    try:
        found = PartialDate.parse(text)
    except Unreadable:
        return None
    return found.first_day() if found.day and not found.about else None


def _once(session: Session, plan: FormPlan, wanted: Wanted, count: int) -> dict[str, str]:
    today = session.today()
    said = {
        "填报单位": session.ledger.fact("office_name"),
        "填报日期": f"{today.year}年{today.month}月{today.day}日",
        "年": str(today.year),
        "月": str(today.month),
        "日": str(today.day),
        "人数": str(count),
        "范围": person_lists.words(session, wanted),
    }
    return {
        one.text: said.get(one.path.removeprefix(OF_FORM), "")
        for one in plan.markers
        if one.path.startswith(OF_FORM)
    }


def _told(plan: FormPlan, unfit: "Sequence[Unfit]") -> Iterator[str]:
    """What fits no list, the rows of one column together."""
    headings = {one.path: one.heading for one in plan.columns}
    found: dict[tuple[str, str], list[int]] = {}
    for one in unfit:
        found.setdefault((headings.get(one.key, one.key), one.value), []).append(one.row)
    for (heading, value), rows in found.items():
        more = f"等{len(rows)}行" if len(rows) > _SHOWN else ""
        listed = "、".join(map(str, rows[:_SHOWN]))
        yield f"“{heading}”的“{value}”不在模板的下拉选项里（第{listed}行{more}），请在表里改选"
