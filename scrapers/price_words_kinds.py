"""Words that say who gets an amount: in the basket, by transfer, with a card, a coupon or a membership."""

from typing import Final

from scrapers.phrases import phrases_of

BASKET: Final = phrases_of("""
    in cart | in your cart | price in cart | cart price | in basket | in the basket | added to cart price
    at checkout | price at checkout | after added to cart
    im warenkorb | preis im warenkorb | an der kasse | dans le panier | au panier | prix panier | nel carrello
    prezzo nel carrello
    en el carrito | en la cesta | en carrito | no carrinho | in winkelwagen | in winkelmand | in je winkelwagen
    w koszyku | cena w koszyku
    v kosiku | kosarban | a kosarban | in cos | pret in cos | в корзине | в количката | στο καλαθι | у кошику
    i varukorgen | i handlekurven | i kurven | ostoskorissa
    sepette indirim | sepette ek indirim | sepette ekstra indirim | sepette net indirim | sepet indirimi ile
    sepette | sepet | sepetteki fiyat* | sepet fiyati | sepetinizde | sepette indirimli fiyat* | 장바구니 | カート
    购物车 | 購物車
""")

TRANSFER: Final = phrases_of("""
    havale | havale fiyat* | havale eft | havale ile | havaleyle | eft | eft fiyat* | banka havalesi | nakit
    nakit fiyat* | havale/eft
    bank transfer | by bank transfer | wire transfer | cash price | cash discount price | e transfer
    etransfer
    vorkasse | bei vorkasse | uberweisung | per uberweisung | virement | par virement | bonifico | con bonifico
    transferencia | por transferencia
    no pix com # % de desconto | a vista no pix com # % de desconto | a vista no boleto | a vista no pix
    pix | no pix | a vista | boleto | no boleto | via pix | bankoverschrijving | przelew | przelewem | prevodem
    bankovnim prevodem | atutalas | transfer bancar
    bankoverføring | безналичный | 銀行振込 | 振込 | 무통장 | 계좌이체 | 转账
""")

MEMBER: Final = phrases_of("""
    rewards exclusive | rewards price | rewards offer | member exclusive | members exclusive | member offer | members price
    members offer | club exclusive | club offer | prime exclusive | prime offer | plus exclusive | plus price | plus offer
    rewards member price | exclusive member price | member price | members | member | members only | members pay | membership | with membership | with prime
    prime price | prime member price | prime members | with plus
    club price | club | clubcard | clubcard price | loyalty price | my best buy plus | plus members
    rewards members | insider price | for members | nectar price
    mitglieder | mitgliederpreis | mitgliedspreis | fur mitglieder | mit prime | clubpreis | fur clubmitglieder
    mit kundenkarte | prix membre | prix adherent | adherents | prix club
    avec prime | prezzo socio | soci | per i soci | con prime | socios | precio socio | precio para socios
    membros | preco de membro | ledenprijs | voor leden | met prime
    cena dla klubowiczow | klubowicz | klubowa | cena klubowa | klubova cena | clenska cena | pro cleny
    tagoknak | klubar | pret club | medlemspris | medlem | medlemmer | medlemmar
    klubbpris | klubpris | jasenhinta | jasenille | plus'a ozel | plusa ozel | uyelere ozel | uye fiyat* | uye
    premium'a ozel | premium uyelere ozel | kulup fiyat* | plus'a ozel fiyat*
    цена для членов | клубная цена | по карте лояльности | 会員価格 | 会員 | プライム会員 | 회원가 | 회원 | 멤버십 | 会员价 | 會員價 | 会员
    plus价 | プライム
    student | students | student price | studentenpreis | ogrenciye ozel | education price | business price
""")

COUPON: Final = phrases_of("""
    with coupon | after coupon | coupon price | with code | with promo code | after code | use code | using code
    promo code | with voucher | after promo code | apply coupon | w/ coupon
    mit gutschein | mit code | mit gutscheincode | mit coupon | gutscheinpreis | nach gutschein | avec le code
    avec code | avec coupon | avec le coupon | con codice | con coupon | con il codice
    con cupon | con codigo | con el codigo | com cupom | com o codigo | com cupao | met code | met kortingscode
    z kodem | z kuponem | z kodem rabatowym | s kodem | s kuponem | s kupónom
    kuponnal | kuponkoddal | cu cupon | cu codul | cu voucher | с код | с промокод | με κωδικο | med kod
    med kode | med rabattkod | med rabatkode | koodilla
    kuponlu | kuponla | kuponlu urun | kuponlu fiyat* | kupon ile | kupon indirimi ile | kodu ile | kod ile
    indirim koduyla | с купоном | по промокоду | з купоном | за промокодом
    クーポン | クーポン適用 | 쿠폰 | 쿠폰적용가 | 쿠폰가 | 券后 | 券後 | 券后价 | 用券 | after rebate | after mail in rebate | after cashback
    nach cashback | nach abzug cashback | apres remboursement | mit cashback | after trade in
""")

BANK_CARD: Final = phrases_of("""
    with store card | with credit card | redcard | with redcard
    bank offer | with bank offer
    mit kreditkarte
    no cartao | karttyval
    kartina ozel | kartlara ozel | banka kartina ozel | kredi kartina ozel
    kartlarina ozel | bankasi | worldcard | bonus kart* | maximum kart* | axess
    카드할인가 | 청구할인가 | 银行卡 | 信用卡
    con tarjeta de credito | con carta di credito | avec la carte bancaire | kredi karti ile | banka karti ile
""")
