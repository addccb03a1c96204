"""Photographs: received, decoded behind a wall, cleaned, and kept under keys."""
