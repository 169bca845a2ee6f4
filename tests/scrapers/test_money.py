"""What a price text says, row by row: market, text, expected amount (and currency or kind where not the usual)."""

import string
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrapers.market import MARKETS
from scrapers.money import Money, PriceKind, currency_of, read_machine_price, read_price

# market ¦ text ¦ amount [currency, where not the market's] [kind, where not list]; no amount: no price.
ROWS = {
    "english: the price alone": """
        us ¦ $1,299.99 ¦ 1299.99
        us ¦ $1,299 ¦ 1299
        us ¦ $1299.99 ¦ 1299.99
        us ¦ $ 1,299.99 ¦ 1299.99
        us ¦ 1,299.99 USD ¦ 1299.99
        us ¦ USD 1,299.99 ¦ 1299.99
        us ¦ USD1,299.99 ¦ 1299.99
        us ¦ US $499.00 ¦ 499.00
        us ¦ US$499.00 ¦ 499.00
        us ¦ $1,299.99 USD ¦ 1299.99
        us ¦ $.99 ¦
        us ¦ $0.99 ¦ 0.99
        us ¦ $999 ¦ 999
        us ¦ $2,499,999.00 ¦ 2499999.00
        us ¦ Price: $1,299.99 ¦ 1299.99
        us ¦ Our price: $1,299.99 ¦ 1299.99
        us ¦ Price $1,299.99 each ¦ 1299.99
        us ¦ $1,299.99/ea ¦ 1299.99
        us ¦ ($1,299.99) ¦ 1299.99
        us ¦ $1,299.99* ¦ 1299.99
        us ¦ 499 dollars ¦ 499
        gb ¦ £1,199.00 ¦ 1199.00
        gb ¦ £1199 ¦ 1199
        gb ¦ GBP 1,199.00 ¦ 1199.00
        gb ¦ 1,199.00 GBP ¦ 1199.00
        gb ¦ £1,199.00 inc. VAT ¦ 1199.00
        gb ¦ £1,199.00inc VAT ¦ 1199.00
        ca ¦ $1,299.99 ¦ 1299.99
        ca ¦ C$1,299.99 ¦ 1299.99
        ca ¦ CA$1,299.99 ¦ 1299.99
        ca ¦ C $499.00 ¦ 499.00
        ca ¦ 1 299,99 $ ¦ 1299.99
        ca ¦ $1,299.99 CAD ¦ 1299.99
        au ¦ $2,199.00 ¦ 2199.00
        au ¦ A$2,199.00 ¦ 2199.00
        au ¦ AU $2,199.00 ¦ 2199.00
        us ¦ £1,199.00 ¦ 1199.00 GBP
        us ¦ €1,299.00 ¦ 1299.00 EUR
        gb ¦ US$1,299.00 ¦ 1299.00 USD
    """,
    "english: beside other amounts": """
        us ¦ Save $200 $1,299.99 ¦ 1299.99
        us ¦ Was $1,499.99 Save $200 $1,299.99 ¦ 1299.99
        us ¦ Was $1,499.99 Now $1,299.99 ¦ 1299.99
        us ¦ $1,299.99 Was $1,499.99 ¦ 1299.99
        us ¦ $1,299.99 was $1,499.99 Save $200.00 ¦ 1299.99
        us ¦ $1,299.99Save $200 ¦ 1299.99
        us ¦ $1,299.99 Save $200 ¦ 1299.99
        us ¦ $1,299.99 You Save: $200.00 (13%) ¦ 1299.99
        us ¦ List Price: $1,499.99 Price: $1,299.99 You Save: $200.00 (13%) ¦ 1299.99
        us ¦ Typical price: $1,499.99 $1,299.99 ¦ 1299.99
        us ¦ MSRP $1,499.99 $1,299.99 ¦ 1299.99
        us ¦ MSRP: $1,999.99 ¦
        us ¦ Was $1,499.99 ¦
        us ¦ Compare at $1,499.99 ¦
        us ¦ Save $200 ¦
        us ¦ You save $200.00 ¦
        us ¦ $200 off ¦
        us ¦ -$200.00 ¦
        us ¦ $1,299.99 (-$200.00) ¦ 1299.99
        us ¦ $1,299.99 $200 off ¦ 1299.99
        us ¦ $200 off $1,299.99 ¦ 1299.99
        us ¦ 20% off $1,299.99 ¦ 1299.99
        us ¦ -13% $1,299.99 ¦ 1299.99
        us ¦ Save 13% $1,299.99 ¦ 1299.99
        us ¦ $1,299.99 save 13% ¦ 1299.99
        us ¦ Regular price $1,299.99 ¦ 1299.99
        us ¦ Regular price $1,499.99 Sale price $1,299.99 ¦ 1299.99
        us ¦ Regular price $1,299.99 USD Regular price Sale price $1,299.99 USD Unit price / per ¦ 1299.99
        us ¦ Regular price $1,299.99 USD Regular price $1,499.99 USD Sale price $1,299.99 USD Unit price / per ¦ 1299.99
        us ¦ Sale price $1,299.99 Regular price $1,499.99 ¦ 1299.99
        us ¦ $1,299.99 $1,299.99 ¦ 1299.99
        us ¦ $1,299.99$1,299.99 ¦ 1299.99
        us ¦ $1,299.99 $1,499.99 ¦
        us ¦ $1,499.99 $1,299.99 Save $200.00 ¦ 1299.99
        us ¦ $1,299.99 $1,499.99 -13% ¦ 1299.99
        us ¦ $1,299.99 $1,499.99 -30% ¦
        us ¦ $1,299.99 + $9.99 shipping ¦ 1299.99
        us ¦ $1,299.99 +$9.99 shipping ¦ 1299.99
        us ¦ + $9.99 shipping ¦
        us ¦ Shipping: $9.99 ¦
        us ¦ $9.99 delivery ¦
        us ¦ $1,299.99 Shipping: $9.99 ¦ 1299.99
        us ¦ $1,299.99 Free Shipping ¦ 1299.99
        us ¦ Free shipping $1,299.99 ¦ 1299.99
        us ¦ $1,299.99 Free shipping on orders over $50 ¦ 1299.99
        us ¦ $1,299.99 ($12.50 / count) ¦ 1299.99
        us ¦ $25.99 ($2.60 / oz) ¦ 25.99
        us ¦ $1,299.99 with $50 gift card ¦ 1299.99
        us ¦ $1,299.99 after $50 mail-in rebate ¦ 1299.99
        us ¦ $1,299.99 Add to cart ¦ 1299.99
        us ¦ $1,299.99 excl. tax ¦ 1299.99
        us ¦ $1,299.99 + tax ¦ 1299.99
        us ¦ $1,299.99 plus up to $200 cashback ¦ 1299.99
        us ¦ ~$1,299.99 ¦
        gb ¦ RRP £1,499.00 Now £1,199.00 ¦ 1199.00
        gb ¦ now£1,199.00was £1,299.00 ¦ 1199.00
        gb ¦ £1,199.00 (£999.17 ex. VAT) ¦ 1199.00
        gb ¦ £999.17 ex. VAT £1,199.00 inc. VAT ¦ 1199.00
        gb ¦ £999.17 ex VAT £1,199.00 ¦ 1199.00
        gb ¦ excl. VAT £999.17 incl. VAT £1,199.00 ¦ 1199.00
        gb ¦ £999.17 ex. VAT ¦
        gb ¦ £999.17 + VAT ¦
        gb ¦ £1,199.00 incl. £199.83 VAT ¦ 1199.00
    """,
    "english: instalments": """
        us ¦ $50/mo ¦
        us ¦ $50/month ¦
        us ¦ $50.00 per month ¦
        us ¦ $50 a month for 24 months ¦
        us ¦ as low as $50/mo ¦
        us ¦ $1,299.99 or 4 payments of $324.99 ¦ 1299.99
        us ¦ 4 interest-free payments of $324.99 ¦
        us ¦ $1,299.99 or $54.17/mo for 24 months ¦ 1299.99
        us ¦ $1,299.99 | $54.17/mo. ¦ 1299.99
        gb ¦ from 36 x £27.77 (£999.72) ¦ 999.72
        gb ¦ £999.72 or from £27.77 per month ¦ 999.72
        gb ¦ 36 x £27.77 ¦
        gb ¦ 36x £27.77 ¦
        gb ¦ £27.77 x 36 ¦
        gb ¦ Total £999.72 or 36 monthly payments of £27.77 ¦ 999.72
    """,
    "english: who gets it, and from-prices": """
        us ¦ Members pay $1,249.00 ¦ 1249.00 member
        us ¦ Member price $1,249.00 ¦ 1249.00 member
        us ¦ $1,299.99 Member price $1,249.00 ¦ 1299.99
        us ¦ $1,249.00 with coupon ¦ 1249.00 coupon
        us ¦ with coupon $1,249.00 ¦ 1249.00 coupon
        us ¦ $1,299.99 with coupon $1,249.00 ¦ 1299.99
        us ¦ $1,249.00 with code SAVE50 ¦ 1249.00 coupon
        us ¦ Price in cart: $1,249.00 ¦ 1249.00 basket
        us ¦ $1,299.99 In cart $1,249.00 ¦ 1249.00 basket
        us ¦ Bank transfer: $1,249.00 ¦ 1249.00 transfer
        us ¦ From $499.00 ¦ 499.00 from
        us ¦ Starting at $499 ¦ 499 from
        us ¦ $499 - $699 ¦ 499 from
        us ¦ $499.00 – $699.00 ¦ 499.00 from
        us ¦ $499-$699 ¦ 499 from
        us ¦ $499 to $699 ¦ 499 from
        gb ¦ £499.00 - 699.00 ¦ 499.00 from
        us ¦ $499 and up ¦ 499 from
    """,
    "numbers that are no money": """
        us ¦ RTX 5090 ¦
        us ¦ 16 GB ¦
        us ¦ GeForce RTX 5070 Ti 16GB ¦
        us ¦ 4.5 out of 5 stars ¦
        us ¦ 1,234 reviews ¦
        us ¦ call for price ¦
        us ¦ ¦
        us ¦ Price ¦
        us ¦ $ ¦
        us ¦ Free ¦
        us ¦ $0.00 ¦
        us ¦ 15% off ¦
        us ¦ 12.05.2026 ¦
        us ¦ 192.168.1.1 ¦
        us ¦ $1.3k ¦
        us ¦ $4K TV ¦
        us ¦ AMD 7900 ¦
        us ¦ AMD Radeon RX 7900 XTX ¦
        us ¦ Earn 1,299 points ¦
        us ¦ Includes 1 item ($39.99 value) ¦
        fr ¦ Service 0,45 €/min ¦
        fr ¦ dès 59 € d'achats ¦
        it ¦ su ordini di almeno € 1000 ¦
        de ¦ Heizkonvektor mit Thermostat 1 143,95 € ¦
        fr ¦ Prix TTC 1 143,95 € ¦ 1143.95
        pl ¦ za 5 499,00 zł ¦ 5499.00
        pl ¦ Karta Northwind 24GB 4 899,00 zł ¦ 4899.00
        pl ¦ Radeon RX 580 499 zł ¦
        fr ¦ Carte graphique 1 143,95 € ¦ 1143.95
        gb ¦ RTX 5090 32GB £1,999.00 ¦ 1999.00
        gb ¦ RTX 5090 £ 1,999.00 ¦ 1999.00
        us ¦ RTX 5090 $1,999 ¦ 1999
        us ¦ PC with RTX 5090 graphics card $2,999.99 ¦ 2999.99
        us ¦ Graphics card price $999 ¦ 999
        us ¦ Northwind M4 Max $3,999 ¦ 3999
        us ¦ 240 Hz refresh rate $199.99 ¦ 199.99
        kr ¦ 그래픽카드 1,299,000원 ¦ 1299000
        jp ¦ グラフィックカード 129,800円 ¦ 129800
        tr ¦ Ekran kartı fiyatı 54.999 TL ¦ 54999
        es ¦ PC con tarjeta gráfica 1.299,00 € ¦ 1299.00
        it ¦ Scheda video 1.299,00 € ¦ 1299.00
        pl ¦ Komputer z kartą graficzną 5 499,00 zł ¦ 5499.00
        us ¦ RX 9070 XT 16GB GDDR6 $599.99 ¦ 599.99
        us ¦ $899.99 16 GB ¦ 899.99
        us ¦ $899.99 850 W recommended ¦ 899.99
        de ¦ RTX 5070 Ti 16GB 899 € ¦ 899
        de ¦ RTX 5090 € 1.999,00 ¦ 1999.00
        de ¦ RTX 5090: 1.999,00 € ¦ 1999.00
        de ¦ RTX 5090 1.999 € ¦ 1999
        tr ¦ RTX 5070 Ti 54.999 TL ¦ 54999
        fr ¦ RTX 5090 1 999,00 € ¦ 1999.00
    """,
    "split by raised cents": """
        us ¦ $1299 99 ¦ 1299.99
        us ¦ $1,299 99 ¦ 1299.99
        us ¦ $1,299 .99 ¦ 1299.99
        us ¦ $1,299. 99 ¦ 1299.99
        us ¦ $ 1,299 .99 ¦ 1299.99
        us ¦ $1,299.99 $1,299 .99 ¦ 1299.99
        us ¦ $1,299.99 $1,299 99 ¦ 1299.99
        us ¦ $1,299 24 months ¦ 1299
        gb ¦ Hook £ 3 . 50 / 2 pack (12) ¦ 3.50
        gb ¦ £ 2 . 75 (32) ¦ 2.75
        us ¦ $1,549.99 $ 1,549 . 99 ¦ 1549.99
        de ¦ 1.299 99 € ¦ 1299.99
        de ¦ 1.299 ,99 € ¦ 1299.99
        de ¦ € 1.299 99 ¦ 1299.99
        fr ¦ 1299€95 ¦ 1299.95
        fr ¦ 1 299€95 ¦ 1299.95
        fr ¦ 1 299 € 95 ¦ 1299.95
        pl ¦ 5 499 00 zł ¦ 5499.00
        pl ¦ 5 499 ,00 zł ¦ 5499.00
        pl ¦ 5499 zł 00 ¦ 5499.00
        br ¦ R$ 4.999 90 ¦ 4999.90 BRL
        tr ¦ 54.999 ,00 TL ¦ 54999.00
    """,
    "german": """
        de ¦ 1.299,00 € ¦ 1299.00
        de ¦ 1.299 € ¦ 1299
        de ¦ 1299 € ¦ 1299
        de ¦ 1299,00€ ¦ 1299.00
        de ¦ € 1.299,00 ¦ 1299.00
        de ¦ €1.299,00 ¦ 1299.00
        de ¦ EUR 1.299,00 ¦ 1299.00
        de ¦ 1.299,00 EUR ¦ 1299.00
        de ¦ 1.299,00 Euro ¦ 1299.00
        de ¦ 1.299,- ¦ 1299
        de ¦ 1.299,– € ¦ 1299
        de ¦ 1.299,-- € ¦ 1299
        de ¦ 1.299.- ¦ 1299
        de ¦ € 1.299,— ¦ 1299
        de ¦ ab 1.299,- € ¦ 1299 from
        de ¦ ab 1.299,00 € ¦ 1299.00 from
        de ¦ nur 1.299,00 € ¦ 1299.00
        de ¦ statt 1.499,00 € jetzt nur 1.299,00 € ¦ 1299.00
        de ¦ statt 1.499,00 € ¦
        de ¦ 1.299,00 € statt 1.499,00 € ¦ 1299.00
        de ¦ UVP 1.499,00 € 1.299,00 € ¦ 1299.00
        de ¦ 1.299,00 € UVP: 1.499,00 € ¦ 1299.00
        de ¦ 1.299,00 € UVP 1.499,00 € ¦ 1299.00
        de ¦ 1.299,00 € (UVP 1.499,00 €) ¦ 1299.00
        de ¦ UVP 1.499,00 € ¦
        de ¦ UVP 1.499,- jetzt 1.299,- ¦ 1299
        de ¦ Listenpreis 1.499,00 € ¦
        de ¦ Niedrigster Preis der letzten 30 Tage: 1.199,00 € ¦
        de ¦ 1.299,00 € Niedrigster Preis der letzten 30 Tage: 1.199,00 € ¦ 1299.00
        de ¦ Sie sparen 200,00 € ¦
        de ¦ 1.299,00 € Sie sparen 200,00 € ¦ 1299.00
        de ¦ 1.299,00 € (200,00 € gespart) ¦ 1299.00
        de ¦ 1.092,44 € zzgl. MwSt. ¦
        de ¦ 1.092,44 € netto ¦
        de ¦ netto 1.092,44 € ¦
        de ¦ 1.092,44 € zzgl. MwSt. 1.299,00 € inkl. MwSt. ¦ 1299.00
        de ¦ 1.092,44 € netto 1.299,00 € brutto ¦ 1299.00
        de ¦ 1.299,00 € inkl. MwSt. ¦ 1299.00
        de ¦ 1.299,00 € inkl. MwSt. zzgl. Versand ¦ 1299.00
        de ¦ 1.299,00 € inkl. MwSt. zzgl. Versand 5,99 € ¦ 1299.00
        de ¦ 1.299,00 € inkl. 19% MwSt. zzgl. Versandkosten ¦ 1299.00
        de ¦ 1.299,00 € + 5,99 € Versand ¦ 1299.00
        de ¦ 1.299,00 € Versand 5,99 € ¦ 1299.00
        de ¦ 1.299,00 € Versand: 5,99 € ¦ 1299.00
        de ¦ 1.299,00 € versandkostenfrei ¦ 1299.00
        de ¦ 1.299,00 € (davon MwSt. 207,40 €) ¦ 1299.00
        de ¦ davon MwSt. 207,40 € ¦
        de ¦ zzgl. 5,99 € Versand ¦
        de ¦ 1.299,00 € / Stück ¦ 1299.00
        de ¦ 12,99 €/kg ¦
        de ¦ 3,99 € (7,98 € / 100 g) ¦ 3.99
        de ¦ Grundpreis: 7,98 € ¦
        de ¦ ab 29,90 € mtl. ¦
        de ¦ 36 Raten zu je 36,08 € ¦
        de ¦ 1.299,00 € 36 Raten zu je 36,08 € ¦ 1299.00
        de ¦ 1.299,00 € oder 36,08 € pro Monat ¦ 1299.00
        de ¦ 499 - 699 € ¦ 499 from
        de ¦ 499,00 € - 699,00 € ¦ 499.00 from
        de ¦ 499,00 € bis 699,00 € ¦ 499.00 from
        de ¦ 499 € 699 € ¦
        de ¦ bei Vorkasse 1.279,00 € ¦ 1279.00 transfer
        de ¦ 1.199,00 € mit Gutschein ¦ 1199.00 coupon
        de ¦ 1.299,00 € In den Warenkorb ¦ 1299.00
        de ¦ 0,00 € ¦
        ch ¦ CHF 1’299.– ¦ 1299
        ch ¦ CHF 1'299.00 ¦ 1299.00
        ch ¦ CHF 1'299.90 ¦ 1299.90
        ch ¦ 1’299.– ¦ 1299
        ch ¦ 1'299.– CHF ¦ 1299
        ch ¦ Fr. 1'299.00 ¦ 1299.00
        ch ¦ SFr. 1'299.– ¦ 1299
        ch ¦ 1299.90 ¦ 1299.90
        ch ¦ CHF 12'999.95 ¦ 12999.95
        de ¦ Lieferung bis Fr. 12. Mai ¦
    """,
    "french": """
        fr ¦ 1 299 € ¦ 1299
        fr ¦ 1 299,00 € ¦ 1299.00
        fr ¦ 1 299,95 € ¦ 1299.95
        fr ¦ 1299,95 € ¦ 1299.95
        fr ¦ 1.299,95 € ¦ 1299.95
        fr ¦ 1 299,95 € TTC ¦ 1299.95
        fr ¦ 1 083,29 € HT ¦
        fr ¦ 1 083,29 € HT 1 299,95 € TTC ¦ 1299.95
        fr ¦ au lieu de 1 499,00 € ¦
        fr ¦ 1 299,00 € au lieu de 1 499,00 € ¦ 1299.00
        fr ¦ Prix conseillé 1 499,00 € ¦
        fr ¦ Économisez 200,00 € 1 299,00 € ¦ 1299.00
        fr ¦ 1 299,00 € soit 200 € d'économie ¦ 1299.00
        fr ¦ à partir de 499,00 € ¦ 499.00 from
        fr ¦ 3x 433,00 € sans frais ¦
        fr ¦ 1 299,00 € ou 3x 433,00 € ¦ 1299.00
        fr ¦ 36,08 € par mois ¦
        fr ¦ 1 299,00 € dont 0,20 € d'éco-participation ¦ 1299.00
        fr ¦ Livraison 4,99 € ¦
        fr ¦ 1 299,00 € Livraison gratuite ¦ 1299.00
    """,
    "italian, spanish, portuguese": """
        it ¦ 1.299,00 € ¦ 1299.00
        it ¦ € 1.299,00 ¦ 1299.00
        it ¦ 1.299,00€ IVA inclusa ¦ 1299.00
        it ¦ 1.064,75 € + IVA ¦
        it ¦ invece di 1.499,00 € ¦
        it ¦ Prezzo consigliato: 1.499,00 € 1.299,00 € ¦ 1299.00
        it ¦ Risparmi 200,00 € 1.299,00 € ¦ 1299.00
        it ¦ a partire da 499,00 € ¦ 499.00 from
        it ¦ 36,08 € al mese ¦
        it ¦ Spedizione 9,99 € ¦
        es ¦ 1.299,00 € ¦ 1299.00
        es ¦ 1299,00€ ¦ 1299.00
        es ¦ Antes 1.499,00 € Ahora 1.299,00 € ¦ 1299.00
        es ¦ PVPR 1.499,00 € 1.299,00 € ¦ 1299.00
        es ¦ 1.073,55 € sin IVA ¦
        es ¦ 1.299,00 € IVA incluido ¦ 1299.00
        es ¦ Ahorras 200,00 € ¦
        es ¦ desde 499 € ¦ 499 from
        es ¦ 36,08 € al mes ¦
        es ¦ Gastos de envío: 4,99 € ¦
        br ¦ R$ 4.999,00 ¦ 4999.00 BRL
        br ¦ De R$ 5.999,00 por R$ 4.999,00 ou 10x de R$ 499,90 sem juros ¦ 4999.00 BRL
        br ¦ 10x de R$ 499,90 sem juros ¦
        br ¦ R$ 4.499,10 no Pix ¦ 4499.10 BRL transfer
        pt ¦ 1.299,00 € ¦ 1299.00 EUR
        pt ¦ 1 299,00 € ¦ 1299.00 EUR
        mx ¦ MX$24,999.00 ¦ 24999.00 MXN
        cl ¦ CLP 1.299.990 ¦ 1299990 CLP
        co ¦ COP$ 5.999.900 ¦ 5999900 COP
    """,
    "dutch and nordic": """
        nl ¦ € 1.299,00 ¦ 1299.00
        nl ¦ €1.299,- ¦ 1299
        nl ¦ 1.299,- ¦ 1299
        nl ¦ € 1.299,= ¦ 1299
        nl ¦ Van € 1.499,00 voor € 1.299,00 ¦ 1299.00
        nl ¦ Adviesprijs € 1.499,00 ¦
        nl ¦ € 1.073,55 excl. btw ¦
        nl ¦ € 1.299,00 incl. btw € 1.073,55 excl. btw ¦ 1299.00
        nl ¦ vanaf € 499,00 ¦ 499.00 from
        nl ¦ € 36,08 per maand ¦
        nl ¦ € 200,- korting ¦
        se ¦ 12 990 kr ¦ 12990
        se ¦ 12 990 kr ¦ 12990
        se ¦ 12990:- ¦ 12990
        se ¦ 12 990:- ¦ 12990
        se ¦ 12 990,00 SEK ¦ 12990.00
        se ¦ 12.990 kr ¦ 12990
        se ¦ Ord. pris 14 990 kr ¦
        se ¦ Nu 12 990 kr Tidigare 14 990 kr ¦ 12990
        se ¦ från 12 990 kr ¦ 12990 from
        se ¦ 361 kr/mån ¦
        se ¦ 10 392 kr exkl. moms ¦
        no ¦ 12 990,- ¦ 12990
        no ¦ kr 12 990,- ¦ 12990
        no ¦ 12 990,- Før 14 990,- ¦ 12990
        no ¦ Før 14 990,- ¦
        no ¦ Veil. 14 990,- ¦
        no ¦ NOK 12 990 ¦ 12990
        dk ¦ 12.999 kr. ¦ 12999
        dk ¦ kr. 12.999,00 ¦ 12999.00
        dk ¦ 12.999,00 DKK ¦ 12999.00
        dk ¦ 12.999,- ¦ 12999
        dk ¦ Førpris 14.999,- Spar 2.000,- 12.999,- ¦ 12999
        dk ¦ 361 kr. pr. md. ¦
        fi ¦ 1 299,00 € ¦ 1299.00
        fi ¦ 1299,- ¦ 1299
        fi ¦ Norm. 1 499,00 € ¦
        fi ¦ alk. 36,08 €/kk ¦
        fi ¦ 1 299,00 € sis. alv ¦ 1299.00
    """,
    "polish, czech, slovak, hungarian": """
        pl ¦ 5 499,00 zł ¦ 5499.00
        pl ¦ 5499,00 zł ¦ 5499.00
        pl ¦ 5 499 zł ¦ 5499
        pl ¦ 5.499,00 zł ¦ 5499.00
        pl ¦ 5 499,00 PLN ¦ 5499.00
        pl ¦ PLN 5,499.00 ¦ 5499.00
        pl ¦ 5 499,00 zł brutto ¦ 5499.00
        pl ¦ 4 470,73 zł netto ¦
        pl ¦ 4 470,73 zł netto 5 499,00 zł brutto ¦ 5499.00
        pl ¦ Najniższa cena z 30 dni: 5 299 zł ¦
        pl ¦ Najniższa cena z 30 dni: 5 299 zł 4 999 zł ¦ 4999
        pl ¦ 4 999 zł Najniższa cena z 30 dni przed obniżką: 5 299 zł ¦ 4999
        pl ¦ Oszczędzasz 500 zł ¦
        pl ¦ od 4 999 zł ¦ 4999 from
        pl ¦ 20 rat x 274,95 zł ¦
        pl ¦ 137 zł/mies. ¦
        cz ¦ 49 999 Kč ¦ 49999
        cz ¦ 49 999,- Kč ¦ 49999
        cz ¦ 49 999,- ¦ 49999
        cz ¦ 49.999,00 Kč ¦ 49999.00
        cz ¦ 49999 CZK ¦ 49999
        cz ¦ 41 321 Kč bez DPH ¦
        cz ¦ 41 321 Kč bez DPH 49 999 Kč s DPH ¦ 49999
        cz ¦ Původně 54 999 Kč 49 999 Kč ¦ 49999
        cz ¦ Ušetříte 5 000 Kč ¦
        cz ¦ od 49 999 Kč ¦ 49999 from
        sk ¦ 1 299,00 € ¦ 1299.00 EUR
        hu ¦ 549 990 Ft ¦ 549990
        hu ¦ 549.990 Ft ¦ 549990
        hu ¦ 549.990,- Ft ¦ 549990
        hu ¦ 1 249 990 Ft ¦ 1249990
        hu ¦ HUF 549 990 ¦ 549990
        hu ¦ Eredeti ár: 599 990 Ft 549 990 Ft ¦ 549990
        hu ¦ 433 063 Ft + ÁFA ¦
    """,
    "south-eastern Europe, Russia, Ukraine": """
        ro ¦ 6.499,00 lei ¦ 6499.00 RON
        ro ¦ 6.499,00 Lei ¦ 6499.00 RON
        ro ¦ 6 499,99 RON ¦ 6499.99 RON
        ro ¦ PRP: 7.299,00 lei ¦
        bg ¦ 2 599,00 лв. ¦ 2599.00 BGN
        bg ¦ 2599.00 лв ¦ 2599.00 BGN
        gr ¦ 1.299,00 € ¦ 1299.00 EUR
        ru ¦ 129 990 ₽ ¦ 129990 RUB
        ru ¦ 129 990 руб. ¦ 129990 RUB
        ru ¦ 129 990 р. ¦ 129990 RUB
        ru ¦ старая цена 149 990 ₽ 129 990 ₽ ¦ 129990 RUB
        ru ¦ от 3 611 ₽ в месяц ¦
        ru ¦ 129 тыс. ₽ ¦
        ua ¦ 59 999 ₴ ¦ 59999 UAH
        ua ¦ 59 999 грн ¦ 59999 UAH
        kz ¦ 599 990 ₸ ¦ 599990 KZT
        rs ¦ 159.990 din. ¦ 159990 RSD
    """,
    "turkish": """
        tr ¦ 54.999,00 TL ¦ 54999.00
        tr ¦ 54.999 TL ¦ 54999
        tr ¦ 54.999,00TL ¦ 54999.00
        tr ¦ ₺54.999 ¦ 54999
        tr ¦ ₺54.999,00 ¦ 54999.00
        tr ¦ 54.999,00 ₺ ¦ 54999.00
        tr ¦ 54999 TL ¦ 54999
        tr ¦ TRY 54,999.00 ¦ 54999.00
        tr ¦ 154.999,90 TL ¦ 154999.90
        tr ¦ 54.999 tl ¦ 54999
        tr ¦ 12 x 4.583,25 TL ¦
        tr ¦ 54.999 TL 12 x 4.583,25 TL ¦ 54999
        tr ¦ 9.166,50 TL x 6 Ay ¦
        tr ¦ 54.999 TL 9.166,50 TL x 6 Ay ¦ 54999
        tr ¦ 12 Taksit x 4.583,25 TL ¦
        tr ¦ Ayda 4.583,25 TL ¦
        tr ¦ 4.583 TL'den başlayan taksitlerle ¦
        tr ¦ 54.999 TL 4.583 TL'den başlayan taksitlerle ¦ 54999
        tr ¦ 54.999 TL'den başlayan fiyatlarla ¦ 54999 from
        tr ¦ Peşin fiyatına 6 taksit 54.999 TL ¦ 54999
        tr ¦ 54.999 TL Peşin Fiyatına 6 Taksit ¦ 54999
        tr ¦ %15 Sepette İndirim 46.749,15 TL ¦ 46749.15 basket
        tr ¦ 54.999,00 TL %15 Sepette İndirim 46.749,15 TL ¦ 46749.15 basket
        tr ¦ Sepette 46.749,15 TL ¦ 46749.15 basket
        tr ¦ SEPETTE 46.749,15 TL ¦ 46749.15 basket
        tr ¦ 54.999 TL Sepette 49.999 TL ¦ 49999 basket
        tr ¦ KDV Hariç 45.832,50 TL + KDV ¦
        tr ¦ 45.832,50 TL + KDV ¦
        tr ¦ KDV Hariç 45.832,50 TL ¦
        tr ¦ KDV HARİÇ 45.832,50 TL ¦
        tr ¦ KDV Hariç 45.832,50 TL 54.999,00 TL ¦ 54999.00
        tr ¦ KDV Dahil 54.999,00 TL ¦ 54999.00
        tr ¦ 45.832,50 TL + KDV 54.999,00 TL KDV Dahil ¦ 54999.00
        tr ¦ Son 10 Günün En Düşük Fiyatı 52.000 TL ¦
        tr ¦ Son 30 Günün En Düşük Fiyatı: 52.000 TL ¦
        tr ¦ Son 10 Günün En Düşük Fiyatı: 52.000 TL 49.999 TL ¦ 49999
        tr ¦ 49.999 TL Son 10 Günün En Düşük Fiyatı: 52.000 TL ¦ 49999
        tr ¦ Eski Fiyat 59.999 TL ¦
        tr ¦ Eski fiyatı: 59.999 TL İndirimli fiyatı: 54.999 TL ¦ 54999
        tr ¦ Havale fiyatı: 53.000 TL ¦ 53000 transfer
        tr ¦ 54.999 TL Havale ile 53.000 TL ¦ 54999
        tr ¦ Trendyol Plus'a Özel 52.499 TL ¦ 52499 member
        tr ¦ Üyelere özel 52.499 TL ¦ 52499 member
        tr ¦ Kuponlu Ürün 52.499 TL ¦ 52499 coupon
        tr ¦ 5.000 TL indirim 54.999 TL ¦ 54999
        tr ¦ 59.999 TL 54.999 TL %8 indirim ¦ 54999
        tr ¦ Kargo: 99,90 TL ¦
        tr ¦ 54.999 TL Ücretsiz Kargo ¦ 54999
        tr ¦ 54.999 TL + 99,90 TL kargo ¦ 54999
        tr ¦ 54.999 TL Sepete Ekle ¦ 54999
        tr ¦ 54,9 bin TL ¦
        tr ¦ Kazancınız: 5.000 TL ¦
        tr ¦ 54.999 TL yerine 49.999 TL ¦ 49999
    """,
    "India and the Gulf": """
        in ¦ ₹1,29,999 ¦ 129999
        in ¦ ₹1,29,999.00 ¦ 129999.00
        in ¦ ₹ 12,99,999 ¦ 1299999
        in ¦ Rs. 1,29,999 ¦ 129999
        in ¦ Rs 129999 ¦ 129999
        in ¦ INR 1,29,999.00 ¦ 129999.00
        in ¦ MRP: ₹1,49,999 ₹1,29,999 ¦ 129999
        in ¦ M.R.P.: ₹1,49,999 ¦
        in ¦ EMI from ₹6,250 ¦
        in ¦ ₹1,29,999 EMI from ₹6,250 ¦ 129999
        in ¦ ₹1.29 lakh ¦
        pk ¦ Rs 329,999 ¦ 329999 -
        ae ¦ AED 4,999.00 ¦ 4999.00 AED
        ae ¦ 4,999.00 AED ¦ 4999.00 AED
        ae ¦ د.إ 4,999.00 ¦ 4999.00 AED
        ae ¦ ٤٬٩٩٩٫٠٠ د.إ ¦ 4999.00 AED
        sa ¦ 4,999.00 ر.س ¦ 4999.00 SAR
        sa ¦ SAR 4,999 ¦ 4999 SAR
        kw ¦ KWD 449.900 ¦ 449.900 KWD
        kw ¦ KWD 1.299 ¦ 1.299 KWD
        kw ¦ 449.900 د.ك ¦ 449.900 KWD
        kw ¦ 1,249.900 KD ¦ 1249.900 KWD
        bh ¦ BHD 1,249.900 ¦ 1249.900 BHD
        om ¦ OMR 499.500 ¦ 499.500 OMR
        il ¦ ₪4,999 ¦ 4999 ILS
        il ¦ 4,999 ₪ ¦ 4999 ILS
        za ¦ ZAR 29,999.00 ¦ 29999.00 ZAR
        ng ¦ ₦1,999,000 ¦ 1999000 NGN
    """,
    "East and South-East Asia": """
        jp ¦ ¥129,800 ¦ 129800
        jp ¦ ￥129,800 ¦ 129800
        jp ¦ 129,800円 ¦ 129800
        jp ¦ 129,800 円 (税込) ¦ 129800
        jp ¦ １２９，８００円 ¦ 129800
        jp ¦ 12万9800円 ¦ 129800
        jp ¦ 12万円 ¦ 120000
        jp ¦ 118,000円(税抜) ¦
        jp ¦ 税抜 118,000円 税込 129,800円 ¦ 129800
        jp ¦ 参考価格 149,800円 129,800円 ¦ 129800
        jp ¦ 129,800円～ ¦ 129800 from
        jp ¦ 送料 550円 ¦
        jp ¦ 月々 3,605円 ¦
        jp ¦ 129,800円 送料無料 ¦ 129800
        kr ¦ 1,299,000원 ¦ 1299000
        kr ¦ ₩1,299,000 ¦ 1299000
        kr ¦ 12만원 ¦ 120000
        kr ¦ 129만 9,000원 ¦ 1299000
        kr ¦ 129만9천원 ¦ 1299000
        kr ¦ 1,299,000 KRW ¦ 1299000
        kr ¦ 정가 1,499,000원 판매가 1,299,000원 ¦ 1299000
        kr ¦ 월 108,250원 ¦
        kr ¦ 배송비 3,000원 ¦
        cn ¦ ¥12,999 ¦ 12999
        cn ¦ ￥12999.00 ¦ 12999.00
        cn ¦ 12999元 ¦ 12999
        cn ¦ 1.3万元 ¦ 13000
        cn ¦ RMB 12,999 ¦ 12999
        cn ¦ 原价 ¥14,999 现价 ¥12,999 ¦ 12999
        cn ¦ 运费 ¥20 ¦
        tw ¦ NT$42,990 ¦ 42990 TWD
        hk ¦ HK$9,999 ¦ 9999 HKD
        sg ¦ S$1,899.00 ¦ 1899.00 SGD
        my ¦ RM 5,999.00 ¦ 5999.00 MYR
        id ¦ Rp 19.999.000 ¦ 19999000 IDR
        th ¦ ฿45,900 ¦ 45900 THB
        vn ¦ 32.990.000 ₫ ¦ 32990000 VND
        vn ¦ 32.990.000đ ¦ 32990000 VND
        ph ¦ ₱59,995.00 ¦ 59995.00 PHP
    """,
    "a number alone, in the market's currency": """
        de ¦ 1.299 ¦ 1299
        de ¦ 1.299,00 ¦ 1299.00
        us ¦ 1,299.00 ¦ 1299.00
        us ¦ 1299 ¦ 1299
        us ¦ 1,299 ¦ 1299
        us ¦ 1.299 ¦ 1299
        us ¦ 0.999 ¦ 0.999
        us ¦ 1299.990 ¦ 1299.990
        fr ¦ 1 299,00 ¦ 1299.00
        ch ¦ 1'299.50 ¦ 1299.50
        jp ¦ 129万 ¦ 1290000
        tr ¦ 54.999,00 ¦ 54999.00
        us ¦ 0 ¦
        us ¦ 1.2.3 ¦
        us ¦ 12,34,5 ¦
    """,
}

KNOWN_FAILURES = """
    de ¦ RX 580 499 € ¦ 499
    us ¦ $129999 ¦ 1299.99
    us ¦ $499 $599 $699 for 8, 12 or 16 GB ¦ 499 from
"""


def cases(table: str, group: str = "") -> list[object]:
    rows = [[cell.strip() for cell in line.strip().split("¦")] for line in table.strip().splitlines()]
    return [pytest.param(*row, id=f"{group}: {row[1][:60]}") for row in rows]


def expected(market: str, said: str) -> Money | None:
    if not said:
        return None
    amount, *rest = said.split()
    usual = MARKETS[market].currency if market in MARKETS else None
    kinds = [word for word in rest if word in list(PriceKind)]
    codes = [word for word in rest if word not in kinds]
    currency = (codes[0] if codes[0] != "-" else None) if codes else usual
    return Money(Decimal(amount), currency, PriceKind(kinds[0]) if kinds else PriceKind.LIST)


@pytest.mark.parametrize(
    ("market", "text", "said"), [case for name, table in ROWS.items() for case in cases(table, name)]
)
def test_price_text(market: str, text: str, said: str) -> None:
    assert read_price(text, market=MARKETS.get(market)) == expected(market, said)


@pytest.mark.parametrize(("market", "text", "said"), cases(KNOWN_FAILURES))
@pytest.mark.xfail(strict=True, reason="the text alone does not part these; the page's own markup has to")
def test_known_failures(market: str, text: str, said: str) -> None:
    assert read_price(text, market=MARKETS.get(market)) == expected(market, said)


@pytest.mark.parametrize(
    ("text", "market", "currency", "code"),
    [
        ("$499", None, None, "USD"),
        ("$499", "ca", None, "CAD"),
        ("$499", "au", None, "AUD"),
        ("$499", "de", None, "USD"),
        ("$499", "us", "CAD", "CAD"),
        ("$499", None, "MXN", "MXN"),
        ("¥4990", None, None, "JPY"),
        ("¥4990", "cn", None, "CNY"),
        ("499 kr", "se", None, "SEK"),
        ("499 kr", "no", None, "NOK"),
        ("499 kr", "dk", None, "DKK"),
        ("499 kr", None, None, None),
        ("499 kr", None, "ISK", "ISK"),
        ("Rs 499", "in", None, "INR"),
        ("Rs 499", None, "PKR", "PKR"),
        ("Rs 499", None, None, None),
        ("€499", "us", "USD", "EUR"),
        ("499", None, None, None),
        ("499", None, "CHF", "CHF"),
        ("499", "tr", None, "TRY"),
        ("499", "tr", "USD", "USD"),
    ],
)
def test_currency_of_a_price(text: str, market: str | None, currency: str | None, code: str | None) -> None:
    money = read_price(text, market=MARKETS[market] if market else None, currency=currency)
    assert money is not None
    assert money.currency == code


def test_the_shops_own_currency_is_taken_of_two() -> None:
    assert read_price("$1,299.99 CAD (US$949.99)", market=MARKETS["ca"]) == Money(Decimal("1299.99"), "CAD")
    assert read_price("1.299,00 € / £1,099.00", market=MARKETS["gb"]) == Money(Decimal("1099.00"), "GBP")
    assert read_price("1.299,00 € £1,099.00") is None


def test_only_north_american_prices_are_without_tax() -> None:
    assert read_price("€1,299.00 excl. tax", market=MARKETS["nl"]) is None
    assert read_price("$1,299.00 excl. tax", market=MARKETS["ca"]) == Money(Decimal("1299.00"), "CAD")


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("1299.00", "1299.00"),
        ("1,299.00", "1299.00"),
        ("1299", "1299"),
        (1299, "1299"),
        (1299.5, "1299.5"),
        (0.1, "0.1"),
        ("1299.0000", "1299.0000"),
        ("54.999", "54.999"),
        ("1.299", "1.299"),
        ("1,299", "1299"),
        ("1299,00", "1299.00"),
        ("1.299,00", "1299.00"),
        (" 1299.00 ", "1299.00"),
        ("$1,299.00", "1299.00"),
        ("1299.00 USD", "1299.00"),
        ("", None),
        ("call", None),
        ("N/A", None),
        ("0", None),
        ("0.00", None),
        (0, None),
        (-1, None),
        ("-1", None),
        (float("nan"), None),
        (float("inf"), None),
        ("NaN", None),
        ("Infinity", None),
        ("1e3", None),
        ("12 months", None),
        ("499 - 699", None),
        (True, None),
        (None, None),
        ([1299], None),
        ({}, None),
    ],
)
def test_machine_price(value: object, amount: str | None) -> None:
    assert read_machine_price(value) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("text", "market", "code"),
    [
        ("$1,299", None, "USD"),
        ("Preis in EUR", None, "EUR"),
        ("54.999 TL", None, "TRY"),
        ("12만원", None, "KRW"),
        ("kr", "dk", "DKK"),
        ("kr", None, None),
        ("€ or £", None, None),
        ("RTX 5090", None, None),
        ("AMD Radeon", None, None),
        ("", None, None),
        ("euros", None, "EUR"),
        ("ATI, CZKs, XEURX", None, None),
    ],
)
def test_currency_of(text: str, market: str | None, code: str | None) -> None:
    assert currency_of(text, MARKETS[market] if market else None) == code


def grouped(whole: str, separator: str) -> str:
    head = len(whole) % 3
    return separator.join(filter(None, [whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))]))


def indian(whole: str) -> str:
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail])


WESTERN = [
    ("$", "", ",", ".", "us"),
    ("£", "", ",", ".", "gb"),
    ("", " €", ".", ",", "de"),
    ("€ ", "", ".", ",", "nl"),
    ("", " €", "\u202f", ",", "fr"),
    ("", " €", "\u00a0", ",", "fr"),
    ("", " zł", " ", ",", "pl"),
    ("", " Kč", "\u2009", ",", "cz"),
    ("", " kr", " ", ",", "se"),
    ("CHF ", "", "’", ".", "ch"),
    ("CHF ", "", "'", ".", "ch"),
    ("", " TL", ".", ",", "tr"),
    ("₺", "", ".", ",", "tr"),
    ("", " Ft", " ", ",", "hu"),
    ("", "", ".", ",", "de"),
    ("", "", ",", ".", "us"),
    ("", " €", "", ",", "de"),
]


@given(
    cents=st.integers(1, 10**11 - 1),
    way=st.sampled_from(WESTERN),
    shown=st.sampled_from(["cents", "raised", "dash", "whole"]),
)
@example(cents=100_000, way=WESTERN[0], shown="whole")
def test_what_is_written_is_read_back(cents: int, way: tuple[str, str, str, str, str], shown: str) -> None:
    before, after, thousands, decimal, market = way
    whole, hundredths = divmod(cents, 100)
    if shown in {"dash", "whole"}:
        hundredths = 0
        whole = whole or 1
    tail = {"cents": f"{decimal}{hundredths:02}", "raised": f" {hundredths:02}", "dash": f"{decimal}–", "whole": ""}[
        shown
    ]
    money = read_price(before + grouped(str(whole), thousands) + tail + after, market=MARKETS[market])
    assert money == Money(whole + Decimal(hundredths).scaleb(-2), MARKETS[market].currency)


@given(rupees=st.integers(1, 10**9), paise=st.integers(0, 99))
def test_indian_grouping_is_read_back(rupees: int, paise: int) -> None:
    text = f"₹{indian(str(rupees))}.{paise:02}"
    assert read_price(text) == Money(rupees + Decimal(paise).scaleb(-2), "INR")


@given(fils=st.integers(1, 10**9))
def test_three_decimals_are_read_back(fils: int) -> None:
    whole, thousandths = divmod(fils, 1000)
    assert read_price(f"KWD {whole:,}.{thousandths:03}") == Money(Decimal(fils).scaleb(-3), "KWD")


@given(won=st.integers(1, 10**9))
def test_korean_numbers_are_read_back(won: int) -> None:
    man, rest = divmod(won, 10_000)
    text = (f"{man}만" if man else "") + (f" {rest:,}" if rest else "") + "원"
    assert read_price(text) == Money(Decimal(won), "KRW")


@given(amount=st.decimals("0.01", "99999999", places=2))
def test_machine_prices_are_read_back(amount: Decimal) -> None:
    assert read_machine_price(str(amount)) == amount
    assert read_machine_price(f"{amount:,}") == amount


def digits_of(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "$",
            "€",
            " TL",
            "£",
            "kr",
            "원",
            "万",
            "만",
            "-",
            "–",
            ".",
            ",",
            "'",
            " ",
            "\n",
            "%",
            "x",
            "was",
            "Save",
            "/mo",
            "ab",
            "KDV",
            "(",
            ")",
        ]
    ),
    st.integers(0, 10**7).map(str),
    st.text(string.digits + "., '-%x$€", max_size=10),
)


@given(text=st.lists(PIECES, max_size=14).map("".join), market=st.sampled_from([None, *MARKETS]))
def test_no_text_fails_and_no_number_is_made_up(text: str, market: str | None) -> None:
    money = read_price(text, market=MARKETS[market] if market else None)
    if money is None:
        return
    assert money.amount > 0
    written = iter(digits_of(text))
    said = str(money.amount.normalize().as_tuple().digits).translate(str.maketrans("", "", "(), ")).replace("0", "")
    assert all(digit in written for digit in said), (text, money)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans(), st.binary()))
def test_no_machine_field_fails(value: object) -> None:
    amount = read_machine_price(value)
    assert amount is None or amount > 0
