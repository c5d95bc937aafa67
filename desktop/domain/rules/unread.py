"""Rules 1, 9, 25, 38, 43: what was typed or seen and could not be read as its field."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto

from desktop.domain.dictionary import Field
from desktop.domain.finding import Severity
from desktop.domain.id_number import BadIdNumber, looks_truncated, parse_id_number
from desktop.domain.kinds import Area, Code, IdNumber, Kind, Phone, Words
from desktop.domain.reading import Unreadable
from desktop.domain.record import Record
from desktop.domain.rules.context import Context
from desktop.domain.rules.registry import Hit, Hits, Scope, at, rule
from desktop.domain.rules.view import House, View

_CHECKED_PAPERS = frozenset({None, "居民身份证", "港澳台居民居住证"})
_ELSEWHERE = "这类证件不是18位身份证号，请把号码填到“其他证件号”"
_ID_ADVICE = "对照身份证或户口簿，改正身份证号"
_TRUNCATED_ADVICE = "找原始登记表或身份证，把18位号码重新填上；不要凭表格里的数字猜"
_CODE_ADVICE = "从可选项中选一个意思相同的；确实没有的，请县里在代码表中增加"
_PHONE_ADVICE = "打电话或入户核对，填11位手机号，或带区号的座机号"
_VALUE_ADVICE = "按提示改成能识别的写法；问不到的清空，原来写的记到备注"


class _Sort(Enum):
    ID_NUMBER = auto()
    TRUNCATED = auto()
    CODE = auto()
    PHONE = auto()
    VALUE = auto()


@rule(1, Severity.ERROR, Scope.PERSON, title="身份证号不符合规则", advice=_ID_ADVICE, always=True)
def id_number_is_valid(view: View, context: Context) -> Hits:
    for record, field, text in _cells(view.unread, _Sort.ID_NUMBER, context):
        hit = at(record, field.name, text, f"{view.who}的身份证号“{text}”不对：{_defect(text)}")
        if view.person.id_type not in _CHECKED_PAPERS:
            hit = replace(hit, severity=Severity.DOUBT, advice=_ELSEWHERE)
        yield hit


@rule(
    38,
    Severity.ERROR,
    Scope.PERSON,
    title="身份证号疑似被Excel截断",
    advice=_TRUNCATED_ADVICE,
    always=True,
)
def id_number_kept_its_digits(view: View, context: Context) -> Hits:
    for record, field, text in _cells(view.unread, _Sort.TRUNCATED, context):
        message = f"{view.who}的身份证号“{text}”疑似被Excel截断，后几位已丢失"
        yield at(record, field.name, text, message)


@rule(
    9, Severity.ERROR, Scope.PERSON, title="填的内容不在可选项中", advice=_CODE_ADVICE, always=True
)
def choice_is_in_the_list(view: View, context: Context) -> Hits:
    for record, field, text in _cells(view.unread, _Sort.CODE, context):
        yield _not_in_list(view.who, record, field, text)


@rule(
    9,
    Severity.ERROR,
    Scope.HOUSEHOLD,
    title="户的内容不在可选项中",
    advice=_CODE_ADVICE,
    always=True,
)
def choice_of_household_is_in_the_list(house: House, context: Context) -> Hits:
    for record, field, text in _cells(house.unread, _Sort.CODE, context):
        yield _not_in_list(house.name, record, field, text)


@rule(25, Severity.ERROR, Scope.PERSON, title="电话号码不对", advice=_PHONE_ADVICE, always=True)
def phone_can_be_dialled(view: View, context: Context) -> Hits:
    for record, field, text in _cells(view.unread, _Sort.PHONE, context):
        yield _not_a_phone(view.who, record, field, text)


@rule(
    25, Severity.ERROR, Scope.HOUSEHOLD, title="户联系电话不对", advice=_PHONE_ADVICE, always=True
)
def phone_of_household_can_be_dialled(house: House, context: Context) -> Hits:
    for record, field, text in _cells(house.unread, _Sort.PHONE, context):
        yield _not_a_phone(house.name, record, field, text)


@rule(43, Severity.ERROR, Scope.PERSON, title="内容无法识别", advice=_VALUE_ADVICE, always=True)
def value_can_be_read(view: View, context: Context) -> Hits:
    for record, field, text in _cells(view.unread, _Sort.VALUE, context):
        yield _unreadable(view.who, record, field, text, context)


@rule(
    43, Severity.ERROR, Scope.HOUSEHOLD, title="户的内容无法识别", advice=_VALUE_ADVICE, always=True
)
def value_of_household_can_be_read(house: House, context: Context) -> Hits:
    for record, field, text in _cells(house.unread, _Sort.VALUE, context):
        yield _unreadable(house.name, record, field, text, context)


def _cells(
    records: Iterable[Record], sort: _Sort, context: Context
) -> Iterator[tuple[Record, Field, str]]:
    for record in records:
        for name, text in record.unread.items():
            field = _field(record, name, context)
            if _sort(field.kind, text) is sort:
                yield record, field, text


def _field(record: Record, name: str, context: Context) -> Field:
    declared = context.dictionary[record.entity_name].by_name.get(name)
    return declared or Field(record.entity_name, name, Kind(name))


def _sort(kind: Kind, text: str) -> _Sort:
    match kind:
        case IdNumber():
            return _Sort.TRUNCATED if looks_truncated(text) else _Sort.ID_NUMBER
        case Phone():
            return _Sort.PHONE
        case Words():
            return _Sort.VALUE
        case Code() | Area():
            return _Sort.CODE
    return _Sort.VALUE


def _not_in_list(who: str, record: Record, field: Field, text: str) -> Hit:
    return at(record, field.name, text, f"{who}的{field.label}“{text}”不在可选项中")


def _not_a_phone(who: str, record: Record, field: Field, text: str) -> Hit:
    return at(record, field.name, text, f"{who}的{field.label}“{text}”不是完整的电话号码")


def _unreadable(who: str, record: Record, field: Field, text: str, context: Context) -> Hit:
    hit = at(record, field.name, text, f"{who}的{field.label}“{text}”无法识别，已按原样保留")
    return replace(hit, advice=_how_to_write(field.kind, text, context))


def _how_to_write(kind: Kind, text: str, context: Context) -> str:
    try:
        kind.read(text, context.book)
    except Unreadable as defect:
        _, _, wanted = str(defect).partition("，请")
        return f"请{wanted}；问不到的清空，原来写的记到备注" if wanted else ""
    except NotImplementedError:
        pass
    return ""


def _defect(text: str) -> str:
    try:
        parse_id_number(text)
    except BadIdNumber as defect:
        return str(defect).partition("，请")[0].removeprefix("身份证号")
    return "当时没能读出"
