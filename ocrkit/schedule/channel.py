"""Messages over a pipe: each a pickle with its length before it. Both ends are processes of ours."""

from __future__ import annotations

import pickle
import struct
from threading import Lock
from typing import IO, Any

_LENGTH = struct.Struct("<Q")


class Sender:
    """Writes messages; several threads may."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lock = Lock()

    def send(self, message: object) -> None:
        """Raises ``OSError`` where nobody reads any more."""
        data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        with self._lock:
            self._stream.write(_LENGTH.pack(len(data)))
            self._stream.write(data)
            self._stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message. Raises ``EOFError`` where the other end is closed, be it in the middle of a message."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
