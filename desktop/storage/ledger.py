"""An open ledger: reading, acts, and what it knows of itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain import hlc
from desktop.domain.changes import Act
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import AgePolicy, Area, CodeItem, RuleParameter
from desktop.domain.errors import Refused
from desktop.domain.ids import uuid7
from desktop.domain.levels import Level
from desktop.domain.places import Place, Places
from desktop.storage import folder as folders
from desktop.storage import schema, search
from desktop.storage.absorbing import latest_stamp
from desktop.storage.database import Data
from desktop.storage.devices import DeviceState, fresh
from desktop.storage.records import Reader
from desktop.storage.writing import Writer

Listener = Callable[[frozenset[str]], None]
_REFERENCE = {"area", "code_item", "age_policy", "rule_parameter"}


class _Rehearsed(Exception):
    """Ends a rehearsal."""


def now_ms() -> int:
    """The PC's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Ledger(Reader):
    """One ledger on disk, opened. Close it, or use it in ``with``."""

    def __init__(
        self, folder: Path, data: Data, dictionary: Dictionary, state: DeviceState
    ) -> None:
        super().__init__(data, dictionary)
        self.folder = folder
        self.account = ""
        self._state = state
        self._clock = now_ms
        self._listeners: list[Listener] = [self._forget_lists]
        self._book: CodeBook | None = None
        self._heard: set[str] = set()
        self._numbered = False
        self._joint: Writer | None = None

    @classmethod
    def create(cls, folder: Path, key: bytes, dictionary: Dictionary, state: Path) -> "Ledger":
        """Make the data file of a new ledger in a folder laid out by ``folder.make``."""
        folders.refuse_network(folder)
        data = Data(folder / folders.DATA, key)
        try:
            schema.upgrade(data, dictionary)
            ledger = cls(folder, data, dictionary, DeviceState(state, folder))
            with data.transaction():
                ledger.put("ledger", uuid7())
                ledger.put("device", fresh())
                search.follow(ledger)
        except BaseException:
            data.close()
            raise
        return ledger

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        dictionary: Dictionary,
        state: Path,
        before_upgrade: Callable[["Ledger"], None] | None = None,
    ) -> "Ledger":
        """Open a ledger, bring its tables up to date, and see whether it is a copy.

        Args:
            folder: the ledger's folder.
            key: the raw key of its data file.
            dictionary: the entities.
            state: the per-user state folder.
            before_upgrade: called before tables change, to save a backup.

        Raises:
            LedgerFault: if it cannot be opened; the sentence says why.
        """
        folders.check(folder)
        folders.wipe_tmp(folder)
        data = Data(folder / folders.DATA, key)
        try:
            ledger = cls(folder, data, dictionary, DeviceState(state, folder))
            if schema.pending(data, dictionary):
                if before_upgrade is not None:
                    before_upgrade(ledger)
                schema.upgrade(data, dictionary)
            search.follow(ledger)
            ledger.settle_device()
        except BaseException:
            data.close()
            raise
        return ledger

    def for_thread(self) -> "Ledger":
        """The same ledger over a connection of its own, for a worker thread."""
        other = Ledger(self.folder, self.data.another(), self.dictionary, self._state)
        other.account = self.account
        other._listeners = self._listeners
        return other

    def close(self) -> None:
        """Close the data file."""
        self.data.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the ledger knows of itself.

    def fact(self, key: str) -> str:
        """A fact about the ledger itself; empty if it is not known."""
        row = self.data.one("SELECT value FROM meta WHERE key = ?", [key])
        return row[0] if row else ""

    def put(self, key: str, value: str) -> None:
        """Set a fact about the ledger itself."""
        self.data.run("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", [key, value])

    @property
    def device(self) -> str:
        """The device id that this copy of the ledger writes under."""
        return self.fact("device")

    @property
    def level(self) -> Level:
        """The level of the office that keeps this ledger."""
        return Level.of(self.fact("level"))

    @property
    def position(self) -> int:
        """The latest log position."""
        row = self.data.one("SELECT coalesce(max(pos), 0) FROM act")
        return int(row[0]) if row else 0

    def last_seq(self, device: str) -> int:
        """The number of the last act of a device."""
        row = self.data.one("SELECT coalesce(max(seq), 0) FROM act WHERE device = ?", [device])
        return int(row[0]) if row else 0

    def settle_device(self) -> None:
        """Go on as a new device if this file is a copy, or older than what was last used here."""
        device = self.device
        seq = self.last_seq(device)
        restored = self.folder / folders.RESTORED
        if restored.exists() or not self._state.is_same(self.fact("ledger"), device, seq):
            self.become_new_device()
            restored.unlink(missing_ok=True)

    def become_new_device(self) -> None:
        """Mint a new device id, as a restored or copied ledger must."""
        with self.data.transaction():
            self.put("device", fresh())
        self._state.remember(self.fact("ledger"), self.device, 0)

    # Writing.

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; when the outermost is committed, the listeners hear what it touched."""
        outermost = not self.data.connection.in_transaction
        try:
            with self.data.transaction():
                yield
        except BaseException:
            if outermost:
                self._heard.clear()
                self._book = None
                self._take_numbers_back()
            raise
        if outermost:
            self._numbered = False
        if outermost and self._heard:
            heard = frozenset(self._heard)
            self._heard.clear()
            for listener in self._listeners:
                listener(heard)

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Everything inside is done, can be looked at, and is then taken back."""
        with suppress(_Rehearsed), self.transaction():
            yield
            raise _Rehearsed

    def _take_numbers_back(self) -> None:
        """Have the state file forget acts that were rolled back, or this would look like a copy."""
        if self._numbered:
            self._numbered = False
            device = self.device
            self._state.remember(self.fact("ledger"), device, self.last_seq(device))

    @contextmanager
    def act(
        self,
        verb: str,
        label: str,
        *,
        origin: str = "",
        batch: str | None = None,
        undoes: str | None = None,
        always: bool = True,
    ) -> Iterator[Writer]:
        """One act in one transaction; listeners hear afterwards which entities it touched.

        Args:
            verb: the verb of the registry, or the command.
            label: what a clerk reads in the history.
            origin: where it came from, such as the kind of file.
            batch: the batch it belongs to.
            undoes: the batch or act that it undoes.
            always: False if an act that changes nothing shall leave no trace.
        """
        if self._joint is not None:
            yield from self._joined(self._joint, alone=bool(batch or undoes))
            return
        with self.transaction():
            last = hlc.Hlc.parse(self.fact("hlc")) if self.fact("hlc") else hlc.START
            stamp = hlc.tick(last, self._clock())
            device = self.device
            seq = self.last_seq(device) + 1
            act = Act(device, seq, str(stamp), self.account, int(self.level), verb, label,
                      origin, batch, undoes)  # fmt: skip
            row = self.data.one("SELECT coalesce(max(id), 0) + 1 FROM act")
            pos = int(row[0]) if row else 1
            self.data.run(
                "INSERT INTO act(id, pos, device, seq, hlc, account, level, verb, label, origin,"
                " batch, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [pos, pos, device, seq, str(stamp), act.account, act.level, verb, label, origin,
                 batch, undoes],
            )  # fmt: skip
            writer = Writer(self, act, pos, pos)
            yield writer
            writer.finish()
            if writer.wrote or always:
                # A merge may have moved the clock further meanwhile; the texts sort as the stamps.
                self.put("hlc", max(str(stamp), self.fact("hlc")))
                self._numbered = True
                self._state.remember(self.fact("ledger"), device, seq)
            else:
                self.data.run("DELETE FROM act WHERE id = ?", [pos])
            self.tell(frozenset(writer.touched.values()) | {"act"})

    def _joined(self, joint: Writer, *, alone: bool) -> Iterator[Writer]:
        if alone:
            raise Refused("撤销、导入和收发不能与别的操作合成一次，请分开做")
        yield joint
        joint.finish()
        self.tell(frozenset(joint.touched.values()) | {"act"})

    @contextmanager
    def as_one(self, verb: str, label: str) -> Iterator[None]:
        """Everything done inside is one act of this name: all of it, or nothing."""
        with self.act(verb, label, always=False) as writer:
            self._joint = writer
            try:
                yield
            finally:
                self._joint = None

    def saw_acts(self, acts: list[Act]) -> None:
        """Move the clock past the stamps of acts that were merged."""
        last = hlc.Hlc.parse(self.fact("hlc")) if self.fact("hlc") else hlc.START
        self.put("hlc", str(latest_stamp(acts, last, self._clock())))

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` with entity names after each act."""
        self._listeners.append(listener)

    def tell(self, touched: frozenset[str]) -> None:
        """Have the listeners told what changed, once it is committed."""
        self._forget_lists(touched)
        with self.transaction():
            self._heard |= touched

    def _forget_lists(self, touched: frozenset[str]) -> None:
        # Also heard when the same ledger was changed in a worker thread.
        if touched & _REFERENCE:
            self._book = None

    # Lists.

    @property
    def book(self) -> CodeBook:
        """The code book of this ledger."""
        if self._book is None:
            self._book = CodeBook(
                self.where(CodeItem),
                self._places,
                self.where(AgePolicy),
                self.where(RuleParameter),
            )
        return self._book

    def _places(self) -> Places:
        return Places(
            Place(area.id, area.name or "", area.level or "", area.code or "", area.parent or "")
            for area in self.where(Area)
        )
