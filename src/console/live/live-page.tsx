import "./live.css";
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { READERS } from "../../contract/role.ts";
import { readBody } from "../api/bodies.ts";
import { guardQuery, listQuery, statusQuery, whoamiQuery, type Stored } from "../api/queries.ts";
import { useStatusStream } from "../api/status-stream.ts";
import { readLifecycle } from "../campaign/read-lifecycle.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { Acknowledged } from "./acknowledged.tsx";
import { GuardPanel } from "./guard-panel.tsx";
import { placeRun, urgencyOf, type RunPlace } from "./place-run.ts";
import { PublishProgress } from "./publish-progress.tsx";
import { RunRow } from "./run-row.tsx";
import type { Run, Stopped } from "./run.ts";
import { StopEverything } from "./stop-everything.tsx";

/** What runs, how it is received, and the big Stop. */
export function LivePage() {
  const { t } = useTexts();
  const me = useQuery(whoamiQuery).data;
  const isReader = me !== undefined && READERS.some((role) => me.roles.includes(role));
  const status = useQuery({ ...statusQuery, enabled: isReader });
  useStatusStream(isReader);
  return (
    <>
      <PageTitle title={t.live.title} intro={t.live.intro} />
      <div className="season-lower live-columns">
        {isReader ? <AllRuns /> : null}
        <Stack gap="lg" className="stuck">
          {/* Support may stop everything without seeing how it stands. */}
          <StopEverything isStopped={status.data?.stopped ?? false} published={status.data} />
          {me === undefined || isReader ? (
            <Answer query={status} lines={3}>
              {(known) => <PublishProgress status={known} />}
            </Answer>
          ) : null}
        </Stack>
      </div>
    </>
  );
}

function AllRuns() {
  const campaigns = useQuery(listQuery("campaigns"));
  return <Answer query={campaigns}>{(items) => <Runs items={items} />}</Answer>;
}

function startedOf(items: readonly Stored[]): readonly Run[] {
  return items.flatMap((stored) => {
    const live = readLifecycle(stored)?.live;
    const campaign = readBody("campaigns", stored.body);
    return live !== undefined && campaign !== undefined ? [{ live, campaign }] : [];
  });
}

/** What is on in full, the most urgent first; what is to come and what is over in a line each. */
function Runs({ items }: { readonly items: readonly Stored[] }) {
  const { t, say } = useTexts();
  const [stopped, setStopped] = useState<Stopped>();
  const started = startedOf(items);
  const queries = useQueries({ queries: started.map(({ campaign }) => guardQuery(campaign.key)) });
  if (started.length === 0) return <Text c="dimmed">{t.live.nothingRuns}</Text>;
  const placed = started.map((run, index) => {
    const query = queries[index];
    const guard = query?.data ?? undefined;
    return { run, guard, place: query?.isPending === true ? "unknown" : placeRun(run.live, guard) } as const;
  });
  const inPlace = (place: RunPlace) =>
    placed
      .filter((candidate) => candidate.place === place)
      .toSorted((one, other) => urgencyOf(one.run.live) - urgencyOf(other.run.live));
  const unknown = placed.filter(({ place }) => place === "unknown").length;
  const [now, ahead, over] = [inPlace("now"), inPlace("ahead"), inPlace("over")];
  return (
    <Stack gap="lg">
      {stopped === undefined ? null : (
        <Acknowledged
          report={stopped.published}
          title={t.live.wasStopped(say(stopped.campaign.label))}
          onClose={() => setStopped(undefined)}
        />
      )}
      {now.length === 0 && unknown === 0 ? <Text c="dimmed">{t.live.nothingNow}</Text> : null}
      {now.map(({ run }) => (
        <GuardPanel key={run.campaign.key} {...run} onStopped={setStopped} />
      ))}
      {unknown === 0 ? null : (
        <Stack gap="xs" role="status" aria-label={t.common.loading}>
          {Array.from({ length: unknown }, (_, index) => (
            <Skeleton key={index} height={64} radius="md" />
          ))}
        </Stack>
      )}
      {[
        { name: t.live.ahead, runs: ahead },
        { name: t.live.over, runs: over },
      ].map(({ name, runs }) =>
        runs.length === 0 ? null : (
          <section key={name} aria-label={name}>
            <Title order={2} mb="xs">
              {name}
            </Title>
            <Stack gap="xs">
              {runs.map(({ run, guard }) => (
                <RunRow key={run.campaign.key} {...run} guard={guard} onStopped={setStopped} />
              ))}
            </Stack>
          </section>
        ),
      )}
    </Stack>
  );
}
