"""Small PDFs with text, made by hand: what is drawn and what the text says of it can be chosen apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 300  # points


@dataclass(frozen=True)
class Font:
    """Helvetica under a name, with the characters its map claims for some codes (None: no map at all)."""

    name: str = "F"
    claims: dict[str, str] | None = None
    base: str = "Helvetica"

    def objects(self, number: int) -> list[bytes]:
        """The font's object, with number ``number``, and that of its map."""
        link = f"/ToUnicode {number + 1} 0 R" if self.claims is not None else ""
        font = f"<</Type/Font/Subtype/Type1/BaseFont/{self.base}{link}>>".encode()
        return [font, _stream(_to_unicode(self.claims or {}))]


def text(words: str, x: float, y: float, size: float = 20, font: str = "F", before: str = "") -> str:
    """Operators that set ``words`` at (x, y) from the bottom left; ``before`` are operators inside the text."""
    return f"q BT {before} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET Q\n"


def actual(words: str, drawn: str) -> str:
    """What ``drawn`` draws, said to be ``words``."""
    return f"/Span <</ActualText ({words})>> BDC\n{drawn}EMC\n"


def text_pdf(
    content: str,
    fonts: Sequence[Font] = (Font(),),
    *,
    producer: str = "",
    page: str = "",
    resources: str = "",
    more: Sequence[bytes] = (),
) -> bytes:
    """A PDF of one page with this content.

    ``page`` are further entries of the page, ``resources`` of its resources; ``more`` are objects, numbered from 20.
    """
    named = "".join(f"/{font.name} {6 + 2 * i} 0 R" for i, font in enumerate(fonts))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R"
            f"/Resources<</Font<<{named}>>{resources}>>{page}>>"
        ).encode(),
        4: _stream(content),
        5: f"<</Producer({producer})>>".encode(),
    }
    for i, font in enumerate(fonts):
        objects |= dict(enumerate(font.objects(6 + 2 * i), 6 + 2 * i))
    objects |= dict(enumerate(more, 20))
    return _file(objects)


def _stream(data: str | bytes) -> bytes:
    data = data.encode("latin-1") if isinstance(data, str) else data
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data)


def _to_unicode(claims: dict[str, str]) -> str:
    """A map of single bytes to characters: each for itself, but for those that are claimed to be others."""
    codes = {chr(code): chr(code) for code in range(0x20, 0x7F)} | claims
    pairs = [f"<{ord(code):02x}> <{words.encode('utf-16-be').hex()}>" for code, words in codes.items() if words]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{body}endcmap end end"
    )


def _file(objects: dict[int, bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)
