"""Reads a slip's PDF back: its text, its password, its fonts."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NumberObject


def open_pdf(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def text_of(pdf: bytes) -> str:
    """All text, without the breaks and blanks that come from laying it out."""
    return "".join(open_pdf(pdf).pages[0].extract_text().split())


def text_by_face(pdf: bytes, face: str) -> str:
    """The text drawn in one typeface, without blanks."""
    parts: list[str] = []

    def visit(text: str, _cm: Any, _tm: Any, font: Any, _size: Any) -> None:
        if font is not None and str(font["/BaseFont"]).endswith(face):
            parts.append(text)

    open_pdf(pdf).pages[0].extract_text(visitor_text=visit)
    return "".join("".join(parts).split())


def password_on(pdf: bytes) -> str:
    return text_by_face(pdf, "JetBrainsMonoNL-Regular")


def sizes_of_password(pdf: bytes) -> set[float]:
    """The type sizes the password is set in, in points."""
    sizes: set[float] = set()

    def visit(text: str, _cm: Any, _tm: Any, font: Any, size: Any) -> None:
        if text.strip() and font is not None and "JetBrains" in str(font["/BaseFont"]):
            sizes.add(float(size))

    open_pdf(pdf).pages[0].extract_text(visitor_text=visit)
    return sizes


def fonts_in(pdf: bytes) -> Iterator[DictionaryObject]:
    """Every font object in the file, used or not."""
    reader = open_pdf(pdf)
    size = reader.trailer["/Size"]
    assert isinstance(size, NumberObject)
    for number in range(1, size):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/Font":
            yield found
