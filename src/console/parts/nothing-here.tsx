import { ApiFailure } from "../api/client.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { FailureNote } from "./failure-note.tsx";
import { PageTitle } from "./page-title.tsx";

/** For an address that leads nowhere. */
export function NothingHere() {
  const { t } = useTexts();
  return (
    <>
      <PageTitle title={t.product} />
      <FailureNote error={new ApiFailure("missing")} back={{ to: "/", title: t.season.title }} />
    </>
  );
}
