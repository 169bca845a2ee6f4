"""What shops write of delivery that costs nothing more, in their languages. For signs see `phrases`."""

from typing import Final

from scrapers.phrases import phrases_of

FREE_SHIPPING: Final = phrases_of("""
    kargo bedava | bedava kargo | ucretsiz kargo | kargo ucretsiz | ucretsiz teslimat | kargo dahil | kargo bizden
    kargosu bedava | ucretsiz gonderim | kargo ucreti yok | kargo ucreti alinmaz
    free shipping | free _ shipping | free delivery | free _ delivery | + free shipping | + free delivery | ships free
    with free shipping | shipping included | incl shipping | including shipping | incl delivery | including delivery
    delivery included | free standard shipping | free postage | free p&p | postage free | shipping free | delivery free
    no shipping cost* | zero shipping | shipping is free | delivery is free | free uk delivery | free express delivery
    versandkostenfrei | versandkostenfreie lieferung | versandfreie lieferung | versandfrei | frei haus | portofrei
    versand kostenlos | versand gratis | kostenloser versand | kostenfreier versand | gratis versand | gratisversand
    kostenlose lieferung | kostenfreie lieferung | lieferung kostenlos | lieferung gratis | gratis lieferung
    inkl versand | inkl versandkosten | inklusive versand | keine versandkosten | ohne versandkosten
    livraison gratuite | livraison offerte | livraison incluse | livraison comprise | frais de port offerts
    frais de port inclus | frais de livraison offerts | port offert | port gratuit | port compris
    expedition gratuite | envoi gratuit
    spedizione gratuita | spedizione gratis | spedizione inclusa | consegna gratuita | consegna gratis
    spese di spedizione incluse | spedizione omaggio
    envio gratis | envio gratuito | envio incluido | envio sin coste | entrega gratis | entrega gratuita
    gastos de envio incluidos | gastos de envio gratis | portes gratis | portes incluidos | portes pagados
    frete gratis | portes gratuitos | portes incluidos | portes oferta | envio gratis | frete incluso | entrega gratuita
    gratis verzending | gratis verzonden | verzending gratis | gratis bezorging | gratis bezorgd | gratis levering
    incl verzendkosten | inclusief verzendkosten | geen verzendkosten | gratis thuisbezorgd
    darmowa dostawa | darmowa wysylka | dostawa gratis | wysylka gratis | bezplatna dostawa | dostawa 0 zl
    doprava zdarma | doruceni zdarma | doprava zadarmo | dorucenie zadarmo | doprava v cene | postovne zdarma
    ingyenes szallitas | ingyenes kiszallitas | ingyen szallitas | ingyenes hazhozszallitas
    livrare gratuita | transport gratuit | transport inclus | livrare gratis
    безплатна доставка | доставката е безплатна
    δωρεαν μεταφορικα | δωρεαν αποστολη | δωρεαν παραδοση | με δωρεαν μεταφορικα
    fri frakt | fraktfritt | gratis frakt | gratis leverans | fri leverans | frakt ingar | inkl frakt | 0 kr frakt
    gratis fragt | fragtfri | gratis levering | fri fragt | fri levering | inkl fragt | portofritt
    ilmainen toimitus | maksuton toimitus | ilmaiset toimituskulut | ei toimituskuluja | toimituskulut sis
    tasuta tarne | tasuta kohaletoimetamine | bezmaksas piegade | nemokamas pristatymas | nemokamai pristatysime
    бесплатная доставка | доставка бесплатно | доставим бесплатно | доставка бесплатная
    безкоштовна доставка | доставка безкоштовно | доставка безкоштовна
    besplatna dostava | besplatna isporuka | brezplacna dostava | brezplacna postnina
    送料無料 | 送料込 | 送料込み | 送料0円 | 配送料無料 | 配送無料 | 무료배송 | 무료 배송 | 배송비 무료 | 包邮 | 免运 | 免運 | 免运费 | 免運費 | 免邮
    شحن مجاني | توصيل مجاني | الشحن مجاني | التوصيل مجاني | משלוח חינם | ส่งฟรี | จัดส่งฟรี | mien phi van chuyen
    freeship | gratis ongkir | bebas ongkir | ongkir gratis
""")

#: Free only for some, or only then.
FREE_FOR_SOME: Final = phrases_of("""
    dla czlonkow | dla klubowiczow | pro cleny | pre clenov | en completant | with prime | prime members | for members | members | membership | members get | with membership | with plus | eligible orders
    qualifying orders | eligible purchases | first order | your first order | select items | selected items
    mit prime | fur mitglieder | prime mitglieder | avec prime | pour les membres | con prime | soci prime | met prime
    qualifizierte bestellungen | ausgewahlte artikel | prime uyelerine | plus uyelerine | uyelere ozel | premium uyelere
    premium'a ozel | plus'a ozel | secili urunlerde | ilk alisveriste | premium | per i soci | para socios | voor leden
    プライム会員 | 会員 | 회원
""")
