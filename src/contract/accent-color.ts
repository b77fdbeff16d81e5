import { z } from "zod";

/** What accents are seen on: the lightest and the darkest background of a phone. */
const BACKGROUNDS = ["#FFFFFF", "#1B1B1F"] as const;

/** What WCAG 2.2 (1.4.11) asks of anything that is not text. */
const LEAST_CONTRAST = 3;

/** A colour, `#RRGGBB`, that can be told from a light and from a dark background. */
export const accentColorSchema = z
  .string()
  .regex(/^#[0-9A-F]{6}$/, "must be a colour such as #C2417C, in capitals")
  .refine(
    (color) => !isColor(color) || BACKGROUNDS.every((background) => contrast(color, background) >= LEAST_CONTRAST),
    `must have a contrast of at least ${LEAST_CONTRAST}:1 with ${BACKGROUNDS.join(" and with ")}; take a middle tone`,
  );

/** The contrast ratio of two colours, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function isColor(text: string): boolean {
  return /^#[0-9A-F]{6}$/.test(text);
}
