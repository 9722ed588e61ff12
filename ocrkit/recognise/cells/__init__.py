"""The pictures of cells: their ink, in lines of text, and the crops of those."""
