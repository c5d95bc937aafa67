"""Writes the corpus of odd spreadsheets anew, one oddity a file: ``python -m tests.data.build``.

The .xls file needs LibreOffice; without it the one that lies here stays. People are invented.
"""

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml as office
import xlsxwriter
from openpyxl import Workbook

PLACE = Path(__file__).parent
HEAD = ("户编号", "姓名", "与户主关系", "身份证号", "联系电话")
PEOPLE = (
    ("001", "张雷", "户主", "433130197212142210", "15542329978"),
    ("001", "曾雪梅", "配偶", "433130197404237564", ""),
    ("002", "帅桂芳", "户主", "433130197405017328", "13800138000"),
)
PASSWORD = "石牌2026"
_OLD = "旧版.xls"


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that ``fill`` fills."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": None})
        fill(book)
    return out.getvalue()


def rows(*lines: tuple[str, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> bytes:
    """A workbook of one sheet with these lines."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("花名册")
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, lines[top][left])

    return workbook(fill)


def text(*lines: tuple[str, ...], by: str = ",") -> str:
    return "\n".join(by.join(line) for line in lines) + "\n"


def several_sheets() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name, people in (("一组", PEOPLE[:2]), ("二组", PEOPLE[2:])):
            sheet = book.add_worksheet(name)
            for at, line in enumerate((HEAD, *people)):
                sheet.write_row(at, 0, line)
        book.add_worksheet("填表说明").write(0, 0, "请各村于月底前报送")

    return workbook(fill)


def hidden() -> bytes:
    """A hidden row and column are read as the others: what is hidden is still so."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("花名册")
        for at, line in enumerate((HEAD, *PEOPLE)):
            sheet.write_row(at, 0, line)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})

    return workbook(fill)


def cached() -> bytes:
    """Formulas with the values that Excel kept for them."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, HEAD)
        for at, line in enumerate(PEOPLE, start=1):
            sheet.write_row(at, 0, line)
            sheet.write_formula(at, 3, f'="{line[3]}"', None, line[3])

    return workbook(fill)


def macros() -> bytes:
    """The same parts under the content type of a workbook with macros."""
    out = io.BytesIO()
    plain = "spreadsheetml.sheet.main+xml"
    with (
        zipfile.ZipFile(io.BytesIO(rows(HEAD, *PEOPLE))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            content = source.read(item).replace(
                f"application/vnd.openxmlformats-officedocument.{plain}".encode(),
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            target.writestr(item, content)
    return out.getvalue()


def damaged_numbers() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, HEAD)
        for at, line in enumerate(PEOPLE, start=1):
            sheet.write_row(at, 0, line)
            sheet.write_number(at, 3, float(line[3]))

    return workbook(fill)


def locked() -> bytes:
    out = io.BytesIO()
    office.OOXMLFile(io.BytesIO(rows(HEAD, *PEOPLE))).encrypt(PASSWORD, out)
    return out.getvalue()


def ods() -> bytes:
    def cell(value: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'  # noqa: E501

    lines = "".join(
        f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in (HEAD, *PEOPLE)
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0"'
        f' xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="花名册">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()


def page() -> bytes:
    lines = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in (HEAD, *PEOPLE)
    )
    return f"<html><head><meta charset='utf-8'></head><table>{lines}</table></html>".encode()


def spreadsheet_xml() -> bytes:
    def line(cells: tuple[str, ...]) -> str:
        each = (f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells)
        return f"<Row>{''.join(each)}</Row>"

    lines = "".join(map(line, (HEAD, *PEOPLE)))
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="花名册"><Table>{lines}</Table></Worksheet></Workbook>'
    ).encode()


def old() -> bytes | None:
    """The roster as Excel 97 has it, by LibreOffice; None without it."""
    if shutil.which("soffice") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook()
        for line in (HEAD, *PEOPLE):
            book.active.append(line)
        book.save(Path(folder) / "a.xlsx")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
             "--convert-to", "xls", "--outdir", folder, f"{folder}/a.xlsx"],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (Path(folder) / "a.xls").read_bytes()


def _wide(digits: str) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in digits)


def _dirtied(line: tuple[str, ...], change: Callable[[str], str]) -> tuple[str, ...]:
    return (*line[:3], change(line[3]), line[4])


TITLE = ("石牌镇桃兴村劳动力花名册", "", "", "", "")
FOOT = ("填表人：", "王五", "", "填表日期：2026年6月30日", "")
FILES: dict[str, bytes | str] = {
    "普通.xlsx": rows(HEAD, *PEOPLE),
    "带宏.xlsm": macros(),
    "表格.ods": ods(),
    "国标.csv": text(HEAD, *PEOPLE).encode("gb18030"),
    "八位.csv": text(HEAD, *PEOPLE).encode(),
    "带标记.csv": text(HEAD, *PEOPLE).encode("utf-8-sig"),
    "十六位.csv": text(HEAD, *PEOPLE).encode("utf-16"),
    "制表符.tsv": text(HEAD, *PEOPLE, by="\t").encode("utf-16"),
    "网页.xls": page(),
    "二〇〇三.xls": spreadsheet_xml(),
    "几张表.xlsx": several_sheets(),
    "表头在第三十行.xlsx": rows(TITLE, *[("",) * 5] * 28, HEAD, *PEOPLE),
    "两行表头.xlsx": rows(
        ("户编号", "家庭成员", "", "", "联系电话"), ("", "姓名", "与户主关系", "身份证号", ""),
        *PEOPLE, merged=((0, 1, 0, 3),),
    ),
    "三行表头.xlsx": rows(
        ("花名册", "", "", "", ""), ("户编号", "家庭成员", "", "", "联系电话"),
        ("", "姓名", "与户主关系", "身份证号", ""), *PEOPLE,
        merged=((0, 0, 0, 4), (1, 1, 1, 3)),
    ),
    "四行表头.xlsx": rows(
        ("石牌镇", "", "", "", ""), ("摸底", "", "", "", ""),
        ("户编号", "家庭成员", "", "", "联系电话"), ("", "姓名", "与户主关系", "身份证号", ""),
        *PEOPLE, merged=((0, 0, 0, 4), (1, 0, 1, 4), (2, 1, 2, 3)),
    ),
    "表头有换行和空格.xlsx": rows(
        ("户\n编号", "姓 名", "与户主\n关 系", "身份证\n号", "联 系 电 话"), *PEOPLE
    ),
    "户编号合并.xlsx": rows(
        HEAD, PEOPLE[0], ("", *PEOPLE[1][1:]), PEOPLE[2], merged=((1, 0, 2, 0),)
    ),
    "户编号只写一次.xlsx": rows(HEAD, PEOPLE[0], ("", *PEOPLE[1][1:]), PEOPLE[2]),
    "隐藏行列.xlsx": hidden(),
    "公式缓存.xlsx": cached(),
    "公式文本.csv": text(HEAD, *(_dirtied(line, lambda n: f'="{n}"') for line in PEOPLE)),
    "撇号.xlsx": rows(HEAD, *(_dirtied(line, lambda n: f"'{n}") for line in PEOPLE)),
    "制表和零宽.xlsx": rows(HEAD, *(_dirtied(line, lambda n: f"\t{n[:6]}\u200b{n[6:]}\ufeff")
                               for line in PEOPLE)),
    "全角.xlsx": rows(HEAD, *(_dirtied(line, _wide) for line in PEOPLE)),
    "中间有合计和签字.xlsx": rows(
        TITLE, HEAD, *PEOPLE[:2], ("合计", "2人", "", "", ""), FOOT, HEAD, PEOPLE[2], FOOT
    ),
    "号码成了数字.xlsx": damaged_numbers(),
    "并排两张.xlsx": rows((*HEAD, "", *HEAD), (*PEOPLE[0], "", *PEOPLE[2])),
    "有密码.xlsx": locked(),
    "没拷完.xlsx": rows(HEAD, *PEOPLE)[:2_000],
    "空文件.xlsx": b"",
    "只有表头.xlsx": rows(HEAD),
    "不是名单.xlsx": rows(("关于开展调查的通知",), ("各村：",)),
    "通知.xlsx": b"%PDF-1.7\n%notice\n",
    "照片.xls": b"\xff\xd8\xff\xe0 picture",
    "登录超时.xls": "<html><body>登录超时，请重新登录</body></html>".encode(),
}  # fmt: skip


def content(made: bytes | str) -> bytes:
    return made.encode() if isinstance(made, str) else made


if __name__ == "__main__":
    for name, made in FILES.items():
        (PLACE / name).write_bytes(content(made))
    roster = old()
    if roster is not None:
        (PLACE / _OLD).write_bytes(roster)
