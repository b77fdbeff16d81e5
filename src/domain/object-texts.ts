import type { Label } from "./label.ts";

/** What there is to say of an object: its name, and its file beside those of the other objects. */
interface NamedObject {
  readonly object: string;
  readonly kind: "shard" | "guard" | "events";
  readonly state: "lost" | "foreign" | "ahead" | "silent";
  readonly file: string;
}

/** Says of an object what is wrong with it, what follows from that, and what to do. */
export function describeTrouble({ object, kind, state, file }: NamedObject): Label {
  switch (state) {
    case "lost":
      return kind === "guard" ? describeLostGuard(object, file) : describeLostShard(object, file);
    case "foreign":
      return {
        ru: `${object}: здесь данные другой установки. Никому ничего не показываем и выбор людей не принимаем. Остановите сервис, верните на место свой файл ${file} и запустите снова.`,
        en: `${object} holds data of another installation. Nobody is shown anything from it, and people's words are refused. Stop the service, put its own ${file} back, and start it again.`,
      };
    case "ahead":
      return {
        ru: `${object}: данные новее каталога, то есть каталог восстановлен из старой копии. Пока действует то, что здесь есть; новые наборы правил и остановки сюда не доходят. Остановите сервис, верните самую новую копию objects/Catalog и запустите снова.`,
        en: `${object} is newer than the catalog, which is an older copy. It goes on with what it holds; new rulesets and stops do not reach it. Stop the service, put the newest copy of objects/Catalog back, and start it again.`,
      };
    case "silent":
      return {
        ru: `${object} не отвечает. Спрашиваем снова сами; если это не проходит, посмотрите журнал и файл ${file}.`,
        en: `${object} does not answer. It is asked again by itself; if that lasts, look at the log and at ${file}.`,
      };
  }
}

function describeLostShard(object: string, file: string): Label {
  const command = `npm run garland -- repair ${object} --accept-loss`;
  return {
    ru: `${object} пуст, хотя в нём хранился выбор людей. Его абонентам ничего не показываем, а новый выбор не принимаем. Остановите сервис, верните ${file} из резервной копии и запустите снова. Если копии нет, потерю принимают двое: ${command}`,
    en: `${object} is empty, though it held what people chose. Its people are shown nothing, and their words are refused. Stop the service, put ${file} back from a backup, and start it again. If there is none, two people accept the loss: ${command}`,
  };
}

function describeLostGuard(object: string, file: string): Label {
  return {
    ru: `Страж ${object} потерял свои подсчёты, поэтому его кампания придержана: новым людям она не показывается. Остановите сервис, верните ${file} из резервной копии и запустите снова. Если копии нет, возобновите кампанию: страж начнёт считать заново.`,
    en: `The guard ${object} has lost its counts, so its campaign is on hold: nobody new gets it. Stop the service, put ${file} back from a backup, and start it again. If there is none, resume the campaign: the guard then counts anew.`,
  };
}
