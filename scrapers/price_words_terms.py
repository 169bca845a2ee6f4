"""Words for instalments, tax, measures and delivery beside an amount, in many languages. For signs see `phrases`."""

from typing import Final

from scrapers.phrases import phrases_of

INSTALMENT: Final = phrases_of("""
    payments of | payment of | instalments of | installments of | instalments from | installments from | monthly
    monthly from | monthly payment | monthly payments | per month | per month from | emi from | emi
    no cost emi
    finance from | financing from | interest free payments of | deposit and
    raten | raten zu | raten zu je | rate ab | monatlich | monatlich ab | mtl | mtl ab | monatsrate
    ratenzahlung ab
    finanzierung ab | mensualites | mensualites de | fois | en # fois | sans frais | par mois | en #x
    rate da | rate mensili da | al mese | al mese da | a rate da | cuotas de | plazos de | al mes | cuota
    mensualidades de
    cuotas sin interes de | # cuotas sin interes de | meses sin intereses | pagos de | pagos quincenales de | cuotas fijas de
    en # cuotas de | meses de | meses sin intereses de | parcelas de | vezes de | sem juros | prestacoes de
    por mes
    termijnen van | per maand | rat po | raty od | rata od | raty | miesiecznie | miesiecznie od
    splatky od | splatka | splatky | mesicne | mesicne od | mesacne | mesacne od | havonta | havi | reszlet
    torleszto
    rate de | rate lunare | rata lunara | pe luna | lunar | на месец | вноски | вноска | месечно
    δοσεις | δοσεις των | δοση | τον μηνα | delbetala | delbetalning fran | manadskostnad | per manad
    manadsvis
    delbetaling | delbetal | per maned | pr maned | pr md | fra pr md | kuukausiera | kuukaudessa | osamaksu
    osamaksulla
    taksit | taksitli | taksitle | taksitler* | taksit tutari | ayda | aylik | ay vadeli | aylik taksit
    в месяц | рассрочка | рассрочка от | платеж от | платежей по | платежа по | на місяць | платежів по
    розстрочка
    月々 | 分割 | 分割払い | 毎月 | 개월 | 할부 | 每月 | 月供 | 分期 | 每期
    احصل على _ دفعات | دفعات | قسط | شهريا
    monthly rate | monatliche rate | rata miesieczna | 매월 | 할부 월
""")

PER_MONTH: Final = phrases_of("""
    /mo | /mth | /month | /months | /m | mo | monthly | per month | a month | each month | pm | p/m | p m
    per mo
    /mt | /mt. | p mt
    /wk | /week | per week | a week | weekly | biweekly | bi weekly | /yr | /year | per year | a year | /day
    per day
    x # | × # | ×# | x# | in # payments | for # months | over # months
    /monat | /mtl | pro monat | monatlich | mtl | im monat | in # raten | je rate | pro rate | par mois | /mois
    mensuel
    al mese | /mese | mensili | al mes | /mes | mensuales | por mes | mensais | per maand | /maand | /mnd
    p/mnd
    /mies | miesiecznie | mies | /mesic | mesicne | mesacne | /ho | havonta | /luna | pe luna | lunar | luna
    на месец | /месец | месечно | τον μηνα | /μηνα | /man | per manad | i manaden | man | per maned | pr maned
    i maneden | mnd | /md | pr md | om maneden | kk | /kk | kuukaudessa | /ay | ayda | aylik | ay
    'den baslayan taksit*
    'dan baslayan taksit* | den baslayan taksit* | dan baslayan taksit* | 'den taksit* | den itibaren taksit*
    taksitle
    taksit* ile | /мес | в месяц | мес | × # мес | x # мес | /міс | на місяць | міс | /月 | ずつ | /월 | 개월 | /期
    x#期 | ×#期
    sem juros | sin intereses | interest free | interest free for | شهريا | /شهر
""")

NET: Final = phrases_of("""
    excl vat | ex vat | exc vat | exclvat | excluding vat | without vat | before vat | + vat | +vat | plus vat
    vat excl | vat excluded | vat not included | net | net price | ex gst | excl gst | exc gst | + gst | +gst
    plus gst
    excluding gst | nett
    zzgl mwst | zzgl ust | zzgl gesetzl mwst | zzgl der gesetzl mwst | ohne mwst | ohne ust | exkl mwst
    exkl ust
    excl mwst | exklusive mwst | exkl # mwst | netto | nettopreis | plus mwst
    + mwst | zuzuglich mwst
    ht | hors taxes | hors taxe | hors tva | hors t v a | htva
    iva esclusa | iva escl | + iva | +iva | piu iva | senza iva | al netto di iva | iva excl | i v a esclusa
    sin iva | mas iva | iva no incluido | no incluye iva | sin impuestos | sem iva | mais iva | iva nao incluido
    excl btw | ex btw | exclusief btw | exc btw | zonder btw | btw excl
    bez vat | bez podatku vat | bez dph | + dph | netto cena | cena netto
    netto ar | nettó | + afa | +afa | afa nelkul | plusz afa | fara tva | + tva | +tva | exclusiv tva
    без ддс | + ддс | χωρις φπα | πλεον φπα | + φπα | προ φπα
    exkl moms | ex moms | exklusive moms | utan moms | moms exkl | ekskl moms | eks moms | uden moms | uten moms
    eks mva | ekskl mva | uten mva | ex mva | ilman alv | veroton | veroton hinta
    kdv haric | kdv dahil degil* | + kdv | +kdv | kdvsiz | arti kdv | kdv siz | vergiler haric
    без ндс | + ндс | без пдв | + пдв
    税抜 | 税別 | 税抜価格 | 本体価格 | 本体 | 부가세 별도 | 부가세별도 | vat 별도 | 未税 | 不含税 | 不含稅 | 税前
    بدون ضريبة | غير شامل الضريبة
""")

# Sales tax is never in a North American price; elsewhere a price without tax is not what a buyer pays.
NET_OF_SALES_TAX: Final = phrases_of("""
    excl tax | ex tax | excluding tax | excluding taxes | + tax | +tax | plus tax | before tax | tax excluded
""")

GROSS: Final = phrases_of("""
    tax incl | taxes included | taxes incl | tax inclusive | impuestos incluidos | impostos incluidos
    incl vat | inc vat | including vat | vat incl | vat included | vat inc | with vat | incl gst | inc gst
    incl tax
    inc tax | tax included | including tax | inkl mwst | inkl ust | inklusive mwst | mit mwst | brutto
    bruttopreis
    inkl gesetzl mwst | inkl gesetzlicher mwst | inkl der gesetzl mwst | ttc | tvac | iva inclusa | iva incl
    iva incluido
    iva incluida | con iva | com iva | incl iva | ivato | i v a inclusa | incl btw | inclusief btw | btw incl
    met btw
    z vat | s dph | vcetne dph | vratane dph | brutto ar | bruttó | afaval | cu tva | tva inclus | inclusiv tva
    с ддс | вкл ддс
    με φπα | συμπ φπα | inkl moms | inklusive moms | moms inkl | inkl mva | med moms | sis alv | sisaltaa alv
    kdv dahil | vergiler dahil | с ндс | вкл ндс | включая ндс | з пдв | 税込 | 税込価格 | 税込み | 부가세 포함 | vat 포함 | 含税
    含稅
    شامل الضريبة | شامل ضريبة القيمة المضافة
""")

UNIT: Final = phrases_of("""
    平均每 | 每罐 | 每瓶 | 每片 | 每包 | 每公斤 | 每100g
    unit price | price per unit | price per kg | grundpreis | prix au kilo | prix au litre
    prix unitaire | prezzo unitario | precio por unidad | preco unitario | prijs per eenheid | prijs per stuk
    cena jednostkowa | jednotkova cena | egysegar | pret unitar | единична цена | τιμη μοναδας | jamforpris
    enhetspris | enhedspris | stykpris | yksikkohinta | vertailuhinta | birim fiyat* | цена за единицу | 単価 | 단가
    单价
""")

MEASURE: Final = (
    "min|minute|minuten|minuto|minuta|min appel|std|hr|hour|dk|kg|g|mg|gr|gram|grams|kilo|kilogram|lb|lbs|oz|fl oz|ounce|l|ml|cl|dl|liter|litre|litro|litr|m|cm|mm|mtr|meter|metre"
    "|metro|m2|m²|m3|m³|sqm|sq ft|ft|gb|tb|mb|gib|tib|count|sheet|wash|dose|кг|г|л|м|мл|罐|瓶|片|包|粒|斤|公斤|入"
)

SHIPPING: Final = phrases_of("""
    ships for | ship for | shipped for | order ships for | orders ship for | every order ships for | delivered for
    shipping charge _ is | shipping charge | shipping charges | shipping from
    shipping | shipping cost | shipping costs | shipping & handling | shipping fee | s&h | postage | p&p
    delivery
    delivery fee | delivery cost | handling | import charges | shipping & import charges | freight
    versand | versandkosten | lieferung | lieferkosten | porto | livraison | frais de port | frais de livraison
    spedizione | spese di spedizione | consegna | envio | gastos de envio | costes de envio | entrega | portes
    frete
    verzending | verzendkosten | bezorging | bezorgkosten | wysylka | dostawa | koszt dostawy | przesylka
    doprava | doruceni
    postovne | dorucenie | szallitas | szallitasi dij | livrare | transport | cost livrare | доставка
    μεταφορικα | αποστολη
    frakt | fraktkostnad | leverans | levering | fragt | toimitus | toimituskulut | postikulut | kargo
    kargo ucreti | kargo bedeli
    teslimat | nakliye | доставки | 送料 | 配送料 | 배송비 | 배송 | 运费 | 運費 | 邮费 | 快递费 | شحن | الشحن | توصيل | رسوم الشحن
    port en sus
""")

# After a price it says that delivery costs extra; before an amount that this is it.
PLUS_SHIPPING: Final = phrases_of("""
    + shipping | +shipping | plus shipping | plus delivery | + delivery | excl shipping | excluding shipping
    zzgl versand | zzgl versandkosten | plus versand | exkl versand | exkl versandkosten | zzgl lieferung
    hors livraison | hors frais de port | spedizione esclusa | piu spedizione | mas envio | excl verzendkosten
    bez dopravy | + postage
    plus envio | + frakt | + fragt | + kargo | + dostawa | + doprava | + spedizione | + livraison | + versand
""")
