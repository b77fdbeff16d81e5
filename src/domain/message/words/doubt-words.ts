/**
 * Words that leave in doubt whether what stands beside them is the writer's own plain wish. They only ever make Garland
 * ask, so they are matched by their beginnings; those that the vocabulary knows already are found by their class.
 */
export const DOUBT_WORDS = {
  /** Somebody else's words are told. */
  speech: `сказа говор написа писал пишет пишут велел велит попросил посовет прислал якобы дескать
    said= says= saying= told= tells= wrote= writes= texted= asked= quote`,
  /** What stands before is taken back, or not meant. */
  refusal: `против= отбой= шучу= шутка= шутим= ни= терпеть= наоборот= хотя= погод подожд
    against= joke joking= kidding= jk= nah= nevermind= never= wait= hate= stand= bear= actually= rather= nobody=`,
  condition: `услови случае= иначе= provided= otherwise= else= or= или=`,
  threat: `суд= суда= жалоб пожалую= пожалуюсь= прокур роспотреб уйду= ухожу= уйдем= перейду= расторг попробуй посме
    dare= sue= suing= court= lawyer= complain leave= leaving=`,
  less: `меньш поменьш менее= реже= less= fewer=`,
  /** What stands behind these is what is not wanted, or what was before. */
  away: `без= до= вместо= кроме= после= without= before= except= than= until= after= instead=`,
  /** An operator's other business, and other people's programs. */
  elsewhere: `сколько= заказ доставк продаж каталог список= списка= списком= перечень= перечня= перечнем= ассортимент расписани инструкци описани товар корзин магазин купи= купить= куплю= купит= покуп цена= цену= цены= приз= призы= обои= посылк билет оплат
    инстаграм вотсап ватсап телеграм вайбер вконтакте= тикток ютуб
    order= orders= cart= basket= shop store= deliver refund buy= bought= purchas parcel ticket wallpaper
    instagram= whatsapp= telegram= viber= tiktok= youtube= facebook=`,
  /** Somebody else wants it, or is to have it. */
  others: `хочет= хотят= просит= просят= желает= wants=`,
  pronouns: `него= нее= них= his= her= their= him= them=`,
} as const satisfies Readonly<Record<string, string>>;

/** "Вопрос: …", "Please: …" open a message of the writer's own. A name before a colon is who is quoted. */
export const OWN_OPENINGS =
  /(?:вопрос|просьба|прошу|пожалуйста|привет|здравствуйте|день|утро|вечер|заявка|пожелание|срочно|важно|question|request|please|hi|hello|hey|wish)$/u;

/** What programs and people write above a message that they pass on. */
export const PASSED_ON =
  /(?:^|\n)[ \t]*>|(?<!\p{L})(?:fwd?:|re:|forwarded|переслан|пересыла|liked [“"]|понравилось [«“"]|\d{1,2}:\d{2}\]?\s+\p{L}+:)/iu;

/** What is not to be restored by "put it back" though it stands beside it in most plain undos. */
export const UNDOABLE =
  /^(?:мест|действ|посл|сообщ|просьб|слушай|messag|request|step|thing|action|change|last|way|place)/u;
