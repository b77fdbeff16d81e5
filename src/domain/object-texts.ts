import type { Label } from "./label.ts";

/** What there is to say of an object: its name, and its file beside those of the other objects. */
interface NamedObject {
  readonly object: string;
  readonly kind: "catalog" | "shard" | "guard" | "events";
  readonly state: "lost" | "older" | "foreign" | "ahead" | "silent" | "failing";
  readonly file: string;
  /** Why it does not answer, or why requests to it fail, if that is known. */
  readonly reason?: string | undefined;
}

/** Says of an object what is wrong with it, what follows from that, and what to do. */
export function describeTrouble({ object, kind, state, file, reason }: NamedObject): Label {
  switch (state) {
    case "lost":
      return kind === "guard" ? describeLostGuard(object, file) : describeLostShard(object, file);
    case "older":
      return describeOlder(object, file);
    case "foreign":
      return {
        ru: `${object}: здесь данные другого объекта или другой установки. Никому ничего не показываем и выбор людей не принимаем. Остановите сервис, верните свой файл ${file} (${restoreOf(object).ru}) и запустите снова.`,
        en: `${object} holds data of another object or another installation. Nobody is shown anything from it, and people's words are refused. Stop the service, put its own ${file} back (${restoreOf(object).en}), and start it again.`,
      };
    case "ahead":
      return {
        ru: `${object}: данные новее каталога, то есть каталог восстановлен из старой копии. Каталог перенимает отсюда всё остановленное и продолжает с номера выше; что изменилось, записано в журнале действий (heal). Если так остаётся дольше минуты, посмотрите журнал сервиса.`,
        en: `${object} is newer than the catalog, which is an older copy. The catalog takes over from here whatever is stopped, and goes on above that number; the audit says what changed (heal). If it stays so for more than a minute, look at the log.`,
      };
    case "silent":
      if (kind === "catalog") return describeSilentCatalog(file);
      return {
        ru: `${object} не отвечает${inBrackets(reason)}. Спрашиваем снова сами. Если это не проходит, файл ${file} мог повредиться: остановите сервис, верните файл из резервной копии (${restoreOf(object).ru}) и запустите снова.`,
        en: `${object} does not answer${inBrackets(reason)}. It is asked again by itself. If that lasts, ${file} may be damaged: stop the service, put the file back from a backup (${restoreOf(object).en}), and start it again.`,
      };
    case "failing":
      return {
        ru: `${object} отвечает, но часть запросов к нему не удаётся${inBrackets(reason)}. Посмотрите, есть ли место на диске и цел ли файл ${file}; повреждённый верните из резервной копии (${restoreOf(object).ru}), остановив сервис.`,
        en: `${object} answers, but some requests to it fail${inBrackets(reason)}. See whether the disk has room and whether ${file} is whole; put a damaged one back from a backup (${restoreOf(object).en}) while the service is stopped.`,
      };
  }
}

function describeSilentCatalog(file: string): Label {
  return {
    ru: `Каталог не отвечает: ничего нельзя опубликовать или остановить, а шарды, которые загружаются, ждут его. Уже загруженные показывают, что показывали. Если это не проходит, остановите сервис, верните ${file} из самой новой резервной копии (${restoreOf("catalog").ru}) и запустите снова.`,
    en: `The catalog does not answer: nothing can be published or stopped, and shards that are loaded now wait for it. The others show what they showed. If that lasts, stop the service, put ${file} back from the newest backup (${restoreOf("catalog").en}), and start it again.`,
  };
}

/** The command that puts an object back, which a copy by hand does not tell the catalog of. */
function restoreOf(object: string): Label {
  return {
    ru: `npm run restore -- <копия> --only ${object}`,
    en: `npm run restore -- <backup> --only ${object}`,
  };
}

function inBrackets(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason})`;
}

/** Says of objects that are another installation's, all of them: it is the catalog that is not theirs. */
export function describeOtherCatalog(): Label {
  return {
    ru: "Каталог — не от этих данных: почти все шарды принадлежат другой установке. Скорее всего, его файл потерян, и он начат заново. Никому ничего не показываем и выбор людей не принимаем. Остановите сервис, верните objects/Catalog из самой новой резервной копии (npm run restore -- <копия> --only catalog --accept-older) и запустите снова.",
    en: "The catalog is not these files' own: nearly all shards are another installation's. Most likely its file was lost, and it was begun anew. Nobody is shown anything, and people's words are refused. Stop the service, put objects/Catalog back from the newest backup (npm run restore -- <backup> --only catalog --accept-older), and start it again.",
  };
}

function describeLostShard(object: string, file: string): Label {
  const command = `npm run garland -- repair ${object} --accept-loss --reason "…"`;
  return {
    ru: `${object} пуст, хотя в нём хранился выбор людей. Его абонентам ничего не показываем, а новый выбор не принимаем. Остановите сервис, верните ${file} из резервной копии (${restoreOf(object).ru}) и запустите снова. Если копии нет, потерю принимают двое: ${command}`,
    en: `${object} is empty, though it held what people chose. Its people are shown nothing, and their words are refused. Stop the service, put ${file} back from a backup (${restoreOf(object).en}), and start it again. If there is none, two people accept the loss: ${command}`,
  };
}

function describeOlder(object: string, file: string): Label {
  const command = `npm run garland -- repair ${object} --accept-loss --reason "…"`;
  return {
    ru: `${object} хранит меньше, чем прежде: файл взят из старой копии, или пропал журнал рядом с ним (-wal). Кто за это время отключил украшения, неизвестно, поэтому его абонентам ничего не показываем, а новый выбор не принимаем. Остановите сервис, верните ${file} вместе с журналом и запустите снова. Если вернуть нечего, возьмите резервную копию (${restoreOf(object).ru}), или двое соглашаются продолжить с тем, что есть: ${command}`,
    en: `${object} holds less than it did: its file is an older copy, or the log beside it (-wal) is gone. Who has switched decorations off since is not known, so its people are shown nothing, and their words are refused. Stop the service, put ${file} back with its log, and start it again. If there is none, restore a backup (${restoreOf(object).en}), or two people agree to go on with what is there: ${command}`,
  };
}

function describeLostGuard(object: string, file: string): Label {
  return {
    ru: `Страж ${object} потерял свои подсчёты, поэтому его кампания придержана: новым людям она не показывается. Остановите сервис, верните ${file} из резервной копии (${restoreOf(object).ru}) и запустите снова. Если копии нет, возобновите кампанию: страж начнёт считать заново.`,
    en: `The guard ${object} has lost its counts, so its campaign is on hold: nobody new gets it. Stop the service, put ${file} back from a backup (${restoreOf(object).en}), and start it again. If there is none, resume the campaign: the guard then counts anew.`,
  };
}
