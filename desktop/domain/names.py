"""Personal names: how they are written alike, what looks wrong, and how they are typed in pinyin."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from desktop.domain.text import clean

# 〇, the unified and compatibility ideographs of every plane, and what offices typed as PUA.
_PUA = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_HAN = f"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff{_PUA}"
_VARIANT = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DOTS = "·•‧∙⋅・･.．﹒"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}{_VARIANT}])\\s+(?=[{_HAN}])")
_DOT_BETWEEN = re.compile(f"(?<=[{_HAN}{_VARIANT}])\\s*[{_DOTS}]\\s*(?=[{_HAN}])")
_ODD_DOT = re.compile(f"[{_DOTS[1:]}]|^·|·$|·{{2,}}|(?<![{_HAN}{_VARIANT}])·|·(?![{_HAN}])")
_LATIN = "A-Za-zÀ-ɏḀ-ỿＡ-Ｚａ-ｚ"
_PROBLEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("含有系统自造字，别的电脑显示不出", re.compile(f"[{_PUA}]")),
    ("含有方框□", re.compile("[□☐▢�〓]")),
    ("含有问号", re.compile("[?？]")),
    ("含有拼音或字母", re.compile(f"[{_LATIN}]")),
    ("含有数字", re.compile("[0-9０-９]")),
    ("间隔点不规范，应为“·”", _ODD_DOT),
    ("含有空格", re.compile(r"\s")),
    ("含有其他符号", re.compile(rf"[^\s{_HAN}{_VARIANT}{_LATIN}{_DOTS}0-9０-９□☐▢�〓?？]")),
)
_RARE = re.compile(f"[\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff{_PUA}]")
_WORDS = re.compile(f"[A-Za-z]+|[{_HAN}]")
_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "区": "ou", "朴": "piao",
    "盖": "ge", "乐": "yue", "缪": "miao", "冼": "xian", "洗": "xian", "折": "she", "员": "yun",
    "种": "chong", "繁": "po", "秘": "bi", "召": "shao", "覃": "qin", "翟": "zhai", "祭": "zhai",
    "隗": "wei", "能": "nai", "乜": "nie", "郇": "xun", "粘": "nian", "藏": "zang", "卜": "bu",
    "逄": "pang", "阚": "kan", "黑": "he", "教": "jiao", "那": "na", "牟": "mou", "哈": "ha",
    "行": "xing", "朝": "chao", "臧": "zang", "重": "chong", "谌": "chen", "沈": "shen",
    "尉迟": "yuchi", "万俟": "moqi", "澹台": "tantai", "单于": "chanyu", "长孙": "zhangsun",
    "令狐": "linghu", "呼延": "huyan", "皇甫": "huangfu", "宿": "su", "车": "che",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PinyinKeys:
    """What a clerk types to find a name: ``zhangsan`` or ``zs``."""

    full: str = ""
    initials: str = ""


def clean_name(raw: str) -> str:
    """Normalise a name; every dot between two characters becomes ``·``, blanks there go."""
    text = clean(raw)
    if text.isalpha() and text.isascii():
        return text
    return _BETWEEN_HAN.sub("", _DOT_BETWEEN.sub("·", text))


def name_problems(name: str) -> tuple[str, ...]:
    """What a reader of this name should check, as phrases for the clerk."""
    return tuple(phrase for phrase, pattern in _PROBLEMS if pattern.search(name))


def has_rare_char(name: str) -> bool:
    """Whether a character lies outside GBK, so that other systems may not show or accept it."""
    return bool(_RARE.search(name))


def pinyin_keys(name: str) -> PinyinKeys:
    """The keys of a name, the surname in its reading as one; unknown characters give nothing."""
    head, rest = _split_surname(name)
    words = [_SURNAMES[head]] if len(head) == 1 else []
    if len(head) == 2:
        words = _two_syllables(_SURNAMES[head])
    words += [_spell(word) for word in _WORDS.findall(rest)]
    known = [word for word in words if word]
    return PinyinKeys("".join(known), "".join(word[0] for word in known))


def _split_surname(name: str) -> tuple[str, str]:
    for size in (2, 1):
        if name[:size] in _SURNAMES:
            return name[:size], name[size:]
    return "", name
