import json
import random
import shutil
import signal
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

import desktop
from desktop.domain.errors import Cancelled, Refused
from desktop.envelope import age, container, seal
from desktop.envelope.container import BadSignature, open_package, sniff, write_package
from desktop.envelope.frame import Frame, Stored
from desktop.envelope.header import BadPackage, NeedsNewerProgram
from desktop.envelope.keys import write_card
from desktop.envelope.safe_file import CannotRead, CannotWrite
from desktop.envelope.strict_json import canonical, to_base64


def read_all(path: Path, identity: str) -> dict[str, str]:
    with open_package(path).open_body(identity) as body:
        return {name: body.read(name).decode() for name in body.namelist()}


def test_what_was_sent_is_what_arrives(send, header, tables, township, county):
    path = send()
    package = open_package(path)
    package.verify(township.public_part.verify_key)
    assert package.verify_key == township.public_part.verify_key
    body = ZipFile(path).read("body.age")
    assert package.header == header.with_body(len(body), package.header.body_sha256)
    assert read_all(path, county.age_identity) == tables


def test_the_sender_can_open_it_too(send, tables, township):
    assert read_all(send(), township.age_identity) == tables


def test_the_header_written_is_the_one_returned(tmp_path, header, filling, township):
    path = tmp_path / "a.ldp"
    written = write_package(path, header, filling({"acts.csv": ""}), [], township)
    assert open_package(path).header == written


def test_a_receipt_travels_the_same_way(tmp_path, header, filling, county, township):
    path = tmp_path / "回执.ldp"
    label = replace(header, kind="receipt", level="county", counts={}, scope=())
    fill = filling({"datapackage.json": "{}", "receipt.csv": "device,upto\nd1,7\n"})
    write_package(path, label, fill, [township.public_part.age_recipient], county)
    package = open_package(path)
    package.verify(county.public_part.verify_key)
    assert package.header.kind == "receipt"
    assert "d1,7" in read_all(path, township.age_identity)["receipt.csv"]


def test_another_office_cannot_open_it(send, stranger):
    with (
        pytest.raises(age.NotForUs, match="不是发给本单位"),
        open_package(send()).open_body(stranger.age_identity),
    ):
        pytest.fail("it opened")


def test_another_offices_signature_is_not_the_senders(send, stranger):
    with pytest.raises(BadSignature, match="签名与发送单位不符"):
        open_package(send()).verify(stranger.public_part.verify_key)


def test_nothing_about_a_person_is_readable_outside(send):
    raw = send().read_bytes()
    assert "彭水生".encode() not in raw
    assert b"id,name" not in raw


def test_only_the_package_is_left_in_the_folder(send):
    path = send()
    assert list(path.parent.iterdir()) == [path]


def test_every_flipped_byte_is_refused(send):
    path = send()
    raw = path.read_bytes()
    chance = random.Random(7)
    for place in range(len(raw)):
        path.write_bytes(
            raw[:place] + bytes([raw[place] ^ (1 << chance.randrange(8))]) + raw[place + 1 :]
        )
        with pytest.raises(BadPackage, match="上报包"):
            open_package(path)


def test_every_cut_and_every_addition_is_refused(send):
    path = send()
    raw = path.read_bytes()
    for place in range(0, len(raw), 3):
        for damaged in (raw[:place], raw[place + 1 :], raw + raw[: place + 1]):
            path.write_bytes(damaged)
            with pytest.raises(BadPackage):
                open_package(path)


def test_blocks_of_zeros_as_a_bad_stick_gives_are_refused(send):
    path = send()
    raw = path.read_bytes()
    for start in range(0, len(raw), 64):
        path.write_bytes(raw[:start] + bytes(64) + raw[start + 64 :])
        with pytest.raises(BadPackage):
            open_package(path)


def test_any_bytes_at_all_are_a_sentence(tmp_path):
    path = tmp_path / "a.ldp"
    chance = random.Random(7)
    for size in (0, 1, 30, 300, 3000):
        path.write_bytes(chance.randbytes(size))
        with pytest.raises(BadPackage):
            open_package(path)


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(CannotRead):
        open_package(tmp_path / "none.ldp")


def rebuilt(path: Path, **changed: bytes) -> Path:
    """The package with members exchanged and the frame made anew, as a forger would."""
    with ZipFile(path) as package:
        members = {name.split(".")[0]: package.read(name) for name in package.namelist()}
    members |= changed
    frame = Frame(*(container._stored(data) for data in members.values()))
    places = [frame.body_at, frame.header_at, frame.signature_at]
    with path.open("wb") as file:
        for at, data in [*frame.gaps(), *zip(places, members.values(), strict=True)]:
            file.seek(at)
            file.write(data)
    return path


def test_rebuilding_alone_changes_nothing(send):
    path = send()
    raw = path.read_bytes()
    assert rebuilt(path).read_bytes() == raw


def test_an_exchanged_body_is_refused(send, county):
    body = age.seal(b"other", [county.public_part.age_recipient])
    with pytest.raises(BadPackage, match="已损坏"):
        open_package(rebuilt(send(), body=body))


def test_a_body_changed_with_all_its_checksums_is_refused(send):
    path = send()
    body = bytearray(ZipFile(path).read("body.age"))
    body[-1] ^= 1
    with pytest.raises(BadPackage, match="已损坏"):
        open_package(rebuilt(path, body=bytes(body)))


def test_a_body_whose_zip_checksum_alone_is_wrong_is_refused(send):
    path = send()
    raw = path.read_bytes()
    right = zlib.crc32(ZipFile(path).read("body.age")).to_bytes(4, "little")
    assert raw.count(right) == 2
    path.write_bytes(raw.replace(right, bytes(4)))
    with pytest.raises(BadPackage, match="已损坏"):
        open_package(path)


def test_an_exchanged_header_does_not_verify(send, township):
    path = send()
    header = replace(open_package(path).header, receiver_name="别的县")
    package = open_package(rebuilt(path, header=header.to_bytes()))
    with pytest.raises(BadSignature):
        package.verify(township.public_part.verify_key)


def test_a_strangers_signature_over_the_same_header_does_not_verify(send, township, stranger):
    path = send()
    signed = open_package(path).header.to_bytes()
    forged = {
        "algorithm": "Ed25519",
        "signature": to_base64(seal.sign(stranger.sign_key, seal.PACKAGE_PREFIX, signed)),
        "verify_key": township.public_part.verify_key,
    }
    package = open_package(rebuilt(path, signature=canonical(forged)))
    with pytest.raises(BadSignature):
        package.verify(township.public_part.verify_key)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"signature":"AA=="}', b" " * 5000])
def test_a_signature_of_another_shape_is_refused(send, raw):
    with pytest.raises(BadPackage):
        open_package(rebuilt(send(), signature=raw))


def test_a_header_too_long_to_be_one_is_refused(send):
    with pytest.raises(BadPackage):
        open_package(rebuilt(send(), header=b" " * (1024 * 1024 + 1)))


def test_a_later_format_asks_for_a_newer_program(send):
    path = send()
    members = json.loads(open_package(path).header.to_bytes()) | {"format_version": 9, "new": 1}
    with pytest.raises(NeedsNewerProgram):
        open_package(rebuilt(path, header=canonical(members)))


def test_an_additional_or_compressed_outer_member_is_refused(send):
    path = send()
    with ZipFile(path, "a") as package:
        package.writestr("autorun.inf", "x")
    with pytest.raises(BadPackage):
        open_package(path)


def test_sizes_that_no_package_has_are_refused(tmp_path):
    path = tmp_path / "a.ldp"
    huge = Frame(Stored(2**31 + 5, 0), Stored(9, 0), Stored(9, 0))
    path.write_bytes(bytes(4000) + huge.ending())
    with pytest.raises(BadPackage):
        open_package(path)


def test_content_tells_what_a_file_is(send, tmp_path, card, township):
    package = send()
    disguised = tmp_path / "照片.jpg"
    shutil.copy(package, disguised)
    assert sniff(disguised) == "package"
    disguised.write_bytes(package.read_bytes()[:200])
    assert sniff(disguised) == "package"
    write_card(card, disguised, township)
    assert sniff(disguised) == "card"
    for other in (b"", b"{}", b"[1]", b"PK\x03\x04", b"\xff\xfe", b"x" * 100_000):
        disguised.write_bytes(other)
        assert sniff(disguised) == "other"


def test_giving_up_leaves_nothing(send, tmp_path):
    def fill(stream):
        stream.write(bytes(200_000))
        raise Cancelled

    with pytest.raises(Cancelled):
        send(fill)
    assert list(tmp_path.iterdir()) == []


def test_a_body_too_large_is_refused_and_leaves_nothing(send, tmp_path, monkeypatch):
    monkeypatch.setattr(container, "MAX_BODY_BYTES", 100_000)
    with pytest.raises(Refused, match="请分村上报"):
        send(lambda stream: stream.write(bytes(1_000_000)))
    assert list(tmp_path.iterdir()) == []


def test_an_unusable_recipient_is_noticed_and_leaves_nothing(tmp_path, header, filling, township):
    with pytest.raises(ValueError, match="recipient"):
        write_package(tmp_path / "a.ldp", header, filling({}), ["age1nobody"], township)
    assert list(tmp_path.iterdir()) == []


def test_a_header_that_no_reader_would_take_is_not_sent(send, header, tmp_path):
    with pytest.raises(CannotWrite, match="核对不一致"):
        send(label=replace(header, upto=-1))
    assert list(tmp_path.iterdir()) == []


def test_debians_age_and_unzip_recover_the_tables(send, tmp_path, county, tables):
    path = send()
    out = tmp_path / "out"
    key = tmp_path / "key.txt"
    key.write_text(county.age_identity + "\n")
    subprocess.run(["unzip", "-q", path, "-d", out], check=True)
    inner = out / "body.zip"
    subprocess.run(["age", "-d", "-i", key, "-o", inner, out / "body.age"], check=True)
    subprocess.run(["unzip", "-q", inner, "-d", out / "body"], check=True)
    found = {file.name: file.read_text("utf-8") for file in (out / "body").iterdir()}
    assert found == tables


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MiB; only the super-user can make one."""
    folder = tmp_path / "stick"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("mounting is not permitted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(small_disk, header, filling, township):
    tables = {"person.csv": random.Random(7).randbytes(3_000_000).decode("latin-1")}
    with pytest.raises(CannotWrite, match="空间不足"):
        write_package(small_disk / "a.ldp", header, filling(tables, ZIP_STORED), [], township)
    assert list(small_disk.iterdir()) == []


WRITER = """
import sys
from pathlib import Path
from desktop.envelope.container import write_package
from desktop.envelope.header import Header
from desktop.envelope.keys import new_office_keys

def fill(stream):
    for block in range(int(sys.argv[2])):
        stream.write(bytes(1024 * 1024))
        print(block, flush=True)

header = Header(
    package_id="p", sender_id="s", sender_name="s", receiver_id="r", receiver_name="r",
    device="d", level="village", kind="full", scope=(), after=0, upto=0, previous="", counts={},
    dictionary_version="1", app_version="1", made_at="2026-03-05",
)
write_package(Path(sys.argv[1]), header, fill, [], new_office_keys())
if sys.platform == "linux":
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def writer(path: Path, blocks: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, path, str(blocks)],
        cwd=Path(desktop.__file__).parent.parent,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("block", [0, 1, 5])
def test_a_kill_in_the_middle_leaves_no_final_file(tmp_path, block):
    with writer(tmp_path / "a.ldp", 100_000) as process:
        assert process.stdout is not None
        while process.stdout.readline() != f"{block}\n":
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "a.ldp").exists()


def test_what_a_kill_left_does_not_disturb_the_next_package(send, tmp_path, tables, county):
    (tmp_path / "上报包.ldp.part").write_bytes(bytes(5_000_000))
    path = send()
    assert list(tmp_path.iterdir()) == [path]
    assert read_all(path, county.age_identity) == tables


@pytest.mark.full
def test_memory_stays_flat_however_long_the_body(tmp_path):
    peaks = []
    for blocks in (1, 200):
        with writer(tmp_path / "a.ldp", blocks) as process:
            assert process.stdout is not None
            peaks.append(int(process.stdout.read().split()[-1]))
        assert process.returncode == 0
    assert peaks[1] - peaks[0] < 8 * 1024
