#!/usr/bin/env python3
"""Writes the exports beside it: utfall.se, vp.xlsx and prognos.csv.

The accounts, the vouchers and how amounts fall on months are invented. What each verksamhet and row comes to is the
report's own figure, in mnkr with one decimal. Needs xlsxwriter; gives the same bytes every time.
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
INVESTMENTS = 190

ACCOUNTS = {
    1110: ("Investeringsutgifter", "T"),
    1510: ("Kundfordringar", "T"),
    1930: ("Bank", "T"),
    2010: ("Eget kapital", "S"),
    2410: ("Leverantörsskulder", "S"),
    3110: ("Försäljning av tjänster", "I"),
    3510: ("Bidrag från staten", "I"),
    4510: ("Lämnade bidrag", "K"),
    5010: ("Löner", "K"),
    5610: ("Arbetsgivaravgifter", "K"),
    6010: ("Lokalhyror", "K"),
    7010: ("Köpta tjänster", "K"),
    7910: ("Avskrivningar", "K"),
}
OPENING = {1510: 42_500_000_00, 1930: 310_000_000_00, 2010: -280_000_000_00, 2410: -72_500_000_00}
COSTS = [(5010, 41), (5610, 13), (6010, 9), (7010, 22), (4510, 12), (7910, 3)]
REVENUES = [(3110, 35), (3510, 65)]
MONTHS = [(1, 11), (2, 11), (3, 13), (4, 12), (5, 13), (6, 14), (7, 10), (8, 16)]


def split(amount, weights):
    """Parts of a whole amount by weights; the last takes what is left."""
    total, parts, rest = sum(weight for _, weight in weights), [], amount
    for key, weight in weights[:-1]:
        part = amount * weight // total
        parts.append((key, part))
        rest -= part
    return parts + [(weights[-1][0], rest)]


def kronor(ore):
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def sie():
    def bookings(number, costs, revenues, month_costs, month_revenues):
        accounts = [(1110, 1)] if number == INVESTMENTS else COSTS
        rows = split(month_costs, accounts) + split(month_revenues, REVENUES)
        return [(account, ore) for account, ore in rows if ore]

    sums, vouchers = {}, []
    for number, name, costs, revenues in POSTS:
        monthly_costs = dict(split(costs[1] * MILLION // 10, MONTHS))
        monthly_revenues = dict(split(revenues[1] * MILLION // 10, MONTHS))
        for month, _ in MONTHS:
            rows = bookings(number, costs, revenues, monthly_costs[month], monthly_revenues[month])
            rows = [(account, f'{{1 "{number}"}}', ore) for account, ore in rows]
            rows.append((1930, "{}", -sum(ore for _, _, ore in rows)))
            vouchers.append((month, number, name, rows))
            for account, _, ore in rows:
                sums[account] = sums.get(account, 0) + ore
    vouchers.sort(key=lambda voucher: voucher[:2])

    lines = [
        "#PROGRAM tertial 1.0",
        "#FORMAT PC8",
        "#GEN 20060915",
        "#SIETYP 4",
        '#PROSA "Påhittade konton och verifikationer. Summorna är rapportens."',
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
    for account, ore in OPENING.items():
        lines.append(f"#IB 0 {account} {kronor(ore)}")
    for account in ACCOUNTS:
        closing = OPENING.get(account, 0) + sums.get(account, 0)
        if closing:
            lines.append(f"#{'UB' if account < 3000 else 'RES'} 0 {account} {kronor(closing)}")
    for serial, (month, _, name, rows) in enumerate(vouchers, 1):
        lines += [f'#VER A {serial} 2006{month:02}25 "{name}, månad {month}"', "{"]
        lines += [f"   #TRANS {account} {objects} {kronor(ore)}" for account, objects, ore in rows]
        lines.append("}")
    return lines


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


write_sie()
write_csv()
write_xlsx()
