"""Pictures of the topic influence."""
