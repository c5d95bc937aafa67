"""参数口径: the numbers and switches of rules and indicators, and the labour-age policies."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.entities import AgePolicy, RuleParameter
from desktop.domain.tables import Align, Column, Table, show
from desktop.services import lists
from desktop.services.roles import Role
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.widgets.editable_grid import EditableGrid, EditableModel
from desktop.ui.widgets.layout import button, column, frame, label, row

DEFAULT = "默认值，请按本县文件修改"
_VALUE_AT = 1
_POLICY: Table[AgePolicy] = Table(
    "劳动年龄口径",
    (
        Column("名称", lambda policy: policy.name, 82.0),
        Column("男起", lambda policy: policy.male_min, 14.0, Align.RIGHT),
        Column("男止", lambda policy: policy.male_max, 14.0, Align.RIGHT),
        Column("女起", lambda policy: policy.female_min, 14.0, Align.RIGHT),
        Column("女止", lambda policy: policy.female_max, 14.0, Align.RIGHT),
        Column("不含学生", lambda policy: policy.exclude_student, 20.0),
        Column("不含军人", lambda policy: policy.exclude_soldier, 20.0),
        Column("不含无劳动能力", lambda policy: policy.exclude_no_ability, 28.0),
        Column("默认", lambda policy: "默认" if policy.is_default else "", 16.0),
    ),
)


class ParametersPage(Page):
    """Each value is typed in its cell; everything is checked anew in the background."""

    shows = frozenset({"rule_parameter", "age_policy"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.may = desk.session.role >= Role.ADMIN
        self._defaults = lists.default_values()
        table: Table[RuleParameter] = Table(
            "规则参数",
            (
                Column("参数", lambda one: one.label, 76.0),
                Column("值", lambda one: one.value, 26.0),
                Column("单位", lambda one: one.unit, 18.0),
                Column("说明", self._note, 60.0),
            ),
        )
        self.parameters = EditableGrid(
            EditableModel(table, self._text, self._store, tone=self._tone), self.look
        )
        self.policies = EditableGrid(
            EditableModel(_POLICY, self._policy_text, self._store_policy), self.look
        )
        self.choose = button("设为默认口径", self.choose_policy)
        self.choose.setEnabled(self.may)
        self._lay_out()

    def _lay_out(self) -> None:
        margin = self.look.px(12)
        head = row(label("劳动年龄口径", "heading"), None, self.choose)
        head.setContentsMargins(margin, self.look.px(8), margin, self.look.px(4))
        title = row(label("规则和指标参数", "heading"), None, label(DEFAULT, "quiet"))
        title.setContentsMargins(margin, self.look.px(8), margin, self.look.px(4))
        split = QSplitter()
        split.setOrientation(split.orientation().Vertical)
        split.addWidget(frame(column(head, self.policies, gap=0, margin=1)))
        split.addWidget(frame(column(title, self.parameters, gap=0, margin=1)))
        split.setSizes([self.look.px(250), self.look.px(360)])
        split.setHandleWidth(self.look.px(10))
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)
        hint = "直接打字修改，回车保存并到下一格；改后自动重新核查全部人员。口径的年龄都含首尾。"
        words = hint if self.may else "只有管理员可以修改"
        self.body.addWidget(label(words, "small", wrap=True))

    def entry(self) -> QWidget:
        return self.parameters

    def reload(self) -> None:
        session = self.desk.session
        for grid, rows in (
            (self.policies, lists.age_policies(session)),
            (self.parameters, lists.parameters(session)),
        ):
            if grid.table.rowCount() == len(rows):
                grid.table.renew(rows)
            else:
                grid.table.set_rows(rows)

    def _note(self, parameter: RuleParameter) -> str:
        default = self._defaults.get(parameter.key or "")
        return DEFAULT if parameter.value == default else f"已按本县修改（默认 {default}）"

    def _tone(self, parameter: RuleParameter, shown: Column[RuleParameter]) -> str:
        if shown.label != "说明":
            return ""
        return "faint" if self._note(parameter) == DEFAULT else "good"

    def _text(self, parameter: RuleParameter, at: int) -> str | None:
        return (parameter.value or "") if self.may and at == _VALUE_AT else None

    def _store(self, parameter: RuleParameter, _at: int, text: str) -> bool:
        self._do(lists.set_parameter, key=parameter.key or "", value=text)
        return True

    def _policy_text(self, policy: AgePolicy, at: int) -> str | None:
        if not self.may or at >= len(lists.POLICY_FIELDS):
            return None
        return show(getattr(policy, lists.POLICY_FIELDS[at]))

    def _store_policy(self, policy: AgePolicy, at: int, text: str) -> bool:
        field = lists.POLICY_FIELDS[at]
        self._do(lists.set_age_policy, key=policy.key or "", field=field, value=text)
        return True

    def choose_policy(self) -> None:
        """Make the policy in hand the default one."""
        policy = self.policies.current_row()
        if isinstance(policy, AgePolicy):
            self._do(lists.choose_age_policy, key=policy.key or "")

    def _do(self, what: Any, **given: str) -> None:
        self.desk.jobs.start(
            self,
            "正在按新的参数核查",
            in_thread(self.desk.session, what, **given),
            done=lambda _: self.desk.told.emit("已修改，并重新核查完"),
            failed=partial(messages.show_error, self),
        )
