"""How many people and households came in, or were changed, at one position of the log."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.dictionary import Dictionary
from desktop.domain.kinds import Ref
from desktop.storage.database import Data


@dataclass(frozen=True, slots=True)
class Affected:
    """People and households: new ones, and those known before of whom something changed."""

    households: int = 0
    persons: int = 0
    changed_households: int = 0
    changed_persons: int = 0


NOBODY = Affected()


def affected(data: Data, dictionary: Dictionary, pos: int) -> Affected:
    """What an act, or what it received, is about."""
    return Affected(
        _new(data, "household", pos),
        _new(data, "person", pos),
        _changed(data, dictionary, "household", pos),
        _changed(data, dictionary, "person", pos),
    )


def _new(data: Data, entity: str, pos: int) -> int:
    row = data.one(f'SELECT count(*) FROM "{entity}" WHERE pos = ?', [pos])  # noqa: S608
    return int(row[0]) if row else 0


def _changed(data: Data, dictionary: Dictionary, whom: str, pos: int) -> int:
    about = " UNION ".join(touched(dictionary, whom, f"pos = {pos:d}"))
    row = data.one(
        f"SELECT count(*) FROM ({about}) x"  # noqa: S608
        f' CROSS JOIN "{whom}" w ON w.id = x.id WHERE w.pos <> {pos:d}'
    )
    return int(row[0]) if row else 0


def touched(dictionary: Dictionary, whom: str, span: str) -> Iterator[str]:
    """Queries for the ``id`` of all people, or households, that a span of positions is about.

    ``span`` is an SQL condition on ``pos``.
    """
    changed = f"FROM change WHERE {span} AND entity"
    yield f"SELECT record AS id {changed} = '{whom}'"
    yield f'SELECT id FROM "{whom}" WHERE {span}'  # noqa: S608
    for entity in dictionary:
        for field in entity.fields:
            if entity.name != whom and isinstance(field.kind, Ref) and field.kind.to == whom:
                source = f'SELECT "{field.name}" AS id FROM "{entity.name}" WHERE'  # noqa: S608
                yield f"{source} {span}"
                yield f"{source} id IN (SELECT record {changed} = '{entity.name}')"
