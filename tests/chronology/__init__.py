"""Invented chronologies with planted faults, made without any knowledge of the detector."""
