"""One cell of a record: read and written in wire form, wherever the value stands."""

from desktop.domain.changes import DELETED
from desktop.domain.dictionary import UNREAD, Dictionary
from desktop.storage.database import Data


def _place(dictionary: Dictionary, entity: str, field: str) -> tuple[str, str | None]:
    """The column of a field, and the JSON path inside it if it is not a column of its own."""
    if field == DELETED:
        return DELETED, None
    if field.startswith(UNREAD):
        return "unread", f'$."{field.removeprefix(UNREAD)}"'
    if field in dictionary[entity].by_name:
        return field, None
    return "extra", f'$."{field}"'


def read_cell(
    data: Data, dictionary: Dictionary, entity: str, record: str, field: str
) -> str | None:
    """The wire value of a cell; None if it is empty or the record is not here."""
    column, path = _place(dictionary, entity, field)
    source = f'"{column}"' if path is None else f"json_extract({column}, ?)"
    values = [record] if path is None else [path, record]
    row = data.one(f'SELECT {source} FROM "{entity}" WHERE id = ?', values)  # noqa: S608
    value = None if row is None or row[0] is None else str(row[0])
    return None if field == DELETED and value == "0" else value


def write_cell(
    data: Data, dictionary: Dictionary, entity: str, record: str, field: str, value: str | None
) -> None:
    """Set a cell to a wire value."""
    column, path = _place(dictionary, entity, field)
    if path is None:
        shown = int(value is not None) if field == DELETED else value
        data.run(f'UPDATE "{entity}" SET "{column}" = ? WHERE id = ?', [shown, record])  # noqa: S608
    elif value is None:
        data.run(
            f"UPDATE \"{entity}\" SET {column} = nullif(json_remove({column}, ?), '{{}}')"  # noqa: S608
            f" WHERE id = ? AND {column} IS NOT NULL",
            [path, record],
        )
    else:
        data.run(
            f"UPDATE \"{entity}\" SET {column} = json_set(coalesce({column}, '{{}}'), ?, ?)"  # noqa: S608
            " WHERE id = ?",
            [path, value, record],
        )
