"""Pictures of the topic procedure."""
