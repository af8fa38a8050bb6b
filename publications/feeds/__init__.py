"""The library for programs: Atom, sitemap, spreadsheet, and what the interface says. Over published tables only."""
