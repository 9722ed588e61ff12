"""Tables to a form's values, by label."""
