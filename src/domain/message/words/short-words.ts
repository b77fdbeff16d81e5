/** Short words that matter most, as they are written: a slip in one of them is worth mending. */
export const SHORT_WORDS = `хочу хочется можно дайте верни вернуть убери убрать убирать сними снять скрой скрыть удали спрячь добавь
  поставь включи меня мне экрана экране экран телефона больше надо нужно нужна нужны тоже снова
  пожалуйста плиз где как когда почему
  turn show hide want please take bring back give from phone screen icon icons dont want the need`;

/** Of the misspellings these are words of their own, though nothing here. */
export const NO_SLIPS: ReadonlySet<string> = new Set(
  `берите брать бери моно дате дайт вени верн снят сим крыть срыть вору мен мня но кок над наду нуно туна тож снов гед кад
  how sow wat wan tun tur sho hid bak gie fro form then there them than they one ten tee tea ear hear art eat nee
  оки око лук кол елка клуб кула пол полк лоск нек`.split(/\s+/u),
);
