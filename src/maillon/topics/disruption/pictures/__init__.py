"""Pictures of the topic disruption."""
