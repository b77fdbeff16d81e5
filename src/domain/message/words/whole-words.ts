/** Words of messages that are read as a whole. `_` joins the words of a phrase. */
export const GIFT_WORDS = {
  gifts: `подарки подарков подарками gifts`,
  off: `отключи отключите отключить выключи выключите выключить убери уберите убрать запрети запретите запретить
    заблокируй заблокируйте не_присылай не_присылайте не_присылать не_надо не_нужны не_нужно не_хочу не_хочу_получать
    больше_никаких никаких стоп хватит без прекратите прекратите_присылать отказываюсь_от я_против
    turn_off switch_off disable stop stop_sending no_more no block do_not_send dont_send i_dont_want dont_want off
    i_do_not_want opt_out_of`,
  on: `включи включите включить верни верните вернуть подключи подключите разреши разрешите разрешить хочу_получать
    turn_on switch_on enable allow unblock on`,
  filler: `пожалуйста плиз пж здравствуйте привет добрый_день мне нам больше все любые всякие ваши ваших снова опять обратно
    присылать получать от_других_людей от_других от_людей turn switch
    please pls hi hello me us the any all my your more to_me to_us from_other_people from_others from_people again back anymore`,
} as const satisfies Readonly<Record<string, string>>;

export const REFUSALS = {
  /** With what is refused beside it. */
  words: new Set([
    ..."против отказываюсь отказываемся запрещаю запрещаем топку долой отстаньте отстань отвяжитесь".split(" "),
    ..."against refuse forbid".split(" "),
  ]),
  /** Says it all by itself. */
  alone: new Set("отказываюсь отказываемся запрещаю запрещаем отстаньте отстань отвяжитесь".split(" ")),
  /** May stand beside: "запрещаю показывать". */
  beside: new Set("показывать показ показывать_мне любые любой любую вы своими своих".split(" ")),
} as const;
