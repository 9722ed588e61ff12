"""Pages as given to pages upright, straight, evenly lit."""
