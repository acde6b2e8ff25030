"""Models of the topic loops."""
