"""Models of the topic disruption."""
