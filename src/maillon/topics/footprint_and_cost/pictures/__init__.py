"""Pictures of the topic footprint and cost."""
