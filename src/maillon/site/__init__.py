"""The book, and the server that opens it and its workshops."""
