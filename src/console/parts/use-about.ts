import { ABOUT_TEXTS } from "../texts/about-texts.ts";
import { usePageTexts } from "../texts/use-texts.tsx";

/** Says a number of people that is only about right; null: fewer than that. */
export function useAbout() {
  const texts = usePageTexts(ABOUT_TEXTS);
  return {
    ...texts,
    say: (people: number | null, fewerThan: number) => (people === null ? texts.fewer(fewerThan) : texts.about(people)),
  };
}
