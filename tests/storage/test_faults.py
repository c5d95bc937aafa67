"""A ledger that cannot be used says why, in one sentence, and is left as it was."""

import os
import random
import shutil
import subprocess

import pytest
from sqlcipher3 import dbapi2 as sql

from desktop.domain.entities import STANDARD, Person
from desktop.domain.ids import uuid7
from desktop.storage import backup
from desktop.storage import folder as folders
from desktop.storage.faults import Damaged, DiskFull, LedgerBusy, LedgerFault, ReadOnly, told
from desktop.storage.ledger import Ledger
from tests.storage.conftest import KEY

SEED = 20261122


@pytest.fixture
def filled(ledger, place):
    """The folder of a closed ledger with some people."""
    with ledger.act("test", "录入") as writer:
        for number in range(300):
            writer.insert(Person(name=f"田大山{number}", phone=f"1380000{number:04}"))
    ledger.close()
    return place


def damage(folder, change):
    file = folder / folders.DATA
    content = bytearray(file.read_bytes())
    changed = change(content)
    file.write_bytes(content if changed is None else changed)


def zero_first_page(content):
    content[:4096] = bytes(4096)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: bytes(len(content)),
        lambda content: b"SQLite format 3\0" + content[16:],
        lambda content: content[:100],
        lambda content: content[:5000],
        zero_first_page,
        lambda content: b"<html>",
    ],
)
def test_a_file_that_is_no_ledger_any_more_is_told(filled, reopen, change):
    damage(filled, change)
    before = (filled / folders.DATA).read_bytes()
    with pytest.raises(Damaged, match="备份恢复"):
        reopen(filled)
    assert (filled / folders.DATA).read_bytes() == before


def test_a_ledger_of_somebody_else_is_told(filled, state):
    with pytest.raises(Damaged, match="不属于这个台账"):
        Ledger.open(filled, bytes(32), STANDARD, state)


def problems_of(folder, state):
    """What opening, reading and verifying tell."""
    try:
        with Ledger.open(folder, KEY, STANDARD, state) as ledger:
            return backup.verify(ledger)
    except LedgerFault as fault:
        return [str(fault)]


@pytest.mark.parametrize("place_of", range(12))
def test_a_flipped_byte_anywhere_is_told(filled, state, place_of):
    # Unused bytes of a page are under its seal as well.
    size = (filled / folders.DATA).stat().st_size
    spot = random.Random(SEED + place_of).randrange(size)

    def flip(content):
        content[spot] ^= 0x40

    damage(filled, flip)
    problems = problems_of(filled, state)
    assert any("备份" in problem for problem in problems), spot


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_told(filled, state, share):
    damage(filled, lambda content: content[: int(len(content) * share)])
    assert any("备份" in problem for problem in problems_of(filled, state))


def test_a_whole_ledger_has_no_problems(filled, state):
    assert problems_of(filled, state) == []


def test_a_ledger_that_another_program_holds_is_told(filled, reopen):
    opened = reopen(filled)
    opened.data.run("PRAGMA busy_timeout = 1")
    other = sql.connect(str(filled / folders.DATA), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerBusy, match="占用"), opened.act("test", "录入"):
        pass
    other.execute("ROLLBACK")
    other.close()
    with opened.act("test", "录入") as writer:
        writer.insert(Person(name="田二"))
    assert opened.count("person") == 301


def test_a_read_only_folder_is_told(filled, state, monkeypatch):
    if os.name != "posix" or os.geteuid() == 0:
        mount = shutil.which("mount")
        if mount is None or subprocess.run([mount, "--bind", filled, filled]).returncode:
            pytest.skip("root writes everywhere, and a read-only mount is not permitted here")
        subprocess.run([mount, "-o", "remount,ro,bind", filled], check=True)
    else:
        for path in [filled, *filled.rglob("*")]:
            path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with pytest.raises(ReadOnly, match="只读"):
            Ledger.open(filled, KEY, STANDARD, state)
    finally:
        subprocess.run(["umount", filled], check=False, stderr=subprocess.DEVNULL)
        for path in [filled, *filled.rglob("*")]:
            path.chmod(0o700)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=6m", "none", disk], stderr=subprocess.DEVNULL
    ).returncode:  # fmt: skip
        pytest.skip("mounting a small disk is not permitted here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def fill(ledger):
    with ledger.act("test", "录入") as writer:
        for number in range(20_000):
            writer.insert(Person(name="田大山", remark="x" * 400, phone=f"138{number:08}"))


def test_a_full_disk_is_told_and_nothing_is_half_written(make, small_disk, reopen):
    ledger = make(small_disk / "ledger")
    with ledger.act("test", "录入") as writer:
        kept = writer.insert(Person(name="田大山"))
    with pytest.raises(DiskFull, match="磁盘已满"):
        fill(ledger)
    assert [person.id for person in ledger.where(Person)] == [kept.id]
    assert backup.verify(ledger) == []
    ledger.close()
    again = reopen(small_disk / "ledger")
    assert [person.id for person in again.where(Person)] == [kept.id]
    with again.act("test", "录入") as writer:
        writer.insert(Person(name="田小山"))


def save_until_full(ledger):
    for _ in range(50):
        backup.save(ledger, ledger.folder / "backups" / f"{uuid7()}.ldb")


def test_a_full_disk_leaves_no_half_backup(make, small_disk):
    ledger = make(small_disk / "ledger")
    with pytest.raises(DiskFull):
        save_until_full(ledger)
    names = [path.name for path in (small_disk / "ledger").rglob("*")]
    assert not [name for name in names if name.endswith((".part", ".db-journal"))]
    assert list((small_disk / "ledger" / "tmp").iterdir()) == []


def test_our_own_mistakes_pass_as_they_are(ledger):
    with pytest.raises(sql.OperationalError):
        ledger.data.run("SELECT nothing FROM nowhere")


@pytest.mark.parametrize(("number", "fault"), [(28, DiskFull), (30, ReadOnly), (13, ReadOnly)])
def test_errors_of_the_system_have_their_sentences(number, fault):
    with pytest.raises(fault), told():
        raise OSError(number, os.strerror(number))
