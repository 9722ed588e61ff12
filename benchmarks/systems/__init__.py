"""ocrkit and the tools a user would pick instead, each behind one adapter, each in a process of its own."""

from benchmarks.systems.process import SystemCrash, SystemMissing, SystemProcess, SystemTimeout
from benchmarks.systems.registry import SYSTEMS, System, available
from benchmarks.systems.run import run_system

__all__ = [
    "SYSTEMS",
    "System",
    "SystemCrash",
    "SystemMissing",
    "SystemProcess",
    "SystemTimeout",
    "available",
    "run_system",
]
