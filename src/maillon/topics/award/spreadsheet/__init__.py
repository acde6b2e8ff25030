"""The comparison of offers as a spreadsheet whose formulas stay live."""
