/**
 * Common words, of the ten thousand that are used most, that are a slip away from one that matters here: "везде" is not "звезда",
 * nor "забыл" a slip in "забрал". Whole words, with е for ё; `ordinary-words.ts` has beginnings.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `весенний весенняя весеннюю весеннее весенние весеннего весенней адрес арест барри берег берем берешь боитесь бойтесь больна бомбу бомбы братьев братья бросать бросили бросит
  бросить брошу брэд вверх вдали ведешь везде верил верили верим веришь верность вечность вещам вещами вещах видов
  видом винить виновным вирус внести волшебник впрочем вставать вывести выпил выпила выпить выходи выходил выходим
  выходите выходить выходишь выяснил выясним выяснить газете газеты гарри говорить годом голова голове головой голову
  головы голод гомер гордость гостей гости давал давали давать давид давить дадите двоим двоих дениз деревне деревни
  деревню деревня дерек доволен довольна дождусь допустим допустить древа древо другая другую забавный забрал забывай
  забывать забываю забыл забыла забыли завести заговор заговорил запереть заперта затем захватил захватили заходил
  здравствует знаете значат зовите зрение зрения извинения извинить изменил изменит изменить интересах интересная
  интереснее интересного интересный ирония исправить источники кейн класса классе ключи команде король красть кровати
  кровать кроватью лестер летать лететь летим летит личная лично личного личное личной личную личные личный личным
  личных магию магия мадам майлз малыш мелани мелочи мелочь мечта мечту мешать миллер милли милой милорд милость милях
  могиле могилу могилы могло модель моими молод молода молодая молодого молодой молоды молодые молодым молодых мужик
  мужика мужики мужиков мужику навестить называешь найди найлс найти намерен нанести нанял наняла наняли нанять
  написать наряд нахожусь начнем начни начну нашли нашло нейт несешь нести нолан носил носит носить носишь ночной
  объяснение объяснения объяснить объясняет обязан одной одном оказалась оказались оказалось оказался оказаться
  оказывается олли опусти опустите опустить оставив отвлечь отдам отдашь отеле отеля отойти падает парой период пилот
  плоти повезет повезло повелитель повышение погнали подать поднял подойдет подойди подойду подойти подонок подошел
  подставил подставили подставить поеду поесть пожить позвонила позвонили позвоним позвонишь поищу пойду пойдут поймаю
  поймают пойми поймут пойти показаний покер покидать покинул покинула покинули покинуть покое покой положение
  положении положения получат получит получите получиться попадет попаду пополам порвал порно порой порошок порядок
  посетитель послушаем послушать постой постойте почитать пошел правил правила правилам правило править правы правый
  прайс предатель пределами пределах предложение предложения приведи приведу привез привезти привел привести приводит
  привык прийти приказ прикрытие прикрытием прикрыть приму примут принято принять приятель пробовал пробовала
  пробовали провел провела провели проверь провести продавал продает пройти пройтись пропустите прости простит
  простить простые простым прочее прочесть прошлую прощаю проще прощу прыгать пушки пушку радостью разобраться ракета
  ракеты ранее рассел растет расти растить растут рода родная родной ронни роста садись садитесь сары сбросить свободе
  свободны свободный свободным свободу свободы сдержать секретов семь семья силой симон скажет скорая скорого скорой
  скорую следи следил следили следуй следуйте следы слуга слушает слушаете слушаешь слушал слушание смело смелый смена
  смене сменой смену смены снежинск снимки снимок собирает собирать собрать сойти составить сотен сотни сотовый
  спасать спасет спаси спасите способен способна способны способов способом справиться срока стакан станете старт
  степени стоите стоить стоишь стойте стран стране страниц странные странный странным страны страх стрелок стреляй
  стрелял стрелять стресс стрит строго считай считаю считая съем сэма сядем теряем теряет теряешь терять теряю тише
  трубы убегать убейте убиты угодно уедем уеду ужина ухода фляга флягу форме форму формы хватать хватило ходил ходила
  ходили ходим ходит ходите ходить ходишь ходят храни хранит хранить хреново черные черный черных честный честным
  честью чистой шестой шторм элли эмма южной
  accidents adams adverse advertise amino analog anime antique arise armenia avoid balanced banks barry baseball
  beautifully besides bios bits bomb boob boobs boost boot boots boss breath breed bride british cancer carried
  carries chester chinese cited clara clark clerk contact contacts contractor corners dairy dated dates david davis
  delays delta derek derived diabetes diameter diamond dining direct don dot dover dying dylan earth eminem emma
  farmer figure figured figures filme finest flight flights flog formal format formed former formula fuzzy galaxy
  garage gary genes genetic greater greatly haiti harold harry hears hearted hearth heath heats hiring honest honey
  hostel hostels hotels inner interested ion keen keno kenya kernel kinase kodak learn lease leave leaved leaving
  lighter limited limits listed listen lived lover lovers loves madison madrid magic mailed mails males managed
  manager managers manor marvel matt matter metal metals miami milan mile miles miller milton mines minute mistakes
  mobiles model modems modes monkey mono moral mouth musical nails named nearest nested networking noise operation
  operational operations organize outer packed packets pakistan panels panic parade parallel partial partly passwords
  patrol payday payroll perfectly period periodic periods pilot pirates pleased pocket pockets poems poker pope porn
  porno portal postal powell powerseller prague prayer prefers premium prevent priest prior private projects promote
  promoted proper proposal propose proposed prostate protected protein proud prove proved proven rachel refer refers
  renew reset resort returned returns road rochester rocket ronald roster route routers routes routine routines
  routing sarah satin saved saver saves seem seemed sells sense serial signed simon site sites skiing skins skype
  slide slides slight smile smilies smoke sorted sounds spatial sperm spray stake stare starz stats stayed stays steal
  stereo steve steven sticky stocks store stores story strain strap street streets stress strip stuffed subjects suite
  superb tanks tariff think thong thongs tile tiles tits toe tower toyota tracker treaty treo trio twenty tyler
  ukraine united unity verbal villas vinyl virgin virus warned warner wider william willow wines winner wired wires
  wiring wishes witness worry wound yellow`.split(/\s+/u),
);
