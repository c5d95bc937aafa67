"""The check list drawn page by page: a head, so many lines of one height, and what to do."""

from collections.abc import Iterable, Sequence

from desktop.domain.check_lists import ROWS
from desktop.domain.progress import Progress, silent
from desktop.domain.tables import Align, show
from desktop.export.documents.check_list import CheckLine, CheckOccasion, CheckPage, pages_of, table
from desktop.export.pdf.code import draw_code
from desktop.export.pdf.columns import Places, places_of
from desktop.export.pdf.document import Printed
from desktop.export.pdf.fonts import Voice, find_fonts
from desktop.export.pdf.head import set_head
from desktop.export.pdf.page import MM, Frame, Layout, Margins, frame
from desktop.export.pdf.pen import Pen
from desktop.export.pdf.script import Script, printable
from desktop.export.pdf.sheaf import Scripts, Sheaf
from desktop.export.pdf.strips import PAD, Cell, HeadStrip, set_cell
from desktop.export.pdf.text import LEADING, Fitted, fit

_LAYOUT = Layout(
    font_size_pt=8.0,
    row_height_mm=7.2,
    margins=Margins(top=8.0, right=8.0, bottom=8.0, left=12.0),
)
_ROW = _LAYOUT.row_height_mm * MM
_TOP_MM = 16.0
_CODE_MM = 14.0
_TITLE_PT, _LINE_PT, _PAGE_PT, _NOTE_PT, _ROW_PT = 16.0, 9.5, 15.0, 8.0, 7.0
_THIN, _THICK = 0.35, 1.5
_SAMPLE = 300
_HOW = (
    "没有变化的，在“无变化”打√；有变化的，“栏”写上面的字母，“改为”写新内容，一人多处变动可接着写"
    "（例：N 5200，J 在家）；新增的人写在本户空行，从姓名写起。",
    "整户没问到的，在户主行写 R 和：2无人　3拒访　4举家外出　5已迁。"
    "证件后四位与本人证件不一致的，写 C 和完整号码。"
    "　　调查员（签字）：　　　　　　　　　日期：　　　　　　　　村审核：",
)


def check_list_pdf(
    occasion: CheckOccasion, lines: Iterable[CheckLine], progress: Progress = silent
) -> tuple[bytes, Printed]:
    """The pages of a list in memory.

    Raises:
        FontsMissing: if the program's fonts are not there.
    """
    sheaf = Sheaf(_LAYOUT, table(occasion).title)
    scripts = Scripts(find_fonts(), sheaf)
    pages = list(pages_of(lines))
    drawer = _Drawer(occasion, scripts, [line for page in pages for line in page.lines][:_SAMPLE])
    for done, page in enumerate(pages):
        progress(done, len(pages))
        if done == 0 or pages[done - 1].group != page.group:
            sheaf.bookmark(page.group or "未填组", f"page{page.number}", drawer.room.top)
        sheaf.page(drawer.draw(page))
    sheaf.shared("")
    progress(len(pages), len(pages))
    missing = tuple(scripts.missing)
    return sheaf.data(), Printed(len(pages), sum(len(page.lines) for page in pages), missing)


class _Drawer:
    """Draws the pages of one list; the columns stand alike on all of them."""

    def __init__(
        self, occasion: CheckOccasion, scripts: Scripts, sample: Sequence[CheckLine]
    ) -> None:
        self._occasion = occasion
        self._columns = table(occasion).columns
        self._body, self._small = scripts[Voice.SONG], scripts[Voice.HEI]
        self._bold = scripts[Voice.HEI_BOLD]
        self.room: Frame = frame(_LAYOUT)
        size = _LAYOUT.font_size_pt
        self._places: Places = places_of(
            table(occasion), sample, self.room, size, self._body, self._bold
        )
        self._head: HeadStrip = set_head(table(occasion), self._places, 7.5, self._bold)

    def draw(self, page: CheckPage) -> str:
        """The operators of a page."""
        pen = Pen(self._small)
        top = self.room.top - _TOP_MM * MM
        self._title(pen, page)
        self._head.draw(pen, top)
        first = top - self._head.height
        for line in page.lines:
            self._line(pen, line, first - (line.row - 1) * _ROW)
        self._rules(pen, page, top, first)
        self._foot(pen, first - ROWS * _ROW)
        return pen.operators()

    def _title(self, pen: Pen, page: CheckPage) -> None:
        top, right = self.room.top, self.room.right
        code = _CODE_MM * MM
        draw_code(pen, self._occasion.mark_of(page.number), right - code, top, code)
        words = f"{self._occasion.area}　{page.group or '未填组'}"
        self._write(pen, "入户核对表", self.room.left, top - 10, _TITLE_PT, self._bold)
        self._write(pen, words, self.room.left + 92, top - 10, 12.5, self._bold)
        day = self._occasion.day
        facts = f"{self._occasion.survey}　　调查时点：{day.year}年{day.month}月{day.day}日"
        self._write(pen, facts, self.room.left, top - 32, _LINE_PT, self._body)
        number = f"第 {page.number} 页"
        of = f"共 {self._occasion.pages} 页"
        edge = right - code - 10
        self._write(pen, number, edge, top - 12, _PAGE_PT, self._bold, to_left=True)
        self._write(pen, of, edge, top - 32, _LINE_PT, self._body, to_left=True)

    def _write(
        self, pen: Pen, text: str, x: float, middle: float, size: float, script: Script,
        *, to_left: bool = False,
    ) -> None:  # fmt: skip
        room = self.room.width * 0.62
        clear = printable(text)
        fitted = min(size, room / max(script.measure(clear), 1))
        ink = script.ink(clear, fitted)
        pen.write(x - ink.width if to_left else x, middle, ink, fitted)

    def _line(self, pen: Pen, line: CheckLine, top: float) -> None:
        middle = top - _ROW / 2
        for number, column in enumerate(self._columns):
            text = printable(show(column.value(line)))
            if text:
                for x, above, ink in (cell := self._cell(number, text)).lines:
                    pen.write(x, middle + above, ink, cell.size)

    def _cell(self, number: int, text: str) -> Cell:
        left, width = self._places.lefts[number], self._places.widths[number]
        size = _ROW_PT if number == 0 else _LAYOUT.font_size_pt
        column = self._columns[number]
        fitted = fit(text, width - 2 * PAD, size, self._body.measure, may_wrap=column.wrap)
        fitted = _within(fitted)
        return set_cell(fitted, self._body, left, width, Align.CENTER)

    def _rules(self, pen: Pen, page: CheckPage, top: float, first: float) -> None:
        edges, bottom = self.room, first - ROWS * _ROW
        pen.line(edges.left, first, edges.right, first, _THICK)
        for at in range(1, ROWS):
            pen.line(edges.left, first - at * _ROW, edges.right, first - at * _ROW, _THIN)
        for line in page.lines:
            if line.begins and line.row > 1:
                edge = first - (line.row - 1) * _ROW
                pen.line(edges.left, edge, edges.right, edge, _THICK)
        for x in self._places.cuts:
            pen.line(x, first, x, bottom, _THIN)
        pen.frame(edges.left, bottom, edges.right, top, _THICK)

    def _foot(self, pen: Pen, bottom: float) -> None:
        for at, words in enumerate(_HOW):
            self._note(pen, words, bottom - 9 - at * 13)

    def _note(self, pen: Pen, words: str, middle: float) -> None:
        size = min(_NOTE_PT, self.room.width / self._body.measure(words))
        pen.write(self.room.left, middle, self._body.ink(words, size), size)


def _within(fitted: Fitted) -> Fitted:
    """What one line of the list has room for; the rest stands in the ledger."""
    most = max(int(_ROW / (fitted.size * LEADING)), 1)
    if len(fitted.lines) <= most:
        return fitted
    *kept, last = fitted.lines[:most]
    return Fitted((*kept, last[:-1] + "…"), fitted.size, cut=True)
