"""What an import did, or would do, told per file."""

from dataclasses import asdict, dataclass, field
from typing import Any

from desktop.domain.dictionary import Dictionary
from desktop.domain.finding import Finding, Severity
from desktop.intake import targets
from desktop.intake.sheet import IncomingSheet
from desktop.services.importing.writing import Written


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken in, and why."""

    line: int
    message: str


@dataclass(slots=True)
class FileReport:
    """What one file brought: people counted by what became of them, and what is wrong where.

    ``batch`` names the import for 撤销; empty for a dry run, or where nothing changed.
    """

    file: str
    rows: int = 0
    households: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    batch: str = ""
    reference_date: str = ""
    round: str = ""
    ignored_columns: tuple[str, ...] = ()
    refusals: list[Refusal] = field(default_factory=list)
    findings: list[Remark] = field(default_factory=list)
    fates: dict[int, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(remark.level == Severity.ERROR.value for remark in self.findings)

    def plain(self) -> dict[str, Any]:
        """As a plain object for JSON."""
        found = asdict(self)
        del found["fates"]
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
