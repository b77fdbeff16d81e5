/** Words of a slip, in small letters with е for ё. */
const SLIPS =
  "случайно нечаянно по ошибке|ошибочно|зря|сдуру|не то|не ту|не та|не тот|не туда|не те|промазал[аи]?|промахнул(?:ся|ась)|ошиб(?:ся|лась)|помилився|помилилась|перепутал[аи]?|погорячил(?:ся|ась)|поторопил(?:ся|ась)|поспешил[аи]?|передумал[аи]?|не хотела? (?:отключать|убирать|выключать)|палец соскользнул|by mistake|by accident|accidentally|mistakenly|my mistake|my bad|oops|wrong (?:message|button|number|chat|command|one)|changed my mind|didnt mean(?: to| it)?";

export const SLIP = new RegExp(
  String.raw`(?<!\p{L})(?:${SLIPS.replace("случайно нечаянно по ошибке", "случайно|нечаянно|по ошибке")})(?!\p{L})`,
  "u",
);

/** What asks to mend it. "Верните" alone is enough beside a slip. */
export const MENDING =
  /(?<!\p{L})(?:верн(?:и|ите|уть|ите-ка)|возвра(?:ти|тите|щай|щайте)|отмен(?:и|ите|ить|а)|откат(?:и|ите|ить)?|отмота(?:й|йте|ть)|восстанови(?:те|ть)?|как было|как до этого|как раньше|назад|обратно|взад|ctrl\s*z|undo|revert|(?:put|bring|turn|switch) (?:it|them|that) back|put back|bring back|поверн(?:и|іть)|як було)(?!\p{L})/u;

/** Tells that what was done switched off: then what is shown meanwhile can't be meant. */
export const SWITCHED_OFF =
  /(?<!\p{L})(?:отключил[аи]?|выключил[аи]?|убрал[аи]?|снял[аи]?|удалил[аи]?|скрыл[аи]?|turned (?:it|them) off|switched (?:it|them) off|removed|disabled)(?!\p{L})/u;

/** May stand beside, though they mean nothing else here. */
export const SLIP_WORDS =
  /^(?:нажал|нажима|тыкнул|ткнул|отправ|посла|написал|набра|отключ|выключ|убра|снял|снять|удал|скрыл|промаз|промах|ошиб|помил|перепут|погоряч|потороп|поспеш|передум|сдуру|кнопк|команд|сообщен|клавиш|экран|откат|отмот|верн|возвра|отмен|восстанов|последн|действ|оказывает|назад|обратно|взад|ctrl|wrong|message|button|command|chat|undo|revert|oops|поверн|було|як$|я$|z$|то$|ту$|та$|тот$|туда$|те$|стоп|stop|pressed|sent|hit|last|action|mean|bad|sorry|сори|сорян|сорри|мой|косяк|послал|палец|соскользнул|просьб|как$|было$|до$|этого$|сделай|можно$|скорее$|настройках$|понимаю$|мелочь$|имею$|в$|важно|серьезн|мелоч|ответьте|искал|настройк|команду|верните)/u;
