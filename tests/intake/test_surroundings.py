"""The date of a sheet and the texts that name its village."""

import pytest

from desktop.intake.surroundings import place_texts, reference_date


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (["填报日期：2026年6月30日"], "2026-06-30"),
        (["填报日期：", "", "2026-06-30"], "2026-06-30"),
        (["导出时间：2026-06-30 09:12:44  导出人：乡镇用户"], "2026-06-30"),
        (["填报单位（盖章）：桃兴村", "填报时间：2026.6"], "2026-06"),
        (["制表日期: 2026/6/5"], "2026-06-05"),
        (["截至2026年6月30日"], "2026-06-30"),
        (["填表日期：2026 年 6 月 3 日"], "2026-06-03"),
        (["填报日期：    年  月  日"], None),
        (["填报日期：2026年13月1日"], None),
        (["起止：2026.7.6-2026.7.17"], None),
        (["2026年桃兴村花名册"], None),
    ],
)
def test_only_a_date_with_its_label_is_the_sheet_s_date(line, wanted):
    found = reference_date([["石牌镇花名册"], line])
    assert (found and str(found)) == wanted


def test_places_stand_without_their_labels_nearest_first():
    lines = [["石牌镇桃兴村花名册", ""], ["填报单位（盖章）：石牌镇桃兴村村民委员会", 3.0]]
    assert place_texts(lines, ("Sheet1", "石牌镇桃兴村-ledger")) == (
        "石牌镇桃兴村花名册",
        "石牌镇桃兴村村民委员会",
        "石牌镇桃兴村-ledger",
    )
