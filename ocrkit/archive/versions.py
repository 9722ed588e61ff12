"""What results are made with, as far as it changes them: code, weights, forms, settings."""

from __future__ import annotations

import hashlib
import json

from ocrkit.types.provenance import Provenance

_NOT_RESULTS = ("limits", "cores")
"""Settings that decide whether a page is read, and not what is read on it."""


def version_key(made_with: Provenance) -> str:
    """The same for results that are made alike; hexadecimal."""
    content = {
        "ocrkit": made_with.ocrkit,
        "models": sorted((model.role, model.sha256) for model in made_with.models),
        "forms": [(form.key, form.sha256) for form in made_with.forms],
        "settings": {key: value for key, value in made_with.settings.items() if key not in _NOT_RESULTS},
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
