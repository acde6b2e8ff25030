"""Pictures of the topic value chain."""
