"""Words that stand before, around or behind the name of who sells an item, in shops' languages.

Written without accents and capitals. ``~`` is where the name stands. Languages in the order English, German, French,
Italian, Spanish, Portuguese, Dutch, Polish, Czech and Slovak, Hungarian, Romanian, Bulgarian, Greek, Swedish, Norwegian,
Danish, Finnish, Estonian, Latvian, Lithuanian, Turkish, Russian, Ukrainian, Japanese, Korean, Chinese, Arabic.
"""

from typing import Final

from scrapers.phrases import phrases_of

#: Before a name, anywhere in a line.
SOLD_BY: Final = phrases_of("""
    ships from and sold by | shipped and sold by | shipped & sold by | dispatched from and sold by | sold and shipped by | sold & shipped by | sold and dispatched by
    sold, shipped by | sold and fulfilled by | sold & fulfilled by | sold and delivered by | fulfilled and sold by | sold by | item sold by | sold directly by | seller is
    verkauf und versand durch | verkauf & versand durch | versand und verkauf durch | verkauf und lieferung durch | verkauft und versendet von | verkauft und geliefert von
    verkauft und versandt von | verkauft & versendet von | verkauf durch | verkauft durch | verkauft von | wird verkauft von | angeboten von
    vendu et expedie par | expedie et vendu par | vendu et livre par | vendu & expedie par | vendu par | commercialise par | propose par
    venduto e spedito da | spedito e venduto da | vendita e spedizione da | vendita e spedizione a cura di | venduto da
    vendido y enviado por | enviado y vendido por | vendido y gestionado por | vendido por
    vendido e entregue por | vendido e enviado por | enviado e vendido por | vendido e expedido por
    verkocht en verzonden door | verkoop en verzending door | verzonden en verkocht door | verkoop door | verkocht door
    sprzedaje i wysyla | sprzedawane i wysylane przez | sprzedaz i wysylka przez | wysylka i sprzedaz przez | sprzedawane przez | sprzedawany przez | sprzedaz przez | sprzedaje
    prodava a odesila | prodava a dorucuje | prodava | predava a odosiela | predava | arusitja es szallitja | ertekesiti es szallitja
    vandut si livrat de | vandut si expediat de | vandut de | продава се от | продавано от | πωλειται απο | πωληση απο και αποστολη απο | πωληση απο
    saljs och levereras av | saljs och skickas av | saljs av | selges og sendes av | selges og leveres av | selges av | saelges og sendes af | saelges og leveres af
    saelges af | sælges og sendes af | sælges og leveres af | sælges af | myyja ja toimittaja | myy ja lahettaa | myy ja toimittaa
    продает и отправляет | продаёт и отправляет | продавец и отправитель | продается продавцом | продавець і відправник
    出荷元 / 販売元
""")
#: Before a name with a colon or alone on its line; elsewhere these words say nothing.
SELLER: Final = phrases_of("""
    seller | seller name | sold by | vendor | merchant | retailer | store name | shop name
    verkaufer | verkaufer in | anbieter | handler | handlername | vendeur | marchand | venditore | venduto e spedito | vendedor | vendedor e entrega | tienda | loja | lojista
    verkoper | verkocht en verzonden | winkel | sprzedawca | sprzedaz i wysylka | sprzedaje i wysyla | sprzedajacy | nazwa sprzedawcy | prodejce | prodavajici | predajca | predavajuci
    elado | ertekesito | forgalmazza | arusito | vanzator | comerciant | търговец | продавач | πωλητης | καταστημα | saljare | forsaljare | selger | saelger | sælger | forhandler
    myyja | kauppias | muuja | pardevejs | pardavejas | satici | satici adi | satan | satan firma | satici firma | satici magaza | magaza | magaza adi | saticinin adi
    продавец | магазин | продавець | 販売元 | 販売者 | 販売業者 | 出品者 | 出荷元・販売元 | ショップ | ショップ名 | 販売店 | 판매자 | 판매처 | 판매자명 | 판매원 | 판매업체 | 스토어
    卖家 | 商家 | 店铺 | 销售商 | 销售方 | 卖方 | 賣家 | 商店 | البائع | يباع بواسطة | يُباع بواسطة | المتجر
""")
#: Around a name: the whole line.
AROUND: Final = phrases_of("""
    ~ tarafindan satilir* | ~ tarafindan satilmakta* | ~ tarafindan satilip* | ~ tarafindan gonderilir ve satilir* | bu urun ~ tarafindan sat* | bu urun ~ tarafindan gonder*
    bu urun, ~ tarafindan sat*
    この商品は、~ が販売* | この商品は、~が販売* | この商品は~が販売* | ~が販売、* | 由 ~ 销售* | 由~销售* | 由~直接销售* | 本商品由~销售* | 由~提供并* | 由~負責出貨* | 由~ 售賣*
    ~이(가) 판매* | ~에서 판매* | ~에서 판매 및 배송*
""")
#: Behind a name: what follows is no part of it.
BEHIND: Final = phrases_of("""
    and fulfilled | & fulfilled | fulfilled by | and ships | and shipped | & shipped | shipped by | and dispatched | dispatched | and delivered | delivered by | ships from | and sold by
    und versand | und versendet | & versand | und lieferung | und geliefert | versand durch | versendet von | versand aus | lieferung durch | et expedie | & expedie | et livre | expedie par | e spedito
    spedito da | spedizione | y enviado | enviado por | y gestionado | e entregue | e enviado | entregue por | en verzonden | en verzending | en bezorgd | verzonden door | i wysyla | i wysylane | wysylka | i dostarczane
    dostawa | a odesila | a odosiela | odesila | es szallitja | si livrat | livrat de | expediat de | och levereras | och skickas | skickas av | levereras av | og sendes | og leveres | sendes av | leveres av | sendes fra
    ja toimittaa | ja lahettaa | ve gonderilir | ve gonderilmektedir | ve kargolan* | gonderici | kargo | и отправляет | и доставляет | доставка | и доставка | і доставка | が発送 | 発送 | 出荷元
    판매자 정보 | 배송 | 直接销售 | 销售 | 发货 | 并发货 | 配送
    positive | rating | ratings | reviews | review | feedback | stars | star | out of | bewertung | bewertungen | positive bewertungen | avis | evaluations | recensioni | valoraciones | opiniones | beoordelingen | opinii | ocen
    hodnoceni | omdomen | puan | puani | degerlendirme | yorum | takipci | отзывов | отзыва | оценка | レビュー | 리뷰 | 评价
    visit store | visit the store | visit shop | view store | view shop | shop | contact seller | contact | ask a question | message seller | see details | details | more info | learn more | info | infos | returns | return policy
    magazaya git | magazayi incele | saticiya sor | soru sor | takip et | zum shop | zum anbieter | verkaufer kontaktieren | impressum | agb | mehr infos | voir la boutique | vai al negozio | ver tienda | naar winkel | zobacz sklep
""")
#: Words that stand where a name would, and are none.
NOBODY: Final = phrases_of("""
    seller | sellers | other sellers | another seller | several sellers | third party | third parties | a third party | third party seller | marketplace | marketplace seller | our partner | partner | us | you | weight | the piece | the pound
    the metre | the meter | the unit | unit | case | pack | pair | set | each | info | information | rating | ratings | feedback | reviews | profile | details | name | login | center | centre | central | support | help | policy | terms
    handlerbewertung | handlerbewertungen | verkauferbewertung | handlerinfos | seller rating | seller ratings
    verkaufer | anderen verkaufern | drittanbieter | partner | informationen | bewertung | dritten | tiers | un tiers | un vendeur tiers | terzi | terceros | terceiros | derden | sprzedawca | inny sprzedawca
    satici | diger saticilar | satici puani | bilgileri | puani | saticiya sor | 情報 | 정보 | 信息
""")
