import { Text, Title } from "@mantine/core";
import type { RetrospectiveAnswer } from "../../contract/guard.ts";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

interface BreakdownProps {
  readonly title: string;
  readonly breakdown: RetrospectiveAnswer["byRegion"];
  readonly nameOf: (value: string | null) => string;
  readonly total: number;
}

/** Who saw it and who minded, by the values of an attribute; groups too small to be told apart stand together. */
export function Breakdown({ title, breakdown, nameOf, total }: BreakdownProps) {
  const { t } = useTexts();
  const texts = usePageTexts(LESSON_TEXTS);
  const { parts, others } = breakdown;
  return (
    <div>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {parts.length === 0 && others === null ? (
        <Text size="sm" c="dimmed">
          {texts.nobodySaw}
        </Text>
      ) : null}
      {parts.map(({ value, exposed, optedOut, complained }) => (
        <div key={value ?? ""} className="bar-row">
          <span>{nameOf(value)}</span>
          <span className="fill">
            <span style={{ width: `${(exposed / Math.max(total, 1)) * 100}%` }} />
          </span>
          <span className="amount" title={texts.minded(exposed, optedOut, complained)}>
            {t.number(exposed)} · {t.number(optedOut)}
          </span>
        </div>
      ))}
      {others === null ? null : (
        <Text size="sm" c="dimmed" mt={4}>
          {others.counts === null
            ? texts.othersTooFew(others.values)
            : texts.others(others.values, others.counts.exposed, others.counts.optedOut)}
        </Text>
      )}
      {parts.length === 0 ? null : (
        <Text size="xs" c="dimmed" mt={4}>
          {texts.legend}
        </Text>
      )}
    </div>
  );
}
