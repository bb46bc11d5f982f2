"""Pictures and pages made from the project itself."""
