import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.names import clean_name, has_rare_char, name_problems, pinyin_keys

_PIECES = st.text(alphabet="阿依古丽买提 \t\u3000·•・･.．‧\u200b\ue001A?", max_size=12)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("张  三", "张三"),
        (" 张\u3000三\u200b", "张三"),
        ("阿依•买买提", "阿依·买买提"),
        ("阿依 . 买买提", "阿依·买买提"),
        ("阿依・买", "阿依·买"),
        ("阿依･买", "阿依·买"),
        ("阿依‧买．提", "阿依·买·提"),
        ("张\ue001", "张\ue001"),
        ("𠀀 𪚥", "𠀀𪚥"),
        ("Nguyen  Thi", "Nguyen Thi"),
        ("J.Smith", "J.Smith"),
    ],
)
def test_names_are_written_alike(raw, wanted):
    assert clean_name(raw) == wanted


@settings(deadline=None)
@given(st.text() | _PIECES)
def test_cleaning_a_name_twice_changes_nothing_more(raw):
    assert clean_name(clean_name(raw)) == clean_name(raw)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("张\ue001", "自造字"),
        ("张□", "方框"),
        ("张?", "问号"),
        ("张yan", "拼音"),
        ("张ｙ", "拼音"),
        ("张三2", "数字"),
        ("张三２", "数字"),
        ("阿依•买提", "间隔点"),
        ("阿依··买提", "间隔点"),
        ("·买提", "间隔点"),
        ("张 三", "空格"),
        ("张三（小）", "符号"),
        ("张*", "符号"),
    ],
)
def test_a_doubtful_name_is_said_to_be_so(name, word):
    problems = name_problems(name)
    assert len(problems) == 1
    assert word in problems[0]


@pytest.mark.parametrize("name", ["张三", "阿依古丽·买买提", "𠀀明", "〇一", "葛\U000e0100明"])
def test_a_proper_name_has_no_problem(name):
    assert name_problems(name) == ()


@pytest.mark.parametrize(
    ("name", "rare"),
    [("张三", False), ("阿依·买", False), ("𠀀明", True), ("㐀", True), ("鿏", True),
     ("张\ue001", True)],
)  # fmt: skip
def test_characters_outside_gbk_are_rare(name, rare):
    assert has_rare_char(name) is rare


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("覃小妹", "qinxiaomei", "qxm"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("吕布", "lvbu", "lb"),
        ("阿依·买提", "ayimaiti", "aymt"),
        ("Nguyen Thi", "nguyenthi", "nt"),
        ("张\ue001", "zhang", "z"),
        ("", "", ""),
    ],
)
def test_names_are_found_by_their_pinyin(name, full, initials):
    keys = pinyin_keys(name)
    assert (keys.full, keys.initials) == (full, initials)


@settings(deadline=None)
@given(st.text())
def test_pinyin_is_always_plain_letters(name):
    keys = pinyin_keys(name)
    assert keys.full == "" or (keys.full.isascii() and keys.full.isalpha())
    assert len(keys.initials) <= max(len(keys.full), len(name))


def test_starting_the_program_loads_no_pinyin():
    code = "import sys, desktop.domain.names; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
