"""What shops write about items that cannot be had, and what only looks as if it spoke of stock. For signs see `stock_words`."""

from typing import Final

from scrapers.phrases import phrases_of

OUT_OF_STOCK: Final = phrases_of("""
    soon available | back in stock soon | no featured offers available | no offers available | stock none | none available
    in kurze wieder lieferbar | in kurze wieder auf lager | benachrichtigen sie mich* | e mail bei verfugbarkeit
    informieren sie mich* | bientot de retour | m'alerter du retour en stock | alerte retour en stock | retour en stock bientot
    pronto estara* en stock | pronto en stock | mail mij als | stuur mij een mail als | jiz neni v nabidce | uz nie je v ponuke
    poistunut valikoimasta | poistunut valikoimista | poistuva tuote loppu | повідомити , коли з'явиться | сообщить , когда появится
    yakinda stokta | yakinda stoklarda | stoklarimizda kalmamis* | stokta kalmamis*
    rupture de stock | ruptura de stock | rutura de stock
    notify me when | notify me if | notify me as soon as | notify me of availability | notify when
    email me when | alert me when | let me know when
    tell me when | text me when | remind me when | benachrichtigen wenn | benachrichtigen sobald
    benachrichtigt mich wenn | informieren wenn | informieren sobald
    prevenez moi quand | prevenez moi lorsque | prevenez moi des | m'avertir quand | m'alerter des
    me prevenir quand | avvisami quando | avvisami appena
    avisame cuando | avisadme cuando | avisar cuando | avisenme cuando | notificarme cuando | avise me quando
    avisar quando | avisem me quando
    mail mij wanneer | mail mij zodra | laat het me weten wanneer | houd mij op de hoogte wanneer
    powiadom mnie gdy | powiadom mnie o dostepnosci | powiadom gdy
    anunta ma cand | notifica ma cand | уведоми ме когато | уведоми ме при | ειδοποιηστε με οταν
    ειδοποιησε με οταν | varsle meg når | meddela mig nar | fa besked når
    giv mig besked når | gi meg beskjed når | få besked når | ilmoita kun | ilmoita minulle kun
    teavita mind kui | praneskite man kai | повідомити мене коли | повідомити коли
    tukendi | temin edilemiyor | gelince haber ver | gelince haberim olsun | stok yok | satista degil
    satisa kapali*
    stokta mevcut degil* | stok bitti | satis disi | uretimi durduruldu | uretimden kalkti | tukenmistir
    satilmiyor | satisi durdurulmustur | temin edilememektedir | artik mevcut degil | stok yetersiz
    stoga gelince | stokta olunca haber ver | gelince bildir | urun satista degil* | gecici olarak mevcut degil*
    magazada ve internette yok | stokta # adet var degil | stok sifir | stokta yoktur | yok satti
    out of stock | sold out | no longer available | out of print
    email me when available | email when in stock | email me when back in stock | we don't know when
    outofstock | soldout | o o s
    don't know when or if this item will be back in stock | no stock | notify when available
    notify when in stock | email me when in stock | none left | all gone
    sold out online and in stores
    not yet available | not available yet
    email me when it's back | alert me when available | alert me when in stock | waitlist
    waiting list | out of inventory | no inventory | notify me when back in stock | unavailable to order
    cannot be ordered
    in stock soon | back soon | available soon | out for now | restocking soon | currently on hold
    not for sale | no longer sold | no longer stocked | stock : no | stock: no | availability no | available: no
    none in stock | none available | nothing available
    this listing has ended | this listing was ended | delisted | listing ended | not orderable | not purchasable
    cannot be purchased | no units left | out of supply | stock alert | restock alert | email when available
    nicht zur verfugung | nicht mehr zur verfugung | nicht langer verfugbar
    ausverkauft | abverkauft | vergriffen | nicht mehr verfugbar | nicht mehr lieferbar | benachrichtigung anfordern
    bei verfugbarkeit benachrichtigen | benachrichtigen wenn verfugbar | nicht bestellbar
    kein bestand | demnachst verfugbar | in kurze verfugbar | in kurze lieferbar | in kurze wieder verfugbar
    bald wieder verfugbar | bald wieder da | liefertermin unbekannt
    lieferbar unbekannt | lieferbarkeit unbekannt | verfugbarkeitsalarm | erinnern wenn verfugbar
    kein lagerbestand | voraussichtlich nicht lieferbar | verfugbarkeit keine
    nicht mehr erhaltlich | wird nicht mehr hergestellt | nicht mehr bestellbar | ab lager ausverkauft
    keine verfugbarkeit | demnachst lieferbar | nicht im bestand
    wieder verfugbar benachrichtigen | bald erhaltlich | demnachst erhaltlich
    epuise | temporairement indisponible | victime de son succes
    n'est plus disponible | hors stock | n'est pas disponible | non disponible a la vente | plus commercialise
    arret de commercialisation | bientot en stock
    temporairement en rupture | en rupture de stock temporaire
    alerte stock | disponible prochainement | prochainement disponible | alerte disponibilite
    ce produit n'est plus disponible | aucun stock | stock nul | sans stock
    definitivement indisponible | plus fabrique | stock : non | indisponible a la livraison
    esaurito | esaurita | esauriti | temporaneamente non disponibile | non piu disponibile
    scorte esaurite | presto disponibile | disponibile a breve
    momentaneamente non disponibile | disponibile prossimamente | in arrivo prossimamente
    prossimamente disponibile
    disponibilita no | disponibilita: no | nessuna disponibilita | non ordinabile | non acquistabile
    disponibile presto | fuori stock | disponibilita nulla
    non e piu disponibile
    agotado | agotada | sin stock | sin existencias | fuera de stock
    agotados | temporalmente no disponible | disponible proximamente | proximamente disponible
    no se encuentra disponible | sin disponibilidad | avisar cuando este disponible
    agotadas | fuera de existencia | disponible pronto | pronto disponible | no quedan unidades
    no queda stock | no quedan existencias | indisponible temporalmente
    no disponible temporalmente | por el momento no disponible
    esgotado | esgotada | sem stock | sem estoque | fora de estoque | temporariamente indisponivel
    fora de stock | ja nao esta disponivel | esgotados | disponivel em breve | brevemente disponivel
    nao ha stock
    momentaneamente indisponivel | sem disponibilidade | rutura de stock | ruptura de stock | em rutura
    avisar quando disponivel | nao tem stock
    uitverkocht | niet meer leverbaar | tijdelijk niet leverbaar
    niet meer beschikbaar | geen voorraad | uit voorraad | binnenkort leverbaar | binnenkort beschikbaar
    binnenkort verwacht | uit assortiment | tijdelijk niet beschikbaar
    niet meer verkrijgbaar | niet te bestellen | uit productie | niet langer leverbaar
    binnenkort weer leverbaar | voorraad op
    wyprzedany | wyprzedane | powiadom o dostepnosci | brak towaru | czasowo niedostepny | wycofany
    niedostepny w magazynie | brak produktu | artykul niedostepny | wkrotce dostepny
    wkrotce w sprzedazy
    chwilowy brak | niedostepny w sprzedazy | powiadom gdy dostepny | wyprzedano
    wyczerpany | zapytaj o dostepnosc | niedostepny do odwolania | dostepny wkrotce | brak w ofercie
    zakonczona sprzedaz | zakonczono sprzedaz | sprzedaz zakonczona | koniec produkcji
    vyprodano | vypredane | prodej ukoncen | doprodano | predaj ukonceny
    prodej skoncil | jiz brzy | jiz se neprodava
    uz se neprodava | brzy skladem | coskoro skladem | vypredany | neni mozne objednat
    nelze objednat | nemame skladem | nemame skladom | neskladem | neskladom | predaj skoncil
    ukonceny predaj | ukonceny prodej | vyrazeno z nabidky | vyradene z ponuky
    bez skladove zasoby
    elfogyott | nem rendelheto | kifogyott | keszlethiany | ertesitest kerek | keszlethianyos
    ertesites ha ujra kaphato | ideiglenesen nem elerheto | hamarosan elerheto | hamarosan kaphato
    nem vasarolhato | megszunt | mar nem kaphato
    fara stoc | epuizat | lipsa stoc | lipsa in stoc | stoc indisponibil | epuizata
    nu mai este disponibil | disponibil in curand | alerta stoc | scos din stoc
    in afara stocului | iesit din stoc
    изчерпан | няма наличност | изчерпано | изчерпана | извън наличност | не се предлага
    спрян от производство | разпродадено | очаквайте скоро | изчерпани количества | извън продажба
    εξαντληθηκε | εκτος αποθεματος | εξαντλημενο | δεν υπαρχει | δεν διατιθεται | χωρις αποθεμα
    εξαντληθει | δεν ειναι πλεον διαθεσιμο | ελλειψη | συντομα διαθεσιμο | συντομα κοντα σας
    ειδοποιηση διαθεσιμοτητας | καταργηθηκε | καταργημενο
    slut i lager | slutsald | utgangen | utgatt | tillfalligt slut i lager | slutsalt
    snart i lager | slut for sasongen | inte langre tillganglig
    ej bestallningsbar | kan inte bestallas | gar ej att kopa | ej i sortiment | ej bestallbar | i lager nej
    finns inte
    utsolgt | tomt på lager | ikke lenger tilgjengelig | snart på lager
    ikke i salg | få beskjed | varslet når | utgår | selges ikke lenger | ikke bestillbar
    kan ikke bestilles | tilgjengelig snart
    udsolgt | ikke længere tilgængelig | ikke muligt at købe
    ikke til salg | kan ikke købes | udgår | restordre udsolgt
    loppunut | loppu varastosta | tilapaisesti loppu | loppuunmyyty | varasto loppu
    ilmoita kun saatavilla | ei myynnissa | varastosta loppu | ei tilattavissa | pian saatavilla
    ei enaa saatavilla | valiaikaisesti loppu
    hetkellisesti loppu | ei enaa myynnissa
    laost otsas | laos otsas | laos puudub | labimuudud | laos ei ole | muudud
    laost labi
    izpardots | beidzies | izpardota | iztrukst | nav krajuma | nav tirdznieciba
    isparduota | prekes nera | nepasiekiama | nebeturime | issparduota | isparduotas
    prekes neturime | nebegaminama | pranesti kai bus | nebeprekiaujama | pranesti apie atsiradima
    sandelyje neturime | neprieinama | greitai prekyboje
    распродано | закончился | нет в продаже | сообщить о поступлении
    уведомить о поступлении | закончилось | законч* товар | снят с продажи
    уведомить о появлении | узнать о поступлении | сообщить о появлении | скоро в продаже | архивный товар
    нет в магазинах | нет в наличии и под заказ | раскуплено | недоступен для заказа | нет в ассортименте
    скоро в наличии | отсутствует на складе | больше не продается | закончилась
    закінчився | розпродано | повідомити про наявність | повідомити коли з'явиться | знято з виробництва
    закінчилось | відсутній на складі | повідомити про надходження | знятий з виробництва
    закінчилося | відсутнє | скоро в наявності | знято з продажу | закінчилася
    тимчасово відсутня | незабаром у продажу | немає у продажу
    在庫切れ | 売り切れ | 品切れ | 在庫なし | 在庫無し | 完売 | 販売終了 | 在庫がありません | 入荷お知らせ | 入荷未定 | 現在お取り扱いできません | 取扱終了 | 再入荷
    再入荷通知 | 売切れ | 売切 | 現在在庫切れです | 在庫× | 在庫はありません | 在庫ありません | 取り扱い終了 | 一時的に在庫切れ | 欠品 | 品切 | 再入荷お知らせ | 入荷通知
    入荷したらお知らせ | 在庫: なし | 在庫:なし | 在庫 なし | 販売休止 | 近日発売 | 受付終了 | 予約受付終了 | 予約終了 | 販売を終了 | 購入できません | 現在購入できません
    販売しておりません | 在庫がございません | 在庫ございません | 取り扱いできません | 終売 | お取り扱いしておりません | 入荷連絡 | 在庫無 | 在庫ゼロ | 完売御礼 | 完売しました
    품절 | 일시품절 | 재고 없음 | 재고없음 | 매진 | 판매종료 | 판매 종료 | 재입고 알림 | 입고 알림 | 구매불가 | 일시 품절 | 재입고알림 | 입고알림 | 판매중지
    판매 중지 | 구매 불가 | 재고가 없습니다 | 품절되었습니다 | 현재 구매할 수 없습니다 | 솔드아웃 | 재고부족 구매불가 | 판매 예정 | 출시예정 | 출시 예정 | 판매예정 | 예약마감
    예약 마감 | 구매할 수 없 | 품절입니다 | 재고 소진 | 재고소진 | 판매완료 | 판매 완료 | 거래완료 | 일시적으로 품절 | 입고시 알림 | 현재 이용할 수 없
    판매하지 않 | 취급하지 않 | 절판 | 영구품절
    缺货 | 缺貨 | 无货 | 無貨 | 售罄 | 售完 | 已售完 | 已售罄 | 暂无库存 | 到货通知 | 補貨中 | 贩售一空 | 销售一空 | 無庫存 | 无库存 | 貨到通知 | 暂时缺货 | 暫時缺貨
    下架 | 已下架 | 没有现货 | 沒有現貨 | 没有库存 | 無現貨 | 无现货 | 卖完了 | 賣完 | 完售 | 已完售 | 暂时无货 | 暫無庫存 | 到貨通知 | 补货中 | 销售完毕
    已停售 | 停售 | 沒有庫存 | 库存不足 | 庫存不足 | 即将上市 | 即將上市 | 抢光 | 搶光 | 售缺 | 已抢光 | 銷售完畢 | 不可购买 | 不可購買 | 补货通知 | 補貨通知
    没货 | 沒貨 | 有货时通知我 | 有貨時通知我 | 到货提醒 | 目前无法购买 | 敬请期待 | 敬請期待 | 已结束 | 断货 | 斷貨 | 商品已下架 | 缺货中 | 目前缺货 | 目前缺貨
    不再供应 | 无法购买
    نفذت الكمية | نفد المخزون | نفدت الكمية | نفذ من المخزون | نفد من المخزون | متوفر قريبا | تم البيع
    لم يعد متوفرا | لم يعد متاحا | اخطرني عند التوفر | اعلامي عند التوفر | لا يوجد مخزون | ليس متوفرا
    لا يتوفر حاليا | غير متوافر | نفدت من المخزون | نفذت من المخزون | اشعرني عند التوفر
    is out of stock | has been discontinued
""")

# Nobody gets it sent; a store may still have it.
NOT_SENT: Final = phrases_of("""
    not sold online | not available online | unavailable online | not available for delivery
    not available for shipping | not available to ship | cannot be shipped | not available for home delivery
    sold out online | out of stock online | online out of stock | nicht online verfugbar
    online nicht verfugbar | online ausverkauft | online nicht lieferbar | nicht online bestellbar
    indisponible en ligne | non disponible en ligne | non vendu en ligne | epuise en ligne | rupture en ligne
    non disponibile online | esaurito online | no disponible online | agotado online | no disponible en linea
    indisponivel online | esgotado online | nao disponivel online | niet online beschikbaar
    online niet leverbaar | online uitverkocht | niet online leverbaar | online niet beschikbaar
    niet online te koop | niedostepny online | niedostepny w sprzedazy internetowej | online nem elerheto
    indisponibil online | μη διαθεσιμο online | ej online | ej tillganglig online | slut online | ikke på nett
    utsolgt på nett | ikke tilgjengelig på nett | udsolgt online | ei verkkokaupassa | nav pieejams tiessaiste
    internette tukendi | online tukendi | internette stokta yok | sold out on line | slutsald online
    slut i webblager | ej i webblager | ikke på nettlager | ikke på lager online | loppu verkkokaupasta
    нет в наличии онлайн | недоступно онлайн | オンライン在庫なし | 온라인 품절 | 线上缺货 | 網路缺貨
""")

# These words say nothing of stock, or say it of something else: a store, a colour, a picture.
NO_STATEMENT: Final = phrases_of("""
    stokta var mi | stokta mi | var mi | ne zaman stokta | when price drops | notify me when price* | notify me when the price
    notify me if the price | notify me of price* | email me when price* | order soon | buy soon | bald bestellen | schnell bestellen | in stock alert | in stock alerts | # sold | # verkauft | # vendus | # vendidos | # venduti | # verkocht | # sprzedano
    # satildi | # adet satildi | # продано | is it in stock | check if in stock
    not eligible for shipping | shipping not available | shipping unavailable | delivery not available
    delivery unavailable
    in stock items | in stock only
    limited to # per * | limited to # unit* per * | quantite limitee a # par * | limitee a # par * | limitiert auf # pro * | begrenzt auf # pro *
    limitado a # por * | limitato a # per * | beperkt tot # per * | limit # per * | limit of # per *
    available in _ colours | available in _ colors | can be backordered | can be back ordered
    available in | when in stock | until sold out | if in stock | once in stock | available for # | limited time
    # available reviews | not available in store | not available in stores | unavailable in store
    not sold in stores | not available at this store | out of stock in store | out of stock at your store
    out of stock in stores | sold out in store | sold out at your store
    nicht in der filiale verfugbar | nicht im markt verfugbar | nur auf lager
    en stock uniquement | non disponible en magasin | pas disponible en magasin | epuise en magasin
    non disponibile in negozio | ritiro in negozio non disponibile
    no disponible en tienda | agotado en tienda
    niet op voorraad in de winkel | alleen op voorraad | niet beschikbaar in de winkel
    neni skladem na prodejne | pouze skladem | jen skladem | len skladom
    csak raktaron levo
    doar in stoc
    μη διαθεσιμο στο καταστημα
    endast i lager | bara i lager | finns inte i butik
    ikke på lager i butikk | utsolgt i butikk | kun på lager | ikke tilgjengelig i butikk
    ikke på lager i butik | udsolgt i butik | kun varer på lager | ikke tilgængelig i butik
    ei saatavilla myymalasta | vain varastossa
    kamer prece ir noliktava
    stokta olanlar | magazada yok | magazada mevcut degil | magazalarda mevcut degil | magazada stokta yok
    magazada tukendi | yorum mevcut degil* | gorsel mevcut degil*
    пока товар в наличии | только в наличии | нет в наличии в магазине
    тільки в наявності
    在庫確認 | 店舗在庫を確認 | 在庫状況 | 在庫を確認 | 店舗在庫 | 在庫のみ | 店舗在庫なし | 店舗在庫を見る | 在庫検索 | 在庫限り | 在庫がなくなり次第終了 | 在庫状況を確認
    在庫ありのみ | 在庫を見る | 店舗の在庫
    재고 확인 | 재고확인 | 매장 재고 | 재고 현황 | 매장 재고 확인 | 재고조회 | 재고 조회 | 매장재고 | 재고 있는 상품만 | 재고 소진 시까지 | 재고 소진시까지
    查看库存 | 库存查询 | 查詢庫存 | 库存状态 | 门店库存 | 查询库存 | 售完为止 | 售完為止 | 仅显示有货 | 僅顯示有貨 | 仅看有货 | 庫存查詢 | 售罄为止 | 送完为止 | 庫存狀態
    门店无货 | 門市無貨 | 查看门店库存
    items in stock | back in stock | will be back in stock | is discontinued by manufacturer | wieder vorratig
    wieder verfugbar | wieder lieferbar | wieder auf lager | de nouveau disponible | de nouveau en stock
    a nouveau disponible | nuovamente disponibile | torni disponibile | di nuovo disponibile
    volvera a estar disponible | vuelva a estar disponible | de nuevo disponible | disponivel novamente
    novamente disponivel | weer leverbaar | weer op voorraad | weer beschikbaar | ponownie dostepny
    znovu skladem | opet skladem | znova skladom | opat skladom | ujra elerheto | din nou in stoc
    din nou disponibil | отново в наличност | yeniden stokta | tekrar stokta | igen på lager
    takaisin varastossa | снова в наличии | знову в наявності | 再入荷しました | 재입고되었습니다 | availability alert
""")
