"""A workbook that Excel, WPS and LibreOffice open with a password only."""

import io

from msoffcrypto.format.ooxml import OOXMLFile


def locked(data: bytes, password: str) -> bytes:
    """The workbook encrypted (ECMA-376 agile: AES-256, SHA-512), in memory from end to end."""
    memory = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, memory)
    return memory.getvalue()
