"""Printed reports as scanners, copiers, fax machines and telephones give them back."""
