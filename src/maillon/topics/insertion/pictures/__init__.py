"""Pictures of the topic insertion."""
