"""Each operation on a household: what it asks, what it says it will do, and the verb behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.codebook import CodeBook
from desktop.domain.facts import Family, Member
from desktop.services import household_operations, person_operations
from desktop.services.moving import Operation
from desktop.services.session import Session
from desktop.ui.dialogs.operation_form import Answers, Form, Options, Part, Question

Do = Callable[[Session, str, Answers], Operation]
AskFor = Callable[[Family, CodeBook], Form]


@dataclass(frozen=True, slots=True)
class Declared:
    """One operation; ``do`` is given the household's id and what was answered."""

    words: str
    ask: AskFor
    do: Do


def _members(family: Family, *, but_head: bool = False) -> Options:
    return tuple(
        (member.person.id, _words(member))
        for member in family.members
        if not (but_head and member.is_head)
    )


def _words(member: Member) -> str:
    name = member.person.name or "没有姓名"
    return f"{name}（{member.membership.relation or '关系未填'}）"


def _whose(family: Family) -> str:
    head = family.head
    return f"{(head.person.name or '没有姓名') if head else '没有户主的'}户"


def _one(label: str, options: Options, name: str = "person") -> Question:
    return Question(name=name, label=label, part=Part.ONE, options=options)


def _relation(book: CodeBook, *, first: str = "", needed: bool = False) -> Question:
    offered = tuple((item.key or "", item.label or "") for item in book.items("relation"))
    return Question(name="relation", label="与户主关系", part=Part.RELATION, options=offered,
                    needed=needed, first=first)  # fmt: skip


def _home(label: str, *, needed: bool = True) -> Question:
    return Question(name="into", label=label, part=Part.HOUSEHOLD, needed=needed)


def _split(family: Family, _: CodeBook) -> Form:
    return Form(
        title="分户",
        yes="分户",
        about=f"从{_whose(family)}分出一户，村、组、住址照原户。",
        questions=(
            Question(name="persons", label="分出去的人", part=Part.SEVERAL,
                     options=_members(family)),
            Question(name="head", label="新户主", part=Part.ONE, among="persons"),
            Question(name="number", label="新户编号", part=Part.WORDS, needed=False,
                     hint="不填就自动往下编"),
        ),
        reasons=("结婚分户", "兄弟分家", "户口簿已分", "买房另立户"),
        say=lambda said: (
            f"{said.read('persons')}从{_whose(family)}分出，成立新户，户主{said.read('head')}；"
            "与新户主的关系能推出的自动填，推不出的随后问。"
        ),
    )  # fmt: skip


def _do_split(session: Session, household: str, said: Answers) -> Operation:
    return household_operations.split(
        session, household=household, persons=said["persons"], head=said["head"],
        reason=said.reason, on=said.on, household_no=said["number"] or None,
    )  # fmt: skip


def _join(family: Family, _: CodeBook) -> Form:
    return Form(
        title="并户",
        yes="并户",
        about=f"{_whose(family)}的 {len(family.members)} 人全部并到另一户。",
        questions=(_home("并到哪一户"),),
        reasons=("户口簿合为一户", "老人随子女", "投靠亲属", "重复建户"),
        say=lambda said: (
            f"{_whose(family)}的人都并入{said.read('into')}，本户标为“并入”，不再统计；"
            "各人与那边户主的关系随后问。"
        ),
    )


def _do_join(session: Session, household: str, said: Answers) -> Operation:
    return household_operations.join(
        session, household=household, into=said["into"], reason=said.reason, on=said.on
    )


def _head(family: Family, _: CodeBook) -> Form:
    return Form(
        title="户主变更",
        yes="变更户主",
        about=f"现在的户主：{_whose(family).removesuffix('户')}",
        questions=(_one("新户主", _members(family, but_head=True)),),
        reasons=("户主去世", "户主年老", "户口簿已变更", "登记错误"),
        say=lambda said: (
            f"{said.read('person')}成为户主；各人与户主的关系能推出的自动改，推不出的随后问。"
        ),
    )


def _do_head(session: Session, household: str, said: Answers) -> Operation:
    return household_operations.change_head(
        session, household=household, person=said["person"], reason=said.reason, on=said.on
    )


def _move_in(family: Family, book: CodeBook) -> Form:
    return Form(
        title="迁入",
        yes="迁入",
        about=f"有人落户到{_whose(family)}。台账里有的人请搜出来，没有的写姓名。",
        questions=(
            Question(name="name", label="姓名", part=Part.WORDS, needed=False,
                     hint="台账里没有的人写这里"),
            Question(name="person", label="台账里的人", part=Part.PERSON, needed=False),
            _relation(book),
        ),
        reasons=("出生", "婚迁", "投靠亲属", "回迁", "退役返乡", "毕业迁回", "收养"),
        say=lambda said: (
            f"{said.words.get('person') or said.read('name')}迁入{_whose(family)}，"
            f"与户主关系：{said.words.get('relation') or '随后填'}。"
        ),
    )  # fmt: skip


def _do_move_in(session: Session, household: str, said: Answers) -> Operation:
    return person_operations.move_in(
        session, household=household, person=said["person"], name=said["name"],
        relation=said["relation"], reason=said.reason, on=said.on,
    )  # fmt: skip


def _move_out(family: Family, _: CodeBook) -> Form:
    return Form(
        title="迁出",
        yes="迁出",
        about="迁到台账以外的地方；迁到台账里另一户请用“移动成员”。",
        questions=(_one("谁迁出", _members(family)),),
        reasons=("户口迁往外地", "升学迁出", "参军", "婚迁", "出国定居"),
        say=lambda said: f"{said.read('person')}标为“迁出”，留在名册上，不再统计。",
    )


def _do_move_out(session: Session, _: str, said: Answers) -> Operation:
    return person_operations.move_out(
        session, person=said["person"], reason=said.reason, on=said.on
    )


def _death(family: Family, _: CodeBook) -> Form:
    return Form(
        title="死亡登记",
        yes="登记",
        about="去世的人留在名册上，不再统计。",
        questions=(_one("谁去世了", _members(family)),),
        reasons=("病故", "年老去世", "意外", "户口已注销"),
        say=lambda said: f"{said.read('person')}标为“死亡”，在做的工作到这天为止。",
    )


def _do_death(session: Session, _: str, said: Answers) -> Operation:
    return person_operations.die(session, person=said["person"], reason=said.reason, on=said.on)


def _move(family: Family, book: CodeBook) -> Form:
    return Form(
        title="移动成员",
        yes="移动",
        about="户籍换到台账里的另一户。",
        questions=(_one("谁移动", _members(family)), _home("移到哪一户"), _relation(book)),
        reasons=("登记错户", "投靠亲属", "婚迁", "老人随子女"),
        say=lambda said: (
            f"{said.read('person')}从{_whose(family)}移到{said.read('into')}，"
            f"与那边户主的关系：{said.words.get('relation') or '随后填'}。"
        ),
    )


def _do_move(session: Session, _: str, said: Answers) -> Operation:
    return person_operations.move(
        session, person=said["person"], into=said["into"], relation=said["relation"],
        reason=said.reason, on=said.on,
    )  # fmt: skip


def _marry(family: Family, book: CodeBook) -> Form:
    kinds = (("外嫁", "外嫁"), ("入赘", "入赘"))
    return Form(
        title="外嫁、入赘",
        yes="办理",
        about="嫁到或入赘到台账里的户就搜出那一户；台账以外的不用填。",
        questions=(
            _one("谁", _members(family, but_head=True)),
            Question(name="kind", label="种类", part=Part.ONE, options=kinds, first="外嫁"),
            _home("到哪一户", needed=False),
            _relation(book, first="配偶"),
            Question(name="keep", label="户口没有迁走（空挂）", part=Part.TICK, needed=False),
        ),
        reasons=("结婚", "婚迁"),
        say=_say_marry,
    )


def _say_marry(said: Answers) -> str:
    who, into = said.read("person"), said.words.get("into", "")
    if said["keep"]:
        lives = f"常住{into}" if into else "人在外地"
        return f"{who}婚姻状况改为已婚，{lives}，户口仍在本户（空挂）。"
    went = f"户口移到{into}" if into else "标为“迁出”"
    return f"{who}婚姻状况改为已婚，{went}。"


def _do_marry(session: Session, _: str, said: Answers) -> Operation:
    return person_operations.marry(
        session, person=said["person"], kind=said["kind"], reason=said.reason, into=said["into"],
        relation=said["relation"], keep_register=said["keep"], on=said.on,
    )  # fmt: skip


def _status(status: str, told: str, reasons: tuple[str, ...]) -> AskFor:
    def ask(family: Family, _: CodeBook) -> Form:
        return Form(
            title=status,
            yes="确定",
            about="",
            questions=(),
            reasons=reasons,
            say=lambda _said: f"{_whose(family)}标为“{status}”，{told}",
        )

    return ask


def _do_status(status: str) -> Do:
    return lambda session, household, said: household_operations.set_status(
        session, household=household, status=status, reason=said.reason, on=said.on
    )


DECLARED: tuple[Declared | None, ...] = (
    Declared("分户…", _split, _do_split),
    Declared("并户…", _join, _do_join),
    Declared("户主变更…", _head, _do_head),
    None,
    Declared("迁入…", _move_in, _do_move_in),
    Declared("迁出…", _move_out, _do_move_out),
    Declared("移动成员…", _move, _do_move),
    Declared("外嫁、入赘…", _marry, _do_marry),
    Declared("死亡登记…", _death, _do_death),
    None,
    Declared("整户在外…", _status("整户在外", "照常统计。", ("全家外出务工", "随子女进城")),
             _do_status("整户在外")),
    Declared("空挂…", _status("空挂", "人不在本村居住。", ("人已搬走，户口未迁", "长年不在村")),
             _do_status("空挂")),
    Declared("整户迁出…", _status("整户迁出", "不再统计。", ("全家迁往外地", "移民搬迁")),
             _do_status("整户迁出")),
    Declared("销户…", _status("销户", "不再统计。", ("户内已无人", "户口簿已注销", "重复建户")),
             _do_status("销户")),
    Declared("恢复在册…", _status("在册", "恢复统计。", ("返回居住", "登记错误")),
             _do_status("在册")),
)  # fmt: skip
"""The operations in the order of the menu; None is a line between them."""
