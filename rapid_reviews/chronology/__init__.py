"""What the rows of several agencies say together. Pure: knows neither Django nor the database."""
