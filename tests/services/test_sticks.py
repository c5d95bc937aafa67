"""Files are found on a stick by what they are, whatever they are called and wherever they lie."""

import shutil

import pytest

from desktop.envelope import safe_file
from desktop.envelope.safe_file import CannotRead, CannotWrite
from desktop.services import joining, packages, partners, rescue, sticks
from tests.services.offices import COUNTY, SECOND, TOWNSHIP, introduce, office, populate


@pytest.fixture
def two(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    populate(township, 10)
    yield township, county, tmp_path / "stick"
    township.close()
    county.close()


def test_a_renamed_package_in_a_hidden_folder_is_found(two):
    township, county, stick = two
    sent = packages.send(township, to="龙山县", folder=stick)
    hidden = stick / ".\u00a0" / "照片" / "Thumbs.db"
    hidden.parent.mkdir(parents=True)
    sent.file.rename(hidden)
    (one,) = sticks.find(county, folder=stick).found
    assert (one.file, one.kind, one.office, one.is_new) == (hidden, "上报包", "石牌镇人社所", True)
    packages.receive(county, files=[one.file])
    assert sticks.find(county, folder=stick).found[0].state == "已收过"
    assert sticks.find(township, folder=stick).found[0].state == "本单位的"


def test_what_is_for_others_or_damaged_is_told(two, tmp_path):
    township, county, stick = two
    second = office(tmp_path, SECOND)
    sent = packages.send(township, to="龙山县", folder=stick)
    assert sticks.find(second, folder=stick).found[0].state == "不是给本单位的"
    raw = sent.file.read_bytes()
    sent.file.write_bytes(raw[: len(raw) // 2])
    assert sticks.find(county, folder=stick).found[0].state == "已损坏"
    second.close()


def test_cards_invitations_and_requests_are_found_too(two):
    township, county, stick = two
    stick.mkdir()
    partners.write_card(county, file=stick / "1.jpg")
    joining.invite(county, area=SECOND, office="茨岩塘镇人社所", file=stick / "2.txt",
                   snapshot=False)  # fmt: skip
    rescue.ask(township.ledger.folder, file=stick / "3", office="石牌镇人社所")
    found = sticks.find(township, folder=stick).found
    assert {(one.kind, one.office) for one in found} == {
        ("单位名片", "龙山县人社局"),
        ("发放文件", "茨岩塘镇人社所"),
        ("找回密码申请", "石牌镇人社所"),
    }
    assert not any(one.is_new for one in found)


def test_other_files_and_links_are_passed_over(two, tmp_path):
    township, county, stick = two
    elsewhere = tmp_path / "elsewhere"
    packages.send(township, to="龙山县", folder=elsewhere)
    stick.mkdir()
    (stick / "链接").symlink_to(elsewhere, target_is_directory=True)
    (stick / "link.ldp").symlink_to(next(elsewhere.iterdir()))
    (stick / "名单.ldp").write_bytes(b"no package" * 100)
    (stick / "x.json").write_text('{"format": "something else", "more": "' + "x" * 200 + '"}')
    (stick / "autorun.inf").write_text("[autorun]\nopen=worm.exe\n" * 10)
    search = sticks.find(county, folder=stick)
    assert search.found == ()
    assert "没有找到" in sticks.lines(search)[0]
    with pytest.raises(CannotRead, match="U盘"):
        sticks.find(county, folder=tmp_path / "nowhere")


def test_too_many_files_are_told(two, monkeypatch):
    _, county, stick = two
    stick.mkdir()
    for number in range(6):
        (stick / str(number)).write_bytes(b"")
    monkeypatch.setattr(sticks, "MOST_FILES", 5)
    search = sticks.find(county, folder=stick)
    assert search.is_cut
    assert "文件太多" in sticks.lines(search)[-1]


def test_a_full_stick_is_told_before_anything_is_written(two, monkeypatch):
    township, _, stick = two
    usage = shutil.disk_usage(township.ledger.folder)
    monkeypatch.setattr(safe_file.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(CannotWrite, match=r"空间不足：要写.*只剩0\.1MB"):
        packages.send(township, to="龙山县", folder=stick)
    assert list(stick.iterdir()) == []
