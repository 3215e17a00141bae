"""The pages of the review and their JSON interface."""
