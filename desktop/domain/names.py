"""Personal names: written alike, judged, and spelled in pinyin for searching."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from desktop.domain.text import clean

# 〇, the unified and compatibility ideographs of every plane, and what offices typed as PUA.
_PUA = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_HAN = f"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff{_PUA}"
_VARIANT = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DOTS = "·•‧∙⋅・･.．﹒"
_BETWEEN_HAN = f"(?<=[{_HAN}{_VARIANT}])\\s+(?=[{_HAN}])"
_DOT_BETWEEN = f"(?<=[{_HAN}{_VARIANT}])\\s*[{_DOTS}]\\s*(?=[{_HAN}])"
_ODD_DOT = f"[{_DOTS[1:]}]|(?<![{_HAN}{_VARIANT}])·|·(?![{_HAN}])"
_LATIN = "A-Za-zÀ-ɏḀ-ỿＡ-Ｚａ-ｚ"
_PROBLEMS: tuple[tuple[str, str], ...] = (
    ("含有系统自造字，别的电脑显示不出", f"[{_PUA}]"),
    ("含有方框□", "[□☐▢�〓]"),
    ("含有问号", "[?？]"),
    ("含有拼音或字母", f"[{_LATIN}]"),
    ("含有数字", "[0-9０-９]"),
    ("间隔点不规范，应为“·”", _ODD_DOT),
    ("含有空格", r"\s"),
    ("含有其他符号", rf"[^\s{_HAN}{_VARIANT}{_LATIN}{_DOTS}0-9０-９□☐▢�〓?？]"),
)
_RARE = f"[\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff{_PUA}]"
_WORDS = f"[A-Za-z]+|[{_HAN}]"
# Where a surname is not read like the character elsewhere; 覃 as in western Hunan.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "区": "ou", "朴": "piao",
    "盖": "ge", "乐": "yue", "缪": "miao", "洗": "xian", "折": "she", "员": "yun", "种": "chong",
    "繁": "po", "秘": "bi", "召": "shao", "覃": "qin", "翟": "zhai", "祭": "zhai", "能": "nai",
    "乜": "nie", "郇": "xun", "粘": "nian", "藏": "zang", "卜": "bu", "逄": "pang", "阚": "kan",
    "尉迟": "yu chi", "万俟": "mo qi", "澹台": "tan tai", "单于": "chan yu", "长孙": "zhang sun",
}  # fmt: skip


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    # Classes of so many characters are slow to compile, and a window opens without reading a name.
    return re.compile(shape)


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
    return _pattern(_BETWEEN_HAN).sub("", _pattern(_DOT_BETWEEN).sub("·", text))


def name_problems(name: str) -> tuple[str, ...]:
    """What a reader of this name should check, as phrases for the clerk."""
    return tuple(phrase for phrase, shape in _PROBLEMS if _pattern(shape).search(name))


def has_rare_char(name: str) -> bool:
    """Whether a character lies outside GBK, so that other systems may not show or accept it."""
    return bool(_pattern(_RARE).search(name))


def pinyin_keys(name: str) -> PinyinKeys:
    """The keys of a name, the surname in its reading as one; unknown characters give nothing."""
    surname = next((name[:size] for size in (2, 1) if name[:size] in _SURNAMES), "")
    spelled = _SURNAMES.get(surname, "").split()
    spelled += filter(None, map(_spell, _pattern(_WORDS).findall(name[len(surname) :])))
    return PinyinKeys("".join(spelled), "".join(word[0] for word in spelled))


@lru_cache(maxsize=1 << 14)
def phrase_keys(text: str) -> PinyinKeys:
    """The keys of ordinary words, each character read as its phrase wants it: 长沙 is changsha."""
    spelled = _speller()(re.sub(f"[^{_HAN}]", "", text))
    return PinyinKeys("".join(spelled), "".join(word[0] for word in spelled))


@lru_cache(maxsize=1 << 16)
def _spell(word: str) -> str:
    return word.lower() if word.isascii() else "".join(_speller()(word)[:1])


@cache
def _speller() -> Callable[[str], list[str]]:
    # Its dictionaries take longer to load than the window: only whoever needs them waits.
    from pypinyin import lazy_pinyin

    return partial(lazy_pinyin, errors="ignore")
