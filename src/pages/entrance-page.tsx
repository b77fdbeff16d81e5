import type { Language } from "../domain/label.ts";
import { PageLayout } from "./page-layout.tsx";
import { PERSON_PAGE_TEXTS } from "./person-page-texts.ts";

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
