"""Pages in the layouts of the web, about invented events: what is the article's on each, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    name: str
    markup: str
    article: tuple[str, ...]
    """Lines that the text must have, each whole."""
    beside: tuple[str, ...]
    """Pieces that must not stand in it."""


NEWS_SITE = Page(
    name="a news site in English",
    markup="""<!doctype html><html lang="en"><head><title>Harbour bridge closes for repairs | Port Elden Courier</title>
<meta property="og:title" content="Harbour bridge closes for repairs"></head><body class="article-page has-sidebar">
<div class="cookie-consent"><p>We use cookies to make this site work, to measure visits and to show advertisements.</p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>
<main><article><header><h1>Harbour bridge closes for repairs</h1>
<p class="byline">By <a href="/staff/ada-quill">Ada Quill</a>, transport reporter</p><time datetime="2026-03-02">2 March 2026</time></header>
<figure><img src="/bridge.jpg" alt=""><figcaption>The bridge at dawn. Photograph: Tom Vale</figcaption></figure>
<div class="article-body">
<p>The harbour bridge in Port Elden will close for six weeks from Monday, the city said, after inspectors found cracks in two of its bearings.</p>
<div class="ad-slot"><p>Advertisement</p></div>
<p>Drivers are asked to use the tunnel, which will be free of charge until the end of April, said the head of the works department, Mara Finch.</p>
<p>Read more: <a href="/tunnel">Why the tunnel took eleven years to build and who paid for it</a></p>
<h2>Ferries run later</h2>
<p>Two ferries will run until midnight, with a crossing every quarter of an hour, and buses will turn around at the fish market.</p>
<blockquote><p>“Nobody likes it, but nobody would like the alternative,” Ms Finch told reporters.</p></blockquote>
<ul><li>Monday: the bridge closes at five in the morning.</li><li>Thursday: the first bearing is lifted out.</li></ul>
<p>The repairs cost nine million crowns, three more than the council had set aside for them last autumn.</p>
<p><em>Have a tip? Ada Quill can be reached at ada.quill@courier.example. Follow her on Twitter.</em></p>
</div>
<div class="share-tools"><a href="#">Share</a> <a href="#">Tweet</a></div>
<section class="newsletter-signup"><h3>The Courier every morning</h3><p>Sign up for our newsletter and get the news of the port before breakfast.</p></section>
<section class="related-stories"><h3>Related stories</h3><ul><li><a href="/a">Fish market asks for help with its roof</a></li><li><a href="/b">Ferry captains vote on strike in the spring</a></li></ul></section>
<section id="comments"><h2>3 comments</h2><div class="comment"><p>They said the same thing ten years ago, and look where we are now, stuck in the tunnel again.</p></div></section>
</article></main>
<aside class="sidebar"><h3>Most read</h3><p>The mayor's dog has been found in the cellar of the town hall, where it had lived for a week.</p></aside>
<footer><p>© 2026 Port Elden Courier. All rights reserved.</p></footer></body></html>""",
    article=(
        "The harbour bridge in Port Elden will close for six weeks from Monday, the city said, after inspectors found cracks in two of its bearings.",
        "Drivers are asked to use the tunnel, which will be free of charge until the end of April, said the head of the works department, Mara Finch.",
        "Ferries run later",
        "Two ferries will run until midnight, with a crossing every quarter of an hour, and buses will turn around at the fish market.",
        "“Nobody likes it, but nobody would like the alternative,” Ms Finch told reporters.",
        "Monday: the bridge closes at five in the morning.",
        "Thursday: the first bearing is lifted out.",
        "The repairs cost nine million crowns, three more than the council had set aside for them last autumn.",
    ),
    beside=(
        "cookies", "Ada Quill", "2 March", "Tom Vale", "Advertisement", "Read more", "eleven years", "Have a tip", "Tweet",
        "newsletter", "Related", "Fish market", "ten years ago", "mayor's dog", "All rights reserved", "closes for repairs",
    ),
)  # fmt: skip

BLOG = Page(
    name="a blog in German",
    markup="""<html lang="de"><head><title>Ein Garten auf dem Dach – Stadtgrün</title></head>
<body class="post-template-default single single-post has-sidebar"><div id="page">
<header id="masthead" class="site-header"><p class="site-description">Notizen aus Beeten, Höfen und Hinterhäusern</p></header>
<div id="content"><main id="main"><article id="post-71" class="post type-post hentry category-garten tag-dach">
<header class="entry-header"><h1 class="entry-title">Ein Garten auf dem Dach</h1>
<div class="entry-meta">Veröffentlicht am 4. Mai 2026 von <a href="/author/hanna">Hanna Lindt</a></div></header>
<div class="entry-content"><p>Seit drei Jahren wächst auf dem Dach des alten Postamts in Grünau ein Garten, den die Nachbarn gemeinsam pflegen.</p>
<figure class="wp-caption"><img src="/d.jpg"><figcaption class="wp-caption-text">Tomaten im August, Foto: H. Lindt</figcaption></figure>
<p>Angefangen hat alles mit zwei Kisten Erde und einer Leiter, erzählt Otto Brehm, der im vierten Stock wohnt.</p>
<p>Heute sind es vierzig Beete, und im Herbst wird geteilt, was der Sommer gebracht hat:</p>
<ol><li>Kartoffeln, wenn die Schnecken welche übrig lassen,</li><li>Bohnen und Kürbisse.</li></ol>
<p>Wer mitmachen will, kommt am Samstag um zehn Uhr einfach vorbei.</p>
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Teilen mit:</h3><ul><li><a href="/?share=x">Klick, um auf X zu teilen</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Ähnliche Beiträge</h3><p><a href="/p2">Ein Hochbeet aus alten Türen bauen</a></p></div></div>
<footer class="entry-footer">Kategorie: <a href="/k/garten">Garten</a> Schlagwörter: <a href="/t/dach">Dach</a></footer></article>
<div class="author-box"><p>Hanna Lindt schreibt seit 2019 über Pflanzen in der Stadt. Sie lebt mit zwei Katzen in Grünau.</p></div>
<nav class="post-navigation"><a href="/p1">Vorheriger Beitrag: Regenwasser sammeln, aber richtig</a></nav>
<div id="comments" class="comments-area"><h2>2 Gedanken zu „Ein Garten auf dem Dach“</h2><ol class="comment-list"><li><p>Das machen wir in unserem Hof auch, nur mit deutlich mehr Schnecken und weniger Geduld.</p></li></ol>
<div id="respond"><h3>Schreibe einen Kommentar</h3><form><p>Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind markiert.</p></form></div></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><p>Dieser Blog entsteht in der Freizeit und ohne Werbung, über eine Spende freue ich mich sehr.</p></section></aside>
</div></div></body></html>""",
    article=(
        "Seit drei Jahren wächst auf dem Dach des alten Postamts in Grünau ein Garten, den die Nachbarn gemeinsam pflegen.",
        "Angefangen hat alles mit zwei Kisten Erde und einer Leiter, erzählt Otto Brehm, der im vierten Stock wohnt.",
        "Kartoffeln, wenn die Schnecken welche übrig lassen,",
        "Bohnen und Kürbisse.",
        "Wer mitmachen will, kommt am Samstag um zehn Uhr einfach vorbei.",
    ),
    beside=(
        "Hinterhäusern", "Veröffentlicht", "Tomaten", "Teilen", "Ähnliche", "Hochbeet", "Kategorie", "zwei Katzen",
        "Vorheriger", "Gedanken zu", "deutlich mehr Schnecken", "Kommentar", "Spende", "Ein Garten auf",
    ),
)  # fmt: skip

OLD_TABLE = Page(
    name="a page of tables in Spanish",
    markup="""<html><head><title>El Faro de Río Manso: Vuelve el tren de la costa</title></head><body bgcolor="#ffffff">
<table width="100%"><tr><td colspan="2"><a href="/"><img src="logo.gif"></a></td></tr><tr>
<td width="150" valign="top"><a href="/portada">Portada</a><br><a href="/deportes">Deportes</a><br><a href="/cartas">Cartas</a></td>
<td valign="top"><h2>Vuelve el tren de la costa</h2><small>Lunes 9 de febrero de 2026, 10:45</small><br><br>
El tren de la costa volverá a circular en julio entre Río Manso y Puerto Alba, después de doce años de espera.<br><br>
La empresa pública de ferrocarriles ha reparado los cuarenta kilómetros de vía y los tres puentes dañados por el temporal.<br><br>
«Mi abuela tomaba este tren para ir al mercado», recuerda Elvira Soto, vecina de Puerto Alba.<br><br>
Habrá cuatro viajes al día, y los niños no pagarán durante el primer verano.<br><br>
<a href="/imprimir">Imprimir esta noticia</a> <a href="/enviar">Enviar a un amigo</a>
<hr><b>Noticias relacionadas</b><ul><li><a href="/n1">Se aplaza la reforma de la estación central</a></li><li><a href="/n2">El puerto recibe su primer crucero del año</a></li></ul>
</td></tr></table><p align="center">Todos los derechos reservados © El Faro</p></body></html>""",
    article=(
        "El tren de la costa volverá a circular en julio entre Río Manso y Puerto Alba, después de doce años de espera.",
        "La empresa pública de ferrocarriles ha reparado los cuarenta kilómetros de vía y los tres puentes dañados por el temporal.",
        "«Mi abuela tomaba este tren para ir al mercado», recuerda Elvira Soto, vecina de Puerto Alba.",
        "Habrá cuatro viajes al día, y los niños no pagarán durante el primer verano.",
    ),
    beside=("Deportes", "Lunes 9", "Imprimir", "relacionadas", "crucero", "derechos", "Vuelve el tren"),
)

BARE_DIVS = Page(
    name="nameless divisions in French",
    markup="""<html><head><title>Une école sous les arbres</title><meta property="og:title" content="Une école sous les arbres"></head><body>
<div class="c1"><div class="c2"><a href="/">Accueil</a> <a href="/monde">Monde</a> <a href="/culture">Culture</a></div>
<div class="c3"><h1>Une école sous les arbres</h1><div class="c4">Publié le 12/04/2026 à 08:30</div>
<div class="c5"><div>À Saint-Clair-des-Bois, les élèves passent désormais la moitié de la semaine dehors, quel que soit le temps.</div>
<div>L’institutrice, Jeanne Morel, a commencé avec une seule classe&nbsp;; aujourd’hui, toute l’école a suivi.</div>
<div>« On apprend mieux à compter avec des marrons », assure Léo, huit ans, les bottes pleines de boue.</div>
<div>La commune finance les cirés, et un bus emmène les plus petits jusqu’à la clairière.</div></div>
<div class="c6"><div>À lire aussi</div><div class="c7"><a href="/a1"><h4>Le dernier berger du plateau raccroche</h4></a><p>Après quarante ans, il vend ses brebis.</p></div>
<div class="c7"><a href="/a2"><h4>Une bibliothèque dans un ancien wagon</h4></a><p>Les livres y voyagent sans bouger.</p></div>
<div class="c7"><a href="/a3"><h4>Le pont romain rouvre aux piétons</h4></a><p>Deux ans de travaux ont suffi.</p></div></div></div>
<div class="c8">Nous utilisons des cookies pour mesurer l’audience de ce site et vous proposer des contenus.</div></div></body></html>""",
    article=(
        "À Saint-Clair-des-Bois, les élèves passent désormais la moitié de la semaine dehors, quel que soit le temps.",
        "L’institutrice, Jeanne Morel, a commencé avec une seule classe ; aujourd’hui, toute l’école a suivi.",
        "« On apprend mieux à compter avec des marrons », assure Léo, huit ans, les bottes pleines de boue.",
        "La commune finance les cirés, et un bus emmène les plus petits jusqu’à la clairière.",
    ),
    beside=("Accueil", "Publié", "berger", "brebis", "wagon", "pont romain", "cookies", "Une école sous"),
)

LINE_BREAKS = Page(
    name="line breaks in Russian",
    markup="""<html><head><title>Музей часов открылся после ремонта</title></head><body><div class="header"><a href="/">Главная</a><a href="/news">Новости</a></div>
<div class="news_text"><h1>Музей часов открылся после ремонта</h1><span class="date">14.01.2026, 12:40</span>
<div class="text">Музей часов в Синегорске снова принимает посетителей: ремонт продолжался почти два года.<br /><br />
В новых залах показывают больше трёхсот механизмов, и каждый из них, по словам хранителя Анны Белкиной, идёт.<br /><br />
Самые старые часы собрал местный кузнец в начале восемнадцатого века.<br />Они отстают на четыре минуты в неделю.<br /><br />
Вход по средам бесплатный, а детям разрешают завести кукушку.</div>
<div class="tags">Теги: <a href="/t1">музеи</a>, <a href="/t2">город</a></div>
<div class="social-share">Поделиться</div><h3>Читайте также</h3><ul><li><a href="/2">В парке высадили сто молодых лип и клёнов</a></li></ul>
<div class="comments"><p>Были с детьми в субботу, очень понравилось, особенно кукушка на втором этаже!</p></div></div></body></html>""",
    article=(
        "Музей часов в Синегорске снова принимает посетителей: ремонт продолжался почти два года.",
        "В новых залах показывают больше трёхсот механизмов, и каждый из них, по словам хранителя Анны Белкиной, идёт.",
        "Самые старые часы собрал местный кузнец в начале восемнадцатого века.",
        "Они отстают на четыре минуты в неделю.",
        "Вход по средам бесплатный, а детям разрешают завести кукушку.",
    ),
    beside=("Главная", "14.01", "Теги", "Поделиться", "Читайте", "лип", "понравилось", "после ремонта"),
)

JAPANESE = Page(
    name="a newspaper in Japanese",
    markup="""<html lang="ja"><head><meta charset="utf-8"><title>古い灯台に図書室が開館 - 海風新聞</title></head><body>
<div id="header"><ul class="nav"><li><a href="/">ホーム</a></li><li><a href="/local">地域</a></li></ul></div>
<div id="main"><h1>古い灯台に図書室が開館</h1><p class="date">2026年5月3日</p><div class="article-body">
<p>青浜町の古い灯台に三日、小さな図書室が開館した。町の人たちが二年かけて改修した。</p>
<p>本は約三千冊で、海や船に関するものが多い。窓からは湾を一望でき、天気の良い日には島も見える。</p>
<p>「子どもたちに本と海の両方を好きになってほしい」と館長の浜田みなとさんは話す。</p>
<p>開館は土日と祝日の午前十時から午後四時まで。入場は無料。</p></div>
<div class="related"><h2>関連記事</h2><ul><li><a href="/1">港の朝市、十年ぶりに再開へ準備進む</a></li><li><a href="/2">漁師の歌を集めた本が出版される</a></li></ul></div>
<div class="sns">シェア</div></div><div id="footer"><p>無断転載を禁じます © 海風新聞社</p></div></body></html>""",
    article=(
        "青浜町の古い灯台に三日、小さな図書室が開館した。町の人たちが二年かけて改修した。",
        "本は約三千冊で、海や船に関するものが多い。窓からは湾を一望でき、天気の良い日には島も見える。",
        "「子どもたちに本と海の両方を好きになってほしい」と館長の浜田みなとさんは話す。",
        "開館は土日と祝日の午前十時から午後四時まで。入場は無料。",
    ),
    beside=("ホーム", "2026年", "関連", "朝市", "シェア", "無断", "古い灯台に図書室"),
)

CHINESE = Page(
    name="a portal in Chinese",
    markup="""<html><head><title>山村小学迎来第一台望远镜_云岭日报</title></head><body><div class="top"><a href="/">首页</a> <a href="/gn">国内</a> <a href="/gj">国际</a></div>
<div class="content"><h1>山村小学迎来第一台望远镜</h1><div class="info">2026-03-18 09:12 来源：云岭日报</div>
<div class="article-content"><p>　　三月十七日，云岭县石桥小学迎来了第一台天文望远镜，全校五十六名学生轮流观看了月亮。</p>
<p>　　望远镜由一位退休教师捐赠，他在山里教了四十年书，说自己一直想让孩子们看得更远一些。</p>
<p>　　“原来月亮上也有山！”三年级学生小禾看完以后大声说，同学们都笑了起来。</p>
<p>　　学校计划每周五晚上开放操场，请村民们一起来看星星。</p></div>
<div class="share">分享到：微信 微博</div><div class="recommend"><h3>相关阅读</h3><ul><li><a href="/a">县图书馆新馆今年秋天正式对外开放</a></li><li><a href="/b">乡村公路全部通车老人进城不再难</a></li></ul></div></div>
<div class="footer">版权所有 云岭日报社 未经许可不得转载</div></body></html>""",
    article=(
        "三月十七日，云岭县石桥小学迎来了第一台天文望远镜，全校五十六名学生轮流观看了月亮。",
        "望远镜由一位退休教师捐赠，他在山里教了四十年书，说自己一直想让孩子们看得更远一些。",
        "“原来月亮上也有山！”三年级学生小禾看完以后大声说，同学们都笑了起来。",
        "学校计划每周五晚上开放操场，请村民们一起来看星星。",
    ),
    beside=("首页", "来源", "分享", "相关", "图书馆", "版权", "山村小学迎来"),
)

ARABIC = Page(
    name="a site in Arabic",
    markup="""<html dir="rtl" lang="ar"><head><title>مخبز قديم يعود إلى الحياة في حي النخيل | صحيفة المنارة</title></head><body>
<nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a></nav><main><h1>مخبز قديم يعود إلى الحياة في حي النخيل</h1>
<div class="post-meta">نشر في 7 أبريل 2026</div><div class="entry-content">
<p>عاد مخبز حي النخيل إلى العمل هذا الأسبوع بعد أن ظل مغلقا خمسة عشر عاما، وامتلأ الشارع برائحة الخبز منذ الفجر.</p>
<p>وقالت صاحبة المخبز ليلى الحداد إنها أصلحت الفرن الحجري بمساعدة جيرانها، الذين تبرعوا بالطوب والخشب.</p>
<p>«كنا نشتري الخبز من هنا ونحن أطفال»، يقول سالم العمري وهو يحمل رغيفين ساخنين.</p>
<p>ويفتح المخبز أبوابه من الرابعة صباحا حتى الظهر، ما عدا يوم الجمعة.</p></div>
<div class="social-share">شارك الخبر</div><section class="related-posts"><h3>مواضيع ذات صلة</h3><ul><li><a href="/1">سوق الحرفيين ينتقل إلى الساحة الكبرى</a></li><li><a href="/2">مكتبة متنقلة تزور قرى الساحل هذا الصيف</a></li></ul></section></main>
<footer>جميع الحقوق محفوظة</footer></body></html>""",
    article=(
        "عاد مخبز حي النخيل إلى العمل هذا الأسبوع بعد أن ظل مغلقا خمسة عشر عاما، وامتلأ الشارع برائحة الخبز منذ الفجر.",
        "وقالت صاحبة المخبز ليلى الحداد إنها أصلحت الفرن الحجري بمساعدة جيرانها، الذين تبرعوا بالطوب والخشب.",
        "«كنا نشتري الخبز من هنا ونحن أطفال»، يقول سالم العمري وهو يحمل رغيفين ساخنين.",
        "ويفتح المخبز أبوابه من الرابعة صباحا حتى الظهر، ما عدا يوم الجمعة.",
    ),
    beside=("الرئيسية", "نشر في", "شارك", "ذات صلة", "الحرفيين", "جميع الحقوق", "مخبز قديم"),
)

BUILDER = Page(
    name="a page builder's page in Portuguese",
    markup="""<html lang="pt-br"><head><title>Feira de sementes reúne três aldeias - Rádio Serra</title></head><body class="elementor-page">
<header class="elementor-location-header"><div class="elementor-widget"><nav><a href="/">Início</a><a href="/radio">Ao vivo</a></nav></div></header>
<div class="elementor-section-wrap"><div class="elementor-widget elementor-widget-heading"><h1>Feira de sementes reúne três aldeias</h1></div>
<div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>A feira de sementes de Vale Fundo voltou a reunir agricultores de três aldeias neste domingo, depois de dois anos parada.</p></div></div>
<div class="elementor-widget elementor-widget-image"><img src="/f.jpg"><p>Sementes de abóbora na feira</p></div>
<div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>Ninguém vende nada: quem traz milho leva feijão, e quem não traz nada leva uma receita e a promessa de voltar.</p>
<p>Segundo Dona Celeste Arruda, que organiza a troca, mais de duzentas variedades passaram pelas mesas.</p></div></div></div>
<footer class="elementor-location-footer"><div class="elementor-widget"><p>Rádio Serra, a voz de quem planta. Todos os direitos reservados, desde 1987 no ar.</p></div></footer></body></html>""",
    article=(
        "A feira de sementes de Vale Fundo voltou a reunir agricultores de três aldeias neste domingo, depois de dois anos parada.",
        "Ninguém vende nada: quem traz milho leva feijão, e quem não traz nada leva uma receita e a promessa de voltar.",
        "Segundo Dona Celeste Arruda, que organiza a troca, mais de duzentas variedades passaram pelas mesas.",
    ),
    beside=("Início", "abóbora na feira", "voz de quem planta"),
)

LIVE_BLOG = Page(
    name="a live blog in Italian",
    markup="""<html lang="it"><head><title>La regata minuto per minuto - Il Molo</title></head><body><nav><a href="/">Prima pagina</a></nav>
<main><h1>La regata minuto per minuto</h1><div class="live-posts">
<article class="live-post"><time>15:42</time><h3><a href="#p3">La barca verde vince per un soffio</a></h3><p>La barca verde ha tagliato il traguardo con due secondi di vantaggio, tra gli applausi del pubblico sul molo.</p></article>
<article class="live-post"><time>15:20</time><h3><a href="#p2">Cambia il vento, cambia la testa</a></h3><p>Il vento è girato a nord e le due barche di testa hanno perso tutto il loro vantaggio alla boa.</p></article>
<article class="live-post"><time>15:00</time><h3><a href="#p1">Si parte con il sole</a></h3><p>Undici equipaggi sono partiti puntuali alle tre del pomeriggio, con il mare calmo e poco vento.</p></article>
</div></main><footer><p>Il Molo, quotidiano del porto</p></footer></body></html>""",
    article=(
        "La barca verde ha tagliato il traguardo con due secondi di vantaggio, tra gli applausi del pubblico sul molo.",
        "Il vento è girato a nord e le due barche di testa hanno perso tutto il loro vantaggio alla boa.",
        "Undici equipaggi sono partiti puntuali alle tre del pomeriggio, con il mare calmo e poco vento.",
    ),
    beside=("Prima pagina", "quotidiano del porto"),
)

PAGES = (
    NEWS_SITE, BLOG, OLD_TABLE, BARE_DIVS, LINE_BREAKS, JAPANESE, CHINESE, ARABIC, BUILDER, LIVE_BLOG,
)  # fmt: skip
