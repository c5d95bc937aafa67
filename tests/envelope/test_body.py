import os
import random
import struct
import sys
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from desktop.envelope.body import Limits, opened_zip
from desktop.envelope.container import open_package
from desktop.envelope.header import BadPackage

TIGHT = Limits(members=3, member_bytes=1000, total_bytes=2000, ratio=5, small_bytes=100)


def packed(tables: dict[str, str], compression: int = ZIP_DEFLATED) -> BytesIO:
    plain = BytesIO()
    with ZipFile(plain, "w", compression) as body:
        for name, text in tables.items():
            body.writestr(name, text)
    return plain


def read(plain: BytesIO, limits: Limits = TIGHT) -> dict[str, bytes]:
    with opened_zip(plain, limits) as body:
        return {name: body.read(name) for name in body.namelist()}


def test_an_honest_body_opens():
    assert read(packed({"person.csv": "x", "datapackage.json": "{}"})) == {
        "person.csv": b"x",
        "datapackage.json": b"{}",
    }


@pytest.mark.parametrize(
    "tables",
    [
        {"person.csv": "x" * 1001},
        {f"t{place}.csv": "x" * 900 for place in range(3)},
        {"person.csv": "x" * 999},
    ],
    ids=["one too large", "together too large", "packed too well"],
)
def test_a_zip_bomb_is_refused(tables):
    with pytest.raises(BadPackage, match="大得不正常"):
        read(packed(tables))


def test_a_real_zip_bomb_is_refused_before_it_is_unpacked(send, county):
    def fill(stream):
        with (
            ZipFile(stream, "w", ZIP_DEFLATED) as body,
            body.open("person.csv", "w", force_zip64=True) as table,
        ):
            for _ in range(64):
                table.write(bytes(1024 * 1024))

    package = open_package(send(fill))
    assert package.header.body_size < 100_000
    with (
        pytest.raises(BadPackage, match="大得不正常"),
        package.open_body(county.age_identity),
    ):
        pytest.fail("it opened")


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says():
    plain = packed({"person.csv": "x" * 100_000})
    raw = bytearray(plain.getvalue())
    entry = raw.index(b"PK\x01\x02")
    struct.pack_into("<L", raw, entry + 24, 50)
    with pytest.raises(BadPackage, match="已损坏"):
        read(BytesIO(bytes(raw)))


@pytest.mark.parametrize(
    "name",
    ["../person.csv", "/person.csv", "a/b.csv", "person.exe", "PERSON.csv", "人员.csv", "a.csv/"],
)
def test_a_member_of_another_name_is_refused(name):
    with pytest.raises(BadPackage, match="不该有的文件"):
        read(packed({name: ""}))


def test_too_many_members_are_refused():
    with pytest.raises(BadPackage, match="不该有的文件"):
        read(packed({f"t{place}.csv": "" for place in range(4)}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused():
    plain = packed({"person.csv": "1"})
    with ZipFile(plain, "a") as body:
        body.writestr("person.csv", "2")
    with pytest.raises(BadPackage, match="不该有的文件"):
        read(plain)


def test_another_compression_is_refused():
    with pytest.raises(BadPackage, match="不该有的文件"):
        read(packed({"person.csv": "x"}, ZIP_BZIP2))


def test_an_inner_password_is_refused():
    raw = bytearray(packed({"person.csv": "x"}).getvalue())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadPackage, match="不该有的文件"):
        read(BytesIO(bytes(raw)))


@pytest.mark.parametrize("compression", [ZIP_STORED, ZIP_DEFLATED])
def test_damage_inside_is_a_sentence_or_without_effect(compression):
    tables = {"person.csv": "id,name\n1,彭水生\n", "acts.csv": "device,seq\n"}
    raw = packed(tables, compression).getvalue()
    expected = {name: text.encode() for name, text in tables.items()}
    chance = random.Random(7)
    for place in range(len(raw)):
        flipped = bytes([raw[place] ^ (1 << chance.randrange(8))])
        for damaged in (raw[:place], raw[:place] + flipped + raw[place + 1 :]):
            assert same_or_refused(damaged, expected), place


def same_or_refused(raw: bytes, expected: dict[str, bytes]) -> bool:
    """Whether a damaged body gives right tables, possibly under another name, or a sentence."""
    try:
        found = read(BytesIO(raw))
    except BadPackage:
        return True
    return set(found.values()) <= set(expected.values())


def test_a_body_that_is_no_zip_is_a_sentence(send, county):
    package = open_package(send(lambda stream: stream.write(b"no zip")))
    with (
        pytest.raises(BadPackage, match="已损坏"),
        package.open_body(county.age_identity),
    ):
        pytest.fail("it opened")


def test_a_body_that_is_not_encrypted_is_a_sentence(send, county, monkeypatch):
    monkeypatch.setattr(
        "desktop.envelope.age.seal_stream",
        lambda source, sink, recipients: sink.write(source.read()),
    )
    package = open_package(send())
    with (
        pytest.raises(BadPackage, match="已损坏"),
        package.open_body(county.age_identity),
    ):
        pytest.fail("it opened")


def test_the_readers_own_errors_come_through(send, county):
    with (
        pytest.raises(KeyError),
        open_package(send()).open_body(county.age_identity) as body,
    ):
        body.read("none.csv")


@pytest.fixture(scope="module")
def opened_for_writing():
    """The files that this process opens for writing, from then on."""
    found: list[object] = []

    def notice(event, arguments):
        if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            found.append(arguments[0])

    sys.addaudithook(notice)
    return found


def test_nothing_plain_is_put_in_a_file(send, county, opened_for_writing):
    path = send()
    written = [str(name) for name in opened_for_writing if not isinstance(name, int)]
    assert written == [f"{path}.part"]
    opened_for_writing.clear()
    with open_package(path).open_body(county.age_identity) as body:
        body.read("person.csv")
    assert opened_for_writing == []
