"""Words for today's price, for older ones and for the difference, in many languages. For signs see `phrases`."""

from typing import Final

from scrapers.phrases import phrases_of

NOW: Final = phrases_of("""
    pretul curent este | pretul curent | su andaki fiyat* | nuvarande priset ar | aktuelle pris er | aktuell pris er
    navaerende pris er | текущая цена | поточна ціна | aktualna cena wynosi | aktualni cena je | ihr preis | dein preis
    now | now only | sale price | special price | our price | deal price | today's price | you pay | your price
    sale
    offer price | current price | price after discount | clearance price | black friday price
    jetzt | nur | aktuell | aktueller preis | aktionspreis | sonderpreis | angebotspreis | unser preis | heute
    maintenant | prix promo | prix solde | prix actuel | prix reduit | notre prix | prix promotionnel
    ora | adesso | prezzo scontato | prezzo attuale | prezzo in offerta | prezzo speciale
    ahora | precio actual | precio de oferta | precio de venta | precio con descuento | precio especial
    agora | por | preço promocional | preço atual | preço de saldo | preço com desconto
    nu | nu voor | nu slechts | voor | actieprijs | huidige prijs | aanbiedingsprijs
    teraz | cena promocyjna | cena aktualna | aktualna cena | nasza cena | tylko
    nyni | ted | akcni cena | nase cena | po sleve | akciova cena | nasa cena | po zlave
    most | akcios ar | kedvezmenyes ar | mai ar
    acum | pret redus | pret special | pret promotional | pretul nostru
    сега | промо цена | нова цена | τωρα | τιμη προσφορας | ειδικη τιμη | νεα τιμη
    nå | nå kun | kampanjpris | rea pris | nuvarande pris | nå pris | kampanjepris | tilbudspris | tilbud
    nyt | tarjoushinta | kampanjahinta | alennettu hinta
    simdi | indirimli fiyat* | indirimli | satis fiyati | kampanyali fiyat* | kampanya fiyati | ozel fiyat
    son fiyat
    guncel fiyat | pesin fiyat*
    сейчас | цена со скидкой | новая цена | зараз | ціна зі знижкою | нова ціна | акционная цена
    販売価格 | セール価格 | 特価 | 特別価格 | 現在価格 | 판매가 | 할인가 | 특가 | 최종가 | 현재가 | 즉시할인가
    促销价 | 促銷價 | 特价 | 特價 | 现价 | 現價 | 优惠价 | 優惠價 | 网路价 | 網路價 | 售价 | 售價 | 到手价 | السعر الحالي | الان
""")

# Some shop software calls today's price so; it is an old one only where another price stands beside it.
REGULAR: Final = phrases_of("""
    standard price | base price | prix de base | precio base | prezzo base | preco base | cena podstawowa
    regular price | normal price | usual price | reg price | reg
    normaler preis | normalpreis | regularer preis | prix habituel | prix normal | prix regulier
    prezzo di listino | prezzo normale | prezzo regolare | precio habitual | precio normal | precio regular
    preco normal | normale prijs | cena regularna | bezna cena | ordinarie pris | vanlig pris | normalpris
    normaalihinta | normal fiyat* | обычная цена | звичайна ціна | 通常価格 | 정가 | 常规价格 | normal ar | pret obisnuit
    редовна цена | κανονικη τιμη
""")

OLD: Final = phrases_of("""
    pretul initial a fost | orijinal fiyat* | ursprungliga priset var | det ursprungliga priset var | det ursprungliga priset
    oprindelige pris var | den oprindelige pris var | oprindelig pris | opprinnelig pris var | opprinnelig pris
    первоначальная цена составляла | первоначальная цена | початкова ціна | pierwotna cena wynosila | pierwotna cena
    reduced from | price reduced from | marked down from | down from | was | were | old price | previous price
    previous price _ was | previous price _ _ is | the previous price for this item was | instead of | before sale | full price
    previously | previous | original price | originally | original
    before
    list price | list | rrp | srp | msrp | recommended retail price | manufacturer's suggested retail price
    retail price | compare at | compare at price | typical price | strikethrough price
    price was | market price | mrp
    m r p
    statt | anstatt | uvp | uvp des herstellers | unverb preisempf | unverbindliche preisempfehlung
    listenpreis
    vorher | fruher | fruherer preis | bisher | bisheriger preis | alter preis | ursprunglich
    ursprunglicher preis
    vorheriger preis | durchgestrichener preis
    preisempfehlung | ehemals
    au lieu de | prix conseille | prix barre | ancien prix | avant | etait | prix de reference | prix initial
    prix public conseille | prix d'origine | ppc
    invece di | anziche | prima | era | prezzo consigliato | prezzo precedente | prezzo originale
    prezzo barrato | prezzo mediano
    antes | antes de | precio anterior | precio original | precio recomendado | pvp recomendado | pvpr | pvp rec
    precio de lista | precio de catalogo | en lugar de
    preco anterior | preco original | preco de lista | preco recomendado | em vez de
    de
    adviesprijs | van | vroeger | oude prijs | in plaats van | vanprijs
    stara cena | poprzednia cena | zamiast | bylo | cena katalogowa
    cena rynkowa | cena sugerowana | cena przed obnizka
    puvodni cena | puvodne | doporucena cena | drive | drivejsi cena
    cena pred slevou | povodna cena | povodne | predtym | odporucana cena | cena pred zlavou
    eredeti ar | regi ar | helyett | listaar | korabbi ar | elozo ar | ajanlott ar
    pret vechi | prp | pretul recomandat | in loc de | vechi | pret initial
    pret de lista
    стара цена | вместо | беше | пцд | предишна цена
    αρχικη τιμη | παλια τιμη | πλτ | αντι | προηγουμενη τιμη
    ord pris | ord | tidigare | tidigare pris | forut | rek pris | rek
    jamforpris fore | innan
    før | førpris | før pris | tidligere | tidligere pris | veil | veil pris | veiledende | veiledende pris
    vejl | vejl pris | vejledende pris
    spar fra
    norm | ovh | aiemmin | suositushinta | entinen hinta
    vanha hinta
    eski fiyat* | liste fiyat* | onceki fiyat*
    piyasa fiyat* | ilk fiyat* | indirimsiz fiyat* | etiket fiyat* | tavsiye edilen _ fiyat*
    tavsiye edilen fiyat* | ustu cizili fiyat*
    старая цена | было | раньше | ррц | цена без скидки | без скидки | прежняя цена
    стара ціна | було | замість | раніше | попередня ціна
    参考価格 | 定価 | メーカー希望小売価格 | 希望小売価格 | 元の価格 | 元値 | 過去価格 | 旧価格
    정상가 | 시중가 | 출시가 | 기존가 | 소비자가 | 원래 가격 | 이전 가격
    原价 | 原價 | 市场价 | 市場價 | 市价 | 市價 | 定价 | 定價 | 建议售价 | 建議售價 | 划线价 | 指导价 | 参考价
    السعر الاصلي | السعر السابق | كان | بدلا من
""")

# What the law makes shops in Europe and Türkiye say beside a reduced price.
LOWEST: Final = phrases_of("""
    najnizsza cena _ w okresie # dni przed wprowadzeniem obnizki | przed wprowadzeniem obnizki | omnibus
    lowest price in _ days | lowest price of the last # days | lowest recent price | # day lowest price
    niedrigster preis der letzten # tage | niedrigster preis | letzter niedrigster preis | # tage bestpreis
    tiefstpreis der letzten # tage | prix le plus bas des # derniers jours | prix le plus bas | prezzo piu basso
    prezzo piu basso recente | prezzo piu basso degli ultimi # giorni | precio minimo en los ultimos # dias
    precio minimo | preco mais baixo | preco mais baixo dos ultimos # dias | laagste prijs | laagste prijs in # dagen
    najnizsza cena | najnizsza cena z # dni | najnizsza cena w ciagu # dni | najnizsza cena z ostatnich # dni
    najnizsza cena z # dni przed obnizka | nejnizsi cena | nejnizsi cena za # dni | najnizsia cena | legalacsonyabb ar
    elmult # nap legalacsonyabb ara | az elozo # nap legalacsonyabb ara | cel mai mic pret
    cel mai mic pret din ultimele # de zile | най ниска цена | χαμηλοτερη τιμη | lagsta pris | lagsta pris # dagar
    lagsta pris senaste # dagarna | laveste pris | laveste pris siste # dager | laveste pris sidste # dage
    alin hinta # pv | alin hinta # paivaa | alin hinta | son # gunun en dusuk fiyati | son # gundeki en dusuk fiyat*
    en dusuk fiyat* | минимальная цена за # дней
""")

# Languages that put "instead of" behind the old price.
OLD_AFTER: Final = phrases_of("yerine | helyett | から値下げ | 대신")

SAVING: Final = phrases_of("""
    save | saving | savings | you save | instant savings | discount | discounted by | reduced by | price drop
    less
    instant rebate | rebate | mail in rebate | off
    sie sparen | du sparst | ersparnis | sparen | rabatt | nachlass | preisvorteil | gespart | reduziert um
    spare
    economisez | vous economisez | economie | remise | reduction | de reduction | de remise
    risparmi | risparmia | risparmio | sconto | hai risparmiato | di sconto
    ahorra | ahorras | ahorro | descuento | dto | te ahorras | de descuento
    poupe | poupa | poupanca | economize | economia | desconto | de desconto
    bespaar | u bespaart | je bespaart | korting | voordeel | besparing
    oszczedzasz | oszczedz | oszczednosc | rabat | rabatu | znizka | znizki | obnizka | taniej
    usetrite | usetrit | sleva | slevu | ušetríte | usetri | zlava | zlavu
    megtakaritas | megtakarit | kedvezmeny | sporolsz
    economisesti | economisiti | reducere | reduceri
    спестявате | спести | отстъпка | εκπτωση | κερδιζεις | κερδος | εξοικονομηση
    spara | du sparar | spar | du sparer | besparelse | saastat | saasta | alennus | alennusta
    indirim | indirimi | indirim tutari | tasarruf | kazanc | kazanciniz | avantaj | indirim kazanci
    скидка | скидку | экономия | выгода | вы экономите | знижка | економія | вигода
    引き | オフ | 割引 | お得 | 할인 | 절약 | 省 | 立减 | 立減 | 已省 | 折抵 | 节省 | 節省 | 直降 | 优惠 | 優惠 | خصم | وفر
""")

# These follow the amount they are about;
SAVED: Final = phrases_of("""
    off | saved | cheaper | less | gespart | gunstiger | billiger | reduziert | de reduction | de remise
    d'economie | d'economies
    moins cher | di sconto | de descuento | de desconto | goedkoper | taniej | levneji | lacnejsie | olcsobb
    billigare | billigere
    halvempi | daha ucuz | kazandiniz | дешевле | 引き | オフ | お得 | 할인
""")

# these may.
SAVING_AFTER: Final = phrases_of("""
    discount | savings | saving | rebate | mail in rebate | instant rebate | price drop | rabatt | nachlass
    ersparnis | sparen
    dto | korting | voordeel | rabatu | znizki | rabat | sleva | slevy | zlava | kedvezmeny | reducere
    отстъпка | εκπτωση | besparelse
    alennus | alennusta | indirim | indirimi | tasarruf | kazanc | скидка | скидки | экономия | выгода | знижка
    割引 | 절약 | 立减 | 折抵 | 优惠 | خصم
""")
