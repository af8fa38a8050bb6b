"""Log lines carry what went wrong and where in the code, never what was typed: database errors quote whole rows."""

import logging
import traceback


class WithoutDetails(logging.Filter):
    """Replaces an exception's text by its type and the places in the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without details."""
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
            record.exc_text = "\n".join([kind.__name__, *places])
            record.exc_info = None
        return True
