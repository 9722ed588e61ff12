"""The text layer of a born-digital page as a second reading: held against what was read, or taken by itself."""
