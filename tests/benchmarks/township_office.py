"""One township's office in a process of its own: fills a ledger, trusts the county, sends.

Arguments: the township's code, how many people, the county's card, the folder for card and package.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.domain.levels import Level
from desktop.envelope.key_file import Cost
from desktop.services import ledgers, packages, partners
from tests import population
from tests.population_source import area_list

CARD = "card.ldk"


def main(code: str, persons: str, county_card: str, out: str) -> None:
    with TemporaryDirectory(dir=out) as place:
        session = new_office(Path(place), code, Level.TOWNSHIP)
        with session.ledger.act("bench.fill", "填充") as writer:
            for record in population.records(population.township(code, int(persons), 1)):
                writer.insert(record)
        partners.write_card(session, file=Path(out) / CARD)
        county = partners.trust(session, file=Path(county_card)).card
        packages.send(session, to=county.office_id, folder=Path(out))
        session.close()


def new_office(place: Path, code: str, level: Level) -> ledgers.Session:
    """An empty ledger, whose passphrase costs nothing."""
    cost = Cost(memory_kib=8, passes=1, lanes=1)
    return ledgers.new(
        place / "ledger",
        office=area_list()[code],
        level=level,
        area=code,
        passphrase=code,
        around=ledgers.Surroundings(state=place / "state", cost=cost),
    ).session


if __name__ == "__main__":
    main(*sys.argv[1:])
