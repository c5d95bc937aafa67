"""Files of every kind, and the sentence for each that cannot be read."""

import io
import zipfile

import msoffcrypto.format.ooxml as office
import pytest

from desktop.domain.errors import AppError
from desktop.intake import files
from desktop.intake.files import grids_of
from desktop.intake.refusals import CannotRead, NeedsPassword
from tests.intake.tables import ROSTER, csv, read, workbook

ROW = ["001", "张雷", "户主", "433130197212142210", "15542329978"]
HTML = (
    "<html><head><meta charset='utf-8'></head><body><table>"
    "<tr><td colspan=5>石牌镇桃兴村</td></tr><tr>{}</tr><tr>{}</tr></table></body></html>"
)
SPREADSHEET_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="名单"><Table>{}</Table></Worksheet></Workbook>'
)
ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="名单">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def cells(values, cell):
    return "".join(cell.format(value) for value in values)


def xml_row(values):
    each = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    return f"<Row>{cells(values, each)}</Row>"


def ods_row(values):
    each = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return f"<table:table-row>{cells(values, each)}</table:table-row>"


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def replaced(data, member, change):
    """The same archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)
    return out.getvalue()


def locked(data, password):
    out = io.BytesIO()
    office.OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_any_encoding(tmp_path, encoding, delimiter):
    text = csv(ROSTER, ROW).replace(",", delimiter)
    sheet = read(tmp_path, text.encode(encoding), "名单.csv")
    assert [row.text("person.name") for row in sheet.rows] == ["张雷"]


@pytest.mark.parametrize("file", ["名单.csv", "名单.xlsx", "名单"])
def test_the_content_decides_not_the_name(tmp_path, file):
    assert read(tmp_path, csv(ROSTER, ROW), file).rows[0].text("person.name") == "张雷"
    assert read(tmp_path, workbook(ROSTER, ROW), file).rows[0].text("person.name") == "张雷"


def test_a_record_may_span_lines(tmp_path):
    text = csv(['"户\n编号"', *ROSTER[1:]], ROW, ROW)
    assert [row.line for row in read(tmp_path, text, "a.csv").rows] == [2, 3]


def test_numbers_kept_as_formula_text_are_read(tmp_path):
    row = ['="0001"', "张雷", "户主", '="433130197212142210"', ""]
    seen = read(tmp_path, csv(ROSTER, row), "a.csv").rows[0]
    assert seen.text("household.household_no") == "0001"
    assert seen.text("person.id_no") == "433130197212142210"


def test_html_under_an_xls_name_is_read(tmp_path):
    page = HTML.format(cells(ROSTER, "<th>{}</th>"), cells(ROW, "<td>{}</td>"))
    row = read(tmp_path, page, "导出.xls").rows[0]
    assert (row.line, row.text("person.name")) == (3, "张雷")


def test_rows_spanned_in_html_are_carried_down(tmp_path):
    second = cells(["李四", "配偶", "", ""], "<td>{}</td>")
    body = cells(ROW[1:], "<td>{}</td>") + f"</tr><tr>{second}"
    page = HTML.format(cells(ROSTER, "<th>{}</th>"), "<td rowspan=2>007</td>" + body)
    rows = read(tmp_path, page, "导出.xls").rows
    assert [(row.text("household.household_no"), row.text("person.name")) for row in rows] == [
        ("007", "张雷"),
        ("007", "李四"),
    ]


def test_spreadsheet_xml_is_read(tmp_path):
    gap = '<Row ss:Index="5"><Cell ss:Index="2"><Data ss:Type="String">李四</Data></Cell>'
    number = '<Cell ss:Index="4"><Data ss:Type="Number">4.3E+17</Data></Cell></Row>'
    book = SPREADSHEET_XML.format(xml_row(ROSTER) + xml_row(ROW) + gap + number)
    first, second = read(tmp_path, book, "导出.xls").rows
    assert (first.line, first.text("person.name")) == (2, "张雷")
    assert (second.line, second.text("person.name")) == (5, "李四")
    assert second.cells["person.id_no"].damaged


def test_opendocument_is_read_past_its_repeated_blanks(tmp_path):
    blank = '<table:table-row table:number-rows-repeated="{}"><table:table-cell'
    blank += ' table:number-columns-repeated="16384"/></table:table-row>'
    rows = ods_row(ROSTER) + blank.format(3) + ods_row(ROW) + blank.format(1048570)
    data = zipped(content_xml=ODS.format(rows))
    assert [row.line for row in read(tmp_path, data, "名单.ods").rows] == [5]


def test_hidden_sheets_are_passed_over(tmp_path):
    sheet = read(tmp_path, workbook(ROSTER, ROW, hidden=[ROSTER, ROW, ROW]))
    assert len(sheet.rows) == 1


def test_a_locked_workbook_opens_with_its_password_only(tmp_path):
    data = locked(workbook(ROSTER, ROW), "石牌2026")
    assert len(read(tmp_path, data, password="石牌2026").rows) == 1
    with pytest.raises(NeedsPassword, match="请输入密码"):
        read(tmp_path, data)
    with pytest.raises(NeedsPassword, match="密码不对"):
        read(tmp_path, data, password="1234")


def test_a_write_protected_workbook_opens_without_asking(tmp_path):
    assert len(read(tmp_path, locked(workbook(ROSTER, ROW), "VelvetSweatshop")).rows) == 1


BOOK = workbook(ROSTER, ROW)
SHEET = "xl/worksheets/sheet1.xml"


def far_cell(content):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", far)


REFUSED = {
    "empty": (b"", "空文件"),
    "zeros": (b"\0" * 600, "空文件"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n....", "图片"),
    "word": (zipped(word__document_xml="<w/>"), "Word"),
    "package": (zipped(header_json="{}"), "上报包"),
    "archive": (zipped(other_txt="x"), "压缩包"),
    "binary workbook": (zipped(xl__workbook_bin="x"), "另存为"),
    "cut short": (BOOK[: len(BOOK) // 2], "没有复制完整"),
    "cut old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 900, "没有复制完整"),
    "old word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "Word",
    ),
    "noise": (bytes(range(128, 256)) * 9, "不是表格文件"),
    "zero bytes": (b"a,b\0c\nd" * 9, "不是表格文件"),
    "open quote": (csv(ROSTER, ['"1', "张"], *[ROW] * 40), "引号"),
    "no table in page": ("<html><body>登录超时</body></html>", "没有表格"),
    "broken xml": (SPREADSHEET_XML.format("<Row>"), "已损坏"),
    "prose": ("关于开展农村劳动力调查的通知\n各村：\n", "没有找到表头"),
    "header only": (csv(ROSTER), "没有内容"),
    "far cell": (replaced(BOOK, SHEET, far_cell), "有效区域过大"),
    "claimed strings": (
        replaced(
            BOOK,
            "xl/sharedStrings.xml",
            lambda text: text.replace(b"uniqueCount=", b'uniqueCount="4294967295" x='),
        ),
        "过大",
    ),
    "wide page": ("<table><tr><td colspan=9>x" * 500 + "</table>", "过大|没有找到表头"),
    "deep row": (SPREADSHEET_XML.format('<Row ss:Index="99999999"/>'), "过大"),
    "repeated cells": (
        zipped(
            content_xml=ODS.format(
                '<table:table-row table:number-rows-repeated="999999"><table:table-cell'
                ' table:number-columns-repeated="999"><text:p>x</text:p></table:table-cell>'
                "</table:table-row>"
            )
        ),
        "过大",
    ),
    "two tables": (csv([*ROSTER, "", *ROSTER], [*ROW, "", *ROW]), "并排"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_refusal_has_its_own_sentence(tmp_path, case):
    data, sentence = REFUSED[case]
    with pytest.raises(CannotRead, match=sentence) as refusal:
        read(tmp_path, data, "来件.xls")
    assert isinstance(refusal.value, AppError)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.intake.workbooks._MAX_INFLATED", 1_000_000)
    data = replaced(BOOK, SHEET, lambda content: content + b" " * 2_000_000)
    assert len(data) < 20_000
    with pytest.raises(CannotRead, match="解压后过大"):
        read(tmp_path, data)


def test_a_bomb_that_states_a_small_size_is_refused_too(monkeypatch):
    monkeypatch.setattr("desktop.intake.workbooks._MAX_INFLATED", 1_000_000)
    data = replaced(BOOK, SHEET, lambda content: content + b" " * 2_000_000)
    size = 2_000_000 + len(zipfile.ZipFile(io.BytesIO(BOOK)).read(SHEET))
    assert data.count(size.to_bytes(4, "little")) == 2
    with pytest.raises(CannotRead, match="解压后过大"):
        grids_of(data.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little")), "a.xlsx")


def test_a_file_beyond_the_limit_is_not_even_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_SIZE", 100)
    with pytest.raises(CannotRead, match="超过200兆"):
        read(tmp_path, BOOK)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CannotRead, match=r"不在\.xlsx"):
        files.read_grids(tmp_path / "不在.xlsx")


def test_no_entity_is_fetched_or_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("张秘密", "utf-8")
    book = SPREADSHEET_XML.format(xml_row(ROSTER) + xml_row(["1", "&x;", *ROW[2:]]))
    dtd = f'<!DOCTYPE Workbook [<!ENTITY x SYSTEM "{secret.as_uri()}">]><Workbook'
    row = read(tmp_path, book.replace("<Workbook", dtd, 1), "a.xls").rows[0]
    assert "张秘密" not in row.text("person.name")
