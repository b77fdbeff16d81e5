/*
 * Names that people could give to attributes, thought up before anybody looked what the lists of words say to them: by whoever wrote
 * the lists (twice), and by somebody who tried to get by.
 */

/** Of what law protects, or what gives it away; in English, Russian, transliteration and other languages of Russia. */
export const SENSITIVE = readNames(`
  pskh_baptised | isProtestant | adventistMember | baptistCommunity | Баптист | Адвентист | Пятидесятник | Старообрядец | Старообрядцы |
  staroobryadets | Иеговист | Буддист | lamaVisitor | Шаманист | Язычник | yazychnik | Родновер | Католичка | Лютеранин | Сунниты | Шииты |
  suniMuslim | shiaBeliever | Исповедует ислам | Ходит в церковь | Ходит в мечеть | hoditVTserkov | goesToChurch | attendsMass |
  Носит хиджаб | Носит крест | Соблюдает Шаббат | Еврейка | Иудейка | zhidomason | Сикх | sikh | mormon | scientologist | Сайентолог |
  Воцерковлённый | paganBeliever | agnostic | Агностик | Неверующий | nonBeliever | infidel | Мулла | imamFamily | Священник |
  priestHousehold | clergy | dini | dinTotuchy | мөселман | мөселманнар | Мәчет | mosulmane | исламдин | чиркәү | Чеченка | Ингуш |
  Дагестанец | dagestanets | Лезгин | Аварец | Башкир | bashkirSpeaker | Татарка | tatars | tatarka | Чуваш | Мордвин | Удмурт | Якут |
  yakutPeople | Бурят | Калмык | Тувинец | Армянин | armenian | Азербайджанец | Узбек | uzbekWorkers | Таджик | tadzhiki | Киргиз |
  Украинец | ukrainianRefugees | ukrainets | Немец Поволжья | Кореец | Славянин | slavicLooking | Неславянская фамилия |
  Русский по национальности | russkie | Нацмен | Коренные народы | indigenous | Нерусский | nerusskie | Гастарбайтер | gastarbaiter |
  Кавказец | kavkazets | Азиатская внешность | asianFace | blackPeople | whiteSkin | Иностранец | foreigner | accent | Акцент |
  Нарушение прописки | speaksTatarAtHome | Говорит по-чеченски | Дома говорят на башкирском | ВИЧ-инфицированный | спид | СПИД-центр |
  gepatit | Гепатит | hepatitisC | tuberkulez | Туберкулёз | Сахарный диабет | astma | asthma | epilepsy | Эпилепсия | autism | Аутизм |
  schizophrenia | Шизофрения | Рецепт на антидепрессанты | antidepressants | Химиотерапия | chemotherapy | Диспансер | psikhonevrologiya |
  ПНД | Наркозависимый | Запойный | alkogolik | Алкоголик | Группа инвалидности | wheelchairUser | Колясочник | Слабовидящий | deafUser |
  Глухой | blindPeople | hearingImpaired | Диета диабетика | Климакс | menopause | miscarriage | Выкидыш | Прерывание беременности |
  contraception | Контрацептивы | infertility | Бесплодие | periodTracker | ovulation | Импотенция | Покупает тесты на беременность |
  cancerSurvivor | covidPositive | Болел ковидом | sickLeave | Больничный лист | bolnichny | Состоит на учёте у психиатра |
  psychologistClient | Психолог | suicideRisk | Суицид | selfHarm | anorexia | obesity | Ожирение | сәламәтлек | авыру | инвалидлык |
  Гомосексуалист | gomik | Нетрадиционная ориентация | nonTraditionalCouple | sameSexCouple | Однополая пара | transPerson | Транссексуал |
  nonBinary | Бисексуал | asexual | Асексуал | ЛГБТК | pornVisitor | Порно | Смотрит 18+ | Проститутка | escortClient | Секс-шоп |
  sexShop | grindrUser | tinderUser | Партия Единая Россия | edinoros | Единоросс | КПРФ | ЛДПР | kprfMember | navalnyDonor |
  Сторонник Навального | Либераст | Нацбол | Фашист | nationalist | Националист | Монархист | Анархист | anarchist | socialist |
  Социалист | Коммунистка | republicanVoter | democratSupporter | proWar | antiWar | Пацифист | Против войны | Поддерживает СВО |
  Участник СВО | svoUchastnik | Вагнеровец | wagnerFighter | Мобилизованный | mobilizatsiya | draftEvader | Уклонист |
  Уклоняется от призыва | Повестка | voenkomat | conscripts | veteranSvo | Вдова участника СВО | Погибший на СВО | Релокант | emigrants |
  Эмигранты | protestRally | Участник протестов | Голосует за | electorate | Экстремист | terroristList | Террорист | Статья УК | ст. 228 |
  Зек | zek | Бывший заключённый | ex-con | sidel | Сидел | УДО | parolee | ИК-5 | Колония | koloniya | Осуждённая | Под следствием |
  Подсудимый | podsudimy | defendant | Банкрот | debtor | Должник | incomeLevel | Зарплата | salary | Доход семьи | bankruptcyStatus |
  Малоимущие | poorFamilies | creditScore | Профсоюзный активист | profkom | profsoyuzMember | strikeParticipant | Бастующие |
  laborUnionMember | Член профкома | Развод в процессе | exWife | exHusband | Бывшая жена | Бывший муж | Гражданский брак | cohabiting |
  Сожитель | sozhitel | mistress | Любовница | Холостячка | kholostyak | Мать-одиночка | materOdinochka | singleMom | singleDad |
  Отец-одиночка | вдовушка | Состоит в разводе | Невеста | Жених | fiance | engagedToBeMarried | honeymooners | childless | Бездетные |
  Сирота | orphan | adoptedChild | Усыновлённый | Потерял ребёнка | bereaved | Потеря близкого | никахта | тол хатын | гаиле хәле |
  никахсыз | милләт | милләте | халкы | ырыу | милләтчеләр | retinaHash | Радужка | irisTemplate | gait | Походка | palmVein | ДНК-тест |
  Лицо шаблон | voiceSample | Образец голоса | facialRecognition | Распознавание лица | heartRate | Пульс | evrey | Еврей | shabbatMode |
  Режим субботы | krishnait | Кришнаит | svidetelIegovy | Свидетель Иеговы | abortion | Аборт | insulinBuyer | Покупает инсулин |
  narcology | Нарколог | menstrualCycle | Цикл | svoRelative | Родственник участника СВО | mobilized | Мобилизован | nonSlavic |
  Неславянская внешность | accentDetected | Кавказский акцент | navalnySupporter | salaryLevel | Доход | goesToMosque | Ходит на намаз |
  Держит Уразу | urazaKeeper | Соблюдает Рамадан | Отмечает Курбан-байрам | eidCelebrator | Крещёный | kreshcheny | Вероотступник |
  Паломник | pilgrim | Хадж совершил | tithePayer | Иудаизм | Синагога рядом | Талмуд | torahStudy | Шаман | Вуду | Секта | hareKrishna |
  quaker | Amish | Жена мусульманина | Состоит в законном браке | Живёт с партнёром | livesWithPartner | Разводится | isSeparated |
  recentlyDivorced | Вдова | Одинокие женщины | bachelor | Холостой | polygamy | Есть жена | zhenatye | hasMentalIllness | ПТСР | ptsd |
  dementia | Деменция | Паркинсон | Альцгеймер | Инвалид детства | dialysis | Гемодиализ | chronicCondition | Хронические заболевания |
  заболевание | Принимает таблетки | prescription | Рецепты | Травмпункт | oncoCenter | Роддом | maternityWard | ЭКО | surrogateMother |
  Суррогатная мать | Кодировался от алкоголя | rehab | Наркоучёт | Вес тела | sterilised | Женская консультация | Голосовал за Путина |
  putinSupporter | Оппозиционер | belolentochnik | leftist | rightWing | Левые взгляды | trumpVoter | Подписан на Навального |
  Сочувствует Украине | proUkraine | Zпатриот | zSupporter | Патриот | Военный | soldierFamily | Контрактник | frontline | Дезертир |
  Казак | Цвет глаз | hairType | Хач | Чурка | churki | Негр | Мулат | metis | Кавказская национальность | Уроженец Дагестана |
  bornInChechnya | Язык дома | ethnoGroup | Народность | gayClub | Лесбиянка | Натурал | straightOrGay | ЛГБТ-активист | crossdresser |
  exConvict | Рецидивист | Досудебное | Отбывал наказание | Условный срок | Амнистия | Был в тюрьме | onBail | Наркоторговец | fraudster |
  Участник забастовки | Состоит в профсоюзе | Голосовая биометрия | Сетчатка глаза | veinPattern | Кредитная история | Коллекторы | дин |
  намазга йөри | христианнар | чукынган
`);

/** What no word tells. */
export const UNNOTICED = readNames(`transition | Евразиец | uголовник`);

export const HARMLESS = readNames(`
  aloeVera | Кафе «Вера» | phoneNumberPortability | Красивый номер телефона | phoneNumbering | Номер договора | Доверие | veraciousness |
  displayOrientation | landscapeOrientation | Ориентация устройства | Ориентация виджета | orientationLock | Блокировка ориентации |
  autoRotateOrientation | iconOrientation | modemHealth | simHealth | Здоровье аккумулятора | Состояние здоровья батареи |
  signalHealthIndex | linkHealth | accountHealth | healthEndpoint | healthProbe | serverHealthcheck | crmHealthScore | raceTicket |
  drivingRace | raceDayPromo | formulaRaceFan | dataRace | Гонка обновлений | raceTrackWifi | horseRace | relayRace | marathonRace |
  traceRoute | embraceTariff | graceperiod | gracePeriodDays | braceletModel | unionJackTheme | eurasianUnionRoaming | Таможенный союз |
  customsUnion | Советский Союз | unionMobileOperator | unionStationWifi | Тариф «Союз» | Кинотеатр «Союз» | studentUnionPromo |
  sqlUnionQuery | reunionTariff | ReunionIslandRoaming | Реюньон | communionTariff | trainTrackOwner | Церковная улица |
  Церковный переулок | churchStreetShop | Улица Мечетная | Христианович | KhristofanovaShop | ChristchurchRoaming | Крещатик |
  templateVersion | templeRunGame | Храмов Сергей | Пасхальный тариф | easterIslandRoaming | Остров Пасхи | monkeyGame |
  Монастырская улица | parishilton | Paris | orthogonalLayout | Ислам Каримов аэропорт | IslandRoaming | islandicRoaming | Исландия |
  holidayTariff | Бибирево | liblessMode | prayagrajRoaming | Политехническая | politechMetro | Политехнический музей | policyVersion |
  Политика возврата | cookiePolicyAccepted | politicsOfRefund | politeReplies | partyLine | partyPack | lanParty | conferenceParty |
  thirdPartyApps | birthdayParty | Вечеринка | Сторона договора | Коммунистический проспект | Улица Коммунистов | liberalReturnPolicy |
  conservativeBitrate | conservativePowerMode | oppositeDirection | votingMachineSim | pollVoted | voteForIcon | iconVotes |
  Голосование за иконку | activeUsers | activityLevel | activistsSquare | crimeSeriesChannel | Криминальная хроника канал |
  crimeDramaSubscriber | criminalMindsChannel | prisonBreakFan | Тюменская | arrestedDevelopment | conviction | wantedNumber |
  offenderless | jailbreakDetected | jailbroken | sandboxJail | Колония бактерий | patientRetry | patientMode | clinicalBlue |
  hospitalityTariff | hospitable | Медицинский интернет вещей | telemedicineTariff | doctorWhoChannel | pharmacyPartner | cancerZodiac |
  Знак Рак | Раковина | aidsless | hearingAidCompatible | hearingAidsBluetooth | raidArray | Мобильная связь без диагноза сети |
  diagnosis | Диагностика линии | virusScanner | antivirusOn | вирус | fluentUi | blindCarbonCopy | deafultTariff | disabledByUser |
  disabledFeatures | isDisabled | blocksDisabled | handicapGolf | allergenFree | drugstoreBonus | addictiveGames | depressedButton |
  therapyless | Рекламная терапия | pregnantPause | Бесплодная земля | divorcedDevices | separateBilling | Раздельный счёт |
  Разведённые мосты | Развод мостов | bridgesRazvod | Разводка кабеля | razvodkaKabelya | scamRazvodkaReported | marriedAccounts |
  mergedAccounts | widowsPeak | widowControl | windowSize | spouselessPlan | wifiCalling | singleSignOn | singlePayment | singleMenu |
  couplesTariff | Тариф на двоих | familyTariffOwner | familySharing | Семья+ тариф | Брак устройства | Заводской брак |
  Бракованный модем | brakeAssist | Брокер | gayaRoaming | gaylordHotelWifi | Гейдар Алиев аэропорт | Гейм-сервис | geymerTariff |
  gayatri | gaiety | Straight | Интимный свет тема | sexagesimal | middlesexRoaming | essexRoaming | sussexOffice | sextetPack |
  Прямой эфир | racialless | nationalHoliday | nationalGeographic | Национальный роуминг | internationalCalls | nationalityOfSim |
  originServer | originHost | originCountryOfDevice | Происхождение трафика | nativeApp | nativeLanguageOfApp | tribecaFestival |
  tribeHotel | casteAway | Племя игра | rasaRoaming | Раса эльфов | migrationDone | dbMigration | dataMigration | numberMigration |
  Мигрировал на 5G | migratedToEsim | refugeMode | asylumBandName | romaFan | AS Roma | Romania | Рома | gypsyKings | caucasusRoaming |
  caucasusMineralWaters | Кавказские Минеральные Воды | kavkazRoaming | Кавказ | Татарстан | Республика Татарстан | bashkortostan |
  tatarstanRoaming | Чеченская Республика | chechnyaRoaming | Ингушетия | Якутск | Бурятия | Еврейская АО | jewishAutonomousRegion |
  birobidzhan | Карачаево-Черкесия | Ненецкий автономный округ | Корякский округ | Калмыкия | Чувашия | Чукотка | Улица Якутская |
  Армянский переулок | Украинский бульвар | Татарская улица | Немецкая слобода | Узбекистан роуминг | uzbekistanRoaming | armeniaRoaming |
  koreaRoaming | Русский язык интерфейса | russianLocale | russianKeyboard | Татарская раскладка | tatarLocale | interfaceLanguageTatar |
  uiLanguage | Язык интерфейса: чеченский | fingerprintUnlock | fingerprintSensor | faceIdEnabled | hasFaceUnlock |
  Разблокировка по отпечатку | faceplateColour | browserFingerprintless | voiceOverLte | voiceMailOn | geneticAlgorithmFlag |
  dnaLoungeWifi | Биометрический замок | svoyakTariff | Свой круг | svoboda | svodkaDnya | mobility | mobilizeApp |
  mobilePayments | Мобильный интернет | navalBase | Навальник | accentColor | accentColour | cycleBilling | billingCycle | Расчётный цикл |
  Платёжный цикл | salaryCardPartner | Зарплатный проект | incomeCalls | incomingSms | dohodnyTariff | creditLimit | creditBalance |
  debtorless | balancePositive | abortRetry | abortedCalls | abortController | cycleCount | insulatedCase | insulinkTariff | krishnaRiver |
  shabbyChic | saturdayMode | Режим субботы выходного дня | witnessNode | swissRoaming | trayOrientation | Ориентация экрана |
  networkHealthScore | Здоровье сети | politicalMapWidget | unionTariff | churchillRoute | mosqueeto | tribeTariff | divorcedBilling |
  communistStreet | Коммунистическая улица | hinduKush | Роуминг Гиндукуш | healthcheckOk | trackRace | raceControl | criminalMinds |
  synagogueStreetShop | catholicosRoute | diseaseMapOff | marriageOfTariffs | gaySquare | jewishAO | Еврейская автономная область |
  scanOrientation | cameraOrientation | Ориентация фотографии | stickerOrientation | healthMonitorUrl | apiHealth | podHealth |
  Здоровье сервера | wifiHealth | raceConditionFixed | boatRace | Гонка вооружений игра | raceMode | unionFind | Союзмультфильм |
  soyuzTariff | westernUnionTransfers | partyWall | searchParty | Партия товара | batchParty | Храмовая площадь | Соборная улица |
  soborSquare | Молитвенный переулок | Никольская | pokrovkaShop | Рождественский тариф | christmasTariff | Easter egg | easterEgg |
  Троицк | troitskOffice | Воскресенск | Spasskaya | svyatoyIstochnik | monkIslandGame | angelNumber | zodiacSign | Знак зодиака | taurus |
  cancerousGrowthless | virgoTheme | partnerTariff | partnerApp | bachelorTv | Холостяк шоу | Папины дочки сериал | mamaMiaTariff |
  singleDevice | multiSim | dualSim | doctorHouse | Скорая помощь номер | emergencyCall | ambulanceShortCode | silentMode | muteMode |
  blindSpotCoverage | deadZone | coverageHole | crashReport | abortOnError | killSwitch | executionTime | cellPhone | cellTower |
  prisonerlessGame | lockScreen | copsGame | Штрафной тариф | finePrint | Задолженность за роуминг | balanceDebtless | promisedPayment |
  Обещанный платёж | taxFree | voteStickers | electionDayDiscountless | partyTimePromo | greenTheme | leftHandMode | rightToLeft |
  rtlLayout | patriotParkMetro | Казанский вокзал | kazanOffice | chechilCheese | armenianBrandyAd | Грузинская улица | georgiaUsaRoaming |
  Киргизия роуминг | Бурятский регион | Удмуртская Республика | Марий Эл | polishLocale | germanKeyboard | englishUi | Китайский телефон |
  chineseVendor | Корейский производитель | turkeyRoaming | frenchRoaming | blackTheme | whiteTheme | darkMode | blackFriday |
  blackListed | whiteListIp | gayaBeachRoaming | sextantApp | transitTariff | transferBalance | transparentIcon | binaryLog | faceValue |
  faceTime | watchFace | irisPurple | retinaDisplay | pulseAnimation | heartIcon | heartsTheme | voiceMenu | dnaTariff | geneRoddenberry |
  weightOfIcon | lightWeight | stepByStep | sleepMode | dietPlanless | moodLight | psychoMusic | cycleRoute | recycling | bicycle |
  salaryDay | incomeTaxFree | earnBonus | debtFree
`);

/** Which of the harmless two people have to look at: streets, shows and goods that are named after something grave, and words of two meanings. */
export const DOUBTED_FOR_NOTHING = readNames(`
  aloeVera | Кафе «Вера» | phoneNumberPortability | Красивый номер телефона |
  activistsSquare | armenianBrandyAd | asylumBandName | bachelorTv | batchParty | churchStreetShop | communistStreet | conviction |
  crimeDramaSubscriber | crimeSeriesChannel | diagnosis | dietPlanless | diseaseMapOff | dnaLoungeWifi | dnaTariff |
  easterIslandRoaming | gaySquare | gypsyKings | handicapGolf | incomeCalls | incomeTaxFree | lightWeight | marriedAccounts |
  monkIslandGame | patriotParkMetro | pharmacyPartner | politicalMapWidget | rasaRoaming | salaryCardPartner | salaryDay |
  synagogueStreetShop | templeRunGame | tribeHotel | tribeTariff | weightOfIcon | Армянский переулок | Бурятский регион |
  Грузинская улица | Зарплатный проект | Ислам Каримов аэропорт | Коммунистическая улица | Коммунистический проспект |
  Криминальная хроника канал | Медицинский интернет вещей | Молитвенный переулок | Монастырская улица | Остров Пасхи |
  Пасхальный тариф | Режим субботы выходного дня | Татарская улица | Украинский бульвар | Улица Коммунистов | Улица Мечетная |
  Улица Якутская | Холостяк шоу | Церковная улица | Церковный переулок
`);

/** Harmless, and refused all the same. */
export const REFUSED_FOR_NOTHING = readNames(`wifeSwap | voiceprintless`);

function readNames(list: string): readonly string[] {
  return list.trim().split(/\s*\|\s*/u);
}
