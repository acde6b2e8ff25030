"""Pure models of the course: frozen data and functions, nothing drawn, nothing read."""
