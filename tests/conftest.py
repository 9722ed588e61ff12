"""The command speaks the language of the locale: the tests expect English unless they ask for another."""

import os

import pytest
from not_yet import NOT_YET

os.environ["LC_ALL"] = "C.UTF-8"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of ``not_yet.py`` are known to fail, and must."""
    for item in items:
        if why := NOT_YET.get(item.nodeid):
            item.add_marker(pytest.mark.xfail(reason=why, strict=True))
