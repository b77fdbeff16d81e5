import type { Label } from "../label.ts";

/** Another change of the same row came first. */
export interface Overtaken {
  readonly by: string;
  /** Such as `theme/hearts`. */
  readonly row: string;
}

export function sayOvertaken({ by, row }: Overtaken): Label {
  return {
    ru: `${by} раньше изменил ${row}; предложите заново на том, что есть теперь`,
    en: `${by} changed ${row} first; propose it anew on what there is now`,
  };
}
