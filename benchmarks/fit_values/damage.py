"""What happens to crops between one look and the next: so that the network does not learn its sheets by heart."""

from __future__ import annotations

import torch
from torch.nn import functional


def damaged(x: torch.Tensor) -> torch.Tensor:
    """Crops, float (n, 1, 48, width), each moved, slanted, blurred, paled, in noise, with holes or with dots."""
    n, _, height, width = x.shape
    pad = x == 0

    def between(low: float, high: float) -> torch.Tensor:
        return torch.rand(n, device=x.device) * (high - low) + low

    def some(tensor: torch.Tensor) -> torch.Tensor:
        return tensor[:, None, None, None]

    def coarse(factor: int, normal: bool) -> torch.Tensor:
        size = (n, 1, height // factor, width // factor)
        drawn = torch.randn(size, device=x.device) if normal else torch.rand(size, device=x.device)
        return functional.interpolate(drawn, size=(height, width))

    across = 1 / between(0.85, 1.12)
    moved = torch.zeros(n, 2, 3, device=x.device)
    moved[:, 0, 0] = across
    moved[:, 0, 1] = between(-0.06, 0.06) * height / width
    moved[:, 0, 2] = across - 1  # the left side stays where it is
    moved[:, 1, 1] = 1 / between(0.86, 1.06)
    moved[:, 1, 2] = between(-0.10, 0.10)
    grid = functional.affine_grid(moved, list(x.shape), align_corners=False)
    y = functional.grid_sample(x, grid, padding_mode="border", align_corners=False)
    outside = functional.grid_sample(torch.ones_like(x), grid, align_corners=False) < 0.5
    still_pad = functional.grid_sample(pad.float(), grid, padding_mode="border", align_corners=False) > 0.3
    paper = x[:, :, :3, :3].mean((2, 3), keepdim=True)
    y = torch.where(outside & ~still_pad, paper.expand_as(y), y)

    chance = some(between(0, 1))
    y = torch.where(chance < 0.25, _blurred(y, 1), y)
    y = torch.where(chance < 0.08, _blurred(y, 2), y)
    paler = torch.where(some(between(0, 1)) < 0.5, some(between(0.35, 1.25)), torch.ones_like(chance))
    y = paper + (y - paper) * paler + some(between(-0.12, 0.05))
    noise = torch.where(some(between(0, 1)) < 0.5, torch.randn_like(y), coarse(2, normal=True))
    y = y + some(between(0, 0.16) * (between(0, 1) < 0.5)) * noise
    spots, rate, chance = coarse(3, normal=False), some(between(0, 0.05)), some(between(0, 1))
    y = torch.where((chance < 0.12) & (spots < rate), paper.expand_as(y), y)
    y = torch.where((chance > 0.88) & (spots < 0.6 * rate), paper - 0.9 * (paper + 1), y)
    return torch.where(still_pad, torch.zeros_like(y), y.clamp(-1, 1))


def _blurred(x: torch.Tensor, by: int) -> torch.Tensor:
    return functional.avg_pool2d(functional.pad(x, (by, by, by, by), mode="replicate"), 2 * by + 1, 1)
