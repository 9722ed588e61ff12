import fcntl
import os
import sys
from pathlib import Path
from subprocess import run

import pytest
from export_samples import SampleImages, sample_report

from ocrkit.errors import OutputError, OutputExistsError
from ocrkit.export import ExportSettings, ResultFolder, former_report, journal, named, write_report


def listing(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def put(out, files, *, force=True):
    with ResultFolder(out, named(["a.txt", "sub/b.txt"]), force) as results:
        return results.put(files)


def test_files_appear_together_and_nothing_else_stays(tmp_path):
    with ResultFolder(tmp_path / "deep" / "out", named(["a.txt"])) as results:
        assert list((tmp_path / "deep" / "out").iterdir()) == []
        results.put({"a.txt": b"one", "sub/b.txt": b"two"})
    assert listing(tmp_path) == ["deep/out/a.txt", "deep/out/sub/b.txt"]
    assert (tmp_path / "deep" / "out" / "sub" / "b.txt").read_bytes() == b"two"
    assert sorted(p.name for p in (tmp_path / "deep" / "out").iterdir()) == ["a.txt", "sub"]


def test_the_whole_earlier_set_goes_and_files_of_others_stay(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "mine.txt").write_text("mine")
    put(tmp_path, {"a.txt": b"one", "sub/b.txt": b"two"})
    put(tmp_path, {"a.txt": b"new"})
    assert listing(tmp_path) == ["a.txt", "sub/mine.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"new"


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError, MemoryError, SystemExit])
def test_a_folder_made_for_results_that_do_not_come_is_removed_again(tmp_path, fault):
    with pytest.raises(fault), ResultFolder(tmp_path / "deep" / "out", named(["a.txt"])):
        raise fault
    assert list(tmp_path.iterdir()) == []


CALLS = ["mkdir", "fsync", "rename"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("call", CALLS)
def test_whatever_call_fails_the_old_or_the_new_set_is_whole_and_the_note_is_true(tmp_path, monkeypatch, call, fault):
    real, old, new = getattr(os, call), {"a.txt": b"old", "sub/b.txt": b"old"}, {"a.txt": b"new", "c/d.txt": b"new"}
    for stop in range(100):
        out, calls = tmp_path / str(stop), []
        put(out, old)

        def failing(*args, stop=stop, calls=calls, **more):
            calls.append(args)
            if len(calls) == stop + 1:
                raise fault
            return real(*args, **more)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            try:
                put(out, new)
            except (KeyboardInterrupt, OutputError) as error:
                note = error.__notes__[-1]
            else:
                note = "the new results are written, all of them"
        there = {name: (out / name).read_bytes() for name in listing(out)}
        assert there == (new if "new" in note else old), (stop, note)
        if len(calls) <= stop:
            return
    raise AssertionError("the writing never comes to its end")


def test_a_full_disk_in_the_middle_of_a_report(tmp_path, monkeypatch):
    out = tmp_path / "out"
    write_report(sample_report(), out)
    old = {p: p.read_bytes() for p in out.iterdir()}
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.os, "fsync", full)
    changed = sample_report().model_copy(update={"agency": "another"})
    with pytest.raises(OutputError, match="No space left"):
        write_report(changed, out, force=True)
    assert {p: p.read_bytes() for p in out.iterdir()} == old


def test_an_existing_result_is_refused_before_any_page_is_loaded(tmp_path):
    (tmp_path / "report.csv").write_text("mine")
    images = SampleImages()
    with pytest.raises(OutputExistsError, match=r"report\.csv is there already.*force=True"):
        write_report(sample_report(), tmp_path, images=images)
    assert images.asked == []
    assert listing(tmp_path) == ["report.csv"]
    write_report(sample_report(), tmp_path, images=images, force=True)
    assert (tmp_path / "report.csv").read_bytes()[:3] == b"\xef\xbb\xbf"


def test_a_dangling_link_counts_as_existing(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputExistsError):
        put(tmp_path, {"a.txt": b""}, force=False)


def test_an_output_folder_that_is_a_file(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot write there"):
        put(tmp_path / "out", {})


def test_a_folder_in_the_place_of_a_result(tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match=r"a\.txt is a folder"):
        put(tmp_path, {"a.txt": b""})


@pytest.mark.parametrize("make", [lambda path: path.touch(), lambda path: path.symlink_to("..")])
def test_something_else_in_the_place_of_the_folder_of_pictures(tmp_path, make):
    make(tmp_path / "sub")
    put(tmp_path, {"a.txt": b"old"})
    with pytest.raises(OutputError, match="sub is no folder"):
        put(tmp_path, {"a.txt": b"new", "sub/b.txt": b""})
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_two_at_once_wait_for_each_other_and_not_for_ever(tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="another ocrkit is writing there"), journal.locked(tmp_path, patience=0.1):
        pass
    os.close(handle)
    with journal.locked(tmp_path, patience=0.1):
        pass


def test_formats_of_an_earlier_reading_do_not_stand_beside_the_new_one(tmp_path):
    write_report(sample_report(), tmp_path, images=SampleImages())
    (tmp_path / "doubtful" / "my.own.picture.png").write_bytes(b"\x89PNG mine")
    (tmp_path / "report.txt").write_text("mine")
    only = ExportSettings(formats=("json",), crops=False)
    with pytest.raises(OutputExistsError, match=r"report\.csv"):
        write_report(sample_report(), tmp_path, settings=only)
    write_report(sample_report(), tmp_path, settings=only, force=True)
    assert listing(tmp_path) == ["doubtful/my.own.picture.png", "report.json", "report.txt"]
    assert sorted(former_report(tmp_path)) == ["report.json"]


def kill(folder, kind, limit):
    command = [sys.executable, str(Path(__file__).with_name("kills.py")), str(folder), kind]
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = run(command, capture_output=True, text=True, timeout=limit, env=here)
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout.split()[-2])


def test_killed_before_and_after_each_call_the_old_or_the_new_set_is_whole(tmp_path):
    assert kill(tmp_path, "every", 250) > 150


@pytest.mark.prove
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kind", ["full", "random"])
def test_killed_at_each_call_of_a_full_set_and_at_fifty_random_moments(tmp_path, kind):
    assert kill(tmp_path, kind, 1200) >= 50


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
