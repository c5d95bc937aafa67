"""An .xlsx file as the parts it is made of: what is not edited is written back byte by byte."""

import io
import posixpath
import zipfile
from copy import deepcopy

from lxml import etree

from desktop.domain.errors import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SAVE_AS = "这个文件的格式不能套表，请用Excel或WPS另存为普通的“.xlsx”再选"
Element = etree._Element  # noqa: SLF001 - the library has no other name for it


def tag(name: str) -> str:
    """A name of the spreadsheet language as the parser has it."""
    return f"{{{MAIN}}}{name}"


class FormPackage:
    """The parts of a workbook; those that were edited are written anew."""

    def __init__(self, data: bytes) -> None:
        """Open a workbook.

        Raises:
            Refused: if it is no plain .xlsx workbook.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._parts = {info.filename: archive.read(info) for info in archive.infolist()}
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError) as error:
            raise Refused(_SAVE_AS) from error
        self._trees: dict[str, Element] = {}
        self._edited: set[str] = set()
        self.workbook_part = self._find_workbook()
        self.workbook = self.read(self.workbook_part)
        if self.workbook.tag != tag("workbook"):
            raise Refused(_SAVE_AS)

    def _find_workbook(self) -> str:
        if _TYPES_PART not in self._parts:
            raise Refused(_SAVE_AS)
        for override in self.read(_TYPES_PART):
            if override.get("ContentType") == _WORKBOOK_TYPE:
                return (override.get("PartName") or "").lstrip("/")
        raise Refused(_SAVE_AS)

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def has(self, part: str) -> bool:
        return part in self._parts

    def read(self, part: str) -> Element:
        """A part as a tree that is only looked at."""
        if part not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                self._trees[part] = etree.fromstring(self._parts[part], parser)
            except (etree.XMLSyntaxError, KeyError) as error:
                raise Refused("模板文件已损坏，请用Excel或WPS打开后另存一份再选") from error
        return self._trees[part]

    def edit(self, part: str) -> Element:
        """A part as a tree that is written anew."""
        self._edited.add(part)
        return self.read(part)

    def sheets(self) -> list[tuple[str, str]]:
        """The worksheets in order: their names, and the parts they are in."""
        targets = {ident: part for ident, kind, part in self.relations(self.workbook_part)
                   if kind == "worksheet"}  # fmt: skip
        listed = self.workbook.iterfind(f"{tag('sheets')}/{tag('sheet')}")
        found = [(one.get("name", ""), one.get(f"{{{_OFFICE}}}id", "")) for one in listed]
        return [(name, targets[ident]) for name, ident in found if ident in targets]

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """What a part goes on to inside the file: id, last word of the kind, and part."""
        file = _relations_of(part)
        if file not in self._parts:
            return []
        folder = posixpath.dirname(part)
        return [
            (
                one.get("Id", ""),
                one.get("Type", "").rpartition("/")[2],
                _resolved(folder, one.get("Target", "")),
            )
            for one in self.read(file)
            if one.get("TargetMode") != "External"
        ]

    def drop(self, part: str) -> None:
        """Take a part away, with what the workbook says of it."""
        del self._parts[part]
        for one in list(self.edit(_TYPES_PART)):
            if one.get("PartName") == f"/{part}":
                one.getparent().remove(one)  # type: ignore[union-attr]
        relations = self.edit(_relations_of(self.workbook_part))
        folder = posixpath.dirname(self.workbook_part)
        for one in list(relations):
            if _resolved(folder, one.get("Target", "")) == part:
                relations.remove(one)

    def copy_sheet(self, model: str, name: str) -> str:
        """Add a copy of a worksheet's part as it is now, behind all sheets; the new part."""
        sheets = self.edit(self.workbook_part).find(tag("sheets"))
        if sheets is None:
            raise Refused(_SAVE_AS)
        number = 1 + sum(part.startswith("xl/worksheets/") for part in self._parts)
        part = self._copy_part(model, f"xl/worksheets/form{number}.xml")
        self._copy_relations(model, part, number)
        relations = self.edit(_relations_of(self.workbook_part))
        ident = f"form{number}"
        etree.SubElement(
            relations,
            f"{{{_RELATIONS}}}Relationship",
            {"Id": ident, "Type": f"{_OFFICE}/worksheet", "Target": f"/{part}"},
        )
        last = max(int(one.get("sheetId", "0")) for one in sheets)
        etree.SubElement(
            sheets,
            tag("sheet"),
            {"name": name, "sheetId": str(last + 1), f"{{{_OFFICE}}}id": ident},
        )
        return part

    def _copy_part(self, model: str, part: str) -> str:
        self._parts[part] = b""
        self._trees[part] = deepcopy(self.read(model))
        self._edited.add(part)
        types = self.edit(_TYPES_PART)
        known = {one.get("PartName"): one.get("ContentType", "") for one in types}
        kind = known.get(f"/{model}")
        if kind:
            named = {"PartName": f"/{part}", "ContentType": kind}
            etree.SubElement(types, f"{{{_TYPES}}}Override", named)
        return part

    def _copy_relations(self, model: str, part: str, number: int) -> None:
        """A copy has its own drawing; printer settings and pictures may be shared."""
        file = _relations_of(model)
        if file not in self._parts:
            return
        copied = deepcopy(self.read(file))
        folder = posixpath.dirname(model)
        for one in copied:
            kind = one.get("Type", "").rpartition("/")[2]
            if kind == "drawing":
                drawing = _resolved(folder, one.get("Target", ""))
                one.set("Target", f"/{self._copy_drawing(drawing, number)}")
            elif kind not in {"printerSettings", "hyperlink"}:
                raise Refused("模板里有批注、图表或控件，不能一人一张，请先删去，或改成一人一行")
        new = _relations_of(part)
        self._parts[new], self._trees[new] = b"", copied
        self._edited.add(new)

    def _copy_drawing(self, drawing: str, number: int) -> str:
        if any(kind != "image" for _, kind, _ in self.relations(drawing)):
            raise Refused("模板里有图表，不能一人一张，请先删去，或改成一人一行")
        part = self._copy_part(drawing, f"xl/drawings/form{number}.xml")
        if _relations_of(drawing) in self._parts:
            self._parts[_relations_of(part)] = self._parts[_relations_of(drawing)]
        return part

    def data(self) -> bytes:
        """The whole file."""
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                archive.writestr(name, self._written(name) if name in self._edited else content)
        return memory.getvalue()

    def _written(self, part: str) -> bytes:
        written: bytes = etree.tostring(
            self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return written


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
