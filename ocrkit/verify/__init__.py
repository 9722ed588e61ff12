"""What does not add up, and what a person should look at."""
