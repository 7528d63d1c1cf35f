"""Read councils, what they received and what they answered, as each person may see it."""
