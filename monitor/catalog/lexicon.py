"""The words of things that are no graphics card, in the languages sellers use.

Words are folded (lower case, no accents). `_` stands for a space, a hyphen or nothing, a final `*` for any ending.
Words in letters stand alone; scripts without spaces between words match anywhere. Order means nothing.
"""

LAPTOP = """
laptop* notebook* netbook* chromebook* ultrabook* macbook* dizustu* ноутбук* лэптоп* portatil portatile portatiles
pc_portable* ordinateur_portable* mobile_workstation przenosny_komputer 노트북 랩탑 ノートパソコン ノートpc
ゲーミングノート 笔记本 筆電 筆記型 游戏本 laptop_gpu max_q mxm notatnik computador_portatil gaming_book
razer_blade* zephyrus* rog_flow* strix_scar* legion_pro* legion_slim* legion_5* legion_7* legion_9* ideapad* thinkpad*
thinkbook* lenovo_loq* loq_1* victus_1* victus_by_hp omen_16 omen_17 omen_max* omen_transcend* omen_slim* pavilion_gaming*
predator_helios* predator_triton* helios_neo* helios_300* helios_16* helios_18* nitro_5 nitro_v nitro_v1* nitro_16 nitro_17
alienware_m* alienware_x1* alienware_1* dell_g15* dell_g16* xps_1* inspiron* vivobook* zenbook* studiobook* proart_p1*
tuf_a1* tuf_f1* tuf_gaming_a1* tuf_gaming_f1* tuf_dash* msi_katana* msi_cyborg* msi_raider* msi_stealth* msi_vector*
msi_crosshair* msi_sword* msi_bravo* msi_delta* msi_thin* msi_titan_18 katana_1* katana_gf* raider_ge* vector_gp*
vector_1* stealth_1* titan_gt* gf63* gf65* gf75* gl65* gs66* gs76* gp66* gp76* ge66* ge76* ge78* gt77* aorus_15*
aorus_16x* aorus_17* gigabyte_g5 gigabyte_g6 aero_14 aero_15 aero_16 aero_17 galaxy_book* matebook* redmibook*
monster_abra* monster_tulpar* monster_semruk* abra_a5 abra_a7 tulpar_t* excalibur_g* excalibur_s* slayer_x* mechrevo* 机械革命
拯救者 暗影精灵 rog_strix_g1* strix_g1* rog_strix_scar* 幻16 枪神 魔霸
"""

COMPLETE_PC = """
g_tune* ガレリア マウスコンピューター フロンティア pc_da_gaming pc_da_gioco pc_para_juegos pc_para_jugar pc_para_jogos
gaming_desktop* desktop_pc desktop_computer* desktop_tower prebuilt* pre_built* tower_pc mini_pc barebone* all_in_one*
workstation_pc gaming_rig mining_rig* rig gaming_tower gaming_computer* gaming_system computer_system* complete_pc full_pc
complete_system custom_pc pc_build full_build gaming_setup komplett_pc komplettsystem* fertig_pc komplettrechner*
gaming_rechner gamer_rechner gamer_pc aufrust_pc ordinateur_de_bureau ordinateur_gamer unite_centrale* tour_gamer tour_pc
pc_fixe ordenador* torre_gaming pc_sobremesa sobremesa computadora* pc_completo pc_fisso pc_assemblato computer_fisso
computer_gaming pc_gamer_completo zestaw_komputerowy komputer_stacjonarny komputer_gamingowy komputer_do_gier
komputer_gracza jednostka_centralna hazir_sistem* oyuncu_bilgisayar* oyun_bilgisayar* masaustu_bilgisayar* masaustu_pc
oyuncu_pc oyun_pc toplama_sistem* toplama_bilgisayar* toplama_pc komple_sistem* komple_kasa oyuncu_kasasi
bilgisayar_kasasi gaming_kasa oyuncu_sistem* компьютер* системный_блок* системник* игровой_пк готовый_пк сборка_пк
пк_для_игр игровая_сборка 조립pc 조립_pc 조립컴 조립_컴퓨터 컴퓨터본체 컴퓨터_본체 게이밍pc 게이밍_pc 게이밍컴퓨터 게이밍_컴퓨터 데스크탑
데스크톱 본체 ゲーミングpc ゲーミング_pc デスクトップパソコン デスクトップpc 自作pc 台式机 台式电脑 电脑主机 游戏主机 组装机 组装电脑 整机
桌上型電腦 電競主機 电竞主机 主机全套 游戏电脑 alienware_aurora* alienware_area* legion_tower* omen_2* omen_3* omen_4*
omen_16l victus_15l* predator_orion* nitro_50 nitro_60 msi_infinite* msi_aegis* msi_trident* msi_codex* nightblade*
vengeance_i* corsair_one* nzxt_player* ibuypower* cyberpower* skytech* maingear* originpc erazer* optiplex* mac_studio
imac* precision_tower* thinkstation* thinkcentre_tower*
"""

# A card's title may say these too ("Gaming PC graphics card"): they refuse only where nothing says card.
PERHAPS_PC = "gaming_pc gaming_pcs pc_gaming pc_gamer pc_de_jeu game_pc spiele_pc pc_oyun"

EXTERNAL_BOX = """
egpu* external_gpu* external_graphics* external_video_card* thunderbolt gaming_box oculink_dock* gpu_dock* gpu_enclosure*
externe_grafikkarte* harici_ekran_karti* harici_grafik* carte_graphique_externe tarjeta_grafica_externa
scheda_grafica_esterna scheda_video_esterna zewnetrzna_karta* внешняя_видеокарта внешний_бокс 외장_그래픽_독 외장그래픽독 외付けgpu
外付け 外接显卡 外接顯卡 显卡坞 显卡扩展坞 顯示卡外接盒
"""

ACCESSORY = """
water_block* waterblock* water_cooling_block* gpu_block* wasserkuhler* wasserblock* kuhlblock* su_blogu* sogutma_blogu*
водоблок* bloc_d'eau bloc_eau waterblok* waterkoelblok* bloque_de_agua blocco_acqua waterblocco blok_wodny bloku_wodnego
bloco_de_agua 수냉블럭 수냉_블럭 수냉블록 수냉_블록 워터블럭 워터블록 水冷头 水冷頭 水冷ブロック ウォーターブロック 水枕
backplate* back_plate* ruckplatte* ruckseitenplatte arka_plaka* бэкплейт* 백플레이트 バックプレート 背板
bracket* holder* gpu_support* support_bracket* anti_sag* sag_bracket* brace stand halter* stutze*
grafikkartenhalter* grafikkartenstander* tutucu* destek_aparati destek_ayagi karti_destegi karti_standi кронштейн*
держатель* подставка* support_gpu support_carte_graphique support_pour soporte* supporto staffa* uchwyt* podporka*
wspornik* suporte* 지지대 홀더 브라켓 支架 支撑架 千斤顶 ホルダー サポートステイ ステー ブラケット
riser* riser_kablosu райзер* extension_cable* vertical_mount* vertical_gpu_mount* 라이저 延长线 延長線 ライザー
cable* kabel kabels kablo* cabo cavo cavi кабел* переходник* adapter* adaptor* adaptateur* adaptador* adattatore* 12vhpwr
12v_2x6 케이블 转接线 电源线 転接線 ケーブル 변환_젠더 젠더
fan fans cooling_fan* lufter* ventilator ventilatoren ventilador* ventilateur* ventola ventole вентилятор* кулер*
wentylator* fani fanlari 쿨러 쿨링팬 팬 风扇 風扇 ファン
heatsink* heat_sink* radiator* cooler kuhler sogutucu* радиатор* dissipatore* disipador* dissipador* refroidisseur* 방열판
散热器 散熱器 ヒートシンク
thermal_pad* thermal_paste* thermal_putty warmeleitpad* warmeleitpaste* termal_macun* termal_ped* термопрокладк* термопаст*
써멀 서멀 导热垫 導熱墊 サーマルパッド
shroud* faceplate* io_shield* dust_cover* cover sticker* decal* aufkleber* naklejka* poster* keychain* anahtarlik* брелок*
figurine* toy lego* mouse_pad* mousepad* maus_pad* mauspad* gpu_mount* t_shirt* mug manual pcb bare_pcb bios_chip* memory_chip* vram_chip* gpu_chip* gpu_core
replacement* repair_kit* stencil* spare_part* ersatzteil* yedek_parca* repuesto* ricambio ricambi pieces_detachees
lcd_screen side_panel* sli_bridge* nvlink* sli_koprusu мостик_sli 贴纸 ステッカー 모형 挡板
"""

# Makers and series of water blocks and coolers: a card may wear one, so they refuse only where nothing says card.
COOLER_MAKERS = """
ek_quantum* quantum_vector* ekwb bykski barrow bitspower alphacool eisblock* heatkiller* corsair_xg7* accelero* morpheus kraken_g12 phanteks_glacier*
"""

BOX_ONLY = """
vuota vacia leerer_karton leere_box leere_schachtel boite_d'origine_seule пустая box_only only_box only_the_box just_the_box just_box empty_box* box_without_card no_card packaging_only original_box_for
retail_box_for nur_ovp nur_verpackung nur_die_verpackung nur_originalverpackung nur_karton leere_ovp leer_ovp ovp_leer
ovp_ohne_karte leerkarton* leere_verpackung leere_originalverpackung leerverpackung* verpackung_ohne originalverpackung_fur
verpackung_fur ohne_karte bos_kutu* bos_kutusu sadece_kutu* yalnizca_kutu* kutusu_bos kutudur коробка_от коробка_для
только_коробка пустая_коробка коробка_без boite_vide boite_seule boite_uniquement boite_d'origine_vide emballage_vide
sans_carte caja_vacia solo_caja solo_la_caja caja_original_vacia sin_tarjeta scatola_vuota solo_scatola solo_la_scatola
puste_pudelko puste_opakowanie samo_pudelko sam_karton sam_box samo_opakowanie caixa_vazia so_a_caixa somente_caixa
apenas_a_caixa lege_doos 빈박스 빈_박스 박스만 공박스 공_박스 空箱 箱のみ 元箱のみ 外箱のみ 空盒 空盒子 仅包装 包装盒 只有盒子 仅盒子
"""

FOR_PARTS = """
for_parts parts_only parts_or_repair spares_or_repair* spares_repair* not_working non_working doesn't_work does_not_work
doesnt_work broken faulty defective no_display no_video no_post won't_power_on artifact* artefact* as_is untested not_tested
for_repair needs_repair missing_core no_core no_gpu_core bare_board without_core is_dead dead_gpu dead_card defekt* kaputt* bastler* ohne_funktion
arizali* bozuk* calismiyor* calismayan* goruntu_vermiyor goruntu_yok parca_niyetine на_запчасти под_восстановление
на_восстановление неисправн* нерабоч* не_работает не_рабочая сломан* артефакт* битая en_panne hors_service pour_pieces
pour_piece ne_fonctionne_pas defectueu* averiad* para_piezas no_funciona estropead* por_piezas para_despiece guasto guasta
non_funzionante non_funziona per_ricambi per_pezzi difettos* rotto uszkodzon* niesprawn* na_czesci nie_dziala com_defeito
para_pecas nao_funciona kapot voor_onderdelen 고장 부품용 불량 수리용 ジャンク 故障 動作不良 動作未確認 部品取り 尸体 维修卡 坏卡
报废 不亮 花屏
"""

# Verbs of somebody who wants to buy: at the start of a title.
WANTED_FIRST = """
wtb wanted looking_for want_to_buy suche ich_suche kaufe gesucht recherche cherche je_cherche achete j'achete busco compro
cerco cercasi kupie poszukuje szukam procuro gezocht ariyorum куплю ищу
"""
WANTED = """
wanted want_to_buy ankauf alinir alinacak* araniyor aranmaktadir satin_alinir скупка скупаю выкуп 삽니다 구매합니다 구합니다 구해요 매입합니다
매입 買います 探しています 買取 求购 求購 收购 求收 回收 wtb
"""

BUNDLE = """
bundle* combo* kombo* aufrustkit* upgrade_kit* aufrustset* paket* комплект* связка kit set_of 세트 套装 套餐 セット
"""
LOT = "lot_of job_lot bulk_lot wholesale_lot pair_of lote_de lotto_di lot_de konvolut toplu_satis"

PC_PARTS = """
motherboard* mainboard* mobo anakart* материнск* материнка* carte_mere placa_base placa_madre scheda_madre plyta_glowna
placa_mae moederbord* 메인보드 마더보드 マザーボード 主板 主機板 cpu processor* prozessor* islemci* процессор* processeur*
procesador* processore procesor* processador* 프로세서 プロセッサ 处理器 處理器 psu power_supply power_supplies netzteil*
guc_kaynagi блок_питания блоки_питания bloc_d'alimentation fuente_de_alimentacion fuente_de_poder alimentatore* zasilacz*
fonte_de_alimentacao voeding* 파워서플라이 电源供应器 電源ユニット monitor monitors bildschirm* monitoru монитор* ecran_pc
ecran_gaming 모니터 モニター 显示器 螢幕 keyboard* tastatur* klavye* mouse headset* kulaklik* router* hard_drive* webcam*
playstation* xbox* steam_deck tablet* smartphone* iphone* клавиатур* мышь наушник* 키보드 마우스 헤드셋 键盘 鼠标 キーボード マウス
pc_case gehause midi_tower cpu_cooler
"""

MEMORY = """
ram_kit* memory_kit* so_dimm sodimm udimm rdimm dimm cl16 cl18 cl28 cl30 cl32 cl36 cl38 cl40 desktop_memory arbeitsspeicher
bellek_ram оперативная_память 内存条 デスクトップ用メモリ 램
"""
COOLER = "cpu_cooler* cpu_fan* case_fan* liquid_freezer* aio_cooler* cpu_kuhler* islemci_sogutucu* refroidisseur_cpu disipador_cpu"

# What says that the item is a graphics card.
CARD = """
graphics_card* graphic_card* graphics_board* graphics_adapter* graphic_adapter* video_graphics video_card* gpu gpus vga
ekran_kart* grafikkarte* grafik_kart* carte_graphique* cartes_graphiques tarjeta_grafica* tarjeta_de_video scheda_video
scheda_grafica schede_video placa_de_video placa_grafica karta_graficzna karty_graficzne karte_graficzna videokaart*
grafische_kaart videokart* graficka_karta grafikkort naytonohjain placa_video видеокарт* видеоадаптер* 그래픽카드 그래픽_카드
グラフィックボード グラフィックカード グラフィックス_カード グラボ ビデオカード 显卡 顯示卡 顯卡 显示卡 gddr*
"""
