"""Backups: one file with the database and its key slots, verified, thinned, and put back."""

import json
import os
import shutil
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from sqlcipher3 import dbapi2 as sql

from desktop.domain.errors import AppError
from desktop.domain.ids import uuid7
from desktop.storage import attachments
from desktop.storage import folder as folders
from desktop.storage.database import Data
from desktop.storage.faults import Damaged, LedgerBusy, told
from desktop.storage.ledger import Ledger

_MANIFEST = "backup.json"
_SUFFIX = ".ldb"
_STAMP = "%Y%m%d-%H%M%S-%f"
_LATEST, _DAYS, _WEEKS, _MONTHS = 5, 7, 4, 12
_PIECE = 1 << 20
_TRIES = 5
_MEMBERS = {_MANIFEST, folders.DATA, folders.KEYS}
# What zipfile raises over files that are no archive of ours: damaged, locked, packed strangely.
_NO_ARCHIVE = (
    zipfile.BadZipFile, ValueError, EOFError, RuntimeError, NotImplementedError, zlib.error,
)  # fmt: skip


class BadBackup(AppError):
    """The file is no backup, or is damaged."""

    def __init__(self) -> None:
        super().__init__("这个备份文件不完整或已损坏，不能用来恢复，请换一个备份")


def counts(ledger: Ledger) -> dict[str, int]:
    """How many records of each entity there are."""
    return {entity.name: ledger.count(entity.name) for entity in ledger.dictionary}


def save(ledger: Ledger, target: Path | None = None, now: datetime | None = None) -> Path:
    """Write a verified backup; by default among the ledger's own, which are thinned.

    Raises:
        AppError: if it cannot be written, or does not read back as it should.
    """
    stamp = (now or datetime.now()).strftime(_STAMP)
    path = target or ledger.folder / "backups" / f"{stamp}{_SUFFIX}"
    part = path.with_name(path.name + ".part")
    with folders.working_in_tmp(ledger.folder) as tmp:
        copy = tmp / f"backup-{uuid7()}.db"
        try:
            with told():
                expected = _copy(ledger, copy)
                verify_file(copy, ledger.data.key, expected)
                _pack(ledger, copy, part, expected)
                part.replace(path)
        finally:
            copy.unlink(missing_ok=True)
            part.unlink(missing_ok=True)
    if target is None:
        thin(path.parent)
    return path


def _copy(ledger: Ledger, copy: Path) -> dict[str, int]:
    """Copy the database as it is at one moment; how many records it must hold.

    Raises:
        LedgerBusy: if others write so often that the moment cannot be told.
    """
    for _ in range(_TRIES):
        # The copy is made of a moment of its own, so a witness looks at the one before: unless an
        # act was done in between, they are the same.
        with ledger.for_thread() as witness:
            witness.data.run("BEGIN")
            position = witness.position
            ledger.data.run("VACUUM INTO ?", [str(copy)])
            if _position(copy, ledger.data.key) == position:
                return counts(witness)
        copy.unlink()
    raise LedgerBusy


def _position(copy: Path, key: bytes) -> int:
    data = Data(copy, key, read_only=True)
    try:
        return int(data.all("SELECT coalesce(max(pos), 0) FROM act")[0][0])
    finally:
        data.close()


def _pack(ledger: Ledger, copy: Path, part: Path, counted: dict[str, int]) -> None:
    manifest = {"format": 1, "office": ledger.fact("office_name"), "counts": counted}
    with part.open("wb") as file:
        # Stored, not deflated: encrypted pages do not shrink.
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False))
            archive.write(copy, folders.DATA)
            archive.write(ledger.folder / folders.KEYS, folders.KEYS)
            for kept in attachments.every(ledger.folder):
                archive.write(kept, f"{attachments.FOLDER}/{kept.name}")
        file.flush()
        os.fsync(file.fileno())


def verify_file(path: Path, key: bytes, expected: dict[str, int]) -> None:
    """Prove that a database file is whole: every page's seal, and the counts.

    Raises:
        Damaged: if it is not.
    """
    data = Data(path, key, read_only=True)
    try:
        with told():
            broken = data.all("PRAGMA cipher_integrity_check")
            found = {
                name: data.all(f'SELECT count(*) FROM "{name}" WHERE deleted = 0')[0][0]  # noqa: S608
                for name in expected
            }
        if broken or found != expected:
            raise Damaged
    finally:
        data.close()


def unpack(backup: Path, folder: Path) -> None:
    """Lay a backup out as a ledger folder; nothing is left behind if it is not whole.

    Raises:
        BadBackup: if the file is no whole backup.
    """
    try:
        with zipfile.ZipFile(backup) as archive:
            if archive.testzip() is not None or not _MEMBERS.issubset(archive.namelist()):
                raise BadBackup
            json.loads(archive.read(_MANIFEST))
            with told():
                _lay_out(archive, folder)
    except (*_NO_ARCHIVE, FileNotFoundError) as error:
        raise BadBackup from error


def _lay_out(archive: zipfile.ZipFile, folder: Path) -> None:
    existed = folder.exists()
    folders.make(folder)
    try:
        (folder / folders.RESTORED).touch()
        for name in (folders.DATA, folders.KEYS):
            _extract(archive, name, folder)
        for name in archive.namelist():
            place, _, own = name.partition("/")
            if place == attachments.FOLDER and attachments.is_name(own):
                _extract(archive, name, folder)
    except BaseException:
        folders.clear(folder)
        if not existed:
            folder.rmdir()
        raise


def _extract(archive: zipfile.ZipFile, name: str, folder: Path) -> None:
    with archive.open(name) as source, (folder / name).open("wb") as target:
        _write_out(source, target)


def _write_out(source: IO[bytes], target: BinaryIO) -> None:
    shutil.copyfileobj(source, target, _PIECE)
    target.flush()
    os.fsync(target.fileno())


def thin(folder: Path) -> None:
    """Keep the newest backup of each of the last days, weeks and months, and the last few.

    Files that somebody has given another name are left alone.
    """
    found = {file: made for file in folder.glob(f"*{_SUFFIX}") if (made := _made(file))}
    files = sorted(found, key=found.__getitem__, reverse=True)
    kept = set(files[:_LATEST])
    for form, limit in (("%Y%m%d", _DAYS), ("%G%V", _WEEKS), ("%Y%m", _MONTHS)):
        newest: dict[str, Path] = {}
        for file in files:
            newest.setdefault(found[file].strftime(form), file)
        kept.update(list(newest.values())[:limit])
    for file in files:
        if file not in kept:
            file.unlink(missing_ok=True)


def _made(file: Path) -> datetime | None:
    try:
        return datetime.strptime(file.stem, _STAMP)  # noqa: DTZ007
    except ValueError:
        return None


def verify(ledger: Ledger) -> list[str]:
    """What is wrong with an open ledger, in sentences; empty if it is whole.

    The full check reads every page and the search index, which takes a minute at a million people.
    """
    problems = []
    if ledger.data.all("PRAGMA cipher_integrity_check"):
        problems.append("数据文件有页面损坏，请从最近的备份恢复")
    answers = ledger.data.all("PRAGMA integrity_check(3)")
    if answers != [("ok",)]:
        problems.append("数据文件结构有错，请从最近的备份恢复")
    if not problems:
        problems += _log_problems(ledger) + _search_problems(ledger)
    return problems


def _log_problems(ledger: Ledger) -> list[str]:
    gaps = ledger.data.all(
        "SELECT device FROM act WHERE device = ? GROUP BY device HAVING count(*) <> max(seq)",
        [ledger.device],
    )
    strays = ledger.data.all(
        "SELECT count(*) FROM change c LEFT JOIN act a ON a.id = c.act WHERE a.id IS NULL"
    )
    problems = ["操作日志有缺号，请联系上级核对"] if gaps else []
    return problems + (["有修改记录找不到对应的操作，请联系上级核对"] if strays[0][0] else [])


def _search_problems(ledger: Ledger) -> list[str]:
    try:
        ledger.data.connection.execute(
            # Rank 1 also compares the index with the keys that it was made of.
            "INSERT INTO search_text(search_text, rank) VALUES ('integrity-check', 1)"
        )
    except sql.DatabaseError:
        return ["搜索索引与数据不一致，请重建搜索索引"]
    return []
