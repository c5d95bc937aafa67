"""What the upkeep of villages and groups asks."""

from collections.abc import Sequence

from desktop.ui.dialogs.operation_form import Form, Options, Part, Question


def _name(label: str, first: str = "", hint: str = "") -> Question:
    return Question(name="name", label=label, part=Part.WORDS, first=first, hint=hint)


def new_village() -> Form:
    """A village that the national list does not have."""
    return Form(
        title="新增村",
        yes="新增",
        about="国家代码表里没有的村或社区，本单位自己加。",
        questions=(_name("村名", hint="如 新民村"),),
        say=lambda said: f"本单位多一个“{said.read('name')}”，可以往里登记户。",
        with_reason=False,
        with_day=False,
    )


def other_name(name: str) -> Form:
    """Another name of a village."""
    return Form(
        title="村改名",
        yes="改名",
        about=f"现在叫“{name}”，代码和户都不变。",
        questions=(_name("新村名", name),),
        say=lambda said: f"“{name}”改叫“{said.read('name')}”。",
        with_reason=False,
        with_day=False,
    )


def merged(name: str, households: int, others: Options) -> Form:
    """Into which village one is merged."""
    return Form(
        title="并村",
        yes="并入",
        about=f"“{name}”的 {households} 户全部移过去，本村停用。",
        questions=(Question(name="into", label="并入哪个村", part=Part.ONE, options=others),),
        say=lambda said: f"{households} 户从“{name}”移到“{said.read('into')}”，“{name}”停用。",
        with_reason=False,
    )


def closed(name: str) -> Form:
    """From which day on a village or group is not used any more."""
    return Form(
        title="停用",
        yes="停用",
        about="还有户在册的不能停用，先并到别处。",
        questions=(),
        say=lambda _said: f"“{name}”从这天起停用，不再出现在列表和报表里。",
        with_reason=False,
    )


def new_group(village: str) -> Form:
    """A group before any household is in it."""
    return Form(
        title="新增组",
        yes="新增",
        about=f"在“{village}”加一个组。",
        questions=(_name("组名", hint="如 12组"),),
        say=lambda said: f"“{village}”多一个“{said.read('name')}”。",
        with_reason=False,
        with_day=False,
    )


def other_group(name: str, households: int, names: Sequence[str]) -> Form:
    """Another name of a group; one that is in use merges the two."""
    return Form(
        title="组改名或并组",
        yes="改名",
        about=f"现在叫“{name}”；写成本村已有的组名，就并到那个组。",
        questions=(_name("新组名", name),),
        say=lambda said: (
            f"“{name}”的 {households} 户并入“{said['name']}”。"
            if said["name"] in names
            else f"“{name}”改叫“{said.read('name')}”，{households} 户跟着改。"
        ),
        with_reason=False,
        with_day=False,
    )
