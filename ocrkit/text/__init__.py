"""Facts about Chinese text that every stage shares: numerals, and widths of characters."""
