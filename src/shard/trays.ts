import { TOKEN_REFUSED, type Failure } from "../contract/problem.ts";
import type { AskingRequest, TrayRequest } from "../contract/rpc/rpc-tray.ts";
import type { Settings } from "../contract/settings.ts";
import type { TrayParts } from "../contract/tray.ts";
import type { Facts } from "../domain/condition/attribute.ts";
import type { Scope } from "../domain/decision/choice.ts";
import type { LoadedRuleset, Viewer } from "../domain/decision/loaded-ruleset.ts";
import { decide, watchFor } from "../domain/decision/decide.ts";
import { numbersFrom as numbersFromBirth, type Identity } from "../domain/identity.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { timeline, type Timeline } from "../domain/decision/timeline.ts";
import { loadRuleset } from "../domain/decision/load-ruleset.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import type { AudienceIndex } from "./audience-index.ts";
import { listWatches, type ExposureLedger } from "./exposure-ledger.ts";
import { openSharedTokens } from "./load-shared.ts";
import { deviceOf, parseDevice, parseExposures, type StoredSubscriber, type Subscribers } from "./subscribers.ts";

interface TrayTools {
  readonly settings: Settings;
  readonly subscribers: Subscribers;
  readonly exposures: ExposureLedger;
  readonly audiences: AudienceIndex;
  /** Above all that the shard's births before this one can have answered. */
  numbersFrom(): number;
}

/** What phones are answered. */
export function openTrays({ settings, subscribers, exposures, audiences, numbersFrom }: TrayTools) {
  const tokens = openSharedTokens(settings);
  const offSms = settings.offSms === undefined ? {} : { sms: settings.offSms };

  /**
   * The phone to decide for, kept for those who ask without one. Written only when it says something new, so a phone that
   * asks again and again writes nothing. A question that names no platform, such as a server's, may be about any phone:
   * what it says is kept only while no phone is known; and what is only hearsay, never.
   */
  function rememberDevice(subscriber: StoredSubscriber, said: Facts, isHearsay: boolean): Facts {
    if (isHearsay) return deviceOf(subscriber, said);
    if (JSON.stringify(said) === subscriber.deviceText) return said;
    const device = deviceOf(subscriber, said);
    const isOfPhone = said["platform"] !== undefined || device["platform"] === undefined;
    const text = JSON.stringify(device);
    if (!isOfPhone || text === subscriber.deviceText) return device;
    subscribers.writeDevice(subscriber.subscriberId, text);
    audiences.forget(subscriber.subscriberId);
    return device;
  }

  /** Before the answer is given: whoever gets it was shown it. Says whether the person had not been shown it before. */
  function noteShown(
    rules: LoadedRuleset,
    subscriber: StoredSubscriber,
    viewer: Viewer,
    { now }: Timeline,
    { at, isHearsay = false }: AskingRequest,
  ): boolean {
    if (now.decision === "none") return false;
    const shown = rules.campaigns.find(({ definition }) => definition.key === now.campaign);
    const first = shown && watchFor(shown, now.reason, viewer, at);
    if (shown === undefined || first === undefined) return false;
    const watches = [first, ...listWatches(shown).filter((watch) => watch !== first)];
    const { subscriberId, exposuresText, deviceText } = subscriber;
    // Whoever is known by nothing may be in no row yet, and will be now.
    if (deviceText === "{}") audiences.forget(subscriberId);
    return exposures.noteShown(subscriberId, exposuresText, watches, {
      reason: now.reason,
      at,
      ...(isHearsay && { isHearsay }),
    });
  }

  function collectParts(
    rules: LoadedRuleset,
    { subscriberId, revision }: StoredSubscriber,
    { at, origin, linksBy: by }: TrayRequest,
    line: Timeline,
  ): TrayParts {
    const scopes = offScopes(rules, line);
    const [scope = "all"] = scopes;
    const token = tokens.seal({ kind: "off", subscriberId, scope, ...(by === undefined ? {} : { by }) });
    const off = { url: `${origin}/o/${token}`, ...offSms, scopes: [...scopes] };
    return { rules, timeline: line, subscriberId, at, revision: numbersFrom() + revision, off };
  }

  return {
    /** All that the answer to a phone is made of; nothing is noted. */
    collectParts,

    /**
     * Decides for a phone, unless its token is void. What the phone says of itself and what it is shown are stored where they
     * are news. Where nothing can be stored, nobody is shown unasked what the guard could not count them for.
     */
    answer(
      rules: LoadedRuleset,
      request: AskingRequest,
    ): Result<{ readonly parts: TrayParts; readonly isFirstSight: boolean }, Failure> {
      const subscriber = subscribers.read(request.subscriberId);
      if (request.issuedAt !== undefined && request.issuedAt < subscriber.refusesTokensBefore)
        return fail(TOKEN_REFUSED);
      if (request.keepsNothing === true) {
        const viewer = viewerOf(rules, subscriber, deviceOf(subscriber, request.device));
        const line = timeline(rules, { ...viewer, onlyIfAsked: listUnseen(rules, subscriber) }, request.at);
        return succeed({ parts: collectParts(rules, subscriber, request, line), isFirstSight: false });
      }
      const device = rememberDevice(subscriber, request.device, request.isHearsay === true);
      const viewer = viewerOf(rules, subscriber, device);
      const line = timeline(rules, viewer, request.at);
      const isFirstSight = noteShown(rules, subscriber, viewer, line, request);
      return succeed({ parts: collectParts(rules, subscriber, request, line), isFirstSight });
    },

    /** What a phone is answered while nobody knows what its person said: nothing, above all answers of before. */
    doubt({ subscriberId, at, origin, linksBy: by }: AskingRequest, { birth }: Identity): TrayParts {
      const token = tokens.seal({ kind: "off", subscriberId, scope: "all", ...(by === undefined ? {} : { by }) });
      const url = `${origin}/o/${token}`;
      const off = { url, ...offSms, scopes: ["all" as const] };
      const last = numbersFromBirth(birth + 1) - 1;
      return { rules: NO_RULES, timeline: UNSURE, subscriberId, at, revision: last, off };
    },

    /** How many of the people are shown a campaign that they did not ask for. */
    countShown(rules: LoadedRuleset, people: readonly string[], campaign: string | undefined, now: number): number {
      return people.filter((subscriberId) => {
        const subscriber = subscribers.read(subscriberId);
        const decision = decide(rules, viewerOf(rules, subscriber, parseDevice(subscriber)), now);
        return decision.decision === "show" && decision.reason === "segment" && decision.campaign === campaign;
      }).length;
    },
  };
}

/** The guarded campaigns of which it is not on record that the person saw them unasked. */
function listUnseen({ campaigns }: LoadedRuleset, { exposuresText }: StoredSubscriber): ReadonlySet<string> {
  const exposures = parseExposures(exposuresText);
  const unseen = campaigns.filter((campaign) => {
    const watches = listWatches(campaign);
    return watches.length > 0 && watches.every(({ guard }) => exposures[guard]?.seenAt === undefined);
  });
  return new Set(unseen.map(({ definition }) => definition.key));
}

const UNSURE: Timeline = { now: { decision: "none", reason: "unsure" }, upcoming: [], nextChangeAt: undefined };

/** What decides where nothing can be decided. */
const NO_RULES: LoadedRuleset = loadRuleset(
  {
    format: 1,
    version: 0,
    compiledAt: 0,
    stopped: false,
    attributes: [],
    segments: [],
    categories: [],
    themes: [],
    decorations: [],
    campaigns: [],
    zoneGroups: {},
    defaultZone: "UTC",
    horizon: 0,
  },
  compileLinearPattern,
);

/** What the off link may switch off, the narrowest first. */
function offScopes(rules: LoadedRuleset, { now }: Timeline): readonly Scope[] {
  if (now.decision === "none") return ["all"];
  const shown = rules.campaigns.find(({ definition }) => definition.key === now.campaign);
  if (shown === undefined) return ["all"];
  const { theme, category, feast } = shown.scopes;
  return [theme, category, ...(feast === undefined ? [] : [feast.category]), "all"];
}
