"""What a person is asked, what was answered, and the report after it."""
