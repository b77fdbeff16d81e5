import {
  Alert,
  Badge,
  Button,
  Card,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Radio,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import type { Campaign } from "../../domain/campaign.ts";
import { useBodies } from "../api/bodies.ts";
import { checkQuery, type CampaignCheck } from "../api/queries.ts";
import { Art, StatusBars } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { ScheduleFields } from "./schedule-fields.tsx";
import { StagesFields } from "./stages-fields.tsx";

const PAUSE_MS = 400;

interface CampaignFormProps {
  readonly campaign: Campaign;
  readonly onChange: (campaign: Campaign) => void;
}

/** Everything that a campaign is, with a careful colleague's remarks beside it. */
export function CampaignForm({ campaign, onChange }: CampaignFormProps) {
  const { t, say, language } = useTexts();
  const decorations = useBodies("decorations");
  const themes = useBodies("themes");
  const categories = useBodies("categories");
  const segments = useBodies("segments");
  const attributes = useBodies("attributes");
  const [settled] = useDebouncedValue(campaign, PAUSE_MS);
  const check = useQuery(checkQuery(settled));
  const zones = [...new Set(attributes.flatMap(({ values = [] }) => values.flatMap(({ zone }) => zone ?? [])))].sort();
  const decoration = decorations.find(({ key }) => key === campaign.decoration);
  const categoryOf = (themeKey: string | undefined) => {
    const theme = themes.find(({ key }) => key === themeKey);
    return categories.find(({ key }) => key === theme?.category);
  };
  const category = categoryOf(decoration?.theme);
  const isLocked = category?.sensitive === true;
  const options = segments.map(({ key, label }) => ({ value: key, label: say(label) }));
  const change = (part: Partial<Campaign>) => onChange({ ...campaign, ...part });
  const pickDecoration = (key: string) => {
    const theme = decorations.find((candidate) => candidate.key === key)?.theme;
    const locks = categoryOf(theme)?.sensitive === true;
    change({ decoration: key, ...(locks ? { delivery: "opt-in", requests: true } : {}) });
  };
  const about = (path: string) => <Remarks check={check.data} path={path} />;
  return (
    <div className="form-columns">
      <Stack gap="lg">
        <Fieldset legend={t.campaign.decoration} radius="lg">
          <Group grow mb="md">
            <TextInput
              label={t.common.nameRu}
              lang="ru"
              value={campaign.label.ru}
              maxLength={120}
              required
              onChange={(event) => change({ label: { ...campaign.label, ru: event.currentTarget.value } })}
            />
            <TextInput
              label={t.common.nameEn}
              lang="en"
              value={campaign.label.en}
              maxLength={120}
              required
              onChange={(event) => change({ label: { ...campaign.label, en: event.currentTarget.value } })}
            />
          </Group>
          <div className="art-choice" role="radiogroup" aria-label={t.campaign.decoration}>
            {decorations.map(({ key, label, path, theme }) => (
              <label key={key}>
                <input
                  type="radio"
                  name="decoration"
                  value={key}
                  checked={key === campaign.decoration}
                  onChange={() => pickDecoration(key)}
                />
                <Art path={path} size={34} />
                <span>{say(label)}</span>
                {categoryOf(theme)?.sensitive === true ? (
                  <Badge size="xs" color="grape" variant="light" className="state" tt="none">
                    {t.campaign.sensitive}
                  </Badge>
                ) : null}
              </label>
            ))}
          </div>
          {about("decoration")}
        </Fieldset>
        <Fieldset legend={t.campaign.delivery} radius="lg">
          <Stack>
            {isLocked && category !== undefined ? (
              <Alert color="grape">{t.campaign.locked(say(category.label))}</Alert>
            ) : null}
            <Radio.Group
              value={campaign.delivery}
              onChange={(delivery) =>
                change(delivery === "opt-in" ? { delivery: "opt-in", requests: true } : { delivery: "default-on" })
              }
              aria-label={t.campaign.delivery}
            >
              <Stack gap="xs">
                <Radio
                  value="default-on"
                  label={t.campaign.defaultOn}
                  description={t.campaign.defaultOnHint}
                  disabled={isLocked}
                />
                <Radio value="opt-in" label={t.campaign.optIn} description={t.campaign.optInHint} />
              </Stack>
            </Radio.Group>
            <Switch
              label={t.campaign.requests}
              checked={campaign.requests}
              disabled={campaign.delivery === "opt-in"}
              onChange={(event) => change({ requests: event.currentTarget.checked })}
            />
            {(["include", "exclude"] as const).map((role) => (
              <MultiSelect
                key={role}
                label={t.campaign[role]}
                data={options}
                value={[...campaign.audience[role]]}
                onChange={(keys) => change({ audience: { ...campaign.audience, [role]: keys } })}
                placeholder={campaign.audience[role].length === 0 ? t.campaign.audienceNone : ""}
                searchable
                clearable
              />
            ))}
            {about("delivery")}
            {about("audience")}
            {about("requests")}
          </Stack>
        </Fieldset>
        <Fieldset legend={t.campaign.schedule} radius="lg">
          <ScheduleFields schedule={campaign.schedule} zones={zones} onChange={(schedule) => change({ schedule })} />
          {about("schedule")}
          <WaveFields campaign={campaign} options={options} onChange={onChange} />
          {about("waves")}
        </Fieldset>
        <Fieldset legend={t.campaign.stages} radius="lg">
          <StagesFields campaign={campaign} onChange={onChange} />
          {about("stages")}
          {about("unstagedBecause")}
        </Fieldset>
        <Fieldset legend={t.campaign.order} radius="lg">
          <Group grow align="flex-start">
            <NumberInput
              label={t.campaign.priority}
              description={t.campaign.priorityHint}
              value={campaign.priority}
              min={0}
              max={1000}
              allowDecimal={false}
              onChange={(priority) => change({ priority: Number(priority) })}
            />
            <NumberInput
              label={t.campaign.holdout}
              description={t.campaign.holdoutHint}
              value={campaign.holdoutPercent}
              min={0}
              max={100}
              onChange={(holdoutPercent) => change({ holdoutPercent: Number(holdoutPercent) })}
            />
          </Group>
          {about("priority")}
          {about("holdoutPercent")}
        </Fieldset>
      </Stack>
      <Stack className="stuck" gap="lg">
        <Card withBorder radius="lg">
          <Text size="sm" c="dimmed" mb="sm">
            {t.campaign.decorationHint}
          </Text>
          <StatusBars path={decoration?.path} />
        </Card>
        <Card withBorder radius="lg" component="section" aria-live="polite">
          <Title order={2} mb="sm">
            {t.campaign.lint}
          </Title>
          {check.data === undefined ? <Text size="sm">{t.campaign.checking}</Text> : null}
          {check.data?.issues.length === 0 && check.data.findings.length === 0 ? (
            <Text size="sm">{t.campaign.lintFine}</Text>
          ) : null}
          <Stack gap="xs">
            {check.data?.issues.map(({ path, message }) => (
              <Alert key={path + message} color="red" p="xs">
                <Text size="sm">
                  <b>{path}</b> {message}
                </Text>
              </Alert>
            ))}
            {check.data?.findings.map(({ code, path, severity, message }) => (
              <Alert key={code + path} color={severity === "warning" ? "yellow" : "blue"} p="xs">
                <Text size="sm">{message[language]}</Text>
              </Alert>
            ))}
          </Stack>
        </Card>
      </Stack>
    </div>
  );
}

/** What is remarked about one part of the campaign. */
function Remarks({ check, path }: { readonly check: CampaignCheck | undefined; readonly path: string }) {
  const { language } = useTexts();
  const isAbout = (candidate: string) =>
    candidate
      .replace(/^campaigns\/[^.]+\./, "")
      .replace(/^\$\./, "")
      .startsWith(path);
  const issues = (check?.issues ?? []).filter((issue) => isAbout(issue.path));
  const findings = (check?.findings ?? []).filter((finding) => isAbout(finding.path));
  return (
    <>
      {issues.map(({ message }) => (
        <Text key={message} size="sm" c="red.8" mt="xs" className="remark">
          {message}
        </Text>
      ))}
      {findings.map(({ code, message }) => (
        <Text key={code + message.en} size="sm" mt="xs" className="remark finding">
          {message[language]}
        </Text>
      ))}
    </>
  );
}

interface WaveFieldsProps extends CampaignFormProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function WaveFields({ campaign, options, onChange }: WaveFieldsProps) {
  const { t } = useTexts();
  const { waves } = campaign;
  const setWaves = (next: Campaign["waves"]) => onChange({ ...campaign, waves: next });
  return (
    <Stack gap="sm" mt="lg">
      <Title order={2} fz="h3">
        {t.campaign.waves}
      </Title>
      <Text size="sm" c="dimmed">
        {t.campaign.wavesHint}
      </Text>
      {waves.map((wave, index) => (
        // Waves have no name but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={index} align="flex-end" gap="sm">
          <MultiSelect
            label={`${t.campaign.wave(index + 1)}: ${t.campaign.waveSegments.toLowerCase()}`}
            data={options}
            value={[...wave.segments]}
            onChange={(segments) => setWaves(waves.with(index, { ...wave, segments }))}
            flex={1}
            miw={220}
          />
          <NumberInput
            label={t.campaign.waveDays}
            value={wave.startsAfterDays}
            onChange={(days) => setWaves(waves.with(index, { ...wave, startsAfterDays: Number(days) }))}
            min={0}
            max={366}
            w={150}
          />
          <Button variant="subtle" onClick={() => setWaves(waves.toSpliced(index, 1))}>
            {t.common.remove}
          </Button>
        </Group>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => setWaves([...waves, { segments: [], startsAfterDays: 7 }])}>
          {t.campaign.addWave}
        </Button>
      </Group>
    </Stack>
  );
}
