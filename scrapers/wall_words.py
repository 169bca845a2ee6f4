"""What walls say to the visitor instead of a page, in many languages, and the marks that their makers leave. See `phrases`."""

import re
from collections.abc import Mapping
from typing import Final

from scrapers.late import late
from scrapers.phrases import phrases_of

#: By kind of wall. Where a page says several things, the first kind here is what it is.
SAYS: Final[Mapping[str | None, tuple[str, ...]]] = {
    "queue": phrases_of("""
        siranizi bekleyin | sizi siraya aldik | yogunluk nedeniyle _ siraya | online wachtrij | er wordt voor je in de rij
        we are experiencing high _ demand | high demand has been detected
        es gibt gerade eine hohe nachfrage | sie sind an der reihe | hohes besucheraufkommen | vous etes dans la file
        estas en la cola | estas en la fila | voce esta na fila | na fila de espera | jestes w kolejce | jste ve fronte
        now in line | アクセスが集中 | 順番にご案内 | 접속자가 많아 | 当前访问人数较多 | 目前訪問人數較多
        you are in line | you are now in line | you're in line | you are in a queue | you are in the queue | you are now in the queue | waiting room
        you are in a virtual queue | virtual queue | virtual line | virtual waiting room | estimated wait time | estimated waiting time | number in line
        your place in line | your turn | working to get you in | let into our store shortly | let you in shortly | you will be redirected when it's your turn
        warteschlange | warteraum | wartezimmer | sie sind in der warteschlange | file d'attente | salle d'attente | sala de espera | sala d'attesa
        sei in coda | fila de espera | fila virtual | wachtrij | wachtkamer | w kolejce | poczekalnia | ve fronte | cekarna | cakaren | varolista | varosor
        bekleme odasi | sanal sira | siradasiniz | sira bekliyorsunuz | virtuell ko | du star i ko | virtuell kø | du er i kø | jonossa | olet jonossa
        очередь | вы в очереди | зал ожидания | ви в черзі | 順番待ち | 待合室 | 待機中 | 대기열 | 접속 대기 | 대기 중 | 排队中 | 排隊中 | 等候室 | 正在排队
    """),
    "captcha": phrases_of("""
        click the button below to continue shopping | cliquez sur le bouton ci dessous pour continuer vos achats
        klicke auf die schaltflache unten , um den einkauf fortzusetzen | haz clic en el boton de abajo para continuar comprando
        fai clic sul pulsante qui sotto per continuare a fare acquisti | baglantiniz kontrol ediliyor | show us your human side
        let us know you're human | let's confirm you are human | confirm you're human | confirm that you are human | prove your humanity
        activate and hold the button to confirm | hold to confirm | complete the captcha | solve the captcha | solve this puzzle
        slide right to secure your access | slide to complete the puzzle | slide right to complete the puzzle
        just need to make sure you're not a robot | making sure you're not a bot | sure you're not a robot | are you a robot | are you a bot
        nach rechts schieben | schiebe nach rechts | halten sie die taste gedruckt | drucken und halten
        appuyez et maintenez
        tieni premuto | manten pulsado | mantener pulsado
        pressione e segure | schuif naar rechts | ingedrukt houden
        przesun w prawo | przytrzymaj przycisk | basili tutun | dogrulamak icin kaydirin
        подтвердите , что запросы отправляли вы | нажмите и удерживайте | я не робот | вы не робот | 길게 누르
        请按住滑块 | 拖动到最右边 | 按住滑块 | 请完成验证 | 請完成驗證 | 点击按钮继续购物
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
        request could not be satisfied | the request is blocked | support id is | please consult with your administrator
        refused by the server | request has been refused | blocked by the defense system | rated as suspicious | blocked and logged
        triggered a web application firewall | web application firewall | security system flagged | flagged by our security system
        blocked because of malicious | malicious activity | malicious activities | unauthorised activity | bot protection
        has been banned | have been banned | temporarily banned | is banned | ip has been banned | ip blocked | blocked your ip
        has been temporarily blocked | has been temporarily restricted | temporarily blocked | access to the website is blocked
        blocked as a crawler | web crawlers | crawler bot | blocked spider | trying to extract information | contain a potentially harmful request
        request has an illegal parameter | request cannot be processed | too many requests | too many attempts | sending large amounts of web requests
        mod_security | appropriate representation of the requested resource | rate limit exceeded | rate limited | you have been rate limited
        you cannot access this store from your country | not available in your country | not available in your region | not available in your location
        unavailable in your country | unavailable in your region | unavailable for legal reasons | blocked in your country | your country is blocked
        in ihrem land nicht verfugbar | in deinem land nicht verfugbar | pas disponible dans votre pays | non disponibile nel tuo paese
        no disponible en tu pais | nao disponivel em seu pais | niet beschikbaar in je land | bulundugunuz ulkede | bolgenizde kullanilamiyor
        zu viele anfragen | trop de requetes | troppe richieste | demasiadas solicitudes | muitas solicitacoes | te veel verzoeken
        zbyt wiele zadan | prilis mnoho pozadavku | tul sok keres | cok fazla istek | слишком много запросов | забагато запитів
        リクエストが多すぎ | 요청이 너무 많 | 访问过于频繁 | 請求過於頻繁 | 操作频繁 | 您的访问被阻断 | 您的請求已被
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
        client challenge | a required part of this site couldn't load | security checkpoint | vercel security checkpoint
        anti crawler protection | spamfirewall is activated | waiting for the redirect* | security check by | security testing in progress
        verify your browser | verifying that you are | validating your browser | please stand by while we
        please wait a moment while we ensure the security of your connection | ensure the security of your connection | ddos guard | ddos-guard
        challenge validation | bot verification | checking that you are not | please turn javascript on and reload | enable cookies and reload
        we detected that javascript is disabled _ and _ cookies
        anti crawler schutz | protection anti crawler | pensar que eres un bot | nos hizo pensar que _ bot | penser que vous etes un robot
        pensare che _ un bot | dass sie ein bot | wir mussen sicherstellen , dass | einen moment bitte
        ваш браузер проверяется | идет проверка | 正在验证
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
    "login": phrases_of("""
        sign in to continue | log in to continue | login to continue | please log in to continue | please sign in to continue | login required
        members only area
        zum fortfahren anmelden | connectez vous pour continuer
        accedi per continuare | inicia sesion para continuar | faca login para continuar | log in om verder te gaan | zaloguj sie , aby
        prihlaste se pro | devam etmek icin giris yap* | войдите , чтобы продолжить | увійдіть , щоб
        ログインしてください | 로그인이 필요
    """),
    "consent": phrases_of("""
        privacy gate
        age verification | verify your age | are you 18 | are you over 18 | are you of legal age | over 18 years | legal drinking age
        altersprufung | bist du 18 | sind sie uber 18 | uber 18 jahre | verification de l'age | avez vous 18 ans | sei maggiorenne
        eres mayor de edad | mayor de 18 | e maior de 18 | ben je 18 | masz 18 lat | je vam 18 | 18 yasindan buyuk* | 18 yasini doldur*
        вам есть 18 | вам уже 18 | 年齢確認 | 성인인증 | 已满18 | 已滿18
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

#: Titles of a page that lets only those in who have an account.
LOGIN_TITLES: Final = phrases_of("""
    log in | login | sign in | signin | anmelden | anmeldung | einloggen | connexion | se connecter | accedi | accesso | iniciar sesion | entrar
    iniciar sessao | inloggen | aanmelden | logowanie | zaloguj | prihlaseni | prihlasenie | bejelentkezes | autentificare | вход | είσοδος | σύνδεση
    logga in | logg inn | log ind | kirjaudu | logi sisse | giris | giris yap | uye girisi | войти | увійти | ログイン | 로그인 | 登录 | 登入 | تسجيل الدخول
""")

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
    kind: late("|".join(patterns), re.IGNORECASE)
    for kind, patterns in {
        "queue": (
            r"queue-?it_log",
            r"queueit-perftiming",
            r"QueueIt\.Queue\.\w+ViewModel",
            r"data-pageid=[\"'](?:queue|before|softblock|exit)",
            r"cf-waiting-room|cf_waitingroom",
            r"queue-it\.net/(?:softblock|afterevent)",
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
            r"px-captcha-(?:wrapper|container)|px-block-form-wrapper",
            r"/captcha/captcha\.js\?a=c&(?:amp;)?",
            r"(?:validate|captcha)\.perfdrive\.com",
            r"/\.well-known/sgcaptcha/",
            r"_____tmd_____|x5secdata",
            r"/(?:show|check)captcha(?:fast)?\?",
            r"wappass\.baidu\.com",
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
            r"cf-browser-verification",
            r"triggerInterstitialChallenge",
            r"/TSPD/\w+\?type=|window\[?[\"']?bobcmn",
            r"/_fs-ch-[\w-]+/",
            r"/__qrator/|qauth_utm",
            r"/\.well-known/ddos-guard/",
            r"/\.well-known/vercel/security/",
            r"/\.within\.website/x/|anubis_challenge",
            r"window\.rbzns",
            r"servicepipe\.ru|/splashui/challenge",
            r"bitninja",
        ),
        "access_denied": (
            r"errors\.edgesuite\.net",
            r"Incapsula incident ID",
            r"Sucuri WebSite Firewall - Access Denied",
            r"Generated by Wordfence",
        ),
    }.items()
}
