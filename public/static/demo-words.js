// @ts-check
/** What the phone page says about people, instants and answers, in the page's language. */
import { platformOf, zoneOf } from "./demo-client.js";

/** @typedef {import("./demo-client.js").Person} Person */
/** @typedef {import("./demo-client.js").Tray} Tray */
/** @typedef {import("./demo-client.js").Scope} Scope */
/** @typedef {import("../../src/pages/demo-data.ts").DemoData} DemoData */
/** @typedef {{ showFrom: string | null, showUntil: string | null }} Span */

/**
 * Puts values into the braces of a text.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {DemoData} data */
export function createWords({ language, texts, themes, campaigns, names }) {
  const locale = language === "en" ? "en-GB" : language;
  const plural = new Intl.PluralRules(locale);

  /**
   * @param {number} at
   * @param {string} zone
   * @param {Intl.DateTimeFormatOptions} options
   */
  const format = (at, zone, options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at);

  /**
   * @param {string} day
   * @param {Intl.DateTimeFormatOptions} options
   */
  const formatDay = (day, options) => format(Date.parse(day), "UTC", options);

  /**
   * A moment that no line break tears apart.
   * @param {Person} whose
   * @param {string} instant
   */
  const end = (whose, instant) => words.shortMoment(whose, Date.parse(instant)).replaceAll(" ", "\u00a0");

  /**
   * @param {Person} whose
   * @param {Span} span
   */
  const ends = (whose, { showFrom, showUntil }) =>
    showFrom === null || showUntil === null ? undefined : { from: end(whose, showFrom), until: end(whose, showUntil) };

  /**
   * @param {Person} person
   * @param {string} attribute
   */
  const nameOf = ({ attributes }, attribute) => names[attribute]?.[String(attributes[attribute])];

  const words = {
    /** Full date, time, place and zone. @param {Person} whose @param {number} at */
    moment(whose, at) {
      const zone = zoneOf(whose);
      const when = format(at, zone, { dateStyle: "full", timeStyle: "short" });
      const offset = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "shortOffset" })
        .formatToParts(at)
        .find(({ type }) => type === "timeZoneName")
        ?.value.replace("GMT", "UTC");
      return `${when.slice(0, 1).toLocaleUpperCase(locale)}${when.slice(1)} · ${words.region(whose)}, ${offset ?? zone}`;
    },

    /** @param {Person} whose @param {number} at */
    shortMoment(whose, at) {
      return format(at, zoneOf(whose), { dateStyle: "medium", timeStyle: "short" });
    },

    /** As a locked phone has it. @param {Person} whose @param {number} at */
    date(whose, at) {
      return format(at, zoneOf(whose), { weekday: "long", day: "numeric", month: "long" });
    },

    /** @param {string} day */
    day: (day) => formatDay(day, { day: "numeric", month: "short" }),

    /** @param {string} day */
    longDay: (day) => formatDay(day, { dateStyle: "long" }),

    /** @param {string} day */
    month: (day) => formatDay(day, { month: "short" }).replace(".", ""),

    /** @param {Tray} tray */
    verdict({ decoration }) {
      return decoration?.label[language] ?? texts.nothing;
    },

    /** @param {Tray} tray */
    reason({ reason, campaign }) {
      return fill(texts.reasons[reason], { campaign: campaigns[campaign ?? ""] ?? "" });
    },

    /** @param {Person} whose @param {Span} shown */
    span(whose, shown) {
      const span = ends(whose, shown);
      return span === undefined ? "" : fill(texts.span, span);
    },

    /** @param {Person} whose @param {Tray["upcoming"][number]} show */
    upcoming(whose, show) {
      return fill(texts.upcoming, { what: show.decoration.label[language], ...ends(whose, show) });
    },

    /** @param {Tray} tray */
    refresh({ refresh }) {
      const hours = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(refresh.afterSeconds / 3600);
      return fill(texts.askAgain, { hours });
    },

    /** @param {Person} person */
    region(person) {
      return nameOf(person, "region") ?? texts.regionUnknown;
    },

    /** Gender and age, or what kind of line it is if no person's. @param {Person} person @param {string} local */
    person(person, local) {
      const { birthYear, lineType } = person.attributes;
      if (lineType !== "consumer" && lineType !== "child") return nameOf(person, "lineType") ?? "";
      const years = typeof birthYear === "number" ? Number(local.slice(0, 4)) - birthYear : undefined;
      const age = years === undefined ? texts.unknownAge : fill(texts.years[pluralOf(years)], { n: years });
      return [nameOf(person, "gender"), age].filter((word) => word !== undefined).join(", ");
    },

    /** @param {Person} person */
    phone(person) {
      return platformOf(person) === "ios" ? "iPhone" : "Android";
    },

    /** @param {{ scope: Scope, value: "in" | "out" }} choice */
    said({ scope, value }) {
      if (scope === "all") return value === "in" ? texts.saidInAll : texts.saidOutAll;
      const what = themes.find(({ key }) => scope === `theme:${key}`)?.label ?? scope;
      return fill(value === "in" ? texts.saidIn : texts.saidOut, { what });
    },
  };

  /** @param {number} count */
  const pluralOf = (count) => {
    const form = plural.select(count);
    return form === "zero" || form === "two" ? "other" : form;
  };

  return words;
}
