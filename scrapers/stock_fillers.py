"""Words about stock that say so only in a statement of their own, and words that such a statement may be filled with.

"Available" alone is in stock; "available in three colours" is not, and neither is "image not available".
"""

from collections.abc import Mapping
from typing import Final

from scrapers.offer import Stock
from scrapers.phrases import phrases_of
from scrapers.stock_words_more import ALONE_TOO, FILLERS_TOO

_ALONE: Final[Mapping[Stock, tuple[str, ...]]] = {
    Stock.IN_STOCK: phrases_of("""
        available | mevcut | satista | verfugbar | lieferbar | erhaltlich | disponible | disponibles | dispo | disponibile | disponibili
        disponivel | disponiveis | leverbaar | beschikbaar | verkrijgbaar | dostepny | dostepna | dostepne | w sprzedazy
        dostupny | dostupne | dostupna | k dispozici | k dispozicii | elerheto | kaphato | disponibil | disponibila
        наличен | налично | налична | διαθεσιμο | διαθεσιμος | διαθεσιμη | διαθεσιμα | tillganglig | tillgangliga | tillgangligt
        tilgjengelig | tilgængelig | saatavilla | saatavissa | saatavana | saadaval | olemas | laos | pieejams | pieejama | prieinama | yra
        turime | доступен | доступно | доступна | доступний | есть | имеется | є | متوفر | متاح | متوفرة | 販売中 | 판매중 | 판매 중 | 在售
    """),
    Stock.LIMITED: phrases_of("""
        viimeiset | tikai # | само # | csak # db | μονο # | tylko # szt | kun # stk | vain # kpl
        last # | ultimas # | ultimi # | ultimele # | siste # | sidste # | laatste # | letzte # | derniers # | dernieres # | son # | son adet
        последние # | последни # | останні # | only # | nur # | seulement # | solo # | slechts # | bara # | endast # | sadece # | quedan # | restam #
        liko # | # left | # remaining | # tilbage | # igjen | # kvar | # jaljella | nog # | noch # | zbyva # | zostalo # | residuo | 限量
    """),
    Stock.PREORDER: phrases_of("""
        preorder | preorders | pre order | pre orders | preordered | presale | pre sale | vorbestellung | precommande | preventa | prevendita
        pre venda | prevenda | reserva ja | reserva | reservar | reserveren | reserve | premiera | предзаказ | 予約 | 预约 | 預約 | 预定 | 预订
    """),
    Stock.BACKORDER: phrases_of("""
        en arrivage | arrivage | arrivage en cours | expected | on order | ordered | orderable | awaiting stock | bestellt | bestellbar | nachbestellt | besteld | bestilt | bestalld | ventes | verwacht
        yolda | siparisle | onderweg | en camino | in arrivo | em transito | in tranzit | na ceste | w drodze | uton | varhato | kommer in | inkommande | saapuu
        teel | в пути | в дорозі | ожидается | ожидаем | очікується | очікуємо | очаква се | αναμενεται | laukiama | gaidams | pakeliui | rendelheto | tilattavissa
        tellitav | pasutams | uzsakoma | reassort | na dotaz | na otazku | في الطريق | 在途 | 입고 중
    """),
    Stock.OUT_OF_STOCK: phrases_of("""
        adviser mig | alert me when | anunta ma | auto notify | avertissez moi | avisa me | avisadme | avisame
        avise me | avisem me | avisenme | avvertimi | avvisami | be notified | benachrichtige mich
        benachrichtigt mich | benachrichtigen sie mich | beni bilgilendir | bana haber ver | email me | etre alerte | få besked | få en mail | get notified | gi meg beskjed
        giv mig besked | hlidat dostupnost | houd me op de hoogte | houd mij op de hoogte | ilmoita minulle
        laat het me weten | let me know when | m'alerter | mail mij | me prevenir | meddela mig | notifica ma
        notificami | notificar me | notificarme | notify me | pazinot | powiadom mnie | praneskite man
        prevenez moi | strazit dostupnost | stuur mij een e mail | teavita mind | upozornit na dostupnost
        varsle meg | waarschuw mij | ειδοποιησε με | ειδοποιηστε με | ενημερωσε με | повідомити мене
        повідомте мене | уведоми ме | اعلمني
        discontinued | end of life | auslaufartikel | ausgelaufen | descatalogado | descontinuado | fuori produzione | fuori catalogo | utgått | udgået | poistunut
        kifutott | снято с производства | снят с производства | 停产 | 停產 | 단종 | 生産終了 | 已售出 | out of production
        unavailable | not available | sold | ended | coming soon | email me | email me when | tell me when | oos
        nicht verfugbar | nicht lieferbar | nicht erhaltlich | verkauft | eingestellt | benachrichtigen | bald verfugbar | bald lieferbar | demnachst
        indisponible | non disponible | pas disponible | vendu | rupture | bientot disponible | m'avertir | non disponibile | non disponibili
        venduto | prossimamente | terminato | no disponible | no disponibles | vendido | proximamente | indisponivel | nao disponivel | indisponiveis | em breve | brevemente
        niet beschikbaar | niet leverbaar | niet verkrijgbaar | verkocht | binnenkort | niedostepny | niedostepna | niedostepne | brak | sprzedane | sprzedany | wkrotce
        nedostupne | nedostupny | nedostupna | prodano | predane | pripravujeme | nem elerheto | nem kaphato | nincs | eladva | hamarosan | indisponibil | indisponibila
        vandut | in curand | неналичен | неналично | продаден | продадено | μη διαθεσιμο | μη διαθεσιμη | μη διαθεσιμος | ej tillganglig | inte tillganglig
        slut | sald | bevaka | kommer snart | ikke tilgjengelig | ikke tilgængelig | solgt | tomt | ei saatavilla | ei saatavana | loppu | loppui | myyty | tulossa | tulossa pian
        otsas | pole saadaval | ei ole saadaval | tulekul | nav | nav pieejams | nav pieejama | pardots | drizuma | nera | nebera | neturime | parduota | netrukus
        нет | отсутствует | недоступен | недоступно | продано | немає | відсутній | недоступний | bulunmuyor | mevcut degil* | bitti | kalmadi | yok | haberdar et | uygun degil
        غير متوفر | غير متاح | قريبا | نفذ | نفد | بيعت | نفدت | نفذت | 즉시품절 | 未定
    """),
}

#: Phrases that count only where nothing but numbers, negations and `FILLERS` stands beside them.
ALONE: Final[Mapping[Stock, tuple[str, ...]]] = {
    stock: phrases + ALONE_TOO.get(stock, ()) for stock, phrases in _ALONE.items()
}

#: Times that say so only behind a label, such as "Availability: 2 to 4 days".
ALONE_IN_TIME: Final[Mapping[str, tuple[str, ...]]] = {
    "backorder": phrases_of("""
        entre # et # jours | entre # # jours | entre # / # jours | between # and # days | zwischen # und # tagen | tra # e # giorni
        entre # y # dias | entre # e # dias | tussen # en # dagen
    """),
    "in_days": phrases_of("""
        sous # jours | sous # h | sous # heures | # a # jours | # # jours | # jours | within # days | # to # days | # # days | # days
        # business days | # # business days | in # tagen | innerhalb von # tagen | # bis # tage | # # tage | # tage | # werktage
        # # werktage | entro # giorni | in # giorni | # # giorni | # giorni | en # dias | # a # dias | # # dias | # dias
        em # dias | binnen # dagen | # tot # dagen | # # dagen | # dagen | # werkdagen | # # werkdagen | w ciagu # dni | do # dni
        # # dni | # dni | do # dnu | # dagar | # # dagar | # dage | # # dage | # dager | # # dager
    """),
}

#: They speak of the item only where nothing follows, or one of `LEFT`: "last items added" does not.
LAST_ONES: Final = phrases_of("""
    last item | last items | last pieces | last one | last few | letztes stuck | letzte stucke | letzte artikel | letzter artikel
    derniers articles | dernier article | dernieres pieces | derniere piece | ultimi articoli | ultimi pezzi | ultimo pezzo
    ultimas unidades | ultima unidad | ultimas existencias | laatste stuks | laatste exemplaren | ostatnie produkty | ostatnie sztuki
    posledni kusy | posledne kusy | ultimele produse | ultimele bucati | ultimul produs | последние экземпляры | последний товар
    останні екземпляри | останній товар | viimased tooted | viimane toode | pedejas preces | paskutines prekes | paskutine preke
    son urunler | son urun | viimeiset kappaleet | τελευταια κομματια | последни бройки
""")
LEFT: Final = frozenset(
    word
    for line in phrases_of("""
        left available remaining stock en dispo disponibles disponible auf lager verfugbar vorratig disponibili magazzino
        existencias voorraad beschikbaar leverbaar dostepne magazynie skladem disponibile stoc наличии складе наявності laos
        pieejamas kaldi stokta varastossa
    """)
    for word in line.split()
)

#: Words that fill such a statement up without changing it.
FILLERS: Final = frozenset(
    word
    for line in phrases_of("""
        more than over less fewer from upwards mehr als uber plus mas menos oltre piu meno mais meer dan ponad vice nez viac ako
        tobb mint fler mer flere end enn yli более больше verkkokaupasta verkkokaupassa uzreiz comprar acheter acquistare purchase
        now currently still again online immediately today instantly item items product products this that it is
        it's are the a an sorry we re were has been temporarily presently at for in on our of moment present time order
        purchase buy ship shipping stock status availability yes unfortunately web website webshop shop store
        warehouse here pcs pieces units unit only just last produkt artikel ware dieser dieses der die das ist sind
        derzeit aktuell momentan sofort leider zurzeit zur zeit im ab onlineshop stuck nur noch wieder gerade
        produit article ce cet est sont actuellement maintenant immediatement momentanement de suite desole en ligne
        le la les prodotto articolo questo e attualmente subito ora momento al immediatamente purtroppo producto
        articulo este esta actualmente ahora inmediatamente linea lo sentimos unidades produto artigo atualmente
        agora imediatamente imediato no lamentamos dit deze het nu direct momenteel helaas op stuks towar ten jest
        teraz obecnie chwilowo tymczasowo aktualnie od reki szt sztuki przepraszamy zbozi zbozie tovar tento je nyni
        ihned aktualne momentalne docasne hned bohuzel zial ks kusu kusy termek az most jelenleg azonnal sajnos
        atmenetileg ez db darab produs produsul acum imediat temporar ne pare rau buc bucati продукт продукта
        продуктът е в момента сега веднага временно бр броя за προϊον προιον ειναι αμεσα τωρα το αυτο προσωρινα τεμ
        τεμαχια produkten varan vara ar direkt tillfalligt tyvarr st varen produktet er nå straks midlertidig
        midlertidigt desværre dessverre stk tuote nyt heti talla hetkella tuotetta valitettavasti kpl verkossa toode
        kohe hetkel praegu ajutiselt tk prece ir preces sobrid islaicigi gab preke siuo metu dabar laikinai vnt
        товар сейчас к сожалению данный этот шт штук онлайн на складе складі зараз тимчасово цей urun bu su anda
        hemen simdi gecici olarak maalesef urunu adet internette magazada var هذا المنتج حاليا الان مؤقتا
    """)
    + phrases_of(FILLERS_TOO)
    for word in line.split()
)
