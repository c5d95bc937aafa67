"""The strip that says what long work is under way, how far it is, and lets the clerk give up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.ui.jobs import Job, Jobs
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, frame, label, row


class JobBar(QWidget):
    """Shown while a job runs."""

    def __init__(self, jobs: Jobs, look: Look) -> None:
        super().__init__()
        self._jobs = jobs  # kept: a connected signal does not keep its sender alive
        self._words = label("", "heading")
        self._count = label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(look.px(220))
        self._bar.setAccessibleName("进度")
        self._cancel = button("取消", self._give_up)
        line = row(self._words, self._bar, self._count, None, self._cancel, gap=look.px(12))
        line.setContentsMargins(look.px(14), look.px(6), look.px(8), look.px(6))
        line.setAlignment(self._bar, Qt.AlignmentFlag.AlignVCenter)
        outer = row(frame(line, "card", "hint"))
        outer.setContentsMargins(look.px(20), 0, look.px(20), look.px(8))
        self.setLayout(outer)
        self.hide()
        jobs.started.connect(self._show_job)
        jobs.progressed.connect(self._show_count)
        jobs.ended.connect(self._leave)

    def _show_job(self, job: Job) -> None:
        self._words.setText(job.title)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    def _show_count(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._count.setText(f"{done:,} / {total:,}")

    def _give_up(self) -> None:
        if self._jobs.running is not None:
            self._cancel.setEnabled(False)
            self._words.setText("正在取消…")
            self._jobs.running.cancel()

    def _leave(self, _: Job) -> None:
        self.hide()
