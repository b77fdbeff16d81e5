import type { Label } from "./label.ts";

/** A family of themes. A sensitive category is shown only to people who asked for it (DESIGN §3, invariant 2). */
export interface Category {
  readonly key: string;
  readonly sensitive: boolean;
  readonly label: Label;
}

/** What a decoration is about; choices are made about themes, categories, or everything. */
export interface Theme {
  readonly key: string;
  readonly category: string;
  readonly label: Label;
}
