/**
 * How one of a people is called in Russian, with all forms: nobody calls anything else so. Their adjectives, and what English and
 * transliteration do not tell from them, may stand for a language, a kitchen or a street.
 */
const BARE = words(
  "татар башкир чуваш удмурт якут бурят калмык узбек таджик киргиз казах туркмен лезгин аварец ингуш даргин кумык",
);
const WITH_ENDING = words(`
  татар(?:ин|ка|ки|ы) башкир(?:ка|ки|ы) чуваш(?:ка|ки|и) мордв(?:ин|инка|а) удмурт(?:ка|ы) якут(?:ка|ы) бурят(?:ка|ы) калмы(?:чка|ки)
  тувин(?:ец|ка|цы) чечен(?:ец|ка|ки|цы|цев) ингуш(?:ка|и) дагестан(?:ец|ка|цы|цев) лезгин(?:ы) авар(?:ка|цы) кабардин(?:ец|ка|цы) черкес(?:ы|шенка)?
  осетин(?:ка|ы)? карачаев(?:ец|ка|цы) балкар(?:ец|ка|цы) адыг(?:и|еец|ейка) марий(?:ец|ка|цы) ненец ненцы эвенк(?:и|ийка)? чукча чукчи хакас(?:ы|ка)?
  армян(?:ин|ка|ки|е) азербайджан(?:ец|ка|цы) грузин(?:ка|ы)? узбе(?:чка|ки) таджи(?:чка|ки) киргиз(?:ка|ы) кыргыз(?:ы|ка)? казашка казахи
  туркмен(?:ка|ы) украин(?:ец|ка|ки|цы|цев) белорус(?:ы|ка)? молдаван(?:ин|ка|е) немец_поволжья немцы_поволжья коре(?:ец|янка|йцы) китаец китаянка китайцы
  вьетнам(?:ец|ка|цы) цыган(?:ка|е|ки)? курд(?:ы|янка)? турки_?месхетинцы
`);
const IN_LATIN = words(`
  tatar bashkir chuvash mordvin udmurt yakut buryat kalmyk tuvin chechen ingush dagestani dagestan(?:ets|ec|cy|tsy) lezgin avar kabardin ossetian osetin
  armenian armyan(?:in|ka|e) azerbaijani azeri georgian gruzin uzbek tajik ta[dj]zhik kirgiz kyrgyz kazakh turkmen ukrainian ukrain(?:ets|ec|ka|cy|tsy)
  belarusian belorus moldovan vietnamese kurd
`);

const STEMS = words(`
  татар башкир чуваш мордов удмурт якут бурят калмыц тувин чечен ингуш дагестан лезгин авар осетин кабардин карачаев балкар адыгей марий
  ненец эвенкий хакас коряк чукот армян азербайджан грузин узбек таджик киргиз казах украин белорус молдав вьетнам цыган
`);

const ADJECTIVE = String.raw`с?к(?:ий|ая|ое|ие|ого|ому|ой|ую|их|им|ими|и)`;

/** In the notation of `word-list.ts`. */
export const PEOPLES = [...BARE, ...WITH_ENDING].map((name) => `${name}_`).join(" ");

/** What is of a people, and in English the people themselves. */
export const OF_PEOPLES = [
  ...IN_LATIN.map((name) => `${name}(?:s|in|ka|ki|y|i)?`),
  ...STEMS.map((stem) => `${stem}${ADJECTIVE}`),
].join("|");

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/u);
}
