import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.text import clean, compact, halfwidth


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("  坪头村\t", "坪头村"),
        ("\u3000田\u00a0 \n家", "田 家"),
        ("'433130", "433130"),
        ("`  4331", "4331"),
        ("' '4331", "4331"),
        ("\ufeff张\u200b三\u200e", "张三"),
        ("电焊\u00ad工", "电焊工"),
        ("e\u200b\u0301", "é"),
        ("\u2800\u3164", ""),
        ("“铁饭碗”", "“铁饭碗”"),
    ],
)
def test_blanks_and_invisible_signs_go(raw, wanted):
    assert clean(raw) == wanted


def test_full_width_becomes_ascii_and_chinese_stays():
    assert halfwidth("姓名（必填）：ＡＢ１２，。－～") == "姓名(必填):AB12,.-~"


def test_headers_compare_without_blanks():
    assert compact(" 身份证\n号 码（１８位）") == "身份证号码(18位)"


def test_ideographic_variants_survive():
    assert clean("葛\U000e0100") == "葛\U000e0100"


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw):
    once = clean(raw)
    assert clean(once) == once
    assert once == once.strip()
    assert "  " not in once


@settings(deadline=None)
@given(st.text())
def test_compact_text_has_no_blank(raw):
    assert not any(char.isspace() for char in compact(raw))
