"""The `ocrkit` command."""
