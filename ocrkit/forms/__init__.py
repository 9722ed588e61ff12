"""Tables to a form's values, by label."""

from ocrkit.forms.definition import builtin_definitions, load_definition
from ocrkit.forms.parts import TablePart
from ocrkit.forms.read import FormsResult, read_forms
from ocrkit.forms.settings import FormSettings

__all__ = ["FormSettings", "FormsResult", "TablePart", "builtin_definitions", "load_definition", "read_forms"]
