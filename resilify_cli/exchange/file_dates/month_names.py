"""Names of months and of weekdays, in the languages that dates in journals are read in."""

from __future__ import annotations

# In their order, the languages between bars: English, German, French, Spanish, Italian, Portuguese, Dutch.
# Short forms that are common words in another language (such as `set` and `out`) are left out.
_MONTHS = (
    "january jan|januar jänner jän|janvier janv|enero ene|gennaio|janeiro|januari",
    "february feb|februar|février févr fév|febrero|febbraio|fevereiro fev|februari",
    "march mar|märz mär mrz|mars|marzo|marzo|março|maart mrt",
    "april apr|april|avril avr|abril abr|aprile|abril|april",
    "may|mai|mai|mayo|maggio|maio|mei",
    "june jun|juni|juin|junio|giugno|junho|juni",
    "july jul|juli|juillet juil|julio|luglio|julho|juli",
    "august aug|august|août|agosto|agosto|agosto|augustus",
    "september sept sep|september|septembre|septiembre|settembre|setembro|september",
    "october oct|oktober okt|octobre|octubre|ottobre|outubro|oktober",
    "november nov|november|novembre|noviembre|novembre|novembro|november",
    "december dec|dezember dez|décembre déc|diciembre dic|dicembre|dezembro|december",
)
_WEEKDAYS = (
    "monday mon|montag mo|lundi lun|lunes|lunedì|segunda|maandag ma",
    "tuesday tues tue|dienstag di|mardi mar|martes|martedì|terça|dinsdag",
    "wednesday wed|mittwoch mi|mercredi mer|miércoles|mercoledì|quarta|woensdag wo",
    "thursday thurs thur thu|donnerstag do|jeudi jeu|jueves|giovedì|quinta|donderdag",
    "friday fri|freitag fr|vendredi ven|viernes|venerdì|sexta|vrijdag vr",
    "saturday sat|samstag sonnabend sa|samedi sam|sábado|sabato|sábado|zaterdag za",
    "sunday sun|sonntag so|dimanche dim|domingo|domenica|domingo|zondag zo",
)


def _numbered(rows: tuple[str, ...]) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows, 1) for word in row.replace("|", " ").split()}


# The number of each name in lower case, counted from 1; Monday is 1.
MONTHS = _numbered(_MONTHS)
WEEKDAYS = _numbered(_WEEKDAYS)
