"""Forms as a county sends them, made by openpyxl and finished by hand where it cannot."""

import zipfile
from io import BytesIO

from lxml import etree
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from PIL import Image as Picture

THIN = Side(style="thin")
HEADS = ("序号", "姓名", "性别", "公民身份号码", "出生日期", "学历", "月收入", "年收入", "备注")
FIRST, BLANK = 5, 5
"""The first row to be filled, and how many blank ones the form has."""


def list_form(*, blank=BLANK, footer=True, chart=False, picture=True):
    """A list with a title, two header rows, sums, signatures, and a second sheet that counts."""
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册 表1"
    sheet["A1"] = "附件2"
    sheet["A2"] = "2026年农村劳动力情况表（{{填报单位}}）"
    sheet["A2"].font = Font(name="方正小标宋简体", size=22, bold=True)
    sheet.merge_cells("A2:I2")
    for at, head in enumerate(HEADS, start=1):
        sheet.cell(3, at, head)
        sheet.merge_cells(start_row=3, end_row=4, start_column=at, end_column=at)
    for row in range(FIRST, FIRST + blank):
        for at in range(1, len(HEADS) + 1):
            cell = sheet.cell(row, at)
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
            cell.alignment = Alignment(horizontal="center", shrink_to_fit=True)
        sheet.cell(row, 1, row - FIRST + 1)
        sheet.cell(row, 4).number_format = "@"
        sheet.cell(row, 5).number_format = "yyyy-mm-dd"
        sheet.cell(row, 8, f"=G{row}*12")
        sheet.row_dimensions[row].height = 25.5
    last = FIRST + blank - 1
    if footer:
        sheet.cell(last + 1, 1, "合计")
        sheet.merge_cells(start_row=last + 1, end_row=last + 1, start_column=1, end_column=6)
        sheet.cell(last + 1, 7, f"=SUM(G{FIRST}:G{last})")
        sheet.cell(last + 2, 1, "单位负责人（签字）：")
        sheet.row_breaks.append(Break(id=last + 2))
    _rules(sheet, last)
    for letters, width in zip("ABCDEFGHI", (6, 12, 6, 24, 13, 12, 10, 10, 16), strict=True):
        sheet.column_dimensions[letters].width = width
    sheet.freeze_panes = "C5"
    sheet.print_area = f"A1:I{last + 2 * footer}"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_margins.left = 0.31
    if picture:
        _add_picture(sheet, f"I{last + 2}" if footer else "K1")
    _second(book, last)
    if chart:
        drawn = BarChart()
        drawn.add_data(Reference(sheet, min_col=7, min_row=FIRST, max_row=last))
        sheet.add_chart(drawn, "L2")
    return saved(book)


def _rules(sheet, last):
    sexes = DataValidation(type="list", formula1='"男性,女性"', allow_blank=True)
    sexes.add(f"C{FIRST}:C{last}")
    schools = DataValidation(type="list", formula1="代码!$A$1:$A$4", allow_blank=True)
    schools.add(f"F{FIRST}:F{last}")
    sheet.add_data_validation(sexes)
    sheet.add_data_validation(schools)
    red = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add(
        f"G{FIRST}:G{last}", CellIsRule(operator="lessThan", formula=["1000"], fill=red)
    )


def _add_picture(sheet, place):
    memory = BytesIO()
    Picture.new("RGB", (20, 20), "red").save(memory, "PNG")
    memory.seek(0)
    sheet.add_image(Image(memory), place)


def _second(book, last):
    codes = book.create_sheet("代码")
    for at, word in enumerate(("小学", "初级中学", "高中", "大专"), start=1):
        codes.cell(at, 1, word)
    codes.sheet_state = "hidden"
    counts = book.create_sheet("汇总")
    counts["A1"] = f"=SUM('花名册 表1'!G{FIRST}:G{last})"
    counts["A2"] = f"='花名册 表1'!G{last + 1}"
    counts["A3"] = "报送：{{填报单位}} {{填报日期}}"
    book.defined_names["收入"] = DefinedName("收入", attr_text=f"'花名册 表1'!$G${FIRST}:$G${last}")


def marked_row():
    """A list whose one row is marked."""
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["序", "人", "说明"])
    sheet.append(["{{序号}}", "{{姓名}}（{{ 性别 }}）", "{{备注}}"])
    sheet["B2"].font = Font(bold=True)
    sheet.merge_cells("C2:D2")
    sheet["A3"] = "共 {{人数}} 人"
    return saved(book)


def card(*, picture=True):
    """A form that each person has a sheet of."""
    book = Workbook()
    sheet = book.active
    sheet.title = "认定表"
    sheet["A1"] = "就业困难人员认定表"
    sheet.merge_cells("A1:D1")
    sheet["A2"], sheet["B2"], sheet["C2"], sheet["D2"] = "姓名", "{{姓名}}", "性别", "{{性别}}"
    sheet["A3"], sheet["B3"] = "身份证号", "{{身份证号}}"
    sheet["A4"] = "兹证明{{姓名}}属实。{{填报单位}}"
    sheet["D4"] = "=B3"
    sheet.print_area = "A1:D4"
    sheet.column_dimensions["B"].width = 30
    if picture:
        _add_picture(sheet, "F2")
    return saved(book)


def saved(book):
    """The file as spreadsheet programs write it: its texts shared, and one sheet chosen."""
    book.worksheets[0].sheet_view.tabSelected = True
    memory = BytesIO()
    book.save(memory)
    return _with_shared_texts(memory.getvalue())


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _with_shared_texts(data):
    found, texts = parts(data), []
    for name in [name for name in found if name.startswith("xl/worksheets/sheet")]:
        root = etree.fromstring(found[name])
        for cell in root.iter(f"{{{_MAIN}}}c"):
            text = cell.find(f"{{{_MAIN}}}is")
            if text is not None:
                cell.remove(text)
                cell.set("t", "s")
                etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(len(texts))
                text.tag = f"{{{_MAIN}}}si"
                texts.append(text)
        found[name] = etree.tostring(root)
    table = etree.Element(f"{{{_MAIN}}}sst", nsmap={None: _MAIN})
    table.extend(texts)
    found["xl/sharedStrings.xml"] = etree.tostring(table, encoding="UTF-8")
    return zipped(with_new_part(found, "sharedStrings"))


def with_new_part(found, kind):
    """The parts with one more listed as a part of the workbook."""
    types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    found[types] = found[types].replace(
        b"</Types>",
        f'<Override PartName="/xl/{kind}.xml" ContentType="{_KIND}{kind}+xml"/></Types>'.encode(),
    )
    found[links] = found[links].replace(
        b"</Relationships>",
        f'<Relationship Id="own-{kind}" Type="{_RELATION}{kind}" Target="{kind}.xml"/>'
        "</Relationships>".encode(),
    )
    return found


def zipped(found):
    """A file of parts."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return memory.getvalue()


def parts(data):
    """The parts of a file by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data, name, change):
    """The same file with one part changed by hand; the change is one."""
    found = parts(data)
    changed = change(found[name])
    assert changed != found[name]
    return zipped(found | {name: changed})
