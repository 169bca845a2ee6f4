"""Whatever amount Babel writes in a country's own format is read back, with its currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.currency import CODES
from scrapers.money import Money, read_price

numbers = pytest.importorskip("babel.numbers", reason="Babel is a development dependency")

_LOCALES = """
    en_US:USD en_CA:CAD fr_CA:CAD en_GB:GBP en_AU:AUD en_NZ:NZD en_IE:EUR en_IN:INR hi_IN:INR ta_IN:INR en_SG:SGD en_HK:HKD
    en_ZA:ZAR en_AE:AED de_DE:EUR de_AT:EUR de_CH:CHF fr_CH:CHF it_CH:CHF fr_FR:EUR fr_BE:EUR nl_BE:EUR nl_NL:EUR it_IT:EUR
    es_ES:EUR es_MX:MXN es_AR:ARS es_CL:CLP es_CO:COP es_PE:PEN pt_PT:EUR pt_BR:BRL sv_SE:SEK nb_NO:NOK da_DK:DKK fi_FI:EUR
    is_IS:ISK pl_PL:PLN cs_CZ:CZK sk_SK:EUR hu_HU:HUF ro_RO:RON bg_BG:BGN el_GR:EUR hr_HR:EUR sl_SI:EUR sr_RS:RSD et_EE:EUR
    lv_LV:EUR lt_LT:EUR ru_RU:RUB uk_UA:UAH kk_KZ:KZT tr_TR:TRY he_IL:ILS ar_SA:SAR ar_AE:AED ar_EG:EGP ar_KW:KWD ar_BH:BHD
    ar_OM:OMR ar_JO:JOD ar_QA:QAR fr_TN:TND fa_IR:IRR ja_JP:JPY ko_KR:KRW zh_CN:CNY zh_TW:TWD zh_HK:HKD th_TH:THB vi_VN:VND
    id_ID:IDR ms_MY:MYR fil_PH:PHP bn_BD:BDT ur_PK:PKR ne_NP:NPR az_AZ:AZN ka_GE:GEL hy_AM:AMD sw_KE:KES
"""
LOCALES = [tuple(pair.split(":")) for pair in _LOCALES.split()]


@given(where=st.sampled_from(LOCALES), units=st.integers(1, 10**10), digits=st.sampled_from(["default", "latn"]))
def test_what_babel_writes_is_read_back(where: tuple[str, str], units: int, digits: str) -> None:
    locale, currency = where
    amount = Decimal(units).scaleb(-numbers.get_currency_precision(currency))
    text = numbers.format_currency(amount, currency, locale=locale, numbering_system=digits)
    assert read_price(text, currency=currency) == Money(amount, currency)


@given(where=st.sampled_from([each for each in LOCALES if each[1] in CODES]), units=st.integers(1, 10**10))
def test_codes_are_read_without_any_hint(where: tuple[str, str], units: int) -> None:
    locale, currency = where
    amount = Decimal(units).scaleb(-numbers.get_currency_precision(currency))
    text = numbers.format_currency(amount, currency, "¤¤ #,##0.00", locale=locale)
    assert read_price(text) == Money(amount, currency)
