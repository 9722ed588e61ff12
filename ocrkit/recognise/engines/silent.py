"""The libraries that run networks, imported so that they send nothing and keep nothing of what is read.

OpenVINO posts an event to its maker whenever it is imported, by the package ``openvino_telemetry``, and writes a
client id to ``~/intel``; it has a stand-in of its own for where that package is absent. ONNX Runtime (1.32) keeps
events and a device id under ``~/.cache``, to be uploaded. PaddleOCR makes folders in the home directory, looks for
its model hosts, and imports what opens an internet socket to see whether there is such a thing. All of it is off
before they are imported. Where the program that uses ocrkit imported one before, what that did cannot be undone, but
nothing more is sent (``docs/offline.md``).

The environment and Python's own modules are as they were when an import is over.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator, MutableMapping
from importlib import import_module, metadata
from typing import Any

_IMPORTING = threading.RLock()
"""Held while the process differs from what it was: engines start in threads."""

_TELEMETRY = "openvino_telemetry"
_CONVERTER = "openvino.tools.ovc"
_PLOTTING = "matplotlib"


def import_openvino() -> Any:
    """The module ``openvino``, silent. Raises ``ImportError``."""
    with _IMPORTING:
        early = "openvino" in sys.modules
        # None is Python's entry for a module that is not to be had
        with _entries(sys.modules, {_TELEMETRY: None}):
            openvino = import_module("openvino")
        if early:
            _silence_converter()
    return openvino


def import_onnxruntime() -> Any:
    """The module ``onnxruntime``, silent. Raises ``ImportError``."""
    with _IMPORTING:
        early = "onnxruntime" in sys.modules
        with _entries(os.environ, {"ORT_DISABLE_TELEMETRY": "1"}):
            onnxruntime = import_module("onnxruntime")
        if early:
            onnxruntime.disable_telemetry_events()
    return onnxruntime


def import_paddleocr(cache: str) -> Any:
    """The module ``paddleocr``, silent; ``cache`` is a folder for what it keeps. Raises ``ImportError``."""
    import_onnxruntime()  # or PaddleOCR would be the first to import it
    variables = {"PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True"}
    if "PADDLE_PDX_CACHE_HOME" not in os.environ:
        variables["PADDLE_PDX_CACHE_HOME"] = cache
    with _IMPORTING, _entries(os.environ, variables), _not_installed(_PLOTTING):
        _import_urllib3()
        return import_module("paddleocr")


def _silence_converter() -> None:
    """Give an OpenVINO that was imported with its telemetry the stand-in that it has for where there is none."""
    loaded = [module for name, module in list(sys.modules.items()) if name.startswith(_CONVERTER)]
    senders = [module for module in loaded if getattr(getattr(module, "tm", None), "__name__", "") == _TELEMETRY]
    if senders:
        silent = import_module(f"{_CONVERTER}.telemetry_stub")
        for module in senders:
            module.tm = silent  # type: ignore[attr-defined]


def _import_urllib3() -> None:
    """Import urllib3 without the internet socket by which it asks, when imported, whether IPv6 is to be had.

    It is taken to be: an address that cannot be reached is passed over all the same.
    """
    if "urllib3.util.connection" in sys.modules:
        return
    able = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import_module("urllib3.util.connection").HAS_IPV6 = able  # type: ignore[attr-defined]
    finally:
        socket.has_ipv6 = able


@contextlib.contextmanager
def _not_installed(name: str) -> Iterator[None]:
    """In the block the package metadata know nothing of ``name``: paddlex asks them whether to import it.

    It would import matplotlib, which lists the machine's fonts in the home directory, to draw pictures of training
    data. Nothing is done where that has been imported already.
    """
    true_version = metadata.version

    def version(distribution_name: str) -> str:
        if distribution_name == name:
            raise metadata.PackageNotFoundError(name)
        return true_version(distribution_name)

    if name not in sys.modules:
        metadata.version = version
    try:
        yield
    finally:
        metadata.version = true_version


@contextlib.contextmanager
def _entries(mapping: MutableMapping[str, Any], entries: dict[str, Any]) -> Iterator[None]:
    """In the block ``mapping`` has these entries; after it, what it had under their keys."""
    before = {key: mapping[key] for key in entries if key in mapping}
    mapping.update(entries)
    try:
        yield
    finally:
        for key in entries:
            mapping.pop(key, None)
        mapping.update(before)
