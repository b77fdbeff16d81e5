/**
 * Why one human alone may not start even what reaches nobody, stated a second time: whoever has imported people, or shows more than they were
 * counted to, what no two have looked at, what falls on a feast or may, and what stands on policy that nobody has carried.
 */
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Human } from "./authorship.ts";
import type { LiveContent, Policy } from "./live-content.ts";

/** What else the world knows of it. */
interface LoneSituation {
  readonly policy: Policy;
  /** What Christmas carries. */
  readonly christmas: string | null;
  readonly now: number;
}

/** From then on the feast is under way, and what is left of it may be none of its days. */
const CHRISTMAS = Date.parse("2035-01-06T00:00:00Z");

type Schedule = Campaign["schedule"];

/** Three days around Orthodox Christmas, and three of a year for which nobody knows when Ramadan or the Chinese New Year falls. */
export const CHRISTMAS_DAYS: Schedule = { kind: "once", zone: "own", firstDay: "2035-01-06", lastDay: "2035-01-08" };
export const FAR_DAYS: Schedule = { kind: "once", zone: "own", firstDay: "2040-03-10", lastDay: "2040-03-12" };

export class LoneStarts {
  readonly #importers = new Set<Human>();
  /** By campaign: who handed in and who started what runs of it, and when that shows. */
  readonly #words = new Map<string, ReadonlySet<Human>>();
  readonly #schedules = new Map<string, Schedule>();
  /** Campaigns that have reached more people on one person's word than that is good for. */
  readonly #beyond = new Map<string, ReadonlySet<Human>>();
  readonly #looked = new Set<string>();
  readonly #uncarried = new Set<string>();

  noteImport(by: Human): void {
    this.#importers.add(by);
  }

  noteStart({ key, schedule }: Pick<Campaign, "key" | "schedule">, humans: ReadonlySet<Human>): void {
    this.#words.set(key, humans);
    this.#schedules.set(key, schedule);
  }

  noteBeyond(key: string): void {
    this.#beyond.set(key, this.#words.get(key) ?? new Set());
  }

  /** A second person has agreed to a campaign, and has looked at what it draws. */
  noteAgreed(key: string, drawing: string): void {
    this.#beyond.delete(key);
    this.#looked.add(drawing);
  }

  noteLooked(drawing: string): void {
    this.#looked.add(drawing);
  }

  /** An earlier release let one person alone write these themes. */
  noteUncarried(themes: readonly string[]): void {
    for (const theme of themes) this.#uncarried.add(theme);
  }

  noteCarried(theme: string): void {
    this.#uncarried.delete(theme);
  }

  /** Why somebody alone may not have started it; undefined: nothing that is looked at here says so. */
  findReason(one: LiveContent, situation: LoneSituation): string | undefined {
    const { key, theme, drawing, isDefaultOn } = one;
    const word = [...(this.#words.get(key) ?? [])];
    if (this.#uncarried.has(theme)) return `nobody has carried the theme ${theme}`;
    if (!this.#looked.has(drawing)) return "no two people have looked at its decoration as it is now";
    const schedule = JSON.stringify(this.#schedules.get(key));
    if (schedule === JSON.stringify(FAR_DAYS)) return "nobody knows yet on which feasts it falls";
    if (schedule === JSON.stringify(CHRISTMAS_DAYS) && isHeldDear(one, situation))
      return "it is short, falls on Christmas and says nothing of it";
    if (!isDefaultOn) return undefined;
    const importer = word.find((human) => this.#importers.has(human));
    if (importer !== undefined) return `${importer} has imported people`;
    const others = [...this.#beyond].filter(([other]) => other !== key);
    const [full] = others.filter(([, humans]) => word.some((human) => humans.has(human)));
    return full && `${full[0]}, of the same people, has reached more than one person may`;
  }
}

/** What Christmas carries is sensitive, and nothing that its own theme stands in. */
function isHeldDear({ theme }: LiveContent, { policy, christmas, now }: LoneSituation): boolean {
  return (
    now < CHRISTMAS && christmas !== null && policy.sensitive.has(christmas) && policy.themes.get(theme) !== christmas
  );
}
