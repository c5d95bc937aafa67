"""Printed tables, read back: what is on which page, what stays together, what is told."""

import dataclasses

import pytest

from desktop.domain.errors import Cancelled
from desktop.domain.tables import Column, Table
from desktop.envelope.safe_file import CannotWrite
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.document import PageSetup, write_table_pdf
from desktop.export.pdf.page import MM, Layout, Paper

HEIGHT_MM = Layout().row_height_mm


@pytest.fixture
def path(tmp_path):
    return tmp_path / "花名册.pdf"


@pytest.fixture
def printed(path, roster, read):
    def write(rows, setup=None, table=roster):
        result = write_table_pdf(path, table, rows, setup)
        return result, read(path)

    return write


def people(guest, count, **values):
    return [guest(number, **values) for number in range(1001, 1001 + count)]


def test_title_unit_line_and_signatures_are_printed(printed, guest):
    heading = Heading(
        left="填报单位：石牌镇", middle="填报日期：2026年", right="单位：人", annex="附件1"
    )
    ending = Ending(signatures=("审核人：", "填表人："), notes=("说明：年龄按3月1日计算。",))
    _, paper = printed([guest(1)], PageSetup(heading=heading, ending=ending))
    for text in (
        "附件1",
        "劳动力资源花名册",
        "填报单位：石牌镇",
        "填报日期：2026年",
        "单位：人",
        "审核人：",
        "填表人：",
        "说明：年龄按3月1日计算。",
    ):
        assert text in paper.text


def test_the_head_is_repeated_and_pages_are_counted(printed, guest):
    result, paper = printed(people(guest, 70))
    assert result.pages == len(paper.pages) > 2
    for number, text in enumerate(paper.pages, start=1):
        assert "备注" in text
        assert f"第 {number} 页" in text
        assert f"共 {result.pages} 页" in text


def test_every_row_is_printed_once_and_in_order(printed, guest):
    result, paper = printed(people(guest, 100))
    places = [paper.text.find(str(number)) for number in range(1001, 1101)]
    assert -1 not in places
    assert places == sorted(places)
    assert (result.rows, paper.text.count("向家大")) == (100, 100)


def test_rows_may_come_from_an_iterator(printed, guest):
    result, _ = printed(iter(people(guest, 400)))
    assert result.rows == 400


def test_a_table_without_rows_says_so(printed):
    result, paper = printed([], PageSetup(ending=Ending(total="合计")))
    assert "（无记录）" in paper.text
    assert result.rows == 0


def test_an_empty_name_prints_and_a_table_without_sums_has_no_total(printed, guest):
    table = Table("表", (Column("姓名", lambda row: row.name),))
    _, paper = printed([guest(1, name=""), guest(2)], PageSetup(ending=Ending(total="合计")), table)
    assert "合计" not in paper.text


def test_a_household_stays_on_one_page(printed, guest):
    rows = [guest(1000 + n, household=f"户{n // 5}", name=f"户{n // 5}号") for n in range(100)]
    _, paper = printed(rows, PageSetup(grouping=Grouping(keep=lambda row: row.household)))
    for household in range(20):
        pages = [page.count(f"户{household}号") for page in paper.pages]
        assert sorted(pages)[-1] == 5


def test_a_household_longer_than_a_page_is_broken_and_loses_nobody(printed, guest):
    rows = people(guest, 90, household="一户")
    setup = PageSetup(grouping=Grouping(keep=lambda row: row.household))
    result, paper = printed(rows, setup)
    assert paper.text.count("向家大") == 90
    assert "向家大" in paper.pages[0]
    assert result.pages < 6


def test_villages_are_headings_bookmarks_and_are_continued(printed, guest):
    rows = people(guest, 40) + people(guest, 5, village="大河坝村")
    _, paper = printed(rows, PageSetup(grouping=Grouping(heading=lambda row: row.village)))
    assert [title for title, _ in paper.bookmarks] == ["坪头村", "大河坝村"]
    assert "坪头村（续）" in paper.pages[1]
    place = dict(paper.bookmarks)["大河坝村"]
    assert "大河坝村" in paper.pages[place]
    assert "大河坝村（续）" not in paper.text


def test_a_village_can_begin_a_page(printed, guest):
    rows = people(guest, 3) + people(guest, 3, village="大河坝村")
    grouping = Grouping(heading=lambda row: row.village, begins_page=True)
    result, paper = printed(rows, PageSetup(grouping=grouping))
    assert result.pages == 2
    assert "坪头村" in paper.pages[0]
    assert "大河坝村" not in paper.pages[0]


@pytest.mark.parametrize("count", range(15, 30))
def test_no_heading_stands_alone_at_the_foot_of_a_page(printed, guest, count):
    rows = people(guest, count, name="甲") + people(guest, 3, village="大河坝村", name="乙某")
    _, paper = printed(rows, PageSetup(grouping=Grouping(heading=lambda row: row.village)))
    page = next(text for text in paper.pages if "大河坝村" in text)
    assert "乙某" in page


@pytest.mark.parametrize("count", range(18, 30))
def test_no_total_stands_on_a_page_of_its_own(printed, guest, count):
    ending = Ending(total="合计", signatures=("审核人：",))
    _, paper = printed(people(guest, count, pay=1), PageSetup(ending=ending))
    last = paper.pages[-1]
    assert "合计" in last
    assert "向家大" in last
    assert "审核人：" in last


def test_sums_are_printed_under_each_village_and_under_all(printed, guest):
    rows = [guest(1, pay=1200), guest(2, pay=None), guest(3, pay=34, village="大河坝村")]
    grouping = Grouping(heading=lambda row: row.village, subtotal="小计")
    _, paper = printed(rows, PageSetup(grouping=grouping, ending=Ending(total="合计")))
    words = paper.text.split()
    sums = [words[at + 1] for at, word in enumerate(words) if word in {"小计", "合计"}]
    assert sums == ["1200", "34", "1234"]


def test_sums_in_the_first_column_need_no_label(printed, guest):
    table = Table("表", (Column("人数", lambda row: row.number, total=True),))
    _, paper = printed([guest(20), guest(22)], PageSetup(ending=Ending(total="合计")), table)
    assert "42" in paper.text


def test_groups_of_columns_stand_over_their_columns(printed, guest):
    table = Table(
        "表",
        (
            Column("行政区", lambda row: row.village),
            Column("男", lambda row: row.number, group="劳动力"),
            Column("女", lambda row: row.number, group="劳动力"),
        ),
    )
    _, paper = printed([guest(1)], None, table)
    assert paper.text.count("劳动力") == 1


def test_rare_characters_are_searchable(printed, guest):
    _, paper = printed([guest(1, name="\U00020bb7㐂·\U0002ce9b"), guest(2, name="〇")])
    assert "\U00020bb7㐂·\U0002ce9b" in paper.text
    assert "〇" in paper.text


def test_a_character_without_a_font_is_printed_as_its_code_point_and_told(printed, guest):
    result, paper = printed([guest(1, name="覃\ue4f2"), guest(2, name="\U0002ebf0\ue4f2")])
    assert result.missing == ("\ue4f2", "\U0002ebf0")
    for half in ("E4", "F2", "2EB", "F0"):
        assert half in paper.text


def test_line_breaks_and_variation_marks_are_not_taken_for_missing(printed, guest):
    result, paper = printed([guest(1, note="一行\n二行", name="葛\U000e0100\ufe00")])
    assert result.missing == ()
    assert "一行 二行" in paper.text


def test_a_text_too_long_for_its_cell_stands_in_full_under_the_table(printed, guest):
    text = "本人在外务工多年" * 40
    result, paper = printed([guest(1, note=text), guest(2, note=text), guest(3, note=text[1:])])
    flat = "".join(paper.text.split())
    assert f"注1：备注：{text}" in flat
    assert "…注1" in flat
    assert f"注2：备注：{text[1:]}" in flat
    assert "注3" not in flat
    assert result.pages == 1


def test_very_long_notes_go_on_over_pages(printed, guest):
    notes = tuple(f"说明{n}：" + "填写要求" * 200 for n in range(20))
    result, paper = printed([guest(1)], PageSetup(ending=Ending(notes=notes)))
    flat = "".join(paper.text.split())
    assert result.pages > 1
    assert flat.count("填写要求") + flat.count("第") >= 4000
    assert "备注" not in paper.pages[-1]


def test_the_same_rows_make_the_same_bytes(path, tmp_path, roster, guest):
    setup = PageSetup(grouping=Grouping(heading=lambda row: row.village))
    rows = people(guest, 60, name="\U00020bb7\ue4f2")
    other = tmp_path / "other.pdf"
    write_table_pdf(path, roster, rows, setup)
    write_table_pdf(other, roster, iter(rows), setup)
    assert path.read_bytes() == other.read_bytes()


def test_streams_are_compressed_and_not_spelled_in_ascii(path, printed, guest):
    printed(people(guest, 60))
    data = path.read_bytes()
    assert b"FlateDecode" in data
    assert b"ASCII85Decode" not in data


def test_the_document_says_its_title_and_language(printed, guest, path):
    _, paper = printed([guest(1)], PageSetup(heading=Heading(title="石牌镇花名册")))
    assert paper.document.get_metadata_dict()["Title"] == "石牌镇花名册"
    assert b"/Lang (zh-CN)" in path.read_bytes()


@pytest.mark.parametrize("paper_size", Paper)
@pytest.mark.parametrize("landscape", [True, False])
def test_the_page_has_the_size_asked_for(printed, guest, paper_size, landscape):
    short, long = (side * MM for side in paper_size.value)
    _, paper = printed([guest(1)], PageSetup(layout=Layout(paper=paper_size, landscape=landscape)))
    size = paper.document[0].get_size()
    assert size == pytest.approx((long, short) if landscape else (short, long), abs=0.1)


def test_no_text_leaves_the_frame(printed, guest):
    long = "湖南省湘西土家族苗族自治州龙山县石牌镇坪头村扶贫车间"
    rows = [
        guest(10**14 + n, name="阿卜杜热西提·买买提依明·吐尔逊江", note=long) for n in range(60)
    ]
    _, paper = printed(rows)
    width, height = paper.document[0].get_size()
    for page in paper.document:
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            assert 14 * MM - 1 <= left < right <= width - 14 * MM + 1
            assert 0 < bottom < top < height


def test_giving_up_leaves_no_file(path, roster, guest):
    def give_up(done, total):
        if done >= 200:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_table_pdf(path, roster, people(guest, 900), progress=give_up, count=900)
    assert list(path.parent.iterdir()) == []


def test_progress_tells_rows_of_all_rows(path, roster, guest):
    seen = []
    write_table_pdf(
        path, roster, people(guest, 450), count=450, progress=lambda *args: seen.append(args)
    )
    assert seen == [(0, 450), (200, 450), (400, 450)]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path, roster, guest):
    with pytest.raises(CannotWrite, match="文件夹不存在"):
        write_table_pdf(tmp_path / "gone" / "x.pdf", roster, [guest(1)])


def test_a_failure_keeps_the_file_that_was_there(path, roster, guest):
    path.write_bytes(b"old")

    def rows():
        yield guest(1)
        raise Cancelled

    with pytest.raises(Cancelled):
        write_table_pdf(path, roster, rows())
    assert path.read_bytes() == b"old"


def test_more_different_cells_than_are_kept_print_all_the_same(printed, guest, monkeypatch):
    monkeypatch.setattr("desktop.export.pdf.table._MOST_CELLS", 10)
    _, paper = printed([dataclasses.replace(guest(n), note=f"备{n}号") for n in range(60)])
    assert all(f"备{n}号" in paper.text for n in range(60))
