"""Taking in what another ledger logged: acts, changes and records, whatever is known already."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.domain import hlc
from desktop.domain.changes import Act, Change, pack
from desktop.domain.record import Record
from desktop.storage.writing import Writer


@dataclass
class Absorbed:
    """How much of a package was new."""

    acts: int = 0
    changes: int = 0
    records: dict[str, int] = field(default_factory=dict)
    known_records: int = 0


class Absorber:
    """Merges one package into the ledger, inside the act that receives it.

    The order of calls is acts, changes, records, then :meth:`settle`. What is known already is
    passed over by its name, so taking the same in twice changes nothing.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._data = writer.data
        self._acts: dict[tuple[str, int], int] = {}
        self._cells: dict[tuple[str, str, str], None] = {}
        self.result = Absorbed()

    def acts(self, acts: Iterable[Act]) -> None:
        """Add the acts that are not known."""
        for act in acts:
            name = (act.device, act.seq)
            known = self._data.one("SELECT id FROM act WHERE device = ? AND seq = ?", name)
            if known is None:
                self._add_act(act)
                known = self._data.one("SELECT id FROM act WHERE device = ? AND seq = ?", name)
                self.result.acts += 1
            if known is not None:
                self._acts[name] = int(known[0])

    def _add_act(self, act: Act) -> None:
        self._data.run(
            "INSERT INTO act(pos, device, seq, hlc, account, level, verb, label, origin, batch,"
            " undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [self._writer.pos, act.device, act.seq, act.hlc, act.account, act.level, act.verb,
             act.label, act.origin, act.batch, act.undoes],
        )  # fmt: skip

    def changes(self, changes: Iterable[Change]) -> None:
        """Add the changes that are not known; their acts must have come before."""
        for change in changes:
            act = self._acts[change.device, change.seq]
            known = self._data.one("SELECT 1 FROM change WHERE act = ? AND n = ?", [act, change.n])
            if known is None:
                self._data.run(
                    "INSERT INTO change(act, n, pos, entity, record, field, old, new, saw, reason)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [act, change.n, self._writer.pos, change.entity, change.record, change.field,
                     change.old, change.new, pack(change.saw), change.reason],
                )  # fmt: skip
                self._cells[change.entity, change.record, change.field] = None
                self.result.changes += 1

    def records(self, records: Iterable[Record]) -> None:
        """Add the records that are not here; they come as the sender's ledger shows them."""
        counts = self.result.records
        for record in records:
            name = record.entity_name
            known = self._data.one(f'SELECT 1 FROM "{name}" WHERE id = ?', [record.id])  # noqa: S608
            if known is None:
                self._writer.add(record)
                counts[name] = counts.get(name, 0) + 1
            else:
                self.result.known_records += 1

    def settle(self) -> None:
        """Bring every cell that a new change is about to what all changes come to."""
        self._writer.flush()
        for entity, record, name in self._cells:
            if self._is_here(entity, record):
                self._writer.resettle(entity, record, name)

    def _is_here(self, entity: str, record: str) -> bool:
        if entity not in self._writer.dictionary:
            return False
        query = f'SELECT 1 FROM "{entity}" WHERE id = ?'  # noqa: S608
        return self._data.one(query, [record]) is not None


def latest_stamp(acts: Iterable[Act], last: hlc.Hlc, now_ms: int) -> hlc.Hlc:
    """The clock after seeing these acts' stamps."""
    for act in acts:
        last = hlc.observe(last, hlc.Hlc.parse(act.hlc), now_ms)
    return last
