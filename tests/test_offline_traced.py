"""Nothing is sent and nothing is kept: every command under a tracer, with a home of its own and CI unset.

Allowed are the exceptions that docs/offline.md names, and no others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from tracer import House, Traced

ENGINES = ("auto", "openvino", "onnxruntime", "paddleocr")
SAMPLE = Path(__file__).parent / "data" / "sample"

OCRKIT = [sys.executable, "-m", "ocrkit.cli.main"]
Run = Callable[..., Traced]


def _page() -> np.ndarray:
    image = np.full((560, 900), 250, np.uint8)
    cv2.putText(image, "Report 2021", (60, 70), cv2.FONT_HERSHEY_DUPLEX, 1.4, 0, 2, cv2.LINE_AA)
    for y in (150, 270, 390, 510):
        cv2.line(image, (60, y), (840, y), 20, 3)
    for x in (60, 320, 580, 840):
        cv2.line(image, (x, 150), (x, 510), 20, 3)
        for y in (150, 270, 390) if x < 840 else ():
            cv2.putText(image, str(x + y), (x + 60, y + 75), cv2.FONT_HERSHEY_DUPLEX, 1.4, 0, 2, cv2.LINE_AA)
    return image


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    cv2.imwrite(str(house.page), _page())
    return house


def silent(house: House, *command: str, code: int = 0) -> None:
    run = house.run(*command)
    assert run.run.returncode == code, run.run.stderr
    assert set(run.sockets) <= {"AF_UNIX"}
    assert house.strays(run) == []


def scored(house: House) -> Path:
    """A document whose values are known, for ``benchmark``."""
    folder = house.page.parent / "documents" / "one"
    folder.mkdir(parents=True)
    (folder / "page1.png").write_bytes(house.page.read_bytes())
    cells = {"new_received": {"natural_person": {"value": 12, "kind": "number"}}}
    truth = {"pages": [{"file": "page1.png"}], "requests": {"edition": "2021", "partial": True, "cells": cells}}
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder.parent


def test_the_tracer_sees_sockets_and_files(house: House) -> None:
    script = """
        import os, socket, subprocess, sys, threading
        from pathlib import Path
        home = Path(os.environ["HOME"])
        def thread():
            socket.socket(socket.AF_INET6)
            (home / "a").write_text("a")
        worker = threading.Thread(target=thread)
        worker.start(); worker.join()
        subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], check=True)
        os.mkdir(home / "b"); os.rename(home / "a", home / "c"); os.remove(home / "c")
        os.rmdir(home / "b")
        open("here", "w").close(); os.remove("here")
        try:
            open("/proc/nothing-there", "w")
        except OSError:
            pass
    """
    run = house.run(sys.executable, "-c", "\n".join(line[8:] for line in script.splitlines()))
    assert run.run.returncode == 0, run.run.stderr
    assert {"AF_INET", "AF_INET6"} <= set(run.sockets)
    wanted = [*(str(house.home / name) for name in "abc"), str(house.work / "here"), "/proc/nothing-there"]
    assert sorted(house.strays(run)) == sorted(wanted)


@pytest.mark.parametrize("engine", ["openvino", "onnxruntime", "paddleocr"])
def test_read_sends_and_keeps_nothing(house: House, engine: str) -> None:
    debug = house.out / "debug"
    silent(house, *OCRKIT, "read", str(house.page), "-o", str(house.out), "--engine", engine, "--debug", str(debug))
    assert (debug / "index.html").exists()


def test_doctor_sends_and_keeps_nothing(house: House) -> None:
    silent(house, *OCRKIT, "doctor")


def test_the_workers_of_benchmark_send_and_keep_nothing(house: House) -> None:
    silent(house, *OCRKIT, "benchmark", str(scored(house)), "-o", str(house.out))


def test_the_library_sends_and_keeps_nothing(house: House) -> None:
    script = f"import ocrkit; ocrkit.read_report({str(house.page)!r}); ocrkit.read_tables({str(house.page)!r})"
    silent(house, sys.executable, "-c", script)


@pytest.mark.prove
def test_an_archive_sends_and_keeps_nothing(house: House) -> None:
    """Everything that is done with an archive; its folder is the output."""
    (house.page.parent / "scans").mkdir()
    house.page.rename(house.page.parent / "scans" / "page1.png")
    silent(house, *OCRKIT, "digitize", str(house.page.parent / "scans"), "-o", str(house.out), "--workers", "1")
    out = str(house.out)
    for command in (["status", out], ["export", out], ["query", out, "select 1"], ["summary", out]):
        silent(house, *OCRKIT, *command)


@pytest.mark.prove
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("command", ["read", "table", "benchmark"])
def test_every_command_with_every_engine(house: House, command: str, engine: str) -> None:
    given = str(SAMPLE if command == "benchmark" else SAMPLE / "page2.jpg")
    silent(house, *OCRKIT, command, given, "-o", str(house.out), "--engine", engine)


@pytest.mark.prove
@pytest.mark.parametrize("ending", [".pdf", ".tif", ".jp2", ".gif", ".webp"])
def test_every_kind_of_file(house: House, ending: str) -> None:
    page = house.page.with_suffix(ending)
    Image.open(house.page).save(page)
    silent(house, *OCRKIT, "read", str(page), "-o", str(house.out))
