"""Pictures of the topic loops."""
