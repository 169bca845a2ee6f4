"""What stands on the buttons by which a buyer puts an item into the basket, and how languages say no."""

from typing import Final

from scrapers.phrases import phrases_of

#: They say in stock only while they can be pressed.
BUY_BUTTONS: Final = phrases_of("""
    sepete ekle | hemen al | satin al | simdi al | sepete at | alisverise basla | sepete git ve al
    sepetine ekle
    add to cart | add to basket | add to bag | add to trolley | buy now | buy it now | buy
    add to shopping cart | add to my cart | add to order | purchase | order now | add item to cart
    add to shopping bag | buy online | add
    in den warenkorb | in den einkaufswagen | jetzt kaufen | kaufen | in den einkaufskorb | sofort kaufen
    in den korb | zum warenkorb hinzufugen | in warenkorb | bestellen | jetzt bestellen | in den warenkorb legen
    warenkorb
    ajouter au panier | acheter | acheter maintenant | ajouter a mon panier | mettre au panier | ajouter
    achat immediat | commander | j'achete
    aggiungi al carrello | acquista | acquista ora | compra | compra ora | compra subito | metti nel carrello
    aggiungi | ordina | ordina ora
    anadir al carrito | agregar al carrito | comprar | comprar ahora | anadir a la cesta | agregar a la bolsa
    anadir a la bolsa | añadir | agregar a carrito | lo quiero | comprar ya
    adicionar ao carrinho | comprar agora | adicionar ao cesto | adicionar | por no carrinho
    adicionar a sacola | adicionar ao saco
    in winkelwagen | in winkelmand | bestel | bestellen | koop nu | toevoegen aan winkelwagen
    in mijn winkelwagen | nu kopen | toevoegen aan winkelmandje | in winkelmandje | kopen | bestel nu
    voeg toe aan winkelwagen | plaats in winkelwagen | in mijn winkelmandje
    dodaj do koszyka | do koszyka | kup teraz | kup | dodaj do koszyka i kup | kupuje | kupuję | kup i zaplac
    wloz do koszyka
    do kosiku | pridat do kosiku | koupit | vlozit do kosiku | koupit ihned | do kosika | pridat do kosika
    kupit | vlozit do kosika | koupit nyni | kupit teraz | objednat
    kosarba | kosarba teszem | kosarba rakom | megveszem | megvasarlom | megrendelem | kosarba tesz
    megrendeles | vasarlas
    adauga in cos | cumpara | cumpara acum | adauga in cosul de cumparaturi | adaugă | in cos | comanda
    comanda acum
    добави в количката | купи | купи сега | добави в кошницата | поръчай | в количката | добави | купете
    προσθηκη στο καλαθι | αγορα | στο καλαθι | αγορα τωρα | προσθηκη | αγοραστε | καλαθι
    kop | lagg i varukorg | lagg i kundvagn | lagg i varukorgen | handla | köp nu | kop nu
    lagg till i varukorg | lagg i kundvagnen | i kundvagnen | i varukorgen | kop online
    kjøp | legg i handlekurv | legg i handlekurven | kjøp nå | legg i kurv | legg til i handlekurv
    i handlekurven
    læg i kurv | køb | læg i kurven | køb nu | føj til kurv | tilføj til kurv | put i kurv | i kurv
    læg i indkøbskurv
    lisaa ostoskoriin | osta | lisaa koriin | osta heti | ostoskoriin | lisaa | osta nyt
    lisa ostukorvi | osta kohe | lisa korvi | ostukorvi | pievienot grozam | pirkt | ielikt groza | likt groza
    i krepseli | pirkti | deti i krepseli | prideti i krepseli | idėti į krepšelį | groza | pirkt tagad
    pirkti dabar | prekė į krepšelį
    в корзину | купить | добавить в корзину | купить сейчас | заказать | положить в корзину | оформить заказ
    купить в # клик | в кошик | купити | додати в кошик | додати до кошика | до кошика | замовити
    купить в один клик
    カートに入れる | カートに追加 | 今すぐ購入 | 購入する | 買い物かごに入れる | カートへ入れる | 今すぐ買う | ショッピングカートに入れる | カートへ | かごに入れる | バッグに追加
    購入手続き | 注文する | 買い物カゴに入れる | カゴに入れる | 購入手続きへ
    장바구니 | 바로구매 | 구매하기 | 장바구니 담기 | 바로 구매 | 장바구니에 담기 | 구매 | 바로구매하기 | 장바구니담기 | 주문하기 | 카트에 담기
    加入购物车 | 加入購物車 | 立即购买 | 立即購買 | 放入購物車 | 放入购物车 | 马上抢 | 立即结账 | 直接購買 | 购买 | 購買 | 立即下单 | 立即抢购 | 添加到购物车 | 加到購物車
    加购物车 | 我要購買 | 馬上買 | 立即訂購 | 加入购物袋
    اضف الى السلة | أضف إلى السلة | اشتر الان | اضافة الى السلة | شراء | اضف للسلة | اشتري الان | أضف للسلة
    u kosaricu | dodaj u kosaricu | dodaj u korpu | u korpu | kupi | kupi odmah | v kosarico | dodaj v kosarico | kupi zdaj
    הוסף לסל | הוספה לסל | קנה עכשיו | קנייה מהירה | הוסף לעגלה | לרכישה
    หยิบใส่ตะกร้า | เพิ่มลงตะกร้า | ใส่ตะกร้า | ซื้อเลย | สั่งซื้อ | เพิ่มในรถเข็น
    them vao gio hang | them vao gio | mua ngay | cho vao gio | chon mua | đat mua
    tambah ke keranjang | masukkan keranjang | beli sekarang | beli langsung | tambah ke troli | beli
    إضافة للسلة | اضف الى العربة | اضف لعربة التسوق | أضف إلى عربة التسوق
""")

#: One of these within three words before "in stock" turns it round;
NOT_BEFORE: Final = phrases_of("""
    not | no | non | never | isn't | aren't | won't | cannot | can't | without | nicht | kein | keine
    leider nicht | ne | pas | sans | plus | no esta | sin | ya no | nao | sem | niet | geen | nie | brak | neni
    nie je | nejsou | nem | nincs | nu
    fara | не | няма | нет | немає | нема | δεν | μη | χωρις | inte | ej | ikke | ei | ei ole | pole | nav
    nera | غير | ليس | لا | ناقص | nije | nema | ni | нема | није | לא | אין | אינו | אינה | khong | chua | tidak | bukan | belum
""")
#: One of these among the same words does it to "in stock" alone: "soon in stock" is not yet.
SOON: Final = phrases_of("""
    soon | coming | yakinda | bald | demnachst | in kurze | bientot | prochainement | presto | prossimamente | pronto
    proximamente | em breve | brevemente | binnenkort | wkrotce | brzy | coskoro | hamarosan | in curand | скоро | очаквайте
    συντομα | snart | pian | drizuma | netrukus | незабаром | uskoro | kmalu | בקרוב | segera | sap | 近日 | 即将 | 即將 | 곧
""")
#: so does one of these right behind it.
NOT_AFTER: Final = phrases_of("""
    yok | degil* | bulunm* | kalmadi | tukendi | bitti | nicht | なし | ありません | ございません | 없* | 않* | nincs | nem
    нет | немає | nera | nav | no
""")
