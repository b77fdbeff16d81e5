/** Words that say whose a picture is, or what a name is only the first part of, by their beginnings. `=` ends a whole word. */
export const CLAIM_WORDS = {
  /** Where no decoration stands. */
  elsewhere: `батаре зарядк процент эконом энергосбереж галере погод игре= игры= игру= вк= пост= поста= браслет часах= приложени сим= антен app= profile= cloud= account=`,
  /** Light words that a name may hang on: "эту функцию украшения". */
  light: `праздник неприемлем недопустим оскорбит смешн стремн позорн функци показ отображ режим look hide ruin make little small tiny weird big holiday seasonal silly`,
  /** Living and real things: decorations only where nothing else is said of them. */
  kin: `сердц heart= ель= ели= елью= дерев лист= листа= листь снежок= снежк цветы= цветов= цветок= цветк флаг флаж свеч
    snow= flower leaf= leaves= fir= spruce= flag candle`,
  /** Names that are kinds of other things as often. */
  kinds: `звезд star= stars= family= national= memorial=`,
  /** Pictures that are nothing but decorations. */
  decorations: `украш декор праздн новогод эмодзи эмоджи смайл финтифлюш наклей стикер decorat ornament ukrash emoji doodle sticker`,
} as const satisfies Readonly<Record<string, string>>;
