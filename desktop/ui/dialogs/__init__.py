"""Dialogs: each hands over what was entered, and neither loads nor saves."""
