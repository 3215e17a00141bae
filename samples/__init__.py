"""Reports of invented agencies, with their truth. Independent of the code under test."""
