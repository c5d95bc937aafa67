"""What a person sees; the only floor that knows Qt."""
