"""PDFs that recurse, unpack, draw without end, are encrypted, nested, or are of sizes that no paper has."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pil

from benchmarks.hostile.model import Kind, Make
from benchmarks.hostile.pictures import encoded, page, pdf_of, saved

Rng = np.random.Generator


def kinds() -> list[Kind]:
    return [
        Kind("encrypted PDF without its password", _locked, "refused"),
        Kind("encrypted PDF with a wrong password", _locked, "refused", ("--password", "wrong")),
        Kind("encrypted PDF with its password", _locked, "read", ("--password", "secret")),
        Kind("PDF in a PDF", _nested),
        Kind("PDF whose page tree refers to itself", _self_tree, "refused"),
        Kind("PDF whose page tree is 2000 levels deep", _deep_tree),
        Kind("PDF whose form draws itself", _pdf(_self_form)),
        Kind("PDF of forms in forms, 12 levels of 8", _pdf(_billion_forms)),
        Kind("PDF of arrays in arrays, 20000 levels", _deep_arrays),
        Kind("PDF stream that unpacks to 500 MB", _pdf(_stream_bomb)),
        Kind("PDF stream packed three times", _pdf(_packed_thrice)),
        Kind("PDF image of 30000 x 30000", _pdf(_image_bomb), "refused"),
        Kind("PDF that draws for minutes", _pdf(_slow), "refused"),
        Kind("PDF page of 1 x 30000 points", _sized(1, 30_000)),
        Kind("PDF page of 0.01 x 0.01 points", _sized(0.01, 0.01)),
        Kind("PDF page of 10 million points", _sized(1e7, 1e7), "refused"),
        Kind("PDF page of negative size", _sized(-300, -200)),
        Kind("PDF page whose size is no number", _text_size),
        Kind("PDF of 3000 pages", _many, "refused", ("--max-pages", "20")),
        Kind("PDF without pages", lambda folder, rng: _put(folder, saved(pikepdf.new())), "refused"),
        Kind("PDF with scripts, links and files in it", _scripts, "read"),
        Kind("PDF image in an Indexed, Separation and Lab colour space", _pdf(_colours), "read"),
        Kind("PDF image with a mask of another size", _pdf(_masked)),
        Kind("PDF with a cross-reference table of nonsense", _broken_table),
        Kind("PDF turned by 45 and by 720 degrees", _turned),
        Kind("PDF with text of 0.001 and of 100000 points", _pdf(_text)),
    ]


def _put(folder: Path, data: bytes) -> list[Path]:
    (folder / "report.pdf").write_bytes(data)
    return [folder / "report.pdf"]


def _pdf(draw: Callable[[pikepdf.Pdf, pikepdf.Page], None], size: tuple[float, float] = (432, 269)) -> Make:
    def make(folder: Path, rng: Rng) -> list[Path]:
        pdf = pikepdf.new()
        drawn = pdf.add_blank_page()
        drawn.MediaBox = Array([0, 0, *size])
        draw(pdf, drawn)
        return _put(folder, saved(pdf))

    return make


def _whole() -> bytes:
    return pdf_of(Pil.fromarray(page()))


def _locked(folder: Path, rng: Rng) -> list[Path]:
    locked = pikepdf.Encryption(owner="owner", user="secret", R=6 if rng.random() < 0.5 else 4)
    return _put(folder, pdf_of(Pil.fromarray(page()), encryption=locked))


def _nested(folder: Path, rng: Rng) -> list[Path]:
    data = _whole()
    for _ in range(3):
        outer = pikepdf.new()
        outer.add_blank_page()
        outer.attachments["inner.pdf"] = data
        data = saved(outer)
    return _put(folder, data)


def _self_tree(folder: Path, rng: Rng) -> list[Path]:
    body = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>endobj"
    return _put(folder, f"%PDF-1.4\n{body} trailer<</Root 1 0 R>>\n%%EOF\n".encode())


def _deep_tree(folder: Path, rng: Rng) -> list[Path]:
    depth = 2000
    body = ["1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"]
    body += [f"{n} 0 obj<</Type/Pages/Count 1/Kids[{n + 1} 0 R]>>endobj" for n in range(2, depth)]
    body += [f"{depth} 0 obj<</Type/Page/Parent {depth - 1} 0 R/MediaBox[0 0 400 300]>>endobj"]
    return _put(folder, ("%PDF-1.4\n" + "\n".join(body) + "\ntrailer<</Root 1 0 R>>\n%%EOF\n").encode())


def _deep_arrays(folder: Path, rng: Rng) -> list[Path]:
    data = _whole()
    return _put(folder, data.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 20_000 + b"]" * 20_000))


def _named(things: Mapping[str, pikepdf.Object]) -> Dictionary:
    return Dictionary({f"/{name}": thing for name, thing in things.items()})


def _form(pdf: pikepdf.Pdf, content: bytes, **inner: pikepdf.Object) -> pikepdf.Object:
    return pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 432, 269]),
        Resources=Dictionary(XObject=_named(inner)),
    )


def _drawn(pdf: pikepdf.Pdf, drawn: pikepdf.Page, content: bytes, **things: pikepdf.Object) -> None:
    drawn.Resources = Dictionary(XObject=_named(things))
    drawn.Contents = pdf.make_stream(content)


def _self_form(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    form = _form(pdf, b"/F Do 10 10 50 50 re f /F Do")
    form.Resources.XObject.F = form
    _drawn(pdf, drawn, b"/F Do", F=form)


def _billion_forms(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    form = _form(pdf, b"0 0 1 1 re f")
    for _ in range(12):
        form = _form(pdf, b"/F Do " * 8, F=form)
    _drawn(pdf, drawn, b"/F Do", F=form)


def _stream_bomb(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(50)) + packer.flush()
    drawn.Contents = pikepdf.Stream(pdf, packed, Filter=Name.FlateDecode)


def _packed_thrice(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    data = b" " * 300_000_000
    for _ in range(3):
        data = zlib.compress(data, 9)
    drawn.Contents = pikepdf.Stream(pdf, data, Filter=Array([Name.FlateDecode] * 3))


def _image(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, colours: pikepdf.Object) -> pikepdf.Object:
    return pikepdf.Stream(
        pdf,
        zlib.compress(data, 9),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=colours,
        Filter=Name.FlateDecode,
    )


def _image_bomb(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    image = _image(pdf, bytes(30_000 * 1000), 30_000, 30_000, Name.DeviceGray)
    _drawn(pdf, drawn, b"432 0 0 269 0 0 cm /I Do", I=image)


def _slow(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    shade = Dictionary(Type=Name.ExtGState, ca=0.5, CA=0.5, BM=Name.Luminosity, SMask=Name("/None"), AIS=False)
    drawn.Resources = Dictionary(ExtGState=Dictionary(G=shade))
    drawn.Contents = pdf.make_stream(b"/G gs " + b"0 0 432 269 re f 9 w 0 0 m 99 400 400 -99 432 269 c S\n" * 60_000)


def _sized(width: float, height: float) -> Make:
    return _pdf(lambda pdf, drawn: None, (width, height))


def _text_size(folder: Path, rng: Rng) -> list[Path]:
    return _put(folder, _whole().replace(b"/MediaBox [ 0 0 ", b"/MediaBox [ (x) /y "))


def _many(folder: Path, rng: Rng) -> list[Path]:
    pdf = pikepdf.new()
    for _ in range(3000):
        pdf.add_blank_page(page_size=(200, 200))
    return _put(folder, saved(pdf))


def _scripts(folder: Path, rng: Rng) -> list[Path]:
    with pikepdf.open(io.BytesIO(_whole())) as pdf:
        run = Dictionary(S=Name.JavaScript, JS="app.launchURL('http://example.invalid/')")
        pdf.Root.OpenAction = run
        pdf.Root.AA = Dictionary(WC=run)
        pdf.attachments["run.exe"] = b"MZ" + bytes(500)
        pdf.pages[0].Annots = Array(
            [Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F="/bin/true"))]
        )
        return _put(folder, saved(pdf))


def _colours(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    height, width = page().shape
    tint = pdf.make_stream(
        b"{ dup dup 0 }",
        FunctionType=4,
        Domain=Array([0, 1]),
        Range=Array([0, 1] * 4),
    )
    spaces = (
        Array([Name.Indexed, Name.DeviceGray, 255, pikepdf.String(bytes(range(256)))]),
        Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint]),
        Array([Name.Lab, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]),
    )
    grey = page()
    lab = np.dstack([grey, np.full_like(grey, 128), np.full_like(grey, 128)])
    data = (grey.tobytes(), (255 - grey).tobytes(), lab.tobytes())
    images = [_image(pdf, d, width, height, s) for d, s in zip(data, spaces, strict=True)]
    places = b"".join(
        b"q 432 0 0 269 0 %d cm /%s Do Q " % (269 * n, name) for n, name in enumerate((b"A", b"B", b"C"))
    )
    drawn.MediaBox = Array([0, 0, 432, 807])
    _drawn(pdf, drawn, places, **dict(zip("ABC", images, strict=True)))


def _masked(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    height, width = page().shape
    image = _image(pdf, page().tobytes(), width, height, Name.DeviceGray)
    image.SMask = _image(pdf, bytes(range(256)) * 2, 512, 1, Name.DeviceGray)
    _drawn(pdf, drawn, b"432 0 0 269 0 0 cm /I Do", I=image)


def _broken_table(folder: Path, rng: Rng) -> list[Path]:
    data = encoded("PDF")
    at = data.rindex(b"startxref")
    return _put(folder, data[:at] + b"startxref\n%d\n%%%%EOF\n" % int(rng.integers(0, 2**40)))


def _turned(folder: Path, rng: Rng) -> list[Path]:
    with pikepdf.open(io.BytesIO(pdf_of(Pil.fromarray(page()), Pil.fromarray(255 - page())))) as pdf:
        pdf.pages[0].Rotate, pdf.pages[1].Rotate = 45, 720
        return _put(folder, saved(pdf))


def _text(pdf: pikepdf.Pdf, drawn: pikepdf.Page) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawn.Resources = Dictionary(Font=Dictionary(F=font))
    sizes = (0.001, 12, 100_000)
    drawn.Contents = pdf.make_stream(
        b"".join(b"BT /F %f Tf 20 %d Td (2021 12 345) Tj ET " % (size, 60 * n + 20) for n, size in enumerate(sizes))
    )
