"""Tells what it was handed: one line of text a page. Misbehaves when a page's size says so."""

import os
import struct
import time


class System:
    """As a well-behaved system would be written."""

    version = "2.0"

    def __init__(self, threads):
        self.threads, self.documents = threads, 0
        print("libraries print what they like")

    def read(self, pages):
        """Each page's name; the process's number and count of documents tell one process from another."""
        self.documents += 1
        print("also while they read")
        for path in pages:
            misbehave(path)
        line = f"{os.getpid()} {self.documents} {self.threads} {os.environ['OMP_NUM_THREADS']}"
        found = [{"page": n, "seconds": 0.5, "lines": [{"text": path.name}]} for n, path in enumerate(pages, 1)]
        found[0]["lines"].append({"text": line})
        return {"pages": found, "stages": {"look": 0.5}}


def misbehave(path):
    """The width of the PNG says how."""
    (width,) = struct.unpack(">I", path.read_bytes()[16:20])
    if width == 13:
        raise ValueError("thirteen pixels are too few")
    if width == 14:
        os._exit(9)
    if width == 15:
        time.sleep(60)
