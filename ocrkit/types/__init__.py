"""The types every stage speaks; they import nothing above them."""
