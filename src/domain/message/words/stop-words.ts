/**
 * Words that ask to stop, and nothing else, as networks, regulators and people have them. CANCEL is none: it may ask for the
 * opposite. `_` joins the words of a phrase.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `стоп стопп ctop cтоп stop end quit unsubscribe optout opt_out revoke off remove_me stop_it stop_this enough stopp arret arrêt alto
  отписка отписаться отпишите отпишите_меня отпиши_меня отписывайте отпис otpiska otpisatsya отказ_от_украшений
  выкл откл отключ вык выкл_пожалуйста хватит хватит_уже прекратите прекратить прекратите_это перестаньте
  отстаньте отвяжитесь отстаньте_от_меня stop_sending stop_messages
  тоқтату тоқтат токтат токтот тыйыш туктат туктатыгыз туҡтат туҡтатығыҙ тўхтат тўхтатинг toxtat toxtating стопла бас қилинг
  спиніть зупиніть зупинити стій припиніть спыніце спыніць`
    .split(/\s+/u)
    .map((word) => word.replaceAll("_", " ")),
);

/** These switch off everything. */
export const STOP_ALL_WORDS: ReadonlySet<string> = new Set(["stopall", "stop all", "стопвсе", "стоп все", "стоп всё"]);

/** Emoji that say it alone. */
export const STOP_SIGNS = /^(?:\u{1F6D1}|⛔|\u{1F6AB}|❌|✖|\u{1F515}|\u{1F645}|✋|\u{1F590})+$/u;

/** May stand before or behind a word to stop. */
export const BESIDE_STOP =
  /^(?:пожалуйста|пожалуста|плиз|пж|please|pls|т2|t2|теле2|tele2|уже|здравствуйте|привет|спасибо|thanks|на|номер|пишу|вот|отправляю|шлю|посылаю)$/u;

/** "Enough" ends anything, as "I forbid it" does; only as an answer they end this. */
export const ENOUGH: ReadonlySet<string> = new Set(["довольно", "достаточно", "запрещаю", "запрещаем"]);

/** May stand before an answer. */
export const BEFORE_ANSWER = /^(?:да|давайте|давай|ладно|ну|ой|ок|нет|спасибо|well|ok)$/u;

/** What answers a question with no, and with yes. */
export const REFUSING: ReadonlySet<string> = new Set(
  `увольте нет_уж нет_уж_увольте нет_увольте 00 нет не неа нее нету довольно достаточно нет_спасибо нет_не_надо не_надо не_нужно не_нужен не_нужна не_нужны не_хочу не_буду не_интересно не_хотим ненадо нехочу
  0 ноль no nope nah no_thanks no_thank_you not_interested dont_want i_dont_want i_dont_want_it не_показывайте не_показывать не_оставлять не_оставляйте не_оставляй dont_keep dont_keep_it нафиг нафиг_надо нахрен на_фиг на_фиг_надо не_стоит ни_за_что ни_в_коем_случае никогда отказываюсь откажусь против я_против к_черту к_чертям к_чертовой_бабушке к_чертовой_матери в_топку ні не_треба не_хочу_спасибо
  не_надо_спасибо спасибо_не_надо спасибо_нет спасибо_не_нужно керек_емес кирәкми kerak_emas керак_эмас кереги_жок лозим_нест yo'q жоқ юк yoq жок`
    .split(/\s+/u)
    .map((word) => word.replaceAll("_", " ").replaceAll("'", "")),
);
export const AGREEING: ReadonlySet<string> = new Set(
  `да ага угу ок окей хорошо давайте давай конечно yes yep yeah ok okay sure please да_пожалуйста yes_please так иә әйе ha ооба ҳа`
    .split(/\s+/u)
    .map((word) => word.replaceAll("_", " ")),
);
