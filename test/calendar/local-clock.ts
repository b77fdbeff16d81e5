const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks show at an instant, as `YYYY-MM-DDTHH:MM`, by `Intl` alone: an oracle apart from Temporal. */
export function localClock(at: number, zone: string): string {
  return formatOf(zone).format(at).replace(" ", "T");
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(zone, format);
  return format;
}
