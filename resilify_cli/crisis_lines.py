"""Crisis lines and emergency numbers by country, as they stood on the pages that each country names.

A Python table, since `help-now` shows all of it at once where the country is not known: to parse a file of data
would take it a tenth of its time.

`sure` is "A": the service's or a ministry's own page, or several independent pages of which one is of 2024 or
later; or "B": fewer, older, or ones that disagree. A line of one page alone is not taken in at all. `address` is
only given where it stood on a page that was read. Emergency numbers were compared row by row: the phonenumbers
package (9.0.43), the npm package emergency-numbers (2024), and the public list oasis-online.labidi.eu (August
2026). "public list" is that last one; "ledger" is an accessibility wiki's list of claims looked at again.
"""

from datetime import date
from typing import NamedTuple

# The day on which the pages were last gone through. Nobody has rung a number.
CHECKED = date(2026, 11, 21)
LESS_SURE = "We are less sure of this one: look at it again before you rely on it."


class CrisisLine(NamedTuple):
    """One service: how to reach it, and how sure that is.

    Attributes:
        service: Its name.
        contact: How to reach it, in words.
        numbers: The numbers alone, to be compared exactly.
        sure: "A", or "B" where the pages are fewer, older, or disagree.
        hours: When it is there. This and what follows is empty if it isn't known.
        languages: Those it is spoken in.
        address: Its page on the web.
        caution: What else to know before relying on it.
    """

    service: str
    contact: str
    numbers: tuple[str, ...]
    sure: str
    hours: str = ""
    languages: str = ""
    address: str = ""
    caution: str = ""

    @property
    def hours_in_words(self) -> str:
        """When it is there, as it can be read out."""
        return self.hours.replace("24/7", "24 hours a day")

    @property
    def words_of_caution(self) -> str:
        """What to say of how sure it is; empty if it is sure."""
        return " ".join(said for said in (LESS_SURE if self.sure == "B" else "", self.caution) if said)


class Country(NamedTuple):
    """A country, its emergency number, and its lines; none where no line could be checked.

    Attributes:
        code: Its ISO 3166 code.
        name: Its English name.
        also: Its other names.
        emergency: The number to call in danger.
        lines: Its crisis lines.
        pages: Where they were seen.
    """

    code: str
    name: str
    also: tuple[str, ...]
    emergency: str
    lines: tuple[CrisisLine, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def in_danger(self) -> str:
        """The sentence that names its emergency number."""
        return f"If your life is in danger now, call {self.emergency}."


# Those without a line stand last. A line's facts stand on one row, so that two can be compared.
# fmt: off
COUNTRIES: tuple[Country, ...] = (
    Country(
        code="US",
        name="United States",
        also=("USA", "America", "United States of America", "US of A", "Estados Unidos", "Puerto Rico"),
        emergency="911",
        lines=(
            CrisisLine(service="988 Suicide & Crisis Lifeline", contact="call or text 988, or chat; for Spanish press 2, or text AYUDA", numbers=("988",), hours="24/7, free", languages="English, Spanish; interpreters for 240+ more (calls)", address="988lifeline.org", sure="A"),
        ),
        pages=("988lifeline.org/get-help/what-to-expect", "mcphs.edu", "theinterurbanist.org (Sept 2025)", "public list (Aug 2026)"),
    ),
    Country(
        code="CA",
        name="Canada",
        also=("CAN",),
        emergency="911",
        lines=(
            CrisisLine(service="9-8-8 Suicide Crisis Helpline", contact="call or text 9-8-8", numbers=("9-8-8",), hours="24/7, free", languages="English, French", address="988.ca", sure="A"),
        ),
        pages=("napaneebeaver.ca (government text, 2023)", "goldenwestapps.com (Sept 2025)", "cmhasaskatoon.ca", "public list (Aug 2026)"),
    ),
    Country(
        code="GB",
        name="United Kingdom",
        also=("UK", "GBR", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Cymru"),
        emergency="999 or 112",
        lines=(
            CrisisLine(service="Samaritans", contact="call 116 123; jo@samaritans.org (slower)", numbers=("116 123",), hours="any time, free", languages="English", address="samaritans.org", sure="A"),
            CrisisLine(service="Shout", contact="text 85258", numbers=("85258",), sure="A"),
            CrisisLine(service="NHS, for a mental-health crisis (England only)", contact="call 111, then option 2", numbers=("111",), hours="24/7", sure="A"),
        ),
        pages=("samaritans.org contact page", "fullfact.org (2022)", "tewv.nhs.uk (Nov 2025)", "pendeensurgery.nhs.uk (2025)", "public list (Aug 2026)"),
    ),
    Country(
        code="IE",
        name="Ireland",
        also=("IRL", "Republic of Ireland", "Éire"),
        emergency="112 or 999",
        lines=(
            CrisisLine(service="Samaritans", contact="call 116 123", numbers=("116 123",), hours="any time, free", languages="English", address="samaritans.org/samaritans-ireland", sure="A"),
        ),
        pages=("samaritans.org news, Ireland (2015)", "irishexaminer.com (2019)", "oireachtas.ie (2013)", "public list (Aug 2026)"),
    ),
    Country(
        code="AU",
        name="Australia",
        also=("AUS",),
        emergency="000",
        lines=(
            CrisisLine(service="Lifeline", contact="call 13 11 14; text 0477 13 11 14; or chat", numbers=("13 11 14", "0477 13 11 14"), hours="24/7", languages="English", address="lifeline.org.au", sure="A"),
        ),
        pages=("lifeinmind.org.au (2022)", "9news.com.au (2022)", "theleader.com.au (2022)", "Lifeline release via medianet (Sept 2024)", "public list (Aug 2026)"),
    ),
    Country(
        code="NZ",
        name="New Zealand",
        also=("NZL", "Aotearoa"),
        emergency="111",
        lines=(
            CrisisLine(service="1737 Need to talk?", contact="call or text 1737", numbers=("1737",), hours="24/7, free", languages="English; interpreters for about 150", address="1737.org.nz", sure="A"),
            CrisisLine(service="Suicide Crisis Helpline", contact="call 0508 828 865", numbers=("0508 828 865",), sure="B"),
        ),
        pages=("pegasus.health.nz", "scoop.co.nz (ministry release, 2017)", "nzfamilies.org.nz (Dec 2025)", "public list (Aug 2026)"),
    ),
    Country(
        code="IN",
        name="India",
        also=("IND", "Bharat"),
        emergency="112",
        lines=(
            CrisisLine(service="Tele-MANAS", contact="call 14416", numbers=("14416",), hours="24/7, free", languages="20, by state", address="telemanas.mohfw.gov.in", sure="A"),
            CrisisLine(service="Tele-MANAS, long number", contact="call 1-800-891-4416", numbers=("1-800-891-4416",), hours="24/7, free", sure="B"),
        ),
        pages=("theshillongtimes.com (minister in parliament, Feb 2025)", "newsonair.gov.in (state radio)", "crackittoday.com", "public list (Aug 2026)", "ledger (June 2026)"),
    ),
    Country(
        code="DE",
        name="Germany",
        also=("DEU", "Deutschland", "Allemagne", "Alemania"),
        emergency="112",
        lines=(
            CrisisLine(service="TelefonSeelsorge", contact="call 0800 1110111, 0800 1110222 or 116 123; or chat, mail", numbers=("0800 1110111", "0800 1110222", "116 123"), hours="24 hours, free", languages="German", address="telefonseelsorge.de", sure="A"),
        ),
        pages=("domradio.de", "spektrum.de (2022)", "ekkw.de", "ansbach-evangelisch.de", "public list (Aug 2026)"),
    ),
    Country(
        code="AT",
        name="Austria",
        also=("AUT", "Österreich", "Oesterreich"),
        emergency="112 (144 ambulance)",
        lines=(
            CrisisLine(service="Telefonseelsorge", contact="call 142; or chat", numbers=("142",), hours="24 hours, free; chat 16–23 h", languages="German", address="telefonseelsorge.at", sure="A"),
        ),
        pages=("katholisch.at (who runs it)", "wienerbezirksblatt.at (2024)", "ooe.orf.at (2023)", "public list (Aug 2026)"),
    ),
    Country(
        code="CH",
        name="Switzerland",
        also=("CHE", "Schweiz", "Suisse", "Svizzera", "Svizra"),
        emergency="112 (144 ambulance)",
        lines=(
            CrisisLine(service="Die Dargebotene Hand / La Main Tendue / Telefono Amico", contact="call 143", numbers=("143",), hours="24 hours", languages="German, French, Italian by region", address="143.ch", sure="A"),
        ),
        pages=("143.ch/ticino", "zsz.ch", "srf.ch", "public list (Aug 2026)"),
    ),
    Country(
        code="FR",
        name="France",
        also=("FRA",),
        emergency="112 (15 SAMU)",
        lines=(
            CrisisLine(service="3114", contact="call 3114", numbers=("3114",), hours="24/7, free", languages="French", address="3114.fr", sure="A"),
        ),
        pages=("3114.fr", "mayotte.ars.sante.fr", "axaprevention.fr", "public list (Aug 2026)"),
    ),
    Country(
        code="ES",
        name="Spain",
        also=("ESP", "España"),
        emergency="112",
        lines=(
            CrisisLine(service="024", contact="call 024; or chat on the ministry's site", numbers=("024",), hours="24/7, free", languages="Spanish", address="sanidad.gob.es/linea024", sure="A"),
        ),
        pages=("farodevigo.es (Oct 2025)", "laopinioncoruna.es (Oct 2025)", "rtve.es (2022)", "maldita.es", "public list (Aug 2026)"),
    ),
    Country(
        code="NL",
        name="Netherlands",
        also=("NLD", "Holland", "Nederland"),
        emergency="112",
        lines=(
            CrisisLine(service="113 Zelfmoordpreventie", contact="call 113 or 0800-0113; or chat", numbers=("113", "0800-0113"), hours="24/7, free", languages="Dutch", address="113.nl", sure="A"),
        ),
        pages=("upday.com/ANP (3 Oct 2025)", "nu.nl (2020)", "hartvannederland.nl (2020)", "public list (Aug 2026)"),
    ),
    Country(
        code="BR",
        name="Brazil",
        also=("BRA", "Brasil"),
        emergency="192 (SAMU) or 190 (police)",
        lines=(
            CrisisLine(service="CVV", contact="call 188; or chat, e-mail", numbers=("188",), hours="24 hours, free", languages="Portuguese", address="cvv.org.br", sure="A"),
        ),
        pages=("claudia.abril.com.br (2018)", "folhadoestado.com.br (2018)", "tvuol.uol.com.br (2018)", "redeglobo.globo.com", "public list (Aug 2026)"),
    ),
    Country(
        code="MX",
        name="Mexico",
        also=("MEX", "México"),
        emergency="911",
        lines=(
            CrisisLine(service="Línea de la Vida", contact="call 800 911 2000", numbers=("800 911 2000",), hours="24/7, free", languages="Spanish", address="gob.mx/lineadelavida", sure="A"),
        ),
        pages=("eluniversal.com.mx (24 Dec 2025)", "proceso.com.mx (Oct 2025)", "cronica.com.mx (Sept 2025)", "public list (Aug 2026)", "ledger (June 2026)"),
    ),
    Country(
        code="SG",
        name="Singapore",
        also=("SGP",),
        emergency="995 (ambulance) or 999 (police)",
        lines=(
            CrisisLine(service="national mindline", contact="call 1771; WhatsApp 6669 1771; or chat", numbers=("1771", "6669 1771"), hours="24/7, free", languages="English, Mandarin, Malay, Tamil", address="mindline.sg", sure="A"),
            CrisisLine(service="SOS", contact="call 1767", numbers=("1767",), hours="24/7", address="sos.org.sg", sure="A"),
            CrisisLine(service="SOS by WhatsApp", contact="WhatsApp 9151 1767", numbers=("9151 1767",), sure="B"),
        ),
        pages=("moh.gov.sg newsroom (18 June 2025)", "straitstimes.com", "daily8.com/CNA (2025)", "public list (Aug 2026)"),
    ),
    Country(
        code="KR",
        name="South Korea",
        also=("KOR", "Korea", "Republic of Korea", "Hanguk"),
        emergency="119, or 112 (police)",
        lines=(
            CrisisLine(service="109 suicide prevention line", contact="call 109", numbers=("109",), hours="24 hours", languages="Korean", sure="A"),
        ),
        pages=("eiec.kdi.re.kr (Ministry of Health press paper, 2 Jan 2024)", "newspim.com", "hankookilbo.com"),
    ),
    Country(
        code="ZA",
        name="South Africa",
        also=("ZAF", "RSA"),
        emergency="112 from a mobile phone, or 10177 (ambulance)",
        lines=(
            CrisisLine(service="SADAG suicide line", contact="call 0800 567 567", numbers=("0800 567 567",), hours="24 hours, free", address="sadag.org", sure="A"),
            CrisisLine(service="SADAG, other ways", contact="call 0800 456 789, or SMS 31393 (they call back)", numbers=("0800 456 789", "31393"), sure="B"),
        ),
        pages=("The Star on pressreader.com (2019)", "sabcnews.com (2022)", "backabuddy.co.za (Nov 2025)", "public list (Aug 2026)"),
    ),
    Country(
        code="PH",
        name="Philippines",
        also=("PHL", "Pilipinas"),
        emergency="911",
        lines=(
            CrisisLine(service="NCMH Crisis Hotline", contact="call 1553, 0919 057 1553 or 0917 899 8727", numbers=("1553", "0919 057 1553", "0917 899 8727"), hours="24/7", languages="Filipino, English", sure="A"),
        ),
        pages=("sunstar.com.ph/PNA (Dec 2025)", "pulsedaily.ph", "doh.gov.ph (2019)"),
    ),
    Country(
        code="PT",
        name="Portugal",
        also=("PRT",),
        emergency="112",
        lines=(
            CrisisLine(service="Linha Nacional de Prevenção do Suicídio", contact="call 1411", numbers=("1411",), hours="24/7, free", languages="Portuguese", sure="A"),
        ),
        pages=("24noticias.sapo.pt (Sept 2025)", "ointerior.pt (Sept 2025)", "vilatv.pt (Sept 2025)", "oregioes.pt (Sept 2025)"),
    ),
    Country(
        code="IT",
        name="Italy",
        also=("ITA", "Italia"),
        emergency="112",
        lines=(
            CrisisLine(service="Telefono Amico Italia", contact="call 02 2327 2327; WhatsApp 324 011 7252", numbers=("02 2327 2327", "324 011 7252"), hours="daily 9–24", languages="Italian", address="telefonoamico.it", sure="A"),
        ),
        pages=("ilsole24ore.com (10 Oct 2025)", "tpi.it (2021)", "public list (Aug 2026)"),
    ),
    Country(
        code="BE",
        name="Belgium",
        also=("BEL", "België", "Belgique", "Belgien"),
        emergency="112",
        lines=(
            CrisisLine(service="Zelfmoordlijn 1813", contact="call 1813", numbers=("1813",), hours="24/7", languages="Dutch", address="zelfmoord1813.be", sure="A"),
            CrisisLine(service="Centre de Prévention du Suicide", contact="call 0800 32 123", numbers=("0800 32 123",), hours="24/7", languages="French", address="preventionsuicide.be", sure="A"),
            CrisisLine(service="Community Help Service", contact="call 02 616 26 26, the new number, or the old one, 02 648 40 14", numbers=("02 616 26 26", "02 648 40 14"), languages="English", sure="B"),
        ),
        pages=("brusselstimes.com (Feb 2026)", "bx1.be", "dhnet.be (2023)", "vrt.be (2019)", "public list (Aug 2026)"),
    ),
    Country(
        code="IS",
        name="Iceland",
        also=("ISL", "Ísland"),
        emergency="112",
        lines=(
            CrisisLine(service="Hjálparsími Rauða krossins (Red Cross)", contact="call 1717, not from a withheld number; or chat", numbers=("1717",), hours="24/7, free", languages="Icelandic, English", address="1717.is", sure="A"),
        ),
        pages=("raudikrossinn.is, page of the helpline (2023 or later)", "raudikrossinn.is news (27 Mar 2020)", "mbl.is (2012)", "public list (Aug 2026)"),
    ),
    Country(
        code="DK",
        name="Denmark",
        also=("DNK", "Danmark"),
        emergency="112",
        lines=(
            CrisisLine(service="Livslinien", contact="call 70 201 201", numbers=("70 201 201",), hours="daily from 9 in the morning to 5 at night", languages="Danish", address="livslinien.dk", sure="A", caution="The hours are less sure."),
        ),
        pages=("cphpost.dk (2015)", "socialtindblik.dk (2022)", "public list (Aug 2026)"),
    ),
    Country(
        code="SE",
        name="Sweden",
        also=("SWE", "Sverige"),
        emergency="112",
        lines=(
            CrisisLine(service="Mind Självmordslinjen", contact="call 90101; or chat", numbers=("90101",), hours="24/7", languages="Swedish", address="mind.se", sure="A"),
        ),
        pages=("kronprinsessparetsstiftelse.se", "sosalarm.se (2020)", "omtanke.today (about 2025)", "public list (Aug 2026)"),
    ),
    Country(
        code="NO",
        name="Norway",
        also=("NOR", "Norge", "Noreg"),
        emergency="113 (ambulance) or 112 (police)",
        lines=(
            CrisisLine(service="Mental Helse Hjelpetelefonen", contact="call 116 123", numbers=("116 123",), hours="24/7, free", languages="Norwegian", address="sidetmedord.no", sure="A"),
            CrisisLine(service="Kirkens SOS", contact="call 22 40 00 40; or chat", numbers=("22 40 00 40",), hours="24/7", languages="Norwegian", address="kirkens-sos.no", sure="B"),
        ),
        pages=("vindafjord.kommune.no (2023)", "nrk.no (2021)", "tv2.no (2020)", "public list (Aug 2026)"),
    ),
    Country(
        code="FI",
        name="Finland",
        also=("FIN", "Suomi"),
        emergency="112",
        lines=(
            CrisisLine(service="MIELI Kriisipuhelin", contact="call 09 2525 0111", numbers=("09 2525 0111",), hours="24/7", languages="Finnish", address="mieli.fi", sure="A"),
            CrisisLine(service="MIELI in other languages", contact="Swedish: call 09 2525 0112; English or Arabic: 09 2525 0113; Ukrainian: 09 2525 0114; Russian: 09 2525 0115", numbers=("09 2525 0112", "09 2525 0113", "09 2525 0114", "09 2525 0115"), hours="at set hours", address="mieli.fi", sure="A"),
        ),
        pages=("mentalhealth.fi", "sttinfo.fi (MIELI's own release, 2020)", "karjalainen.fi (2021)", "public list (Aug 2026)"),
    ),
    Country(
        code="PL",
        name="Poland",
        also=("POL", "Polska"),
        emergency="112",
        lines=(
            CrisisLine(service="Telefon dla dorosłych w kryzysie", contact="call 116 123; or chat", numbers=("116 123",), hours="24 hours, free", languages="Polish", address="116sos.pl", sure="A"),
            CrisisLine(service="Centrum Wsparcia", contact="call 800 70 2222", numbers=("800 70 2222",), hours="24/7, free", languages="Polish", sure="B"),
        ),
        pages=("telepolis.pl (Ministry of Digital Affairs, Nov 2025)", "banai.pl (Jan 2024)", "zdrowie.pap.pl (state news agency)", "zspborzecin.pl"),
    ),
    Country(
        code="CZ",
        name="Czechia",
        also=("CZE", "Czech Republic", "Česko", "Česká republika"),
        emergency="112 (155 ambulance)",
        lines=(
            CrisisLine(service="Linka první psychické pomoci", contact="call 116 123", numbers=("116 123",), hours="24 hours, free; fewer at weekends since Dec 2024", languages="Czech", sure="A", caution="The hours are less sure."),
        ),
        pages=("irozhlas.cz (Dec 2024)", "idnes.cz (Jan 2024)"),
    ),
    Country(
        code="HU",
        name="Hungary",
        also=("HUN", "Magyarország"),
        emergency="112",
        lines=(
            CrisisLine(service="Lelki Elsősegély (LESZ)", contact="call 116-123", numbers=("116-123",), hours="24 hours, free", languages="Hungarian", address="sos116123.hu", sure="A"),
        ),
        pages=("felvidek.ma (2019)", "gondola.hu (2019)", "delmagyar.hu (2018)", "ledger (June 2026)"),
    ),
    Country(
        code="GR",
        name="Greece",
        also=("GRC", "Hellas", "Ellada", "Ελλάδα"),
        emergency="112 (166 ambulance)",
        lines=(
            CrisisLine(service="Klimaka, suicide line", contact="call 1018", numbers=("1018",), hours="24 hours", languages="Greek", sure="A"),
            CrisisLine(service="Psychosocial line (Ministry of Health)", contact="call 10306", numbers=("10306",), hours="24 hours", languages="Greek", sure="A"),
        ),
        pages=("reader.gr (10 Oct 2025)", "newsbulletin247.com (2023)", "ant1news.gr (2020)"),
    ),
    Country(
        code="UA",
        name="Ukraine",
        also=("UKR", "Ukraina", "Україна"),
        emergency="112 (103 ambulance)",
        lines=(
            CrisisLine(service="Lifeline Ukraine", contact="call 7333", numbers=("7333",), hours="24/7; free from Vodafone", languages="Ukrainian", sure="A"),
        ),
        pages=("techtoday.in.ua (May 2024)", "dzerkalo.media (2019)", "v-variant.com.ua (2023)"),
    ),
    Country(
        code="IL",
        name="Israel",
        also=("ISR", "Yisrael", "ישראל"),
        emergency="101 (ambulance) or 100 (police)",
        lines=(
            CrisisLine(service="ERAN", contact="call 1201; or chat", numbers=("1201",), hours="24/7", languages="Hebrew, Arabic, Russian, English and more, on lines of their own", sure="B"),
        ),
        pages=("jerusaleminstitute.org.il", "israel21c.org (2023)", "jpost.com (2025)", "rega.co.il", "fr.timesofisrael.com (2024)"),
    ),
    Country(
        code="JP",
        name="Japan",
        also=("JPN", "Nippon", "Nihon", "日本"),
        emergency="119 (ambulance) or 110 (police)",
        lines=(
            CrisisLine(service="Yorisoi Hotline", contact="call 0120-279-338; in Iwate, Miyagi and Fukushima 0120-279-226", numbers=("0120-279-338", "0120-279-226"), hours="24 hours, free", languages="Japanese; a choice of 8 others", sure="B"),
            CrisisLine(service="Inochi SOS", contact="call 0120-061-338", numbers=("0120-061-338",), languages="Japanese", sure="B"),
        ),
        pages=("279338.jp", "tascalne.com", "mashiroyuina.com", "meikikai-home.com (Mar 2021, from the ministry's list)"),
    ),
    Country(
        code="CN",
        name="China",
        also=("CHN", "People's Republic of China", "PRC", "Zhongguo", "中国"),
        emergency="120 (ambulance) or 110 (police)",
        lines=(
            CrisisLine(service="12356 national psychological support line", contact="call 12356", numbers=("12356",), hours="at least 18 hours a day, differs by city", languages="Chinese", sure="A"),
        ),
        pages=("people.com.cn (27 Dec 2024)", "163.com/Xinhua (Dec 2024)", "China News copies (26 Dec 2025)"),
    ),
    Country(
        code="TW",
        name="Taiwan",
        also=("TWN", "臺灣", "台灣"),
        emergency="119, or 110 (police)",
        lines=(
            CrisisLine(service="1925 (Ministry of Health)", contact="call 1925", numbers=("1925",), hours="24 hours, free", languages="Mandarin", sure="A"),
            CrisisLine(service="Lifeline", contact="call 1995", numbers=("1995",), sure="A"),
            CrisisLine(service="Teacher Chang", contact="call 1980", numbers=("1980",), sure="A"),
        ),
        pages=("udn.com (15 Sept 2025)", "kch.org.tw (2023)"),
    ),
    Country(
        code="HK",
        name="Hong Kong",
        also=("HKG", "香港"),
        emergency="999",
        lines=(
            CrisisLine(service="Mental Health Support Hotline", contact="call 18111; or WhatsApp", numbers=("18111",), hours="24 hours", languages="Cantonese, Mandarin, English and 9 more", address="shallwetalk.hk", sure="A"),
            CrisisLine(service="The Samaritans", contact="call 2896 0000", numbers=("2896 0000",), hours="24 hours", languages="many", sure="A"),
        ),
        pages=("shallwetalk.hk (government, 2023)", "am730.com.hk (2025)", "csrp.hku.hk"),
    ),
    Country(
        code="MY",
        name="Malaysia",
        also=("MYS",),
        emergency="999",
        lines=(
            CrisisLine(service="Talian HEAL", contact="call 15555", numbers=("15555",), hours="daily 8–24 h", sure="A"),
            CrisisLine(service="Befrienders KL", contact="call 03-7627 2929", numbers=("03-7627 2929",), hours="24 hours, free", sure="B"),
        ),
        pages=("vietnamnews.vn from a Malaysian paper (7 Jan 2026)", "malaymail.com (2024)", "thesundaily.my (2019)"),
    ),
    Country(
        code="ID",
        name="Indonesia",
        also=("IDN",),
        emergency="119 (ambulance) or 110 (police)",
        lines=(
            CrisisLine(service="Web chat of the Ministry of Health", contact="chat at the address below, free and anonymous; we know of no phone number that is sure", numbers=(), languages="Indonesian", address="healing119.id", sure="A"),
        ),
        pages=("kesprimkom.kemkes.go.id (Aug 2025)", "detak.co", "allindonesian.com"),
    ),
    Country(
        code="TH",
        name="Thailand",
        also=("THA", "ประเทศไทย"),
        emergency="1669 (ambulance) or 191 (police)",
        lines=(
            CrisisLine(service="Mental Health Hotline", contact="call 1323", numbers=("1323",), hours="24 hours, free; waits are long", languages="Thai", sure="A"),
        ),
        pages=("thethaiger.com/th (27 Oct 2025)", "hfocus.org (2023)", "thecoverage.info"),
    ),
    Country(
        code="VN",
        name="Vietnam",
        also=("VNM", "Viet Nam", "Việt Nam"),
        emergency="115 (ambulance) or 113 (police)",
        lines=(
            CrisisLine(service="Ngày Mai", contact="call 096 306 1414", numbers=("096 306 1414",), hours="Wednesday to Sunday 13:00–20:30 (2022)", languages="Vietnamese", sure="B", caution="The hours may differ."),
        ),
        pages=("tintuc.vdong.vn (copy of Tuổi Trẻ, Aug 2022)", "ledger (June 2026)", "saigoneer.com", "plo.vn"),
    ),
    Country(
        code="PK",
        name="Pakistan",
        also=("PAK",),
        emergency="15 (police), 1122 (rescue) or 115 (ambulance)",
        lines=(
            CrisisLine(service="Umang", contact="call 0311 7786264", numbers=("0311 7786264",), languages="Urdu, English, others", address="taskeen.org/umang", sure="B", caution="The pages disagree about its hours: 24/7 but for Eid, or 12–24 h."),
        ),
        pages=("hourstv.com (2022)", "dawn.com (2022)", "pakscoop.com (2022)"),
    ),
    Country(
        code="LK",
        name="Sri Lanka",
        also=("LKA", "Ceylon"),
        emergency="119 (police) or 1990 (ambulance)",
        lines=(
            CrisisLine(service="1926 National Mental Health Helpline", contact="call or text 1926", numbers=("1926",), hours="24/7, free", languages="Sinhala, Tamil, English", sure="A"),
        ),
        pages=("island.lk (2020)", "airtel.lk", "a copy of a release (2022)", "srilankanewsnetwork.com"),
    ),
    Country(
        code="NP",
        name="Nepal",
        also=("NPL",),
        emergency="102 (ambulance) or 100 (police)",
        lines=(
            CrisisLine(service="National Suicide Prevention Helpline (Mental Hospital, Lagankhel)", contact="call 1166", numbers=("1166",), hours="24 hours is its aim; 8–20 h in 2020", languages="Nepali", address="tponepal.org", sure="B"),
        ),
        pages=("tponepal.org", "WHO Nepal text (copy, Dec 2022)", "lokpath.com (2020)", "nepalesevoice.com (Sept 2021)", "bharatexpress.com (2024)"),
    ),
    Country(
        code="KE",
        name="Kenya",
        also=("KEN",),
        emergency="999 or 112",
        lines=(
            CrisisLine(service="Kenya Red Cross (tele-counselling)", contact="call 1199", numbers=("1199",), sure="A", caution="Its hours are not known here."),
        ),
        pages=("nairobinews.nation.co.ke (minister, Apr 2020)", "newsnetkenya.co.ke (July 2023)", "ledger (June 2026)"),
    ),
    Country(
        code="NG",
        name="Nigeria",
        also=("NGA",),
        emergency="112",
        lines=(
            CrisisLine(service="SURPIN (Lagos University Teaching Hospital)", contact="call 0800 078 7746", numbers=("0800 078 7746",), hours="24 hours, free", languages="English, Hausa and a third", sure="A", caution="The hours are less sure."),
        ),
        pages=("healthwise.punchng.com", "healthcareafrica.info (about 2019–20)", "newtelegraphng.com (2022)", "ledger (June 2026)"),
    ),
    Country(
        code="GH",
        name="Ghana",
        also=("GHA",),
        emergency="112, or 191 (police), 193 (ambulance)",
        lines=(
            CrisisLine(service="Mental Health Authority", contact="call 0800 678 678", numbers=("0800 678 678",), hours="free", address="mhaghana.com", sure="B", caution="A former line of theirs was dead for three years."),
        ),
        pages=("businessghana.com (2022/23)", "ledger (June 2026)"),
    ),
    Country(
        code="AR",
        name="Argentina",
        also=("ARG",),
        emergency="911, or 107 (ambulance)",
        lines=(
            CrisisLine(service="Ministry of Health", contact="call 0800-999-0091", numbers=("0800-999-0091",), hours="24 hours, free", languages="Spanish", sure="A"),
            CrisisLine(service="Centro de Asistencia al Suicida", contact="call 135 in and around Buenos Aires, (011) 5275-1135 in the whole country", numbers=("135", "(011) 5275-1135"), languages="Spanish", sure="B", caution="The pages disagree about its hours: 8–24 h, or 24 hours. In Entre Ríos, 135 is the province's own line."),
        ),
        pages=("lapostacomodorense.com.ar (3 Sept 2025)", "ospia.org.ar", "elonce.com (Feb 2026)"),
    ),
    Country(
        code="CL",
        name="Chile",
        also=("CHL",),
        emergency="131 (ambulance) or 133 (police)",
        lines=(
            CrisisLine(service="Ministry of Health", contact="call *4141 (with the star, from a mobile phone); or chat", numbers=("*4141",), hours="24/7, free", languages="Spanish", sure="A"),
        ),
        pages=("latercera.com (Oct 2025)", "eldinamo.cl (Oct 2025)", "adnradio.cl (Oct 2025)", "biobiochile.cl (2023)"),
    ),
    Country(
        code="CO",
        name="Colombia",
        also=("COL",),
        emergency="123",
        lines=(
            CrisisLine(service="Línea 106 (service of Bogotá)", contact="call 106; WhatsApp 300 754 8933", numbers=("106", "300 754 8933"), hours="24/7, free", languages="Spanish", address="saludcapital.gov.co", sure="A", caution="It is for Bogotá; other cities have their own."),
        ),
        pages=("saludcapital.gov.co (2025)", "bogota.gov.co", "radiosantafe.com (Sept 2025)", "semana.com"),
    ),
    Country(
        code="PE",
        name="Peru",
        also=("PER", "Perú"),
        emergency="105 (police) or 117 (ambulance)",
        lines=(
            CrisisLine(service="Línea 113 (Ministry of Health)", contact="call 113, then option 5", numbers=("113",), hours="24/7, free", languages="Spanish", sure="A"),
        ),
        pages=("panamericana.pe (Mar 2026)", "larepublica.pe (Aug 2025)", "infobae.com (Aug 2025)"),
    ),
    Country(
        code="AE",
        name="United Arab Emirates",
        also=("UAE", "ARE", "Emirates"),
        emergency="999 (police) or 998 (ambulance)",
        lines=(
            CrisisLine(service="Mental Support Line (800-HOPE)", contact="call or WhatsApp 800 4673", numbers=("800 4673",), hours="daily 8–20 h, free (2021)", languages="Arabic, English", sure="B"),
        ),
        pages=("thenationalnews.com (2020)", "WAM via urdupoint.com (June 2021)"),
    ),
    # Of these no line could be checked; the number for an emergency could. 112 works in every member state of
    # the EU and in the others named (European Commission, by news.lt; the Latvian fire service, vugd.gov.lv).
    Country(
        code="BD",
        name="Bangladesh",
        also=("BGD",),
        emergency="999",
    ),
    Country(
        code="TR",
        name="Turkey",
        also=("TUR", "Türkiye"),
        emergency="112",
    ),
    Country(
        code="BG",
        name="Bulgaria",
        also=("BGR",),
        emergency="112",
    ),
    Country(
        code="HR",
        name="Croatia",
        also=("HRV", "Hrvatska"),
        emergency="112",
    ),
    Country(
        code="CY",
        name="Cyprus",
        also=("CYP",),
        emergency="112",
    ),
    Country(
        code="EE",
        name="Estonia",
        also=("EST", "Eesti"),
        emergency="112",
    ),
    Country(
        code="LV",
        name="Latvia",
        also=("LVA", "Latvija"),
        emergency="112",
    ),
    Country(
        code="LT",
        name="Lithuania",
        also=("LTU", "Lietuva"),
        emergency="112",
    ),
    Country(
        code="LU",
        name="Luxembourg",
        also=("LUX",),
        emergency="112",
    ),
    Country(
        code="MT",
        name="Malta",
        also=("MLT",),
        emergency="112",
    ),
    Country(
        code="RO",
        name="Romania",
        also=("ROU", "România"),
        emergency="112",
    ),
    Country(
        code="SK",
        name="Slovakia",
        also=("SVK", "Slovensko"),
        emergency="112",
    ),
    Country(
        code="SI",
        name="Slovenia",
        also=("SVN", "Slovenija"),
        emergency="112",
    ),
    Country(
        code="LI",
        name="Liechtenstein",
        also=("LIE",),
        emergency="112",
    ),
    Country(
        code="RS",
        name="Serbia",
        also=("SRB", "Srbija"),
        emergency="112",
    ),
    Country(
        code="GE",
        name="Georgia",
        also=("GEO", "Sakartvelo"),
        emergency="112",
    ),
)
# fmt: on
