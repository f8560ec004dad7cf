"""Letters filled from the rows of a table: subject, text, names of attachments, Word forms.

template   a letter's subject and body as templates
patterns   names of attachments as templates
compiled   one text made ready to be filled, quickly where it holds plain fields only
names      columns by the names that a template may give them
markup     what stands between braces, judged before the library reads it
parsed     a text as the template library reads it, judged before it is filled
engine     the template library, bounded
form       a letter made of a DOCX with fields
package    the parts of a DOCX, bounded and without what may act or point outside
fields     where in a part the fields are

The library is loaded by the first template, not by importing this package.
"""

from __future__ import annotations

from pectui.merge.form import LetterForm
from pectui.merge.names import nearest_name
from pectui.merge.patterns import FilledName, NamePattern, fill_pattern
from pectui.merge.template import Filled, Template

__all__ = [
    "Filled",
    "FilledName",
    "LetterForm",
    "NamePattern",
    "Template",
    "fill_pattern",
    "nearest_name",
]
