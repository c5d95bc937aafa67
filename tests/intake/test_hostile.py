"""Mutated files: each is read or refused with a sentence, and nothing else happens."""

import io
import random
import zipfile

import pytest

from desktop.domain.entities import STANDARD
from desktop.intake import compound
from desktop.intake.files import grids_of
from desktop.intake.headers import find_header
from desktop.intake.matching import HeadingIndex
from desktop.intake.refusals import CannotRead
from desktop.intake.rows import read_rows
from tests.intake.tables import SAMPLES, csv

INDEX = HeadingIndex(STANDARD)
XLSX = (SAMPLES / "石牌镇桃兴村-ledger.xlsx").read_bytes()
XLS = (SAMPLES / "石牌镇桃源村-legacy-xls.xls").read_bytes()
CSV = (SAMPLES / "石牌镇卧龙村-gbk-csv.csv").read_bytes()
PAGE = (
    "<html><table>"
    + "<tr><td rowspan=2 colspan=3>姓名</td><td>身份证号</td><th>联系电话</th></tr>" * 20
    + "</table></html>"
).encode()
WORKBOOK = compound._workbook(XLS)[1]


def mutated(data, chance):
    """Some bytes changed, cut out, put in, or the end cut off."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 60])):
        place = chance.randrange(len(data))
        match chance.randrange(10):
            case 0:
                data = data[: place + 1]
            case 1:
                del data[place : place + chance.randrange(40)]
            case 2:
                data[place:place] = chance.randbytes(chance.randrange(1, 9))
            case _:
                data[place] = chance.choice([0, 255, 127, 60, 34, chance.randrange(256)])
        data = data or bytearray(b"x")
    return bytes(data)


def mutated_member(data, chance):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, chance) if name == victim else content)
    return out.getvalue()


def mutated_records(data, chance):
    return compound._container("Workbook", bytearray(mutated(data, chance)))


def outcome(data):
    """Rows read, or None if refused; whatever else is raised fails the test."""
    try:
        grids = grids_of(data, "来件.xls")
        headers = [(grid, find_header(grid, INDEX)) for grid in grids]
    except CannotRead:
        return None
    return sum(len(list(read_rows(grid, found, STANDARD))) for grid, found in headers if found)


SEEDS = {
    "xlsx": (XLSX, mutated),
    "xlsx parts": (XLSX, mutated_member),
    "xls": (XLS, mutated),
    "xls records": (WORKBOOK, mutated_records),
    "csv": (CSV, mutated),
    "page": (PAGE, mutated),
    "text": (csv(["姓名", "身份证号"], ["张三", "4331"]).encode(), mutated),
}


def attack(kind, times):
    data, mutate = SEEDS[kind]
    chance = random.Random(f"{kind} 2026")
    return [outcome(mutate(data, chance)) for _ in range(times)]


@pytest.mark.parametrize("kind", SEEDS)
def test_a_mutated_file_is_read_or_refused(kind):
    outcomes = attack(kind, 60)
    assert None in outcomes or kind == "page"  # a page without its end is still a page
    assert any(outcomes) or kind == "xlsx"  # the archive's check sums miss nothing


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", SEEDS)
def test_thousands_of_mutated_files_are_read_or_refused(kind):
    assert len(attack(kind, 2_000)) == 2_000


def test_noise_of_any_length_is_refused():
    chance = random.Random(2026)
    for length in range(1, 200):
        assert not outcome(chance.randbytes(length))
