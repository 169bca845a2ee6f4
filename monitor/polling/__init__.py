"""The use case "poll one source", and when it is due."""
