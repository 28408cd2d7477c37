"""What is reached over HTTP: messages from Teams, health, and pages."""
