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
BESIDE = re.compile(
    r"\W*(?:related|you (?:may|might)|more (?:from|on|stories|news|like|great|about)|most (?:read|popular|viewed)|"
    r"read (?:also|next|more)|see (?:also|more)|don.t miss|also (?:read|on)|recommended|trending|"
    r"popular|top stories|latest|"
    r"up next|(?:\d+ )?(?:comments?|responses?|replies)\b|\d+ thoughts? on|leave a|share this|follow|"
    r"sign up|subscribe|"
    r"about the author|"
    r"tags?\b|next (?:post|article)|previous|das könnte|mehr (?:zum|aus|von|zu|artikel|über)|lesen sie|lies auch|"
    r"auch interessant|weitere (?:artikel|beiträge|nachrichten|themen|meldungen)|verwandte|ähnliche|"
    r"passend zum|zum thema|"
    r"meistgelesen|(?:\d+ )?kommentare?\b|schreibe? (?:einen|uns)|\d+ gedanken zu|diskut|teilen|"
    r"über de[nr] autor|schlagw|"
    r"te puede|también te|relacionad|más (?:sobre|leíd|notic)|lea (?:también|además)|noticias rel|"
    r"(?:\d+ )?comentarios?\b|compart|à lire|lire aussi|sur le même|articles? (?:liés|similaires)|"
    r"(?:\d+ )?commentaires?\b|"
    r"partager|leggi anche|potrebbe|articoli correl|(?:\d+ )?commenti\b|condividi|você pode|leia (?:também|mais)|"
    r"veja (?:também|mais)|saiba mais|mais (?:lidas|sobre)|(?:\d+ )?comentários?\b|читайте|похожие|комментар|"
    r"ещё по|по теме|"
    r"相关|相關|推荐|推薦|関連|おすすめ|コメント|人気|评论|관련|댓글|اقرأ|مواضيع|تعليق|ذات صلة|powiązane|zobacz|"
    r"czytaj|komentarze|lees ook|meer over|reacties|gerelateerd|läs (?:också|mer)|les også|læs også|lue myös|"
    r"ilgili|yorum)",
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
    r"register to (?:read|continue)|"
    r"weiterlesen mit|jetzt weiterlesen|diesen artikel weiterlesen|nur für abonnenten|"
    r"bereits abonnent|freischalten|"
    r"réservé aux abonnés|déjà abonné|lire la suite|il vous reste|solo para suscriptores|"
    r"suscríbete para|ya eres suscriptor|"
    r"riservato agli abbonati|sei già abbonato|continua a leggere|exclusivo para assinantes|já é assinante|"
    r"только для подписчиков|оформите подписку|会员专享|続きを読む|有料会員|続きは|للمشتركين",
    re.IGNORECASE,
)
"""A line at which a text ends that goes on for those who pay."""
