"""Board series: "ROG Strix" and "Ventus 3X" tell cards of one chip apart, and some tell the board partner unnamed."""

from functools import cache

from monitor.catalog.phrases import Phrases, Signs

# Folded; `_` is a space, a hyphen or nothing. Names that one partner alone uses:
_OWN = {
    "ASUS": """rog_astral rog_strix rog_matrix rog_poseidon rog tuf_gaming tuf strix proart 猛禽 巨齿鲨 雪豹 电竞特工 스트릭스""",
    "MSI": """suprim_x suprim_soc suprim_liquid suprim gaming_x_trio gaming_x_slim gaming_trio gaming_slim gaming_z_trio ventus_3x
        ventus_2x ventus vanguard_soc vanguard inspire_3x inspire_2x shadow_3x shadow_2x mech_2x mech_3x sea_hawk_ek sea_hawk
        twin_frozr lightning_z 魔龙 万图师 超龙 벤투스 슈프림""",
    "Gigabyte": """aorus_master aorus_elite aorus_xtreme aorus windforce eagle_oc eagle waterforce 魔鹰 猎鹰 雪鹰 超级雕 小雕 어로스""",
    "ZOTAC": "amp_extreme amp_airo amp_holo trinity_oc trinity twin_edge solid_core apocalypse 天启 트리니티",
    "Palit": "gamerock gaming_pro jetstream stormx kalmx gamerock_premium",
    "Gainward": "phantom_gs python_iii pegasus",
    "Inno3D": "ichill_frostbite ichill_black ichill_x3 ichill_x4 ichill twin_x2",
    "PNY": "xlr8 verto epic_x revel_epic_x uprising",
    "EVGA": "kingpin k_ngp_n ftw3 ftw xc3 classified",
    "GALAX": "hof hall_of_fame 1_click_oc ex_gamer boomstar metaltop 名人堂 金属大师 骁将 大将",
    "Colorful": "igame_vulcan igame_neptune igame_ultra igame_advanced vulcan battle_ax battleax 火神 战斧 水神",
    "Sapphire": "nitro_plus vapor_x tri_x toxic 超白金 白金",
    "PowerColor": "red_devil red_dragon hellhound liquid_devil 红魔 暗黑犬 레드데빌",
    "XFX": "speedster merc_319 merc_310 merc_308 merc qick_319 qick_308 qick quicksilver double_dissipation black_wolf",
    "ASRock": "phantom_gaming steel_legend challenger_d challenger taichi oc_formula",
    "Sparkle": "titan_oc orc_oc elf_oc",
    "GUNNIR": "photon_oc photon flux_oc",
    "Yeston": "sakura_sugar sakura cute_pet",
    "MAXSUN": "icraft terminator 瑷珈 终结者",
}  # fmt: skip
# Names that several use, or that are common words: read beside their partner's name only.
_SHARED = {
    "ASUS": "dual phoenix turbo prime ko cerberus expedition",
    "MSI": "gaming_x gaming_z aero armor mech shadow inspire expert lightning cyclone",
    "Gigabyte": "gaming_oc aero vision infinity low_profile",
    "ZOTAC": "amp solid solo mini",
    "Palit": "dual infinity_3 infinity",
    "Gainward": "phantom phoenix python ghost panther",
    "Inno3D": "x3 x2 gaming_oc",
    "PNY": "dual argb",
    "EVGA": "xc sc hybrid ultra black",
    "GALAX": "sg ex core gamer",
    "KFA2": "sg ex core 1_click_oc hof ex_gamer",
    "Colorful": "neptune advanced ultra nb_ex mini",
    "Sapphire": "nitro pulse pure dual_x",
    "PowerColor": "fighter reaper spectral",
    "XFX": "mercury swift core black",
    "ASRock": "creator aqua low_profile",
    "Sparkle": "titan orc elf roc luna guardian",
    "Acer": "predator_bifrost bifrost nitro",
    "GUNNIR": "index",
}


@cache
def _owners() -> Signs:
    return Signs(_OWN)


@cache
def _of_brand(brand: str) -> Phrases:
    return Phrases({brand: f"{_OWN.get(brand, '')} {_SHARED.get(brand, '')}"})


def maker_of(text: str) -> str | None:
    """The board partner whose own series a folded text names, if it names those of one partner only."""
    found = set(_owners().find(text))
    return found.pop() if len(found) == 1 else None


def series_of(text: str, brand: str | None) -> str | None:
    """The series as a folded title writes it, the longest of those its brand has; None without one."""
    hits = [hit.words for of_brand in _of_brand(brand or "").find(text).values() for hit in of_brand]
    return max(hits, key=len, default=None)
