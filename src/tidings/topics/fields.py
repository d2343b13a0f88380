"""Fields that borrow other fields' words: what an article's other words say that it is about.

A small list on purpose: only words that hardly anybody uses outside the field, and only fields that share names with
products and companies.  Words of the desk's own topics never speak against them.  English only.
"""

from __future__ import annotations

FIELDS = {
    "electronics": (
        "diode transistor mosfet microwave amplifier voltage volt watt wattage milliwatt inductor capacitor resistor "
        "rectifier converter oscillator semiconductor wafer microcontroller transceiver antenna radar rf dac adc dacs "
        "adcs ghz mhz khz db dbm kw mw ma ohm impedance attenuation waveform broadband coaxial relay soldering circuit "
        "circuitry pcb fpga asic soc igbt gan sic thermistor sensor thyristor analog ic ics opamp regulator "
        "heatsink switchgear"
    ),
    "motors and machines": (
        "engine horsepower torque diesel piston gearbox turbocharger tractor forklift excavator lawnmower chainsaw "
        "hydraulics hydraulic crane drill lathe welding compressor turbine boiler"
    ),
    "cryptocurrency": (
        "bitcoin ethereum crypto cryptocurrency blockchain defi nft ordinals inscription stablecoin token altcoin "
        "wallet satoshi lightning dapp dogecoin solana mining miner coin coinbase binance web3 hodl"
    ),
    "music": (
        "synth synthesizer synthesiser soundset soundpack preset patch polyphonic keyboardist guitar guitarist drum "
        "drummer album song songwriter singer singing rapper concert vinyl melody chord oscillator reverb midi "
        "orchestra playlist lyrics billboard grammy pop remix dj"
    ),
    "sport": (
        "football fantasy quarterback touchdown nfl nba mlb nhl league playoff playoffs coach goalkeeper striker "
        "midfielder basketball baseball soccer cricket rugby tennis golf hockey tournament championship halftime "
        "stadium fixture innings wicket olympics"
    ),
    "medicine": (
        "eyestrain eyesight optometrist ophthalmologist eyelid symptom symptoms headache headaches remedy "
        "patient surgeon surgery clinic diagnosis disorder prosopagnosia blindness vitamin dosage syndrome blurred "
        "eyeglasses lens lenses therapist"
    ),
    "film and television": (
        "season episode netflix hbo trailer actor actress sitcom cinema filmmaker screenplay sequel prequel hulu "
        "showrunner binge premiere cast spoiler spoilers"
    ),
    "food": (
        "recipe baking oven dessert pie cider orchard fruit flavour flavor tablespoon teaspoon cinnamon sugar butter "
        "dough salad restaurant chef juice harvest picking"
    ),
    "animals": "parrot kitten puppy breed feather beak zoo veterinarian aquarium reptile",
    "bargains": "deals coupon discount doorbuster giveaway clearance markdown bargain bargains",
}

GENERAL = frozenset(
    "able access account achieve action active actually add additional address advance advantage allow already always "
    "announce announcement answer app application approach area article ask available award base become begin believe "
    "benefit best big blog board book both brand bring build building business buy call campaign capability capacity "
    "case cause center central century challenge chance change check chief choice choose city clear client close "
    "collection combine common community company compare competition complete complex condition connect consider "
    "consumer contact contain content continue control cost country course cover create current custom customer cut "
    "daily data date deal decade decide decision deep deliver demand department depend design detail develop developer "
    "development device difference different difficult digital director discover discuss drive early easily easy edge "
    "effect effective effort enable end engine enjoy ensure enter enterprise entire environment especially event "
    "everyone everything exactly example excellent executive exist expand expect experience expert explain explore "
    "expose face fact family far fast favorite feature feel field figure fill final financial find fine focus follow "
    "force form free friend full fully function fund future gain game general generation global goal great group grow "
    "growth guide half hand handle happen hard head health hear help high hold home hope hour house huge human idea "
    "identify image impact important improve include increase individual industry information inside instead integrate "
    "interest internal international introduce invest issue item job join keep key kind know large launch lead leader "
    "learn leave level leverage life limit line link list little live local long lot love low main major manage "
    "management manager market match matter mean media meet member million mind mobile model modern moment money "
    "month move name national natural network news number offer office official online open operate operation "
    "opportunity option order organization original page part particular partner pay performance period personal "
    "phone pick place plan platform play point popular position possible post potential power powerful practice "
    "premier prepare present price private problem process product production professional program project protect "
    "prove provide public publish purpose quality question quick quickly range rate reach read ready real reality "
    "really reason receive recent recently record reduce release remain remote remove replace require research "
    "resource response result return review rise risk role rule run sale save scale school search sector secure "
    "security sell send senior series serve service session share shift short showcase sign significant similar "
    "simple simply site size small social software solution solve special specific speed spend staff stage standard "
    "start state stay step store story strategy strong structure study success successful suggest supply support "
    "sure system task team tech technical technology term test thank think tool topic total touch track trade "
    "traditional train training transform travel trend trust try turn type understand unique unit update user value "
    "various version view visit voice wait walk watch web website welcome wide win window wonder word work worker "
    "workforce workplace world write".split()
)
"""Words of every field, which say nothing about any."""
