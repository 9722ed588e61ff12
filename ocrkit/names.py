"""File names of any bytes, as they are written wherever text must be Unicode: every output, message and screen."""

from __future__ import annotations


def shown_name(name: str) -> str:
    r"""The name or path, with every part of it that is not UTF-8 in ASCII: its other bytes stand as ``\xhh``.

    A name in GBK from an old archive, 年报.jpg, is shown as ``\xc4\xea\xb1\xa8.jpg``: no encoding is guessed at, and
    ``printf`` gives its bytes back. Parts that are UTF-8 stay as they are. The file itself is told apart by its hash,
    which stands beside it in a report.
    """
    return name if _is_unicode(name) else "/".join(map(_shown, name.split("/")))


def _shown(part: str) -> str:
    if _is_unicode(part):
        return part
    try:
        raw = part.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # no bytes of a file name, but half a character of UTF-16
        return part.encode(errors="backslashreplace").decode()
    return "".join(chr(byte) if byte < 0x80 else f"\\x{byte:02x}" for byte in raw)


def _is_unicode(text: str) -> bool:
    """Whether the text can be written as UTF-8; bytes that Python could not decode stand in it as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
