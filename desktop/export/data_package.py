"""The inner ZIP of a package: a Frictionless Data Package of CSV tables, written as a stream.

Rows come in wire form and are passed on as they are, so that memory stays flat. Tables without
rows are left out, but the log's are always there.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop.domain import wire
from desktop.domain.dictionary import Dictionary, Entity, Field
from desktop.domain.kinds import Flag, Integer

Row = Sequence[str | int | None]
_LEVEL = 6
_ALWAYS = frozenset({wire.ACTS, wire.CHANGES, wire.POSITIONS, wire.OUTCOMES})


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write. ``rows`` is read once, in its turn."""

    name: str
    title: str
    columns: tuple[dict[str, Any], ...]
    key: tuple[str, ...]
    rows: Iterable[Row]


@dataclass(slots=True)
class DataPackage:
    """What a data package is called; ``counts`` holds the rows of each table once written."""

    name: str
    title: str
    created: str
    counts: dict[str, int] = field(default_factory=dict)

    def write(self, stream: BinaryIO, tables: Iterable[Table], progress: Callable[[int], None]
              = lambda rows: None) -> None:  # fmt: skip
        """Write the ZIP; ``progress`` hears of the rows written so far."""
        with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as body:
            resources = [
                _resource(table) for table in tables if self._write_table(body, table, progress)
            ]
            descriptor = _descriptor(self, resources)
            body.writestr(_member(wire.DESCRIPTOR), descriptor, compresslevel=_LEVEL)

    def _write_table(self, body: ZipFile, table: Table, progress: Callable[[int], None]) -> bool:
        rows = iter(table.rows)
        first = next(rows, None)
        if first is None and table.name not in _ALWAYS:
            return False
        with body.open(_member(f"{table.name}.csv"), "w") as raw:
            text = io.TextIOWrapper(raw, "utf-8", newline="", write_through=False)
            writer = csv.writer(text)
            writer.writerow([column["name"] for column in table.columns])
            counting = _Counting(rows, sum(self.counts.values()), progress)
            if first is not None:
                writer.writerow(first)
                writer.writerows(counting)
            text.flush()
            text.detach()
        self.counts[table.name] = counting.seen + (first is not None)
        return True


class _Counting:
    """Passes rows on and counts them."""

    def __init__(self, rows: Iterator[Row], before: int, progress: Callable[[int], None]) -> None:
        self._rows, self._before, self._progress = rows, before, progress
        self.seen = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.seen += 1
            if not self.seen % 1000:
                self._progress(self._before + self.seen)
            yield row


def record_table(entity: Entity, rows: Iterable[Row]) -> Table:
    """The table of an entity; its rows stand in the order of ``wire.record_columns``."""
    columns = (
        _text("id"),
        *(_declared(field) for field in entity.fields),
        *(_own(name) for name in wire.RECORD_TAIL),
    )
    return Table(entity.name, entity.label, columns, ("id",), rows)


def log_tables(changes: Iterable[Row], acts: Iterable[Row]) -> list[Table]:
    """The tables of changes and acts, in the order in which they are written."""
    return [
        plain_table(wire.CHANGES, "修改", wire.CHANGE_COLUMNS, ("device", "seq", "n"), changes),
        plain_table(wire.ACTS, "操作", wire.ACT_COLUMNS, ("device", "seq"), acts),
    ]


def receipt_tables(positions: Iterable[Row], outcomes: Iterable[Row]) -> list[Table]:
    """The two tables of a receipt: positions reached, and what came of each package."""
    key = ("package",)
    told = plain_table(wire.OUTCOMES, "收包结果", wire.OUTCOME_COLUMNS, key, outcomes)
    return [positions_table(positions), told]


def positions_table(positions: Iterable[Row]) -> Table:
    """Up to where everything of the receiver has arrived at the sender."""
    return plain_table(
        wire.POSITIONS, "已收到的位置", wire.POSITION_COLUMNS, ("device", "scope"), positions
    )


def sums_table(rows: Iterable[Row]) -> Table:
    """Households as the sender holds them, for the receiver to compare."""
    return plain_table(wire.SUMS, "户核对", wire.SUM_COLUMNS, ("household",), rows)


def plain_table(
    name: str, title: str, columns: Sequence[str], key: tuple[str, ...], rows: Iterable[Row]
) -> Table:
    """A table whose columns are no declared fields."""
    return Table(name, title, tuple(map(_own, columns)), key, rows)


def schemas(dictionary: Dictionary) -> Mapping[str, Any]:
    """The table schema of every entity that travels, by name."""
    return {
        entity.name: _schema(record_table(entity, ())) for entity in wire.travelling(dictionary)
    }


def _text(name: str) -> dict[str, Any]:
    return {"name": name, "type": "string"}


def _own(name: str) -> dict[str, Any]:
    if name in wire.NUMBERS:
        return {"name": name, "type": "integer"}
    # JSON as text: an empty cell means that there is none.
    return _text(name)


def _declared(declared: Field) -> dict[str, Any]:
    column: dict[str, Any] = {"name": declared.name, "title": declared.label}
    match declared.kind:
        case Flag():
            return column | {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]}
        case Integer():
            return column | {"type": "integer"}
        case _:
            return column | {"type": "string"}


def _schema(table: Table) -> dict[str, Any]:
    return {"fields": list(table.columns), "primaryKey": list(table.key), "missingValues": [""]}


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(table),
    }


def _descriptor(package: DataPackage, resources: list[dict[str, Any]]) -> str:
    return json.dumps(
        {
            "profile": "tabular-data-package",
            "name": package.name,
            "title": package.title,
            "created": package.created,
            "resources": resources,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _member(name: str) -> ZipInfo:
    # A fixed time: the archive says no more about the sender's clock than its header does.
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
