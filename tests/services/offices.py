"""Invented offices that exchange real package files."""

from pathlib import Path

from desktop.domain import wire
from desktop.domain.entities import STANDARD, Person
from desktop.domain.levels import Level
from desktop.envelope.key_file import Cost
from desktop.services import ledgers, packages, partners
from desktop.services.session import Session
from tests import population

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
COUNTY, TOWNSHIP, SECOND, VILLAGE = "433130", "433130110", "433130112", "433130110200"
NAMES = {
    COUNTY: "龙山县人社局",
    TOWNSHIP: "石牌镇人社所",
    SECOND: "茨岩塘镇人社所",
}
_LEVELS = {6: Level.COUNTY, 9: Level.TOWNSHIP, 12: Level.VILLAGE}
PASSPHRASE = "correct horse"


def around(folder: Path, dictionary=STANDARD) -> ledgers.Surroundings:
    return ledgers.Surroundings(dictionary=dictionary, state=folder / "state", cost=CHEAP)


def office(folder: Path, area: str, name: str = "", dictionary=STANDARD) -> Session:
    made = ledgers.new(
        folder / f"ledger-{area}-{name or 'own'}",
        office=name or NAMES[area],
        level=_LEVELS[len(area)],
        area=area,
        passphrase=PASSPHRASE,
        around=around(folder, dictionary),
    )
    return made.session


def introduce(folder: Path, one: Session, other: Session) -> None:
    """Both offices trust each other by their cards."""
    for place, (giver, taker) in enumerate(((one, other), (other, one))):
        file = folder / f"card{place}.ldk"
        partners.write_card(giver, file=file)
        partners.trust(taker, file=file)


def populate(session: Session, persons: int, code: str = TOWNSHIP, seed: int = 1) -> list[Person]:
    """Fill a ledger with invented families; returns the people in it."""
    with session.ledger.act("test.fill", "填表") as writer:
        for record in population.records(population.township(code, persons, seed)):
            if session.ledger.named(record.entity_name, record.id) is None:
                writer.insert(record)
    return sorted(session.ledger.where(Person), key=lambda person: person.id)


def edit(session: Session, person: str, **values) -> None:
    """Change fields of one person in one act."""
    with session.ledger.act("test.edit", "修改") as writer:
        found = session.ledger.get(Person, person)
        assert found is not None
        writer.update(found, values)


def dump(session: Session, *skipped: str) -> dict[str, dict[str, object]]:
    """Everything that travels, as it stands."""
    ledger = session.ledger
    tables = {}
    for entity in wire.travelling(ledger.dictionary):
        if entity.name not in skipped:
            columns = ", ".join(f'"{name}"' for name in wire.record_columns(entity))
            rows = ledger.data.all(f'SELECT {columns} FROM "{entity.name}"')
            tables[entity.name] = {row[0]: row[1:] for row in rows}
    return tables


def carry(sender: Session, receiver: Session, stick: Path, **options) -> packages.Received:
    """Send to an office, receive there, and bring the receipt back."""
    sent = packages.send(sender, to=receiver.ledger.fact("office"), folder=stick, **options)
    received = packages.receive(receiver, files=[sent.file], receipts_to=stick)
    if received[0].receipt is not None:
        packages.receive(sender, files=[received[0].receipt])
    return received[0]
