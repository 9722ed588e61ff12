"""Lines of cells read as values, looked at again and checked."""
