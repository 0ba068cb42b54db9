"""Reading: a file becomes a press release, its passages and its sentences."""
