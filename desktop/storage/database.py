"""One encrypted SQLite file: opening it with its key, and transactions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sql

from desktop.storage.faults import told

if TYPE_CHECKING:
    from sqlite_utils import Database

_BUSY_MS = 5000
_CACHE_KIB = 32_000


class Data:
    """An open data file. Every write is inside :meth:`transaction`."""

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        self.path = path
        self._key = key
        with told():
            mode = "ro" if read_only else "rwc"
            uri = f"{path.absolute().as_uri()}?mode={mode}"
            self.connection = sql.connect(
                uri, uri=True, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(read_only=read_only)
            except BaseException:
                self.connection.close()
                raise

    def _prepare(self, *, read_only: bool) -> None:
        run = self.connection.execute
        # Else the library prints its own English lines beside our sentence.
        run("PRAGMA cipher_log_level = NONE")
        run(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        run(f"PRAGMA busy_timeout = {_BUSY_MS}")
        run("SELECT count(*) FROM sqlite_master").fetchone()
        run("PRAGMA temp_store = MEMORY")
        run(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if not read_only:
            run("PRAGMA journal_mode = WAL")
            run("PRAGMA synchronous = FULL")

    @cached_property
    def tables(self) -> "Database":
        """The file as sqlite-utils sees it, for migrations."""
        from sqlite_utils import Database

        return Database(self.connection)

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.connection.close()

    def another(self) -> "Data":
        """A second connection to the same file, for a worker thread."""
        return Data(self.path, self._key)

    @property
    def in_transaction(self) -> bool:
        """Whether something is being written that is not committed yet."""
        return bool(self.connection.in_transaction)

    @property
    def key(self) -> bytes:
        """The raw key of the file."""
        return self._key

    def rows(
        self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, read as they are asked for."""
        with told():
            yield from self.connection.execute(query, values)

    def all(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query at once."""
        with told():
            rows: list[tuple[Any, ...]] = self.connection.execute(query, values).fetchall()
            return rows

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, if it has one."""
        with told():
            row: tuple[Any, ...] | None = self.connection.execute(query, values).fetchone()
            return row

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Execute a statement that returns nothing."""
        with told():
            self.connection.execute(statement, values)

    def changed(self, statement: str) -> int:
        """Execute a statement; how many rows it changed."""
        with told():
            return int(self.connection.execute(statement).rowcount)

    def insert_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute a statement for each row."""
        with told():
            self.connection.executemany(statement, rows)

    @contextmanager
    def impatient(self) -> Iterator[None]:
        """Inside, a write that another connection holds up fails at once instead of waiting."""
        self.run("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.run(f"PRAGMA busy_timeout = {_BUSY_MS}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another transaction, a part of it."""
        if self.in_transaction:
            yield
            return
        # IMMEDIATE, because a deferred transaction that reads before it writes
        # fails at once, without waiting, if another connection wrote in between.
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            with told():
                self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise
