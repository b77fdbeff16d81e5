import { SimpleGrid, Stack, Text } from "@mantine/core";
import type { GuardAnswer } from "../../contract/guard.ts";
import { FEWER_THAN } from "../../domain/guard/tell-count.ts";
import { useAbout } from "../parts/use-about.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { Sparkline } from "./sparkline.tsx";

type Kind = "exposed" | "optedOut" | "complained" | "asked" | "gifts";

const KINDS: readonly Kind[] = ["exposed", "optedOut", "complained", "asked", "gifts"];

/** Of about how many people something is true by now, and how it came about. */
export function PeopleTiles({ guard: { counts, shards, evidence, history } }: { readonly guard: GuardAnswer }) {
  const { t } = useTexts();
  const about = useAbout();
  const normal = {
    optedOut: evidence.parts.optedOut.p0,
    complained: evidence.parts.complained.p0,
  };
  return (
    <Stack gap="xs">
      {shards.heard < shards.total ? <Text size="sm">{t.live.heardFrom(shards.heard, shards.total)}</Text> : null}
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm" className="people-tiles">
        {KINDS.map((kind) => {
          const value = counts[kind];
          const said = about.say(value, FEWER_THAN[kind]);
          const isShare = kind === "optedOut" || kind === "complained";
          return (
            <div key={kind} className="people-tile">
              <Text size="xs" c="dimmed" mih={{ lg: 36 }}>
                {t.live[kind]}
              </Text>
              <Text fz={value === null ? 16 : 22} fw={700} lh={1.2} component="p" data-kind={kind}>
                {said}
              </Text>
              <Text size="xs" c="dimmed" mih={18}>
                {isShare && value !== null && counts.exposed !== null
                  ? t.live.share(t.percent(value / counts.exposed), t.fine(normal[kind]))
                  : null}
              </Text>
              <Sparkline
                points={history.map((point) => ({ at: Date.parse(point.at), value: point[kind] ?? 0 }))}
                label={`${t.live[kind]}: ${said}`}
              />
            </div>
          );
        })}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {about.why}
      </Text>
    </Stack>
  );
}
