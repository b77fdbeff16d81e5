import type { Language } from "../domain/label.ts";
import { PageLayout } from "./page-layout.tsx";
import { PERSON_PAGE_TEXTS } from "./person-page-texts.ts";

/** For a link to somebody's page that is too old, or not whole: no hint at which. */
export function ClosedPage({ language }: { readonly language: Language }) {
  const texts = PERSON_PAGE_TEXTS[language];
  return (
    <PageLayout language={language} title={texts.closedTitle}>
      <h1>{texts.closedTitle}</h1>
      <p>{texts.closed}</p>
    </PageLayout>
  );
}

/** For whoever comes without a link: how to get in, and that switching off needs no login. */
export function EntrancePage({ language, address }: { readonly language: Language; readonly address: string }) {
  const texts = PERSON_PAGE_TEXTS[language];
  return (
    <PageLayout language={language} title={texts.entranceTitle} address={address}>
      <h1>{texts.entranceTitle}</h1>
      <p>{texts.entrance}</p>
    </PageLayout>
  );
}
