"""Pictures of the models: each with its text alternative, its caption and its data."""
