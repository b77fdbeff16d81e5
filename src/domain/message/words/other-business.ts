/** The operator's business that is none of Garland's, and other people's shops and programs, by the beginnings of words. `=` ends a word. */
export const OTHER_BUSINESS = `тариф интернет инет= инета= инету= баланс деньг денег= денеж услуг подписк подписок= подписан роуминг реклам рассыл звонк звонок звоня
  звоните= звонит= звоним перезвон дозвон смс= смск sms ммс= уведомл оповещ спам гудок гудк мелоди платеж платёж автоплат оплат заплат плачу= плата= плату= платы= платить
  договор счет= счета= счету= счёт пароль= пароля= парол код= кода= коды= пин= puk= переадрес автоответ впн= vpn= вайфай вай-фай wifi связь= связи= связью= трафик
  пакет минут гигабайт гиг= гига= гиги= гигов= гигам= гигаб мегабайт карта= карту= карты= карте= картой= банк кредит рассроч ипотек музык кино= фильм сериал книг= голос вибрац обновлен
  блокир разблок заблок лимит опци контент антиспам определит перевод перевест переведите скидк бонус кэшбэк кешбэк балл= баллы= баллов= акци розыгр симкарт симк сим= симу= симы= номер= номера= номеру= номером= телефон= телефона= телефону= смартфон сим-карт esim есим
  кабинет лк= геолок раздач модем роутер приставк домашн телевид тв= канал антенн вышк= покрыт скорост сигнал лимит остат детализ квитанц чек= чека= возврат= возврата=
  списа спишит снима= снимает= снимают= сняли= снято= штраф долг= долга= долги= задолж абонентск мошен разводил обман звонок украл потерял утерян кража взлом паспорт
  оператора= оператору= специалист соедините= консультант сотрудник менеджер салон офис магазин доставк курьер заказ корзин посылк товар покуп купи= купить= купит= куплю= цена= цену=
  цены= стоит= стоимост почем= почём= рынк рынок рынке= перенос перейти= переход mnp= номеро семейн группу= автопродл продл пополн пополни обещанн детск родительск
  инстаграм вотсап ватсап телеграм тикток ютуб вконтакте вк= вайбер макс= одноклассник сбер госуслуг яндекс google гугл play= аппстор приложение= приложения=
  размер примерк мошенник приз= призы= обои= открытк билет аккаунт логин учетн регистрац анкет опрос жалоб= претензи ваканси работа= работу= вход= войти= личн почт письм
  internet data= plan= plans= tariff subscription roaming ads= advert balance money= newsletter call= calls= text= texts= sms notification spam ringtone payment pay= paid=
  contract bill= bills= billing invoice password voicemail vpn wifi wi-fi minutes= bank service= autopay music sound bluetooth alarm mailing signal coverage speed=
  charge= charged= charges= charging refund fee= fees= debt fraud scam stolen lost= sim= esim router modem= tv= channel store= shop order= orders= cart= delivery parcel
  price cost= costs= buy= bought= purchas discount bonus points= cashback account login agent= human= operator= representative instagram whatsapp telegram viber tiktok
  youtube facebook app= number= phone= port= transfer block= blocked unblock`;

/** Where the decoration stands: these words by themselves, or the operator's name with a word for beside. */
export const TRAY_WORDS = `трей= трее= трея= трею= шторк статус-бар статусбар статус tray= status=`;
export const BESIDE_WORDS = `возле= около= рядом= у= напротив= слева= справа= сбоку= подле= next= near= beside= by=`;
export const NAME_WORDS = `назван имен имя= оператор сети= сеть= t2= т2= tele2= теле2= name= operator carrier network`;
