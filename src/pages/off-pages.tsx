import type { Scope } from "../domain/decision/choice.ts";
import type { Language } from "../domain/label.ts";
import type { CategoryStanding, Overview } from "../contract/rpc/rpc-care.ts";
import { OFF_TEXTS } from "./off-texts.ts";
import { PageLayout, withLanguage } from "./page-layout.tsx";

interface OffPageProps {
  readonly language: Language;
  readonly address: string;
  readonly overview: Overview;
  /** What the link switches off. */
  readonly scope: Scope;
}

/** What an off link shows first: what there is, and one big button. Opening it changes nothing. */
export function OffPage({ language, address, overview, scope }: OffPageProps) {
  const texts = OFF_TEXTS[language];
  const name = nameScope(overview, scope, language);
  const isOff = isScopeOff(overview, scope);
  const category = findCategory(overview, scope);
  const { decoration } = overview.tray;
  return (
    <PageLayout language={language} title={texts.title} address={address}>
      <h1>{texts.title}</h1>
      {decoration === null ? (
        <p>{texts.nothingShown}</p>
      ) : (
        <p class="shown">
          <svg viewBox="0 0 24 24" width="48" height="48" aria-hidden="true">
            <path d={decoration.web.path} fill="currentColor" />
          </svg>
          <span>{texts.nowShown(decoration.label[language])}</span>
        </p>
      )}
      {isOff && name !== undefined ? <p>{texts.alreadyOff(name)}</p> : null}
      <form method="post" action={withLanguage(address, language)}>
        {name === undefined || isOff ? null : (
          <button type="submit" name="scope" value={scope} class="primary">
            {texts.switchOff(name)}
          </button>
        )}
        {category === undefined ? null : (
          <button type="submit" name="scope" value={`category:${category.key}`} class="secondary">
            {texts.switchOff(category.label[language])}
          </button>
        )}
        <button type="submit" name="scope" value="all" class={name === undefined || isOff ? "primary" : "secondary"}>
          {texts.switchOffAll}
        </button>
      </form>
      <p class="note">{texts.promise}</p>
    </PageLayout>
  );
}

interface DonePageProps extends Omit<OffPageProps, "address"> {
  readonly action: string;
  /** Absent: it was off already, and nothing was added that could be taken back. */
  readonly undoToken: string | undefined;
}

/** The page after switching off, with the way back. */
export function DonePage({ language, overview, scope, action, undoToken }: DonePageProps) {
  const texts = OFF_TEXTS[language];
  const name = nameScope(overview, scope, language);
  return (
    <PageLayout language={language} title={texts.doneTitle}>
      <h1>{texts.doneTitle}</h1>
      <p role="status">{name === undefined ? texts.doneAll : texts.done(name)}</p>
      {undoToken === undefined ? null : <p class="note">{texts.undoHint}</p>}
      <form method="post" action={withLanguage(action, language)}>
        {undoToken === undefined ? null : (
          <button type="submit" name="undo" value={undoToken} class="secondary">
            {texts.undo}
          </button>
        )}
        {scope === "all" ? null : (
          <button type="submit" name="scope" value="all" class="secondary">
            {texts.switchOffAll}
          </button>
        )}
      </form>
    </PageLayout>
  );
}

interface UndonePageProps {
  readonly language: Language;
  /** What keeps it off all the same, in a sentence. */
  readonly stillOff: string | undefined;
}

/** The page after undo: what this press added is gone, and what was said before holds. */
export function UndonePage({ language, stillOff }: UndonePageProps) {
  const texts = OFF_TEXTS[language];
  return (
    <PageLayout language={language} title={texts.undoneTitle}>
      <h1>{texts.undoneTitle}</h1>
      <p role="status">{stillOff === undefined ? texts.undone : `${texts.takenBack} ${stillOff}`}</p>
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

/** The scope's name for a person; undefined for everything. */
function nameScope(overview: Overview, scope: Scope, language: Language): string | undefined {
  const [kind, key] = scope.split(":");
  const list = kind === "theme" ? overview.themes : kind === "category" ? overview.categories : [];
  return list.find((entry) => entry.key === key)?.label[language];
}

function isScopeOff(overview: Overview, scope: Scope): boolean {
  if (scope === "all") return !overview.switches.everything;
  const [kind, key] = scope.split(":");
  const list = kind === "theme" ? overview.themes : overview.categories;
  return list.some((entry) => entry.key === key && entry.word === "off");
}

/** The category of the link's theme, while it can still be switched off as a whole. */
function findCategory(overview: Overview, scope: Scope): CategoryStanding | undefined {
  const theme = overview.themes.find((entry) => `theme:${entry.key}` === scope);
  return overview.categories.find((entry) => entry.key === theme?.category && entry.word !== "off");
}
