"""What walls say to the visitor instead of a page, in many languages, and the marks that their makers leave. See `phrases`."""

import re
from collections.abc import Mapping
from typing import Final

from scrapers.phrases import phrases_of

#: By kind of wall. Where a page says several things, the first kind here is what it is.
SAYS: Final[Mapping[str | None, tuple[str, ...]]] = {
    "queue": phrases_of("""
        you are in line | you are now in line | you're in line | you are in a queue | you are in the queue | you are now in the queue | waiting room
        you are in a virtual queue | virtual queue | virtual line | virtual waiting room | estimated wait time | estimated waiting time | number in line
        your place in line | your turn | working to get you in | let into our store shortly | let you in shortly | you will be redirected when it's your turn
        warteschlange | warteraum | wartezimmer | sie sind in der warteschlange | file d'attente | salle d'attente | sala de espera | sala d'attesa
        sei in coda | fila de espera | fila virtual | wachtrij | wachtkamer | w kolejce | poczekalnia | ve fronte | cekarna | cakaren | varolista | varosor
        bekleme odasi | sanal sira | siradasiniz | sira bekliyorsunuz | virtuell ko | du star i ko | virtuell kø | du er i kø | jonossa | olet jonossa
        очередь | вы в очереди | зал ожидания | ви в черзі | 順番待ち | 待合室 | 待機中 | 대기열 | 접속 대기 | 대기 중 | 排队中 | 排隊中 | 等候室 | 正在排队
    """),
    "captcha": phrases_of("""
        captcha | not a robot | not a bot | you are human | you're human | you are a human | you're a human | are you human | are you a human | robot or human
        human verification | prove you're human | prove you are human | verify your identity | verify you are human | press & hold | press and hold
        type the characters | enter the characters | characters you see | slide to verify | robot check | real person | bot or not | robot verification
        kein roboter | bist du ein mensch | sind sie ein mensch | sie ein mensch sind | geben sie die zeichen | die angezeigten zeichen | mensch sind
        pas un robot | etes humain | etes bien humain | etes un humain | saisissez les caracteres | tapez les caracteres
        non sono un robot | non sei un robot | essere umano | digita i caratteri | inserisci i caratteri | no soy un robot | no eres un robot | eres humano
        introduce los caracteres | escribe los caracteres | nao sou um robo | nao e um robo | e humano | digite os caracteres | geen robot | een mens bent
        nie jestes robotem | nie jestem robotem | jestes czlowiekiem | wpisz znaki | nejste robot | nejsem robot | nie som robot | nie ste robot
        nem vagyok robot | nem robot | nu sunt robot | nu sunteti robot | nu sunteti un robot | robot degilim | robot olmadigini* | insan oldugunu*
        guvenlik kodunu girin* | karakterleri girin* | не робот | вы человек | что вы не робот | введите символы | ви не робот | ви людина | не съм робот
        δεν ειμαι ρομποτ | inte en robot | ikke en robot | en ole robotti | ma ei ole robot | es neesmu robots | as ne robotas
        ロボットではありません | ロボットではない | 人間であること | 画像認証 | 文字を入力 | 로봇이 아닙니다 | 로봇이 아님 | 자동입력 방지 | 보안문자 | 자동등록방지
        不是机器人 | 不是機器人 | 验证码 | 驗證碼 | 滑动验证 | 人机验证 | 真人 | لست روبوت | انا لست برنامج روبوت | انك لست روبوت
    """),
    "access_denied": phrases_of("""
        access denied | access to this page has been denied | access has been denied | access is denied | access forbidden | access blocked
        access to this site has been blocked | access restricted | access to this resource is denied | you have been blocked | you've been blocked
        you are blocked | you were blocked | you have been banned | don't have permission to access | do not have permission to access | # forbidden | forbidden
        request blocked | request was blocked | request has been blocked | request rejected | requested url was rejected | error code : #
        your ip has been blocked | your ip address has been blocked | ip address is blocked | not authorized to access | not allowed to access
        zugriff verweigert | zugriff gesperrt | zugriff blockiert | zugriff nicht erlaubt | wurde blockiert | wurden blockiert | wurde gesperrt
        acces refuse | acces interdit | acces bloque | vous avez ete bloque | accesso negato | accesso bloccato | accesso non consentito | acceso denegado
        acceso bloqueado | ha sido bloqueado | acesso negado | acesso bloqueado | foi bloqueado | toegang geweigerd | toegang ontzegd | geen toegang
        odmowa dostepu | dostep zabroniony | dostep zablokowany | brak dostepu | pristup odepren | pristup zamitnut | pristup zakazan | pristup zamietnuty
        hozzaferes megtagadva | acces interzis | acces respins | достъпът е отказан | απαγορευεται η προσβαση | δεν εχετε προσβαση
        atkomst nekad | tilgang nektet | adgang nægtet | paasy estetty | kaytto estetty | juurdepaas keelatud | piekluve liegta | prieiga uzdrausta
        erisim engellendi | erisiminiz engellen* | erisim reddedildi | erisiminiz kisitlan* | erisim izniniz yok | erisim yasak*
        доступ запрещен | доступ ограничен | доступ заблокирован | доступ закрыт | доступ заборонено | доступ обмежено
        アクセスが拒否 | アクセス拒否 | アクセスが制限 | 접근이 거부 | 접근이 차단 | 접근 거부 | 접속이 차단 | 접근이 제한 | 访问被拒绝 | 拒绝访问 | 存取遭拒 | 拒絕存取 | 訪問被拒
        تم رفض الوصول | تم حظر | الوصول مرفوض
    """),
    "challenge": phrases_of("""
        checking your browser | checking if the site connection is secure | checking your connection | checking the site connection | just a moment
        one moment please | ddos protection | unusual traffic | unusual activity | suspicious activity | automated access | automated traffic
        automated requests | automated queries | automation tools | verifying you are | verifying your browser | verifying your connection
        please wait while we verify | please wait while we check | while we verify | performing security verification | performance & security by
        your browser is being checked | needs to review the security | complete the security check | security check to access | enable js and cookies
        enable javascript and cookies to continue | please enable js and disable any ad blocker | pardon our interruption | request unsuccessful
        attention required | security verification | something about your browser made us think | made us think you were a bot | think you might be a bot
        ungewohnliche aktivitat* | ungewohnlichen datenverkehr | ungewohnlichen traffic | browser wird uberpruft | uberprufung ihres browsers
        ihr browser wird gepruft | sicherheitsuberprufung | verdachtige aktivitat* | automatisierte anfragen | automatisierte zugriffe
        trafic inhabituel | activite inhabituelle | verification de votre navigateur | activite suspecte | requetes automatisees | verification de securite
        traffico insolito | attivita insolita | verifica del browser | trafico inusual | actividad inusual | verificacion de seguridad | comprobando su navegador
        trafego incomum | atividade incomum | verificacao de seguranca | verificando seu navegador | ongebruikelijk verkeer | ongebruikelijke activiteit
        nietypowy ruch | sprawdzanie przegladarki | weryfikacja bezpieczenstwa | neobvykly provoz | overovani prohlizece | kontrola prohlizece
        szokatlan forgalom | trafic neobisnuit | olagan disi trafik | olagandisi trafik | sira disi trafik | tarayiciniz kontrol ediliyor | guvenlik kontrolu | guvenlik dogrulamasi
        проверка браузера | проверяем ваш браузер | подозрительный трафик | подозрительная активность | необычный трафик | проверка безопасности
        перевірка браузера | підозріла активність | незвичний трафік | ブラウザを確認 | 通常と異なるトラフィック | セキュリティチェック | 브라우저를 확인 | 비정상적인 | 보안 확인
        安全验证 | 安全驗證 | 异常流量 | 異常流量 | 正在检查 | 检查您的浏览器 | 访问异常 | حركة مرور غير عادية | التحقق من المتصفح
    """),
    "consent": phrases_of("""
        before you continue | we value your privacy | accept all cookies | accept cookies | accept all | agree to all | allow all cookies | cookie consent | your privacy choices
        bevor sie fortfahren | bevor sie zu _ weitergehen | cookies akzeptieren | alle cookies akzeptieren | alle akzeptieren | akzeptieren und weiter | zustimmen und weiter
        mit werbung und tracking | avant de continuer | avant d'acceder | tout accepter | accepter et continuer | accepter les cookies | prima di continuare
        accetta tutto | accetta tutti | accetta e continua | antes de continuar | aceptar todo | aceptar todas | aceptar y continuar | aceitar tudo | aceitar todos
        voordat je verdergaat | alles accepteren | cookies accepteren | zanim przejdziesz | zaakceptuj wszystko | zaakceptuj wszystkie | akceptuje | prijmout vse | souhlasim
        prijat vsetko | suhlasim | elfogadom | osszes elfogadasa | accepta tot | accept toate | приемам всички | αποδοχη ολων | godkann alla | acceptera alla
        godta alle | godkend alle | accepter alle | hyvaksy kaikki | noustun koigiga | piekrist visiem | sutikti su visais | devam etmeden once | tumunu kabul et
        tum cerezleri kabul et | cerezleri kabul et | принять все | прийняти всі | すべて同意 | すべて受け入れる | 모두 동의 | 모두 수락 | 全部接受 | 接受所有 | قبول الكل
    """),
    # What pages say about their widgets: nothing of a wall.
    None: phrases_of("""
        protected by recaptcha | protected by hcaptcha | protected by google recaptcha | secured by recaptcha | recaptcha and the google | durch recaptcha geschutzt
        protege par recaptcha | protetto da recaptcha | protegido por recaptcha | beveiligd met recaptcha | chronione przez recaptcha | recaptcha ile korunmaktadir
        skip the queue | robot or human design
    """),
}

#: What an empty frame tells a browser without scripts.
ASKS_FOR_SCRIPTS: Final = phrases_of("""
    enable javascript | enable java script | javascript is disabled | javascript is required | javascript is not enabled | javascript must be enabled
    requires javascript | turn on javascript | without javascript | activate javascript | does not support javascript | doesn't support javascript | javascript disabled
    javascript to run this app | allow javascript | javascript aktivieren | aktivieren sie javascript | javascript zu aktivieren | javascript ist deaktiviert
    javascript erforderlich | activer javascript | activez javascript | javascript est desactive | attiva javascript | abilita javascript | abilitare javascript | activa javascript
    activar javascript | habilita javascript | habilite javascript | habilitar javascript | ative o javascript | javascript inschakelen | schakel javascript in | wlacz javascript
    wlaczyc javascript | obslugi javascript | povolte javascript | zapnite javascript | engedelyezze a javascriptet | activati javascript | aktivera javascript | aktiver javascript
    javascript kaytossa | ota javascript kayttoon | javascript'i etkinlestir* | javascript etkin | javascript'i acin* | включите javascript | увімкніть javascript
    javascriptを有効 | javascript를 활성화 | javascript를 사용 | 启用javascript | 启用 javascript | 啟用 javascript | تفعيل جافا سكريبت
""")

#: Written into a page by the wall itself, never by a sensor or a widget on an ordinary page.
MARKS: Final = {
    kind: re.compile("|".join(patterns), re.IGNORECASE)
    for kind, patterns in {
        "queue": (
            r"queue-?it_log",
            r"queueit-perftiming",
            r"QueueIt\.Queue\.\w+ViewModel",
            r"data-pageid=[\"'](?:queue|before|softblock|exit)",
            r"cf-waiting-room|cf_waitingroom",
        ),
        "captcha": (
            r"id=[\"']?px-captcha",
            r"captcha\.px-c(?:dn|loud)\.net",
            r"(?:geo|ct)\.captcha-delivery\.com",
            r"errors/validateCaptcha",
            r"captchacharacters",
            r"AwsWafCaptcha",
            r"action=[\"'][^\"']{0,200}captcha",
            r"id=[\"']?(?:captcha-(?:form|container|box)|nc_1_nocaptcha|baxia-punish)",
            r"[\"']blockScript[\"']\s*:",
        ),
        "challenge": (
            r"_?cf[_-]chl[_-]|__cf_chl",
            r"challenge-platform/h/\w/orchestrate",
            r"id=[\"']?(?:challenge-form|challenge-running|challenge-error-text)",
            r"_Incapsula_Resource\?[^\"']{0,80}CWUDNSAI",
            r"sec-if-cpt-container|/_sec/cp_challenge",
            r"AwsWafIntegration|window\.gokuProps|awswaf\.com[^\"']{0,200}/challenge\.js",
            r"bm-verify=",
            r"ddos-guard\.net|check\.ddos-guard",
            r"sucuri_cloudproxy_js",
            r"/149e9513-01fa-4fb0-aad4-566afd725d1b/",
            r"window\.KPSDK|ips\.js\?KP_",
        ),
        "access_denied": (r"errors\.edgesuite\.net", r"Incapsula incident ID"),
    }.items()
}
