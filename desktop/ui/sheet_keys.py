"""The keys of a household's sheet: what each does, and how the list of them reads."""

from collections.abc import Mapping, Sequence

GROUPS: Mapping[str, Sequence[tuple[str, str]]] = {
    "填写": (
        ("直接打字", "填写这一格"),
        ("回车 / Tab", "存下，到下一格"),
        ("Shift+Tab", "回到上一格"),
        ("↑ ↓", "上一人、下一人；列表打开时选一项"),
        ("F2", "修改原有内容，打开可选项"),
        ("Delete", "清空这一格"),
        ("Ctrl+D", "同上一人"),
        ("Esc", "放弃正在打的字"),
        ("Ctrl+Z / Ctrl+Y", "撤销、重做"),
    ),
    "成员和户": (
        ("Ctrl+Enter", "加成员"),
        ("Ctrl+Shift+D", "照这个人再加一行"),
        ("Ctrl+J", "换了工作"),
        ("F3", "人员卡片"),
        ("F4", "更多项目"),
        ("F6", "表格、明细、入户情况之间切换"),
        ("PgDn / PgUp", "下一户、上一户"),
        ("Ctrl+N", "新增户"),
        ("F12", "办理：分户、迁入迁出、户主变更……"),
    ),
    "无变化和疑点": (
        ("F8", "这个人无变化"),
        ("Shift+F8", "全户无变化，到下一户"),
        ("Ctrl+F8", "本组其余的户无变化"),
        ("F7", "答复这一格的疑点"),
    ),
    "审核": (
        ("F9", "通过；退回的改好了"),
        ("Shift+F9", "退回这一户"),
        ("Ctrl+M", "在这一格写意见"),
        ("F10", "访问记录，再访"),
    ),
}
_LOOKING = (("F3", "card"), ("Ctrl+S", "saved"), ("F4", "more"), ("F6", "turn"),
            ("PgDown", "next"), ("PgUp", "previous"))  # fmt: skip
_KEYING = (
    ("Ctrl+N", "household"),
    ("Ins", "member"),
    ("Ctrl+Return", "member"),
    ("Ctrl+Enter", "member"),
    ("Ctrl+Shift+D", "duplicate"),
    ("Ctrl+J", "job"),
    ("Ctrl+D", "copy"),
    ("F7", "answer"),
    ("F8", "unchanged"),
    ("Shift+F8", "all_unchanged"),
    ("Ctrl+F8", "rest_unchanged"),
    ("F9", "accept"),
    ("Shift+F9", "return"),
    ("Ctrl+M", "remark"),
    ("F10", "visits"),
    ("F12", "operations"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+Y", "redo"),
)


def keys(*, can_key: bool) -> Sequence[tuple[str, str]]:
    """Each key and what it does; whoever may only read has few."""
    return (*_LOOKING, *_KEYING) if can_key else _LOOKING
