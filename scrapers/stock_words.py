"""What shops write about stock, in their languages: the whole table, and what can be had.

``*`` stands for any ending, ``#`` for a number, ``_`` for up to three words; case and accents do not count. A longer phrase
goes before a shorter one inside it, so that "no longer available" is not "available". Within a table the languages stand in
the order Turkish, English, German, French, Italian, Spanish, Portuguese, Dutch, Polish, Czech and Slovak, Hungarian,
Romanian, Bulgarian, Greek, Swedish, Norwegian, Danish, Finnish, Estonian, Latvian, Lithuanian, Russian, Ukrainian, Japanese,
Korean, Chinese, Arabic.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from scrapers.phrases import phrases_of
from scrapers.stock_words_more import MORE
from scrapers.stock_words_out import NO_STATEMENT, NOT_SENT, OUT_OF_STOCK
from scrapers.stock_words_partly import BACKORDER, IN_STORE_ONLY, IN_STORES, PREORDER


class Said(StrEnum):
    """What a phrase says of stock; beside the states, that it comes within days, that some stores have it, and what takes the sense from a word in it."""

    IN_STOCK = "in_stock"
    IN_DAYS = "in_days"
    LIMITED = "limited"
    PREORDER = "preorder"
    BACKORDER = "backorder"
    IN_STORE_ONLY = "in_store_only"
    IN_STORES = "in_stores"
    OUT_OF_STOCK = "out_of_stock"
    NOT_SENT = "not_sent"
    NOTHING = "nothing"


_IN_STOCK = phrases_of("""
    stokta | stoklarda | stoklarimizda | stok var | stok durumu var | hemen teslim | ayni gun kargo
    hemen kargoda | bugun kargoda | yarin kargoda | # saatte kargoda | magazada ve internette var
    in stock | ready to ship | ships today | ships now
    available from these sellers | available from other sellers | available through these sellers
    erhaltlich bei diesen anbietern | verfugbar bei diesen anbietern | disponible aupres de ces vendeurs
    disponible chez ces vendeurs | disponibile presso questi venditori | disponible a traves de estos vendedores
    disponivel com estes vendedores | verkrijgbaar bij deze verkopers | beschikbaar bij deze verkopers
    dostepny u tych sprzedawcow | dostepne u tych sprzedawcow | tillganglig fran dessa saljare | bu saticilarda mevcut
    available for delivery | available to ship | available to buy
    immediate dispatch | same day dispatch
    ready for dispatch | on stock
    lieferbar ab lager | verfugbar ab lager | stock yes
    auf lager | lagernd | ab lager | vorratig | am lager
    versandfertig | versandbereit | auf vorrat | an lager | im sortiment verfugbar
    bestand verfugbar | lager verfugbar
    en stock | expedie aujourd'hui
    in magazzino | disponibilita immediata | pronta consegna | disponibilita si
    spedizione immediata | disponibilita alta | merce disponibile
    hay existencias | hay stock | en existencia | envio inmediato | entrega inmediata | disponibilidad inmediata
    recibelo manana | en almacen | stock inmediato
    disponivel para entrega | disponivel para envio
    em stock | em estoque | disponibilidade imediata | envio imediato | pronta entrega
    op voorraad | uit voorraad leverbaar | voorradig | in voorraad | voor # uur besteld _ | morgen in huis
    vandaag verzonden
    na stanie | w magazynie | dostepny od reki | od reki | wysylka w # h | wysylka w # godzin* | wysylka dzisiaj
    duza ilosc | srednia ilosc
    skladem | na sklade | ihned k odeslani | skladom | ihned k odberu | expedujeme ihned
    centralni sklad
    azonnal atveheto | raktarrol azonnal
    raktaron | keszleten | azonnal szallithato | azonnal elvihet* | raktarrol szallithato | keszlet van
    in stoc | in stoc furnizor | stoc disponibil | livrare imediata | stoc suficient | in stoc magazin
    в наличност | на склад | наличност да | на лагер | има наличност
    σε αποθεμα | ετοιμοπαραδοτο | αμεση παραλαβη | παραδοση σε # ημερες | αμεση παραδοση
    i lager | i webblager | skickas idag | pa lager | finns att kopa online | i vart lager | i centrallager
    lagervare | på nettlager | sendes i dag | lagerført
    klar til levering | kan sendes nu | levering # hverdage | fjernlager
    varastossa | toimitusaika # arkipaivaa | valittomasti | heti toimitettavissa
    laos olemas | koheselt saadaval
    noliktava | uz vietas
    sandelyje | prekyboje | prekiu yra | turime vietoje | yra parduotuveje
    в наличии | на складе
    в наявності | на складі | в наявностi | готовий до відправки
    在庫あり | 在庫有り | 在庫有 | 在庫がございます | 即納 | 当日発送 | 即日発送 | 本日発送 | 在庫ございます | 在庫 : あり | 在庫:あり | 店舗在庫あり | 購入可能 | 在庫あります
    在庫◎ | 在庫○ | 通常配送可 | 即日出荷
    재고 있음 | 재고있음 | 재고 보유 | 구매 가능 | 구매가능 | 당일발송 | 당일 발송 | 당일출고 | 오늘출발 | 재고보유 | 즉시발송
    有货 | 有貨 | 现货 | 現貨 | 有现货 | 有現貨 | 库存充足 | 庫存充足 | 有库存 | 有庫存 | 现货供应 | 現貨供應 | 尚有库存 | 供货中 | 可购买 | 可購買 | 库存有 | 庫存有
    في المخزون | متاح للشراء | متوفر للشراء
    available to order online | available to order now
""")

# Said of what is in stock and of what is not: beside "not in stock" it is had later.
_IN_DAYS = phrases_of("""
    # gunde teslim | # is gununde teslim
    ships within # hours | ships in # hours | dispatched within # hours | ships in # business day | ships in # day
    ships within # days | ships in # days | ships in # business days | ships within # business days | ships in # # days
    ships in # # business days | ships within # # days | ships within # # business days | dispatched in # days
    dispatched within # days | dispatched in # # days | dispatched within # # days | usually ships within # # days
    in # tagen lieferbar | in # werktagen lieferbar | in # # tagen lieferbar | in # # werktagen lieferbar
    in den nachsten tagen lieferbar | lieferbar innerhalb _ werktagen | lieferbar innerhalb _ tagen | lieferzeit # werktage
    lieferzeit # tage | lieferbar in # tagen | lieferbar in # werktagen | lieferbar in # # tagen | lieferbar in # # werktagen
    lieferzeit # # tage | lieferzeit # # werktage | lieferzeit ca # tage | lieferzeit ca # # tage | versandfertig in # tagen
    versandfertig in # werktagen | versandfertig in # # tagen | versandfertig in # # werktagen | lieferbar binnen # tagen
    dispo sous # h | dispo sous # jours | dispo sous # a # jours | disponible sous # a # jours | disponible en # a # jours
    expedie sous # h | expedie sous # jours | expedie sous # a # jours | expedie sous # # jours | disponible sous # h
    disponible sous # jours | livre sous # jours
    spedito in # giorni | spedizione in # giorni | spedizione in # # giorni | disponibile in # giorni
    enviado en # dias | envio en # dias | disponible en # dias | entrega en # dias | enviado em # dias | entrega em # dias
    levertijd # werkdagen | levertijd # dagen | levertijd # # werkdagen | binnen # werkdagen leverbaar
    wysylka w # dni | wysylka w ciagu # dni | wysylka w # dzien | odeslani do # dni | expedujeme do # dni | odosleme do # dni
    livrare in # zile | szallitas # nap | # napon belul | leverans # dagar | leveranstid # dagar | levering # dager
    доставка # дня | отгрузка # дня
""")

_LIMITED = phrases_of("""
    stok sinirli | stok kritik | stokta son # | son # stok | low stock _ left | limited stock | stock limited | very low stock
    geringer lagerbestand | niedriger lagerbestand | bald ausverkauft | solo # pezzi | solo # pezzi disponibili | solo # unita
    bientot en rupture | bientot en rupture de stock | uz jen # ks | uz jen # kusy | # шт осталось | # осталось
    # штука осталась | # шт залишилось
    # adet kaldi | # urun kaldi | son urun | son urunler | tukenmek uzere | az sayida | sinirli stok
    kritik stok | son stok*
    sinirli sayida | az kaldi | stok azaldi | son bir urun | azalan stok | tukeniyor | stokta son # urun
    stoklar* tukenmek uzere | stoklarla sinirli | stokta son # adet
    last items | letzte artikel | letzter artikel | limited availability | begrenzte verfugbarkeit | begrenzt verfugbar | only # left | # left in stock | just # left | low stock | low in stock | limited quantity
    limited quantities | last one | last few | almost gone | almost sold out
    few left | selling fast | limited supply | limited stock available | # items left
    only # in stock | only # available | only # units left | only # pieces left | running low | nearly sold out
    almost out of stock | last item | final stock | only one left | last pieces
    low availability | last items in stock | limited stock left | going fast | few in stock | less than # left
    fewer than # left
    nur noch # stuck verfugbar | nur noch # stuck auf lager | noch # auf lager | noch # verfugbar
    wenige verfugbar | nur noch wenige | nur noch wenige _ verfugbar | nur noch wenige _ auf lager
    geringer bestand | begrenzte verfugbarkeit | begrenzt verfugbar | knapper bestand | letztes stuck
    letzte stucke | fast ausverkauft | nur wenige | restposten | wenige exemplare | nur # auf lager
    nur # verfugbar | wenige stuck auf lager | kleiner bestand | nur noch geringe mengen
    plus que # | il ne reste que # | il n'en reste que # | plus que # en stock | il reste # | stock limite
    dernieres pieces | derniers articles | presque epuise | quantite limitee | il ne reste plus que # _ en stock
    il ne reste plus que # | derniere piece | dernier article | stock faible | bientot epuise
    plus que # exemplaire*
    il ne reste plus que # exemplaire* | disponibilite limitee | faible stock
    solo # disponibili | solo # disponibile | solo # rimasti | ultimo disponibile | ultimi pezzi
    ultimi articoli | disponibilita limitata | quasi esaurito | ne restano # | ne rimangono # | ne rimane solo #
    scorte limitate | solo # disponibilita immediata | disponibilita bassa | scorta limitata | ultimo pezzo
    ne restano solo # | in esaurimento
    solo quedan # | queda # | ultimas unidades | ultima unidad | pocas unidades | stock limitado
    unidades limitadas | solo queda(n) # en stock | solo queda n # en stock | disponibilidad limitada
    poco stock | a punto de agotarse | ultimas existencias | quedan # en stock | solo # disponibles
    apenas # em stock | resta # | so restam # | ultima unidade | stock reduzido | poucas unidades
    estoque limitado | apenas # unidades | restam apenas # | resta apenas # | quase esgotado | pouco stock
    disponibilidade limitada
    nog # op voorraad | nog maar # | nog maar # op voorraad | laatste stuks | laatste exemplaren
    beperkte voorraad | bijna uitverkocht | beperkt leverbaar | nog slechts # | op is op | beperkt op voorraad
    lage voorraad | laatste exemplaar | nog # beschikbaar | beperkt beschikbaar
    ostatnia sztuka | ostatnie sztuki | ostatnie # sztuki | zostaly # szt | pozostalo # szt
    ostatnie egzemplarze | mala ilosc | ograniczona dostepnosc | zostalo tylko # | pozostalo tylko #
    zostaly # sztuki | na wyczerpaniu | pozostaly # sztuki | zostala # sztuka | tylko # sztuki
    ostatnie produkty | ilosc ograniczona | tylko # w magazynie | koncowka serii
    posledni kus | posledni kusy | posledni # ks | posledne kusy | posledny kus | posledne # ks | ostava # ks
    omezene mnozstvi | zbyvaji # ks | zostava # ks | zostavaju # ks | skladem pouze # ks | uz len # ks
    jiz jen # ks | posledni # kusy | posledne # kusy | nizka zasoba | skladem mene nez # ks | obmedzene mnozstvo
    limitovane mnozstvi | jen # ks skladem | pouze # ks skladem
    utolso # db | utolso darab* | mar csak # db | alacsony keszlet | korlatozott keszlet | mar csak # darab
    csak # db van raktaron | kifogyoban | csak # maradt | korlatozott mennyiseg | limitalt keszlet
    ultimele bucati | ultimul produs | stoc limitat | ultimele # produse | doar # in stoc | stoc redus
    doar # bucati | au mai ramas # | mai sunt # | aproape epuizat | ultima bucata | ultimele produse
    doar # ramase
    последни бройки | последна бройка | остават # | ограничена наличност | ограничено количество | остава #
    ограничени количества | последни # бройки | малко количество
    τελευταια κομματια | τελευταιο κομματι | τελευταια # | περιορισμενη διαθεσιμοτητα | απομενουν #
    περιορισμενο αποθεμα | τελευταια τεμαχια | απομενει # | μονο # σε αποθεμα | λιγα τεμαχια | χαμηλο αποθεμα
    fatal i lager | bara # kvar | endast # kvar | fa i lager | begransat antal | sista exemplaret
    nastan slutsald | fatal kvar | fa kvar | endast # i lager | bara # i lager | # st kvar | begransat lager
    enstaka i lager | lagt lagersaldo | mindre an # i lager | fatal exemplar | slutsaljes
    kun # igjen | få på lager | kun # på lager | få igjen | nesten utsolgt | begrenset antall | bare # igjen
    # igjen på lager | siste eksemplar | lav lagerbeholdning | færre enn # på lager | begrenset lager
    kun # tilbage | få tilbage | næsten udsolgt | begrænset antal | sidste eksemplar | kun # stk tilbage
    begrænset lager | få stk på lager | kun # stk på lager | # tilbage på lager
    vain # jaljella | viimeiset kappaleet | rajoitettu era | rajoitettu saatavuus | enaa # kpl
    viimeinen kappale | melkein loppu | vain # kpl varastossa | rajoitettu maara | vain muutama jaljella
    vahan varastossa | enaa # jaljella
    viimased tukid | laos vaid # | jaanud # tk | viimane toode | piiratud kogus | ainult # tk | laos # viimast
    viimased tooted | viimane tukk | kogus piiratud | alles # tk
    pedejais | pedejas preces | atlicis # | atlikusi # | ierobezots daudzums | pedejas vienibas | pedeja prece
    atlikušas # | palikusi # | atlikums #
    paskutine preke | paskutines prekes | liko tik # | ribotas kiekis | paskutiniai vienetai
    paskutinis vienetas | ribotas likutis | liko paskutines
    осталось # | последний товар | последние экземпляры | заканчивается | ограниченное количество
    осталось мало | последний экземпляр | остался # | осталась # | последняя штука | скоро закончится
    осталось всего #
    залишилось # | останній товар | закінчується | залишилося # | обмежена кількість | останні екземпляри
    мало залишилось | останній екземпляр | залишився # | скоро закінчиться | залишилося мало
    残り# | 残り # | 残りわずか | 在庫わずか | 在庫僅少 | 残り#点 | 在庫残りわずか | 残りあと# | 残り#点 | 残り # 点 | 在庫 残りわずか | 残りあとわずか | 在庫残少
    在庫希少 | 残り僅か | 在庫△ | お取り寄せ残りわずか | 在庫少 | ラスト# | ラスト#点 | あと#点
    마감임박 | 품절임박 | #개 남음 | # 개 남음 | 남은 수량 # | 재고 #개 남음 | 마지막 # | 품절 임박 | 매진 임박 | 매진임박 | 수량 한정 | 재고 부족 | 한정수량
    한정 수량 | 재고 얼마 남지 않음 | 재고 소량 | 소량 남음
    仅剩# | 仅剩 # | 僅剩# | 仅剩#件 | 库存紧张 | 庫存緊張 | 即将售罄 | 即將售完 | 少量库存 | 最后# | 最后#件 | 最後#件 | 剩余#件 | 剩余 # 件 | 所剩无几 | 剩餘#件
    仅余# | 庫存有限 | 库存有限 | 少量现货 | 仅剩 # 件 | 僅剩 # 件 | 库存不多 | 庫存不多 | 仅剩余#件
    تبقى # | كمية محدودة | # متبقي | بقي # فقط | القطعة الاخيرة | كميات محدودة | باقي # | اخر قطعة
    على وشك النفاد | متبقي # | اخر القطع | اخر # قطع
""")

_TABLES: Final[Mapping[Said, tuple[str, ...]]] = {
    Said.NOTHING: NO_STATEMENT,
    Said.NOT_SENT: NOT_SENT,
    Said.OUT_OF_STOCK: OUT_OF_STOCK,
    Said.IN_STORES: IN_STORES,
    Said.IN_STORE_ONLY: IN_STORE_ONLY,
    Said.BACKORDER: BACKORDER,
    Said.PREORDER: PREORDER,
    Said.LIMITED: _LIMITED,
    Said.IN_STOCK: _IN_STOCK,
    Said.IN_DAYS: _IN_DAYS,
}
STOCK_PHRASES: Final[Mapping[Said, tuple[str, ...]]] = {
    said: phrases + MORE.get(said, ()) for said, phrases in _TABLES.items()
}
