"""Tables: CSV and XLSX read as a person sees them, and written for a spreadsheet.

    table        what was opened, whatever the file is: columns, rows, what is to be said of them
    records      what a file is read into, text or workbook
    columns      the names by which a template asks for a column
    cells        what can be wrong with the text of a cell
    kind         what sort of file it is: its content decides
    file         a file opened so that it cannot block, and seen to stay as it was
    delimited    a file of text, one record after the other (CSV)
    encoding     which encoding a file of text has: decided by rule
    delimiter    which character parts its cells: decided by rule
    workbook     a workbook: its sheets, its strings, its number formats
    package      the parts of a workbook's file, with bounds on what they unpack to
    strings      the strings its cells name by number
    sheet        the rows of one sheet, in one pass over its part
    tail         what a sheet says after its rows: merged cells
    formats      how cells of one style show what they hold
    tokens       a number format, taken apart
    numbers      a number as its format shows it
    dates        a day or an hour as its format shows it
    writing      a table written as CSV or XLSX, whole or not at all

A workbook is read here and not by a library for three things no library gives in one pass: what its
number formats show, which formulas have no stored result, which cells are merged and rows hidden.
"""

from pectui.tables.columns import column_keys
from pectui.tables.table import Table, TableOptions, open_table
from pectui.tables.writing import check_table, csv_line, write_table

__all__ = [
    "Table",
    "TableOptions",
    "check_table",
    "column_keys",
    "csv_line",
    "open_table",
    "write_table",
]
