"""Facts as data: what reports call things. A module per file, validated when it is loaded."""
