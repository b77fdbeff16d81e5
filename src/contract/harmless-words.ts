import { OF_PEOPLES } from "./names-of-peoples.ts";
import { readWordList } from "./word-list.ts";

/*
 * What makes a grave word harmless: what stands beside it. In the notation of `word-list.ts`.
 */

/** Things that have an orientation, a health or an origin of their own. */
const THINGS = String.raw`
  screen tray display device page map photo image video widget icon sticker scan landscape portrait layout window text camera phone
  handset tablet battery network wifi system service line signal modem sim esim link account endpoint api pod server crm shard cluster
  node disk database db queue job app application router port cell site traffic request host tariffs? plans? refunds? numbers? bills?
  billing invoice updates? keyboard interface locale data browser canvas certificate`;

const THINGS_RU = String.raw`
  экран диспле фото фотографи страниц карт[аы] телефон устройств виджет планшет текст окн трея батаре аккумулятор сет[иь] систем сервис лини[ияй] сигнал
  модем сим серв трафик номер аппарат тариф запрос приложени мост кабел провод интерфейс раскладк клавиатур обновлен`;

const thing = `(?:${flat(THINGS)}) `;
const thingRu = String.raw`(?:${flat(THINGS_RU)})\p{L}{0,4} `;

/** Phrases of which no word is about a person: they are passed over, and what stands around them is weighed. */
const HARMLESS_PHRASES = [
  // A thing's own, not a person's.
  `${thing}(?:orientation|health|origin|race|accent|fingerprint) `,
  String.raw`auto ?(?:rotate )?orientation |orientation (?:lock|mode|sensor|change|changed|angle) `,
  String.raw`health ?(?:check|checks|probe|probes|endpoint|score|ping|monitor|status|ok)(?: ?ok)? `,
  String.raw`(?:orientation|health|origin|nationality|(?:native )?language|marriage|politics|diagnos[ei]s|disease|divorce) of (?:the )?${thing}`,
  String.raw`origin (?:server|host|url|header|country of (?:device|sim)) `,
  String.raw`(?:divorced|divided) (?:billing|bills?|invoices?|devices?|screens?|lines?) `,
  String.raw`(?:состояни\p{L}* )?(?:ориентаци|здоровь|диагноз|происхожден)\p{L}* ${thingRu}`,
  String.raw`брака? (?:устройств|телефон|модем|планшет|аппарат|батаре|экран)\p{L}{0,4} `,
  String.raw`(?:без )?диагноз\p{L}* ${thingRu}`,
  String.raw`(?:блокировк\p{L}*|смен\p{L}*) ориентации `,
  String.raw`заводск\p{L}* брак\p{L}* `,
  String.raw`(?:разведенн\p{L}*|развод(?:а|ы)?|разводк\p{L}*) (?:мост|кабел|провод)\p{L}{0,4} `,
  String.raw`bridges? razvod\p{L}* |razvod\p{L}* mostov `,
  // Sport, and what races without a driver.
  String.raw`(?:data|track|drag|horse|relay|marathon|formula|driving|car|motor|cycle|arms|boat|f1) races? `,
  String.raw`races? (?:mode|condition|conditions|control|track|day|days|ticket|tickets|car|cars|fan|fans|course|calendar|results?|time) `,
  String.raw`раса эльфов|расы эльфов`,
  // Unions of states, of cards and of tables.
  String.raw`(?:european|eurasian|customs|soviet|credit|student|students|postal|african|monetary|economic|rugby|western|sql|set) unions? `,
  String.raw`unions? (?:pay|jack|bank|card|station|square|street|mobile|query|type|find|all|tariff|plan|shop|cinema) `,
  // Parties at which people dance, or that sign.
  String.raw`(?:third|lan|birthday|conference|house|after|counter|hen|tea|watch|office|pool|new year|search|wall) part(?:y|ies) `,
  String.raw`part(?:y|ies) (?:wall|size|line|pack|packs|call|mode|game|hat|time|theme|animal|popper|bonus) `,
  // Words that mean something else in such company.
  String.raw`hearing aids? `,
  String.raw`(?:patient (?:retry|retries|mode|wait|connection|delay|poll\p{L}*)) |pregnant pause `,
  String.raw`(?:zodiac|sign) cancer |cancer (?:zodiac|sign|horoscope|constellation) |знак\p{L}* (?:зодиака )?рак `,
  String.raw`widows? (?:peak|control|line|lines) `,
  String.raw`(?:голосовани\p{L}*|vot\p{L}+) (?:за|for) (?:an? )?(?:икон\p{L}*|icon\p{L}*|украшен\p{L}*|decoration\p{L}*) |icon votes?`,
  String.raw`(?:conservative|liberal) (?:bitrate|mode|power|policy|return|refund|limit|estimate|cache|timeout|matching) ?`,
  String.raw`voting machine |парти[яи] товара `,
  String.raw`arrested development |prison break |criminal minds `,
  String.raw`колони\p{L}* (?:бактери|пингвин|муравь)\p{L}* |sandbox jail |jail (?:break|broken) `,
  String.raw`genetic algorithm\p{L}* `,
  String.raw`(?:browser|device|certificate|key|canvas|tls|host) fingerprint\p{L}* |fingerprints? ?(?:unlock|sensor|scanner|login|reader|lock|less|enabled) `,
  String.raw`(?:разблокировк|вход|сканер)\p{L}* (?:по )?отпечат\p{L}* |biometric (?:lock|unlock|login|prompt|sensor) |биометрическ\p{L}* (?:замок|вход|разблокировк)\p{L}* `,
  String.raw`accent colou?rs? |separated (?:list|values?) |(?:расчетн|платежн)\p{L}* цикл\p{L}* `,
  String.raw`интимн\p{L}* свет `,
  String.raw`hindu kush |гинду ?куш`,
  // Lands, as regions and where people travel; whose tongue a keyboard has.
  String.raw`jewish (?:autonomous|ao|region|oblast) |jewishao |еврейск\p{L}* (?:автономн|ао |област)`,
  String.raw`(?:${OF_PEOPLES}) (?:автономн\p{L}* |народн\p{L}* )*(?:республик|област|округ|край|края|ао )\p{L}* ?`,
  `(?:republic of )?(?:${OF_PEOPLES}) (?:republic|autonomous|okrug|roaming|locale|keyboard|font|interface) `,
  String.raw`(?:язык\p{L}*|раскладк\p{L}*|клавиатур\p{L}*) (?:интерфейса |меню |приложения )?(?:${OF_PEOPLES}) `,
  String.raw`(?:${OF_PEOPLES}) (?:раскладк|клавиатур|шрифт|локал|роуминг|язык интерфейса)\p{L}* `,
  `(?:interface|ui|menu|app|keyboard|site) (?:language |locale )?(?:${OF_PEOPLES}) `,
];

/** Places, goods and shows are named after anything: a grave word beside them is for people to judge. */
const HEADS = String.raw`
  street streets_ st_ square_ avenue ave_ lane_ road_ embankment bridge bridges_ station_ metro_ airport roaming oblast_ region_ district city_ town_ hotel
  museum park_ route routes_ shop_ store_ mall_ wifi kings_ accounts_ lounge_
  tariff tariffs tarif widget widgets_ map_ maps_ channel series_ show_ drama film movie game_ games_ fan_ fans_ band_ promo forecast news_ ticket tickets_ golf
  улиц ул_ переул проспект площад бульвар шоссе набережн тупик_ микрорайон поселк станци метро_ аэропорт вокзал роуминг област район республик
  гостиниц отел[ьяе]_ музе[йяе]_ маршрут магазин мост_ моста_ мосты_ тариф виджет телеканал канал_ шоу_ сериал фильм игр[аы]_ прогноз новост хроник ulitsa ulica pereulok
  ploshchad prospekt shosse`;

export const PHRASES = new RegExp(`(?<= )(?:${HARMLESS_PHRASES.join("|")})`, "gu");
export const HEAD = new RegExp(`(?<= )(?:${readWordList(HEADS)})`, "u");

function flat(list: string): string {
  return list.trim().split(/\s+/u).join("|");
}
