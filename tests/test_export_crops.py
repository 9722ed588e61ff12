import re

import cv2
import numpy as np
import pytest
from export_samples import SampleImages, sample_report

from ocrkit.export import crop_name, write_crops
from ocrkit.export.pictures import crop
from ocrkit.types.finding import CellRef
from ocrkit.types.geometry import Box


def test_a_crop_for_every_doubtful_value_with_its_ink(tmp_path):
    files = write_crops(sample_report(), SampleImages(), tmp_path)
    assert set(files) == {ref for ref, _ in sample_report().doubtful()}
    ref = CellRef(form="requests", row="denied_by_law", column="natural_person")
    assert files[ref] == tmp_path / "doubtful" / "requests.denied_by_law.natural_person.png"
    image = cv2.imread(str(files[ref]))
    box = sample_report().requests["denied_by_law"]["natural_person"].box
    assert image.shape[0] >= box.height
    assert image.shape[1] >= box.width
    assert (image < 128).mean() > 0.02


def test_names_stay_in_the_folder():
    name = crop_name(CellRef(form="../../etc", row="a/b\\c", column="行 1"))
    assert name.count("/") == 1
    assert re.fullmatch(r"doubtful/______etc~\w{8}\.a_b_c~\w{8}\.行_1~\w{8}\.png", name)


def test_no_two_values_share_a_picture_and_every_name_is_short_enough():
    keys = ["a b", "a_b", "a.b", "行" * 100, "行" * 101]
    names = {crop_name(CellRef(form=key, row=key, column=key)) for key in keys}
    assert len(names) == len(keys)
    assert max(len(name.removeprefix("doubtful/").encode()) for name in names) <= 255


@pytest.mark.parametrize(
    "box", [Box(-50, -50, -10, -10), Box(0, 0, 0, 0), Box(95, 45, 500, 500), Box(200, 200, 300, 300)]
)
def test_boxes_at_and_beyond_the_edge_give_at_least_a_pixel(box):
    cut = crop(np.zeros((50, 100), np.uint8), box)
    assert cut.shape[0] >= 1
    assert cut.shape[1] >= 1
