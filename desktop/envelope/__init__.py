"""The sealed file both sides agree on: container, office keys, seal."""
