"""Importing an engine changes nothing that outlives it, and one that was imported before is silenced."""

from __future__ import annotations

import sys
import textwrap

from test_offline import without_network


def run(script: str) -> str:
    """What a script prints where there is neither a network nor a home to write to, and CI is not said."""
    command = ["env", "-u", "CI", "HOME=/proc", sys.executable, "-c", textwrap.dedent(script)]
    ended = without_network(*command)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_importing_leaves_the_process_as_it_was() -> None:
    script = """
        import os, socket, sys, tempfile
        from importlib import metadata
        from ocrkit.recognise.engines.silent import import_onnxruntime, import_openvino, import_paddleocr

        def state():
            names = ("openvino_telemetry", "matplotlib")
            known = [name in sys.modules for name in names]
            theirs = ("LD_LIBRARY_PATH", "AISTUDIO_LOG")  # set by cv2 and by paddlex, whoever imports them
            ours = {name: value for name, value in os.environ.items() if name not in theirs}
            return ours, socket.has_ipv6, metadata.version, metadata.version("matplotlib"), known

        before = state()
        import_openvino(), import_onnxruntime()
        with tempfile.TemporaryDirectory() as folder:
            import_paddleocr(folder)
        print(state() == before)
        import urllib3.util.connection
        print(urllib3.util.connection.HAS_IPV6 == socket.has_ipv6)
    """
    assert run(script).split() == ["True", "True"]


def test_a_program_may_import_the_telemetry_package_itself() -> None:
    script = """
        import sys
        import openvino_telemetry
        from ocrkit.recognise.engines.silent import import_openvino
        import_openvino()
        print(sys.modules["openvino_telemetry"] is openvino_telemetry)
        print(sys.modules["openvino.tools.ovc.telemetry_utils"].tm.__name__)
    """
    assert run(script).split() == ["True", "openvino.tools.ovc.telemetry_stub"]


def test_an_openvino_that_was_imported_before_sends_no_more() -> None:
    script = """
        import sys
        import openvino
        converter = [m for name, m in sys.modules.items() if name.startswith("openvino.tools.ovc")]
        print(len([m for m in converter if getattr(m, "tm", None)]) > 1)
        print({m.tm.__name__ for m in converter if hasattr(m, "tm")})
        from ocrkit.recognise.engines.silent import import_openvino
        print(import_openvino() is openvino)
        print({m.tm.__name__ for m in converter if hasattr(m, "tm")})
        openvino.tools.ovc.telemetry_utils.init_ovc_telemetry().send_event("a", "b", "c")
    """
    wanted = ["True", "{'openvino_telemetry'}", "True", "{'openvino.tools.ovc.telemetry_stub'}"]
    assert run(script).splitlines() == wanted


def test_an_onnxruntime_that_was_imported_before_is_told_to_be_silent() -> None:
    script = """
        import onnxruntime
        calls = []
        true = onnxruntime.disable_telemetry_events
        onnxruntime.disable_telemetry_events = lambda: calls.append(true())
        from ocrkit.recognise.engines.silent import import_onnxruntime
        print(import_onnxruntime() is onnxruntime, len(calls))
    """
    assert run(script).split() == ["True", "1"]


def test_openvino_is_still_the_whole_openvino() -> None:
    script = """
        from ocrkit.recognise.engines.silent import import_openvino
        print(callable(import_openvino().convert_model))
    """
    assert run(script).split() == ["True"]
