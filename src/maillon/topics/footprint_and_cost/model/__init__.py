"""Models of the topic footprint and cost."""
