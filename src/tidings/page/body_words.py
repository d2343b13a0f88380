"""The words that publishers put around their articles, in the languages most of them write in.

They only ever decide about a short line at the edge of an article, or one that is mostly a link.
"""

from __future__ import annotations

import re

SENTENCE = re.compile(r"(?<!\.\.)[.!?。！？؟।][\"”»“'’)\]」』]*$")
"""Ends as a sentence does, not as a line that trails off."""
LABEL = re.compile(r"[^.!?]{2,40}[:：]")
DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b")
PAGE_FURNITURE = re.compile(
    r"\W*(?:advertisements?|advertising|advert|ads?|anzeige|werbung|publicidad|publicidade|publicité|pubblicità|"
    r"reklama|реклама|広告|广告|スポンサーリンク|story continues below(?: advertisement)?|"
    r"continue reading(?: the main story)?|article continues (?:below|after).*|"
    r"weiterlesen nach der anzeige|scroll to continue.*|loading\.*|share(?: this.*)?|teilen|drucken|"
    r"print|e-?mail|facebook|"
    r"twitter|whatsapp|pinterest|linkedin|google\+|telegram|reddit|xing|tweet|pin it|like|compartir|"
    r"partager|condividi|"
    r"compartilhar|поделиться|分享|シェア|مشاركة|\d*\s*(?:comments?|kommentare?|commentaires?|comentarios?))\W*",
    re.IGNORECASE,
)
"""A whole line that is part of the page's machinery wherever it stands."""
THINGS = (
    r"(?:stor(?:y|ies)|articles?|posts?|news|reads?|reading|topics?|content|links?|videos?|coverage|items?|"
    r"artikel|beiträge|nachrichten|meldungen|themen|seiten|produkte)"
)
COUNTED = r"\W*(?:\(?\d+\)?)?\W*$"
"""Nothing more than perhaps a number follows."""
READERS = re.compile(
    r"\W*(?:(?:\d+ )?(?:comments?|responses?|replies|kommentare?|comentarios?|commentaires?|commenti|comentários?|"
    rf"reacties|комментари[ия]|komentarze|yorum(?:lar)?|コメント|评论|評論|댓글|(?:ال)?تعليقات?){COUNTED}|"
    r"\d+ (?:thoughts? on|responses? to|gedanken zu|kommentare? zu|comentarios? en|commentaires? sur|"
    r"comentários? em)\b|"
    r"leave a (?:reply|comment)|post a comment|join the discussion|schreibe? (?:einen|uns einen) kommentar|"
    r"kommentar (?:schreiben|verfassen|hinterlassen)|(?:laisser|ajouter|écrire) un commentaire|"
    r"(?:deja|dejar|escribe) un comentario|(?:deixe|deixar) (?:um|o seu) comentário|lascia un commento|"
    r"оставить комментарий|добавить комментарий|コメントを(?:書く|残す|投稿)|发表评论|أضف تعليق|اترك تعليق)",
    re.IGNORECASE,
)
"""The heading above what readers say: nothing of the article comes after it."""
BESIDE = re.compile(
    r"\W*(?:"
    rf"(?:related|latest|popular|trending|recommended|previous|next|top|most popular|verwandte|ähnliche|weitere)"
    rf"(?:\W*$|\s*[:：]|\s+{THINGS}\b)|"
    rf"(?:\d+ )?(?:comments?|responses?|replies|kommentare?|comentarios?|commentaires?|commenti|comentários?|reacties|"
    rf"комментари[ия]|komentarze|yorum(?:lar)?|コメント|评论|評論|댓글|(?:ال)?تعليقات?|tags|follow|share){COUNTED}|"
    r"you (?:may|might) (?:also|like|be)|more (?:from|on|stories|news|like|great)\b|most (?:read|viewed)|"
    r"read (?:also|next|more)|see (?:also|more)|don.t miss|also (?:read|on)\b|up next|\d+ thoughts? on|"
    r"leave a (?:reply|comment)|share this|follow (?:us|me)\b|sign up|subscribe|about the author|"
    r"(?:das|dies) könnte (?:sie|dich|ihnen|dir)|mehr (?:zum thema|aus|von|zu|artikel|zu diesem)\b|lesen sie|lies auch|"
    r"auch interessant|passend zum|zum thema\W*$|meistgelesen|schreibe? (?:einen|uns)|\d+ gedanken zu|"
    r"diskutieren sie|(?:diesen )?(?:artikel|beitrag) teilen|teilen(?: mit| auf)?\W*$|über de[nr] autor|schlagw|"
    r"te puede|también te|relacionad[oa]s?\b|más (?:sobre|leíd|notic)|lea (?:también|además)|noticias rel|"
    r"compart(?:ir|e)\b|à lire|lire aussi|sur le même|articles? (?:liés|similaires)|partager|leggi anche|"
    r"potrebbe(?:ro)? (?:interessar|anche)|articoli correl|condividi|você pode|leia (?:também|mais)|"
    r"veja (?:também|mais)|saiba mais|mais (?:lidas|sobre)|compartilh|читайте|похожие|ещё по|по теме|"
    r"相关(?:阅读|新闻|文章|推荐|链接|报道|专题)|相關(?:閱讀|新聞|文章|報導)|推荐(?:阅读|文章|新闻)|推薦(?:閱讀|文章)|"
    r"関連(?:記事|リンク|ニュース|トピック|情報)|おすすめ(?:の)?記事|人気(?:記事|ランキング)|관련\s?(?:기사|뉴스|글)|"
    r"اقرأ|مواضيع|ذات صلة|powiązane|zobacz (?:też|także|również)|czytaj|lees ook|meer over|gerelateerd|"
    r"läs (?:också|mer)|les også|læs også|lue myös|ilgili (?:haber|yazı|konu)"
    r")",
    re.IGNORECASE,
)
"""How the heading of a box, or the label of a link, begins that leads to other articles or to readers' words."""
REQUEST = re.compile(
    r"subscri(?:be|ption)|newsletter|sign up|\binbox\b|"
    r"follow (?:us|me|him|her|them|@\w+|[\w’' ]{2,40}? on (?:twitter|facebook|instagram|x|youtube))|"
    r"(?:be )?reached at|reach the (?:author|reporter|writer)|^e-?mail |^write to |have a tip|"
    r"tell us what|let us know|"
    r"letters to the editor|^(?:click|tap) here|get the app|download (?:the|our) app|donat|"
    r"join (?:us|our|the conversation)|"
    r"if you (?:enjoyed|liked|like) (?:this|the)|^listen |is the author of|buy (?:the book|now)|"
    r"comments? (?:are|powered)|"
    r"^\W*(?:read more|weiterlesen|mehr dazu)|jetzt spenden|abonnier|abonnez|folgen sie|folge uns|folgt uns|"
    r"suscr[ií]b|síguenos|inscrivez|suivez|iscriviti|seguici|assine|подпи[сш](?:к|ыв|ит)|订阅|关注我|購読|"
    r"フォローして|تابعونا|اشترك|"
    r"^\W*\(?(?:additional |with )?reporting by|editing by|contributed to this (?:report|story|article)|"
    r"contributed reporting|"
    r"^(?:sources?|quellen?|fuente|fonte|bron|źródło|источник|来源|出典|출처|المصدر)\s*[:：]|"
    r"^(?:tags?|filed under|posted in|categor\w+|kategorie\w*|schlagw\w+|stichw\w+|themen)\s*[:：]",
    re.IGNORECASE,
)
"""What the last lines of a page ask of its readers, or say about its makers."""
COPYRIGHT = re.compile(
    r"©|\(c\) ?\d{4}|copyright|all rights reserved|alle rechte|todos (?:los|os) d|tous droits|tutti i diritti|"
    r"все права|版权|著作権|无断转载|無断転載|جميع الحقوق",
    re.IGNORECASE,
)
WALL = re.compile(
    r"subscri(?:be|ption).{0,60}(?:continue|read|unlock|access)|(?:continue|keep) reading|(?:to|for) subscribers|"
    r"subscriber[- ]only|already a (?:subscriber|member)|unlock this|sign in to (?:read|continue)|"
    r"register to (?:read|continue)|read the (?:full|rest of (?:the|this)) (?:story|article)|"
    r"weiterlesen mit|jetzt weiterlesen|diesen artikel weiterlesen|nur für abonnenten|"
    r"bereits abonnent|freischalten|"
    r"réservé aux abonnés|déjà abonné|lire la suite|il vous reste|solo para suscriptores|"
    r"suscríbete para|ya eres suscriptor|"
    r"riservato agli abbonati|sei già abbonato|continua a leggere|exclusivo para assinantes|já é assinante|"
    r"только для подписчиков|оформите подписку|会员专享|続きを読む|有料会員|続きは|للمشتركين",
    re.IGNORECASE,
)
"""A line at which a text ends that goes on for those who pay."""
