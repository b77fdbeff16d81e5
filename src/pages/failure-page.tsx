import type { Language } from "../domain/label.ts";
import { FAILURE_TEXTS, type FailureKind } from "./failure-texts.ts";
import { PageLayout, withLanguage } from "./page-layout.tsx";

/** After these the same address would only show the same again. */
const FINAL: readonly FailureKind[] = ["broken-link", "closed", "nothing-here"];

interface FailurePageProps {
  readonly language: Language;
  readonly kind: FailureKind;
  /** Of the page that failed. */
  readonly address: string;
  readonly requestId: string;
  /** How long to wait, where that is known. */
  readonly waitMinutes?: number | undefined;
}

/** What people read instead of a page: what happened and what to do, and no hint at whom a link is for. */
export function FailurePage({ language, kind, address, requestId, waitMinutes }: FailurePageProps) {
  const texts = FAILURE_TEXTS[language];
  const { title, sentence } = texts.kinds[kind];
  return (
    <PageLayout language={language} title={title}>
      <h1>{title}</h1>
      <p role="alert">{sentence}</p>
      {waitMinutes === undefined ? null : <p>{texts.waitFor(waitMinutes)}</p>}
      {FINAL.includes(kind) ? null : (
        <p>
          <a href={withLanguage(address, language)}>{texts.openAgain}</a>
        </p>
      )}
      {kind === "our-fault" ? <p class="note">{texts.tellUs(requestId)}</p> : null}
    </PageLayout>
  );
}
