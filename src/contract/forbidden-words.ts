import type { Label } from "../domain/label.ts";
import { OF_PEOPLES, PEOPLES } from "./names-of-peoples.ts";

/**
 * What Garland does not want to know about people: beliefs, private life and everything else that law protects most strictly
 * (GDPR articles 9 and 10, 152-FZ articles 10 and 11), and what gives it away. No holiday icon is worth keeping it.
 *
 * In English, Russian, transliterated Russian and, where the words are known, other languages of Russia; without ё. `word-list.ts`
 * says how the lists are read; `stems` are found anywhere, also where words run together.
 */
export interface Topic {
  /** In Russian as it stands after «о». */
  readonly about: Label;
  /** Can hardly mean anything but a person's: refused. */
  readonly refused: string;
  readonly stems?: string;
  /** Means that, or something harmless: whoever carries an attribute has to read it, and an audience may not be called so. */
  readonly ambiguous?: string;
  /** Is no such fact, but may give one away: whoever carries it has to read it. */
  readonly proxies?: string;
}

const RELIGION: Topic = {
  about: { ru: "вере", en: "religion or belief" },
  refused: String.raw`
    relig faith_ faiths_ church_ churches_ churchgo christian_ christians_ christianity orthodox_ protestant_ protestants_ judai
    worldview pray_ prays_ prayer praying bible_ koran_ quran hajj_ hijab fasts_ fasting baptis(?:ed|t|m) godparent
    parish_ parishion atheis agnosti jew_ jews_ jewish_ shabb?at sabbath kashrut evre[iy] iudei zhid(?:_|y_|omas|ovk) жид(?:_|ы_|омас|овк) krishnait krishnaite hare_krishna
    jehovah i?[yi]egov evangelic adventist pentecost lutheran mormon scientolog sikhs?_ sunnis?_ sunni shias?_ shiites?_ shiite
    pagans?_ hindus?_ rabbis?_ imams?_ clergy priests?_ attends?_mass shaman(?:ist|ism)
    верующ неверующ церк храм_ храме_ храмы_ иуде атеи агностик молит молящ крестин крещен воцерков намаз хадж пост(?:ит|ящ)
    постн\p{L}*_ соблюда\p{L}*_(?:пост|шаб|кашр|суббот) ша(?:бб?ат)_? батюшк прихожан приход_(?:храма|церкви)
    евре(?:й|и|ев|ям|ем)_ еврейк еврейск иудаи мировоззрени кришнаит иегов адвентист баптист пятидесятник старообряд старовер
    лютеран мормон сайентолог саентолог суннит сунниты шиит сикх_ сикхи_ язычник язычниц родновер шаманист сектант
    хиджаб мулла_ муллы_ имам_ имамы_ священник духовенств носит_крест раввин
    мөселман мосолман бусулб мәчет мәсет чиркәү чирк[ӳу]_ диндар дин_тот
    (?:ораза|ураз[аыеу])_ курбан крещен шаман_ вероотступ иноверц иноверец талмуд тора_ сект[аы]_ чукынган христос
    паломни uraza_? uraza(?!r) oraza_ kurban kreshch shamans?_ shaman_ quaker amish torah_ talmud eid_ eids_ hare_krishna godfather_ zakat закят
    tserk cerk konfess veruyu postit khram_ prikhozhan prihozhan molitv namaz yazychnik rodnover starover staroobr baptist
    svyashchennik svyaschennik din_?totuch mosulman moselman`,
  stems: String.raw`
    religio mosque(?!eto) synagog muslim moslem islam(?!abad|orada) catholic(?!os) catholics?(?!os) buddhis hindui
    kosher halal ramadan вероисповед религи мечет синагог христиан(?!ови|сен|санд) православ католи(?!зат|кос) протестант
    мусульм ислам(?!абад) буддис конфесси кошер халял рамадан veroispoved verois pravoslav musulm mechet hristian(?!ov)
    khristian(?!ov) koshern`,
  ambiguous: String.raw`
    pilgrim tithe voodoo вуду sects?_ cults?_ confession lent_ believers?_ infidel lama_ lamas_ witness_of вер[аыеу]_ верой_ vera_ режим_субботы_ дини_ дин_ dini_ holy_book ламаист крест_ krest_`,
  proxies: String.raw`
    posts_ post_ vegetarian vegan easter_(?!egg) christmas_(?:eve|mass) holy_ temple_ monks?_ monaster пост_ посты_ вегетариан веган
    пасх свят\p{L}*_ монаст монах pasha_ paskh`,
};

/** Not what law protects, but what names a person by itself. */
const PHONE_NUMBER: Topic = {
  about: { ru: "номере телефона", en: "a phone number" },
  refused: String.raw`msisdn мсисдн`,
  proxies: String.raw`
    (?:tele)?phone_?(?:numbers?|no|num)_ (?:mobile|cell|contact)_?(?:phone_)?(?:numbers?|num)_ номер\p{L}{0,2}_(?:моб\p{L}*_)?тел(?:ефон\p{L}*)?_
    телефонн\p{L}*_номер мобильн\p{L}*_номер контактн\p{L}*_телефон nomer_?telefona telefon_?nomer`,
};

const MARITAL: Topic = {
  about: { ru: "семейном положении", en: "marital status" },
  refused: String.raw`
    marital marriage_ married_ unmarried spouses?_ spouse_?id husbands?_ wife_ wives_ widow_ widows_ widowed widowers?_
    single_?(?:person|people|men|women|mother|father|parent|mom|mum|dad)s?_ civil_status family_status newlywed
    engaged_(?:couple|to) fiancee?_ ex_?(?:wife|husband|spouse) cohabit mistress_ divorc
    семейн\p{L}*_(?:положен|статус) (?:в|о|официальн\p{L}*|гражданск\p{L}*)_брак(?:е|у)?_ брак(?:е|у)_ брачн
    (?:в|о|после)_разводе?_ разводе_ разводах_ развел(?:ся|ась|ись)_ развод(?:ил|ящ) разведен\p{L}*_ развод_в_процессе
    женат замуж незамужн супруг холост вдов(?:а|ы|ец|цы|у|ой|ушк|ств) неженат молодожен жена_ жены_ жене_ женой_ муж_ мужа_
    мужем_ сожител любовни[кц] невест жених (?:одинок\p{L}*)_(?:мать|отец|женщин|мужчин) (?:мать|отец)_одиночк
    seme[iy]n\p{L}*_(?:polo[zj]|status) brachn zhenat zamu[zj]h suprug holost kholost vdov molodozhen odinochka
    mater_?odinoch sozhitel никах тол_хатын гаилә?е?_хәл`,
  stems: String.raw`divorced развед(?:ен|ся|ш) вразводе razveden maritalstat semeinoepol семейноеположен`,
  ambiguous: String.raw`bachelors?_ разводит(?:ся|есь) separated_ polygam многожен partner_cohab партнер(?:ом|шей)_жив жив\p{L}*_с_(?:партнер|мужчин|женщин|парн|девушк) lives?_with_(?:partner|boy|girl) брак_ развод_ разводы_ razvod_ razvode_ honeymoon singles_ divorce_ mistress`,
};

const FAMILY: Topic = {
  about: { ru: "семье и личной жизни", en: "family life" },
  refused: String.raw`bereaved потер\p{L}*_(?:ребен|близк)`,
  ambiguous: String.raw`childless orphans?_ adopted_child бездетн сирот усыновл удочер`,
  proxies: String.raw`
    children kids_ has_?kids haschild baby_ babies_ parents?_ mother father maternity infant household_size family_size dating tinder
    lonel romantic дети_ детей_ ребен малыш родител мама_ папа_ мать_ отец_ декрет многодет знакомств одинок размер_семьи
    deti_ rebeno?k mnogodet znakomstv roditel`,
};

const HEALTH: Topic = {
  about: { ru: "здоровье", en: "health" },
  refused: String.raw`
    disease illness hiv_ hiv aids_ cancer_ diabet insulin(?!k) oncolog allerg(?:y|ies|ic)_ depression depressive antidepress
    therapy_ therapist clinics?_ hospitals?_ hospitali[sz]ed patients_ ivf_ bmi_ blood_type vaccin psychiatr drug_(?:use|addict)
    alcoholi[cs] addict(?:ion|ed|s)?_ handicapped disabled_(?:person|people|child|user) medical_(?:record|history|condition|card|data)
    hepatit tubercul asthma epileps autis(?:m|t) schizo chemother menopaus miscarr abortions?_ contracep infertil menstru ovulat
    period_(?:tracker|app|calendar) impoten covid sick_leave suicid self_harm anorex bulimi obes(?:e|ity) narcolog
    состояни\p{L}*_здоровья болезн больн(?:ой|ая|ые|ым|ица|иц)_ диагноз инвалид медицинск\p{L}*_(?:карт|полис|диагноз|показ)
    психиатр психоневр пнд_ вич_ спид_ рак_ онколог диабет инсулин аллерг депресс антидепресс клиник поликлиник больниц
    госпитализ пациент прививк вакцин группа_крови лекарств зависимост\p{L}*_(?:от_)?(?:алкогол|наркот) наркоман наркозав
    нарколог алкоголи запойн гепатит туберкул астм(?:а|ы|ой|ати) эпилепс аутизм аутист шизофрен химиотерап диспансер колясочник
    слабовид слабослыш глух(?:ой|ая|ие|онем) незряч климакс менопауз выкидыш аборт контрацеп бесплоди менструа овуляц импотен
    ковид коронавирус больничн\p{L}*_лист суицид анорекс булими ожирен сәламәт авыру сырхау һаулы
    птср деменци паркинсон альцгеймер гемодиализ диализ заболевани наркоуч кодирова\p{L}*_от роддом женск\p{L}*_консультац травмпункт
    онко ptsd_ dementia alzheimer parkinson dialysis onco_ maternity_ward rehab_ steril(?:ised|ized|ity) mental_(?:health|ill|disorder) lupus
    stroke_(?:patient|survivor) epilept инсульт инфаркт рассройств расстройств сифилис syphilis veneric венерич
    bolezn diagnoz psihiatr psikhiatr psi?khonevr diabet onkolog allergi(?:ya|ja|k|ch) depressi spid_ gepatit tuberkul astma_ astmat
    narkolog narkoman alkogoli bolnichn epilepsi beremen`,
  stems: String.raw`pregnan disabilit беремен инвалидност beremen invalidnost`,
  ambiguous: String.raw`
    health zdorov здоров[ьо] medical medicine medication медицин medits medicin diagnos[ei]s_ patient_ handicap hearing_impair
    visually_impair chronic хронич таблет рецепт prescription pills_ surrogate суррогатн deaf_ blind_(?:people|person|users?) wheelchair psycholog психолог эко_ therapies_ abort_?clinic`,
  proxies: String.raw`
    fitness pharmac apteka medcard weight_ overweight sleep_(?!mode) steps_ smok heart_rate диет diet_ аптек фитнес вес_ курит курящ шаги_ сон_ овз_
    пульс_ цикл_`,
};

const POLITICS: Topic = {
  about: { ru: "политических взглядах", en: "politics" },
  refused: String.raw`
    political politics_ voters?_ voting_(?:history|record|intent) partisan electora opposition protesters?_ libertarian
    party_(?:member|affiliation|supporter|preference|voter|card|activist) activists?_ activism communists?_ socialists?_
    anarchis monarchis nationalists?_ fascis nazis?_ terrorist extremist navaln(?:y|yi|iy|yj|ist) pro_?war_ anti_?war_ pacifis
    draft_(?:evader|dodger) edinoros kprf ldpr_
    политвзгляд политик\p{L}*_(?:взгляд|предпочт) партийн член\p{L}*_партии избирател голосовал голосует оппозици
    митинг протестующ участни\p{L}*_протест либераст нацбол единоросс единая_россия кпрф лдпр навальн(?:ы|ого|ому|ист) коммунист
    социалист анархист монархист националист фашист экстремис террорис пацифист (?:против|за)_войн поддерж\p{L}*_сво
    белоленточ belolentoch putin_ путин(?:а|у)_ pro_?(?:russia|ukrain|putin|kremlin|israel|palestin) z_?patriot z_?supporter зпатриот zпатриот сочувств
    (?:левые|правые)_взгляд уклонист уклоня\p{L}*_от_призыва partijn partiyn izbiratel politich oppozits oppozic golosoval
    inoagent иноагент иностранн\p{L}*_агент`,
  stems: String.raw`politicalv partymember политвзгляд политическ`,
  ambiguous: String.raw`
    leftists?_ right_wing left_wing patriots?_ патриот_ патриоты_ party_ parties_ партия_ партии_ liberals?_ conservatives?_ либерал_ либералы_ консерватор republicans?_ republican democrats?_
    voting_ votes_for голосования_ protest_ protests_ протест petition петици активист_ активисты_ релокант relocants?_ emigrant
    эмигрант`,
  proxies: String.raw`donor donation subscri\p{L}*_to_(?:news|channel) media_diet пожертвован телеграм_каналы`,
};

const WAR: Topic = {
  about: { ru: "службе в армии и войне", en: "military service and war" },
  refused: String.raw`дезертир deserter мобилизован участни\p{L}*_сво родственни\p{L}*_участни\p{L}*_сво погиб\p{L}*_на_сво svo_?(?:relative|uchast|veteran) veteran_svo`,
  ambiguous: String.raw`
    сво_ svo_ mobili[sz]ed_ мобилизац mobilizats mobilizovan вагнер wagner повестк военкомат voenkom conscript призывник ветеран
    veteran военнослуж военный_ военные_ солдат контрактник soldier frontline фронтов army_`,
};

const ETHNICITY: Topic = {
  about: { ru: "национальности", en: "ethnicity" },
  refused: String.raw`
    ethnic race_?group racial_ skin_colou?r white_(?:skin|people) black_(?:skin|people) diaspor native_language mother_tongue ancestry
    name_origin origin_of_name surname_(?:ending|origin|suffix) last_name_(?:ending|origin) roma_people migrants?_ migrant refugees?_
    asylum_(?:seeker|status|claim) indigenous slavic non_?slavic
    этнич этнос народност расов родн\p{L}*_язык цвет_кожи диаспор землячеств происхожден\p{L}*_(?:имени|фамилии)
    окончани\p{L}*_фамили кавказск\p{L}*_(?:национ|внешн|акцент) (?:не)?славянск\p{L}*_(?:внешн|фамили) славян(?:ин|к|е)
    хач(?:и|ик)?_ чур(?:ка|ки|бан) негр(?:ы|итян)?_ негр\p{L}{0,4}_ мулат метис churki khachi? hach_ нерусск нацмен гастарбайтер кавказ(?:ец|ц[ыаеу]) коренн\p{L}*_(?:народ|малочисл) мигрант беженец беженц милләт миллет
    (?:азиатск|европейск)\p{L}*_внешн etnich narodnost diaspor rodno[iy]_yazyk migrant kavkazets kavkazec nerussk gastarba
    ${PEOPLES}`,
  stems: String.raw`ethnicit nationalit национальност na(?:ts|c)ionalno`,
  ambiguous: String.raw`
    (?:урожен\p{L}*|родил\p{L}*|родом)_из? урожен born_in ethno hair_(?:type|texture) цвет_глаз eye_colou?r язык_дома язык_семьи home_language metis negro казак_ казаки_ cossack race_ races_ tribes?_ tribal caucasian_ gyps(?:y|ies) asylum_ accent_ accented accent_detected акцент раса_ расы_ rasa_ asians?_
    foreigners?_ иностран(?:ец|ц[ыае]|к[аи])_ inostran(?:ets|ec) внешност русские_ russkie_ халкы_ халҡ ырыу_ говор\p{L}*_(?:по|на)_ speaks_
    (?:${OF_PEOPLES})_`,
  proxies: String.raw`
    citizenship surname last_?name first_?name family_name birth_?place place_of_birth origin_ origins_ country_of_birth
    гражданств фамили имя_ имена_ отчеств место_рождения родина_ происхожден прописк grazhdanstv familiya familia otchestvo`,
};

const ORIENTATION: Topic = {
  about: { ru: "сексуальной ориентации", en: "sexual orientation" },
  refused: String.raw`
    sexual bisex asexual lgbt gay_ gays_ lesbian queer transgender transsex trans_(?:person|people|man|woman) gender_identity sex_life
    same_?sex non_?binary non_?traditional_(?:orient|couple|sex) grindr porn prostitut
    сексуал бисекс асексуал лгбт гей_ геи_ геев_ лесби интимн\p{L}*_(?:жизн|связ|отнош) трансгендер транссекс
    однопол нетрадиц\p{L}*_(?:ориент|секс) гомик gomik порно проститут seksual lesbi`,
  stems: String.raw`homosex sexualor гомосекс gomoseks lgbtq?`,
  ambiguous: String.raw`orientation ориентаци orienta(?:ts|c)i[yj]a интимн crossdress drag_queen натурал_ натуралы_ straight_or intimate sex_?shop секс_?шоп escort эскорт смотр\p{L}*_18_`,
};

const CRIMINAL: Topic = {
  about: { ru: "судимости", en: "a criminal record" },
  refused: String.raw`
    criminal_(?:record|case|past|history|conviction) convict_ convicts_ convicted felon prisoners?_ offenders?_ parole parolee ex_con_
    defendant ex_?convict recidiv on_bail fraudster drug_dealer рецидивист отбыва\p{L}*_(?:наказ|срок) условн\p{L}*_срок в_тюрьм тюрьм тюрем наркоторгов
    судим уголовн преступ осужд(?:ен|ал) заключенн(?:ый|ая|ые|ых|ого)_(?!договор) зэк_ зек_ зэки_ под_следстви подсудим
    колони\p{L}*_(?:строг|общ) отсидел sudim ugolovn prestup osu[zj]h?den zek_ podsudim`,
  stems: String.raw`criminalrec sudimost судимост`,
  ambiguous: String.raw`
    crimes?_ criminals?_ conviction arrest prison_ prisons_ jail_ jailed_ wanted_by probation_ досудеб амнисти amnesty арестан арестов колони[яи] koloni[yj]a
    arestov сидел_ сидит_ sidel_ удо_ ик_\p{N} ст_\p{N} ук_рф стать\p{L}*_ук_ криминал`,
};

const UNION: Topic = {
  about: { ru: "членстве в профсоюзе", en: "union membership" },
  refused: String.raw`trade_unions?_ labou?r_unions?_ union_?member unionists?_ unioni[sz] профком profkom`,
  stems: String.raw`unionmember tradeunion профсоюз profso[uyj]`,
  ambiguous: String.raw`unions?_ strikers?_ strike_participant бастующ забастов`,
};

const BODY: Topic = {
  about: { ru: "биометрии", en: "the body" },
  refused: String.raw`
    biometr face_?id_(?:hash|template|print) face_(?:print|template|vector|embedding) facial_(?:recogn|template) faceprint voice_?prints?_
    voice_samples? retina_(?:hash|scan|template|code|print) iris_(?:hash|template|scan|code) gait_ palm_(?:vein|print) dna_ genetic genom
    биометр отпечат\p{L}*_пальц голосов\p{L}*_слепок слепок_(?:голоса|лица) образ(?:ец|цы)_голоса шаблон_лица лицо_шаблон
    распознаван\p{L}*_лиц радужк походк сетчатк vein_pattern днк_ генетич геном biometri otpechatk`,
  stems: String.raw`biometri fingerprint voiceprint биометри`,
};

/** Not among what law protects most strictly, but nothing that a decoration needs. */
const MONEY: Topic = {
  about: { ru: "доходах и долгах", en: "income and debts" },
  refused: String.raw`poor_famil`,
  ambiguous: String.raw`коллектор(?:ы|ам|ск) debt_collect bankrupt банкрот debtors?_ должник малоимущ`,
  proxies: String.raw`
    salary salaries wages?_ income_ income_?level earnings credit_?score зарплат доход_ доходы_ дохода_ dohod_ dokhod_ zarplat долги_
    кредитн\p{L}*_(?:рейтинг|истори)`,
};

export const TOPICS: readonly Topic[] = [
  RELIGION,
  PHONE_NUMBER,
  MARITAL,
  HEALTH,
  POLITICS,
  ETHNICITY,
  ORIENTATION,
  CRIMINAL,
  UNION,
  BODY,
  WAR,
  MONEY,
  FAMILY,
];
