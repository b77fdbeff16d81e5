/** How people part with a decoration without a verb of switching, in small letters with е for ё. `ИМЯ` stands for its name. */
const NAME = "ИМЯ";
const SELF = String.raw`(?:(?:это|эта|этот|эти|эту|этих|этой|ваш\p{L}*|сво\p{L}*|all|this|that|these|those|your|the|my)\s+)*`;

const build = (...patterns: readonly string[]): RegExp =>
  new RegExp(patterns.map((one) => `(?<!\\p{L})(?:${one})(?!\\p{L})`).join("|"), "u");

/** Beside a name these are a plain wish to be without it. */
export const PARTING = build(
  String.raw`(?:откажусь|отказываюсь|отказался бы|отказалась бы|отказаться|отказ) от ${SELF}${NAME}`,
  String.raw`(?:исключи|вычеркни|уволь|освободи|избавь|спаси|убереги|исключить|вычеркнуть|освободить|избавить|уберечь)(?:те)? (?:меня|нас|мой номер) (?:из|от|с) (?:\p{L}+ )?(?:с |со )?${SELF}${NAME}`,
  String.raw`(?:не участвую|не хочу участвовать|не буду участвовать) (?:в|с) ${SELF}${NAME}`,
  String.raw`${NAME} (?:это )?(?:не для меня|не мое|не моя тема|не по мне|не про меня)`,
  String.raw`${NAME} (?:мне|нам|тут|тут мне) (?:совсем |вообще |абсолютно )?(?:ни к чему|ни за чем|незачем|без надобности|не интересн[ао]|не интересны)`,
  String.raw`(?:мне|нам) ${SELF}${NAME} (?:совсем |вообще |абсолютно )?(?:ни к чему|ни за чем|незачем|без надобности|не интересн[ао]|не интересны)`,
  String.raw`${NAME} пора (?:бы )?(?:уже )?(?:на покой|на свалку|на помойку|прощаться|и честь знать|домой|вон|прочь)`,
  String.raw`(?:с |со )?${NAME} пора (?:бы )?(?:уже )?(?:прощаться|завязывать|кончать|заканчивать)`,
  String.raw`${SELF}${NAME} (?:уже |давно )?(?:в|на) (?:топку|помойку|утиль|мусорку|мусор|свалку|дрова|печь|печку|урну)`,
  String.raw`(?:в|на) (?:топку|помойку|утиль|мусорку|свалку|печку) ${SELF}${NAME}`,
  String.raw`(?:насмотрел(?:ся|ась|ись)|налюбовал(?:ся|ась|ись)) (?:уже )?(?:на|на вашу|вашей|этой|этим)? ?${SELF}${NAME}`,
  String.raw`(?:настаиваю на|заявление на|заявка на|заявку на|жду|ожидаю|просьба об|требую) (?:\p{L}+ )?(?:отключени\p{L}|удалени\p{L}|сняти\p{L}|выключени\p{L}) ${SELF}${NAME}`,
  String.raw`(?:оформи|подай|прими|создай|зарегистрируй|запиши)(?:те)? (?:мне |мою |нам )?(?:(?:заявк|заявлени|запрос)\p{L} (?:на |об )?)?(?:отключени|удалени|сняти|выключени)\p{L} ${SELF}${NAME}`,
  String.raw`^(?:или|либо) (?:вы )?(?:убираете|отключаете|выключаете|снимаете|удаляете) ${SELF}${NAME}(?=$| (?:или|либо))`,
  String.raw`(?:код|команда|номер|кнопка) (?:для )?(?:отключени|удалени|сняти|выключени)\p{L} ${SELF}${NAME}(?! не)`,
  String.raw`^(?:minus|минус|0|ноль|zero) ${SELF}${NAME}$`,
  String.raw`^(?:0|ноль) ${NAME} (?:и )?(?:0|ноль) ${NAME}$`,
  String.raw`^${SELF}${NAME} (?:минус|мимо|лесом|фтопку|на выход|до свидания|гудбай|прощай|аривидерчи)$`,
  String.raw`^(?:please |pls |just |can you |could you )?(?:lose|ditch|nix|dump|axe|scrap|zap|scratch) ${SELF}${NAME}`,
  String.raw`no thanks to ${SELF}${NAME}`,
  String.raw`^${SELF}${NAME} (?:isnt|arent|is not|are not|not) (?:for me|my thing|my cup of tea)`,
  String.raw`^(?:im |i am )?not into ${SELF}${NAME}`,
  String.raw`${NAME} (?:simply |just |really )?(?:has|have|needs?|gotta|ought)(?: got)? to go`,
  String.raw`${NAME} must go`,
  String.raw`^${SELF}${NAME} gone(?: please| pls)?$`,
  String.raw`(?:out|away|down|off) with ${SELF}${NAME}`,
  String.raw`(?:bye bye|goodbye|farewell|so long) ${SELF}${NAME}`,
  String.raw`${NAME} (?:begone|be gone)`,
  String.raw`(?:i )?(?:can|could|would rather|would) (?:do|live|go) without ${SELF}${NAME}`,
);

/** The state before it is asked for: "как было до ёлки". */
export const BEFORE_IT = build(
  String.raw`(?:как|каким|какой|который|что) (?:раньше )?был[оаи]? (?:до|перед|без) ${SELF}${NAME}`,
  String.raw`(?:the way|as|how|like) it was (?:before|without) ${SELF}${NAME}`,
);

/** "а ну быстро убрали ёлку": an order, though its ending is of what was done. */
export const AT_ONCE =
  /(?<!\p{L})(?:быстро|живо|бегом|немедленно|срочно|а ну|ну-ка|ну ка|а ну-ка|чтоб завтра)(?!\p{L})/u;

/** What was asked for before, and isn't done. */
export const ASKED_BEFORE =
  /(?<!\p{L})(?:по|у|за)?(?:просил|писал|обращал|звонил|требовал|заявлял|asked|requested)\p{L}*/u;
export const STILL_THERE =
  /(?<!\p{L})(?:на месте|до сих пор|все еще|опять|снова|по-прежнему|по прежнему|никуда не делась|никуда не делись|не убрали|не отключили|а он[аио]? (?:все )?(?:висит|висят|есть|там|тут|вот)|still|again)(?!\p{L})/u;

export const NOT_SENT = /(?<!\p{L})(?:не|never|didnt)\s(?:писал|написал|слал|отправ|посыл|послал|пишу|шлю|sen[dt])/u;
/** "писал стоп", "стоп не работает". */
export const STOP_SENT =
  /(?<!\p{L})(?:(?:писал|написал|слал|шлю|отправил|отправлял|отправляю|посылал|послал|пишу|sent|texted)\p{L}*\s(?:\p{L}+\s){0,3}(?:стоп|stop)|(?:стоп|stop)\s(?:\p{L}+\s){0,3}(?:писал|написал|слал|шлю|отправил|отправлял|отправляю|посылал|послал|пишу|не\s(?:работает|помог|действует|сработал))\p{L}*)/u;

/** The name by itself is wanted, or the screen. */
export const PLAIN_NAME =
  /(?<!\p{L})(?:нормальн|обычн|прежн|стар(?:ое|ый|ую)|родн|стандартн|чист|прост(?:ой|ое|ую)|просто|без наворотов|plain|normal|ordinary|regular|clean|just)\p{L}*(?: \p{L}+)? (?:назван\p{L}*|имя|наименован\p{L}*|экран\p{L}*|надпис\p{L}*|т2|t2|теле2|tele2|оператор\p{L}*|буквы|вид(?:у|ом)?(?=$| (?:сети|назван|строк|стать|т2|t2|имени|оператор|как|без|пожалуйста|плиз))|name|screen|display|operator)(?!\p{L})/u;

export const toNamed = (words: readonly { readonly text: string; readonly isName: boolean }[]): string =>
  words.map(({ text, isName }) => (isName ? NAME : text)).join(" ");
