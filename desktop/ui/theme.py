"""The one theme: colours, type, spacing and the style sheet, light or dark, normal or big."""

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.services.seeds import resources

FAMILIES = ["Noto Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Source Han Sans SC"]


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour in use; nothing else in the window names one."""

    window: str
    side: str
    surface: str
    raised: str
    line: str
    line_soft: str
    text: str
    quiet: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    hover: str
    select: str
    error: str
    error_soft: str
    doubt: str
    doubt_soft: str
    hint: str
    hint_soft: str
    good: str
    good_soft: str


LIGHT = Colours(
    window="#f7f6f3", side="#eeece6", surface="#ffffff", raised="#fbfaf8",
    line="#dcd9d1", line_soft="#ebe9e3",
    text="#1f2826", quiet="#58635f", faint="#858e8a",
    accent="#2f6f6a", accent_hover="#275d59", on_accent="#ffffff", accent_soft="#e2eeec",
    hover="#f1efe9", select="#dcebe8",
    error="#b3382a", error_soft="#fae7e3", doubt="#8a5a00", doubt_soft="#fbefd5",
    hint="#2f5f96", hint_soft="#e4edf7", good="#2d6e3e", good_soft="#e2f1e4",
)  # fmt: skip

DARK = Colours(
    window="#1a1e1e", side="#151919", surface="#212727", raised="#262d2d",
    line="#39413f", line_soft="#2d3433",
    text="#e7ebe8", quiet="#a7b1ad", faint="#7e8985",
    accent="#5fb3a9", accent_hover="#74c3b9", on_accent="#0f1f1d", accent_soft="#23403d",
    hover="#2a3131", select="#2a4744",
    error="#f0887b", error_soft="#472622", doubt="#e5b45a", doubt_soft="#423417",
    hint="#8db7ea", hint_soft="#223349", good="#85c795", good_soft="#213d29",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a clerk wants the window: dark or light, big or normal letters."""

    dark: bool = False
    big: bool = False

    @property
    def colours(self) -> Colours:
        return DARK if self.dark else LIGHT

    @property
    def scale(self) -> float:
        return 1.22 if self.big else 1.0

    def px(self, size: float) -> int:
        """A size in pixels at the chosen size of letters."""
        return round(size * self.scale)

    @property
    def row(self) -> int:
        """The height of a row in a list."""
        return self.px(34)

    def width(self, width_mm: float) -> int:
        """How many pixels a column that is so wide on paper takes on screen."""
        return self.px(width_mm * 4.2)

    def colour(self, name: str) -> QColor:
        return QColor(getattr(self.colours, name))


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; what is missing falls back to the system's."""
    folder = resources() / "fonts"
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        if (folder / name).exists():
            QFontDatabase.addApplicationFont(str(folder / name))


def speak_chinese(app: QApplication) -> None:
    """Let Qt's own buttons and menus speak Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def apply(app: QApplication, look: Look) -> None:
    """Dress the whole application."""
    app.setStyle("Fusion")
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(look.px(14))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(font)
    app.setPalette(_palette(look))
    app.setStyleSheet(style_sheet(look))


def _palette(look: Look) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in {
        roles.Window: "window", roles.Base: "surface", roles.AlternateBase: "raised",
        roles.Button: "surface", roles.Text: "text", roles.WindowText: "text",
        roles.ButtonText: "text", roles.ToolTipBase: "surface", roles.ToolTipText: "text",
        roles.PlaceholderText: "faint", roles.Highlight: "select", roles.HighlightedText: "text",
        roles.Link: "accent",
    }.items():  # fmt: skip
        palette.setColor(role, look.colour(name))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, look.colour("faint"))
    return palette


def style_sheet(look: Look) -> str:
    """The style sheet of a look."""
    icons = (resources() / "icons").as_posix()
    sizes = {f"px{size}": f"{look.px(size)}px" for size in range(2, 41)}
    return Template(_SHEET).substitute(
        asdict(look.colours), icons=icons, tile=f"{look.px(102)}px", **sizes
    )


def icon_file() -> Path:
    """The program's own icon."""
    return resources() / "icons" / "app.svg"


_SHEET = """
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $px20; font-weight: 600; }
QLabel[role="heading"] { font-size: $px15; font-weight: 600; }
QLabel[role="number"] { font-size: $px28; font-weight: 600; }
QLabel[role="quiet"], QLabel[role="label"] { color: $quiet; }
QLabel[role="label"] { font-size: $px13; }
QLabel[role="small"] { color: $quiet; font-size: $px12; }
QLabel[role="unread"] { color: $error; background: $error_soft; border-radius: 4px;
  padding: 1px 6px; }
QLabel[role="problem"] { color: $error; }
QLabel[role="code"] { font-size: $px20; font-weight: 600; background: $raised;
  border: 1px solid $line; border-radius: 8px; padding: $px14; }
QLabel[tone="error"] { color: $error; } QLabel[tone="doubt"] { color: $doubt; }
QLabel[tone="hint"] { color: $hint; } QLabel[tone="good"] { color: $good; }

QFrame[role="card"] { background: $surface; border: 1px solid $line_soft; border-radius: 10px; }
QFrame[role="card"][tone="error"] { background: $error_soft; border-color: $error_soft; }
QFrame[role="card"][tone="doubt"] { background: $doubt_soft; border-color: $doubt_soft; }
QFrame[role="card"][tone="hint"] { background: $hint_soft; border-color: $hint_soft; }
QFrame[role="card"][tone="good"] { background: $good_soft; border-color: $good_soft; }
QFrame[role="popup"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="side"] { background: $side; border: none; border-right: 1px solid $line_soft; }
QFrame[role="bar"] { background: $window; border: none; }
QFrame[role="foot"] { background: $side; border: none; border-top: 1px solid $line_soft; }
QFrame[role="rule"] { background: $line_soft; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="drop"] { background: $raised; border: 2px dashed $line; border-radius: 12px; }
QFrame[role="drop"][over="true"] { border-color: $accent; background: $accent_soft; }
QFrame[role="toast"] { background: $text; border-radius: 10px; }
QFrame[role="toast"] QLabel { color: $window; }

QPushButton { background: $surface; border: 1px solid $line; border-radius: 7px; color: $text;
  padding: $px6 $px14; min-height: $px20; }
QPushButton:hover { background: $hover; } QPushButton:pressed { background: $select; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; background: $window; border-color: $line_soft; }
QPushButton[role="main"] { background: $accent; border-color: $accent; color: $on_accent;
  font-weight: 600; }
QPushButton[role="main"]:hover, QPushButton[role="main"]:focus { background: $accent_hover; }
QPushButton[role="main"]:disabled { background: $line; border-color: $line; color: $faint; }
QPushButton[role="link"] { background: transparent; border: none; color: $accent;
  padding: $px4 $px6; text-align: left; }
QPushButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus { background: $accent_soft; }
QPushButton[role="nav"] { background: transparent; border: none; border-radius: 8px;
  padding: $px8 $px10; text-align: left; color: $quiet; font-size: $px15; }
QPushButton[role="nav"]:hover { background: $hover; color: $text; }
QPushButton[role="nav"]:focus { border: 1px solid $accent; padding: $px7 $px9; }
QPushButton[role="nav"]:checked { background: $surface; color: $accent; font-weight: 600; }
QPushButton[role="chip"] { border-radius: $px14; padding: $px3 $px12; background: $surface; }
QPushButton[role="chip"]:checked { background: $accent_soft; border-color: $accent;
  color: $accent; }
QPushButton[role="tile"] { background: $surface; border: 1px solid $line_soft;
  border-radius: 10px; text-align: left; padding: 0; min-height: $tile; }
QPushButton[role="tile"]:hover { border-color: $accent; }
QPushButton[role="tile"]:focus { border-color: $accent; }

QLineEdit, QComboBox, QSpinBox, QDateEdit, QPlainTextEdit { background: $surface; color: $text;
  border: 1px solid $line; border-radius: 7px; padding: $px5 $px9; min-height: $px20;
  selection-background-color: $select; selection-color: $text; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QPlainTextEdit:focus {
  border: 1px solid $accent; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled { color: $faint; background: $window; }
QComboBox { padding-right: $px24; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: $px24; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($icons/chevron-down.svg);
  width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: none;
  padding: 4px; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: $px28; padding: 0 6px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator, QTreeWidget::indicator {
  width: $px16; height: $px16;
  border: 1px solid $faint; border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: $px8; }
QCheckBox::indicator:checked, QListWidget::indicator:checked, QTreeWidget::indicator:checked {
  background: $accent; border-color: $accent;
  image: url($icons/tick.svg); }
QRadioButton::indicator:checked { background: $accent; border: 4px solid $surface; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }

QTableView, QTreeView, QListView { background: $surface; border: none; outline: none;
  color: $text; selection-background-color: $select; selection-color: $text;
  gridline-color: $line_soft; alternate-background-color: $raised; }
QTableView { border-radius: 0; }
QTreeView::item, QListView::item { min-height: $px30; border-radius: 6px; padding: 0 4px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $select; color: $text; }
QTreeView { show-decoration-selected: 1; }
QTreeView::item { border-radius: 0; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: $select; }
QTreeView::branch:has-children:closed { image: url($icons/chevron-right.svg); }
QTreeView::branch:has-children:open { image: url($icons/chevron-down.svg); }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $quiet; border: none;
  border-bottom: 1px solid $line; padding: 0 $px8; height: $px32; font-size: $px13; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url($icons/chevron-down.svg); width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url($icons/chevron-up.svg); width: 10px; height: 10px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollArea, QScrollArea > QWidget > QWidget[role="sheet"] { background: transparent;
  border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $quiet; border: none; padding: $px8 $px14;
  border-bottom: 2px solid transparent; margin-right: 4px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { background: $accent_soft; }

QProgressBar { background: $line_soft; border: none; border-radius: 3px; min-height: 6px;
  max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QMenu { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 5px; }
QMenu::item { padding: $px6 $px24 $px6 $px12; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::separator { height: 1px; background: $line_soft; margin: 5px 8px; }
QDialog, QMessageBox { background: $window; }
QMessageBox QLabel { min-width: $px36; }
"""
