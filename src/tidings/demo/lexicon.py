"""The names of the Low Isles.  All of them are invented."""

from __future__ import annotations

TOWNS = (
    "Marrowhaven", "Skellness", "Anstrand", "Vellan Bridge", "Thornwick", "Pellowick", "Dunsey Cross",
    "Hallin Mouth", "Saltreath", "Quernmouth", "Low Barrow", "Cappelby", "Oysterholm", "Wrackport",
)  # fmt: skip
ISLANDS = ("Great Marrow", "Skell", "Ansay", "Vellan", "Pellow", "Dunsey", "Hallin")
SHIPS = (
    "Lady Pendreth", "Isle of Vellan", "Kittiwake", "Queen Morwen", "Provost Gale", "Seven Sisters",
    "Star of Ansay", "Good Intent", "Bonny Prudence", "Sir Osric",
)  # fmt: skip
COASTERS = ("Hilda Brandt", "Nordkvist", "Corona Maris", "Petrel Trader", "Anna Sofia", "Tolvan Express")
BOATS = (
    "Gannet", "Silver Darling", "Wandering Jenny", "Blue Peter", "Tern", "Patience", "Cormorant", "Little Auk",
    "Merry Widow", "Second Thoughts", "Curlew", "Sea Holly", "Windfall", "Old Bess",
)  # fmt: skip
STORMS = ("Brannoc", "Eseld", "Gorran", "Ismay", "Jory", "Loveday")
REGATTAS = ("Sound Week", "Lanterns Cup", "Seven Isles Regatta", "Herring Queen Trophy")
HILLS = (
    "Carn Odder",
    "Windle Law",
    "Harebell Down",
    "Beacon Fell",
    "Stannard Hill",
    "Mickle Rigg",
    "Tolcarn",
    "Ravenscaur",
)
FIRMS = (
    "Hobley & Marsh", "Northern Lintel", "Sandeman Isaksen", "Brightwater Works", "Tregarth Brothers",
    "Castellan Group", "Fenwright", "Oakum and Sons",
)  # fmt: skip
DAIRIES = ("Moorgate Larder", "Saltmarsh Dairy", "Old Mill Pantry", "Gorse & Thyme", "Widdershins Foods")
FARMS = (
    "Nether Quoy",
    "Thistle Brae",
    "Long Acre",
    "Gull Farm",
    "Hollinside",
    "Braeside of Marl",
    "Cold Comfort Steading",
    "Upper Tolvan",
)

FIRST_NAMES = (
    "Maud", "Jory", "Isolde", "Caspar", "Tamsin", "Magnus", "Petra", "Aidan", "Wenna", "Rufus", "Ingrid",
    "Piers", "Morag", "Silas", "Hester", "Odd", "Linnet", "Barnaby", "Freya", "Gideon", "Nell", "Torquil",
    "Ada", "Cuthbert", "Solveig", "Ambrose", "Beatrix", "Duncan", "Elowen", "Fergus", "Greta", "Hamish", "Ivy",
    "Jasper", "Kirsty", "Lowell", "Merryn", "Ned", "Ottilie", "Perran", "Rosalind", "Seth", "Thea", "Ulf",
    "Verity", "Walter", "Yrsa", "Zachary",
)  # fmt: skip
SURNAMES = (
    "Kessick", "Trewin", "Halvorsen", "Pascoe-Lund", "Brodrick", "Quill", "Tangye", "Marrack", "Isbister",
    "Penhale", "Rendall", "Corrigan", "Skene", "Vane", "Ostler", "Hollick", "Fairweather", "Dunnet", "Larkin",
    "Nance", "Swannay", "Tulloch", "Uren", "Whitelaw", "Yelland", "Anstice", "Bilsland", "Carrow", "Drever",
    "Eccleby", "Foubister", "Gaskin", "Harcus", "Inkster", "Jolliffe", "Keddie", "Linklater", "Mouat",
    "Norquoy", "Oddie", "Peace", "Quoyle", "Rosevear", "Sinclair-Hay", "Tregear", "Umphray", "Vosper",
    "Wishart", "Yorston", "Zelah", "Ashby", "Bolitho", "Clouston", "Delbridge", "Eunson", "Flett", "Gribble",
    "Hocking", "Ireby", "Jenkin", "Kitto", "Leask", "Moyle", "Nicolson", "Opie", "Polglaze", "Quant", "Rundle",
    "Spence", "Trembath", "Ury", "Velnoweth", "Wylie", "Angwin", "Baikie", "Chegwin", "Dearness", "Ellery",
    "Firth-Odell", "Goudie", "Hosken", "Irvine-Lamb", "Julyan", "Kneebone", "Louttit", "Manson", "Nankivell",
    "Oates", "Pender", "Rosie", "Scollay", "Tonkin", "Varco", "Wallis", "Aggart", "Bews", "Curnow", "Dowrick",
    "Esson", "Garrioch", "Heddle", "Isaksen", "Jago", "Keast", "Lavery", "Meil", "Nettleship", "Orchard",
    "Prior", "Retallack", "Stanger", "Tait", "Uglow", "Voy", "Warne", "Abel", "Bunt", "Copinger", "Dyer",
    "Endean", "Fubister", "Grimbly", "Hepworth", "Inglis", "Jope", "Kirkness", "Lobb", "Muggeridge", "Noy",
    "Oldacre", "Pethick", "Quickbody", "Rusk", "Strang", "Thorne", "Upwood", "Vigurs", "Wicker",
)  # fmt: skip
