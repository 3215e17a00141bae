"""The review under load: run by hand for figures, in small by the tests."""
