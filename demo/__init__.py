"""The demonstration: invented cases, and only in a database that was marked as one."""
