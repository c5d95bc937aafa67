"""The corpus of odd spreadsheets: what comes of each file, and that the script makes it."""

import os
import zipfile
from pathlib import Path

import pytest

from desktop.domain.entities import STANDARD
from desktop.domain.text import compact
from desktop.intake.refusals import CannotRead, NeedsPassword
from desktop.intake.sheet import read_file
from tests.data import build

PLACE = Path(build.__file__).parent
NAMES = ["张雷", "曾雪梅", "帅桂芳"]
NUMBERS = [line[3] for line in build.PEOPLE]
HOUSES = ["001", "001", "002"]
REFUSED = {
    "并排两张.xlsx": "并排放着两张表",
    "有密码.xlsx": "请输入密码",
    "没拷完.xlsx": "没有复制完整",
    "空文件.xlsx": "是空文件",
    "只有表头.xlsx": "只有表头，没有内容",
    "不是名单.xlsx": "没有找到表头",
    "通知.xlsx": "是PDF文件",
    "照片.xls": "是图片",
    "登录超时.xls": "没有表格",
}
"""The sentence of each file that is no list."""
UNTRUSTED = "号码成了数字.xlsx"
READ = sorted({*build.FILES, build._OLD} - {*REFUSED, UNTRUSTED})


def read(name, **given):
    return [row for sheet in read_file(PLACE / name, STANDARD, **given) for row in sheet.rows]


@pytest.mark.parametrize("name", READ)
def test_each_oddity_is_read_as_the_same_people(name):
    rows = read(name)
    assert [compact(row.text("person.name")) for row in rows] == NAMES
    assert [row.text("household.household_no") for row in rows] == HOUSES
    kind = STANDARD.field("person.id_no").kind
    assert [kind.read(row.text("person.id_no"), None) for row in rows] == NUMBERS
    assert not any(row.cells["person.id_no"].damaged for row in rows)


@pytest.mark.parametrize("name", REFUSED)
def test_each_file_that_is_no_list_has_its_own_sentence(name):
    with pytest.raises(CannotRead, match=REFUSED[name]):
        read(name)


def test_no_two_refusals_say_the_same():
    said = set()
    for name in REFUSED:
        with pytest.raises(CannotRead) as refusal:
            read(name)
        said.add(str(refusal.value).replace(name, "").replace(Path(name).stem, ""))
    assert len(said) == len(REFUSED)


def test_a_locked_workbook_opens_with_its_password():
    assert [
        row.text("person.name") for row in read("有密码.xlsx", password=build.PASSWORD)
    ] == NAMES
    with pytest.raises(NeedsPassword, match="密码不对"):
        read("有密码.xlsx", password="错了")


def test_numbers_that_became_quantities_are_never_trusted():
    rows = read(UNTRUSTED)
    assert [row.text("person.name") for row in rows] == NAMES
    assert all(row.cells["person.id_no"].damaged for row in rows)


def test_totals_signatures_and_a_repeated_header_are_left_out_with_their_reason():
    (sheet,) = read_file(PLACE / "中间有合计和签字.xlsx", STANDARD)
    assert [one.reason for one in sheet.dropped] == ["合计行", "签字行", "重复的表头", "签字行"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [("普通.xlsx", (1,)), ("两行表头.xlsx", (1, 2)), ("表头在第三十行.xlsx", (30,))],
)
def test_the_header_is_found_where_it_stands(name, lines):
    (sheet,) = read_file(PLACE / name, STANDARD)
    assert sheet.header_lines == lines


def test_the_files_are_those_that_the_script_writes():
    kept = {path.name for path in PLACE.iterdir() if path.suffix not in {".py", ""}}
    assert kept == {*build.FILES, build._OLD}
    for name, made in build.FILES.items():
        if Path(name).suffix in {".csv", ".tsv", ".xls"}:
            assert (PLACE / name).read_bytes() == build.content(made), name


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path):
    huge = tmp_path / "超大.xlsx"
    with huge.open("wb") as file:
        file.write((PLACE / "普通.xlsx").read_bytes())
        os.truncate(file.fileno(), 2 << 30)
    with pytest.raises(CannotRead, match="超过200兆"):
        read_file(huge, STANDARD)


@pytest.mark.full
def test_a_bomb_of_real_size_is_refused(tmp_path):
    bomb = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(PLACE / "普通.xlsx") as source, zipfile.ZipFile(bomb, "w", 8) as target:
        for item in source.infolist():
            content = source.read(item)
            more = b" " * (700 << 20) if "sheet1" in item.filename else b""
            target.writestr(item, content + more)
    assert bomb.stat().st_size < 2 << 20
    with pytest.raises(CannotRead, match="解压后过大"):
        read_file(bomb, STANDARD)
