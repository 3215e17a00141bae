"""OFD, the national fixed-layout format (GB/T 33190): its structure, its text, its paths."""
