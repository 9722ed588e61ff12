"""Lines of text to titles, headings, paragraphs and sections, in reading order."""
