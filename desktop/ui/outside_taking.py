"""Taking a list of problems in from the window: chosen, asked about, taken, told."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError
from desktop.domain.partial_date import PartialDate
from desktop.services import outside_taking
from desktop.services.foreign_lists import NeedsPassword
from desktop.services.outside_taking import Taken
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.outside_list_dialog import OutsideListDialog
from desktop.ui.dialogs.secret_dialog import SecretDialog
from desktop.ui.jobs import in_thread

SHEETS = "表格 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.txt *.htm *.html)"


class OutsideTaking(QObject):
    """``taken(hash)`` once a list was taken in."""

    taken = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask(self) -> None:
        """Choose a list."""
        name, _ = QFileDialog.getOpenFileName(self._page, "选择疑点名单", "", SHEETS)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> OutsideListDialog:
        """Ask whose list it is, and take it in."""
        desk = self._desk
        dialog = OutsideListDialog(desk.look, file.name, desk.session.today(), parent=self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(partial(self._take, dialog, file, None))
        dialog.open()
        return dialog

    def _take(
        self,
        dialog: OutsideListDialog,
        file: Path,
        password: str | None,
        source: str,
        due: PartialDate | None,
        problem: str,
    ) -> None:
        again = partial(self._take, dialog, file)

        def refuse(error: Exception) -> None:
            if isinstance(error, NeedsPassword):
                secret = SecretDialog(self._desk.look, str(error), dialog)
                secret.submitted.connect(lambda word: again(word, source, due, problem))
                secret.open()
            elif isinstance(error, AppError):
                dialog.refuse(str(error))
            else:
                messages.show_error(dialog, error)

        def tell(done: Taken) -> None:
            dialog.close()
            self.taken.emit(done.file)
            messages.tell(self._page, "已收下", _words(done))

        work = in_thread(
            self._desk.session,
            outside_taking.take_in,
            file=file,
            source=source,
            due=due,
            problem=problem,
            password=password,
        )
        self._desk.jobs.start(dialog, "正在收名单", work, done=tell, failed=refuse)


def _words(done: Taken) -> str:
    lines = [f"收下 {done.taken:,} 条，其中 {done.matched:,} 条认出了台账里的人"]
    if done.clean:
        lines.append(f"没有写问题的 {done.clean:,} 行没有收")
    if done.answered:
        lines.append(f"来时已有答复的 {done.answered:,} 行没有收")
    if not done.returnable:
        lines.append("原表不是 .xlsx，回填时会另存为 .xlsx")
    return "\n".join(lines)
