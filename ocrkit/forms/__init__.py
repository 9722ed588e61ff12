"""Tables to a form's values, by label."""

from ocrkit.forms.definition import load_definition, load_definitions
from ocrkit.forms.parts import TablePart
from ocrkit.forms.read import FormsResult, read_forms
from ocrkit.forms.settings import FormSettings

__all__ = ["FormSettings", "FormsResult", "TablePart", "load_definition", "load_definitions", "read_forms"]
