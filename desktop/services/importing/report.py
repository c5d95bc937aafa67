"""What an import did, or would do, told per file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.finding import Finding, Severity
from desktop.domain.kinds import Ref
from desktop.intake import targets
from desktop.intake.sheet import IncomingSheet
from desktop.services.importing.settling import Written

_OLDER = "表中较旧，保留台账现值"
_MEND = "如果表里的才对，请在台账里改过来"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of a rule, at the cell of the file that it is about."""

    line: int
    column: str
    rule: int
    level: str
    value: str
    message: str
    advice: str = ""
    household: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken in, and why."""

    line: int
    message: str
    sheet: str = ""


@dataclass(slots=True)
class FileReport:
    """What one file brought: people counted by what became of them, and what is wrong where.

    ``kept`` counts the people of whom the ledger keeps something newer than the table says.
    ``batch`` names the import for 撤销; empty for a dry run, or where nothing changed.
    ``outcomes`` tells what became of each row, by worksheet and line; ``changes`` what the ledger
    held before, by worksheet, line and heading; ``words`` how often which text meant no choice of
    which field.
    """

    file: str
    rows: int = 0
    households: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    kept: int = 0
    batch: str = ""
    reference_date: str = ""
    round: str = ""
    ignored_columns: tuple[str, ...] = ()
    refusals: list[Refusal] = field(default_factory=list)
    findings: list[Remark] = field(default_factory=list)
    outcomes: dict[tuple[str, int], str] = field(default_factory=dict)
    changes: dict[tuple[str, int, str], str] = field(default_factory=dict)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def fates(self) -> dict[int, str]:
        """What became of each row of a file with one list, by line."""
        return {line: fate for (_, line), fate in self.outcomes.items()}

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(remark.level == Severity.ERROR.value for remark in self.findings)

    def plain(self) -> dict[str, Any]:
        """As a plain object for JSON."""
        found = asdict(replace(self, outcomes={}, changes={}, words=Counter()))
        for name in ("outcomes", "changes", "words"):
            del found[name]
        return found


def remarks(
    sheet: IncomingSheet, written: Written, findings: list[Finding], dictionary: Dictionary
) -> list[Remark]:
    """The findings at the lines and columns of the sheet that they are about."""
    found = {}
    for finding in findings:
        line = written.lines.get(finding.record)
        if line is None and finding.entity == "household":
            line = written.lines.get(finding.household)
        if line is not None:
            remark = Remark(
                line,
                _heading(sheet, finding, dictionary),
                finding.rule,
                finding.severity.value,
                finding.value,
                finding.message,
                finding.advice,
                finding.household,
                sheet.sheet,
            )
            found[line, remark.column, finding.rule, finding.message] = remark
    return sorted(found.values(), key=lambda remark: (remark.line, remark.rule))


def _heading(sheet: IncomingSheet, finding: Finding, dictionary: Dictionary) -> str:
    heading = sheet.heading(f"{finding.entity}.{finding.field}")
    if heading:
        return heading
    if finding.field in {"birth", "sex"} and sheet.heading(targets.ID_NO):
        return sheet.heading(targets.ID_NO)
    declared = dictionary[finding.entity].by_name.get(finding.field)
    return declared.label if declared else sheet.heading(targets.NAME)


def notes(
    sheet: IncomingSheet, written: Written, dictionary: Dictionary, book: CodeBook
) -> list[Remark]:
    """Where the ledger keeps what it knows from a later day, and what else was not taken."""
    found = [(kept, _OLDER, _MEND) for kept in written.kept]
    found += [(note.about, note.message, note.advice) for note in written.notes]
    remarks = []
    for entry, message, advice in found:
        declared = dictionary.field(entry.path)
        remark = Remark(
            line=entry.line,
            column=sheet.heading(entry.path) or declared.label,
            rule=0,
            level=Severity.HINT.value,
            value=entry.text or _shown(declared, entry.said, book),
            message=message,
            advice=advice,
            sheet=sheet.sheet,
        )
        remarks.append(remark)
    return remarks


def changes(
    sheet: IncomingSheet, written: Written, dictionary: Dictionary, book: CodeBook
) -> Iterator[tuple[tuple[str, int, str], str]]:
    """What the ledger held where a known person's row says something else."""
    for line, path, held in written.changed:
        heading = sheet.heading(path)
        if heading:
            yield (sheet.sheet, line, heading), _shown(dictionary.field(path), held, book)


def _shown(field: Field, said: Any, book: CodeBook) -> str:
    # A household that somebody is not put back into has no name of its own.
    return "" if isinstance(field.kind, Ref) else field.kind.show(said, book)
