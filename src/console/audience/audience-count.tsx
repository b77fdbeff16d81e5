import { Card, Progress, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import type { Condition } from "../../domain/condition/segment.ts";
import { ApiFailure } from "../api/client.ts";
import { audienceCountQuery } from "../api/count-audience.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { sayGroup } from "../parts/say-group.ts";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";

const PAUSE_MS = 1_000;
/** The service answers years of birth as ages, the youngest first. */
const AGES = "birthYear";
const BREAKDOWN = ["platform", "region", AGES];
const MOST_ROWS = 8;

interface AudienceCountProps {
  readonly condition: Condition;
  readonly attributes: readonly AttributeDefinition[];
}

/** How many people the rule fits, while it is being written. */
export function AudienceCount({ condition, attributes }: AudienceCountProps) {
  const { t, say } = useTexts();
  const [settled] = useDebouncedValue(condition, PAUSE_MS);
  const by = BREAKDOWN.filter((key) => attributes.some((attribute) => attribute.key === key));
  const query = useQuery({ ...audienceCountQuery({ condition: settled }, by), enabled: attributes.length > 0 });
  const { data, error } = query;
  const isRefused = error instanceof ApiFailure && error.kind === "refused";
  const nameOf = (key: string, values: readonly (string | null)[]) =>
    values.map((value) => {
      if (value === null) return t.audience.unknownGroup;
      if (key === AGES) return t.audience.ages(value);
      const option = attributes.find((attribute) => attribute.key === key)?.values?.find((one) => one.value === value);
      return option === undefined ? value : say(option.label);
    });
  return (
    <Card withBorder radius="lg" component="section" aria-live="polite" aria-busy={query.isFetching}>
      <Title order={2}>{t.audience.count}</Title>
      <Text size="xs" c="dimmed" mb="sm">
        {query.isFetching ? t.audience.counting : t.audience.countHint}
      </Text>
      {isRefused ? <Text size="sm">{t.audience.countMissing}</Text> : null}
      {query.isError ? <FailureNote error={error} onRetry={() => void query.refetch()} /> : null}
      {data === undefined || query.isError ? null : (
        <Stack gap="md">
          <div>
            <Text fz={34} fw={700} lh={1.1} data-count={data.matching ?? ""}>
              {sayMatching(data.matching, t)}
            </Text>
            {data.share === null ? null : (
              <>
                <Text size="sm" c="dimmed">
                  {t.audience.ofAll(t.percent(data.share), t.common.ofPeople(data.total))}
                </Text>
                <Progress value={data.share * 100} mt={6} aria-label={t.percent(data.share)} />
              </>
            )}
          </div>
          <Text size="xs" c="dimmed">
            {t.audience.countsLeft(data.left)}
          </Text>
          {Object.entries(data.groups).map(([key, groups]) => {
            const label = attributes.find((attribute) => attribute.key === key)?.label;
            const rows = groups.toSorted(key === AGES ? youngestFirst : (one, other) => other.matching - one.matching);
            return (
              <div key={key}>
                <Title order={3} mb={6}>
                  {key === AGES ? t.audience.byAge : t.audience.by(label === undefined ? key : say(label))}
                </Title>
                <Stack gap={5} className="count-bars">
                  {rows.slice(0, MOST_ROWS).map(({ values, matching, total }) => (
                    <div className="bar-row" key={values.join()}>
                      <span title={nameOf(key, values).join(", ")}>{sayGroup(nameOf(key, values), t)}</span>
                      <span className="fill">
                        <span style={{ width: `${total === 0 ? 0 : (matching / total) * 100}%` }} />
                      </span>
                      <span className="amount">{t.number(matching)}</span>
                    </div>
                  ))}
                </Stack>
              </div>
            );
          })}
        </Stack>
      )}
    </Card>
  );
}

/** Nobody is said exactly, everybody else about. */
function sayMatching(matching: number | null, t: Texts): string {
  if (matching === null) return t.audience.tooFew;
  return matching === 0 ? t.common.people(0) : t.common.about(matching);
}

interface AgeGroup {
  readonly values: readonly (string | null)[];
}

/** Ages such as "18-24" in their order; groups of more than one, and those not known, come last. */
function youngestFirst(one: AgeGroup, other: AgeGroup): number {
  const [rank, otherRank] = [rankOf(one), rankOf(other)];
  return rank === otherRank ? 0 : rank - otherRank;
}

function rankOf({ values: [first, ...more] }: AgeGroup): number {
  const age = Number.parseInt(first?.replace(/^\D+/, "") ?? "", 10);
  return more.length > 0 || Number.isNaN(age) ? Infinity : age;
}
