"""Tables, migrations, the embedded server, and every query as a function of a session."""
