/** What a complaint may say of a decoration, and what makes it no complaint, by the beginnings of words. `=` ends a whole word. */
export const COMPLAINT_WORDS = {
  /** How something looks: these add nothing to what is felt about it. */
  looks: `выгляд смотрит смотреть= смотре видеть= вид= верх= полны полная= полное= полнейш сво[йеи] иде[яюи]= часы= часов= врем взросл человек оставл остав= напиш подам= подаю= роспотреб
    придума look see= seeing= absolutely= totally= such= im= at= your= came up= with= invent idea= clock= time= file=`,
  /** Sorrow that something is missing sounds no other than sorrow that it is there. */
  sorrow: `груст печальн обидн плак плач жал sad= upset= disappoint annoyed=`,
  /** What is compared, counted, limited or past. */
  turns: `чем= хуже= лучше= раньше= прошл хотя= будто= один= одна= одну= одной= одного= был= была= были= было= буд than= worse= was= were= been= had= one= would= used= as= if=`,
  /** Another's opinion, or one that the writer had. */
  thought: `дума казал= казалось= кажется= счита полага мнени think thought guess suppose believe= opinion`,
  /** Whose they are called then. */
  yours: `ваш твой= твои= эт your= these= this= those=`,
  /** Where no decoration stands. */
  elsewhere: `приложени сим= сима= симк симоч номер антен app= sim= sims=`,
} as const satisfies Readonly<Record<string, string>>;
