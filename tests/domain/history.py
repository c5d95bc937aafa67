"""Generated histories of several offices: what happens, the last exchange, what is wrong then."""

import itertools
from typing import NamedTuple

from hypothesis import strategies as st

from desktop.domain.changes import DELETED, Change, ChangeName
from desktop.domain.hlc import MAX_AHEAD_MS
from desktop.domain.levels import Level
from desktop.domain.merge import cell_of
from tests.domain.replica import (
    SHOWN,
    UNREAD_PHONE,
    Backup,
    Package,
    Receipt,
    Replica,
    Screen,
    Settle,
)

START_MS = 1_790_000_000_000
_STEP_MS = 60_000
_YEAR_MS = 365 * 24 * 3600 * 1000
_CLOCK_ERRORS = (0, 0, 0, 3_600_000, -15 * _YEAR_MS, 70 * _YEAR_MS)
_FIELDS = (*SHOWN, "phone", UNREAD_PHONE)
_VILLAGE, _TOWNSHIP, _COUNTY = Level
# The offices of a history by their number, each with the place of its parent.
_OFFICES = {
    3: ((_VILLAGE, 1), (_TOWNSHIP, 2), (_COUNTY, None)),
    4: ((_VILLAGE, 2), (_VILLAGE, 2), (_TOWNSHIP, 3), (_COUNTY, None)),
    5: ((_VILLAGE, 2), (_VILLAGE, 3), (_TOWNSHIP, 4), (_TOWNSHIP, 4), (_COUNTY, None)),
}
# Not in the order of the levels: the device decides only between equals.
_DEVICES = ("m", "z", "a", "q", "c")

_KINDS = (
    *["edit"] * 6, *["open"] * 2, *["close"] * 2, *["decide"] * 2, *["delete"] * 1, *["undo"] * 2,
    *["insert"] * 1, *["send"] * 3, *["send_in_parts"] * 3, *["deliver"] * 5, *["repeat"] * 2,
    *["lose"] * 2, *["backup"] * 1, *["restore"] * 1, *["clock"] * 1,
)  # fmt: skip


class Event(NamedTuple):
    """What happens at an office; ``a`` and ``b`` pick a record, a field, a letter, a value."""

    kind: str
    place: int
    a: int
    b: int


class History(NamedTuple):
    offices: int
    events: list[Event]


def histories(most: int = 60) -> st.SearchStrategy[History]:
    small = st.integers(0, 11)
    event = st.builds(Event, st.sampled_from(_KINDS), small, small, small)
    return st.builds(
        History, st.sampled_from(sorted(_OFFICES)), st.lists(event, min_size=8, max_size=most)
    )


class World:
    """The offices, the letters between them, and what everybody was shown when typing."""

    def __init__(self, history: History, settle: Settle) -> None:
        self.now = START_MS
        self.shown: dict[ChangeName, Screen] = {}
        self.complaints: set[str] = set()
        self.mail: list[Package | Receipt] = []
        self.sent: list[Package] = []
        self.backups: dict[int, Backup] = {}
        self.fresh = itertools.count()
        self.offices = [
            Replica(place, level, _DEVICES[place], settle, self.shown, self.complaints)
            for place, (level, _) in enumerate(_OFFICES[history.offices])
        ]
        parents = enumerate(parent for _, parent in _OFFICES[history.offices])
        self.links = [(child, parent) for child, parent in parents if parent is not None]
        self.links += [(parent, child) for child, parent in self.links]
        for office in self.offices:
            office.insert("seed", {"phone": "1", "tag": None, "name": "甲"}, self.now)
        for event in history.events:
            self.now += _STEP_MS
            getattr(self, f"_{event.kind}")(self.offices[event.place % history.offices], *event[2:])

    def exchange(self) -> None:
        """Everybody sends to every neighbour and gets the receipt, until nothing is new."""
        for _ in range(3 * len(self.offices)):
            before = self.sizes()
            for one, other in self.links:
                self._hand_over(one, other)
            if self.sizes() == before:
                return
        raise AssertionError("the exchange does not end")

    def replay(self) -> None:
        """Every package that was ever sent comes to everybody once more."""
        for package, office in itertools.product(self.sent, self.offices):
            office.receive(package, self.now)

    def sizes(self) -> list[int]:
        return [len(office.log) for office in self.offices]

    def _hand_over(self, one: int, other: int) -> None:
        # A parked package's receipt names what is missing, and the second one brings it.
        for _ in range(2):
            package = self.offices[one].pack(other)
            self.sent.append(package)
            self.offices[one].take(self.offices[other].receive(package, self.now))

    def _insert(self, office: Replica, a: int, b: int) -> None:
        value = self._value(b)
        office.insert(f"r{next(self.fresh)}", {"name": value, "phone": None, "tag": "甲"}, self.now)

    def _edit(self, office: Replica, a: int, b: int) -> None:
        if office.editor is None:
            self._open(office, a, b)
            self._close(office, a, b)

    def _open(self, office: Replica, a: int, b: int) -> None:
        office.open_editor(self._record(office, a), _FIELDS[a % len(_FIELDS)])

    def _close(self, office: Replica, a: int, b: int) -> None:
        office.close_editor(self._value(b), self.now)

    def _decide(self, office: Replica, a: int, b: int) -> None:
        """The clerk settles the first conflict that is shown, for one of its values."""
        for record, state in office.everything().items():
            for name, each in state.fields.items():
                if name != DELETED and each.conflict and not state.deleted:
                    chosen = each.conflict[b % len(each.conflict)]
                    office.open_editor(record, chosen.field)
                    office.close_editor(chosen.new, self.now)
                    return

    def _delete(self, office: Replica, a: int, b: int) -> None:
        office.delete(self._record(office, a), self.now)

    def _undo(self, office: Replica, a: int, b: int) -> None:
        # Mostly of late, as clerks do.
        office.undo(-1 - a % 4 if b < 9 else a, self.now)

    def _send(self, office: Replica, a: int, b: int) -> None:
        self._post(office.pack(self._neighbour(office, a)))

    def _send_in_parts(self, office: Replica, a: int, b: int) -> None:
        self._post(*office.pack_in_parts(self._neighbour(office, a), b))

    def _post(self, *packages: Package) -> None:
        self.sent += packages
        self.mail += packages

    def _deliver(self, office: Replica, a: int, b: int) -> None:
        if self.mail:
            # Mostly in the order in which they were posted.
            self._bring(self.mail.pop(0 if b < 8 else a % len(self.mail)))

    def _repeat(self, office: Replica, a: int, b: int) -> None:
        if self.sent:
            self._bring(self.sent[a % len(self.sent)])

    def _bring(self, letter: Package | Receipt) -> None:
        if isinstance(letter, Package):
            self.mail.append(self.offices[letter.to].receive(letter, self.now))
        else:
            for office in self.offices:
                office.take(letter)

    def _lose(self, office: Replica, a: int, b: int) -> None:
        if self.mail:
            self.mail.pop(a % len(self.mail))

    def _backup(self, office: Replica, a: int, b: int) -> None:
        self.backups[office.place] = office.backup()

    def _restore(self, office: Replica, a: int, b: int) -> None:
        if office.place in self.backups:
            device = f"{_DEVICES[office.place]}.{next(self.fresh)}"
            self.offices[office.place] = office.restored(self.backups[office.place], device)

    def _clock(self, office: Replica, a: int, b: int) -> None:
        office.clock_error = _CLOCK_ERRORS[a % len(_CLOCK_ERRORS)]
        office.clock_was_wrong |= office.clock_error > 0

    def _neighbour(self, office: Replica, a: int) -> int:
        others = [to for one, to in self.links if one == office.place]
        return others[a % len(others)]

    def _record(self, office: Replica, a: int) -> str:
        # Half of all happens to one record, so that things do meet.
        records = sorted(office.births)
        return "seed" if a % 2 else records[a // 2 % len(records)]

    def _value(self, b: int) -> str | None:
        """Few values, which meet again and again, and some that nobody else types."""
        return ("甲", "乙", None, "丙")[b % 4] if b < 8 else f"v{next(self.fresh)}"


def run(history: History, settle: Settle) -> set[str]:
    """What is wrong after the history and the last exchange; nothing, with the right ``settle``."""
    world = World(history, settle)
    world.exchange()
    wrong = _wrong_in(world)
    # An office that lost its ledger may find again, in an old package, what it had lost.
    world.replay()
    world.exchange()
    wrong |= _wrong_in(world)
    before, sizes = [office.everything() for office in world.offices], world.sizes()
    world.replay()
    if world.sizes() != sizes or [office.everything() for office in world.offices] != before:
        wrong.add("applying twice changes something")
    return wrong


def _wrong_in(world: World) -> set[str]:
    wrong = set(world.complaints)
    first, *others = world.offices
    for other in others:
        if _logged(other) != _logged(first):
            wrong.add("logs differ")
        if _values(other) != _values(first):
            wrong.add("values differ")
        if other.everything() != first.everything():
            wrong.add("what is live or in conflict differs")
        if other.births != first.births:
            wrong.add("births differ")
    for office in world.offices:
        wrong |= _gone_in(office) | _stamps_wrong_in(office, world.now)
    return wrong


def _logged(office: Replica) -> set[Change]:
    return {entry for entry in office.log if isinstance(entry, Change)}


def _values(office: Replica) -> dict[str, object]:
    return {
        record: (state.deleted, {name: each.value for name, each in state.fields.items()})
        for record, state in office.everything().items()
    }


def _gone_in(office: Replica) -> set[str]:
    """Whether a typed value vanished though nobody who saw it decided so."""
    wrong: set[str] = set()
    for record, cells in office.cells.items():
        screen = office.screen(record)
        if all(office.state(record).fields[name].value for name in ("phone", UNREAD_PHONE)):
            wrong.add("a value and an unread text stand side by side")
        for name in SHOWN:
            changes = cells.get(name, [])
            typed: list[tuple[ChangeName | None, str | None]] = [
                (None, office.births[record][name])
            ]
            typed += [(change.name, change.new) for change in changes if _is_last(change, cells)]
            for author, value in typed:
                answers = (office.shown[each] for each in _of_cell(cells, name) if each != author)
                if (name, value) not in screen and not any((name, value) in s for s in answers):
                    wrong.add("a typed value is gone")
        deletes = [office.shown[each.name] for each in cells.get(DELETED, ()) if each.new]
        if office.state(record).deleted and not any(screen <= shown for shown in deletes):
            wrong.add("a record is gone with values that its deleter had not seen")
    return wrong


def _is_last(change: Change, cells: dict[str, list[Change]]) -> bool:
    """Whether it is what its act left in the cell; what it emptied before, nobody typed."""
    others = (name for name in _of_cell(cells, change.field) if name[:2] == change.name[:2])
    return change.name == max(others)


def _of_cell(cells: dict[str, list[Change]], name: str) -> list[ChangeName]:
    return [
        change.name
        for field, changes in cells.items()
        if cell_of(field) == cell_of(name)
        for change in changes
    ]


def _stamps_wrong_in(office: Replica, now: int) -> set[str]:
    wrong: set[str] = set()
    if any(one >= other for one, other in itertools.pairwise(office.stamps)):
        wrong.add("stamps of one device do not rise")
    if not office.clock_was_wrong and any(s.ms > now + MAX_AHEAD_MS for s in office.stamps):
        wrong.add("a far clock dragged a right one along")
    return wrong
