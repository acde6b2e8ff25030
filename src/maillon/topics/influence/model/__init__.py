"""Models of the topic influence."""
