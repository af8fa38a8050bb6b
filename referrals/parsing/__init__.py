"""Opens files that strangers sent, in a process that can do nothing else. Knows neither Django nor the database.

`examine` is what the process does with one file; `server` is the process; referrals/uploads/parser.py asks it.
"""
