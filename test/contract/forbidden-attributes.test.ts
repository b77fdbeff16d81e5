import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainRefused, weighAttribute, weighSegment } from "../../src/contract/forbidden-attributes.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import {
  DOUBTED_FOR_NOTHING,
  HARMLESS,
  REFUSED_FOR_NOTHING,
  SENSITIVE,
  UNNOTICED,
} from "../support/attribute-names.ts";
import { codesOf, withFields, withList } from "../support/change-definitions.ts";

const named = (key: string, ru = "Пример", en = "Sample") =>
  ({ key, source: "profile", type: "boolean", label: { ru, en } }) as const;
const kindOf = (text: string) => weighAttribute(named("group7", text)).kind;
const weighKey = (key: string) => weighAttribute(named(key));
const weighName = (name: string) => (/^[a-z]\w*$/i.test(name) ? weighKey(name) : weighAttribute(named("group7", name)));

/** Names that people gave, or might give, to what the law protects and to what gives it away. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "a phone number": ["msisdn", "subscriberMsisdn", "МСИСДН"],
  religion: [
    "religion",
    "isReligious",
    "religiousGroup",
    "churchVisitor",
    "visitsMosque",
    "visitsmosque",
    "mosques",
    "synagogueMember",
    "eatsHalal",
    "halalFood",
    "kosher",
    "koshernaya_eda",
    "muslims",
    "nonMuslim",
    "islamicApp",
    "catholicUser",
    "orthodoxBelievers",
    "isChristian",
    "buddhist",
    "hindu",
    "atheist",
    "prayerTimesApp",
    "ramadanUser",
    "fasting",
    "bibleReader",
    "quranApp",
    "jewish",
    "veroispovedanie",
    "veruyushchiy",
    "pravoslavnye",
    "musulmane",
    "mechet",
    "postitsya",
    "namaz_app",
    "prikhozhane",
    "Вероисповедание",
    "Прихожанин мечети",
    "Православные",
    "Постится",
    "Соблюдает пост и молится",
    "Кошерная еда",
    "Халяль",
    "Посещает храм",
    "Верующие",
    "Еврейская семья",
    "Мусульманин",
    "Отношение к религии",
  ],
  marital: [
    "maritalStatus",
    "marital_status",
    "maritalstatus",
    "divorcedRecently",
    "divorcedSince",
    "isMarried",
    "unmarried",
    "spouseId",
    "husbandNumber",
    "widows",
    "civilStatus",
    "familyStatus",
    "newlyweds",
    "semeinoePolozhenie",
    "semeynoe_polozhenie",
    "zamuzhem",
    "zhenat",
    "v_razvode_razveden",
    "vdova",
    "Семейное положение",
    "Состоит в браке",
    "В разводе",
    "Разведён",
    "Замужние",
    "Незамужние",
    "Холостяки",
    "Молодожёны",
    "Одинокая мать",
    "Вдовцы",
  ],
  health: [
    "pregnancyApp",
    "isPregnant",
    "disabilityGroup",
    "hivStatus",
    "hasCancer",
    "diabetes",
    "allergies",
    "depression",
    "therapyClient",
    "clinicVisitor",
    "hospitalPatient",
    "bloodType",
    "vaccinated",
    "ivfClinic",
    "alcoholism",
    "invalidnost",
    "diagnoz",
    "beremennost",
    "Состояние здоровья",
    "Беременные",
    "Инвалидность",
    "Диагноз",
    "Больные",
    "Клиенты поликлиники",
    "Онкология",
    "Группа крови",
  ],
  politics: [
    "politicalViews",
    "politics",
    "voter",
    "votingHistory",
    "partyMember",
    "partyAffiliation",
    "oppositionSupporter",
    "protesters",
    "activist",
    "politicheskie_vzglyady",
    "izbiratel",
    "inoagent",
    "Политические взгляды",
    "Член партии",
    "Голосовал на выборах",
    "Ходит на митинги",
    "Сторонник оппозиции",
    "Иностранный агент",
  ],
  ethnicity: [
    "ethnicity",
    "ethnicGroup",
    "racialGroup",
    "nationality",
    "skinColor",
    "diaspora",
    "motherTongue",
    "nativeLanguage",
    "nameOrigin",
    "surnameEnding",
    "lastNameEnding",
    "migrants",
    "refugee",
    "natsionalnost",
    "nacionalnost",
    "narodnost",
    "Национальность",
    "Диаспора",
    "Этнос",
    "Цвет кожи",
    "Родной язык",
    "Окончание фамилии",
    "Происхождение имени",
    "Мигранты",
    "Землячество",
  ],
  orientation: [
    "sexualOrientation",
    "sexualorientation",
    "lgbt",
    "lgbtqUser",
    "gay",
    "lesbian",
    "queer",
    "transgender",
    "genderIdentity",
    "seksualnost",
    "gomoseksual",
    "Сексуальная ориентация",
    "Гей",
    "Лгбт",
    "Интимная жизнь",
  ],
  criminal: [
    "criminalRecord",
    "criminalrecord",
    "convicted",
    "prisoner",
    "felony",
    "onParole",
    "sudimost",
    "ugolovnoe_delo",
    "Есть судимость",
    "Осуждённые",
    "Преступления",
  ],
  union: [
    "unionMember",
    "tradeUnion",
    "tradeUnions",
    "labourUnion",
    "unionists",
    "profsoyuz",
    "profsojuz",
    "Член профсоюза",
  ],
  body: [
    "biometricHash",
    "fingerprint",
    "faceTemplate",
    "faceIdTemplate",
    "voiceprint",
    "dnaTest",
    "geneticRisk",
    "Биометрия",
    "Отпечатки пальцев",
    "Слепок голоса",
  ],
};

/** Attempts to get by with other letters, digits, marks and characters that can't be seen. */
const DISGUISED = [
  "rеligion",
  "reIigiоn rеligiоn",
  "re1igion",
  "rel1g10n",
  "r3ligion",
  "r-e-l-i-g-i-o-n",
  "r_e_l_i_g_i_o_n",
  "re\u200Bligion",
  "re\u00ADligion",
  "réligion",
  "ｒｅｌｉｇｉｏｎ",
  "𝐫𝐞𝐥𝐢𝐠𝐢𝐨𝐧",
  "RELIGION",
  "isRELIGIOUS",
  "Мyсульмане",
  "Мусyльмане",
  "пpавославные",
  "прав0славные",
  "Хaляль",
  "6еременные",
  "Разведённые",
  "Разведенные",
  "Осужденные",
  "су\u200Bдимость",
  "mоsque",
  "m0sque",
  "musl1m",
  "prеgnаnt",
  "d1vorced",
];

const WELCOME: readonly (readonly [string, string, string])[] = [
  ["phoneModel", "Модель телефона", "Phone model"],
  ["veranda", "Доверие к спаму", "Very slow network"],
  ["houseNumber", "Номер тарифного плана", "Plan number"],
  ["regionGroup", "Регион обслуживания", "Service region"],
  ["privacyPolicyVersion", "Политика конфиденциальности", "Privacy policy"],
  ["screenOrientation", "Ориентация экрана", "Screen orientation"],
  ["batteryHealth", "Состояние батареи", "Battery health"],
  ["networkHealth", "Качество сети", "Network health"],
  ["familyTariff", "Семейный тариф", "Family tariff"],
  ["nationalRoaming", "Роуминг по России", "National roaming"],
  ["euRoaming", "Роуминг: Европейский союз", "Roaming in the European Union"],
  ["diagnosticsOn", "Диагностика сети", "Network diagnostics"],
  ["crimeaRoaming", "Роуминг в Крыму", "Roaming in Crimea"],
  ["raceCondition", "Состояние гонки", "Race condition"],
  ["traceLevel", "Уровень трассировки", "Trace level"],
  ["adsDisabled", "Реклама выключена", "Ads switched off"],
  ["unionPay", "Карта «Мир» или UnionPay", "UnionPay card"],
  ["brakes", "Тормоза", "Brakes"],
  ["christine", "Кристина", "Christine"],
  ["partySize", "Размер компании", "Party size"],
  ["thirdParty", "Через партнёра", "Third party"],
  ["unorthodox", "Необычный тариф", "Unusual plan"],
  ["orthodontist", "Ортодонт", "Orthodontist"],
  ["archive", "Архивный тариф", "Archive tariff"],
  ["raceless", "Гонки Формулы-1", "Formula One"],
  ["holstein", "Гольштейн", "Holstein"],
  ["islamabadRoaming", "Роуминг в Исламабаде", "Roaming in Islamabad"],
  ["jewishAutonomous", "Еврейская автономная область", "Jewish Autonomous Oblast"],
  ["geyser", "Гейзер", "Geyser"],
  ["faithful", "Верные клиенты", "Loyal customers"],
  ["singleSim", "Одна SIM-карта", "Single SIM"],
  ["techSupport", "Техническая поддержка", "Technical support"],
  ["campaignTheme", "Тема кампании", "Campaign theme"],
  ["messageCount", "Число сообщений", "Messages sent"],
  ["wifeless", "Без проводов", "Wireless"],
  ["postpaid", "Постоплата", "Postpaid"],
  ["postcode", "Почтовый индекс", "Postcode"],
  ["racketSports", "Теннис", "Tennis"],
  ["rakursPlan", "Ракурс съёмки", "Camera angle"],
  ["vichuga", "Вичуга", "Vichuga"],
];

const DOUBTFUL = [
  "Вера",
  "vera",
  "Какой веры",
  "phoneNumber",
  "mobileNumber",
  "Номер телефона",
  "Номер мобильного телефона",
  "nomerTelefona",
  "Контактный телефон",
  "posts",
  "hasChildren",
  "hasKids",
  "motherTariff",
  "lastName",
  "surname",
  "firstName",
  "birthPlace",
  "citizenship",
  "vegetarian",
  "fitnessApp",
  "dating",
  "Дети",
  "Фамилия",
  "Гражданство",
  "Место рождения",
  "Посты",
  "Многодетные",
  "Знакомства",
  "healthGroup",
  "zdorovye",
  "race",
  "tribe",
  "orientation",
  "arrests",
  "Арестован",
];

test("more than a hundred and twenty names are tried", () => {
  expect(Object.values(REFUSED).flat().length).toBeGreaterThan(120);
});

describe.each(Object.entries(REFUSED))("what tells of %s is refused", (about, names) => {
  test.each(names)("%s", (name) => {
    const weighed = weighName(name);
    expect(weighed).toMatchObject({ kind: "refused", text: name });
    expect(explainRefused(weighed, "attribute")?.en).toContain(`“${name}” looks like a fact about`);
    if (weighed.kind !== "fine") expect(weighed.about.en).toContain(about);
  });
});

describe("a name in disguise is refused", () => {
  test.each(DISGUISED)("%j", (name) => expect(kindOf(name)).toBe("refused"));

  test("whatever can't be seen stands between its letters", () => {
    const unseen = fc.constantFrom("\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u034F", "\uFE0F");
    const name = fc.constantFrom("religion", "muslim", "православные", "национальность", "pregnant");
    fc.assert(
      fc.property(name, unseen, fc.nat(), (word, sign, place) => {
        const at = place % word.length;
        expect(kindOf(word.slice(0, at) + sign + word.slice(at))).toBe("refused");
      }),
    );
  });
});

describe("what only sounds alike is welcome", () => {
  test.each(WELCOME)("%s", (key, ru, en) => expect(weighAttribute(named(key, ru, en))).toEqual({ kind: "fine" }));

  test("and so is all that is bundled, down to the last region's name", () => {
    expect(bundledDefinitions.attributes.map(weighAttribute).filter(({ kind }) => kind !== "fine")).toEqual([]);
    expect(bundledDefinitions.segments.map(weighSegment).filter(({ kind }) => kind === "refused")).toEqual([]);
  });
});

describe("of names that were thought up beforehand", () => {
  const kinds = (names: readonly string[]) => Map.groupBy(names, (name) => weighName(name).kind);

  test("what is sensitive is never passed over in silence", () => {
    expect(SENSITIVE.length).toBeGreaterThan(400);
    const { fine = [], refused = [] } = Object.fromEntries(kinds(SENSITIVE));
    expect(fine).toEqual([]);
    expect(refused.length / SENSITIVE.length).toBeGreaterThan(0.7);
  });

  test("what is harmless is never refused, and seldom doubted", () => {
    expect(HARMLESS.length).toBeGreaterThan(400);
    const { doubtful = [], refused = [] } = Object.fromEntries(kinds(HARMLESS));
    expect(refused).toEqual([]);
    expect(doubtful.toSorted()).toEqual(DOUBTED_FOR_NOTHING.toSorted());
  });

  test("a few are known to be weighed wrongly", () => {
    expect([...kinds(UNNOTICED).keys()]).toEqual(["fine"]);
    expect([...kinds(REFUSED_FOR_NOTHING).keys()]).toEqual(["refused"]);
  });

  test("a grave one isn't hidden by a harmless one before or after it", () => {
    const grave = fc.constantFrom(...SENSITIVE.filter((name) => weighName(name).kind === "refused"));
    const harmless = fc.constantFrom(...HARMLESS);
    fc.assert(
      fc.property(grave, harmless, fc.boolean(), (name, words, isFirst) => {
        const text = isFirst ? `${name} and ${words}` : `${words} and ${name}`;
        expect(weighAttribute(named("group7", text)).kind).not.toBe("fine");
      }),
      { numRuns: 1_000 },
    );
  });

  test("one that a place or a tariff may be named after is doubtful of an attribute, and refused of an audience, which nobody has to read", () => {
    const segment = { label: { ru: "Пример", en: "Sample" }, condition: {}, examples: [] };
    for (const key of ["church-street", "race", "orientation", "gay-square", "muslim-tariff"]) {
      expect({ key, kind: weighKey(key).kind }).toEqual({ key, kind: "doubtful" });
      expect({ key, kind: weighSegment({ ...segment, key }).kind }).toEqual({ key, kind: "refused" });
    }
    expect(weighSegment({ ...segment, key: "screen-orientation" }).kind).toBe("fine");
  });
});

test.each(DOUBTFUL)("%s is left to two people", (name) => expect(kindOf(name)).toBe("doubtful"));

describe("a forbidden fact can't hide", () => {
  test("in the values of an enum", () => {
    const circle = (ru: string, value: string) =>
      weighAttribute({ ...named("circle"), type: "enum", values: [{ value, label: { ru, en: "Circle one" } }] }).kind;
    expect(circle("Православные", "c1")).toBe("refused");
    expect(circle("Круг первый", "married")).toBe("refused");
    expect(circle("Круг первый", "c1")).toBe("fine");
  });

  test("in an audience's key, names or the texts that it looks for", () => {
    const segment = { key: "group7", label: { ru: "Пример", en: "Sample" }, condition: {}, examples: [] };
    expect(weighSegment({ ...segment, key: "mosque-visitors" }).kind).toBe("refused");
    expect(weighSegment({ ...segment, label: { ru: "Верующие", en: "Sample" } }).kind).toBe("refused");
    expect(weighSegment({ ...segment, condition: { $or: [{ services: { $in: ["halal-menu"] } }] } }).kind).toBe(
      "refused",
    );
    expect(codesOf(withFields("segments", "ios", { label: { ru: "Верующие", en: "Believers" } }))).toEqual([
      "forbidden-segment segments/ios.json key",
    ]);
  });
});

describe("a definition that is written", () => {
  test("says of an attribute what it is for", () => {
    expect(codesOf(withFields("attributes", "tariff", { purpose: undefined }))).toEqual([
      "no-purpose segments/attributes.json attributes[7].purpose",
    ]);
  });

  test.each([
    ["\u200B\u2060", "nothing that can be seen"],
    ["\u3164", "Hangul filler alone"],
    ["\u2800", "an empty Braille cell"],
    ["Ёлка \u202Eаклё", "an override"],
    ["\u2067Ёлка\u2069", "an isolate"],
    ["Ёлка\u200F", "a mark"],
    ["Ёлка\u2028и ель", "a line separator"],
    ["Звез\u200Bда", "a blank without width"],
    ["Звез\u2060да", "a joiner of words"],
    ["Звез\u00ADда", "a soft hyphen"],
    ["Звез\u3164да", "a Hangul filler"],
    ["Звез\uFFA0да", "half a Hangul filler"],
    ["Звез\u200Dда", "a joiner of emoji without them"],
    ["Звезда\uFE0F", "an emoji variation of a letter"],
    ["Звезда 1\uFE0F", "one of a digit"],
    ["Звез\u{E0061}да", "a tag"],
    ["Звез\u2800да", "an empty Braille cell inside"],
    ["🎄\u200D", "a joiner that joins nothing"],
  ])("has labels that can be read, not %j: %s", (ru) => {
    const label = { ru, en: "Sample" };
    for (const [list, key] of [
      ["attributes", "tariff"],
      ["segments", "ios"],
      ["categories", "festive"],
      ["themes", "tree"],
      ["decorations", "tree"],
      ["campaigns", "spring"],
    ] as const) {
      expect(codesOf(withFields(list, key, { label }))[0]).toMatch(/^unreadable-text .*label\.ru$/);
    }
    const values = [{ value: "a", label }];
    const [code] = codesOf(
      withList("attributes", (all) => all.map((one) => (one.key === "gender" ? { ...one, values } : one))),
    );
    expect(code).toMatch(/^unreadable-text .*values\[0\]\.label\.ru$/);
  });

  test.each([
    "Ёлка 🎄",
    "Семья 👨‍👩‍👧",
    "❤️ и ❤️‍🔥",
    "↟︎ ель",
    "👋🏽 привет",
    "1️⃣ сентября",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🇷🇺",
    "Й\u0306од",
    "Новый год: ёлка",
    "Йод",
    "Tree",
  ])("may be called %s", (ru) => {
    expect(codesOf(withFields("decorations", "tree", { label: { ru, en: "Tree" } }))).toEqual([]);
  });
});
