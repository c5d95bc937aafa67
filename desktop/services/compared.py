"""What came of comparing a list: shown, counted, written to a workbook, kept as a filter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.domain.comparing import Fate, Key
from desktop.domain.tables import Align, Column, Table
from desktop.services import prints, saved_filters
from desktop.services.list_prints import Listing
from desktop.services.session import Session

TITLE = "名单比对"
EVERY = tuple(Fate)


@dataclass(frozen=True, slots=True)
class Apart:
    """A field of which the two say something different, in words; empty where one says nothing."""

    label: str
    theirs: str
    ours: str

    def __str__(self) -> str:
        return f"{self.label}：对方 {self.theirs or '（空）'}，台账 {self.ours or '（空）'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One line of the result.

    Attributes:
        sheet, line: where it stands in the list; line 0 for whom only the ledger has.
        name, id_no, village: as the list has them, else as the ledger does.
        person: the id of the ledger's person, if it is known who it is.
        household_no: of the ledger's person.
        apart: what the two say differently.
        why: what is to be known of it besides.
    """

    fate: Fate
    sheet: str = ""
    line: int = 0
    name: str = ""
    id_no: str = ""
    village: str = ""
    person: str = ""
    household_no: str = ""
    apart: tuple[Apart, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A list that was compared.

    Attributes:
        scope: the villages whose people should stand in the list, in words.
        fields: the labels of what was compared.
        keyless: how many of the ledger's people could not take part.
    """

    file: str
    key: Key
    scope: str
    fields: tuple[str, ...]
    subjects: tuple[Subject, ...]
    keyless: int

    @property
    def counts(self) -> Counter[Fate]:
        """How many lines have which fate."""
        return Counter(one.fate for one in self.subjects)

    def of(self, fate: Fate) -> list[Subject]:
        """The lines of one fate."""
        return [one for one in self.subjects if one.fate is fate]

    @property
    def note(self) -> str:
        """How it was compared, in a sentence."""
        said = [f"按{self.key.value}比对", f"范围：{self.scope}"]
        said.append(f"比了{'、'.join(self.fields)}" if self.fields else "没有别的内容可比")
        if self.keyless:
            lacking = self.key.value.removeprefix("姓名+")
            said.append(f"台账另有 {self.keyless:,} 人没有{lacking}，没有参加比对")
        return "；".join(said)

    def plain(self) -> dict[str, object]:
        """As one object for JSON: the counts, and every line."""
        lines = [
            {
                "result": one.fate.value,
                "sheet": one.sheet,
                "line": one.line,
                "name": one.name,
                "id_no": one.id_no,
                "village": one.village,
                "person": one.person,
                "differences": [str(apart) for apart in one.apart],
                "note": one.why,
            }
            for one in self.subjects
        ]
        counts = {fate.value: self.counts[fate] for fate in EVERY}
        return {"key": self.key.value, "scope": self.scope, "fields": list(self.fields),
                "counts": counts, "keyless": self.keyless, "lines": lines}  # fmt: skip


def table(compared: Compared, fate: Fate) -> Table[Subject]:
    """The columns for the lines of one fate."""
    places = _places(compared, fate)
    who: tuple[Column[Subject], ...] = (
        Column("姓名", lambda one: one.name, 20.0, wrap=False),
        Column("身份证号", lambda one: one.id_no, 40.0),
        Column("村", lambda one: one.village, 26.0),
    )
    number: Column[Subject] = Column("户编号", lambda one: one.household_no, 36.0)
    why: Column[Subject] = Column("说明", lambda one: one.why, 60.0)
    apart: Column[Subject] = Column("不同之处", lambda one: "；".join(map(str, one.apart)), 110.0)
    rest = {
        Fate.SAME: (number, why),
        Fate.DIFFERENT: (apart, why),
        Fate.THEIRS: (why,),
        Fate.OURS: (number, why),
        Fate.UNSURE: (why,),
    }[fate]
    return Table(f"{TITLE}·{fate.value}", (*places, *who, *rest))


def _places(compared: Compared, fate: Fate) -> tuple[Column[Subject], ...]:
    """Where a line stands in the list; the name of the sheet only if there are several."""
    if fate is Fate.OURS:
        return ()
    line: Column[Subject] = Column("表行", lambda one: one.line or "", 13.0, Align.RIGHT)
    sheets = {one.sheet for one in compared.subjects if one.sheet}
    sheet: Column[Subject] = Column("工作表", lambda one: one.sheet, 22.0)
    return (sheet, line) if len(sheets) > 1 else (line,)


def listing_of(session: Session, *, compared: Compared, fate: Fate) -> Listing[Subject]:
    """The lines of one fate, to be printed."""
    found = compared.of(fate)
    return Listing(
        title=f"{TITLE}：{fate.value}",
        note=f"{compared.file}，{compared.scope}",
        table=table(compared, fate),
        rows=found,
        count=len(found),
        unit="人",
    )


def write(session: Session, compared: Compared, file: Path, wanted: Sequence[Fate] = EVERY) -> int:
    """Write the lines of some fates to an .xlsx workbook, a sheet each; how many lines.

    Raises:
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    from desktop.export.workbook import write_workbook
    from desktop.export.workbook_sheet import SheetSpec

    specs = [
        SheetSpec(
            table=_with_pairs(compared, fate), rows=compared.of(fate), name=fate.value, frozen=1
        )
        for fate in wanted
    ]
    rows = write_workbook(file, specs)
    prints.keep_trace(session, "list.compare", f"导出{TITLE}结果（{rows}行）", file)
    return rows


def _with_pairs(compared: Compared, fate: Fate) -> Table[Subject]:
    """Those columns, with both values of each field that differs beside each other."""
    plain = table(compared, fate)
    if fate is not Fate.DIFFERENT:
        return plain
    labels = dict.fromkeys(apart.label for one in compared.of(fate) for apart in one.apart)
    pairs = [column for label in labels for column in _pair(label)]
    return Table(plain.title, (*plain.columns, *pairs))


def _pair(label: str) -> Iterator[Column[Subject]]:
    def value(side: str, one: Subject) -> str:
        found = next((apart for apart in one.apart if apart.label == label), None)
        return getattr(found, side) if found else ""

    yield Column("对方", partial(value, "theirs"), 34.0, group=label)
    yield Column("台账", partial(value, "ours"), 34.0, group=label)


def keep(session: Session, compared: Compared, fate: Fate, name: str) -> int:
    """Keep the ledger's people of one fate as a filter of the list of people; how many they are.

    Raises:
        Refused: if there is nobody of the ledger among them, or the name cannot be used.
    """
    found = [one.person for one in compared.of(fate) if one.person]
    return saved_filters.keep(session, name, found)
