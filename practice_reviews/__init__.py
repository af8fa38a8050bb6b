"""Local child safeguarding practice reviews."""
