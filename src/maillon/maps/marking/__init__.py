"""What a trainee drew, read again against the goals of a question."""
