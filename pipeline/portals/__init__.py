"""Portals: what is known of one as data, and the manners with which it is visited."""
