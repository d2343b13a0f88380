"""Names of countries and languages in English; what is not here is told by its code."""

from __future__ import annotations

from typing import Final

COUNTRIES: Final = dict(
    pair.split("=")
    for pair in (
        "AE=United Arab Emirates;AF=Afghanistan;AL=Albania;AM=Armenia;AO=Angola;AR=Argentina;AT=Austria;AU=Australia;"
        "AZ=Azerbaijan;BA=Bosnia and Herzegovina;BD=Bangladesh;BE=Belgium;BF=Burkina Faso;BG=Bulgaria;BH=Bahrain;"
        "BO=Bolivia;BR=Brazil;BW=Botswana;BY=Belarus;CA=Canada;CD=DR Congo;CH=Switzerland;CI=Côte d’Ivoire;CL=Chile;"
        "CM=Cameroon;CN=China;CO=Colombia;CR=Costa Rica;CU=Cuba;CY=Cyprus;CZ=Czechia;DE=Germany;DK=Denmark;"
        "DO=Dominican Republic;DZ=Algeria;EC=Ecuador;EE=Estonia;EG=Egypt;ES=Spain;ET=Ethiopia;EU=European Union;"
        "FI=Finland;FJ=Fiji;FR=France;GB=United Kingdom;GE=Georgia;GH=Ghana;GR=Greece;GT=Guatemala;HK=Hong Kong;"
        "HN=Honduras;HR=Croatia;HT=Haiti;HU=Hungary;ID=Indonesia;IE=Ireland;IL=Israel;IN=India;IQ=Iraq;IR=Iran;"
        "IS=Iceland;IT=Italy;JM=Jamaica;JO=Jordan;JP=Japan;KE=Kenya;KG=Kyrgyzstan;KH=Cambodia;KP=North Korea;"
        "KR=South Korea;KW=Kuwait;KZ=Kazakhstan;LA=Laos;LB=Lebanon;LK=Sri Lanka;LT=Lithuania;LU=Luxembourg;LV=Latvia;"
        "LY=Libya;MA=Morocco;MD=Moldova;ME=Montenegro;MK=North Macedonia;ML=Mali;MM=Myanmar;MN=Mongolia;MT=Malta;"
        "MX=Mexico;MY=Malaysia;MZ=Mozambique;NA=Namibia;NG=Nigeria;NI=Nicaragua;NL=Netherlands;NO=Norway;NP=Nepal;"
        "NZ=New Zealand;OM=Oman;PA=Panama;PE=Peru;PH=Philippines;PK=Pakistan;PL=Poland;PS=Palestine;PT=Portugal;"
        "PY=Paraguay;QA=Qatar;RO=Romania;RS=Serbia;RU=Russia;RW=Rwanda;SA=Saudi Arabia;SD=Sudan;SE=Sweden;SG=Singapore;"
        "SI=Slovenia;SK=Slovakia;SN=Senegal;SO=Somalia;SV=El Salvador;SY=Syria;TH=Thailand;TN=Tunisia;TR=Türkiye;"
        "TW=Taiwan;TZ=Tanzania;UA=Ukraine;UG=Uganda;US=United States;UY=Uruguay;UZ=Uzbekistan;VA=Vatican;VE=Venezuela;"
        "VN=Vietnam;XK=Kosovo;YE=Yemen;ZA=South Africa;ZM=Zambia;ZW=Zimbabwe"
    ).split(";")
)
LANGUAGES: Final = dict(
    pair.split("=")
    for pair in (
        "ar=Arabic;bg=Bulgarian;bn=Bengali;ca=Catalan;cs=Czech;da=Danish;de=German;el=Greek;en=English;es=Spanish;"
        "et=Estonian;fa=Persian;fi=Finnish;fr=French;he=Hebrew;hi=Hindi;hr=Croatian;hu=Hungarian;id=Indonesian;"
        "is=Icelandic;it=Italian;ja=Japanese;ko=Korean;lt=Lithuanian;lv=Latvian;ms=Malay;nb=Norwegian;nl=Dutch;"
        "nn=Norwegian Nynorsk;no=Norwegian;pl=Polish;pt=Portuguese;ro=Romanian;ru=Russian;sk=Slovak;sl=Slovenian;"
        "sr=Serbian;sv=Swedish;sw=Swahili;ta=Tamil;th=Thai;tr=Turkish;uk=Ukrainian;ur=Urdu;vi=Vietnamese;zh=Chinese"
    ).split(";")
)


def country_name(code: str) -> str:
    """What a country is called; its code where that is not known here."""
    return COUNTRIES.get(code.upper(), code)


def language_name(code: str) -> str:
    """What a language is called; its code where that is not known here."""
    return LANGUAGES.get(code.lower(), code)
