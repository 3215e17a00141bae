"""What is kept: files, reports, versions, items, decisions, users; SQLite or PostgreSQL."""
