"""Fitting confidence to documents with truth: features, fit, threshold, stored weights."""
