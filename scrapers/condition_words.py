"""What sellers write about an item's own condition, in their languages."""

from collections.abc import Mapping
from typing import Final

from scrapers.offer import Condition
from scrapers.phrases import phrases_of

#: Under None stands what looks like a condition and is none.
CONDITION_PHRASES: Final[Mapping[Condition | None, tuple[str, ...]]] = {
    Condition.NEW: phrases_of("""
        new | brand new | factory sealed | new in box | sealed | unopened | neu | neuware | fabrikneu | originalverpackt | neuf | nuovo | nuevo
        novo | nieuw | nowy | nowa | fabrycznie nowy | novy | nove | nova | uj | bontatlan | nou | sigilat | нов | ново | καινουριο | καινουργιο
        ny | nytt | helt ny | uusi | uus | jauns | naujas | sifir | sifir urun | yeni | kapali kutu | acilmamis | новый | новая | новое | новий
        新品 | 未使用 | 未開封 | 새상품 | 새 상품 | 미개봉 | 全新 | 未拆封 | 全新未拆 | جديد
    """),
    Condition.OPEN_BOX: phrases_of("""
        open box | openbox | opened box | new other | new other see details | new with defects | like new open box | customer return | b stock | b ware | customer returned
        b ware neuwertig | ruckläufer | kundenrucklaufer | geoffnet | verpackung geoffnet | vorfuhrware | ausstellungsstuck | neu sonstige | emballage ouvert | boite ouverte | deballe
        retour client | modele d'exposition | neuf autre | scatola aperta | ex esposizione | nuovo altro | confezione aperta | caja abierta | producto de exposicion | nuevo otro | reacondicionado caja abierta
        caixa aberta | artigo de exposicao | geopende doos | geopende verpakking | retourproduct | tweedekans | showmodel | otwarte opakowanie | powystawowy | po zwrocie | outlet powystawowy | po rozbaleni | rozbaleno | rozbalene
        vystaveny kus | rozbaleny | zanovni | bontott | bemutato darab | nyitott dobozos | resigilat | resigilate | разопакован | отворена кутия | ανοιγμενο κουτι | oppnad forpackning | fyndvara | demoex | åpnet eske | demovare
        åbnet emballage | udstillingsmodel | avattu pakkaus | esittelykappale | avatud pakend | atverta iepakojuma | atidaryta pakuote | teshir | teshir urunu | acik kutu | kutusu acilmis | kutu hasarli | outlet urun | вскрытая упаковка | витринный образец
        уценка | уценен* | відкрита упаковка | вітринний зразок | 開封済み | 開封品 | 展示品 | 아울렛 | 개봉상품 | 전시상품 | 박스 개봉 | 拆封 | 展示机 | 开箱 | 福利品 | صندوق مفتوح | مفتوح العلبة
    """),
    Condition.REFURBISHED: phrases_of("""
        refurbished | refurb | renewed | certified refurbished | seller refurbished | manufacturer refurbished | factory refurbished | recertified | reconditioned | remanufactured | excellent refurbished | very good refurbished | good refurbished | factory recertified
        generaluberholt | erneuert | wiederaufbereitet | vom hersteller generaluberholt | zertifiziert refurbished | aufbereitet | reconditionne | remis a neuf | reconditionne par le vendeur | ricondizionato | rigenerato | reacondicionado | restaurado | recondicionado
        opgeknapt | gereviseerd | odnowiony | odnowione | odnowiony przez sprzedawce | regenerowany | poleasingowy | repasovany | repasovane | renovovany | renovovane | felujitott | reconditionat | refabricat | reconditionate | рециклиран | реновиран
        ανακατασκευασμενο | επισκευασμενο | renoverad | rekonditionerad | renovert | istandsat | renoveret | kunnostettu | tehdaskunnostettu | taastatud | uuendatud | atjaunots | atnaujintas | restauruotas | yenilenmis | yenilenmiş urun | yenilestirilmis
        восстановленный | восстановлен | восстановленное | рефабриш | відновлений | відновлено | 整備済み | 整備済み品 | 整備済製品 | 再生品 | メーカー整備済 | 리퍼 | 리퍼브 | 리퍼비시 | 翻新 | 官翻 | 整新 | 整新品 | مجدد | معاد تجديده
    """),
    Condition.USED: phrases_of("""
        used | pre owned | preowned | second hand | secondhand | used like new | used very good | used good | used acceptable | for parts | for parts or not working | not working | spares or repair | for parts not working | opened never used | acceptable | well used | pre loved
        gebraucht | gebraucht wie neu | gebrauchtware | aus zweiter hand | defekt | als ersatzteil | als ersatzteil / defekt | nur ersatzteile oder defekt | occasion | d'occasion | pour pieces | pour pieces detachees | usato | di seconda mano | usata | per parti di ricambio
        usado | de segunda mano | segunda mano | para piezas | usada | segunda mao | para desmontagem | tweedehands | gebruikt | defect | uzywany | uzywana | uzywane | na czesci | z drugiej reki | uszkodzony | pouzity | pouzite | pouzita | bazar | bazarovy | z druhej ruky | na dily
        hasznalt | alkatresznek | folosit | second hand | pentru piese | uzat | употребяван | втора ръка | μεταχειρισμενο | για ανταλλακτικα | begagnad | begagnat | brukt | brugt | kaytetty | kasutatud | lietots | naudotas | ikinci el | 2 el | kullanilmis | az kullanilmis | arizali
        б/у | бу | подержанный | бывший в употреблении | на запчасти | вживаний | вживане | уживаний | б в | 中古 | 中古品 | ジャンク | ユーズド | 중고 | 중고상품 | 중고품 | 二手 | 中古品 良い | مستعمل | مستخدم
    """),
    None: phrases_of("""
        new arrival | new arrivals | new low price | new price | new customer | new customers | new product | what's new | new releases | new release | new version | new generation | new & used | new and used | new (#) from | new window | new design | new reviews | new look
        neuer preis | neuheit | neuheiten | neu eingetroffen | neu im sortiment | neu bei uns | neu und gebraucht | yeni sezon | yeni urunler | yeni fiyat | yeni nesil | used for | can be used | is used | used by | used to | used with | used in | never used | unused | new zealand
        new york | nouveau prix | nuevo precio | bazar cen | not refurbished | not used | buy used | buy new | sell used | ny pris | nytt pris | nova cena | novy model | nowa cena | novo preco | новая цена | новинка | нова ціна
    """),
}
