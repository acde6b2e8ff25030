"""Pictures of the topic award."""
