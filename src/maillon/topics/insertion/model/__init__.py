"""Models of the topic insertion."""
