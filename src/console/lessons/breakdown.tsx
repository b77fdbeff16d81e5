import { Text, Title } from "@mantine/core";
import type { RetrospectiveAnswer } from "../../contract/guard.ts";
import { PART_FEWER_THAN } from "../../domain/guard/part-bound.ts";
import { useAbout } from "../parts/use-about.ts";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { usePageTexts } from "../texts/use-texts.tsx";

interface BreakdownProps {
  readonly title: string;
  readonly breakdown: RetrospectiveAnswer["byRegion"];
  readonly nameOf: (value: string | null) => string;
}

/** About how many saw it and minded, by the values of an attribute; of small groups nothing is told. */
export function Breakdown({ title, breakdown, nameOf }: BreakdownProps) {
  const texts = usePageTexts(LESSON_TEXTS);
  const about = useAbout();
  const { parts } = breakdown;
  const most = Math.max(1, ...parts.map(({ exposed }) => exposed ?? 0));
  return (
    <div>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {parts.map(({ value, exposed, optedOut, complained }) => (
        <div key={value ?? ""} className="bar-row">
          <span>{nameOf(value)}</span>
          <span className="fill">
            <span style={{ width: `${((exposed ?? 0) / most) * 100}%` }} />
          </span>
          <span
            className="amount"
            title={texts.minded(
              about.say(exposed, PART_FEWER_THAN),
              about.say(optedOut, PART_FEWER_THAN),
              about.say(complained, PART_FEWER_THAN),
            )}
          >
            {about.say(exposed, PART_FEWER_THAN)} · {about.say(optedOut, PART_FEWER_THAN)}
          </span>
        </div>
      ))}
      <Text size="xs" c="dimmed" mt={4}>
        {texts.legend(PART_FEWER_THAN)}
      </Text>
    </div>
  );
}
