"""Models of the topic value chain."""
