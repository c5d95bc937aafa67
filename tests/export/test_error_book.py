"""The marked workbook, read back: the same cells, the bad ones with their sentence."""

from openpyxl import load_workbook

from desktop.export.error_book import write_error_book

ROWS = [
    ["花名册", "", "", ""],
    ["姓名", "身份证号", "电话", "备注"],
    ["向家大", "43313019900101001", "013800000000", "=1+1"],
    ["田英", "433130199001010017"],
]
MARKS = {(2, 1): "身份证号只有17位", (3, 2): "没有电话", (5, 0): "缺一行"}


def read_back(tmp_path, **options):
    path = tmp_path / "有误.xlsx"
    write_error_book(path, ROWS, MARKS, **options)
    return load_workbook(path).active


def test_every_cell_is_the_text_it_was(tmp_path):
    sheet = read_back(tmp_path)
    for at, row in enumerate(ROWS, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            assert (cell.value or "") == text
            assert not text or cell.data_type == "s"


def test_bad_cells_are_coloured_and_say_what_is_wrong(tmp_path):
    sheet = read_back(tmp_path)
    marked = {
        (cell.row - 1, cell.column - 1): cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert marked == MARKS
    assert sheet["B3"].fill.fgColor.rgb == sheet["C4"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["B4"].fill.fill_type is None


def test_merged_cells_stay_merged_and_keep_their_text(tmp_path):
    sheet = read_back(tmp_path, merged=[(0, 0, 0, 3), (1, 0, 1, 0)], name="坪头村")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet["A1"].value == "花名册"
    assert sheet.title == "坪头村"


def test_a_merged_cell_can_be_marked(tmp_path):
    path = tmp_path / "有误.xlsx"
    write_error_book(path, [["户主", ""], ["", ""]], {(0, 0): "缺姓名"}, merged=[(0, 0, 1, 0)])
    sheet = load_workbook(path).active
    assert sheet["A1"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A1"].comment.text == "缺姓名"


def test_widths_hold_an_id_number_and_no_title_stretches_them(tmp_path):
    path = tmp_path / "有误.xlsx"
    rows = [["很长的标题" * 30, "x"], *[["田英", "433130199001010017"]] * 20]
    write_error_book(path, rows, {})
    sheet = load_workbook(path).active
    assert sheet.column_dimensions["B"].width >= 18
    assert sheet.column_dimensions["A"].width < 10
