import { GUARD_WORDS_TEXTS } from "../texts/guard-words-texts.ts";
import {
  Alert,
  Badge,
  Card,
  Fieldset,
  NumberInput,
  Radio,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { categoryOfSchedule } from "../../domain/campaign/feast.ts";
import type { Schedule } from "../../domain/campaign/schedule.ts";
import { useBodies } from "../api/bodies.ts";
import { checkQuery } from "../api/queries.ts";
import { Art, StatusBars } from "../parts/status-bars.tsx";
import { CALENDAR_TEXTS } from "../texts/calendar-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { AudienceFields } from "./audience-fields.tsx";
import { GuardWords } from "./guard-words.tsx";
import { RemarkList, Remarks, StagesThatDo } from "./remarks.tsx";
import { ScheduleFields } from "./schedule-fields.tsx";
import { StagesFields } from "./stages-fields.tsx";
import { useAudienceCount } from "./use-audience-count.ts";
import { WaveFields } from "./wave-fields.tsx";

const PAUSE_MS = 400;

interface CampaignFormProps {
  readonly campaign: Campaign;
  readonly onChange: (campaign: Campaign) => void;
}

/** Everything that a campaign is, with a careful colleague's remarks beside it. */
export function CampaignForm({ campaign, onChange }: CampaignFormProps) {
  const { t, say } = useTexts();
  const guardTexts = usePageTexts(GUARD_WORDS_TEXTS);
  const calendarTexts = usePageTexts(CALENDAR_TEXTS);
  const decorations = useBodies("decorations");
  const themes = useBodies("themes");
  const feasts = useBodies("feasts");
  const categories = useBodies("categories");
  const segments = useBodies("segments");
  const attributes = useBodies("attributes");
  const [settled] = useDebouncedValue(campaign, PAUSE_MS);
  const check = useQuery(checkQuery(settled));
  const count = useAudienceCount(campaign.audience);
  const zones = [...new Set(attributes.flatMap(({ values = [] }) => values.flatMap(({ zone }) => zone ?? [])))].sort();
  const decoration = decorations.find(({ key }) => key === campaign.decoration);
  const categoryOf = (themeKey: string | undefined) => {
    const theme = themes.find(({ key }) => key === themeKey);
    return categories.find(({ key }) => key === theme?.category);
  };
  const category = categoryOf(decoration?.theme);
  /** The sensitive category that the schedule's feast carries, if it does. */
  const lockOf = (schedule: Schedule) => {
    const carried = categoryOfSchedule(schedule, feasts);
    return categories.find(({ key, sensitive }) => key === carried && sensitive);
  };
  const feastLock = lockOf(campaign.schedule);
  const isThemeSensitive = category?.sensitive === true;
  const isLocked = isThemeSensitive || feastLock !== undefined;
  const options = segments.map(({ key, label }) => ({ value: key, label: say(label) }));
  const change = (part: Partial<Campaign>) => onChange({ ...campaign, ...part });
  const pickDecoration = (key: string) => {
    const theme = decorations.find((candidate) => candidate.key === key)?.theme;
    const locks = categoryOf(theme)?.sensitive === true;
    change({ decoration: key, ...(locks ? { delivery: "opt-in", requests: true } : {}) });
  };
  const pickSchedule = (schedule: Schedule) =>
    change({ schedule, ...(lockOf(schedule) === undefined ? {} : { delivery: "opt-in", requests: true }) });
  const about = (path: string) => <Remarks check={check.data} path={path} />;
  return (
    <div className="form-columns">
      <Stack gap="lg">
        <Fieldset legend={t.campaign.decoration} radius="lg" id="section-decoration">
          <SimpleGrid cols={{ base: 1, sm: 2 }} mb="md">
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
          </SimpleGrid>
          {about("label")}
          {about("key")}
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
        <Fieldset legend={t.campaign.delivery} radius="lg" id="section-delivery">
          <Stack>
            {isThemeSensitive ? <Alert color="grape">{t.campaign.locked(say(category.label))}</Alert> : null}
            {campaign.schedule.kind === "feast" && feastLock !== undefined ? (
              <Alert color="grape">
                {calendarTexts.calendar.locked(t.feasts[campaign.schedule.feast], say(feastLock.label))}
              </Alert>
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
            {about("delivery")}
            <Switch
              label={t.campaign.requests}
              checked={campaign.requests}
              disabled={campaign.delivery === "opt-in"}
              onChange={(event) => change({ requests: event.currentTarget.checked })}
            />
            {about("requests")}
            <AudienceFields
              audience={campaign.audience}
              count={count}
              options={options}
              onChange={(audience) => change({ audience })}
            />
            {about("audience")}
          </Stack>
        </Fieldset>
        <Fieldset legend={t.campaign.schedule} radius="lg" id="section-schedule">
          <ScheduleFields schedule={campaign.schedule} zones={zones} onChange={pickSchedule} />
          {campaign.schedule.kind === "feast" && feastLock !== undefined ? (
            <Text size="sm" role="status">
              {calendarTexts.calendar.locked(t.feasts[campaign.schedule.feast], say(feastLock.label))}
            </Text>
          ) : null}
          <Text size="sm" c="dimmed">
            {calendarTexts.calendar.movingDays}
          </Text>
          {about("schedule")}
          <WaveFields waves={campaign.waves} options={options} onChange={(waves) => change({ waves })} />
          {about("waves")}
        </Fieldset>
        <Fieldset legend={t.campaign.stages} radius="lg" id="section-stages">
          <StagesFields campaign={campaign} audience={count.people} onChange={onChange} />
          {about("stages")}
          <StagesThatDo check={check.data} onTake={(stages) => change({ stages })} />
          {about("unstagedBecause")}
          <Title order={2} fz="h3" mt="lg" mb="xs">
            {guardTexts.guardWords.title}
          </Title>
          <GuardWords campaign={campaign} category={category?.key ?? ""} count={count} />
        </Fieldset>
        <Fieldset legend={t.campaign.order} radius="lg" id="section-order">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <div>
              <NumberInput
                label={t.campaign.priority}
                description={t.campaign.priorityHint}
                value={campaign.priority}
                min={0}
                max={1000}
                allowDecimal={false}
                onChange={(priority) => change({ priority: Number(priority) })}
              />
              {about("priority")}
            </div>
            <div>
              <NumberInput
                label={t.campaign.holdout}
                description={t.campaign.holdoutHint}
                value={campaign.holdoutPercent}
                min={0}
                max={100}
                onChange={(holdoutPercent) => change({ holdoutPercent: Number(holdoutPercent) })}
              />
              {about("holdoutPercent")}
            </div>
          </SimpleGrid>
        </Fieldset>
      </Stack>
      <Stack className="stuck" gap="lg">
        <Card withBorder radius="lg">
          <Text size="sm" c="dimmed" mb="sm">
            {t.campaign.decorationHint}
          </Text>
          <StatusBars path={decoration?.path} />
        </Card>
        <RemarkList check={check.data} delivery={campaign.delivery} />
      </Stack>
    </div>
  );
}
