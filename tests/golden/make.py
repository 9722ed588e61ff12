"""Makes the golden files anew from the sample report: ``python -m tests.golden.make``.

Look at what changed before committing it: the files say what every stage is to give.
"""

from __future__ import annotations

import json
from typing import Any

from ocrkit.engines import default_engines
from ocrkit.settings import ReadSettings
from tests.golden import chain


def save(stage: str, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (chain.HERE / f"{stage}.json").write_text(_compact(text) + "\n", encoding="utf-8")


def _compact(text: str) -> str:
    """Lists of numbers and short objects on one line each, so that a change is one line too."""
    decoder = json.JSONDecoder()
    data, _ = decoder.raw_decode(text)

    def write(value: Any, indent: int) -> str:
        flat = json.dumps(value, ensure_ascii=False)
        if len(flat) <= 400 or not isinstance(value, list | dict):
            return flat
        pad = " " * (indent + 1)
        if isinstance(value, list):
            return "[\n" + ",\n".join(pad + write(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
        items = (f"{pad}{json.dumps(k, ensure_ascii=False)}: {write(v, indent + 1)}" for k, v in value.items())
        return "{\n" + ",\n".join(items) + "\n" + " " * indent + "}"

    return write(data, 0)


def main() -> None:
    engines = default_engines(ReadSettings(engine="onnxruntime"))
    pages = [chain.prepare_page(page, engines) for page in chain.sample_pages()]
    save("prepare", [chain.prepared_data(page) for page in pages])
    save("grids", [chain.grids_data(page) for page in pages])
    grids = chain.load("grids")
    save("tables", [chain.tables_data(page, grid, engines) for page, grid in zip(pages, grids, strict=True)])
    save("lines", [chain.lines_data(page, grid, engines) for page, grid in zip(pages, grids, strict=True)])
    save("regions", chain.regions_data(pages, grids, chain.load("lines")))
    save("forms", chain.forms_data(chain.load("tables"), chain.load("regions")))
    save("verify", chain.verify_data(chain.load("forms"), chain.load("regions")))


if __name__ == "__main__":
    main()
