"""What shops write about stock in Croatian, Serbian, Slovenian, Hebrew, Thai, Vietnamese, Indonesian and Malay.

By state; for signs see `stock_words`. Phrases that count only in a statement of their own stand in `ALONE_TOO`.
"""

from collections.abc import Mapping
from typing import Final

from scrapers.phrases import phrases_of

MORE: Final[Mapping[str, tuple[str, ...]]] = {
    "in_stock": phrases_of("""
        na zalihi | na stanju | na lageru | na lagerju | na raspolaganju | odmah dostupno | dostupno odmah | isporuka odmah
        raspolozivo odmah | spremno za isporuku | на стању | на лагеру
        na zalogi | dobavljivo takoj | takoj dobavljivo | takoj na voljo | dobava takoj
        במלאי | זמין במלאי | קיים במלאי | יש במלאי | זמין למשלוח | זמין לאספקה מיידית | אספקה מיידית
        มีสินค้า | มีสินค้าพร้อมส่ง | พร้อมส่ง | พร้อมจัดส่ง | มีของ | มีสต็อก | มีในสต็อก | สินค้าพร้อมส่ง
        con hang | san hang | hang co san | hang san co | hang san | con # san pham
        stok tersedia | ready stock | stok ada | barang ready | siap dikirim | siap kirim | dalam stok | stok banyak | ada stok
    """),
    "limited": phrases_of("""
        zadnji komad | zadnji komadi | posljednji komad | posljednji komadi | poslednji komad | poslednji komadi | jos samo #
        preostalo # | preostalo jos # | ogranicena kolicina | ogranicene kolicine | male zalihe | jos # na zalihi | jos # kom
        zadnji kos | zadnji kosi | samo se # | se # na zalogi | se # kos* | omejena kolicina | omejena zaloga
        נותרו # | נותר # | נשארו # | נשאר # | יחידה אחרונה | יחידות אחרונות | מלאי מוגבל | כמות מוגבלת | אחרונים במלאי
        เหลือ # | เหลือ # ชิ้น | เหลือเพียง # | เหลือเพียง # ชิ้น | เหลือแค่ # | สินค้าใกล้หมด | ใกล้หมด | ชิ้นสุดท้าย | จำนวนจำกัด
        chi con # | chi con lai # | con lai # | sap het hang | san pham cuoi cung | so luong co han | chi con # san pham
        sisa # | tersisa # | stok terbatas | hampir habis | stok menipis | stok terakhir | tinggal # | sisa stok #
    """),
    "preorder": phrases_of("""
        prednarudzba | prednarudzbe | u pretprodaji | pretprodaja | prednarudzbina | prednarudzbine | prednarocilo | prednarocila
        v predprodaji | predprodaja
        הזמנה מוקדמת | זמין להזמנה מוקדמת | מכירה מוקדמת | הזמן מראש
        สั่งจองล่วงหน้า | พรีออเดอร์ | สั่งซื้อล่วงหน้า | จองล่วงหน้า | เปิดจอง
        đat truoc | hang đat truoc | đat hang truoc | cho đat truoc
        pra pesan | pesan sekarang pre order
    """),
    "backorder": phrases_of("""
        po narudzbi | dostupno po narudzbi | po porudzbini | na upit | u dolasku | rok isporuke # tjed* | rok isporuke # nedelj*
        ocekuje se | ocekujemo | dostupno za # tjed* | dostupno od | raspolozivo od | kod dobavljaca | na zalihi kod dobavljaca
        po narocilu | dobavljivo v # tedn* | dobava v # tedn* | na poti | dobavni rok # tedn* | pri dobavitelju | pricakovano
        בהזמנה | בהזמנה מיוחדת | צפוי להגיע | זמין בהזמנה | במלאי אצל הספק | יגיע בעוד # שבועות
        รอสินค้าเข้า | รอสินค้า | สั่งสินค้า | สินค้ากำลังเข้า | รอ # สัปดาห์ | สินค้าตามสั่ง
        hang sap ve | đat hang | hang đang ve | cho hang ve | giao sau # tuan
        inden | indent | pesan dulu | menunggu restock | sesuai pesanan | tersedia dalam # minggu
    """),
    "in_store_only": phrases_of("""
        samo u trgovini | samo u prodavnici | samo u poslovnici | samo osobno preuzimanje | samo licno preuzimanje
        samo u trgovinama | samo u maloprodaji | dostupno samo u trgovini | samo v trgovini | samo osebni prevzem | samo v poslovalnici
        בחנות בלבד | זמין בחנות בלבד | איסוף עצמי בלבד | בסניפים בלבד | לרכישה בסניף בלבד
        เฉพาะหน้าร้าน | จำหน่ายเฉพาะหน้าร้าน | รับที่ร้านเท่านั้น | เฉพาะสาขา
        chi ban tai cua hang | chi co tai cua hang | chi nhan tai cua hang
        hanya di toko | hanya tersedia di toko | ambil di toko saja | khusus toko | khusus offline
    """),
    "out_of_stock": phrases_of("""
        rasprodano | rasprodato | rasprodana | nije dostupno | nije dostupan | nema na zalihi | nije na zalihi | nije na stanju
        nema na stanju | nije na lageru | нема на стању | није на стању | trenutno nedostupno | nije raspolozivo | nema zalihe
        obavijesti me kad* | obavesti me kad* | obavijesti me o dostupnosti | vise nije dostupno | nije vise u ponudi
        ni na zalogi | razprodano | razprodana | ni na voljo | ni vec na voljo | izdelek ni dobavljiv | ni dobavljivo | ni vec dobavljivo
        obvesti me ko | obvesti me o zalogi | kmalu na voljo | zaloga posla
        אזל מהמלאי | אזל המלאי | המלאי אזל | לא במלאי | אין במלאי | אינו במלאי | חסר במלאי | חסר זמנית | לא קיים במלאי
        אינו זמין | לא זמין | לא זמין במלאי | חוזר למלאי | הודיעו לי כש* | עדכנו אותי כש* | הופסק ייצור | כשיחזור למלאי
        สินค้าหมด | หมดชั่วคราว | สินค้าหมดชั่วคราว | ไม่มีสินค้า | ของหมด | ขายหมดแล้ว | ขายหมด | ไม่พร้อมจำหน่าย | สินค้าหมดสต็อก
        หมดสต็อก | แจ้งเตือนเมื่อมีสินค้า | แจ้งเตือนเมื่อสินค้าเข้า | ยกเลิกจำหน่าย | เลิกจำหน่าย | เร็วๆ นี้ | ไม่มีของ | ไม่มีสต็อก
        het hang | tam het hang | khong co hang | khong co san | ngung kinh doanh | ngung ban | đa ban het | khong con hang
        bao khi co hang | thong bao khi co hang | sap ra mat | ngung san xuat | chua co hang
        stok habis | habis terjual | stok kosong | tidak tersedia | stok tidak tersedia | stok varian ini habis | beri tahu saya
        ingatkan saya | segera hadir | tidak dijual | tidak dijual lagi | sedang kosong | barang kosong | tidak ada stok
        kehabisan stok | stok sedang habis
    """),
    "nothing": phrases_of("""
        provjeri dostupnost | dostupnost u trgovini* | do isteka zaliha | dok traju zalihe | preveri zalogo | zaloga v trgovini
        do odprodaje zalog | do razprodaje zalog | zaloga v poslovalnicah
        בדיקת מלאי | מלאי בסניפים | עד גמר המלאי | בדוק מלאי
        ตรวจสอบสต็อก | จนกว่าสินค้าจะหมด
        xem cua hang con hang | cua hang con hang | cho đen khi het hang
        cek stok | cek ketersediaan | selama persediaan | selama stok masih ada
    """),
}

#: By state, as `stock_fillers.ALONE`.
ALONE_TOO: Final[Mapping[str, tuple[str, ...]]] = {
    "in_stock": phrases_of(
        "dostupno | raspolozivo | dostupan | dobavljivo | na voljo | זמין | tersedia | co san | доступно"
    ),
    "out_of_stock": phrases_of("""
        nedostupno | nedostupan | uskoro | uskoro dostupno | obavijesti me | obavesti me | obvesti me | kmalu | בקרוב | אזל
        הודיעו לי | עדכנו אותי | หมด | habis | sap co | tam het | rasprodat
    """),
}

#: As `stock_fillers.FILLERS`.
FILLERS_TOO: Final = """
    trenutno privremeno ovaj proizvod artikal artikl kom komada komad kosov kos kosa izdelek zacasno
    המוצר מוצר זה כרגע זמנית יחידות san pham hien tai tam thoi produk barang ini saat sedang sementara buah pcs
"""
