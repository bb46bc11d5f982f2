"""Dixit: folders of press text become a warehouse of who said what, when, and according to whom."""
