"""What is done to a round from the window: begun, taken on, back, reported, corrected."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from desktop.domain import asking
from desktop.domain.entities import SurveyAnswer, SurveyRound
from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.domain.kinds import Ref
from desktop.services import (
    corrections,
    people,
    round_asks,
    round_covers,
    round_steps,
    rounds,
)
from desktop.services.prints import Made
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.asks_dialog import AsksDialog
from desktop.ui.dialogs.correction_dialog import CorrectionDialog
from desktop.ui.dialogs.new_round_dialog import NewRound, NewRoundDialog
from desktop.ui.jobs import in_thread

_ARCHIVE = (
    "归档后这一轮的答案不能再改，只能用“更正”另记一笔。\n报出的数字从此固定。确定归档“{name}”吗？"
)
_NOT_CORRECTED = {"changed", "employment_status"}


class RoundActions(QObject):
    """Asks, does, and tells; the page hears of it from the ledger."""

    added = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask_new(self) -> NewRoundDialog:
        """Ask what a new round is."""
        session = self._desk.session
        book, own = session.ledger.book, session.ledger.fact("area")
        kinds = [(one.key or "", one.label or "") for one in book.items("round_kind")]
        scopes = [("", book.area_label(own))]
        scopes += [(village.place.id, village.place.name)
                   for village in people.villages(session) if village.place.id != own]  # fmt: skip
        policies = sorted(
            (
                ("" if one.is_default else key, one.name or key)
                for key, one in book.policies.items()
            ),
            key=lambda choice: choice[0] != "",
        )
        dialog = NewRoundDialog(
            self._desk.look, kinds, scopes, policies, session.today(), self._page
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(self._add)
        dialog.open()
        return dialog

    def _add(self, wanted: NewRound) -> None:
        try:
            made = rounds.add(
                self._desk.session,
                name=wanted.name,
                kind=wanted.kind,
                flow=wanted.flow,
                reference_date=wanted.reference_date,
                due=wanted.due,
                scope=wanted.scope,
                age_policy=wanted.age_policy,
            )
        except AppError as error:
            messages.show_error(self._page, error)
            return
        self.added.emit(made.id)
        self._desk.told.emit(f"已新建“{made.name}”，可以打印核对表了")

    def ask_forth(self, found: SurveyRound) -> None:
        """Take a round on: the archive asks first, and errors ask whether to go without them."""
        step = round_steps.next_step(found)
        if step == rounds.ARCHIVED:
            said = _ARCHIVE.format(name=found.name)
            messages.ask(self._page, "归档", said, "归档", partial(self._forth, found))
            return
        held = round_steps.held_back(self._desk.session, found.id)
        if step in round_steps.REPORTS and held:
            messages.ask(
                self._page, "还有错误没有改",
                f"{len(held)} 户有错误。带错上报时，这些户先不计入上报，其余照报，错误列在封面上。",
                "带错上报", partial(self._forth, found, with_errors=True),
            )  # fmt: skip
        else:
            self._forth(found)

    def _forth(self, found: SurveyRound, *, with_errors: bool = False) -> None:
        try:
            now = round_steps.advance(
                self._desk.session, survey=found.id, with_errors=with_errors
            )  # fmt: skip
        except AppError as error:
            messages.show_error(self._page, error)
            return
        self._desk.told.emit(f"“{now.name}”已到：{now.state}")
        if with_errors:
            self.ask_cover(now)

    def ask_back(self, found: SurveyRound) -> None:
        """Ask why a round is to be taken one step back."""
        dialog = QInputDialog(self._page)
        dialog.setWindowTitle("退回上一步")
        dialog.setLabelText(f"“{found.name}”退回上一步的原因：")
        dialog.setOkButtonText("退回")
        dialog.setCancelButtonText("取消")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(partial(self._back, found))
        dialog.open()

    def _back(self, found: SurveyRound, reason: str) -> None:
        try:
            now = round_steps.step_back(self._desk.session, survey=found.id, reason=reason)
        except AppError as error:
            messages.show_error(self._page, error)
            return
        self._desk.told.emit(f"“{now.name}”已退回：{now.state}")

    def ask_cover(self, found: SurveyRound) -> None:
        """Ask where the cover is to lie."""
        proposal = plain_file_name(f"{found.name}_上报封面", ".pdf")
        name, _ = QFileDialog.getSaveFileName(
            self._page, "存到哪里", proposal, "PDF 文件 (*.pdf)"
        )  # fmt: skip
        if name:
            self.save_cover(found, Path(name))

    def save_cover(self, found: SurveyRound, file: Path) -> None:
        """Write the cover."""
        work = in_thread(self._desk.session, round_covers.pdf, survey=found.id, file=file)
        self._desk.jobs.start(
            self._page, "正在生成上报封面", work, done=self._show_made,
            failed=partial(messages.show_error, self._page),
        )  # fmt: skip

    def _show_made(self, made: Made) -> None:
        held = f"，列出 {made.rows} 处错误" if made.rows else ""
        messages.tell(self._page, "已保存", f"{made.file.name}\n共 {made.pages} 页{held}")

    def ask_asks(self, found: SurveyRound) -> AsksDialog:
        """Ask what the round asks more or less of than usual."""
        dictionary = self._desk.session.ledger.dictionary
        dialog = AsksDialog(
            self._desk.look, found.name or "", asking.movable(dictionary),
            asking.read(found.asks, dictionary), self._page,
        )  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(partial(self._set_asks, found))
        dialog.open()
        return dialog

    def _set_asks(self, found: SurveyRound, asks: tuple[str, ...]) -> None:
        try:
            round_asks.set_asks(self._desk.session, survey=found.id, asks=asks)
        except AppError as error:
            messages.show_error(self._page, error)
            return
        told = f"已调整 {len(asks)} 项" if asks else "全部照常提问"
        self._desk.told.emit(f"“{found.name}”{told}")

    def ask_correction(self, found: SurveyRound) -> CorrectionDialog:
        """Ask what is to be corrected."""
        session = self._desk.session
        declared = session.ledger.dictionary[SurveyAnswer].fields
        fields = [
            (field.name, field.label)
            for field in declared
            if not isinstance(field.kind, Ref) and field.name not in _NOT_CORRECTED
        ]
        dialog = CorrectionDialog(
            self._desk.look, found.name or "", fields, partial(people.find, session), self._page
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(partial(self._correct, found))
        dialog.open()
        return dialog

    def _correct(self, found: SurveyRound, person: str, field: str, text: str, reason: str) -> None:
        try:
            cell = corrections.correct(
                self._desk.session, survey=found.id, person=person, field=field, text=text,
                reason=reason,
            )  # fmt: skip
        except AppError as error:
            messages.show_error(self._page, error)
            return
        self._desk.told.emit(f"已更正为：{cell.shown or '空'}")
