"""What a set of contracts shows: duplicates, indicators, concentration, and how it is told."""
