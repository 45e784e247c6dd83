#!/usr/bin/env python3
"""Writes the exports beside it: utfall.se, vp.xlsx, prognos.csv and leasingavtal.xlsx.

The accounts, the vouchers, the balances, the year 2005, the contracts and how amounts fall on months are invented. What
each verksamhet and row comes to is the report's own figure, in mnkr with one decimal. Needs xlsxwriter; gives the same
bytes every time.
"""

import datetime
import pathlib
import zlib

import xlsxwriter

HERE = pathlib.Path(__file__).parent
MILLION = 100_000_000  # öre

# Object, key, name, and for costs and revenues (vp, utfall, prognos) in tenths of mnkr.
POSTS = [
    (100, "Slk", (7080, 4320, 7080), (-3530, -2391, -3530)),
    (110, "Omstrukturering", (639, 224, 639), (0, -4, 0)),
    (120, "Äldreomsorg", (136, 59, 136), (0, 0, 0)),
    (130, "Bidrag", (2062, 1375, 2062), (0, 0, 0)),
    (140, "Politisk organisation", (831, 477, 831), (0, 0, 0)),
    (150, "Miljöavgiftsprojektet", (1363, 520, 1000), (-1363, -520, -1000)),
    (160, "Miljömiljarden", (3172, 1071, 3574), (-3172, -1071, -3574)),
    (170, "LIP/KLIMP", (1768, 1065, 1768), (-1768, -1065, -1768)),
    (180, "Kompetensfonden", (9814, 5118, 9814), (-9814, -5118, -9814)),
    (190, "Investeringar", (200, 66, 100), (0, 0, 0)),
    (200, "KF/KS kansli", (117, 82, 126), (-13, -5, -13)),
]

# Amounts below are in tenths of mnkr, as the report prints them. Debit is positive, credit negative.
ACCOUNTS = {
    1110: ("Inventarier, anskaffningsvärde", "T"),
    1119: ("Inventarier, ackumulerade avskrivningar", "T"),
    1410: ("Förråd", "T"),
    1510: ("Kundfordringar", "T"),
    1610: ("Fordringar på stadens nämnder och bolag", "T"),
    1710: ("Förutbetalda kostnader och upplupna intäkter", "T"),
    1930: ("Bank", "T"),
    2010: ("Eget kapital", "S"),
    2290: ("Avsättning för omställning", "S"),
    2410: ("Leverantörsskulder", "S"),
    2610: ("Skulder till stadens nämnder och bolag", "S"),
    2910: ("Semesterlöneskuld", "S"),
    2990: ("Upplupna kostnader och förutbetalda intäkter", "S"),
    3110: ("Tjänster till stadens nämnder", "I"),
    3510: ("Statsbidrag", "I"),
    3710: ("Medel ur stadens fonder", "I"),
    3910: ("Övriga intäkter", "I"),
    4510: ("Lämnade bidrag", "K"),
    5010: ("Löner", "K"),
    5610: ("Arbetsgivaravgifter", "K"),
    6010: ("Lokalhyror", "K"),
    6910: ("Övriga kostnader", "K"),
    7010: ("Konsulter och köpta tjänster", "K"),
    7910: ("Avskrivningar", "K"),
    8010: ("Kommunbidrag", "I"),
    8410: ("Ränteintäkter", "I"),
    8510: ("Räntekostnader", "K"),
}

# The outcome of every verksamhet by account: together what POSTS says.
OUTCOME = {
    100: {5010: 1256, 5610: 398, 6010: 547, 7010: 1885, 6910: 159, 7910: 63, 8510: 12,
          3110: -2264, 3910: -122, 8410: -5},
    110: {5010: 152, 5610: 48, 6910: 24, 3910: -4},
    120: {7010: 59},
    130: {4510: 1375},
    140: {5010: 304, 5610: 96, 6010: 40, 6910: 37},
    150: {7010: 520, 3510: -520},
    160: {4510: 1071, 3710: -1071},
    170: {4510: 1065, 3510: -1065},
    180: {4510: 5118, 3710: -5118},
    190: {1110: 66},
    200: {5010: 46, 5610: 14, 7010: 15, 6910: 7, 3910: -5},
}
GRANT = (8010, -4881)

# Balances when 2005 began and ended; 2006 begins with the result of 2005 in the equity.
BEGAN_2005 = {1110: 890, 1119: -461, 1410: 6, 1510: 541, 1610: 1043, 1710: 251, 1930: 3046, 2010: -435, 2290: -180,
              2410: -1668, 2610: -998, 2910: -351, 2990: -1684}
ENDED_2005 = {1110: 964, 1119: -552, 1410: 5, 1510: 554, 1610: 1086, 1710: 263, 1930: 3186, 2010: -435, 2290: -150,
              2410: -1719, 2610: -1027, 2910: -362, 2990: -1692}
RESULT_2005 = -121
BEGAN_2006 = {**ENDED_2005, 2010: ENDED_2005[2010] + RESULT_2005}

# How the other balances change until August 2006, against the bank.
CHANGES = {1410: -1, 1510: 64, 1610: 97, 1710: 62, 2290: 30, 2410: 282, 2610: 66, 2910: -22, 2990: -81}

# January to August 2005, and the rest of that year.
MONTHS_2005 = {3110: (-2301, -1150), 3510: (-1412, -706), 3710: (-5640, -2820), 3910: (-129, -64), 8410: (-4, -2),
               8010: (-4510, -2255), 4510: (8342, 4272), 5010: (1709, 854), 5610: (539, 270), 6010: (579, 290),
               6910: (215, 110), 7010: (2391, 1195), 7910: (59, 32), 8510: (10, 5)}

MONTHS = [(1, 11), (2, 11), (3, 13), (4, 12), (5, 13), (6, 14), (7, 10), (8, 16)]


def split(amount, weights):
    """Parts of a whole amount by weights; the last takes what is left."""
    total, parts, rest = sum(weight for _, weight in weights), [], amount
    for key, weight in weights[:-1]:
        part = amount * weight // total
        parts.append((key, part))
        rest -= part
    return parts + [(weights[-1][0], rest)]


def ore(tenths):
    return tenths * MILLION // 10


def kronor(ore):
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def check():
    """What is written by hand above agrees with itself."""
    for number, name, costs, revenues in POSTS:
        own = OUTCOME[number]
        revenue = sum(amount for account, amount in own.items() if account // 100 in (31, 35, 37, 39, 84))
        assert (sum(own.values()) - revenue, revenue) == (costs[1], revenues[1]), name
    assert sum(BEGAN_2005.values()) == 0
    assert sum(ENDED_2005.values()) + RESULT_2005 == 0
    assert sum(map(sum, MONTHS_2005.values())) == RESULT_2005


def vouchers():
    """Month, text and rows of account, objects and öre, in order of month."""
    found = []
    for number, name, _, _ in POSTS:
        monthly = {account: dict(split(ore(amount), MONTHS)) for account, amount in OUTCOME[number].items()}
        for month, _ in MONTHS:
            rows = [(account, f'{{1 "{number}"}}', by_month[month]) for account, by_month in monthly.items()]
            written_down = sum(amount for account, _, amount in rows if account == 7910)
            rows += [(1119, "{}", -written_down)] if written_down else []
            rows.append((1930, "{}", -sum(amount for _, _, amount in rows)))
            found.append((month, number, f"{name}, månad {month}", rows))
    grant = dict(split(ore(GRANT[1]), MONTHS))
    changes = {account: dict(split(ore(amount), MONTHS)) for account, amount in CHANGES.items()}
    for month, _ in MONTHS:
        found.append((month, 901, f"Kommunbidrag, månad {month}", [(8010, "{}", grant[month]), (1930, "{}", -grant[month])]))
        rows = [(account, "{}", by_month[month]) for account, by_month in changes.items()]
        rows.append((1930, "{}", -sum(amount for _, _, amount in rows)))
        found.append((month, 902, f"Fordringar och skulder, månad {month}", rows))
    return [(month, text, rows) for month, _, text, rows in sorted(found, key=lambda voucher: voucher[:2])]


def sie():
    lines = [
        "#PROGRAM tertial 1.0",
        "#FORMAT PC8",
        "#GEN 20060915",
        "#SIETYP 4",
        '#PROSA "Påhittade konton, verifikationer och balanser. Summorna för varje verksamhet är rapportens."',
        '#FNAMN "Stadsledningskontoret, påhittad redovisning"',
        "#RAR 0 20060101 20061231",
        "#RAR -1 20050101 20051231",
        "#OMFATTN 20060831",
        "#VALUTA SEK",
    ]
    for account, (name, kind) in ACCOUNTS.items():
        lines += [f'#KONTO {account} "{name}"', f"#KTYP {account} {kind}"]
    lines.append('#DIM 1 "Verksamhet"')
    lines += [f'#OBJEKT 1 "{number}" "{name}"' for number, name, _, _ in POSTS]
    booked = {}
    for _, _, rows in vouchers():
        for account, _, amount in rows:
            booked[account] = booked.get(account, 0) + amount
    lines += balances("IB", 0, BEGAN_2006) + balances("IB", -1, BEGAN_2005)
    for account in ACCOUNTS:
        closing = ore(BEGAN_2006.get(account, 0)) + booked.get(account, 0)
        lines.append(f"#{'UB' if account < 3000 else 'RES'} 0 {account} {kronor(closing)}")
    lines += balances("UB", -1, ENDED_2005)
    lines += balances("RES", -1, {account: sum(parts) for account, parts in MONTHS_2005.items()})
    for account, (first, last) in MONTHS_2005.items():
        months = split(ore(first), MONTHS) + split(ore(last), [(month, 1) for month in range(9, 13)])
        lines += [f"#PSALDO -1 2005{month:02} {account} {{}} {kronor(amount)}" for month, amount in months]
    for serial, (month, text, rows) in enumerate(vouchers(), 1):
        lines += [f'#VER A {serial} 2006{month:02}25 "{text}"', "{"]
        lines += [f"   #TRANS {account} {objects} {kronor(amount)}" for account, objects, amount in rows]
        lines.append("}")
    return lines


def balances(label, year, amounts):
    return [f"#{label} {year} {account} {kronor(ore(amount))}" for account, amount in amounts.items()]


def checksum(lines):
    """CRC-32 of labels and fields alone: no blanks between fields, no quotation marks, no braces."""
    content = bytearray()
    for line in lines:
        quoted = False
        for sign in line:
            if sign == '"':
                quoted = not quoted
            elif quoted or sign not in " \t{}":
                content += sign.encode("cp437")
    return zlib.crc32(content)


def write_sie():
    lines = sie()
    whole = ["#FLAGGA 0", "#KSUMMA", *lines, f"#KSUMMA {checksum(lines)}"]
    (HERE / "utfall.se").write_bytes("".join(f"{line}\r\n" for line in whole).encode("cp437"))


def write_csv():
    def number(tenths):
        sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
        whole = f"{tenths // 10:,}".replace(",", "\u00a0")
        return f"{sign}{whole},{tenths % 10}"

    rows = [("Verksamhet", "Slag", "Prognos 2006, mnkr")]
    for _, name, costs, revenues in POSTS:
        kinds = ("Utgifter", "Inkomster") if name == "Investeringar" else ("Kostnader", "Intäkter")
        rows += [(name, kinds[0], number(costs[2])), (name, kinds[1], number(revenues[2]))]
    total = sum(costs[2] + revenues[2] for _, _, costs, revenues in POSTS)
    rows.append(("Summa", "", number(total)))
    text = "".join(";".join(row) + "\r\n" for row in rows)
    (HERE / "prognos.csv").write_bytes(text.encode("utf-8-sig"))


def write_xlsx():
    book = xlsxwriter.Workbook(HERE / "vp.xlsx")
    book.set_properties({"title": "Justerad VP 2006", "created": datetime.datetime(2006, 1, 20)})
    bold, amount = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.0"})
    sheet = book.add_worksheet("Justerad VP")
    sheet.merge_range("A1:C1", "Justerad verksamhetsplan 2006", bold)
    sheet.write("A2", "Belopp i mnkr. Påhittat utdrag; talen är rapportens.")
    for at, heading in enumerate(["Verksamhet", "Slag", "VP 2006"]):
        sheet.write(3, at, heading, bold)
    row = 4
    for _, name, costs, revenues in POSTS:
        kinds = ("Utgifter", "Inkomster") if name == "Investeringar" else ("Kostnader", "Intäkter")
        sheet.merge_range(row, 0, row + 1, 0, name)
        for kind, figures in zip(kinds, (costs, revenues)):
            sheet.write(row, 1, kind)
            sheet.write(row, 2, figures[0] / 10, amount)
            row += 1
    total = sum(costs[0] + revenues[0] for _, _, costs, revenues in POSTS)
    sheet.write(row, 0, "Summa", bold)
    sheet.write_formula(row, 2, f"=SUM(C5:C{row})", amount, total / 10)
    sheet.set_column("A:A", 24)
    notes = book.add_worksheet("Anmärkningar")
    notes.write("A1", "Arbetsboken är påhittad och skriven av underlag.py.")
    book.close()


# Class, what, who, number, first and last day, fee a year in kronor.
CONTRACTS = [
    ("Operationell", "Kopieringsmaskiner", "Leasegivare A", "OL-01", (2004, 1, 1), (2006, 12, 31), 1_248_000),
    ("Operationell", "Skrivare", "Leasegivare A", "OL-02", (2005, 7, 1), (2008, 6, 30), 612_000),
    ("Operationell", "Personbilar", "Leasegivare B", "OL-03", (2005, 3, 16), (2008, 3, 15), 372_000),
    ("Operationell", "Möbler till sammanträdesrum", "Leasegivare C", "OL-04", (2006, 9, 1), (2011, 8, 31), 180_000),
    ("Operationell", "Telefonväxel", "Leasegivare D", "OL-05", (2003, 10, 1), (2006, 8, 31), 936_000),
    ("Finansiell", "IT-utrustning", "Leasegivare E", "FL-01", (2005, 1, 1), (2008, 12, 31), 2_460_000),
    ("Finansiell", "Tryckeriutrustning", "Leasegivare F", "FL-02", (2004, 5, 1), (2014, 4, 30), 840_000),
]


def write_contracts():
    book = xlsxwriter.Workbook(HERE / "leasingavtal.xlsx")
    book.set_properties({"title": "Leasingavtal", "created": datetime.datetime(2006, 9, 10)})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    kronor = book.add_format({"num_format": "#,##0"})
    sheet = book.add_worksheet("Avtal")
    sheet.write("A1", "Avtalsregister, leasing. Påhittade avtal.", bold)
    headings = ["Klass", "Objekt", "Motpart", "Avtalsnr", "Fr.o.m.", "T.o.m.", "Avgift per år, kr"]
    for at, heading in enumerate(headings):
        sheet.write(2, at, heading, bold)
    for row, (kind, what, party, number, first, last, fee) in enumerate(CONTRACTS, 3):
        for at, words in enumerate((kind, what, party, number)):
            sheet.write(row, at, words)
        sheet.write_datetime(row, 4, datetime.datetime(*first), day)
        sheet.write_datetime(row, 5, datetime.datetime(*last), day)
        sheet.write_number(row, 6, fee, kronor)
    row = 3 + len(CONTRACTS)
    sheet.write(row, 0, "Summa", bold)
    sheet.write_formula(row, 6, f"=SUM(G4:G{row})", kronor, sum(contract[-1] for contract in CONTRACTS))
    sheet.set_column("A:G", 18)
    book.close()


check()
write_sie()
write_csv()
write_xlsx()
write_contracts()
