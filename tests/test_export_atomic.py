import os

import pytest
from export_samples import SampleImages, sample_report

from ocrkit.errors import OutputError, OutputExistsError
from ocrkit.export import ExportSettings, atomic, check_free, write_report
from ocrkit.export.atomic import Writing


def listing(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_files_appear_together_and_nothing_else_stays(tmp_path):
    with Writing() as files:
        files.add(tmp_path / "a.txt", b"one")
        files.add(tmp_path / "sub" / "b.txt", b"two")
        assert not (tmp_path / "a.txt").exists()
    assert listing(tmp_path) == ["a.txt", "sub/b.txt"]
    assert (tmp_path / "sub" / "b.txt").read_bytes() == b"two"


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interrupted_write_leaves_the_old_files(tmp_path, fault):
    (tmp_path / "a.txt").write_bytes(b"old")

    def interrupted():
        with Writing() as files:
            files.add(tmp_path / "a.txt", b"new")
            raise fault

    with pytest.raises(fault):
        interrupted()
    assert listing(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_a_full_disk_in_the_middle_of_a_report(tmp_path, monkeypatch):
    out = tmp_path / "out"
    write_report(sample_report(), out)
    old = {p: p.read_bytes() for p in out.iterdir()}
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    changed = sample_report().model_copy(update={"agency": "another"})
    with pytest.raises(OutputError, match="No space left"):
        write_report(changed, out, force=True)
    assert {p: p.read_bytes() for p in out.iterdir()} == old


def test_ctrl_c_between_renames_leaves_whole_files_only(tmp_path, monkeypatch):
    rename, calls = os.replace, []

    def interrupted(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(atomic.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_report(sample_report(), tmp_path)
    assert listing(tmp_path) == ["report.json"]
    assert type(sample_report()).from_json(tmp_path / "report.json") == sample_report()


def test_an_existing_result_is_refused_before_any_page_is_loaded(tmp_path):
    (tmp_path / "report.csv").write_text("mine")
    images = SampleImages()
    with pytest.raises(OutputExistsError, match=r"report\.csv is there already.*--force"):
        write_report(sample_report(), tmp_path, images=images)
    assert images.asked == []
    assert listing(tmp_path) == ["report.csv"]
    write_report(sample_report(), tmp_path, images=images, force=True)
    assert (tmp_path / "report.csv").read_bytes()[:3] == b"\xef\xbb\xbf"


def test_a_dangling_link_counts_as_existing(tmp_path):
    (tmp_path / "report.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputExistsError):
        check_free(tmp_path, ["report.json"])


def test_an_output_folder_that_is_a_file(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot write there"):
        check_free(tmp_path / "out", ["report.json"])


def test_a_folder_in_the_place_of_a_result(tmp_path):
    (tmp_path / "report.json").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check_free(tmp_path, ["report.json"], force=True)


def test_each_page_is_loaded_once_and_missing_pages_are_no_error(tmp_path):
    images = SampleImages()
    paths = write_report(sample_report(), tmp_path, images=images)
    assert images.asked == [1, 2, 3]
    assert all(p.is_file() for p in paths)
    assert len([p for p in paths if p.parent.name == "doubtful"]) == 3


def test_only_the_formats_asked_for(tmp_path):
    write_report(sample_report(), tmp_path, settings=ExportSettings(formats=("json", "md"), crops=False))
    assert listing(tmp_path) == ["report.json", "report.md"]


def test_files_can_be_read_by_those_whom_the_umask_allows(tmp_path):
    before = os.umask(0o022)
    try:
        write_report(sample_report(), tmp_path, settings=ExportSettings(formats=("json",)))
    finally:
        os.umask(before)
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o644
