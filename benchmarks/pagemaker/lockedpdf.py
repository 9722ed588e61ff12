"""A PDF of one scanned page that asks for a password.

Standard security handler, revision 3, RC4 with 128 bits (ISO 32000-1, 7.6.3, algorithms 2, 3 and 5): the one
that needs nothing but hashlib. It tests that a reader handles passwords; it protects nothing.
"""

from __future__ import annotations

import hashlib

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
PERMISSIONS = -4  # everything allowed
FILE_ID = hashlib.md5(b"ocrkit page maker").digest()


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4 of the data."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(len(data)), 0, 0
    for n, byte in enumerate(data):
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out[n] = byte ^ state[(state[i] + state[j]) & 255]
    return bytes(out)


def _rounds(key: bytes, data: bytes) -> bytes:
    """RC4 twenty times, each with the key XORed by the round's number."""
    for n in range(20):
        data = rc4(bytes(byte ^ n for byte in key), data)
    return data


def _hashed(data: bytes, times: int = 50) -> bytes:
    for _ in range(times + 1):
        data = hashlib.md5(data).digest()
    return data


def _keys(password: str) -> tuple[bytes, bytes, bytes]:
    """The file's key and the entries /O and /U (owner and user share the password)."""
    padded = (password.encode("latin-1") + PAD)[:32]
    owner = _rounds(_hashed(padded), padded)
    key = _hashed(padded + owner + PERMISSIONS.to_bytes(4, "little", signed=True) + FILE_ID)
    user = _rounds(key, hashlib.md5(PAD + FILE_ID).digest()) + bytes(16)
    return key, owner, user


def _stream(number: int, entries: str, data: bytes, key: bytes) -> bytes:
    """A stream object, encrypted with the key of its object number."""
    own = hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + rc4(own, data) + b"\nendstream"


def locked_pdf(jpeg: bytes, width: int, height: int, dpi: int, password: str) -> bytes:
    """A PDF of one page that shows a colour JPEG of ``width`` x ``height`` pixels at ``dpi``."""
    key, owner, user = _keys(password)
    w, h = width * 72 / dpi, height * 72 / dpi
    picture = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB"
        " /BitsPerComponent 8 /Filter /DCTDecode"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.2f} {h:.2f}] /Contents 4 0 R"
        " /Resources << /XObject << /P 5 0 R >> >> >>".encode(),
        _stream(4, "", f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /P Do Q".encode(), key),
        _stream(5, picture, jpeg, key),
        f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P {PERMISSIONS}"
        f" /O <{owner.hex()}> /U <{user.hex()}> >>".encode(),
    ]
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Encrypt 6 0 R".encode()
    out += f" /ID [<{FILE_ID.hex()}> <{FILE_ID.hex()}>] >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
