"""What an import did, or would do, told per file."""

from dataclasses import asdict, dataclass, field
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken in, and why."""

    line: int
    message: str


@dataclass(slots=True)
class FileReport:
    """What one file brought: people counted by what became of them, and what is wrong where.

    ``kept`` counts the people of whom the ledger keeps something newer than the table says.
    ``batch`` names the import for 撤销; empty for a dry run, or where nothing changed.
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
        )
        remarks.append(remark)
    return remarks


def _shown(field: Field, said: Any, book: CodeBook) -> str:
    # A household that somebody is not put back into has no name of its own.
    return "" if isinstance(field.kind, Ref) else field.kind.show(said, book)
