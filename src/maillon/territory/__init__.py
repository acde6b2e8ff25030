"""The fictional territory of the course and its purchase families, as dated, sourced data."""
