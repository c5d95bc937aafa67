"""How a clerk has said to read the columns of a table: for one file, and for all alike."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.text import compact
from desktop.intake.headers import Column

IGNORED = ""
"""The target of a column that is not to be taken."""
_SEPARATOR = "|"


def heading_key(text: str) -> str:
    """A heading as choices are kept by: without blanks, line breaks and letter case."""
    return compact(text).upper().replace(_SEPARATOR, "/")


def keys_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """The key of each column; a heading that stands again is told from the first by a number."""
    seen: dict[str, int] = {}
    keys = []
    for column in columns:
        key = heading_key(column.text)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}({seen[key]})")
    return tuple(keys)


def fingerprint(columns: Iterable[Column]) -> str:
    """What tables with just these headings share, whatever their order."""
    text = _SEPARATOR.join(sorted(keys_of(columns)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table: its name, and the target of each heading that was decided on.

    ``needs`` are headings that every table of the kind has; without them only the fingerprint
    tells.
    """

    name: str
    columns: Mapping[str, str]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """All that is known beforehand of the columns of a file.

    Attributes:
        chosen: what the clerk has decided for this very file, by heading key.
        learned: the layouts of tables met before, by fingerprint.
        shipped: the layouts that the program brings along, the most telling first.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)
    learned: Mapping[str, Layout] = field(default_factory=dict)
    shipped: Sequence[Layout] = ()

    def of(self, columns: Sequence[Column]) -> Layout | None:
        """The layout of a table with these columns, if it is known."""
        learned = self.learned.get(fingerprint(columns))
        if learned is not None:
            return learned
        keys = set(keys_of(columns))
        return next((one for one in self.shipped if one.needs and one.needs <= keys), None)

    def names(self) -> dict[str, str]:
        """Every heading decided on with its target, the clerk's own word first."""
        known = dict(self.chosen)
        for layout in self.learned.values():
            for key, target in layout.columns.items():
                known.setdefault(key, target)
        return {key: target for key, target in known.items() if target}

    def fits(self, columns: Sequence[Column]) -> bool:
        """Whether a header that was found is the one that was decided on."""
        return not self.chosen or not self.chosen.keys().isdisjoint(keys_of(columns))


NOTHING_KNOWN = Layouts()


def laid_out(columns: Sequence[Column], layouts: Layouts) -> tuple[Column, ...]:
    """The columns with what is known beforehand put above what their headings say."""
    layout = layouts.of(columns)
    learned = layouts.learned.get(fingerprint(columns))
    # A shipped layout only adds to what headings say; a clerk's own decides.
    decided = {**(learned.columns if learned else {}), **layouts.chosen}
    added = layout.columns if layout and not learned else {}
    keys = keys_of(columns)
    told = [
        _decided(column, decided[key]) if key in decided else _added(column, added.get(key, ""))
        for key, column in zip(keys, columns, strict=True)
    ]
    wanted = {decided[key] for key in keys if decided.get(key)}
    return tuple(
        replace(column, target=None, guess=column.target)
        if column.target in wanted and key not in decided
        else column
        for key, column in zip(keys, told, strict=True)
    )


def _decided(column: Column, target: str) -> Column:
    return replace(column, target=target or None, score=1.0 if target else 0.0, guess=None,
                   chosen=True)  # fmt: skip


def _added(column: Column, target: str) -> Column:
    if column.target is not None or not target:
        return column
    return replace(column, target=target, score=1.0, guess=None)
