"""The user's model folder: listed files must be the listed ones, own models are taken as they are."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from ocrkit.cli.main import main
from ocrkit.errors import WeightsError
from ocrkit.recognise.engines.manifest import Role, manifest
from ocrkit.recognise.engines.weights import FOLDER_VARIABLE, load_weights

LISTED = manifest().of("read lines")


def own_model(folder: Path, name: str, data: bytes = b"weights") -> None:
    (folder / name).mkdir()
    (folder / name / "inference.onnx").write_bytes(data)
    (folder / name / "inference.yml").write_text(f"Global:\n  model_name: {name}\n", encoding="utf-8")


def test_a_wrong_hash_is_refused(tmp_path: Path) -> None:
    (tmp_path / LISTED.file).write_bytes(b"something else")
    with pytest.raises(WeightsError) as caught:
        load_weights("read lines", tmp_path)
    message = str(caught.value)
    assert str(tmp_path / LISTED.file) in message
    assert LISTED.sha256 in message
    assert hashlib.sha256(b"something else").hexdigest() in message
    assert caught.value.remedy


def test_one_changed_byte_is_a_wrong_hash(tmp_path: Path) -> None:
    data = bytearray(load_weights("read lines").data)
    data[len(data) // 2] ^= 1
    (tmp_path / LISTED.file).write_bytes(data)
    with pytest.raises(WeightsError, match="expected"):
        load_weights("read lines", tmp_path)


def test_a_models_own_folder_is_taken_and_its_hash_recorded(tmp_path: Path) -> None:
    own_model(tmp_path, "PP-OCRv5_server_rec", b"own")
    own_model(tmp_path, "PP-OCRv5_server_det")
    loaded = load_weights("read lines", tmp_path)
    assert (loaded.name, loaded.listed, loaded.data) == ("PP-OCRv5_server_rec", False, b"own")
    assert loaded.sha256 == hashlib.sha256(b"own").hexdigest()
    assert loaded.config is not None


def test_the_folder_can_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_model(tmp_path, "my_rec")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert load_weights("read lines").name == "my_rec"


@pytest.mark.parametrize("role", ["find lines", "read lines"])
def test_an_empty_folder_is_an_error_not_a_fallback(tmp_path: Path, role: Role) -> None:
    with pytest.raises(WeightsError, match=f"has no weights to {role}") as caught:
        load_weights(role, tmp_path)
    assert caught.value.file == str(tmp_path)
    assert manifest().of(role).file in caught.value.remedy
    assert "inference.onnx" in caught.value.remedy


def test_what_the_folder_lacks_does_not_come_from_elsewhere(tmp_path: Path) -> None:
    shutil.copy(load_weights("read lines").path, tmp_path / LISTED.file)
    assert load_weights("read lines", tmp_path).sha256 == LISTED.sha256
    with pytest.raises(WeightsError, match="has no weights to find lines"):
        load_weights("find lines", tmp_path)


def test_the_command_refuses_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = str(Path(__file__).parent / "data" / "sample" / "page1.jpg")
    models = tmp_path / "models"
    models.mkdir()
    for given in (["--models", str(models)], []):
        assert main(["table", page, "-o", str(tmp_path / "out"), *given]) == 1
        said = capsys.readouterr().err
        assert f"{models}: the model folder has no weights" in said
        assert not list((tmp_path / "out").glob("*"))
        monkeypatch.setenv(FOLDER_VARIABLE, str(models))


def test_two_models_of_one_role_are_not_chosen_between(tmp_path: Path) -> None:
    own_model(tmp_path, "one_rec")
    own_model(tmp_path, "two_rec")
    with pytest.raises(WeightsError, match="more than one"):
        load_weights("read lines", tmp_path)


@pytest.mark.parametrize("text", ["", "Global: 3", "{", "Global: {}"])
def test_a_broken_model_description_is_named(tmp_path: Path, text: str) -> None:
    own_model(tmp_path, "broken_rec")
    (tmp_path / "broken_rec" / "inference.yml").write_text(text, encoding="utf-8")
    with pytest.raises(WeightsError, match=r"inference\.yml"):
        load_weights("read lines", tmp_path)


def test_a_model_without_its_weights_is_named(tmp_path: Path) -> None:
    own_model(tmp_path, "empty_rec")
    (tmp_path / "empty_rec" / "inference.onnx").unlink()
    with pytest.raises(WeightsError, match=r"inference\.onnx"):
        load_weights("read lines", tmp_path)


def test_a_folder_that_is_not_there_is_an_error_not_a_fallback(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="does not exist"):
        load_weights("read lines", tmp_path / "none")
