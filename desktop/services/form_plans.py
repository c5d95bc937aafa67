"""Which cells of somebody else's form mean what: by markers, else by its headings."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import listing
from desktop.domain.errors import Refused
from desktop.domain.form_plan import MARKER, FormColumn, FormMarker, FormPlan
from desktop.domain.report_columns import HEAD_ID_NO, HOME, NUMBER, TAG, WORK
from desktop.envelope.safe_file import opened
from desktop.intake import targets
from desktop.intake.files import grids_of
from desktop.intake.grid import Grid, text_of
from desktop.intake.headers import Header, find_header
from desktop.intake.matching import HeadingIndex
from desktop.intake.refusals import NeedsPassword
from desktop.services import report_lines
from desktop.services.session import Session

if TYPE_CHECKING:
    from desktop.export.form_reading import MarkedCell

ONCE = ("填报单位", "填报日期", "年", "月", "日", "人数", "范围")
"""What stands for the whole form, under the names of its markers."""
OF_FORM = "form."
"""Before such a name in a path."""
_LOCKED = "“{name}”设有打开密码，请先在Excel或WPS里去掉密码，另存后再选"
_NOTHING = (
    "“{name}”里没有认出表头，也没有{{{{姓名}}}}这样的标记；"
    "请在要填的单元格里写上{{{{姓名}}}}、{{{{身份证号}}}}等，再选一次"
)
_PATHS = {
    targets.SERIAL: NUMBER,
    targets.AGE: listing.AGE,
    targets.HEAD_NAME: listing.HEAD_NAME,
    targets.HEAD_ID_NO: HEAD_ID_NO,
    targets.PROVINCE: f"{HOME}province",
    targets.CITY: f"{HOME}city",
    targets.COUNTY: f"{HOME}county",
    targets.TOWNSHIP: f"{HOME}township",
    targets.WORK_PROVINCE: f"{WORK}province",
    targets.WORK_CITY: f"{WORK}city",
    targets.WORK_COUNTY: f"{WORK}county",
    "column.left_poverty": f"{TAG}脱贫户",
    "tag.tag": listing.TAGS,
}
_TAG_COLUMN = "column.tag."
_LOOKED_AT = 10
_MOST_BYTES = 20 * 1024 * 1024


class Meanings:
    """What headings and markers mean, by the names and aliases of the dictionary."""

    def __init__(self, session: Session) -> None:
        self._index = HeadingIndex(session.ledger.dictionary)
        choices = report_lines.offered(session)
        self._known = {choice.path for choice in choices}
        self._labels = {choice.label: choice.path for choice in reversed(choices)}
        self.index = self._index

    def of_target(self, target: str | None) -> str:
        """The path of what the import would take a heading for; empty if a report has no such."""
        if target is None:
            return ""
        if target.startswith(_TAG_COLUMN):
            target = TAG + target.removeprefix(_TAG_COLUMN)
        path = _PATHS.get(target, target)
        return path if path in self._known else ""

    def of_name(self, name: str) -> str:
        """The path of a marker's name; empty if there is none."""
        if name in ONCE:
            return f"{OF_FORM}{name}"
        if name in self._labels or name in self._known:
            return self._labels.get(name, name)
        hit = self._index.find((name,))
        return self.of_target(hit.target if hit else None)


def load(file: Path) -> bytes:
    """The bytes of a form.

    Raises:
        AppError: if it cannot be read, or is too large for a form.
    """
    with opened(file) as source:
        data = source.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise Refused(f"“{file.name}”超过20兆，不像一张空表，请删去图片和多余的内容再选")
    return data


def sheets_of(data: bytes, name: str) -> list[str]:
    """The visible sheets of a form.

    Raises:
        AppError: if it is no workbook, damaged, too large, or locked.
    """
    return [grid.name for grid in _grids(data, name)]


def propose(session: Session, data: bytes, name: str, sheet: str = "") -> FormPlan:
    """How a form is probably to be filled; a clerk may correct it.

    Args:
        session: the ledger.
        data: the form.
        name: its file name.
        sheet: the sheet that is to be filled; the likeliest without it.

    Raises:
        AppError: if it cannot be read or filled, or nothing in it is understood.
    """
    from desktop.export.form_reading import marked_cells

    grids = _grids(data, name)
    meanings = Meanings(session)
    marked = marked_cells(data)
    markers = tuple(
        FormMarker(text, meanings.of_name(FormMarker(text).name))
        for text in dict.fromkeys(text for cell in marked for text in cell.markers)
    )
    plan = _by_markers(marked, markers, sheet) or _by_headings(grids, markers, meanings, sheet)
    if plan is None:
        raise Refused(_NOTHING.format(name=name))
    return plan


def _grids(data: bytes, name: str) -> list[Grid]:
    try:
        return grids_of(data, name)
    except NeedsPassword as error:
        raise Refused(_LOCKED.format(name=name)) from error


def _by_markers(
    marked: "Sequence[MarkedCell]", markers: tuple[FormMarker, ...], sheet: str
) -> FormPlan | None:
    """One marked row is a list; markers in several rows are a form for each person."""
    of_people = {one.text for one in markers if not one.path.startswith(OF_FORM)}
    cells = [cell for cell in marked if of_people & set(cell.markers)]
    if sheet:
        cells = [cell for cell in cells if cell.sheet == sheet]
    if not cells:
        return None
    chosen = sheet or Counter(cell.sheet for cell in cells).most_common(1)[0][0]
    here = [cell for cell in cells if cell.sheet == chosen]
    rows = {cell.row for cell in here}
    if len(rows) > 1:
        return FormPlan(sheet=chosen, first=0, markers=markers)
    columns = tuple(FormColumn(cell.column, cell.text, cell.text) for cell in here)
    return FormPlan(sheet=chosen, first=rows.pop(), columns=columns, markers=markers)


def _by_headings(
    grids: Sequence[Grid], markers: tuple[FormMarker, ...], meanings: Meanings, sheet: str
) -> FormPlan | None:
    plans = []
    for grid in grids:
        header = find_header(grid, meanings.index) if sheet in {"", grid.name} else None
        if header is not None:
            columns = tuple(
                FormColumn(one.index + 1, one.text, meanings.of_target(one.target))
                for one in header.columns
            )
            first = _first_row(grid, header, columns)
            plans.append(FormPlan(sheet=grid.name, first=first, columns=columns, markers=markers))
    return max(plans, key=lambda plan: plan.known, default=None)


def _first_row(grid: Grid, header: Header, columns: Sequence[FormColumn]) -> int:
    """The first row under the header in which nothing stands yet that is to be filled."""
    places = [one.number - 1 for one in columns if one.path not in {"", NUMBER}]
    # Headings that are merged over two rows count as the upper one only.
    under = [bottom for (top, _), (bottom, _) in grid.merged if header.first <= top <= header.last]
    below = max([header.last, *under]) + 1
    for at in range(below, below + _LOOKED_AT):
        row = grid.rows[at] if at < len(grid.rows) else []
        if not any(text_of(row[place]) for place in places if place < len(row)):
            return at + 1
    return below + 1


def unknown(plan: FormPlan) -> list[str]:
    """The headings and markers that stand for nothing."""
    headings = [one.heading for one in plan.columns if not one.path]
    return headings + [one.text for one in plan.markers if not one.path]


def is_pattern(path: str) -> bool:
    """Whether what goes into a column is a text with markers."""
    return MARKER.search(path) is not None
