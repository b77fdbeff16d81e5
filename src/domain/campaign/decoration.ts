import type { Label } from "../label.ts";

/** What is shown beside the operator's name. The art is one path in a 24×24 box, drawn in one colour. */
export interface Decoration {
  readonly key: string;
  readonly theme: string;
  readonly label: Label;
  /** The `d` of the one path in `decorations/<key>.svg`. */
  readonly path: string;
  /** First 12 hex digits of the SVG's SHA-256; part of every asset's file name. */
  readonly artHash: string;
  /** A character of the Basic Multilingual Plane, for SIM and NITZ names (UCS-2), in text style. */
  readonly glyph: string;
  /** The nearest emoji, for chats. */
  readonly emoji: string;
  /** Name of the drawable compiled into the Android app. */
  readonly androidResource: string;
  /** Name of the symbol compiled into the iOS app. */
  readonly iosSymbol: string;
  /** Name of the app icon compiled into the iOS app that goes with it; the app may only offer it. */
  readonly iosAlternateIcon?: string | undefined;
  /** Its own colour, `#RRGGBB`, for places that are not drawn in one colour; can be told from white and from black. */
  readonly accent?: string | undefined;
}

/** Where several versions of a decoration are live they are called `tulip@1f3a9c0d`; to people it is the tulip. */
export function baseKey(decoration: string): string {
  const end = decoration.indexOf("@");
  return end < 0 ? decoration : decoration.slice(0, end);
}
