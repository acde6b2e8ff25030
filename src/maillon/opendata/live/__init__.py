"""Live sources: what is downloaded, checked and kept."""
