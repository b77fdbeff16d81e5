import type { Label } from "./label.ts";

/** What a server has seen of the file system that its data is on. */
export interface DiskSpace {
  /** `low`: only what switches off or stops is kept. `full`: nothing is. */
  readonly state: "enough" | "low" | "full";
  /** What is left for the data; null where nobody looks. */
  readonly freeBytes: number | null;
  /** Why nothing can be written though there is room, such as `EROFS`; null if it can. */
  readonly refusal: string | null;
}

/** Where nobody looks, as on Cloudflare, whatever can't be kept is refused when it fails. */
export const UNWATCHED: DiskSpace = { state: "enough", freeBytes: null, refusal: null };

/** Says what is wrong with the disk, what follows from that, and what to do. */
export function describeLowSpace({ state, freeBytes, refusal }: DiskSpace): Label {
  const what = refusal === null ? describeLeft(freeBytes ?? 0) : (REFUSALS[refusal] ?? describeRefusal(refusal));
  const follows = FOLLOWS[state === "full" ? "full" : "low"];
  return { ru: `${what.ru} ${follows.ru}`, en: `${what.en} ${follows.en}` };
}

function describeLeft(freeBytes: number): Label {
  const megabytes = Math.floor(freeBytes / 1_000_000);
  return {
    ru: `На диске осталось ${megabytes} МБ. Освободите место в файловой системе папки GARLAND_DATA.`,
    en: `The disk has ${megabytes} MB left. Make room on the file system of GARLAND_DATA.`,
  };
}

function describeRefusal(code: string): Label {
  return {
    ru: `Диск не принимает запись (${code}). Проверьте файловую систему папки GARLAND_DATA.`,
    en: `The disk takes nothing (${code}). Check the file system of GARLAND_DATA.`,
  };
}

const REFUSALS: Readonly<Record<string, Label>> = {
  EROFS: {
    ru: "Файловая система папки GARLAND_DATA доступна только для чтения: проверьте диск и подключите её для записи.",
    en: "The file system of GARLAND_DATA can only be read: check the disk, and mount it for writing.",
  },
  ENOSPC: {
    ru: "Файловая система папки GARLAND_DATA больше не принимает файлов, хотя место есть: удалите лишние файлы.",
    en: "The file system of GARLAND_DATA takes no more files, though it has room: delete files that nobody needs.",
  },
  EDQUOT: {
    ru: "Квота на файловой системе папки GARLAND_DATA исчерпана: увеличьте её или удалите лишнее.",
    en: "The quota on the file system of GARLAND_DATA is used up: raise it, or delete what nobody needs.",
  },
};

const FOLLOWS: Readonly<Record<"low" | "full", Label>> = {
  low: {
    ru: "До тех пор сохраняются только отключения и остановки, остальное отклоняем с кодом 507. Телефоны получают ответы, но тем, кто украшения ещё не видел и не просил о нём, его не показываем. Потом всё продолжится само.",
    en: "Until then only what switches off or stops is kept, and everything else is refused with 507. Phones are answered, but nobody is shown for the first time what they did not ask for. Then all goes on by itself.",
  },
  full: {
    ru: "До тех пор не сохраняется ничего, даже отключения: их отклоняем с кодом 507. Телефоны получают ответы, но тем, кто украшения ещё не видел и не просил о нём, его не показываем. Потом всё продолжится само.",
    en: "Until then nothing is kept, not even what switches off: it is refused with 507. Phones are answered, but nobody is shown for the first time what they did not ask for. Then all goes on by itself.",
  },
};
