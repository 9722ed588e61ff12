"""Files to pages as given."""
