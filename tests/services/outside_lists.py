"""Lists of problems as a county sends them, about people of the sample ledger."""

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from desktop.services import imports
from tests.domain.make import id_no

FATHER, SON, OTHER = (
    id_no("1980-03-05", "男", 1),
    id_no("2004-07-01", "男", 2),
    id_no("1975-01-09", "男", 3),
)
STRANGER = id_no("1990-02-02", "女", 4)
ROSTER = f"""村,户编号,姓名,与户主关系,身份证号,联系电话
桃兴村,1,田大山,户主,{FATHER},13800138001
桃兴村,1,田小山,之子,{SON},
桃源村,2,彭水生,户主,{OTHER},13800138003
"""
HEADINGS = ("序号", "村", "姓名", "身份证号", "疑点描述", "核实结果", "情况说明")
ROWS = (
    (1, "桃兴村", "田大山", FATHER, "疑似死亡仍参保", None, None),
    (2, "桃源村", "彭水生", OTHER, "企业职工养老与居民养老重复参保", None, None),
    (3, "桃源村", "向秀英", STRANGER, "查无户籍", None, None),
    (4, "桃兴村", "田小山", SON, None, None, None),
)


def fill(session, folder):
    """Take in two of 桃兴村 and one of 桃源村."""
    path = folder / "台账.csv"
    path.write_text(ROSTER, encoding="utf-8")
    imports.take_in(session, file=path)


def write_list(path, headings=HEADINGS, rows=ROWS, title="2026年参保疑点数据"):
    """A workbook with a title, a coloured header and a drop-down list."""
    book = Workbook()
    sheet = book.active
    sheet.title = "疑点"
    sheet["A1"] = title
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
    sheet.column_dimensions["E"].width = 40
    sheet.add_data_validation(
        DataValidation("list", formula1='"属实已改,不属实,无法核实"', sqref="F3:F99")
    )
    book.save(path)
    return path
