"""Pictures of the topic contracts."""
