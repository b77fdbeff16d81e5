import type { Label } from "./label.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./time-units.ts";

/** How long something took or takes, roughly: in the largest unit of which there are two. */
export function describeSpan(milliseconds: number): Label {
  const span = Math.max(0, milliseconds);
  if (span < 2 * MINUTE_MS) return inUnits(span / SECOND_MS, "с", "s");
  if (span < 2 * HOUR_MS) return inUnits(span / MINUTE_MS, "мин", "min");
  if (span < 2 * DAY_MS) return inUnits(span / HOUR_MS, "ч", "h");
  return inUnits(span / DAY_MS, "дн.", "days");
}

function inUnits(amount: number, ru: string, en: string): Label {
  const whole = Math.floor(amount);
  return { ru: `${whole} ${ru}`, en: `${whole} ${en}` };
}
