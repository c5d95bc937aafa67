"""A small world of real ledgers with packages between them: what happens to it, what is wrong."""

import random
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.domain import merge
from desktop.domain.entities import (
    STANDARD,
    CodeItem,
    EmploymentSpell,
    Household,
    Membership,
    Person,
    Tag,
)
from desktop.services import packages, person_merging
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.storage import history, undoing
from desktop.storage.ledger import Ledger
from tests.services import offices

HERE, NEAR = "433130110210", "433130110203"
"""Two villages of the first township that have ledgers of their own."""
AREAS = {
    "桃兴村": HERE,
    "桃源村": NEAR,
    "石牌镇": offices.TOWNSHIP,
    "茨岩塘镇": offices.SECOND,
    "龙山县": offices.COUNTY,
}
LAYOUTS = (
    ("桃兴村", "石牌镇", "龙山县"),
    ("桃兴村", "桃源村", "石牌镇"),
    ("石牌镇", "茨岩塘镇", "龙山县"),
    ("桃兴村", "石牌镇", "茨岩塘镇", "龙山县"),
)
BARE = ("433130110202", "433130112201")
"""Two villages without."""
_KINDS = (
    *["home"] * 3, *["edit"] * 9, *["stale"] * 2, *["move_home"] * 3, *["move_person"] * 3,
    "swap_household", "merge_people", *["delete"] * 2, *["undo"] * 2, "import_list",
    "undo_package", "list", *["send"] * 7, *["deliver"] * 8, *["lose"] * 2, *["repeat"] * 2,
    "clock", "backup", "restore", "clone",
)  # fmt: skip
_YEAR_MS = 365 * 24 * 3600 * 1000
_CLOCK_ERRORS = (0, 0, 3_600_000, -15 * _YEAR_MS, 70 * _YEAR_MS)


@dataclass(frozen=True)
class Templates:
    """Closed ledgers of offices by name, which trust each other; copied for every history."""

    folder: Path
    areas: dict[str, str]
    keys: dict[str, bytes]

    def parent_of(self, name: str) -> str | None:
        """The office above an office, if there is one."""
        code = self.areas[name]
        shorter = {12: 9, 9: 6}.get(len(code))
        above = (n for n, c in self.areas.items() if shorter and c == code[:shorter])
        return next(above, None)

    @property
    def villages(self) -> list[str]:
        """The villages with a ledger of their own, and some without."""
        return [*(code for code in self.areas.values() if len(code) == 12), *BARE]


def make_templates(folder: Path, areas: dict[str, str] = AREAS) -> Templates:
    """Make a ledger for each office, and introduce parents and children."""
    made = {name: offices.office(folder, area, name) for name, area in areas.items()}
    keys = {name: session.ledger.data.key for name, session in made.items()}
    templates = Templates(folder, areas, keys)
    for name, session in made.items():
        parent = templates.parent_of(name)
        if parent:
            offices.introduce(folder, session, made[parent])
    for session in made.values():
        session.close()
    return templates


@dataclass
class Replica:
    """One ledger of an office; a clone is another one of the same office."""

    office: str
    folder: Path
    session: Session
    villages: list[str]
    clock_error: int = 0

    @property
    def ledger(self) -> Ledger:
        return self.session.ledger


@dataclass
class Letter:
    """A file on its way to an office."""

    to: str
    file: Path


@dataclass
class World:
    """The ledgers, the files on their way, and all files that ever were."""

    templates: Templates
    folder: Path
    chance: random.Random
    layout: tuple[str, ...]
    now: int = 1_790_000_000_000
    replicas: list[Replica] = field(default_factory=list)
    mail: list[Letter] = field(default_factory=list)
    sent: list[Letter] = field(default_factory=list)
    backups: dict[str, Path] = field(default_factory=dict)
    conflicts: int = 0
    _number: int = 0

    def __post_init__(self) -> None:
        for office in self.layout:
            self.replicas.append(self._opened(office, self._place(office)))

    def _place(self, office: str, source: Path | None = None) -> Path:
        self._number += 1
        place = self.folder / f"{self._number}"
        source = source or self.templates.folder / f"ledger-{self.templates.areas[office]}-{office}"
        shutil.copytree(source, place)
        return place

    def _opened(self, office: str, place: Path) -> Replica:
        key = self.templates.keys[office]
        ledger = Ledger.open(place, key, STANDARD, self.folder / "state")
        ledger.account = "管理员"
        session = Session(ledger, "管理员", Role.ADMIN, lambda: date(2026, 6, 30))
        area = self.templates.areas[office]
        inside = [code for code in self.templates.villages if code.startswith(area)]
        places = [ledger.book.places.by_code(code).id for code in inside]
        replica = Replica(office, place, session, places)
        ledger._clock = lambda: self.now + replica.clock_error
        return replica

    def close(self) -> None:
        for replica in self.replicas:
            replica.session.close()

    # What happens

    def live(self, events: int) -> None:
        for _ in range(events):
            self.now += 60_000
            replica = self.chance.choice(self.replicas)
            self.do(self.chance.choice(_KINDS), replica)

    def do(self, kind: str, at: Replica) -> None:
        """Let one thing happen at a ledger."""
        getattr(self, f"_{kind}")(at)

    def _home(self, at: Replica) -> None:
        with at.ledger.act("test.home", "新增一户") as writer:
            self._write_home(at, writer, self._village(at))

    def _write_home(self, at: Replica, writer, village: str | None) -> None:
        home = writer.insert(Household(village=village, phone=self._text(), address="老屋"))
        for _ in range(self.chance.randint(1, 2)):
            person = writer.insert(Person(name=self._text(), phone=self._text()))
            writer.insert(Membership(person=person.id, household=home.id, relation="配偶"))
            if self.chance.random() < 0.5:
                writer.insert(Tag(person=person.id, tag="退役军人", proof=self._text()))
            else:
                writer.insert(EmploymentSpell(person=person.id, employer=self._text()))

    def _edit(self, at: Replica) -> None:
        self._write(at, *self._pick_cell(at))

    def _stale(self, at: Replica) -> None:
        """A cell shown before something came in, and stored after it."""
        record, name = self._pick_cell(at)
        if record is None:
            return
        shown = merge.live(history.changes_of(at.ledger.data, record.id, name))
        self._deliver(at)
        names = {name: tuple(sorted(change.name for change in shown))}
        with at.ledger.act("test.edit", "修改") as writer:
            writer.update(record, {name: self._text()}, seen=names)

    def _write(self, at: Replica, record, name: str) -> None:
        if record is not None:
            with at.ledger.act("test.edit", "修改") as writer:
                if self.chance.random() < 0.15:
                    writer.update(record, {name: None}, unread={name: self._text()})
                else:
                    writer.update(record, {name: self._text()})

    def _pick_cell(self, at: Replica):
        cls, names = self.chance.choice(
            [
                (Person, ("phone", "name", "skill_text")),
                (Person, ("phone", "name", "skill_text")),
                (Household, ("phone", "address")),
                (Tag, ("proof",)),
                (EmploymentSpell, ("employer",)),
                (Membership, ("reason",)),
            ]
        )
        return self._pick(at, cls), self.chance.choice(names)

    def _pick(self, at: Replica, cls):
        """Mostly one of a few records, so that things do meet."""
        found = sorted(at.ledger.where(cls), key=lambda record: record.id)
        found = [record for record in found if not record.deleted]
        if self.chance.random() < 0.6:
            found = found[:3]
        return self.chance.choice(found) if found else None

    def _move_home(self, at: Replica) -> None:
        home = self._pick(at, Household)
        if home is not None:
            with at.ledger.act("test.move", "迁移") as writer:
                writer.update(home, {"village": self._village(at, anywhere=True)})

    def _move_person(self, at: Replica) -> None:
        person, home = self._pick(at, Person), self._pick(at, Household)
        if person is not None and home is not None:
            with at.ledger.act("test.move", "迁移") as writer:
                for member in list(at.ledger.where(Membership, "t.person = ?", [person.id])):
                    writer.update(member, {"reason": "迁出"})
                writer.insert(Membership(person=person.id, household=home.id))

    def _swap_household(self, at: Replica) -> None:
        member, home = self._pick(at, Membership), self._pick(at, Household)
        if member is not None and home is not None:
            with at.ledger.act("test.move", "迁移") as writer:
                writer.update(member, {"household": home.id})

    def _merge_people(self, at: Replica) -> None:
        one, other = self._pick(at, Person), self._pick(at, Person)
        if one is not None and other is not None and one.id != other.id:
            person_merging.merge_people(at.session, person=one.id, other=other.id, reason="重复")

    def _delete(self, at: Replica) -> None:
        record = self._pick(at, self.chance.choice([Person, Household, Tag, Membership]))
        if record is not None:
            with at.ledger.act("test.delete", "删除") as writer:
                writer.delete(record)

    def _undo(self, at: Replica) -> None:
        query = "SELECT pos, device, seq FROM act WHERE pos = id AND verb LIKE 'test.%' AND pos > 9"
        acts = at.ledger.data.all(f"{query} ORDER BY pos DESC LIMIT 5")
        if acts:
            pos, device, seq = self.chance.choice(acts)
            undoing.undo_act(at.ledger, pos, "撤销", f"{device}.{seq}")

    def _undo_package(self, at: Replica) -> None:
        query = "SELECT batch FROM act WHERE verb = 'package.receive' ORDER BY pos DESC LIMIT 1"
        row = at.ledger.data.one(query)
        if row is not None and self.chance.random() < 0.5:
            undoing.undo_batch(at.ledger, row[0], "撤销此包")

    def _import_list(self, at: Replica) -> None:
        self._number += 1
        with at.ledger.act("import", "导入", batch=f"batch{self._number}") as writer:
            for _ in range(3):
                self._write_home(at, writer, self._village(at))
        if self.chance.random() < 0.3:
            undoing.undo_batch(at.ledger, f"batch{self._number}", "撤销导入")

    def _list(self, at: Replica) -> None:
        """A new entry of a code list, or another label for one: of no village, so for everyone."""
        self._number += 1
        found = [item for item in at.ledger.where(CodeItem) if item.code_set == "tag"]
        with at.ledger.act("test.list", "改代码表") as writer:
            if self.chance.random() < 0.5:
                writer.insert(CodeItem(code_set="tag", key=f"标识{self._number}"))
            else:
                writer.update(self.chance.choice(found), {"label": self._text()})

    def _village(self, at: Replica, *, anywhere: bool = False) -> str | None:
        if self.chance.random() < 0.1:
            return None
        if anywhere and self.chance.random() < 0.7:
            return at.ledger.book.places.by_code(self.chance.choice(self.templates.villages)).id
        return self.chance.choice(at.villages)

    def _text(self) -> str:
        self._number += 1
        return self.chance.choice(["甲", "乙", f"v{self._number}"])

    # What goes over the stick

    def _send(self, at: Replica) -> None:
        options = {"full": True} if self.chance.random() < 0.1 else {}
        letter = self.post(at, self.chance.choice(self._neighbours(at.office)), **options)
        if letter is not None:
            self.mail.append(letter)

    def post(self, at: Replica, to: str, **options) -> Letter | None:
        self._number += 1
        folder = self.folder / f"stick{self._number}"
        to_id = next(r for r in self.replicas if r.office == to).ledger.fact("office")
        try:
            sent = packages.send(at.session, to=to_id, folder=folder, **options)
        except packages.NothingNew:
            return None
        letter = Letter(to, sent.file)
        self.sent.append(letter)
        return letter

    def _neighbours(self, office: str) -> list[str]:
        above = self.templates.parent_of
        return [name for name in self.layout if above(name) == office or above(office) == name]

    def _deliver(self, at: Replica) -> None:
        if self.mail:
            place = 0 if self.chance.random() < 0.7 else self.chance.randrange(len(self.mail))
            letter = self.mail.pop(place)
            self.bring(letter, self._holder(letter.to), answer=self.mail)

    def _repeat(self, at: Replica) -> None:
        if self.sent:
            letter = self.chance.choice(self.sent)
            self.bring(letter, self._holder(letter.to))

    def _lose(self, at: Replica) -> None:
        if self.mail:
            self.mail.pop(self.chance.randrange(len(self.mail)))

    def _holder(self, office: str) -> Replica:
        return self.chance.choice([r for r in self.replicas if r.office == office])

    def bring(self, letter: Letter, to: Replica, answer: list[Letter] | None = None) -> bool:
        """Receive a file; whether anything in it was new. Its receipt goes into ``answer``."""
        sender = next(o for o in self._neighbours(to.office) if o in letter.file.name)
        (result, *others) = packages.receive(to.session, files=[letter.file])
        results = [result, *others]
        assert not any(each.refused for each in results), [each.refused for each in results]
        self.conflicts += sum(each.conflicts for each in results)
        if result.receipt is not None:
            self._number += 1
            copy = self.folder / f"{to.office}{self._number}.ldp"
            shutil.copyfile(result.receipt, copy)
            receipt = Letter(sender, copy)
            (answer if answer is not None else []).append(receipt)
            self.sent.append(receipt)
        return any(each.applied for each in results)

    # Bad days

    def _clock(self, at: Replica) -> None:
        at.clock_error = self.chance.choice(_CLOCK_ERRORS)

    def _backup(self, at: Replica) -> None:
        at.ledger.data.run("PRAGMA wal_checkpoint(TRUNCATE)")
        self.backups[at.office] = self._place(at.office, at.folder)

    def _restore(self, at: Replica) -> None:
        """The ledger is lost; what was saved of it goes on."""
        if at.office in self.backups and at.office != self.layout[-1]:
            at.session.close()
            again = self._opened(at.office, self._place(at.office, self.backups[at.office]))
            self.replicas[self.replicas.index(at)] = again

    def _clone(self, at: Replica) -> None:
        """The folder is copied to another PC, and both go on."""
        if len(self.replicas) == len(self.layout):
            at.ledger.data.run("PRAGMA wal_checkpoint(TRUNCATE)")
            self.replicas.append(self._opened(at.office, self._place(at.office, at.folder)))

    # The end

    def exchange(self) -> None:
        """Everybody sends to every neighbour and gets the receipt, until nothing is new."""
        self._exchange()
        copied = self.replicas[len(self.layout) :]
        if copied:
            # Of two copies one may have been silent so long that it was taken for gone.
            for one in self.replicas:
                for other in self.replicas:
                    near = other.office in self._neighbours(one.office)
                    if near and other.office == copied[0].office:
                        self.hand_over(one, other, full=True)
            self._exchange()

    def _exchange(self) -> None:
        for _ in range(12):
            news = [
                self.hand_over(one, other)
                for one in self.replicas
                for other in self.replicas
                if other.office in self._neighbours(one.office)
            ]
            if not any(news):
                return
        raise AssertionError("the exchange does not end")

    def hand_over(self, one: Replica, other: Replica, **options) -> bool:
        # The receipt of a parked package names what is missing, and the second one brings it.
        news = False
        for _ in range(2):
            letter = self.post(one, other.office, **options)
            if letter is not None:
                answers: list[Letter] = []
                news |= self.bring(letter, other, answers)
                for answer in answers:
                    packages.receive(one.session, files=[answer.file])
        return news

    def replay(self) -> None:
        """Every file that was ever made comes to its office once more."""
        for letter in list(self.sent):
            for replica in self.replicas:
                if replica.office == letter.to:
                    packages.receive(replica.session, files=[letter.file])

    def everything_known(self) -> set[tuple]:
        """The names of all changes that some ledger holds now."""
        return {
            row
            for replica in self.replicas
            for row in replica.ledger.data.all(
                "SELECT a.device, a.seq, c.n FROM change c JOIN act a ON a.id = c.act"
            )
        }
