/**
 * All that a message may consist of, besides a name, to be obeyed where it would lift an `out` or show what is sensitive:
 * whole words and phrases, `_` joining the words of one. Whatever isn't listed makes Garland ask.
 */
export const PLAIN_WORDS = {
  verb: `вклчите вклчи влючите влючи включте вкючите включиите включити включить подключте подклчите вруби сделай сделайте вруби врубите врубай повесь повесьте включи включите включить включай включайте вкл подключи подключите подключить активируй активируйте активировать
    верни верните вернуть возвратите возвратить восстанови восстановите восстановить поставь поставьте поставить
    установи установите установить добавь добавьте добавить видеть увидеть vklyuchi vklyuchite vkluchi vkluchite verni vernite
    поставте добавте получить разреши разрешите turn switch put bring get enable activate restore return add see have`,
  /** Of everything these may ask for a list: "покажите все мои украшения". */
  showing: `покажи покажите показать показывай показывайте показывать дай дайте pokazhi pokazhite show display give`,
  modal: `го го_мне надо нужно нужны нужна id_love id_love_to id_love_to_have хочу очень_хочу hochu хотим хочется я_хочу мы_хотим хотел_бы хотела_бы я_хотел_бы я_хотела_бы я_бы_хотел я_бы_хотела хотелось_бы можно я_тоже_хочу мне_бы нам_бы хочу_себе я_хочу_себе не_могу не_получается хочу_чтобы_были хочу_чтобы_у_меня_были сделайте_чтобы_были
    прошу прошу_вас can_you could_you would_you will_you i_want i_want_to i_would_like i_would_like_to id_like id_like_to
    can_i could_i may_i`,
  polite: `пожалуйста пожалуста плиз плз пж пжл пжлст будьте_добры будьте_любезны здравствуйте здравствуй привет добрый_день
    добрый_вечер доброе_утро доброго_дня спасибо заранее_спасибо спасибо_заранее благодарю pozhaluysta pozhaluista
    извините простите sorry
    срочно это_важно жду_ответа спасибо_за_понимание заранее_благодарю если_можно если_не_трудно если_не_сложно алло
    asap as_soon_as_possible its_really_important hope_you_understand
    please pls plz hi hello hey good_morning good_afternoon good_evening thanks thank_you thanks_in_advance thx
    мне нам у_меня у_нас для_меня me us for_me for_us сейчас прямо_сейчас now right_now`,
  filler: `мою мой мое мои моего нашу наш наши обратно снова опять назад вновь на_телефон на_телефоне на_мой_телефон
    на_моем_телефоне на_этот_телефон на_этом_телефоне на_мой_номер на_этот_номер на_этом_номере на_экран на_экране the a an my our back again on on_my_phone to_my_phone to_my_number on_my_screen`,
  /** May end with a question mark. */
  asking: `как как_мне как_нам где где_можно можно how_do_i how_can_i how_to how_do_you where_do_i where_can_i
    can_you could_you would_you will_you can_i could_i may_i`,
  /** Adds nothing to a wish for what nobody has switched off. */
  beside: `его ее их это на_место сюда к_названию к_имени к_названию_сети к_названию_оператора такие_же такую_же такое_же пусть_будут пусть_будет помирилась помирился помирились я_помирилась я_помирился мы_помирились тоже также и_мне и_я и_у_меня и_нам и_моем а too also me_too those девушка уважаемые ребята ребят слушайте так блин
    вопрос просьба себе_на_телефон возле_имени возле_названия около_имени около_названия рядом_с_именем рядом_с_названием
    у_имени у_названия оператора сети передумала передумал соскучилась_по соскучился_по скучаю_по без_них_скучно без_нее_скучно без_него_скучно у_всех_есть а_у_меня_нет и_у_меня i_miss пропали исчезли пропала пропало исчезла исчезло куда_делось
    случайно_отключила отключила_случайно случайно_отключил отключил_случайно теперь_пропали как_раньше
    у_меня_нет почему_у_меня_нет почему_нет куда_делись куда_пропали где_мои были теперь_нет а_теперь_нет`,
  /** What is done to a decoration, and to nothing that a person might give. */
  switching: `вклчите влючите включте вкючите включити поставь поставьте поставить добавь добавьте добавить сделай сделайте вруби врубите повесь повесьте хочу_сердечко хочу_валентинку хотим_сердечко к_названию рядом_с_названием включи включите включить включай включайте вкл подключи подключите подключить активируй активируйте активировать
    установи установите установить восстанови восстановите turn switch enable activate restore
    пропала пропало исчезла исчезло на_экран на_экране на_телефон на_телефоне у_названия у_имени возле_имени возле_названия on_my_screen on_my_phone`,
  thing: `значок значка значки украшение украшения картинку картинки иконку иконки icon icons decoration decorations
    picture pictures`,
  all: `все все_украшения все_значки все_картинки все_иконки everything all all_decorations all_the_decorations all_icons
    all_the_icons`,
  /** Told before "put it back", of the slip or the change of mind that it mends. */
  slip: `ой нет отбой упс случайно нечаянно по_ошибке ошибся ошиблась я_ошибся я_ошиблась передумал передумала я_передумал я_передумала
    погорячился погорячилась я_погорячился я_погорячилась случайно_отключил случайно_отключила я_случайно_отключил
    я_случайно_отключила случайно_нажал случайно_нажала я_случайно_нажал я_случайно_нажала
    не_то не_туда не_надо_было_отключать не_хотела_отключать не_хотел_отключать
    oops ups by_mistake by_accident my_mistake changed_my_mind i_changed_my_mind i_did_it_by_mistake`,
  undo: `верни верните вернуть верни_обратно верните_обратно вернуть_обратно верни_назад верните_назад вернуть_назад
    верни_как_было верните_как_было вернуть_как_было верни_все_как_было верните_все_как_было вернуть_все_как_было
    верните_все_обратно верни_все_обратно верните_все_назад верни_все_назад сделайте_как_было сделай_как_было
    отмена отмени отмените отменить отмена_последнего_действия отмени_последнее отмените_последнее отменить_последнее
    отмени_последнее_действие отмените_последнее_действие отменить_последнее_действие отмените_последнее_изменение
    отмените_последнюю_просьбу отмените_мою_последнюю_просьбу отмени_мою_последнюю_просьбу
    отмени_мое_последнее_сообщение отмените_мое_последнее_сообщение undo_my_last_message
    верни_взад верните_взад назад_верни назад_верните обратно_верни обратно_верните как_было_верните сделайте_как_раньше сделай_как_раньше давайте_как_раньше давай_как_раньше давайте_как_было давай_как_было пусть_будет_как_было пусть_будет_как_раньше
    возвращай возвращайте возвращай_назад возвращайте_назад возвращайте_обратно отмотай отмотайте отмотайте_назад верни_все_назад верни_все_взад откати откатите откатить откат откатите_назад отменяю
    отмени_мое_отключение отмените_мое_отключение отменить_мое_отключение отмена_отключения отмени_это отмените_это
    давай_обратно давайте_обратно вернуть_все_обратно вернуть_все_назад верните_мне_как_было верните_обратно_все
    revert revert_it revert_that cancel_that cancel_my_last_request take_that_back take_it_back
    bring_it_back_as_it_was bring_it_back_how_it_was put_things_back put_everything_back
    отмени_отключение отмените_отключение отменить_отключение vernite_kak_bylo verni_kak_bylo otmena
    undo undo_it undo_that undo_this undo_the_last_change undo_my_last_change undo_my_last_request undo_the_last_request
    undo_last_action undo_the_last_action undo_my_last_action
    put_it_back put_them_back put_it_back_as_it_was put_it_back_the_way_it_was put_it_back_how_it_was
    bring_it_back bring_them_back restore_it`,
} as const satisfies Readonly<Record<string, string>>;

/** Of many one is a thing that people give. */
export const ONE_OF_MANY: ReadonlySet<string> = new Set(
  `сердечко сердечка сердечку валентинка валентинку heart valentine serdechko valentinka valentinku`.split(" "),
);
export const NEVER_ITS_NAME: ReadonlySet<string> = new Set("сердце сердцем сердцу сердцах serdce serdtse".split(" "));

/** Said before a wish, and nowhere else. */
export const OPENINGS: ReadonlySet<string> = new Set(["да", "ок", "окей", "yes", "ok", "okay"]);

/** Of these a wish may have one. */
export const JOY: ReadonlySet<string> = new Set("😊🙂😃😄😁😍🥰😘😻👍👏🔥✨🎉🥳😀🤗🤩😎☺🙏❤");

/** A slip in parts: how it came about, what was done, and to what. */
export const SLIP_PARTS = {
  how: `случайно нечаянно по_ошибке ошибочно зря не_то не_туда`,
  did: `нажал нажала нажали отправил отправила написал написала послал послала отключил отключила выключил выключила убрал убрала удалил удалила`,
  what: `стоп все не_то не_туда кнопку смс сообщение`,
} as const;
