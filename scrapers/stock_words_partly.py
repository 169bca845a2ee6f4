"""What shops write about items to be had later, or only by who comes to a store. For signs and order see `stock_words`."""

from typing import Final

from scrapers.phrases import phrases_of

PREORDER: Final = phrases_of("""
    on siparis* | on satis | on satista | on siparisle
    pre ordered
    releases on | will be released on
    vorbestellbar | vorbestellen | vorverkauf | vorbestell artikel | erscheint am
    kann vorbestellt werden
    precommander | precommandez | pre commande | pre commander
    preordine | preordina | preordinabile | pre ordine | prenotabile | prenota ora
    prereserva | reservalo | disponible para reserva | disponible para reservar
    precompra | pre reserva
    pre encomenda
    pre orderen | voorbestellen | te reserveren | voorverkoop | voorbestelling | reserveer nu
    przedsprzedaz | przedsprzedazy
    predobjednavka | predobjednat | v predprodeji | predprodej | v predpredaji | k predobjednani
    predobjednavky | predpredaj | predobjednejte | ocekavana novinka
    elorendelheto | elorendeles | elorendelem | eloreendelheto | elorendelesben | elorendelesi
    precomanda | pre comanda | precomenzi
    предварителна поръчка | предварителни поръчки
    προπαραγγελια | προ παραγγελια | προπαραγγελιες
    forbestall | forhandsbokning | forboka | forhandsboka | forbestallning | kan forhandsbokas | boka nu
    forhandsbestall | forhandsbestallning | kan forbokas
    forhåndsbestill | forhåndsbestilling | kan forhåndsbestilles | forhåndssalg
    forudbestil | forudbestilling | forudbestilles | forhåndsbestil
    ennakkotilaa | ennakkotilaus | ennakkotilattavissa | ennakkotilaukset | ennakkotilaukseen | ennakkovaraus
    ennakkotilattava | ennakkomyynti
    eeltellimus | eeltellimine | ettetellimine | ettetellimisel | eelmuuk | saab ette tellida | eeltellimisel
    telli ette
    iepriekspasutijums | prieksp* | iepriekspardosana | ieprieksejs pasutijums | iepriekseja pasutisana
    rezervet ieprieks
    isankstinis uzsakymas | isankstine prekyba | isankstiniai uzsakymai | uzsakyti is anksto
    isankstinis pardavimas
    оформить предзаказ | по предзаказу | доступно для предзаказа | предзаказать | доступен предзаказ
    скоро в продаже предзаказ | доступен для предзаказа
    передзамовлення | попереднє замовлення | передзамовити | за передзамовленням
    予約受付中 | 予約販売 | 予約する | 発売前 | ご予約 | 予約注文 | 予約商品 | ご予約受付中 | 予約可 | 予約購入 | 近日発売 予約
    예약판매 | 예약 판매 | 사전예약 | 예약구매 | 사전 예약 | 예약 구매 | 예약주문 | 예약 주문 | 프리오더 | 예약 상품 | 예약판매중 | 예판
    預購 | 预售 | 預售 | 接受预订 | 预购 | 預訂 | 预售中 | 現正預購 | 開放預購 | 立即预订 | 立即預購 | 抢先预订
    طلب مسبق | الطلب المسبق | متاح للطلب المسبق | متوفر للطلب المسبق | اطلب مسبقا | احجز الان | طلب مُسبق
    احجز مسبقا
    preorder now | pre order now | available for preorder | available for pre order | pre order available
    pre order in stock | available to pre order | vorbestellung moglich | en precommande
    disponible en preventa | em pre venda
""")

BACKORDER: Final = phrases_of("""
    tedarik surecindedir | # is gunu icinde temin edilir | # is gunu icinde tedarik edilir
    available from # | estimated in stock | expected # | in stock on # | arriving # | due # | expected back
    verwacht op voorraad | verwacht # | erwartet am # | attendu le # | oczekiwany # | ocekavame # | ожидается # | ожидаем #
    очікується # | очікуємо # | очаква се # | beklenen # | forventet # | vantas # | saapuu #
    tedarik surecinde | tedarik asamasinda | # gun icinde temin edilir | siparis uzerine | temin edilecek
    tedarik edilecek | tedarikciden temin | tedarik suresi | stoga girecek | siparise ozel tedarik
    ithalat surecinde
    # hafta icinde temin edilir | tedarik ediliyor
    # gunde tedarik | temin suresi
    special order | back order | back orders | backorder | backordered | back ordered | available to order | made to order
    ships in # weeks | ships within # weeks | ships in # to # weeks
    ships in # months | usually ships within # to # months | delivery in # weeks | ships in # # weeks
    usually ships within # # weeks | more on the way | more on order
    expected in stock | available from supplier
    more arriving soon | due in stock | expected to ship | estimated to ship
    stock due | ships when available | built to order | ships in # # months | usually ships within # # months
    allow # weeks | ships in a few weeks
    shipping in # weeks | available in # weeks | will ship in # weeks | dispatched in # weeks
    dispatched within # weeks | lead time # weeks | in stock from #
    available on order | ships in several weeks | ships within # to # weeks | ships in # or more weeks
    more stock on the way
    auf bestellung | lieferzeit # wochen | lieferbar in # wochen | lieferbar ab | in # wochen lieferbar
    verfugbar ab | lieferbar innerhalb von # wochen | nachlieferung | im zulauf | in zulauf | ruckstand
    liefertermin unbekannt bestellbar | lieferzeit # # wochen | lieferbar in # # wochen
    auf anfrage bestellbar | versandfertig in # wochen | versandfertig in # # wochen
    versandfertig in # bis # wochen | wird fur sie bestellt | lieferbar in ca # wochen | lieferung in # wochen
    beim lieferanten bestellt | wieder auf lager ab | auf nachbestellung | bestellware | beschaffungsartikel
    lieferzeit: # wochen | lieferbar in # bis # wochen
    lieferzeit # bis # wochen | lieferzeit ca # wochen | lieferzeit # monate | vorbestellt lieferbar
    wird nachbestellt | lieferbar voraussichtlich | sonderbestellung | lieferbar in mehreren wochen
    ab _ wieder lieferbar | lieferzeit ca # # wochen | nicht auf lager bestellbar
    sur commande | sous # a # semaines | sous # semaines | en cours d'approvisionnement | disponible le
    disponible a partir du | en attente de reassort | disponible des le | disponible d'ici # semaines
    reappro en cours | en commande | delai # semaines | reapprovisionnement
    su ordinazione | ordinabile | disponibile dal | disponibile in # settimane | in riassortimento
    spedizione in # settimane | disponibile a partire dal | disponibile tra # settimane | in riordino
    ordinato al fornitore | disponibile entro # settimane | disponibile presso il fornitore
    consegna in # settimane | in fase di riassortimento | arretrato | generalmente spedito entro # settimane
    bajo pedido | disponible en # semanas | bajo encargo | pendiente de recibir | por encargo
    disponible a partir del | en reposicion | pedido al proveedor | entrega en # semanas | envio en # semanas
    disponible el | recepcion prevista | proxima recepcion | reposicion en | stock en transito
    pedido pendiente
    por encomenda | sob encomenda | sob consulta | disponivel em # semanas | a encomendar
    disponivel a partir de | disponivel para encomenda | em reposicao | reposicao em curso
    entrega em # semanas | aguarda reposicao | brevemente em stock
    in bestelling | op bestelling | nabestelling | leverbaar vanaf | leverbaar in # weken | levertijd # weken
    binnen # weken leverbaar | levertijd # # weken | weer op voorraad vanaf | verwachte levertijd
    beschikbaar vanaf | wordt nabesteld | binnen # weken in huis | verwachte leverdatum | levertijd ca # weken
    binnenkort weer op voorraad | leverbaar over # weken | te bestellen
    na zamowienie | oczekiwana dostawa | dostepny od | wysylka w # tygodni* | zamowiony u dostawcy | w dostawie
    na specjalne zamowienie | oczekiwany | wysylka w ciagu # tygodni* | czas realizacji # tygodni*
    oczekujemy na dostawe | dostepny u dostawcy | przewidywana dostawa | w trakcie dostawy
    dostawa w ciagu # tygodni
    na objednavku | ocekavame | dostupne od | naskladnime | skladem od | u dodavatele | ocakavame | u dodavatela
    skladem u dodavatele | skladom u dodavatela | do # tydnu | do # tyzdnov | objednano | objednane
    na ceste k nam | lze objednat | mozno objednat | ocekavane | ocakavane naskladnenie | skladom od | dorazi
    naskladneni | na objednani | k objednani
    rendelesre | beszerzes alatt | kulso raktaron | beszallitoi raktaron | elojegyezheto | # het mulva
    szallitas # het | beszerzes # het | elojegyzes | hamarosan erkezik | varhato erkezes | kulso raktarban
    megrendelheto | beszallitoi keszleten | utanrendelheto | # heten belul | nagykereskedelmi raktaron
    la comanda | stoc furnizor | in curs de aprovizionare | disponibil in # saptamani | pe comanda
    in stoc la furnizor | se livreaza in # saptamani | livrare in # saptamani | in curs de sosire
    in curand in stoc | disponibil din | aprovizionare in curs | comanda speciala | precomanda furnizor
    по поръчка | с поръчка | очаквана доставка | при доставчик | по заявка | в доставка | на път | очакваме
    с предварителна заявка | доставка до # седмици | срок на доставка # седмици
    κατοπιν παραγγελιας | παραγγελια | αναμονη παραλαβης | διαθεσιμο απο | κατοπιν συνεννοησης | σε # εβδομαδες
    αναμενομενο | προμηθευτης
    bestallningsvara | restnoterad | leverans # veckor | beraknad leverans | kan bestallas | i lager fran
    restorder | vantas in | skickas inom # veckor | leveranstid # veckor | forvantas i lager | beraknas i lager
    ater i lager | kommer snart i lager | leverantorslager | hos leverantor | i lager hos leverantor | pa vag
    beraknat leveransdatum | beraknad i lager | leverans inom # veckor
    bestillingsvare | restordre | forventet levering | kan bestilles | leveringstid # uker | forventes på lager
    levering # uker | kommer på lager | på vei | sendes innen # uker | forventet på lager | i bestilling
    ventes på lager | hos leverandør | skaffevare | lagervare hos leverandør
    på vej | levering # uger | leveringstid # uger | i ordre | bestilt hjem | hjemkøbes | på bestilling
    levering inden for # uger | skaffes hjem | forventes hjem
    tilaustuote | arvioitu saatavuus | tulossa varastoon | tilauksesta | jalkitoimitus | # viikkoa | saapumassa
    toimittajan varastossa | tilauksessa | odotettavissa | arvioitu toimitusaika | saatavilla alkaen
    jalkitoimituksessa
    tellimisel | saabub | tarneaeg # nadalat | tellimiskaup | tarnija laos | saabumisel | oodatav saabumine
    tellimusel | tarne # nadalat | tarneaeg kuni # nadalat | tarneaeg # # nadalat | tellitav kaup
    pec pasutijuma | uz pasutijumu | piegade # nedelas | gaidama piegade | piegadataja noliktava
    pasutama prece | drizuma pieejams | piegade # # nedelas
    pagal uzsakyma | atvyksta | pristatymas per # savaites | tiekejo sandelyje | galima uzsakyti
    pristatymas # savaites | bus sandelyje | pristatysime per # savaites | uzsakomas
    под заказ | ожидается поступление | на заказ | по заказу | доставка # недель | поставка # недели
    ожидается поставка | скоро поступит | в наличии у поставщика | предзаказ у поставщика | на складе поставщика
    поставка через # недель* | ожидается на складе | в транзите | срок поставки # недель*
    під замовлення | очікується поставка | очікується надходження | на замовлення | скоро буде в наявності
    у постачальника | на складі постачальника | доставка # тижнів | скоро надійде
    お取り寄せ | 取り寄せ | 入荷待ち | 入荷予定 | 取寄せ | 取寄 | 納期# | 通常# 週間 | メーカー取り寄せ | 受注生産 | 入荷次第 | お取寄せ | 取り寄せ可 | #週間以内に発送
    # 週間以内に発送 | 通常#～#週間以内に発送 | メーカー在庫 | 取り寄せ品 | #週間程度 | 通常#週間以内に発送 | バックオーダー | 納期未定 | 次回入荷 | 入荷時期 | 近日入荷
    주문 제작 | 입고예정 | 입고 예정 | 주문제작 | 재입고 예정 | 입고 대기 | 해외배송 주문 | 주문 후 # 주 | 주문 후 #주 | 재입고예정 | 주문후제작 | 입고대기 | 발주 후
    백오더 | 주문 상품 | #주 소요 | # 주 소요
    订货 | 訂貨 | 调货 | 調貨 | 采购中 | 預計到貨 | 预计到货 | 可配货 | 需调货 | 需訂貨 | 到货中 | 補貨中可訂 | 接单生产 | 接單生產 | 订购 # 周 | 客订 | 客訂
    客訂商品 | 预计#周 | 需预订 | 期货 | 補貨中可下單 | 预计 # 周内发货 | 預計 # 週
    متوفر عند الطلب | حسب الطلب | قيد التوريد | بالطلب | قيد الطلب | متوفر خلال # اسابيع | سيتوفر في
    يشحن خلال # اسابيع | متاح عند الطلب | طلب خاص
    in stock on _ # | available on _ # | in stock in # weeks | versandfertig in # bis # monaten
    versandfertig in # monaten | lieferbar ab _ # | auf lager ab _ # | en stock le _ # | disponible le _ #
    disponible el _ # | disponibile dal _ # | disponibile il _ # | disponivel a partir de _ #
    leverbaar vanaf _ # | dostepny od _ # | skladem od _ # | expedie sous # mois | enviado en # meses
    ceļā pie mums
    dispo le # | dispo le _ # | dispo vers le _ # | dispo vers _ # | dispo des le _ # | dispo a partir du | disponible vers le _ #
    disponible vers _ # | available around _ # | available by _ # | verfugbar gegen _ # | lieferbar gegen _ # | verfugbar voraussichtlich
    disponibile verso _ # | disponible hacia _ # | disponivel por volta de _ # | beschikbaar rond _ # | leverbaar rond _ #
""")

IN_STORE_ONLY: Final = phrases_of("""
    sadece magazada | sadece magazadan | magazaya ozel | yalnizca magazada | sadece magazalarda
    magazadan teslim | yalnizca magazalarda | yalnizca magazadan | magazada mevcut | magazalarda mevcut
    magazalarimizda mevcut | sadece magazalarimizda
    in stores only | only in store | only in stores | available in store | available in stores | buy in store
    pickup only | sold in stores
    only sold in store | available at select stores | in stock in store | in stock in stores
    available for in store pickup | in stock at your store | store exclusive
    click and collect only | click & collect only | collection only
    store only | available in local stores
    in store pickup only | in store purchase | pick up only | only available for pickup | in store availability only
    nur in der filiale | nur im markt | nur in filialen | nur im geschaft | nur in store | nur abholung
    nur im laden | nur filialabholung | nur zur abholung | nur in filiale verfugbar
    nur in ausgewahlten filialen | nur vor ort
    im markt verfugbar | in der filiale verfugbar | nur selbstabholung | nur bei abholung | nur stationar
    nur in unseren filialen | nur abholbar | im store verfugbar
    uniquement en magasin | en magasin uniquement | disponible en magasin | retrait magasin uniquement
    exclusivite magasin | seulement en magasin
    en stock en magasin | disponible en boutique | uniquement en boutique
    solo in negozio | disponibile in negozio | solo nei negozi | ritiro in negozio
    solo nel punto vendita | solo ritiro in sede | solo in punto vendita
    disponibile nei negozi
    solo en tienda | disponible en tienda | solo en tiendas | solo recogida en tienda | disponible en tiendas
    solo tienda fisica | exclusivo en tienda | exclusivo tienda
    unicamente en tienda
    so em loja | apenas em loja | disponivel em loja | exclusivo loja | apenas nas lojas | somente na loja
    so nas lojas | somente em loja | apenas levantamento em loja
    disponivel nas lojas | exclusivo em loja | somente loja fisica
    alleen in de winkel | alleen in winkel | enkel in de winkel | alleen afhalen | beschikbaar in de winkel
    alleen af te halen
    alleen in onze winkels | alleen op te halen
    alleen ophalen | verkrijgbaar in de winkel
    tylko w salonie | tylko w sklepie | dostepny w salonie | tylko odbior osobisty | wylacznie w salonach
    tylko w sklepach stacjonarnych | dostepny w sklepie stacjonarnym | tylko w salonach
    tylko stacjonarnie | dostepny w salonach
    pouze na prodejne | jen na prodejne | iba na predajni | len na predajni | iba v predajni
    pouze k osobnimu odberu | pouze osobni odber | pouze na prodejnach | iba osobny odber | len osobny odber
    iba v predajniach | jen osobni odber | pouze v prodejne | len v predajni
    csak uzletben | csak az uzletben | csak szemelyes atvetel | uzletben elerheto | csak boltban
    csak uzleteinkben | csak szemelyesen | uzletunkben elerheto | csak aruhazban
    uzleteinkben elerheto | csak aruhazi
    doar in magazin | disponibil in magazin | doar ridicare din magazin | exclusiv in magazin | numai in magazin
    disponibil in magazine | doar in magazine | ridicare doar din magazin
    doar ridicare personala | doar in showroom
    само в магазин | само в магазина | само в магазините | само на място | наличен в магазин | само в магазини
    само за взимане от магазин
    μονο στο καταστημα | μονο σε καταστημα | μονο στα καταστηματα | διαθεσιμο στο καταστημα
    μονο παραλαβη απο καταστημα | διαθεσιμο μονο σε καταστηματα | διαθεσιμο στα καταστηματα
    endast i butik | bara i butik | endast butik | finns i butik | endast upphamtning i butik | endast i varuhus
    endast click & collect | endast i vara butiker
    finns i varuhus | kops i butik
    kun i butikk | finnes i butikk | bare i butikk | på lager i butikk | kun henting i butikk
    kun hent i butikk | tilgjengelig i butikk | kun i varehus
    kun i butik | kun i butikken | findes i butik | på lager i butik | kun i butikkerne | kun afhentning
    kun i varehuse | kan kun købes i butik | tilgængelig i butik
    kun click & collect | kun i varehuset
    vain myymalassa | vain myymalasta | saatavilla myymalasta | vain myymaloista | vain nouto
    vain tavaratalosta | saatavilla myymalassa | vain myymaloissa
    ainult poes | ainult kaupluses | saadaval kaupluses | ainult esinduses | saadaval poes | ainult kauplustes
    tikai veikala | tikai veikalos | pieejams veikala | pieejams veikalos
    tik parduotuvese | parduotuveje | tik fizinese parduotuvese
    только в магазине | только самовывоз | есть в магазинах | в наличии в магазинах | только в магазинах
    доступно в магазине | только в розничном магазине | только в розничных | только в салонах
    доступно только для самовывоза
    тільки в магазині | лише в магазині | тільки самовивіз | тільки в магазинах | лише в магазинах
    лише самовивіз | є в магазинах | тільки у магазині
    店頭のみ | 店舗のみ | 店舗限定 | 店頭販売のみ | 店舗受取のみ | 店頭限定 | 店舗販売のみ | 店頭受取のみ | 店頭のみの販売 | 店舗受け取りのみ | 店頭在庫のみ
    매장 전용 | 매장에서만 | 매장 구매 | 매장 픽업만 | 매장 판매만 | 매장 구매만 가능 | 오프라인 전용 | 매장에서만 구매 | 오프라인 매장 전용 | 매장 픽업 전용 | 매장픽업 전용
    매장전용 | 매장 판매 전용
    仅限门店 | 僅限門市 | 仅门店 | 门店自提 | 仅限店内 | 僅限店取 | 仅限门店购买 | 门店有货 | 門市有貨 | 僅限門市販售 | 仅店内 | 仅限线下 | 僅限實體門市 | 仅限门店自提
    仅支持门店自提 | 線下門店 | 仅限店内购买
    في المتجر فقط | الاستلام من المتجر فقط | في المعرض فقط | في الفروع فقط | استلام من المعرض فقط
    داخل المتجر فقط
""")

# So many stores have it, whatever is said of sending it.
IN_STORES: Final = phrases_of("""
    in stock in # store* | in stock at # store* | in stock in # shop* | available in # store* | available at # store*
    auf lager in # filiale* | in # filialen verfugbar | in # filiale verfugbar | in # markten verfugbar | verfugbar in # filiale*
    vorratig in # filiale* | en stock dans # magasin* | en stock dans # boutique* | disponible dans # magasin* | dispo dans # magasin*
    disponible dans # boutique* | disponibile in # negozi* | en stock en # tienda* | disponible en # tienda* | disponivel em # loja*
    em stock em # loja* | op voorraad in # winkel* | beschikbaar in # winkel* | dostepny w # salon* | dostepne w # salon*
    dostepny w # sklep* | skladem na # prodejn* | skladom na # predajn* | i lager i # butik* | på lager i # butik* | varastossa # myymala*
    # magazada var | # magazada mevcut | в наличии в # магазин*
""")
