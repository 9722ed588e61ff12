"""What the first release must show: each row of that table, measured and written down."""
