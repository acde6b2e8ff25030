"""Raw tables made tidy, by rules that are data and that are counted."""
