"""Keeps the libraries' own chatter away from the user."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator

from ocrkit.cli.output import ErrorStream

_ENVIRONMENT = {
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
    "GLOG_minloglevel": "3",
    "ORT_LOGGING_LEVEL": "3",
    "OPENCV_LOG_LEVEL": "ERROR",
}


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """While the library works: no warnings, no log lines below errors, and nothing but ours on stdout."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(ErrorStream()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
