"""Models of the topic award."""
