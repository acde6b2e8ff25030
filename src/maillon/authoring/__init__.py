"""The authoring room: canonical notebooks, exercises drawn from solutions, checks of the prose."""
