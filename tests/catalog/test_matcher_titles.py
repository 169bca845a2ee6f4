"""Titles as people type them, each with its answer. None was taken from a data set."""

import pytest

from monitor.catalog.catalog import Catalog, CatalogError, load_catalog
from monitor.catalog.matcher import Match, Matcher

CATALOG = load_catalog()
MATCHER = Matcher(CATALOG)

MATCHED = [
    # together, apart, hyphenated, bare
    ("RTX5070Ti", "GeForce RTX 5070 Ti"),
    ("RTX-5070-Ti", "GeForce RTX 5070 Ti"),
    ("rtx 5070 TI", "GeForce RTX 5070 Ti"),
    ("5070Ti", "GeForce RTX 5070 Ti"),
    ("Geforce 5070 Ti 16GB", "GeForce RTX 5070 Ti"),
    ("NVIDIA 4090 24GB", "GeForce RTX 4090"),
    ("Zotac 5080 Solid OC 16GB", "GeForce RTX 5080"),
    ("MSI Ventus 3X 4070 Ti SUPER 16G", "GeForce RTX 4070 Ti SUPER"),
    ("Radeon RX 9070XT", "Radeon RX 9070 XT"),
    ("Radeon 9070 Steel Legend 16GB", "Radeon RX 9070"),
    ("9070XT", "Radeon RX 9070 XT"),
    ("PowerColor AXRX 6700XT 12GBD6-3DHE", "Radeon RX 6700 XT"),
    ("Arc B580", "Arc B580"),
    ("ASRock B580 Challenger 12GB OC", "Arc B580"),
    ("Intel Arc A770 Limited Edition 16GB", "Arc A770 16GB"),
    # suffixes
    ("RTX 4090D 24GB", "GeForce RTX 4090 D"),
    ("RTX 5090 D 32GB", "GeForce RTX 5090 D"),
    ("RTX 5090D V2 24G", "GeForce RTX 5090 D V2"),
    ("RTX 4070S 12GB", "GeForce RTX 4070 SUPER"),
    ("RTX 4070TiS 16G", "GeForce RTX 4070 Ti SUPER"),
    ("RX 7900 GRE 16GB", "Radeon RX 7900 GRE"),
    ("RX7900XTX 24G", "Radeon RX 7900 XTX"),
    ("RX 6750 GRE 10GB", "Radeon RX 6750 GRE 10GB"),
    ("RX 580 8GB 2048SP", "Radeon RX 580 2048SP"),
    ("RX 580 2304SP 8GB", "Radeon RX 580"),
    ("Palit GeForce GTX 1080 Super JetStream 8GB", "GeForce GTX 1080"),
    ("SAPPHIRE NITRO RX 9070 (non-XT) 16GB", "Radeon RX 9070"),
    ("RTX 3060 Ti V2 8GB LHR", "GeForce RTX 3060 Ti"),
    # professional, data centre and mining cards: a letter or a word around the number tells them apart
    ("NVIDIA RTX 4000 Ada 20GB", "RTX 4000 Ada Generation"),
    ("NVIDIA RTX 4000 SFF Ada Generation 20GB", "RTX 4000 SFF Ada Generation"),
    ("PNY VCNRTX4000ADALP-PB", "RTX 4000 SFF Ada Generation"),
    ("Quadro RTX 4000 8GB", "Quadro RTX 4000"),
    ("Lenovo RTX A4000 16GB", "RTX A4000"),
    ("PNY VCQP600-PB", "Quadro P600"),
    ("HP Quadro K4000 3GB GDDR5", "Quadro K4000"),
    ("NVIDIA T1000 8GB GDDR6 low profile", "T1000 8GB"),
    ("NVIDIA RTX PRO 6000 Blackwell 96GB", "RTX PRO 6000 Blackwell"),
    ("AMD Radeon Pro W6800 32GB", "Radeon PRO W6800"),
    ("AMD Radeon Pro WX7100 8GB", "Radeon Pro WX 7100"),
    ("ASRock Radeon AI PRO R9700 Creator 32GB", "Radeon AI PRO R9700"),
    ("AMD FirePro W7100 8GB", "FirePro W7100"),
    ("Intel Arc Pro B50 16GB", "Arc Pro B50"),
    ("NVIDIA Tesla P40 24GB", "Tesla P40"),
    ("CMP 30HX 6GB", "CMP 30HX"),
    ("P106-100 6GB", "P106-100"),
    ("PNY VCQ2000D-DVI-PB", "Quadro 2000D"),
    ("PNY VCQ4000DVI-PB", "Quadro 4000"),
    ("ATI FirePro V5900 2GB", "FirePro V5900"),
    ("AMD FirePro V7900 SDI 2GB", "FirePro V7900 SDI"),
    # part numbers of older boards
    ("MSI N750TI-2GD5/OC", "GeForce GTX 750 Ti"),
    ("MSI N670GTX-PM2D2GD5/OC", "GeForce GTX 670"),
    ("MSI R7850 PE 2GD5/OC", "Radeon HD 7850"),
    ("Asus EAH6950 DCII/2DI4S/2GD5", "Radeon HD 6950"),
    ("Asus ENGT440/DI/1GD5", "GeForce GT 440"),
    ("PowerColor AXR9 290X 4GBD5-MDHG/OC", "Radeon R9 290X"),
    ("PNY VCGGTX780T3XPB", "GeForce GTX 780 Ti"),
    ("Gigabyte GV-N680SO-2GD", "GeForce GTX 680"),
    ("Gigabyte GV-N550D5-1GI", "GeForce GTX 550 Ti"),
    ("Asus GTXTITANX-12GD5", "GeForce GTX TITAN X"),
    ("Asus GTX650TIB-2GD5", "GeForce GTX 650 Ti Boost"),
    ("Asus 610-2-SL-V2", "GeForce GT 610"),
    ("EVGA GTX 560 Ti 448 1280MB", "GeForce GTX 560 Ti 448"),
    ("EVGA GTX 560 Ti Classified, 448 cores", "GeForce GTX 560 Ti 448"),
    ("Asus ENGTX560TI448DC2/1280MD5", "GeForce GTX 560 Ti 448"),
    ("Asus EN9500GT MAGIC/DI/1GD2", "GeForce 9500 GT"),
    ("ECS NS8400GSC-512QS-F", "GeForce 8400 GS"),
    ("Palit GeForce 9800 GT 512MB", "GeForce 9800 GT"),
    ("PNY VCQ420NVS-X16-PB", "Quadro NVS 420"),
    ("ATI FirePro 2460 Multi-View", "FirePro 2460"),
    ("Gigabyte GV-N210OC-1GL", "GeForce 210"),
    ("Gigabyte GV-N460SE-1GD", "GeForce GTX 460 SE"),
    ("Gigabyte GV-N560HM-1GI", "GeForce GTX 560 Ti"),
    ("Gigabyte GV-N56GUD-1GI", "GeForce GTX 560"),
    ("Gigabyte GV-N66TSO-2GD", "GeForce GTX 660 Ti"),
    ("Gigabyte GV-R577HM-1GD", "Radeon HD 5770"),
    ("Gigabyte GV-R787UD-2GD", "Radeon HD 7870 GHz Edition"),
    ("Gigabyte GV-R927XUD-2GD", "Radeon R9 270X"),
    ("MSI N650TI-2GD5/V2", "GeForce GTX 650 Ti"),
    ("MSI N650TI-2GD5/V2 BE", "GeForce GTX 650 Ti Boost"),
    ("MSI N750TI-1GD5, boost clock 1085 MHz", "GeForce GTX 750 Ti"),
    ("PNY VCGGTX650TBVXPB", "GeForce GTX 650 Ti Boost"),
    ("Inno3D N770-4SDN-D5DSX", "GeForce GTX 770"),
    ("Sparkle X560 Ti Dual", "GeForce GTX 560 Ti"),
    ("Sparkle SX550T2048D5MN", "GeForce GTX 550 Ti"),
    ("Sparkle SXS4502048S3MH", "GeForce GTS 450"),
    ("ECS NBGTS450-512PI-F2", "GeForce GTS 450"),
    ("ECS PGTX670AX-2GR5-WF", "GeForce GTX 670"),
    ("Jaton Video-PX640GT-EX", "GeForce GT 640"),
    ("XFX HD-587X-ZWFC", "Radeon HD 5870"),
    ("XFX FX-777A-CDF4", "Radeon HD 7770 GHz Edition"),
    ("XFX FX-797G-TNBC", "Radeon HD 7970 GHz Edition"),
    ("XFX RX-470M8DBB6", "Radeon RX 470"),
    ("XFX RX-57XL8TBD6", "Radeon RX 5700"),
    ("XFX RX-67TLKDFD9", "Radeon RX 6700 XT"),
    ("XFX GT-430M-YNH2", "GeForce GT 430"),
    ("HIS H785QX2G2M", "Radeon HD 7850"),
    ("HIS H270XQ2GD", "Radeon R9 270X"),
    ("HIS HS-570R4LCBR", "Radeon RX 570"),
    ("HIS HS-57XR8TCBR", "Radeon RX 5700 XT"),
    ("PowerColor AX7870 2GBD5-4DH/OC", "Radeon HD 7870 GHz Edition"),
    ("PowerColor VXR9 280X 3GBD5-DHE", "Radeon R9 280X"),
    ("Diamond R9270XD54GV3", "Radeon R9 270X"),
    # memory variants: from the title, a part number, glued
    ("GeForce RTX 4060 Ti 16GB", "GeForce RTX 4060 Ti 16GB"),
    ("ASUS Dual-RTX4060TI-O8G-EVO", "GeForce RTX 4060 Ti 8GB"),
    ("DUALRTX3060O8GWHITE", "GeForce RTX 3060 8GB"),
    ("GIGABYTE GV-N506TEAGLE OC-16GD", "GeForce RTX 5060 Ti 16GB"),
    ("GIGABYTE Radeon RX 9060 XT GV-R906XEAGLEICE-8GD", "Radeon RX 9060 XT 8GB"),
    ("MSI G507T-16V3Z", "GeForce RTX 5070 Ti"),
    ("PNY VCG4060T8DFXPB1", "GeForce RTX 4060 Ti 8GB"),
    ("PNY VCG40608SFXPB1", "GeForce RTX 4060"),
    ("RTX 3050 6GB Low Profile", "GeForce RTX 3050 6GB"),
    ("RX 9060 XT Reaper 8G", "Radeon RX 9060 XT 8GB"),
    # Sapphire's packaging code is no memory size
    ("Sapphire Pulse RX 9060 XT 16GB 11350-03-20G", "Radeon RX 9060 XT 16GB"),
    # numbers that are no chips
    ("RTX 5070 12GB 2542 MHz 28 Gbps 192 bit 250W PCIe 5.0", "GeForce RTX 5070"),
    ("MSI GeForce RTX 5090, 512-bit, 32GB", "GeForce RTX 5090"),
    ("RTX 5070, 2025 model, 12GB", "GeForce RTX 5070"),
    ("GTX 1660, 750 W PSU required, 6GB", "GeForce GTX 1660"),
    ("MSI GeForce RTX 5070 Ti 16G, required PSU 750W", "GeForce RTX 5070 Ti"),
    ("RTX 5080 16GB 3840 x 2160 8K 4x DP 1.4a HDMI 2.1 DLSS 4", "GeForce RTX 5080"),
    # words that accessories, PCs and laptops share with cards
    ("EVGA RTX 3060 Ti FTW3 8GB, 3 fans, metal backplate", "GeForce RTX 3060 Ti"),
    ("RTX 3090 24GB Founders Edition with EK water block and backplate", "GeForce RTX 3090"),
    ("RTX 3050 Eagle 8G Graphics Card, 2X WINDFORCE Fans, 8GB", "GeForce RTX 3050 8GB"),
    ("RX 6400 4GB low profile, both brackets included", "Radeon RX 6400"),
    ("MSI RTX 4090 24GB w/ GPU holder and power cable", "GeForce RTX 4090"),
    ("Gaming PC graphics card MSI RTX 3060 12GB", "GeForce RTX 3060 12GB"),
    ("RX 6700 XT 12GB, great for 1440p gaming PC", "Radeon RX 6700 XT"),
    ("ASUS Dual GeForce RTX 4060 Ti SSD OC 8GB", "GeForce RTX 4060 Ti 8GB"),
    ("RTX 4080 SUPER 16GB with free game", "GeForce RTX 4080 SUPER"),
    ("RTX 3080 10GB, not for mining, no artifacts, tested on i7", "GeForce RTX 3080 10GB"),
    ("RTX 3070 8GB pulled from OMEN 30L", "GeForce RTX 3070"),
    # languages
    ("MSI GeForce RTX 5070Ti 16G VENTUS 3X OC Ekran Kartı", "GeForce RTX 5070 Ti"),
    ("ASUS DUAL GEFORCE RTX 4060 OC 8GB GDDR6 128BİT EKRAN KARTI", "GeForce RTX 4060"),
    ("Oyuncu ekran kartı RX 7800 XT 16GB 3 fanlı", "Radeon RX 7800 XT"),
    ("Видеокарта Palit GeForce RTX 4070 SUPER Dual 12 ГБ", "GeForce RTX 4070 SUPER"),
    ("видеокарта RТХ 3060 12 гб, 3 вентилятора", "GeForce RTX 3060 12GB"),
    ("지포스 RTX 5060 Ti 16GB", "GeForce RTX 5060 Ti 16GB"),
    ("기가바이트 라데온 RX 9070 XT GAMING OC D6 16GB", "Radeon RX 9070 XT"),
    ("지포스RTX4070슈퍼 12GB 2팬", "GeForce RTX 4070 SUPER"),
    ("玄人志向 GG-RTX5070-E12GB/OC/DF グラフィックボード", "GeForce RTX 5070"),
    ("【中古】MSI GeForce RTX 3060 12G グラボ 2ファン", "GeForce RTX 3060 12GB"),
    ("七彩虹 iGame GeForce RTX 5070 Ti Ultra W 16GB 游戏显卡", "GeForce RTX 5070 Ti"),
    ("微星 RTX4060Ti 8G 三风扇 台式机电脑独立显卡", "GeForce RTX 4060 Ti 8GB"),
    ("Carte graphique RTX 4070 SUPER - 12 Go GDDR6X", "GeForce RTX 4070 SUPER"),
    ("Grafikkarte RX 7800 XT 16GB mit 3 Lüftern und OVP", "Radeon RX 7800 XT"),
    ("Tarjeta gráfica RTX 3060 12GB", "GeForce RTX 3060 12GB"),
    ("Karta graficzna Radeon RX 9070 XT 16GB", "Radeon RX 9070 XT"),
    ("ＧｅＦｏｒｃｅ　ＲＴＸ　５０７０　１２ＧＢ", "GeForce RTX 5070"),
    # names cut off or repeated
    ("AMD Radeon RX 6700 XT 12GB GDDR6 graphics card RX 6700", "Radeon RX 6700 XT"),
    ("Sapphire RX 9070 XT 16GB RTX9070XT", "Radeon RX 9070 XT"),
    # older series are themselves, not a newer card
    ("GeForce GTX 970 4GB", "GeForce GTX 970"),
    ("Radeon R9 290X 4GB", "Radeon R9 290X"),
    ("GeForce GTX 1060 3GB", "GeForce GTX 1060 3GB"),
]

REFUSED = [
    ("Laptop GPU RTX 4060 8GB", "laptop"),
    ("Asus TUF Gaming F15 i7-12700H RTX 3060", "laptop"),
    ("Razer Blade 16 - GeForce RTX 5090", "laptop"),
    ('15.6" FHD 144Hz RTX 4050 16GB', "laptop"),
    ("HP Victus 15 RTX 4050 Dizüstü Bilgisayar", "laptop"),
    ("Игровой ноутбук RTX 4060", "laptop"),
    ("게이밍 노트북 RTX 4060", "laptop"),
    ("ゲーミングノートPC RTX4060", "laptop"),
    ("拯救者 RTX4060 游戏本", "laptop"),
    ("PC portable gamer RTX 4050", "laptop"),
    ("RTX 4090 Max-Q", "laptop"),
    ("Gaming PC Ryzen 7 7800X3D RTX 4080 SUPER 32GB DDR5 2TB NVMe", "complete_pc"),
    ("Hazır Sistem Ryzen 5 7500F RTX 5070 12GB", "complete_pc"),
    ("RTX 4060 Oyun Bilgisayarı", "complete_pc"),
    ("Игровой компьютер RTX 3060 12GB", "complete_pc"),
    ("조립PC RTX 3060 5600X", "complete_pc"),
    ("ゲーミングPC RTX4070 Core i7", "complete_pc"),
    ("台式电脑主机 i5 RTX 3060", "complete_pc"),
    ("Komplett-PC RTX 3060 Ti", "complete_pc"),
    ("PC gamer RTX 4060 i5", "complete_pc"),
    ("Razer Core X eGPU RTX 3080", "external_box"),
    ("Sapphire RX 580 8GB x 6", "bundle"),
    ("4x RX 580 8GB", "bundle"),
    ("(2) RTX 3070 Founders Edition", "bundle"),
    ("Zwei RTX 3070 8GB", "bundle"),
    ("显卡 RTX3060 12G 6张", "bundle"),
    ("GA104-300-A1 RTX 3070", "bare_part"),
    ("Hynix H5GC4H24XYZ for RTX 2060 6GB", "memory"),
    ("RTX 3080 10GB, nur Karton", "box_only"),
    ("[W] RTX 4070", "wanted"),
    ("RTX 4070 T-Shirt", "not_a_gpu"),
    ("AORUS RTX 3080 Gaming Box", "external_box"),
    ("Water block for RTX 4090", "accessory"),
    ("RTX 4090 waterblock EKWB", "accessory"),
    ("Wasserkühler für RTX 4090", "accessory"),
    ("RTX 3080 için su bloğu", "accessory"),
    ("Водоблок RTX 3090", "accessory"),
    ("RTX 4090 수냉 블럭", "accessory"),
    ("RTX 4090 水冷头", "accessory"),
    ("GPU bracket holder RTX 4090", "accessory"),
    ("Graphics card support stand RTX 4080", "accessory"),
    ("グラフィックボード ホルダー RTX4090対応", "accessory"),
    ("PCIe 4.0 riser cable RTX 4090", "accessory"),
    ("Replacement fan for MSI RTX 3080 Gaming X Trio", "accessory"),
    ("Ventilateur carte graphique RTX 3070", "accessory"),
    ("RTX 4090 backplate", "accessory"),
    ("RTX 4090 compatible cable", "accessory"),
    ("NVIDIA RTX 4090 Founders Edition BOX ONLY", "box_only"),
    ("RTX 4090 OVP leer", "box_only"),
    ("ASUS RTX 4090 boş kutu", "box_only"),
    ("Коробка от RTX 4090", "box_only"),
    ("RTX 4090 空箱", "box_only"),
    ("RTX 3080 10GB for parts, not working", "for_parts"),
    ("RTX 3090 24GB defekt an Bastler", "for_parts"),
    ("RTX 3070 8GB arızalı", "for_parts"),
    ("RTX 3080 на запчасти", "for_parts"),
    ("RTX 3080 ジャンク", "for_parts"),
    ("WTB RTX 4090 24GB", "wanted"),
    ("Suche RTX 4080", "wanted"),
    ("Куплю RTX 3080", "wanted"),
    ("RTX 4090 삽니다", "wanted"),
    ("RTX 4090 alınır", "wanted"),
    ("RTX 3060 12GB + Ryzen 5 5600", "bundle"),
    ("RTX 5070 12GB + 850W Netzteil Bundle", "bundle"),
    ("MSI B650 Tomahawk + RTX 4070 12GB", "bundle"),
    ("Lot of 5 RTX 3070 8GB", "bundle"),
    ("2x RTX 3090 24GB", "bundle"),
    ("G.Skill Trident Z5 32GB DDR5-6000 CL30 RAM kit", "memory"),
    ("Noctua NH-D15 CPU cooler", "cooler"),
    ("MSI B650 Tomahawk motherboard", "not_a_gpu"),
    ("LG 27 inch monitor", "not_a_gpu"),
]

UNKNOWN = [
    # unseen or misspelt: never a guess
    ("RTX 5075 12GB", "not in the catalogue"),
    ("MSI GeForce RTX 6090 48GB", "not in the catalogue"),
    ("RX 9080 XT 24GB", "not in the catalogue"),
    ("Arc B770 16GB", "not in the catalogue"),
    ("RTX 3080 SUPER 12GB", "not in the catalogue"),
    ("RTX 5070M 12GB", "not in the catalogue"),
    ("GTX 5070 Ti 16GB", "not in the catalogue"),
    ("RX 6600M 8GB", "not in the catalogue"),
    ("RTX 3050 Ti 4GB", "not in the catalogue"),
    # two products, and the title does not say which
    ("GeForce RTX 4060 Ti", "memory is not named: 8 or 16 GB"),
    ("EVGA RTX 3080 FTW3", "memory is not named: 10 or 12 GB"),
    ("RX 9060 XT 8GB/16GB", "memory is ambiguous: 8 or 16 GB"),
    # the memory contradicts the chip
    ("RTX 3080 20GB", "but 20 GB"),
    ("RTX 4070 Ti 16GB", "but 16 GB"),
    # two chips
    ("RTX 5070 vs 5080", "several chips"),
    ("RTX 5070 12GB / RTX 5080 16GB", "several chips"),
    ("ASUS RTX 4070 12GB TUF-RTX4080-16G", "several chips"),
    ("MSI RTX 4070 Ventus SUPER 12G", "apart from it"),
    ("Gigabyte RTX 4060 8GB GV-N406TEAGLE OC-8GD", "part number"),
    # no chip
    ("Graphics card 12GB GDDR7 5070 MHz", "no chip named"),
    ("Corsair Vengeance 32 GB", "no chip named"),
    ("AMD Ryzen 5 7600", "no chip named"),
    ("GeForce 7900 GTX 512MB", "not in the catalogue"),
    ("PNY VCG16606SSFPPB", "no chip named"),
    # part numbers that a maker gave to two chips, or that may mean one more
    ("Gigabyte GV-N98TOC-1GI", "no chip named"),
    ("Gigabyte GV-N65TBUD-2GD", "no chip named"),
    ("Gigabyte GV-R797UD-3GD", "no chip named"),
    ("HIS H797QN3G2M", "no chip named"),
    ("PowerColor AX7870 2GBD5-2DHPPV4E", "no chip named"),
    ("XFX R9-FURY-4QDA", "no chip named"),
    # what begins like the name of a card is another
    ("Asus GTX 580 X2 3GB", "not in the catalogue"),
    ("Quadro 4000 RTX", "no chip named"),
    ("9800 GT", "no chip named"),
    ("GeForce 9800 GTX+ 512MB", "not in the catalogue"),
    ("FirePro 2250", "professional card"),
    ("", "no chip named"),
    # professional cards share numbers with nothing in the catalogue
]


def kind(match: Match) -> str:
    assert not (match.gpu and match.refused)
    assert match.gpu is None or match.gpu in CATALOG
    assert match.gpu is None or match.candidates == []
    assert all(name in CATALOG for name in match.candidates)
    assert match.by
    return "matched" if match.gpu else "refused" if match.refused else "unknown"


@pytest.mark.parametrize(("title", "gpu"), MATCHED)
def test_matched(title: str, gpu: str) -> None:
    match = MATCHER.match(title)
    assert (kind(match), match.gpu) == ("matched", gpu), match.by
    row = CATALOG.by_name(gpu)
    assert row is not None
    assert match.vendor == row.vendor
    assert match.memory_gb in {None, row.memory_gb, *row.also_gb}
    assert 0 < match.confidence <= 1


@pytest.mark.parametrize(("title", "reason"), REFUSED)
def test_refused(title: str, reason: str) -> None:
    match = MATCHER.match(title)
    assert (kind(match), match.refused) == ("refused", reason), match


@pytest.mark.parametrize(("title", "by"), UNKNOWN)
def test_unknown(title: str, by: str) -> None:
    match = MATCHER.match(title)
    assert kind(match) == "unknown", match
    assert by in match.by
    assert match.confidence == 0


@pytest.mark.parametrize(
    ("title", "nearest"),
    [
        ("RTX 5075", "GeForce RTX 5070"),
        ("RTX 6090", "GeForce RTX 5090"),
        ("GTX 5070 Ti", "GeForce RTX 5070 Ti"),
        ("RX 6600M 8GB", "Radeon RX 6600"),
        ("RTX 4060 Ti", "GeForce RTX 4060 Ti 16GB"),
        ("RTX 4070 Ti 16GB", "GeForce RTX 4070 Ti SUPER"),
    ],
)
def test_an_unknown_names_the_nearest(title: str, nearest: str) -> None:
    assert nearest in MATCHER.match(title).candidates


@pytest.mark.parametrize(
    ("title", "memory"),
    [
        ("RX 580 8GB", 8),
        ("RX 580 4GB", 4),
        ("RX 580", None),
        ("RTX 4070", 12),
        ("RTX 4060 Ti 16G", 16),
        ("RTX 3060 08G", 8),
    ],
)
def test_memory_is_said_or_the_only_one(title: str, memory: int | None) -> None:
    match = MATCHER.match(title)
    assert match.gpu
    assert match.memory_gb == memory


@pytest.mark.parametrize(
    ("title", "brand"),
    [
        ("MSI GeForce RTX 5070 12G", "MSI"),
        ("Inno3D RTX 4070", "Inno3D"),
        ("INNO 3D RTX 4070", "Inno3D"),
        ("Power Color RX 7600 8GB", "PowerColor"),
        ("GİGABYTE RTX 4060", "Gigabyte"),
        ("华硕 RTX4060 8G 显卡", "ASUS"),
        ("기가바이트 RTX 4060 8GB", "Gigabyte"),
        ("HP RX 6600 8GB by Sapphire", "Sapphire"),
        ("RTX 4060 8GB", None),
    ],
)
def test_board_brand(title: str, brand: str | None) -> None:
    assert MATCHER.match(title).brand == brand


@pytest.mark.parametrize(
    ("title", "mpn", "gpu"),
    [
        ("ASUS Dual GeForce RTX 4060 Ti OC", "DUAL-RTX4060TI-O8G", "GeForce RTX 4060 Ti 8GB"),
        ("Gigabyte RTX 5060 Ti Eagle", "GV-N506TEAGLE OC-16GD", "GeForce RTX 5060 Ti 16GB"),
        ("MSI Ventus 3X OC", "G507T-16V3C", "GeForce RTX 5070 Ti"),
        ("ASUS TUF Gaming", "TUF-RTX5080-O16G-GAMING", "GeForce RTX 5080"),
        ("RTX 4060 8GB", "GV-N4070WF3OC-12GD", None),
    ],
)
def test_a_part_number_beside_the_title_is_read(title: str, mpn: str, gpu: str | None) -> None:
    assert MATCHER.match(title, mpn=mpn).gpu == gpu


def test_a_brand_beside_the_title_is_kept() -> None:
    assert MATCHER.match("RTX 5070", brand="Gainward").brand == "Gainward"


def test_the_reason_names_the_words_that_decided() -> None:
    assert MATCHER.match("ASUS RTX 5070 Ti 16G").by == "chip 'rtx 5070 ti' and 16 GB"
    assert MATCHER.match("Wasserkühler für RTX 4090").by == "accessory: 'fur rtx 4090'"


def test_rows_of_ones_own_are_matched() -> None:
    from msgspec.structs import replace

    newest = CATALOG.by_name("GeForce RTX 5090")
    assert newest is not None
    own = replace(newest, name="GeForce RTX 6090", model="GeForce RTX 6090", memory_gb=48)
    matcher = Matcher(Catalog([*CATALOG, own]))
    assert matcher.match("MSI RTX6090 48G SUPRIM").gpu == "GeForce RTX 6090"
    assert matcher.match("RTX 5090 32GB").gpu == "GeForce RTX 5090"


def test_models_that_titles_cannot_tell_apart_are_refused_at_once() -> None:
    from msgspec.structs import replace

    newest = CATALOG.by_name("GeForce RTX 5090")
    assert newest is not None
    with pytest.raises(CatalogError, match="read alike"):
        Matcher(Catalog([*CATALOG, replace(newest, name="Geforce rtx5090", model="Geforce rtx5090")]))
    with pytest.raises(CatalogError, match="cannot read"):
        Matcher(Catalog([*CATALOG, replace(newest, name="Vodoo 5", model="Voodoo 5")]))
