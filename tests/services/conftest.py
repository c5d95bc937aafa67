"""Real ledgers in a temporary folder, with a cheap passphrase."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.levels import Level
from desktop.envelope.key_file import Cost
from desktop.services import ledgers
from desktop.services.ledgers import Surroundings


@pytest.fixture
def around(tmp_path):
    """A state folder of its own, and a passphrase that costs nothing."""
    return Surroundings(state=tmp_path / "state", cost=Cost(1024, 1, 1))


@pytest.fixture
def township(tmp_path, around):
    """The session of a new township ledger, 石牌镇, on a fixed day."""
    made = ledgers.new(
        tmp_path / "township",
        office="石牌镇人社所",
        level=Level.TOWNSHIP,
        area="433130110",
        passphrase="township",
        around=around,
    )
    yield replace(made.session, today=lambda: date(2026, 6, 30))
    made.session.close()
