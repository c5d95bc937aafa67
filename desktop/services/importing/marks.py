"""What becomes of each cell of a table: taken, changed, doubtful or refused, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.finding import Severity
from desktop.intake import targets
from desktop.intake.sheet import IncomingSheet
from desktop.services.importing.report import FileReport


class CellFate(StrEnum):
    """What becomes of a cell; the worst is the last."""

    SAME = "与台账相同"
    TAKEN = "新取入"
    CHANGED = "改动台账"
    DOUBTFUL = "有疑问"
    REFUSED = "有错或不取"


@dataclass(frozen=True, slots=True)
class Mark:
    """What becomes of one cell, and a sentence or more about it."""

    fate: CellFate
    note: str = ""


Place = tuple[str, int, int]
"""Worksheet, line counted from 1, and number of the shown column."""

_WORST = list(CellFate)
_PLAIN = {"added": CellFate.TAKEN, "refused": CellFate.REFUSED}


def fate_of_row(report: FileReport, sheet: str, line: int) -> CellFate:
    """What becomes of a cell of a row that nothing else is said of."""
    return _PLAIN.get(report.outcomes.get((sheet, line), ""), CellFate.SAME)


def marks(
    report: FileReport, sheets: Sequence[IncomingSheet], shown: Sequence[str]
) -> Mapping[Place, Mark]:
    """The cells that something is said of, where the columns of these targets are shown."""
    by_name = {sheet.sheet: sheet for sheet in sheets}
    found: dict[Place, Mark] = {}
    for sheet, line, heading, mark in _told(report):
        place = _place(by_name[sheet], shown, heading, mark) if sheet in by_name else None
        if place is not None:
            key = (sheet, line, place)
            found[key] = _both(found.get(key), mark)
    return found


def _told(report: FileReport) -> Iterator[tuple[str, int, str, Mark]]:
    for (sheet, line, heading), held in report.changes.items():
        yield sheet, line, heading, Mark(CellFate.CHANGED, f"台账现在是：{held or '（空）'}")
    for remark in report.findings:
        is_error = remark.level == Severity.ERROR.value
        fate = CellFate.REFUSED if is_error else CellFate.DOUBTFUL
        advice = f"。{remark.advice}" if remark.advice else ""
        yield (remark.sheet, remark.line, remark.column,
               Mark(fate, f"【{remark.level}】{remark.message}{advice}"))  # fmt: skip
    for refusal in report.refusals:
        yield (
            refusal.sheet,
            refusal.line,
            "",
            Mark(CellFate.REFUSED, f"【不导入】{refusal.message}"),
        )


def _place(sheet: IncomingSheet, shown: Sequence[str], heading: str, mark: Mark) -> int | None:
    """The shown column of a heading; an error that has none of its own stands at the name.

    A doubt about what the sheet does not ask for has no cell that could be mended.
    """
    own = {column.text: column.target for column in sheet.columns}
    target = own.get(heading)
    if target is None and mark.fate is CellFate.REFUSED:
        target = targets.NAME
    return shown.index(target) if target in shown else None


def _both(known: Mark | None, more: Mark) -> Mark:
    if known is None or known == more:
        return more
    worst = max(known.fate, more.fate, key=_WORST.index)
    return Mark(worst, "\n".join(dict.fromkeys((*known.note.split("\n"), more.note))))
