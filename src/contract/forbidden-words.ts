import type { Label } from "../domain/label.ts";

/**
 * What Garland refuses to know about people: beliefs, private life and everything else that law protects most strictly
 * (GDPR articles 9 and 10, 152-FZ articles 10 and 11), and what gives it away. No holiday icon is worth keeping it.
 *
 * In English, Russian and transliterated Russian, without ё. `words` are matched at the beginnings of words, a blank at the end
 * stands for the end of a word; `stems` anywhere, also where words run together.
 */
export interface Topic {
  /** In Russian as it stands after «о». */
  readonly about: Label;
  readonly words: string;
  readonly stems: string;
}

export const FORBIDDEN: readonly Topic[] = [
  {
    about: { ru: "вере", en: "religion or belief" },
    words:
      "relig|faith |faiths |church|christian |christians |christianity|orthodox |protestant|judai|confession|worldview|" +
      "pray|bible|koran|quran|hajj|hijab|lent |fasts |fasting|baptis|godparent|parish|atheis|jew |jews |jewish (?!autonomous)|" +
      "верующ|церк|храм |иудей|атеи|молит|молящ|крестин|крещен|воцерков|намаз|хадж|пост(?:ит|ящ)|постн\\p{L}* |батюшк|прихожан|" +
      "приход (?:храма|церкви)|еврейск\\p{L}* (?!автономн)|иудаи|мировоззрени|tserk|cerk|konfess|veruyu|postit|khram|prikhozhan|prihozhan|molitv|namaz|evangelic|jehovah",
    stems:
      "religio|mosque|synagog|muslim|moslem|islam(?!abad|orada)|catholic|buddhis|hindu(?!stan)|kosher|halal|ramadan|" +
      "вероисповед|религи|мечет|синагог|христиан|православ|католи(?!зат)|протестант|мусульм|ислам(?!абад)|буддис|конфесси|кошер|халял|рамадан|" +
      "veroispoved|verois|pravoslav|musulm|mechet|hristian|khristian|koshern",
  },
  {
    about: { ru: "семейном положении", en: "marital status" },
    words:
      "marital|marriage|married|unmarried|spouse|husband|wife |wives |widow|single (?:person|people|men|women|mother|father)|" +
      "civil status|family status|engaged couple|newlywed|" +
      "семейн\\p{L}* (?:положен|статус)|(?:в |о |официальн\\p{L}* )брак(?:е|у)? |брак(?:е|у)? |брачн|развод(?:е |ах |ил|ящ|ы )|женат|замуж|незамужн|супруг|холост|вдов|неженат|" +
      "молодожен|одинок\\p{L}* (?:мать|отец|женщин|мужчин)|мать одиночк|seme[iy]n\\p{L}* (?:polo[zj]|status)|brachn|zhenat|zamu[zj]h|suprug|" +
      "holost|kholost|vdov|molodozhen",
    stems: "divorc|развед(?:ен|ся|ш)|вразводе|razveden|razvod(?!k)|maritalstat|semeinoepol|семейноеположен",
  },
  {
    about: { ru: "здоровье", en: "health" },
    words:
      "(?<!battery |device |network |system |service |line |signal )health|medical|medicine|medication|disease|illness|diagnos[ei]s |disabled (?:person|people)|" +
      "handicap|hiv |aids |cancer|diabet|allerg|depress|therapy|therapist|clinic|hospital|patient|ivf |bmi |blood type|vaccin|psychiatr|oncolog|drug use|alcoholi|" +
      "addict|здоровь|болезн|больн(?:ой|ые|ым|ица)|диагноз|инвалид|медицин|психиатр|вич |рак |онколог|диабет|аллерг|депресс|клиник|поликлиник|больниц|" +
      "пациент|прививк|вакцин|группа крови|лекарств|зависимост\\p{L}* (?:от )?(?:алкогол|наркот)|наркоман|алкоголик|эко |zdorov|bolezn|diagnoz|medits|medic|" +
      "psihiatr|psikhiatr|diabet|onkolog|allergi|depressi",
    stems: "pregnan|disabilit|беремен|инвалидност|beremen|invalidnost",
  },
  {
    about: { ru: "политических взглядах", en: "politics" },
    words:
      "politic|voter|voters |voting (?:history|record|intent)|voting |votes for|partisan|party (?:member|affiliation)|electora|opposition|protester|liberal |conservative |" +
      "communist|libertarian|activis|политическ|политвзгляд|политик\\p{L}* (?:взгляд|предпочт)|партийн|член партии|избирател|голосовал|голосует|оппозици|митинг|протестующ|либерал|коммунист|" +
      "partijn|partiyn|izbiratel|politich|oppozits|oppozic|golosoval|inoagent|иноагент|иностранн\\p{L}* агент",
    stems: "politicalv|partymember|политвзгляд|политическ",
  },
  {
    about: { ru: "национальности", en: "ethnicity" },
    words:
      "ethnic|race (?!condition)|races |racial|skin colou?r|diaspor|tribe |tribal|native language|mother tongue|ancestry|name origin|origin of name|surname (?:ending|origin|suffix)|" +
      "last name (?:ending|origin)|caucasian|roma people|gypsy|gypsies|migrant|refugee|asylum|этнич|этнос|народност|раса |расы |расов|родн\\p{L}* язык|цвет кожи|диаспор|землячеств|" +
      "происхожден\\p{L}* (?:имени|фамилии)|окончани\\p{L}* фамили|кавказск\\p{L}* (?:национ|внешн)|цыган|мигрант|беженец|беженц|" +
      "татарин|татары |чеченец|чеченц|etnich|narodnost|rasa |rasov|diaspor|rodnoi yazyk|rodnoy yazyk|migrant",
    stems: "ethnicit|nationalit|национальност|na(?:ts|c)ionalno",
  },
  {
    about: { ru: "сексуальной ориентации", en: "sexual orientation" },
    words:
      "sexual|(?<!screen |display |device |page |map |photo |image |video )orientation |bisex|lgbt|gay |gays |lesbian|queer |transgender|gender identity|sex life|" +
      "сексуал|ориентаци\\p{L}* (?!экран|дисплея|страниц|карты|телефона|устройства)|бисекс|лгбт|гей |геи |геев |лесби|интимн|трансгендер|seksual|" +
      "(?<!ekrana )orienta(?:ts|c)i[yj]a |lesbi",
    stems: "homosex|sexualor|гомосекс|gomoseks|lgbtq?",
  },
  {
    about: { ru: "судимости", en: "a criminal record" },
    words:
      "crimes? |criminal|convict|felon|prison|offender|arrest|probation |parole|jail|wanted by|судим|уголовн|преступ|осужд(?:ен|ал)|арестан|арестов|заключенн\\p{L}*(?! договор)|зэк |" +
      "колони\\p{L}* (?:строг|общ)|sudimost|sudim|ugolovn|prestup|osu[zj]h?den|arestov",
    stems: "criminalrec|sudimost|судимост",
  },
  {
    about: { ru: "членстве в профсоюзе", en: "union membership" },
    words:
      "trade unions? |labou?r unions? |(?<!european |credit |customs |soviet )unions? (?!pay|jack|bank|card|station|square|street)|unioni[sz]",
    stems: "unionmember|tradeunion|профсоюз|profso[uyj]",
  },
  {
    about: { ru: "биометрии", en: "the body" },
    words:
      "biometr|fingerprint hash|face ?id (?:hash|template|print)|face (?:print|template|vector|embedding)|faceprint|voice ?prints?|retina scan|iris scan|dna |genetic|genom|" +
      "биометр|отпечат\\p{L}* пальц|голосов\\p{L}* слепок|слепок (?:голоса|лица)|днк |генетич|геном|biometri|otpechatk",
    stems: "biometri|fingerprint|voiceprint|биометри",
  },
];

/** What may be a harmless fact or give one of those away: people decide. */
export const DOUBTFUL: readonly Topic[] = [
  {
    about: { ru: "вере", en: "religion or belief" },
    words:
      "posts |post |vegetarian|vegan|easter|christmas (?:eve|mass)|holy |temple|monk|пост |посты |вегетариан|веган|пасх|свят\\p{L}* |монаст|pasha |paskh",
    stems: "",
  },
  {
    about: { ru: "семье и личной жизни", en: "family life" },
    words:
      "children|kids |has ?kids|baby |babies |parent|mother|father|maternity|infant|household size|family size|dating|lonel|singles |romantic|" +
      "дети |детей |ребен|малыш|родител|мама |папа |мать |отец |декрет|многодет|знакомств|одинок|размер семьи|deti |rebeno?k|mnogodet|znakomstv|roditel",
    stems: "haschild|haskids",
  },
  {
    about: { ru: "здоровье", en: "health" },
    words:
      "fitness|pharmac|apteka|medcard|weight|sleep|steps |smok|диет|diet |аптек|фитнес|вес |курит|курящ|шаги |сон |ovz |овз ",
    stems: "",
  },
  {
    about: { ru: "национальности", en: "ethnicity" },
    words:
      "citizenship|surname|last ?name|first ?name|family name|birth ?place|place of birth|origin |origins |country of birth|гражданств|фамили|имя |имена |отчеств|место рождения|родина |происхожден|" +
      "grazhdanstv|familiya|familia|otchestvo",
    stems: "lastname|surname|birthplace",
  },
  {
    about: { ru: "политических взглядах", en: "politics" },
    words: "donor|donation|petition|subscri\\p{L}* to (?:news|channel)|media diet|пожертвован|петици|телеграм каналы",
    stems: "",
  },
];
