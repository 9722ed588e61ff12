"""Runs a command where given folders cannot be seen. Stand-alone: standard library only, Linux.

    unshare -rnmpf --mount-proc --kill-child python -IS confine.py '{"hide": [...], "keep": [...]}' COMMAND...

``unshare`` makes the namespaces: no network, no other processes, mounts of its own. Here every folder of ``hide`` is
covered by an empty file system, those of ``keep`` that lie in one are put back, and the rights that could undo this
are given up before the command takes this process's place.
"""

import ctypes
import json
import os
import sys

_BIND, _REC = 0x1000, 0x4000
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 24, 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

_libc = ctypes.CDLL(None, use_errno=True)


def main() -> None:
    """Cover, give up, go on as the command."""
    folders = json.loads(sys.argv[1])
    here = os.getcwd()
    kept = [(path, os.open(path, os.O_PATH)) for path in map(os.path.realpath, folders["keep"])]
    hidden = [os.path.realpath(path) for path in folders["hide"]]
    steps = sorted([*((path, None) for path in hidden), *kept], key=lambda step: (len(step[0]), step[1] is not None))
    for path, source in steps:
        if source is None and os.path.isdir(path):
            _mount("tmpfs", path, "tmpfs", 0, "mode=755")
        elif source is not None and any(_inside(path, other) for other in hidden):
            os.makedirs(path, exist_ok=True)
            _mount(f"/proc/self/fd/{source}", path, None, _BIND | _REC, None)
    for _, source in kept:
        os.close(source)
    os.chdir(here)
    _give_up_rights()
    os.execv(sys.argv[2], sys.argv[2:])


def _inside(path: str, folder: str) -> bool:
    return path != folder and os.path.commonpath([path, folder]) == folder


def _mount(source: str, target: str, kind: "str | None", flags: int, data: "str | None") -> None:
    given = [None if text is None else text.encode() for text in (source, target, kind, data)]
    if _libc.mount(given[0], given[1], given[2], ctypes.c_ulong(flags), given[3]):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), target)


def _give_up_rights() -> None:
    """Root here is root of this namespace only, and could still unmount: after this it cannot."""
    capability = 0
    while _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) == 0:
        capability += 1
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


if __name__ == "__main__":
    main()
