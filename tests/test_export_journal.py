"""The order of a writing: what is moved is on the disk first, and a refusal comes before anything moves."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from ocrkit.errors import OutputError, OutputExistsError
from ocrkit.export import ResultFolder, journal, named

OLD, NEW = {"a.txt": b"old", "sub/b.txt": b"old"}, {"a.txt": b"new", "deep/c.txt": b"new"}


def put(out, files, *, force=True):
    with ResultFolder(out, named(["a.txt", "sub/b.txt"]), force) as results:
        return results.put(files)


class Disk:
    """What of the names and contents of a writing would outlast a power cut: ``loose`` would not."""

    def __init__(self, monkeypatch):
        self.loose, self.steps = set(), []
        self._rename, self._fsync = os.rename, os.fsync
        monkeypatch.setattr(os, "rename", self.rename)
        monkeypatch.setattr(os, "replace", self.rename)  # the same where nothing is replaced
        monkeypatch.setattr(os, "fsync", self.fsync)

    def fsync(self, handle):
        self.loose.discard(os.readlink(f"/proc/self/fd/{handle}"))
        self._fsync(handle)

    def rename(self, source, target):
        self.steps.append((Path(target).name, set(self.loose)))
        self._rename(source, target)
        self.loose |= {str(Path(source).parent), str(Path(target).parent)}


def test_everything_moved_is_on_the_disk_before_the_new_set_holds_and_that_before_it_ends(tmp_path, monkeypatch):
    put(tmp_path, OLD)
    disk = Disk(monkeypatch)
    put(tmp_path, NEW)
    over = [loose for name, loose in disk.steps if name == ".ocrkit-over"]
    assert over == [set()]
    assert disk.loose <= {str(tmp_path / ".ocrkit-writing")}  # which is gone


def test_the_plan_is_on_the_disk_before_anything_is_moved(tmp_path, monkeypatch):
    put(tmp_path, OLD)
    disk = Disk(monkeypatch)
    put(tmp_path, NEW)
    names = [name for name, _ in disk.steps]
    assert names.index("plan.json") == 0
    assert disk.steps[1][1] == set()


def test_what_is_undone_is_on_the_disk(tmp_path, monkeypatch):
    put(tmp_path, OLD)
    disk, real = Disk(monkeypatch), os.rename

    def full(source, target):
        if Path(target) == tmp_path / "deep" / "c.txt":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(OutputError, match="No space left"):
        put(tmp_path, NEW)
    moved_back = {str(tmp_path), str(tmp_path / "sub")}
    assert [loose & moved_back for name, loose in disk.steps if name == ".ocrkit-over"] == [set()]
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*")) == ["a.txt", "sub", "sub/b.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_a_refusal_names_up_to_five_files(tmp_path, count):
    names = [f"{i}.txt" for i in range(count)]
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(OutputExistsError) as refused, ResultFolder(tmp_path, named(names)):
        pass
    told = ", ".join(names[:5]) + (", …" if count > 5 else "") + (" is" if count == 1 else " are")
    assert f"{told} there already" in str(refused.value)
    assert refused.value.__notes__ == ["results that were there are as they were"]


def test_without_being_told_to_nothing_is_replaced(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"mine")
    with pytest.raises(OutputExistsError), ResultFolder(tmp_path, named(["a.txt"])) as results:
        results.put({"a.txt": b"new"})
    assert (tmp_path / "a.txt").read_bytes() == b"mine"


def test_results_that_come_meanwhile_are_refused_too(tmp_path):
    with ResultFolder(tmp_path, named(["a.txt"])) as results:
        (tmp_path / "a.txt").write_bytes(b"another's")
        with pytest.raises(OutputExistsError):
            results.put({"a.txt": b"new"})
    assert (tmp_path / "a.txt").read_bytes() == b"another's"


def test_a_folder_of_somebody_else_inside_the_new_one_stays(tmp_path):
    with ResultFolder(tmp_path / "deep" / "out", named(["a.txt"])):
        (tmp_path / "deep" / "mine.txt").write_bytes(b"mine")
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["mine.txt"]


def test_an_error_after_the_results_are_written_says_so(tmp_path):
    def work():
        with ResultFolder(tmp_path, named(["a.txt"])) as results:
            results.put({"a.txt": b"new"})
            raise RuntimeError

    with pytest.raises(RuntimeError) as fault:
        work()
    assert fault.value.__notes__ == ["the new results are written, all of them"]
    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_a_file_system_without_locks_gives_none(tmp_path, monkeypatch):
    def none(handle, kind):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with journal.locked(tmp_path, patience=0):
        pass


def test_a_lock_that_is_let_go_in_time_is_waited_for(tmp_path, monkeypatch):
    looks = iter([BlockingIOError, BlockingIOError, None])

    def busy(handle, kind):
        if (fault := next(looks)) is not None:
            raise fault

    monkeypatch.setattr(fcntl, "flock", busy)
    with journal.locked(tmp_path, patience=60):
        assert list(looks) == []


def test_nothing_stays_of_a_look_whether_files_can_be_made(tmp_path):
    journal.probe(tmp_path)
    assert list(tmp_path.iterdir()) == []
    tmp_path.joinpath(".ocrkit-writing").mkdir()
    with pytest.raises(OSError, match="exists"):
        journal.probe(tmp_path)


def test_a_plan_that_cannot_be_read_moves_nothing(tmp_path):
    put(tmp_path, OLD)
    staged = tmp_path / ".ocrkit-writing"
    (staged / "new").mkdir(parents=True)
    for plan in (None, b"{", b'{"new": 1}'):
        staged.mkdir(exist_ok=True)
        if plan is not None:
            (staged / "plan.json").write_bytes(plan)
        journal.recover(tmp_path)
        assert not staged.exists()
        assert (tmp_path / "a.txt").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["a.txt", "sub/b.txt"])
def test_a_folder_in_the_place_of_a_file_is_named(tmp_path, name):
    (tmp_path / name).mkdir(parents=True)
    with pytest.raises(OutputError, match=f"{name} is a folder"):
        journal.check_places(tmp_path, [name])


def test_files_and_folders_of_ones_own_are_no_obstacle(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").touch()
    journal.check_places(tmp_path, ["a.txt", "b.txt", "sub/b.txt", "new/c.txt"])
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file is no folder of its own there"):
        journal.check_places(tmp_path, ["file/c.txt"])
    (tmp_path / "link").symlink_to(tmp_path / "sub", target_is_directory=True)
    with pytest.raises(OutputError, match="link is no folder of its own there"):
        journal.check_places(tmp_path, ["link/c.txt"])


def test_a_sub_folder_that_becomes_empty_goes_and_one_with_something_else_stays(tmp_path):
    put(tmp_path, OLD)
    put(tmp_path, {"a.txt": b"new"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt"]
    put(tmp_path, OLD)
    (tmp_path / "sub" / "mine.txt").touch()
    put(tmp_path, {"a.txt": b"new"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "sub"]
