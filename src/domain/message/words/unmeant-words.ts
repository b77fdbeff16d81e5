/**
 * What is said around a wish that is none: irony, opinions of others, what was said before, other days. Patterns of whole words; `ё` is
 * written `е`. They only ever make Garland ask.
 */
const START = String.raw`(?<!\p{L})`;
const END = String.raw`(?!\p{L})`;
const toPattern = (parts: readonly string[]): RegExp => new RegExp(`${START}(?:${parts.join("|")})${END}`, "iu");

const MONTH = String.raw`(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*`;
const WEEKDAY = String.raw`(?:понедельник|вторник|сред[уы]|четверг|пятниц|суббот|воскресень)\p{L}*`;

/** "неужели мне нужна ёлка", "лишь бы включить ёлку": the opposite is meant. */
export const IRONY = toPattern([
  String.raw`неужели|разве|якобы|типа|как\s+будто|будто|лишь\s+бы|можно\s+подумать|только\s+и\s+мечтал\p{L}*|всю\s+жизнь\s+мечтал\p{L}*`,
  String.raw`чего\s+уж(?:\s+там)?|на\s+что\s+(?:мне|нам|она|он|оно)|на\s+кой|добива\p{L}+|добей(?:те)?|не\s+хватало`,
  String.raw`(?:^|очень\s+)нуж(?:ен|на|но|ны)\s+(?:мне|нам)(?:\s+(?:ваш|тво|эт)\p{L}*)?|(?:очень|прям|прямо|больно)\s+(?:мне|нам)\s+нуж\p{L}+`,
  String.raw`вы\s+бы\s+еще|ты\s+бы\s+еще|(?:давай(?:те)?|ну)\s+(?:включи\p{L}*|верни\p{L}*)?\s*еще|как\s+прошлогодн\p{L}+\s+снег|как\s+собаке|как\s+рыбе`,
  String.raw`as\s+if|like\s+i\s+(?:need|want)|who\s+(?:needs|wants)|just\s+what\s+i\s+needed|supposedly|allegedly|go\s+ahead|taken\s+down`,
  String.raw`👎|🤬|🤡|💩|🖕|🤮`,
]);

/** "вы думаете, я хочу ёлку", "знаю, как включить ёлку": thought, known or asked about, not asked for. */
export const THOUGHT = toPattern([
  String.raw`вы\s+(?:\p{L}+\s+)?(?:решили|думаете|считаете|полагаете|уверены)|ты\s+(?:решил|думаешь|считаешь)|(?:кто|почему|с\s+чего)\s+(?:вы\s+)?(?:взял\p{L}*|решил\p{L}*)`,
  String.raw`сомнева\p{L}+|сомнение|(?:скажу|сообщу|попрошу)(?:\s+(?:сам|сама|вам))?\s*[.!]*$|боюсь|боимся|опаса\p{L}+|(?<!не\s)(?<!хочу\s)(?<!бы\s)знаю(?:\s+уже)?,?\s+(?:как|что|где)|как\s.{0,40}\s(?<!не\s)знаю`,
  String.raw`(?:расскаж|объясн|поясн)\p{L}+.{0,60}\s(?:для|ради)\s+(?:стать|друг|блог|урок|курс)\p{L}*|для\s+(?:статьи|блога|урока|доклада|отзыва)`,
  String.raw`you\s+(?:think|thought|decided|assume)|do\s+you\s+think|i\s+doubt|i['’]?m\s+afraid|i['’]?ll\s+(?:tell|let|ask)|(?<!don['’]t\s)(?<!not\s)(?<!to\s)know\s+how|for\s+an?\s+(?:article|blog|post|essay)`,
]);

/** "просил включить ёлку ещё вчера", "раньше хотел ёлку": a wish that was. */
export const BEFORE = new RegExp(
  [
    `${START}(?:вчера|позавчера|на\\s+днях|недавно|раньше|прежде|когда-то|в\\s+детстве|yesterday|earlier|used\\s+to|once)${END}[^.!?]*${START}(?:про[сш]ил|хотел|написал|заказывал|требовал|asked|wanted|want)[аи]?${END}(?!\\s+бы)`,
    `${START}(?:просил|хотел|заказывал|требовал)[аи]?${END}(?!\\s+бы)[^.!?]*${START}(?:вчера|позавчера|на\\s+днях|раньше|прежде|когда-то|но\\s+передума\\p{L}+|а\\s+вы)${END}`,
    `${START}i\\s+(?:asked|wanted)${END}[^.!?]*${START}(?:yesterday|before|earlier|but|last\\s+\\p{L}+)${END}`,
    `${START}(?:просил|просила|просили)\\s+(?:у\\s+)?(?:вас\\s+)?(?:включить|вернуть|поставить)`,
  ].join("|"),
  "iu",
);

/** "включите ёлку завтра", "только до понедельника": another time than now. */
export const ANOTHER_DAY = toPattern([
  String.raw`завтра|послезавтра|на\s+следующ\p{L}+\s+(?:недел|месяц|год)\p{L}*|через\s+(?:\d+\s+)?(?:час|день|дня|дней|пару|недел|месяц|год)\p{L}*`,
  String.raw`(?:(?:только\s+)?(?:до|с|со|после|к)|не\s+раньше)\s+(?:${WEEKDAY}|завтра|утра|вечера|выходных|следующ\p{L}+|\d{1,2}(?:-?го)?(?:\s+${MONTH}|\.\d{1,2})|\p{L}+ого\s+${MONTH}|${MONTH})`,
  String.raw`в\s+(?:${WEEKDAY}|${MONTH})|на\s+(?:часок|час|денек|день|недельку|неделю|пару\s+\p{L}+)|ненадолго|на\s+время`,
  String.raw`tomorrow|next\s+(?:week|month|year|\p{L}+day)|in\s+(?:an?|two|three|\d+)\s+(?:hours?|days?|weeks?|months?)|only\s+(?:until|till|for)|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|when\s+(?:it['’]?s|it\s+is|i|we|the|christmas|winter|new)`,
  String.raw`когда\s+(?:я|мы|скажу|попрошу|наступит|будет|придет|начнется)`,
]);

/** What is removed, "not before", "after the holidays", is not removed now. */
export const NOT_NOW = new RegExp(
  [
    String.raw`(?<!\p{L})не\s+раньше(?!\p{L})`,
    String.raw`(?<!\p{L})(?:только\s+)?после\s+(?:праздник|выходн|нового|старого|рождеств|\d|${MONTH}|${WEEKDAY}|8|23)`,
    String.raw`(?<!\p{L})(?<!(?:[чш]тобы?|до|к)\s)(?:завтра|послезавтра|tomorrow)(?!\s+же)(?!\p{L})(?![^.!?]*(?:экзамен|на\s+работу|собеседован))`,
    String.raw`(?<!\p{L})через\s+(?:\d+\s+)?(?:час|день|дня|дней|пару|недел|месяц)`,
    String.raw`(?:уб[еи]р|отключ|выключ|удал|сним|скро)\p{L}*\s+(?:\p{L}+\s+){0,3}(?:(?:с|в|на|к)\s+|\d{1,2}(?:-?го)?\s+)+${MONTH}`,
    String.raw`(?<!\p{L})(?:not\s+before|after\s+(?:the\s+)?(?:holidays?|christmas|new\s+year|january|\p{L}+day)|next\s+(?:week|month)|in\s+(?:a|two|three|\d+)\s+(?:days?|weeks?))(?!\p{L})`,
  ].join("|"),
  "iu",
);

/** "да ни за что", "я против того, чтобы убрали": whoever says this keeps it. */
export const KEEPING = toPattern([
  String.raw`(?:хотел|думал|собирал|планировал)\p{L}*\s[^.!?]*(?:но|а\s+потом|да)\s+(?:\p{L}+\s+){0,2}(?:передум|пусть|пускай|остав|против|жалко|не\s+стал)\p{L}*`,
  String.raw`(?:отменя|отзыва|отозв|аннулир|забира)\p{L}*\s+(?:\p{L}+\s+)?(?:просьб|заявк|заявлени|обращени|запрос)\p{L}*`,
  String.raw`да\s+ни\s+за\s+что|не\s+дай\s+бог|не\s+приведи|не\s+вздума\p{L}+(?![^.!?]*\s(?:став|показ|включ|подключ|веша|присыла|рисова|лепи))|ни\s+в\s+жизнь`,
  String.raw`(?<=[?]\s*(?:да\s+)?)(?:ни\s+в\s+коем|ни\s+за\s+что|никогда|ни\s+разу|нельзя)`,
  String.raw`(?:отказыва\p{L}+|не\s+(?:соглаш\p{L}+|соглас\p{L}+|позвол\p{L}+|разреш\p{L}+|да[мю]|собира\p{L}+))\s+(?:\p{L}+\s+){0,2}(?:чтобы?|убира|убра|отключ|выключ|снима|снять|удал)\p{L}*(?![^.!?]*\s(?:стояла|висела|была|был|было|были))`,
  String.raw`(?:хотел|думал|собирал)\p{L}*\s[^.!?]*\s(?:рука|руки|духу)\s+не\s+\p{L}+|не\s+да(?:йте|й|вайте)\s+(?:\p{L}+\s+){0,3}(?:исчез|пропас|погас|убра|снять|отключ)\p{L}*`,
  String.raw`(?:а|но)\s+(?:мне|нам)\s+(?:\p{L}+\s+){0,2}(?:нравится|нравятся|по\s+душе)\s*(?:$|[.!)])`,
  String.raw`против(?:\s+того)?,?\s+чтобы?|против\s+(?:отключени|удалени|снятия)\p{L}*`,
  String.raw`не\s+(?:слушай|верь|поддава)\p{L}+|тех,?\s+кто|всех,?\s+кто|те,?\s+кто|кто\s+(?:просит|требует|хочет)`,
  String.raw`(?:пишут|говорят|требуют|орут|просят|кричат)\s+(?:в\s+\p{L}+|вам|люди|некоторые)`,
  String.raw`(?:отстан|отвяж|отцеп|отвал)\p{L}*\s+от\s+(?!меня|нас)|руки\s+(?:уберите\s+)?(?:прочь\s+)?от|хватит\s+(?:жаловаться|ныть|ругать|возмущаться|хаять|критиковать|обижать)|(?<!подумайте\s)ничего\s+плохого\s+(?:в|не|нет|от|там)`,
  String.raw`(?:убра|убир|отключ|выключ|снять|снима|удал)\p{L}*\s+(?:\p{L}+\s+){0,3}\p{L}+\s*[-–—?]+\s*(?:это\s+)?(?:преступлени|глупост|ошибк|кощунств|грех|жалк|жалость|свинств|варварств|еще\s+чего|фигушки|дудки|щас|нетушки|никогда)\p{L}*`,
  String.raw`(?:убер|отключ|выключ|сним)\p{L}*\s+(?:\p{L}+\s+){0,3}\p{L}+(?<!стоит|висит|торчит|мигает|светится)\s*,?\s+и\s+(?:дети|я|мы|вы|внуки|люди)\s+(?!это|ее|его|их)\p{L}+|(?:еще\s+раз|только)\s+(?:попробуйте\s+)?(?:отключит|уберит|снимит)е?\p{L}*[^.!?]*(?:пожалу|уйд|перейд|суд)\p{L}*`,
  String.raw`(?:cancel|stop|no|against)\s+the\s+remov\p{L}+|no\s+need\s+to\s+(?:remove|turn|take|switch)|enough\s+hate|(?:remove|turn\s+off)\s+(?:\p{L}+\s+){0,4}and\s+(?:lose|i|we|you)|no\s+more\s+\p{L}+\s*[:;]-?\(`,
  String.raw`(?:уберите|отключите|снимите)\s+все\s+вокруг`,
  String.raw`against\s+(?:removing|turning|taking)|over\s+my\s+dead\s+body|don['’]?t\s+listen|those\s+who|people\s+who|god\s+forbid|don['’]?t\s+you\s+dare`,
]);

/** Nobody's own words to us: a button, a list of choices, an advertisement, a picture of the settings, a hint, what a machine that listens is told. */
export const NOBODYS = new RegExp(
  [
    String.raw`<\/?\p{L}+[^>]*>`,
    String.raw`(?:^|\s)1\s*[.)]\s*\p{L}[^]*\s2\s*[.)]\s*\p{L}`,
    String.raw`(?<!\p{L})(?:жми(?:те)?|нажми(?:те)?(?=\s[^.!?]*чтоб)|кликни(?:те)?|тапни(?:те)?|click\s+here|tap\s+here|press\s+to)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:реклама|скрин|скриншот|screenshot)\s*[.:]`,
    String.raw`(?<!\p{L})(?:можно\s+ответить|you\s+can\s+(?:answer|reply))\s*:`,
    String.raw`\d\s?%|(?<!\p{L})(?:отписаться|unsubscribe)\s*:`,
    String.raw`(?:^|[.!?\n])\s*(?:(?:окей|ок|эй|хей|слушай|привет|ну|ok|okay|hey|hi)[\s,]+)?(?:алис(?:а|ка|очка)?|марус(?:я|ь)|сири|алекса|гугл|siri|alexa|cortana|bixby|google)(?=[\s,!]+\p{L})(?![\s,!]+(?:ой|то\s+есть))`,
    String.raw`^\s*(?:салют|афина|джой|сбер|яндекс)[\s,!]+(?:включи|выключи|отключи|убери|покажи|поставь|верни|погаси|зажги)(?!\p{L})`,
  ].join("|"),
  "iu",
);

/** What is told of a picture, up to the end of that sentence. */
export const SCREENSHOT =
  /(?:\[[^\]]*скрин[^\]]*\]|(?<!\p{L})(?:скрин\p{L}*|screenshot)[^.!?\n]*(?:[.!?\n]+|\d{1,2}:\d{2}[.,]))\s*/giu;

/** "не!включайте", "н.е.", "do not, turn on": a negation that a sign has parted from its verb. */
export const PARTED = new RegExp(
  [
    String.raw`(?<!\p{L})(?:не|ни|нене|не-не|not|(?<!(?:i|we)\s)don['’]?t|(?<!(?:i|we)\s)do\s+not|never)\s*[!.,;:\n…-]+\s*(?=\p{L})`,
    String.raw`(?<!\p{L})н\s*[._-]\s*е(?!\p{L})`,
    String.raw`^\s*(?:нее+|нене)\s*[!.,;:…-]*\s*\p{L}`,
    String.raw`^\s*(?:нет|no|неа|не)\s*[,.!]\s*(?:\p{L}+\s+)?\p{L}+(?:айте|яйте|ивайте|ай|яй)(?!\p{L})`,
  ].join("|"),
  "iu",
);

/** "живую ёлку", "пять звёзд": the thing itself, not a picture of it. */
export const ITSELF = toPattern([
  String.raw`(?:жив|настоящ|искусственн|натуральн|свеж|срезанн|букет|комнатн|пушист)\p{L}*\s+\p{L}+`,
  String.raw`(?:\d+|две?|три|четыре|пять|шесть|семь|десять|пару|несколько|много|букет)\s+(?:\p{L}+\s+)?(?:звезд|тюльпан|цвет|елок|елк|снежин|лист)\p{L}*`,
  String.raw`(?:real|live|fresh|artificial|plastic|bunch\s+of|bouquet\s+of|two|three|four|five|ten|\d+)\s+(?:\p{L}+\s+)?(?:trees?|stars?|tulips?|flowers?|leaves|snowflakes?)`,
  String.raw`(?:tree|star|leaf|leaves|list)\s+of\s+\p{L}+`,
]);

/** "сделайте звёздочку красной": another one than there is. */
export const CHANGED = toPattern([
  String.raw`сдела\p{L}+\s+(?:\p{L}+\s+){0,4}(?:красн|син|зелен|бел|черн|розов|желт|золот|цветн|больш|меньш|ярч|крупн|мелк|светл|темн|прозрачн|покрасивее|побольше|поменьше|поярче)\p{L}*`,
  String.raw`(?:перекрас|увелич|уменьш|измен|поменя)\p{L}*\s+(?:\p{L}+\s+){0,2}(?:цвет|размер|форм|картинк|рисун|елк|елочк|сердеч|звезд|тюльпан|снежин)\p{L}*`,
  String.raw`make\s+(?:\p{L}+\s+){1,4}(?:bigger|smaller|brighter|darker|red|green|blue|white|pink|gold\p{L}*)`,
]);

/** "take the tree back", "верните себе": away from the writer. */
export const AWAY_FROM_ME = toPattern([
  String.raw`(?:take|taking|took)\s+(?:\p{L}+\s+){0,4}back|take\s+back`,
  String.raw`return\s+(?:\p{L}+\s+){0,4}to\s+(?!me|my|us|the\s+screen|screen)\p{L}+`,
  String.raw`(?:keep|have|put|stick)\s+(?:\p{L}+\s+){0,3}(?:for\s+)?yoursel(?:f|ves)`,
  String.raw`(?:включ|верн|постав|остав|забер|возьм|повес|установ|подключ)(?!ил[аи]?\s)\p{L}*\s+(?:\p{L}+\s+){0,2}себе|себе\s+(?:\p{L}+\s+)?(?:включ|верн|постав|остав|забер|возьм|повес)\p{L}*`,
  String.raw`(?:пусть|пускай)\s+(?:\p{L}+\s+){0,3}у\s+(?!меня|нас)\p{L}+`,
]);

/** "который был перед ёлкой", "на место ёлки": what was there before it. */
export const IN_ITS_PLACE = toPattern([
  String.raw`перед\s+(?:\p{L}+\s+)?\p{L}+(?:ой|ей|ом|ем|ами)|что\s+было\s+(?:до|перед|вместо)|вместо\s+\p{L}+|на\s+мест[оеу]\s+(?:\p{L}+(?:ой|ей|ого)\s+)?(?:елки|елочки|звезды|снежинки|тюльпана|листка|листочка|цветка)`,
  String.raw`(?:before|in\s+place\s+of|where)\s+the\s+\p{L}+\s+(?:is|was|came)|before\s+the\s+\p{L}+`,
]);

/** Where real trees and flowers stand, and what they do there. */
export const SCENERY =
  /^(?:салон|магазин|офис|площад|двор|подъезд|улиц|крыш|парк|лини[юия]|провод|кабел|антенн|вышк|кондиционер|гудк|платн|упал|рухнул|повалил|сломал|забил|загородил|засыпал|завалил|растет|вырос|горит|пада[ею]т|плава[ею]т|лета[ею]т|сыпл|сыпет|кружит|вход$|входа$|проезд|дорог|фасад|гирлянд|зарядк|энергосбереж|браслет|часах$|пульс|набор|галере|пост$|поста$|постом|вк$|погод|игр[аеуы]|мошенн|шл[уею]т|присыл|щит$|щита$|щите$|короб$|короба$|столб|забор|окн|балкон|спальн|тротуар|водител|остановк|банкомат|витрин|fell|fallen|grew|line$|wire|pole|antenna|office|roof|street)/u;

/** Whatever stands beside these is no decoration of ours. */
export const REAL =
  /^(?:билборд|биллборд|вывеск|плакат|растяжк|стенд$|стенда$|стенде$|billboard|гирлянд|фасад|зарядк|энергосбереж|галере|браслет|пульс|пост[ае]$|вк$|загородил|мошенник|мошенники|перекрыл|пин$|пинкод|пин-код|набира(?:ю|ет|л)|дозвон|нажимается|игр[аеуы]$|экономи)/u;

/** What phones show by themselves: a sign that is spoken of beside these is one of theirs. */
export const PHONES_OWN =
  /^(?:наушник|гарнитур|блютуз|блютус|bluetooth|вайфай|вай-фай|wi-?fi|nfc|нфс|самолет|ключик|конверт|полумесяц|стрелочк|стрелк|батаре[яи]$|облачк|облако|капл[яию]|капельк|будильник|замочек|замок$|микрофон|геолокац|загрузк|роуминг|впн|vpn|колокольчик|молни[яию]|робот|автоответчик|трубк|трубочк|точк[аиу]$|airplane|headphone|headset|earphone|alarm|battery|envelope|padlock|moon|arrow)/u;

/** Other programs and devices have hearts, stars and trees of their own: what is said of them, and of what they are part of. */
export const ANOTHER_SCREEN = toPattern([
  String.raw`(?:в|из|среди)\s+(?:\p{L}+\s+)?(?:контакт|избранн|закладк|галере|фотограф|виджет|календар)\p{L}*|(?:это|эт[оа])\s+избранн\p{L}*`,
  String.raw`баннер\p{L}*|виджет\p{L}*|health|fitness|galaxy|здоровье|смарт-?часы|фитнес\p{L}*`,
  String.raw`(?:на|с|со)\s+(?:\p{L}+\s+)?сайт[ае](?!\p{L})(?!\s+(?:напис|прочит|нашел|нашла|нашл|сказан|указан|не\s+наш))|в\s+вашем\s+приложении\s+\p{L}+\s+(?:пада|лета|сып|круж|ид[еу]т|вис)\p{L}*`,
  String.raw`(?:звезд|star)\p{L}*[^.!?]*(?:вместо\s+(?:номер|букв|цифр)|парол|детализац)\p{L}*|(?:вместо\s+(?:номер|букв|цифр)|парол|детализац)\p{L}*[^.!?]*звезд\p{L}*`,
  String.raw`(?:что\s+за|какое|это|эт[оа])\s+приложени[ея]|приложени[ея]\s+с(?:о)?\s+\p{L}+|из\s+приложени[яй]`,
]);

/** Whose or where a decoration is, in the clause that names it: other companies, programs and devices have their own. */
export const OTHERS_OWN = toPattern([
  String.raw`(?:сбер|тинькоф|альфа-?банк|яндекс|гугл|google|вайбер|viber|в[оа]т?[сц][аэ]п|whats|телеграм|telegram|инстаграм|instagram|вконтакт|одноклассник|фейсбук|facebook|тиндер|дискорд|спотифа|рутуб|скайп|пинтерест|твиттер|твич|алиэкспресс|роблокс|майнкрафт|дуолинго|шазам|ютуб|youtube|тикток|tiktok|вайлдберриз|авито|госуслуг)\p{L}*|втб|озон\p{L}{0,2}|вк|вб|тг`,
  String.raw`(?:мегафон|билайн|ростелеком|megafon|beeline)\p{L}*|мтс|йот[аеыу]|йотой|yota`,
  String.raw`(?:телевизор|телек|приставк|роутер|термостат|автомагнитол|автомобил|кофемашин|пылесос|мультиварк|принтер|домофон|чайник|счетчик|дневник|ноутбук|компьютер|колонк|навигатор|магнитол|фитнес|браслет|холодильник|кондиционер|стиралк|микроволн|духовк|(?<!до\s)лампочк|светильник|подсветк|ночник|умн\p{L}+\s+(?:дом|лампа|розетка))\p{L}*|(?:в|на)\s+машине|тв|комп[ае]?|часах|smart\s?watch|tv|laptop|tablet`,
  String.raw`(?:сайт|клавиатур|браузер|хром|галере|камер)\p{L}*|(?:на|в|с)\s+(?:иконке|иконки|аватарке|аватарки|обложке|кнопк[уе]|обоях|обоев|рабочем\s+столе|рабочего\s+стола)`,
  String.raw`экран\p{L}*\s+блокировки|(?:в|на)\s+(?:самсунг|сяоми|хуавей|хонор|айфон)\p{L}*\s+на\s+заставке|(?:рядом\s+с|возле|около|у|над|под|на)\s+(?:значк\p{L}+\s+)?(?:батаре|заряд|процент)\p{L}*`,
  String.raw`(?:в|во|на|из)\s+(?:\p{L}+\s+)?(?:сообщени|переписк|контакт|ммс|письм|почт|звонк|детализац|парол|сноск|приборк|пульт|табло|чек)\p{L}*|рядом\s+с\s+контакт\p{L}*`,
  String.raw`(?:app|application)\s+with|(?:heart|tree|star|snowflake|tulip|leaf)s?\s+(?:emoji\s+)?(?:message|post|photo|sticker|reaction)s?`,
  String.raw`(?:on|in|from|next\s+to)\s+(?:the\s+|my\s+|a\s+|an\s+)?(?:\p{L}+\s+)?(?:lock\s?screen|app|website|browser|keyboard|gallery|watch|contact|contacts|message|messages|photo|post|thermostat|dashboard)`,
]);

const OTHERS = String.raw`(?:\p{L}{3,}(?:ам|ям)|другим|остальным|всем|им|ему|ей|человеку|клиенту|абоненту|маме|папе|бабушке|дедушке|жене|мужу|сыну|дочке|дочери|другу|подруге)`;

/** "как подписчикам самим отключать?": what others may do. */
export const HOW_OTHERS = toPattern([
  String.raw`(?:как|где|куда|чем)\s+(?:можно\s+|нужно\s+|надо\s+)?(?:(?:мо|наш|ваш)\p{L}+\s+)?${OTHERS}\s+(?:сам\p{L}*\s+|это\s+)?\p{L}+(?:ть|ти)(?:ся)?`,
  String.raw`how\s+(?:can|do|should|could)\s+(?!i\s|we\s|you\s)\p{L}+(?:\s+\p{L}+)?\s+(?:turn|switch|remove|disable|get)`,
  String.raw`(?:какое|какие|какую)\s+(?:слово|слова|команду)\s+(?:надо\s+|нужно\s+)?(?:слать|послать|отправить|отправлять)`,
]);

/** "где кнопка отключения ёлки": where the switch is. */
export const WHERE_THE_SWITCH = toPattern([
  String.raw`где\s+(?:\p{L}+\s+){0,2}(?:кнопк|настройк|переключател|тумблер|галочк|пункт|раздел|меню)\p{L}*\s+(?:\p{L}+\s+){0,2}(?:отключени|выключени|удалени|сняти)\p{L}*`,
  String.raw`(?:есть\s+ли|где)\s+(?:\p{L}+\s+){0,2}выключател\p{L}*`,
  String.raw`(?:я\s+)?сам[аи]?\s+(?:все\s+)?(?:найду|сделаю|отключу|выключу|уберу|сниму|разберусь|справлюсь)|i(?:'ll|\s+will)\s+(?:do|find|turn)\s+it\s+(?:off\s+)?myself`,
  String.raw`(?:убрать|удалить|отключить|скрыть)\s+(?:этот\s+)?(?:пункт|раздел|папк|вкладк|ярлык)\p{L}*`,
  String.raw`where\s+is\s+the\s+(?:button|switch|setting|option)`,
]);

/** "если ёлка не исчезнет, куда жаловаться?": what to do then is asked. */
export const WHAT_THEN =
  /(?<!\p{L})(?:если|коли|if)(?!\p{L})[^.!?]*[,\s](?:куда|кому|что\s+(?:тогда|делать|мне)|как\s+быть|where|who|what)(?!\p{L})[^.!]*\?/iu;

/** "моей учительнице", "бате": who is to have it. */
export const TO_SOMEBODY = toPattern([
  String.raw`(?<!(?:на|к|по|в|о|об|с|под|при)\s)(?:мо(?:ей|ему|им)|наше(?:й|му)|нашим)\s+(?!номеру|телефон|сим|экран|люб)\p{L}{3,}(?:е|у|ю|и|ам|ям)`,
  String.raw`(?:он|она|они)\s+у\s+(?:меня|нас)`,
  String.raw`(?:бате|отцу|учительнице|учителю|воспитательнице|тренеру|начальнице|начальнику|шефу|невесте|жениху|любимой|любимому|парню|девушке)\s+(?:\p{L}+\s+){0,2}(?:можно|поставьте|поставить|включите|включить|подключите|подключить|сделайте|добавьте)`,
]);
