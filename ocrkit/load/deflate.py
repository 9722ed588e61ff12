"""Whether deflated data are whole: zlib's checksum tells, which decoders of images do not look at."""

from __future__ import annotations

import zlib

_CHUNK = 1 << 20


def deflated_fault(data: bytes) -> str | None:
    """What is wrong with deflated data: "damaged" or "cut short"; None where they unpack to their end."""
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(data, _CHUNK)
        while not unpacker.eof and unpacker.unconsumed_tail:
            unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    except zlib.error:
        return "damaged"
    return None if unpacker.eof else "cut short"
