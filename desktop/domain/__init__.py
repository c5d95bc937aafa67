"""What things are: dictionary, rules, indicators, merge. No I/O, no Qt."""
