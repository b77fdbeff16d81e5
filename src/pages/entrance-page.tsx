import type { Language } from "../domain/label.ts";
import { PageLayout } from "./page-layout.tsx";
import { PERSON_PAGE_TEXTS } from "./person-page-texts.ts";

interface EntrancePageProps {
  readonly language: Language;
  readonly address: string;
  /** Where a message that switches off goes, if the operator takes any. */
  readonly smsNumber: string | undefined;
}

/** For whoever comes without a link: how to get in, and that switching off needs no login. */
export function EntrancePage({ language, address, smsNumber }: EntrancePageProps) {
  const texts = PERSON_PAGE_TEXTS[language];
  return (
    <PageLayout language={language} title={texts.entranceTitle} address={address}>
      <h1>{texts.entranceTitle}</h1>
      <p>{texts.entrance}</p>
      <p>{smsNumber === undefined ? texts.offByLink : texts.offBySms(smsNumber)}</p>
    </PageLayout>
  );
}
