"""The case, and what every stage shares: people, agencies, calendar, clocks, deadlines, timeline, access, outbox, pdf."""
