"""Which page images make one report: where their names leave no doubt, and only there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ocrkit.archive.names import PageName, is_cover, page_name, year_in

UNCERTAIN = (
    "the names do not say which of these images are pages of one report: give each report a folder of its own, or"
    " write a manifest"
)

Group = tuple[str, ...]


def grouped(files: Sequence[str], whole_folder: bool) -> list[Group] | None:
    """The images by report, each in the order given; None where that is not certain.

    ``files`` are of one folder, in their natural order. ``whole_folder``: they are all that it holds, so that images
    which are named alike or not at all are the pages of one report. Several reports are told apart by what stands
    before the page's number where each is numbered from the first page on without a gap, or has a year in its name.
    """
    if len(files) == 1:
        return [tuple(files)]
    names = {file: page_name(file) for file in files}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for file in files:
        if not (whole_folder and is_cover(file)):
            groups[names[file].key].append(file)
    if len(groups) <= 1 and _all_differ(files, names):
        return [tuple(files)]
    covers = len(files) - sum(map(len, groups.values()))
    if not covers and all(_is_report(key, group, names) for key, group in groups.items()):
        return [tuple(group) for group in groups.values()]
    return None


def _is_report(key: str, group: Sequence[str], names: Mapping[str, PageName]) -> bool:
    if not _all_differ(group, names):
        return False
    numbers = sorted(number for file in group if (number := names[file].number) is not None)
    if year_in(key) is not None:
        return True
    return len(group) > 1 and numbers in ([*range(len(group))], [*range(1, len(group) + 1)])


def _all_differ(group: Sequence[str], names: Mapping[str, PageName]) -> bool:
    """No number twice, as where page 1 is there as JPEG and as PNG."""
    numbers = [names[file].number for file in group if not is_cover(file)]
    return len(set(numbers)) == len(numbers)
