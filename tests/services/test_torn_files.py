"""A package that was cut or changed anywhere is refused with a sentence, and nothing changes."""

import os
import random

import pytest

from desktop.services import packages
from tests.services.offices import COUNTY, TOWNSHIP, dump, introduce, office, populate

FLIPS = 1000 if os.environ.get("LEDGER_FULL") == "1" else 200


@pytest.fixture
def sent(tmp_path):
    """A county, and the bytes of a package for it."""
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    populate(township, 40)
    file = packages.send(township, to="龙山县", folder=tmp_path / "stick").file
    yield county, file.read_bytes()
    township.close()
    county.close()


def cut(raw: bytes):
    """Cut at every hundredth of its length."""
    for hundredth in range(100):
        yield raw[: len(raw) * hundredth // 100]


def flipped(raw: bytes):
    """With one byte changed, anywhere."""
    chance = random.Random(1)
    for place in chance.sample(range(len(raw)), FLIPS):
        yield raw[:place] + bytes([raw[place] ^ chance.randrange(1, 256)]) + raw[place + 1 :]


@pytest.mark.parametrize("damaged", [cut, flipped])
def test_a_damaged_package_is_refused_and_leaves_nothing(sent, tmp_path, damaged):
    county, raw = sent
    before, position = dump(county), county.ledger.position
    files = []
    for number, content in enumerate(damaged(raw)):
        files.append(tmp_path / f"{number}.ldp")
        files[-1].write_bytes(content)
    results = packages.receive(county, files=files)
    assert len(results) == len(files)
    assert all(result.refused and result.refused[-1] not in "：，" for result in results)
    assert (dump(county), county.ledger.position) == (before, position)
    assert list((county.ledger.folder / "inbox").iterdir()) == []
    assert packages.log(county) == []
