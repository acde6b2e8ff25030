"""Open data of public procurement (DECP): read, clean, count, profile."""
