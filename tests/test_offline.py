"""Nothing touches the network at run time: the engines start and read in a namespace that has none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap

import pytest

_WITHOUT_NETWORK = ("unshare", "-rn")


def without_network(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command where there is no network; skips where that is not permitted, except in CI."""
    refused = "" if shutil.which("unshare") else "there is no unshare"
    if not refused:
        probe = subprocess.run([*_WITHOUT_NETWORK, "true"], capture_output=True, text=True, check=False)
        refused = probe.stderr.strip() or "unshare failed" if probe.returncode else ""
    if refused and os.environ.get("CI") == "true":
        pytest.fail(f"CI must run this without a network: {refused}")
    if refused:
        pytest.skip(f"no namespace without a network here: {refused}")
    return subprocess.run([*_WITHOUT_NETWORK, *command], capture_output=True, text=True, check=False, timeout=240)


def test_the_namespace_has_no_network() -> None:
    connect = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=5)"
    run = without_network(sys.executable, "-c", connect)
    assert run.returncode != 0
    assert "unreachable" in run.stderr


def test_engines_read_without_network_and_without_a_home_to_write_to() -> None:
    script = """
        import cv2
        import numpy as np
        from ocrkit.engines import default_engines
        from ocrkit.settings import ReadSettings

        line = np.full((80, 420), 255, np.uint8)
        cv2.putText(line, "2021 1234", (40, 55), cv2.FONT_HERSHEY_DUPLEX, 1.4, 0, 2, cv2.LINE_AA)
        page = np.full((400, 800), 255, np.uint8)
        page[100:180, 200:620] = line
        for engine in ("openvino", "onnxruntime", "paddleocr"):
            engines = default_engines(ReadSettings(engine=engine))
            print(engines.crops.read([line])[0].text.replace(" ", ""))
            for found in engines.lines.lines(page):
                print(found.text.replace(" ", ""))
    """
    run = without_network("env", "HOME=/proc", sys.executable, "-c", textwrap.dedent(script))
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == 3 * ["20211234", "20211234"]
