import { Alert, Anchor, Badge, Button, Card, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import type { rulesetSummarySchema } from "../../contract/control.ts";
import { APPROVERS } from "../../contract/role.ts";
import { readServiceWord } from "../../domain/service-word.ts";
import { useBodies } from "../api/bodies.ts";
import { rulesetsQuery } from "../api/queries.ts";
import { useMay } from "../api/use-may.ts";
import { useParts } from "../changes/use-parts.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import type { Texts } from "../texts/en.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { RollBackDialog } from "./roll-back-dialog.tsx";
import { RulesetChanges } from "./ruleset-changes.tsx";
import { numberOf } from "./search-text.ts";

const AT_ONCE = 20;

type Summary = z.infer<typeof rulesetSummarySchema>;

/** Every version that was ever live, what changed in each, and the way back. */
export function RulesetsPage() {
  const { t } = useTexts();
  return (
    <>
      <PageTitle title={t.rulesets.title} intro={t.rulesets.intro} />
      <Versions />
    </>
  );
}

/** The opened one stands in the address. */
function Versions() {
  const { t } = useTexts();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useQuery(rulesetsQuery);
  const opened = numberOf(search["version"]);
  const [shown, setShown] = useState(AT_ONCE);
  const [chosen, setChosen] = useState<number>();
  const open = (version: number | undefined) =>
    void navigate({
      to: "/rulesets",
      search: version === undefined ? {} : { version },
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <Answer query={query}>
        {(rulesets) => {
          const newest = rulesets.slice(0, shown);
          // An old one that the address names stands above, instead of all that lie between.
          const named = rulesets.filter(
            ({ version }) => version === opened && !newest.some((one) => one.version === version),
          );
          const visible = [...named, ...newest];
          return (
            <Stack gap="xs">
              {opened !== undefined && !visible.some(({ version }) => version === opened) ? (
                <Alert color="yellow" role="alert" title={t.rulesets.noVersion(opened)}>
                  <Anchor component={Link} to="/rulesets" size="sm" underline="always">
                    {t.common.backTo(t.rulesets.title)}
                  </Anchor>
                </Alert>
              ) : null}
              {visible.map((ruleset) => (
                <Version
                  key={ruleset.version}
                  ruleset={ruleset}
                  isCurrent={ruleset === rulesets[0]}
                  isOpen={ruleset.version === opened}
                  onToggle={() => open(ruleset.version === opened ? undefined : ruleset.version)}
                  onRollBack={() => setChosen(ruleset.version)}
                />
              ))}
              {newest.length < rulesets.length ? (
                <Button variant="default" onClick={() => setShown(newest.length + AT_ONCE)}>
                  {t.rulesets.older(newest.length, rulesets.length)}
                </Button>
              ) : null}
            </Stack>
          );
        }}
      </Answer>
      {chosen === undefined ? null : <RollBackDialog version={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

interface VersionProps {
  readonly ruleset: Summary;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onRollBack: () => void;
}

function Version({ ruleset, isCurrent, isOpen, onToggle, onRollBack }: VersionProps) {
  const { t, say } = useTexts();
  const mayRollBack = useMay(APPROVERS);
  const bodies = useBodies("campaigns");
  const { sayRecord } = useParts();
  const { version, inForceFrom, cause, by, stopped, campaigns } = ruleset;
  // An old version shows names of then.
  const nameOf = (key: string) => {
    const then = campaigns.find((campaign) => campaign.key === key)?.label;
    const label = then ?? bodies.find((campaign) => campaign.key === key)?.label;
    return label === undefined ? key : say(label);
  };
  return (
    <Card withBorder radius="md" padding="sm" component="section" aria-label={`${t.rulesets.version} ${version}`}>
      <Group justify="space-between" align="flex-start" className="version">
        <Stack gap={6}>
          <Group gap="sm">
            <Text fw={700}>
              {t.rulesets.version} {t.number(version)}
            </Text>
            {isCurrent ? (
              <Badge tt="none" variant="light" color="green" className="state">
                {t.rulesets.current}
              </Badge>
            ) : null}
            {stopped ? (
              <Badge tt="none" variant="light" color="red" className="state">
                {t.rulesets.stopped}
              </Badge>
            ) : null}
            <Text size="sm">{causeIn(cause, t, nameOf, sayRecord)}</Text>
            <Text size="sm" c="dimmed">
              {t.common.changedBy(nameOfActor(by, t), formatMoment(inForceFrom, t.locale))}
            </Text>
          </Group>
          <Group gap="xs">
            {campaigns.map(({ key, state }) => (
              <Group key={key} gap={6}>
                <Text size="sm">{nameOf(key)}</Text>
                <StateBadge state={state} />
              </Group>
            ))}
          </Group>
        </Stack>
        <Group gap="xs" className="version-acts">
          {version > 1 ? (
            <Button
              size="xs"
              variant="default"
              aria-expanded={isOpen}
              aria-label={t.rulesets.changesIn(version)}
              onClick={onToggle}
            >
              {t.rulesets.changes}
            </Button>
          ) : null}
          {isCurrent || !mayRollBack ? null : (
            <Button
              aria-haspopup="dialog"
              size="xs"
              variant="default"
              aria-label={t.rulesets.rollBackTo(version)}
              onClick={onRollBack}
            >
              {t.rulesets.rollBack}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen ? <RulesetChanges version={version} /> : null}
    </Card>
  );
}

/** A cause is in the service's own words, or an action, and mostly what it was done to: `halt flurry`. */
function causeIn(
  cause: string,
  t: Texts,
  nameOf: (campaign: string) => string,
  sayRecord: (text: string) => string,
): string {
  const said = sayRecord(cause);
  if (readServiceWord(cause) !== undefined) return said.charAt(0).toUpperCase() + said.slice(1);
  const [action = "", ...target] = cause.split(" ");
  const name = t.audit.actions[action] ?? t.steps[action] ?? action;
  return target.length === 0 ? name : `${name}: ${target.map(nameOf).join(" ")}`;
}
