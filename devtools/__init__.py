"""The local servers and the commands around them; nothing here runs in production."""
