"""Fields that the forms share: long text whose length is counted as the browser counts it."""

from typing import Any

from django import forms


class LongTextField(forms.CharField):
    """Several lines of text; `max_length` is shown as a character count and never cuts what is pasted."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str | None:
        """Return the text with one character for each line break: browsers send two and count one."""
        text: str | None = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text
