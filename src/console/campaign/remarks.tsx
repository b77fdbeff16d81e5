import { Alert, Anchor, Button, Card, Stack, Text, Title } from "@mantine/core";
import type { Campaign, Stage } from "../../domain/campaign/campaign.ts";
import type { Label } from "../../domain/label.ts";
import { useBodies } from "../api/bodies.ts";
import type { CampaignCheck } from "../api/queries.ts";
import { GUARD_WORDS_TEXTS } from "../texts/guard-words-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { TwoWords } from "./two-words.tsx";
import { isRefusal } from "./is-refusal.ts";
import { sayKeys } from "./say-keys.ts";

/** The parts of the form, as remarks name them; each stands in a section of that id. */
const SECTIONS = {
  decoration: ["key", "label", "decoration"],
  delivery: ["delivery", "requests", "audience"],
  schedule: ["schedule", "waves"],
  stages: ["stages", "unstagedBecause"],
  order: ["priority", "holdoutPercent"],
} as const;

export type Section = keyof typeof SECTIONS;

interface RemarksProps {
  readonly check: CampaignCheck | undefined;
  /** Such as `schedule`, or `audience.include`. */
  readonly path: string;
}

/** What is remarked about one field, right below it. */
export function Remarks({ check, path }: RemarksProps) {
  const sayFinding = useFindingWords();
  const isAbout = (said: string) => toField(said) === path || toField(said).startsWith(`${path}.`);
  return (
    <>
      {(check?.issues ?? [])
        .filter((issue) => isAbout(issue.path))
        .map((issue) => (
          <Text key={issue.path + issue.message} size="sm" c="red.8" mt={6} className="remark" role="alert">
            {issue.message}
          </Text>
        ))}
      {(check?.findings ?? [])
        .filter((finding) => isAbout(finding.path))
        .map(({ code, message }) => (
          <Text
            key={code + message.en}
            size="sm"
            mt={6}
            className="remark finding"
            {...(isRefusal(code) ? { c: "red.8", role: "alert" } : {})}
          >
            {sayFinding(message)}
          </Text>
        ))}
    </>
  );
}

interface StagesThatDoProps {
  readonly check: CampaignCheck | undefined;
  readonly onTake: (stages: readonly Stage[]) => void;
}

/** Puts stages that everybody passes in time in the place of those that are too slow. */
export function StagesThatDo({ check, onTake }: StagesThatDoProps) {
  const page = usePageTexts(GUARD_WORDS_TEXTS);
  const stages = check?.findings.find((finding) => finding.stages !== undefined)?.stages;
  if (stages === undefined) return null;
  return (
    <Button size="xs" variant="light" mt={6} onClick={() => onTake(stages)}>
      {page.guardWords.takeStages(stages.map(({ minimumHours }) => minimumHours).join(", "))}
    </Button>
  );
}

interface RemarkListProps extends Pick<RemarksProps, "check"> {
  readonly delivery: Campaign["delivery"];
}

/** All remarks in one place, each with the way to its field. */
export function RemarkList({ check, delivery }: RemarkListProps) {
  const { t } = useTexts();
  const sayFinding = useFindingWords();
  const remarks = [
    ...(check?.issues ?? []).map((issue) => ({
      key: issue.path + issue.message,
      path: issue.path,
      text: issue.message,
      color: "red",
    })),
    ...(check?.findings ?? []).map(({ path, code, message, severity }) => ({
      key: path + code + message.en,
      path,
      text: sayFinding(message),
      color: isRefusal(code) ? "red" : severity === "warning" ? "yellow" : "blue",
    })),
  ];
  return (
    <Card withBorder radius="lg" component="section" aria-live="polite" aria-labelledby="lint">
      <Title order={2} mb="sm" id="lint">
        {t.campaign.lint}
      </Title>
      {check === undefined ? <Text size="sm">{t.campaign.checking}</Text> : null}
      {check !== undefined && remarks.length === 0 ? <Text size="sm">{t.campaign.lintFine}</Text> : null}
      <TwoWords check={check} delivery={delivery} />
      <Stack gap="xs" mt="xs">
        {remarks.map(({ key, path, text, color }) => {
          const section = sectionOf(path);
          return (
            <Alert key={key} color={color} p="xs">
              <Text size="sm">{text}</Text>
              {section === undefined ? null : (
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  c="inherit"
                  underline="always"
                  onClick={() => goTo(section)}
                >
                  {t.campaign.lintAbout(t.campaign[section])}
                </Anchor>
              )}
            </Alert>
          );
        })}
      </Stack>
    </Card>
  );
}

/** Says a finding in the reader's language, with names instead of keys. */
function useFindingWords(): (message: Label) => string {
  const { language } = useTexts();
  const campaigns = useBodies("campaigns");
  const segments = useBodies("segments");
  const attributes = useBodies("attributes");
  return (message) => sayKeys(message[language], { quoted: [...campaigns, ...segments], attributes, language });
}

/** A place such as `campaigns/spring.json: schedule.lastDay` as `schedule.lastDay`. */
function toField(path: string): string {
  return path
    .replace(/^campaigns\/[^.]+\.(?:json: ?)?/, "")
    .replace(/^\$\./, "")
    .replaceAll("[", ".")
    .replaceAll("]", "");
}

function sectionOf(path: string): Section | undefined {
  const [field = ""] = toField(path).split(".");
  // Parsed boundary: these are the names of the object above.
  return (Object.keys(SECTIONS) as Section[]).find((section) => SECTIONS[section].some((name) => name === field));
}

function goTo(section: Section): void {
  const target = document.querySelector(`#section-${section}`);
  target?.scrollIntoView({ block: "start", behavior: "smooth" });
  target?.querySelector<HTMLElement>("input, textarea, button")?.focus({ preventScroll: true });
}
