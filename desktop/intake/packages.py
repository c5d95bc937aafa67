"""Reading the tables of a package back, believing nothing: acts, changes, records, receipts."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zipfile import ZipFile

from desktop.domain import wire
from desktop.domain.changes import Act, BadChangeName, Change, unpack
from desktop.domain.dictionary import Dictionary, Entity
from desktop.domain.hlc import BadStamp, Hlc
from desktop.domain.levels import Level
from desktop.domain.record import Record
from desktop.envelope.header import NeedsNewerProgram
from desktop.intake.package_cells import NAME, Builder, Cells, bad, device_of, id_of, whole

Values = dict[str, str | None]
_LONGEST_CELL = 1_000_000
_MOST_COLUMNS = 1000


@dataclass(slots=True)
class PackageReader:
    """The tables of one opened body. Rows are read as they are asked for."""

    body: ZipFile
    dictionary: Dictionary
    counts: Mapping[str, int]
    _levels: dict[tuple[str, int], int] = field(default_factory=dict)

    def check_members(self, *needed: str) -> None:
        """Refuse what lacks a table, has one that nobody announced, or one of a newer program.

        Raises:
            NeedsNewerProgram: if there are entities that this program does not know.
            BadPackage: if the tables are not those announced.
        """
        tables = {name.removesuffix(".csv") for name in self.body.namelist()} - {wire.DESCRIPTOR}
        ours = {wire.POSITIONS, wire.SUMS, *needed}
        unknown = sorted(name for name in tables - ours if name not in self.dictionary)
        if unknown:
            raise NeedsNewerProgram(
                f"上报包里有本程序还不认识的内容（{'、'.join(unknown)}），请先升级本程序，再接收这个包"
            )
        stays = sorted(tables & wire.STAYS)
        if stays:
            raise bad(stays[0], "账户不能由别的单位发来")
        if tables != set(self.counts) or not tables.issuperset(needed):
            raise bad("目录", "数据表与包的说明不符")

    def acts(self) -> list[Act]:
        """All acts; changes can be read only afterwards."""
        found = [_act(values) for values in self._rows(wire.ACTS, wire.ACT_COLUMNS)]
        self._levels = {(act.device, act.seq): act.level for act in found}
        if len(self._levels) != len(found):
            raise bad(wire.ACTS, "操作重复")
        return found

    def changes(self) -> Iterator[Change]:
        """The changes, each of an act that came with it."""
        check = Cells(self.dictionary)
        for values in self._rows(wire.CHANGES, wire.CHANGE_COLUMNS):
            yield self._change(values, check)

    def _change(self, values: Values, check: Cells) -> Change:
        device, seq = device_of(values["device"], wire.CHANGES), whole(values["seq"], wire.CHANGES)
        level = self._levels.get((device, seq))
        if level is None:
            raise bad(wire.CHANGES, "修改没有对应的操作")
        entity, name = values["entity"] or "", values["field"] or ""
        old, new = values["old"], values["new"]
        check(entity, name, old)
        check(entity, name, new)
        try:
            saw = unpack(values["saw"] or "")
        except BadChangeName as error:
            raise bad(wire.CHANGES, "修改编号无法识别") from error
        record = id_of(values["record"], wire.CHANGES)
        n = whole(values["n"], wire.CHANGES)
        return Change(device, seq, n, entity, record, name, old, new, saw, values["reason"], level)

    def records(self) -> Iterator[Record]:
        """The records of all entities, in the order of the dictionary."""
        for entity in wire.travelling(self.dictionary):
            if entity.name in self.counts:
                yield from self._records(entity)

    def _records(self, entity: Entity) -> Iterator[Record]:
        rows = self._lines(entity.name)
        names = next(rows)
        build = Builder(entity, names)
        for row in rows:
            yield build(row)

    def positions(self) -> list[tuple[str, str, int]]:
        """A receipt's positions: device, scope, up to where."""
        return [
            (
                device_of(values["device"], wire.POSITIONS),
                values["scope"] or "",
                whole(values["upto"], wire.POSITIONS),
            )
            for values in self._rows(wire.POSITIONS, wire.POSITION_COLUMNS)
        ]

    def sums(self) -> list[tuple[str, str, int, str]]:
        """Households as the sender holds them: village, household, people, sum."""
        if wire.SUMS not in self.counts:
            return []
        return [
            (
                id_of(values["village"], wire.SUMS) if values["village"] else "",
                id_of(values["household"], wire.SUMS),
                whole(values["persons"], wire.SUMS),
                values["sum"] or "",
            )
            for values in self._rows(wire.SUMS, wire.SUM_COLUMNS)
        ]

    def outcomes(self) -> list[dict[str, str]]:
        """A receipt's lines: what came of each package."""
        lines = []
        for values in self._rows(wire.OUTCOMES, wire.OUTCOME_COLUMNS):
            for name in wire.NUMBERS & set(wire.OUTCOME_COLUMNS):
                whole(values[name], wire.OUTCOMES)
            lines.append({name: values[name] or "" for name in wire.OUTCOME_COLUMNS})
        return lines

    def _rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Values]:
        rows = self._lines(table)
        names = next(rows)
        if set(names) != set(columns):
            raise bad(table, "列不对")
        for row in rows:
            yield {name: text or None for name, text in zip(names, row, strict=True)}

    def _lines(self, table: str) -> Iterator[list[str]]:
        """The heading and the rows, all of one length, as many as announced."""
        csv.field_size_limit(_LONGEST_CELL)
        seen = -1
        try:
            with self.body.open(f"{table}.csv") as raw:
                text = io.TextIOWrapper(raw, "utf-8", newline="")
                width = 0
                for row in csv.reader(text, strict=True):
                    width = width or _checked_width(table, row)
                    if len(row) != width:
                        raise bad(table, "行的长短不一")
                    seen += 1
                    yield row
        except (csv.Error, UnicodeDecodeError, KeyError) as error:
            raise bad(table, "内容不完整") from error
        if seen != self.counts.get(table):
            raise bad(table, "行数与包的说明不符")


def _checked_width(table: str, names: list[str]) -> int:
    fine = all(map(NAME.fullmatch, names)) and len(set(names)) == len(names) <= _MOST_COLUMNS
    if not names or not fine:
        raise bad(table, "列名不对")
    return len(names)


def _act(values: Values) -> Act:
    stamp = values["hlc"] or ""
    try:
        Hlc.parse(stamp)
    except BadStamp as error:
        raise bad(wire.ACTS, "操作时间无法识别") from error
    level = whole(values["level"], wire.ACTS, most=max(Level))
    return Act(
        device_of(values["device"], wire.ACTS),
        whole(values["seq"], wire.ACTS),
        stamp,
        values["account"] or "",
        level,
        values["verb"] or "",
        values["label"] or "",
        values["origin"] or "",
        values["batch"],
        values["undoes"],
    )
