"""Straightening a page before it is read: what a user of a plain OCR engine does first with a scan."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

MOST = 12.0
"""Degrees of skew that are looked for, to either side."""

LEAST = 0.1
"""Degrees below which the page is left alone."""

_SIDE = 1000


@dataclass(frozen=True)
class Upright:
    """A straightened page, uint8 (H, W, 3) BGR, and the affine map (2, 3) back to the page as given."""

    image: np.ndarray
    back: np.ndarray

    def on_page(self, box: tuple[float, float, float, float]) -> list[float]:
        """The box (x0, y0, x1, y1) on the page as given that holds ``box`` of the straightened page."""
        x0, y0, x1, y1 = box
        corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]]) @ self.back.T
        return [*corners.min(axis=0), *corners.max(axis=0)]


def straighten(image: np.ndarray) -> Upright:
    """Turn the page by its skew; what comes in at the edges is white."""
    angle = skew(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    if abs(angle) < LEAST:
        return Upright(image, np.eye(2, 3))
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    size = int(np.ceil(width * cos + height * sin)), int(np.ceil(width * sin + height * cos))
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    white = (255, 255, 255)
    turned = cv2.warpAffine(
        image, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=white
    )
    return Upright(turned, cv2.invertAffineTransform(turn))


def skew(gray: np.ndarray) -> float:
    """Degrees to turn the page (counter-clockwise) until its lines lie level: the sharpest projection profile."""
    scale = _SIDE / max(gray.shape)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    y, x = np.nonzero(ink)
    if len(x) == 0:
        return 0.0
    best = 0.0
    for span, step in ((MOST, 1.0), (1.0, 0.25), (0.25, 0.05)):
        angles = best + np.arange(-span, span + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(x, y, angle)))
    return best


def _sharpness(x: np.ndarray, y: np.ndarray, angle: float) -> float:
    """Sum of the squared steps of the ink's projection on the vertical, turned by ``angle`` degrees."""
    radians = np.deg2rad(angle)
    rows = np.rint(y * np.cos(radians) - x * np.sin(radians)).astype(int)
    profile = np.bincount(rows - rows.min())
    return float((np.diff(profile.astype(float)) ** 2).sum())
