import { partsOf, type Scope } from "../domain/decision/choice.ts";
import { kindOfScope, nameScope, nameThing } from "../domain/decision/describe-person.ts";
import type { Language } from "../domain/label.ts";
import type { CategoryStanding, Overview } from "../contract/rpc/rpc-care.ts";
import { OFF_TEXTS, type OffThing } from "./off-texts.ts";
import { PageLayout, withLanguage } from "./page-layout.tsx";

interface OffPageProps {
  readonly language: Language;
  readonly address: string;
  readonly overview: Overview;
  /** What the link switches off. */
  readonly scope: Scope;
  /** The form's own number. */
  readonly press: string;
  /** Whoever has the link may not be theirs: nothing is told of what they see or have chosen. */
  readonly isSilent: boolean;
}

/** What an off link shows first: what there is, and one big button. Opening it changes nothing. */
export function OffPage({ language, address, overview, scope, press, isSilent }: OffPageProps) {
  const texts = OFF_TEXTS[language];
  const isAllOff = !isSilent && isEverythingOff(overview);
  const isOff = isAllOff || (!isSilent && isScopeOff(overview, scope));
  const wider = findCategories(overview, scope, isSilent);
  return (
    <PageLayout language={language} title={texts.title} address={address}>
      <h1>{texts.title}</h1>
      {isSilent ? null : <Shown language={language} overview={overview} />}
      {isOff ? <p>{sayOf(texts.alreadyOff, overview, isAllOff ? "all" : scope, language)}</p> : null}
      {isAllOff ? null : (
        <form method="post" action={withLanguage(address, language)}>
          <input type="hidden" name="press" value={press} />
          {scope === "all" || isOff ? null : (
            <OffButton language={language} overview={overview} scope={scope} isFirst />
          )}
          {wider.map(({ key }) => (
            <OffButton language={language} overview={overview} scope={`category:${key}`} />
          ))}
          <OffButton language={language} overview={overview} scope="all" isFirst={scope === "all" || isOff} />
        </form>
      )}
      <p class="note">{texts.promise}</p>
    </PageLayout>
  );
}

function Shown({ language, overview }: Pick<OffPageProps, "language" | "overview">) {
  const texts = OFF_TEXTS[language];
  const { decoration } = overview.tray;
  return decoration === null ? (
    <p>{texts.nothingShown}</p>
  ) : (
    <p class="shown">
      <svg viewBox="0 0 24 24" width="48" height="48" aria-hidden="true">
        <path d={decoration.web.path} fill="currentColor" />
      </svg>
      <span>{texts.nowShown(decoration.label[language])}</span>
    </p>
  );
}

function OffButton({
  language,
  overview,
  scope,
  isFirst = false,
}: Pick<OffPageProps, "language" | "overview" | "scope"> & { readonly isFirst?: boolean }) {
  const { switchOff, switchOffAll } = OFF_TEXTS[language];
  const text =
    scope === "all" ? switchOffAll : switchOff(nameThing(scope, nameOf(overview, scope, language), language));
  return (
    <button type="submit" name="scope" value={scope} class={isFirst ? "primary" : "secondary"}>
      {text}
    </button>
  );
}

interface DonePageProps extends Omit<OffPageProps, "address"> {
  readonly action: string;
  /** Absent: it was off already, and nothing was added that could be taken back. */
  readonly undoToken: string | undefined;
}

/** The page after switching off, with the way back. `overview` is as it is now. */
export function DonePage({ language, overview, scope, action, press, isSilent, undoToken }: DonePageProps) {
  const texts = OFF_TEXTS[language];
  const offersAll = scope !== "all" && (isSilent || !isEverythingOff(overview));
  // Something would be shown, had it not been switched off: a phone that has not asked since still shows it.
  const goes = !isSilent && overview.tray.reason === "opted-out";
  return (
    <PageLayout language={language} title={texts.doneTitle}>
      <h1>{texts.doneTitle}</h1>
      <p role="status">
        {sayOf(texts.done, overview, scope, language)}
        {goes ? ` ${texts.goesSoon}` : ""}
      </p>
      {undoToken === undefined ? null : <p class="note">{texts.undoHint}</p>}
      <form method="post" action={withLanguage(action, language)}>
        <input type="hidden" name="press" value={press} />
        {undoToken === undefined ? null : (
          <button type="submit" name="undo" value={undoToken} class="secondary">
            {texts.undo}
          </button>
        )}
        {offersAll ? <OffButton language={language} overview={overview} scope="all" /> : null}
      </form>
    </PageLayout>
  );
}

interface UndonePageProps {
  readonly language: Language;
  /** What keeps it off all the same, in a sentence. */
  readonly stillOff: string | undefined;
  /** Whoever has the link may not be told whether something was said since. */
  readonly isSilent?: boolean;
}

/** The page after undo: what this press added is gone, and what was said before holds. */
export function UndonePage({ language, stillOff, isSilent = false }: UndonePageProps) {
  const texts = OFF_TEXTS[language];
  const told = stillOff === undefined ? texts.undone : `${texts.takenBack} ${stillOff}`;
  return (
    <PageLayout language={language} title={texts.undoneTitle}>
      <h1>{texts.undoneTitle}</h1>
      <p role="status">{isSilent ? texts.takenBackIfLast : told}</p>
    </PageLayout>
  );
}

/** For an undo after something else was said. */
export function TooLatePage({ language }: { readonly language: Language }) {
  const texts = OFF_TEXTS[language];
  return (
    <PageLayout language={language} title={texts.tooLateTitle}>
      <h1>{texts.tooLateTitle}</h1>
      <p role="status">{texts.tooLate}</p>
    </PageLayout>
  );
}

function sayOf(
  sentences: Readonly<Record<OffThing, (name: string) => string>>,
  overview: Overview,
  scope: Scope,
  language: Language,
): string {
  const kind = kindOfScope(scope);
  return sentences[kind === "gifts" ? "all" : kind](nameOf(overview, scope, language));
}

function nameOf({ themes, categories }: Overview, scope: Scope, language: Language): string {
  return nameScope(scope, themes, categories)[language];
}

/** Everything was switched off, and nothing asked for since. */
function isEverythingOff({ switches, themes }: Overview): boolean {
  return !switches.everything && themes.every(({ isOn }) => !isOn);
}

function isScopeOff({ themes, categories }: Overview, scope: Scope): boolean {
  const { kind, key } = partsOf(scope);
  return (kind === "theme" ? themes : categories).some((entry) => entry.key === key && entry.word === "off");
}

/** The category of the link's theme, and those of feasts around which it is shown, while they can still be switched off as a whole. */
function findCategories(overview: Overview, scope: Scope, isSilent: boolean): readonly CategoryStanding[] {
  const theme = overview.themes.find((entry) => `theme:${entry.key}` === scope);
  return overview.categories.filter(
    ({ key, word }) =>
      (key === theme?.category || theme?.around.includes(`category:${key}`) === true) && (isSilent || word !== "off"),
  );
}
