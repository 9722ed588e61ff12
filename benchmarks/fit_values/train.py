"""Trains the network with CTC on packed lines, for so many seconds."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.fit_values.alphabet import CHARACTERS
from benchmarks.fit_values.damage import damaged
from benchmarks.fit_values.network import ValueNetwork
from benchmarks.fit_values.pack import Packed, unpack
from ocrkit.recognise.engines.batches import HEIGHT, BatchSettings, batches

_RATE, _DECAY, _WARM, _CLIP = 2e-3, 0.02, 300, 5.0
"""The greatest learning rate, the weights' decay, steps until that rate, and the greatest gradient."""

_STEPS_PER_LOOK = 2000
_USUAL_WIDTH = 96


@dataclass(frozen=True)
class _Group:
    """Lines of one padded width: inputs (n, 48, width), and the classes of each text."""

    inputs: torch.Tensor
    targets: list[torch.Tensor]


def train(
    files: Sequence[Path], held: Sequence[Path], seconds: float, batch: int, say: Callable[[str], None]
) -> dict[str, torch.Tensor]:
    """The weights after so many seconds, a mean of the last steps; ``held`` are files to tell how far it is by."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    groups = _groups([unpack(file) for file in files], device)
    looks = [(file.name, unpack(file)) for file in held]
    network, mean = ValueNetwork().to(device), ValueNetwork().to(device).eval()
    mean.load_state_dict(network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    start, step = time.monotonic(), 0
    while (done := (time.monotonic() - start) / seconds) < 1:
        for inputs, targets in _drawn(groups, batch):
            done = min(1.0, (time.monotonic() - start) / seconds)
            for group in optimiser.param_groups:
                group["lr"] = _RATE * min(1.0, step / _WARM) * 0.5 * (1 + math.cos(math.pi * done)) + 1e-6
            _step(network.train(), optimiser, inputs, targets)
            step += 1
            _follow(mean, network, min(0.9995, 1 - 1 / (step / 10 + 1)))
            if step % _STEPS_PER_LOOK == 0:
                for name, packed in looks:
                    say(f"step {step}, {done:.0%}: {name} {_shares(mean, packed, device)}")
            if done >= 1:
                break
    return {name: weight.cpu() for name, weight in mean.state_dict().items()}


def _groups(packed: Sequence[Packed], device: str) -> list[_Group]:
    columns = {character: i for i, character in enumerate(CHARACTERS, start=1)}
    found: dict[int, tuple[list[torch.Tensor], list[torch.Tensor]]] = defaultdict(lambda: ([], []))
    for one in packed:
        for made in batches(one.crops, BatchSettings()):
            inputs, targets = found[made.pixels.shape[3]]
            inputs.append(torch.from_numpy(made.pixels[:, 0]).half())
            targets += [torch.tensor([columns[c] for c in one.targets[i]], dtype=torch.long) for i in made.indices]
    return [_Group(torch.cat(inputs).to(device), targets) for inputs, targets in found.values()]


def _drawn(groups: Sequence[_Group], batch: int) -> Iterator[tuple[torch.Tensor, list[torch.Tensor]]]:
    """Every line once, in batches of about so many lines of the usual width, in any order."""
    parts = []
    for group in groups:
        order = torch.randperm(len(group.targets))
        parts += [(group, part) for part in order.split(max(64, batch * _USUAL_WIDTH // group.inputs.shape[2]))]
    for i in torch.randperm(len(parts)).tolist():
        group, part = parts[i]
        yield group.inputs[part.to(group.inputs.device)], [group.targets[j] for j in part.tolist()]


def _step(
    network: nn.Module, optimiser: torch.optim.Optimizer, inputs: torch.Tensor, targets: list[torch.Tensor]
) -> None:
    x = damaged(inputs.float().unsqueeze(1))
    with torch.autocast(x.device.type, torch.bfloat16, enabled=x.device.type == "cuda"):
        logits = network(x)
    found = functional.log_softmax(logits.float(), 2).transpose(0, 1)
    steps = torch.full((len(targets),), found.shape[0])
    lengths = torch.tensor([len(target) for target in targets])
    together = torch.cat(targets).to(x.device)
    loss = functional.ctc_loss(found, together, steps, lengths, blank=0, zero_infinity=True)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
    optimiser.step()


@torch.no_grad()  # type: ignore[untyped-decorator]
def _follow(mean: nn.Module, network: nn.Module, keep: float) -> None:
    for old, new in zip(mean.state_dict().values(), network.state_dict().values(), strict=True):
        if old.dtype.is_floating_point:
            old.lerp_(new, 1 - keep)
        else:
            old.copy_(new)


@torch.no_grad()  # type: ignore[untyped-decorator]
def _shares(network: nn.Module, packed: Packed, device: str) -> str:
    """The share of lines read right, by level."""
    right: dict[str, list[bool]] = defaultdict(list)
    for made in batches(packed.crops, BatchSettings()):
        paths = network(torch.from_numpy(made.pixels[:, :1]).to(device)).argmax(2).cpu().numpy()
        for i, path in zip(made.indices, paths, strict=True):
            kept = path[np.r_[True, path[1:] != path[:-1]]]
            right[packed.levels[i]].append("".join(CHARACTERS[c - 1] for c in kept if c) == packed.targets[i])
    return ", ".join(f"{level} {np.mean(own):.3f}" for level, own in sorted(right.items()))


assert HEIGHT == 48, "the network is made for lines of this height"
