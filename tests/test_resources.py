"""The shipped data: readable, complete, and without two meanings for one word."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from desktop.domain.entities import STANDARD
from desktop.domain.text import compact

RESOURCES = Path(__file__).parents[1] / "resources"
CODE_FILES = sorted((RESOURCES / "codes").glob("*.json"))
SHORT_LIST = 12


def load(path: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return items


def codes(name: str) -> list[dict[str, Any]]:
    return load(RESOURCES / "codes" / f"{name}.json")


def areas(name: str) -> list[list[str]]:
    text = gzip.decompress((RESOURCES / "areas" / f"{name}.tsv.gz").read_bytes()).decode("utf-8")
    header, *rows = [line.split("\t") for line in text.splitlines()]
    assert header == ["code", "name", "level", "parent"]
    return rows


def readings(name: str) -> dict[str, str]:
    """What each text reads as, the way the code book compares them."""
    found: dict[str, str] = {}
    for item in codes(name):
        for text in (item["key"], item["label"], *item["aliases"]):
            reading = compact(text).upper()
            owner = found.setdefault(reading, item["key"])
            assert owner == item["key"], f"{name}: {text} is both {owner} and {item['key']}"
    return found


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.stem)
def test_a_code_set_is_well_formed(path: Path):
    items = load(path)
    assert [item["order"] for item in items] == list(range(1, len(items) + 1))
    for item in items:
        assert {"key", "label", "order", "short", "aliases"} <= item.keys()
        assert item.keys() <= {
            "key", "label", "order", "short", "aliases", "gb", "sex", "generation",
        }  # fmt: skip
        assert item["key"] == compact(item["key"])
        assert "|" not in item["key"], "several keys are stored with | between them"


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.stem)
def test_a_key_stands_once_and_a_word_means_one_key(path: Path):
    keys = [item["key"] for item in load(path)]
    assert len(keys) == len(set(keys))
    assert len(readings(path.stem)) >= len(keys)


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.stem)
def test_the_list_shown_while_keying_is_short(path: Path):
    items = load(path)
    shown = [item for item in items if item["short"]]
    assert 0 < len(shown) <= SHORT_LIST
    assert len(items) > SHORT_LIST or path.stem == "education" or len(shown) == len(items)


def test_every_code_set_of_the_dictionary_is_shipped():
    wanted = {
        field.kind.code_set
        for entity in STANDARD
        for field in entity.fields
        if getattr(field.kind, "code_set", "")
    }
    assert wanted <= {path.stem for path in CODE_FILES}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("ethnic", 58), ("relation", 28), ("in_school", 25), ("political", 13), ("industry", 117),
        ("labour_ability", 5), ("health", 4), ("monitored_kind", 3), ("disability_type", 7),
    ],
)  # fmt: skip
def test_a_national_list_is_complete(name: str, count: int):
    assert len(codes(name)) == count


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("ethnic", "土家", "土家族"),
        ("ethnic", "TJ", "土家族"),
        ("education", "本科及以上", "大学本科"),
        ("education", "大学普通班毕业", "大学本科"),
        ("education", "技工学校肄业", "中专"),
        ("education", "未上过学", "文盲或半文盲"),
        ("relation", "妻", "配偶"),
        ("relation", "长女", "之女"),
        ("relation", "弟媳", "之兄弟媳妇"),
        ("export_mode", "自主外出", "自发"),
        ("tag", "建档立卡贫困户", "脱贫户"),
        ("tag", "边缘易致贫户", "监测对象"),
        ("trade", "厨师", "中式烹调师"),
        ("industry", "C39", "计算机、通信和其他电子设备制造业"),
    ],
)
def test_words_of_other_tables_are_understood(name: str, text: str, key: str):
    assert readings(name)[text] == key


@pytest.mark.parametrize("text", ["初小", "高小", "高中/中专", "高中及以上", "其他学历"])
def test_an_education_that_says_too_little_is_not_guessed(text: str):
    assert compact(text).upper() not in readings("education")


@pytest.mark.parametrize("text", ["父母", "子女", "孙子女", "岳父母"])
def test_a_relation_that_leaves_the_sex_open_is_not_guessed(text: str):
    assert text not in readings("relation")


def test_relations_imply_sex_and_generation():
    relation = {item["key"]: item for item in codes("relation")}
    assert (relation["之儿媳"]["sex"], relation["之儿媳"]["generation"]) == ("女", -1)
    assert (relation["之祖父"]["sex"], relation["之祖父"]["generation"]) == ("男", 2)
    assert "sex" not in relation["配偶"]
    assert "generation" not in relation["其他"]


def test_hunan_is_complete_down_to_the_village():
    levels = Counter(level for _, _, level, _ in areas("hunan"))
    assert levels == {
        "province": 1, "city": 14, "county": 134, "township": 2008, "village": 29534,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("county", "townships", "villages"),
    [("430181", 32, 326), ("433130", 21, 399), ("433127", 23, 303), ("431224", 25, 412)],
)
def test_a_county_has_all_its_villages(county: str, townships: int, villages: int):
    inside = [row for row in areas("hunan") if row[0].startswith(county)]
    levels = Counter(level for _, _, level, _ in inside)
    assert (levels["township"], levels["village"]) == (townships, villages)


def test_the_whole_country_is_there_down_to_the_county():
    levels = Counter(level for _, _, level, _ in areas("china"))
    assert levels == {"province": 34, "city": 342, "county": 2978}


@pytest.mark.parametrize("name", ["hunan", "china"])
def test_every_area_lies_in_a_shipped_one(name: str):
    rows = areas(name)
    known = {code: level for code, _, level, _ in rows}
    assert len(known) == len(rows)
    for code, title, level, parent in rows:
        assert title == title.strip() != ""
        assert (level == "province" and not parent) or (parent in known and code != parent)


def test_both_area_lists_agree_on_hunan():
    country = {tuple(row) for row in areas("china") if row[0].startswith("43")}
    assert country == {tuple(row) for row in areas("hunan") if len(row[0]) <= 6}


def test_one_age_policy_is_the_default():
    policies = load(RESOURCES / "defaults" / "age_policies.json")
    assert len({policy["key"] for policy in policies}) == len(policies)
    assert [policy["key"] for policy in policies if policy["is_default"]] == ["statistics"]
    for policy in policies:
        assert 14 < policy["male_min"] < policy["male_max"]
        assert 14 < policy["female_min"] < policy["female_max"]


def test_every_parameter_says_that_the_county_decides():
    parameters = load(RESOURCES / "defaults" / "rule_parameters.json")
    assert len({entry["key"] for entry in parameters}) == len(parameters)
    for entry in parameters:
        assert entry["label"]
        assert entry["value"]
        assert "请按本县文件修改" in entry["note"]


@pytest.mark.parametrize("font", sorted((RESOURCES / "fonts").glob("*.ttf")), ids=lambda f: f.name)
def test_a_font_can_be_embedded_and_has_its_licence(font: Path):
    face = TTFontFace(str(font))
    assert len(face.charToGlyph) > 20_000
    family = font.stem.split("-")[0]
    assert (font.parent / f"{family}-LICENSE.txt").read_text(encoding="utf-8").strip()


def test_the_fonts_together_cover_rare_names():
    faces = [TTFontFace(str(font)) for font in sorted((RESOURCES / "fonts").glob("*.ttf"))]
    for character in "龙山县·㑇㛃䶮𠮷𬭚𫗧𡐓":
        assert any(ord(character) in face.charToGlyph for face in faces), character


def test_the_icon_is_a_square_drawing():
    icon = ET.fromstring((RESOURCES / "icons" / "app.svg").read_text(encoding="utf-8"))
    _, _, width, height = icon.attrib["viewBox"].split()
    assert width == height


def test_every_folder_says_where_its_data_comes_from():
    readme = (RESOURCES / "README.md").read_text(encoding="utf-8")
    for path in RESOURCES.rglob("*"):
        if path.is_file() and path.name != "README.md":
            name = path.relative_to(RESOURCES).as_posix()
            assert name in readme or f"{name.split('/')[0]}/*" in readme, name
