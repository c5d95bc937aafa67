"""Old .xls files, whose stated sizes must not be believed."""

import hashlib
import io
import struct

import pytest
from msoffcrypto.method.rc4 import DocumentRC4

from desktop.intake import compound, files
from desktop.intake.refusals import CannotRead, NeedsPassword
from tests.intake.tables import SAMPLES

NAME = "石牌镇桃源村-legacy-xls.xls"
DATA = (SAMPLES / NAME).read_bytes()


def records(stream):
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, length
        place += 4 + length


def changed(wanted, form, *values, offset=0, kind=None):
    """The sample with the first record of one kind written over."""
    name, stream = compound._workbook(DATA)
    stream = bytearray(stream)
    body = next(body for found, body, _ in records(stream) if found == wanted)
    struct.pack_into(form, stream, body + offset, *values)
    if kind is not None:
        struct.pack_into("<H", stream, body - 4, kind)
    return compound._container(name, stream)


def test_packing_anew_changes_no_cell():
    packed = compound.repacked(DATA)
    assert packed != DATA
    again = compound.repacked(packed)
    assert compound._workbook(again) == compound._workbook(packed)
    rows = files.grids_of(packed, NAME)[0].rows
    assert rows == files.grids_of(DATA, NAME)[0].rows
    assert len(rows) == 252


def test_a_container_of_many_sectors_is_read_back_whole():
    stream = bytearray(range(256)) * 40_000
    assert compound._workbook(compound._container("Workbook", stream)) == ("Workbook", stream)


def test_a_stated_size_is_not_believed():
    data = changed(0x0200, "<IIHH", 0, 0xFFFFFFFF, 0, 0xFFFF)
    _, stream = compound._workbook(compound.repacked(data))
    body = next(body for kind, body, _ in records(stream) if kind == 0x0200)
    assert struct.unpack_from("<IIHH", stream, body) == (0, 252, 0, 19)


def test_a_claim_of_too_many_strings_is_refused():
    with pytest.raises(CannotRead, match="已损坏"):
        files.grids_of(changed(0x00FC, "<I", 0xFFFFFFFF, offset=4), NAME)


def test_a_cell_far_out_is_refused():
    with pytest.raises(CannotRead, match="有效区域过大"):
        files.grids_of(changed(0x00FD, "<HH", 65_000, 60_000), NAME)


def test_a_record_beyond_the_end_is_refused():
    with pytest.raises(CannotRead, match="已损坏"):
        files.grids_of(changed(0x000A, "<H", 0xFFFF, offset=-2), NAME)


def test_a_locked_workbook_is_told_by_its_record():
    with pytest.raises(compound.Locked):
        compound.repacked(changed(0x0042, "<H", 0, kind=0x002F))


def test_a_workbook_locked_in_an_unknown_way_is_refused():
    with pytest.raises(CannotRead, match="已损坏"):
        files.grids_of(changed(0x0042, "<H", 0, kind=0x002F), NAME)


def test_a_container_without_a_workbook_is_refused():
    with pytest.raises(CannotRead, match="已损坏"):
        files.grids_of(compound._container("Other", bytearray(9)), NAME)


def locked(password):
    """The sample encrypted by RC4 (MS-OFFCRYPTO 2.3.6), as office programs of its time do."""
    name, stream = compound._workbook(DATA)
    salt, verifier = bytes(range(16)), b"sixteen letters!"
    digest = hashlib.md5(verifier, usedforsecurity=False).digest()
    sealed = DocumentRC4.decrypt(password, salt, io.BytesIO(verifier + digest), 32).read()
    form = struct.pack("<HHH", 1, 1, 1) + salt + sealed
    _, _, first = next(records(stream))
    pass_record = struct.pack("<HH", 0x002F, len(form)) + form
    shifted = bytearray(stream[: 4 + first] + pass_record + stream[4 + first :])
    for kind, body, _ in records(shifted):
        if kind == 0x0085:
            (place,) = struct.unpack_from("<I", shifted, body)
            struct.pack_into("<I", shifted, body, place + len(pass_record))
    cipher = bytearray(DocumentRC4.decrypt(password, salt, io.BytesIO(shifted), 1024).read())
    for kind, body, length in records(shifted):
        clear = length if kind in {0x0809, 0x002F, 0x00E1} else 4 if kind == 0x0085 else 0
        cipher[body - 4 : body + clear] = shifted[body - 4 : body + clear]
    return compound._container(name, cipher)


def test_a_locked_workbook_opens_with_its_password_only():
    data = locked("石牌2026")
    assert "张".encode("utf-16-le") in DATA
    assert "身份证号码".encode("utf-16-le") not in data
    assert files.grids_of(data, NAME, "石牌2026") == files.grids_of(DATA, NAME)
    with pytest.raises(NeedsPassword, match="请输入密码"):
        files.grids_of(data, NAME)
    with pytest.raises(NeedsPassword, match="密码不对"):
        files.grids_of(data, NAME, "1234")


def test_opening_a_locked_workbook_leaves_nothing_in_a_temporary_file(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert files.grids_of(locked("石牌2026"), NAME, "石牌2026")
