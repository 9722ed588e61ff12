"""The networks that find and read text: their weights, what runs them, and what their output says."""
