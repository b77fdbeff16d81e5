import {
  Alert,
  Card,
  Fieldset,
  JsonInput,
  SimpleGrid,
  Skeleton,
  Stack,
  Tabs,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { conditionSchema } from "../../contract/definition-schemas.ts";
import { canonicalJson } from "../../domain/json-diff.ts";
import type { Condition, Segment } from "../../domain/condition/segment.ts";
import { readBody, useBodies } from "../api/bodies.ts";
import { definitionQuery, type Stored } from "../api/queries.ts";
import { useDraft } from "../api/use-draft.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { SaveBar } from "../parts/save-bar.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { AudienceCount } from "./audience-count.tsx";
import "./audience.css";
import { ExampleFields } from "./example-fields.tsx";
import { judgeExamples } from "./judge-examples.ts";
import { readAloud } from "./read-aloud.ts";
import { RuleReading } from "./reading.tsx";
import { toCondition, toReadableRules, toRules } from "./rule-tree.ts";
import { UsedBy } from "./used-by.tsx";

const RuleBuilder = lazy(async () => ({ default: (await import("./rule-builder.tsx")).RuleBuilder }));

/** One audience: its rule in three forms, how many people it fits, and who uses it. */
export function AudiencePage() {
  const { key = "" } = useParams({ strict: false });
  const { t } = useTexts();
  const query = useQuery(definitionQuery("segments", key));
  return (
    <Answer query={query} lines={8} list={{ to: "/audiences", title: t.audiences.title }}>
      {(stored) => {
        const segment = readBody("segments", stored.body);
        if (segment === undefined) return <FailureNote error={undefined} />;
        return <AudienceEditor key={key} stored={stored} segment={segment} />;
      }}
    </Answer>
  );
}

function AudienceEditor({ stored, segment }: { readonly stored: Stored; readonly segment: Segment }) {
  const { t, say, language } = useTexts();
  const draft = useDraft(`segments.${stored.key}`, segment, stored.revision);
  const attributes = useBodies("attributes");
  const segments = useBodies("segments").filter(({ key }) => key !== stored.key);
  const { body } = draft;
  const change = (part: Partial<Segment>) => draft.change({ ...body, ...part });
  const rules = toRules(body.condition);
  const readable = toReadableRules(body.condition);
  const campaigns = stored.usedBy.filter((user) => user.startsWith("campaign/"));
  return (
    <>
      <PageTitle title={say(body.label)} intro={stored.key} />
      {draft.isChanged && campaigns.length > 0 ? (
        <Alert color="yellow" mb="md">
          {t.audience.shared(campaigns.length)}
        </Alert>
      ) : null}
      <SaveBar plural="segments" draft={draft} />
      <div className="form-columns">
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t.common.nameRu}
              lang="ru"
              value={body.label.ru}
              maxLength={120}
              required
              onChange={(event) => change({ label: { ...body.label, ru: event.currentTarget.value } })}
            />
            <TextInput
              label={t.common.nameEn}
              lang="en"
              value={body.label.en}
              maxLength={120}
              required
              onChange={(event) => change({ label: { ...body.label, en: event.currentTarget.value } })}
            />
          </SimpleGrid>
          <Fieldset legend={t.audience.rule} radius="lg">
            <Tabs defaultValue={rules === undefined ? "json" : "builder"} keepMounted={false}>
              <Tabs.List mb="md">
                <Tabs.Tab value="builder">{t.audience.builder}</Tabs.Tab>
                <Tabs.Tab value="json">{t.audience.json}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="builder">
                {rules === undefined ? (
                  <Alert color="blue">{t.audience.jsonOnly}</Alert>
                ) : attributes.length === 0 ? (
                  <Skeleton height={120} />
                ) : (
                  <Suspense fallback={<Skeleton height={120} />}>
                    <RuleBuilder
                      key={draft.generation}
                      rules={rules}
                      attributes={attributes}
                      segments={segments}
                      onChange={(changed) => {
                        const condition = toCondition(changed);
                        // The builder also reports when it only opens.
                        if (canonicalJson(condition) !== canonicalJson(body.condition)) change({ condition });
                      }}
                    />
                  </Suspense>
                )}
              </Tabs.Panel>
              <Tabs.Panel value="json">
                <ConditionInput condition={body.condition} onChange={(condition) => change({ condition })} />
              </Tabs.Panel>
            </Tabs>
          </Fieldset>
          <Card withBorder radius="lg" component="section">
            <Title order={2} mb="xs">
              {t.audience.reads}
            </Title>
            {readable === undefined ? (
              <Text c="dimmed">{t.audience.unreadable}</Text>
            ) : (
              <RuleReading reading={readAloud(readable, { t, language, attributes, segments })} />
            )}
          </Card>
          <Fieldset legend={t.audience.examples} radius="lg">
            <ExampleFields
              examples={body.examples}
              verdicts={judgeExamples(body, segments, attributes)}
              attributes={attributes}
              onChange={(examples) => change({ examples })}
            />
          </Fieldset>
        </Stack>
        <Stack className="stuck" gap="lg">
          <AudienceCount condition={body.condition} attributes={attributes} />
          <Card withBorder radius="lg" component="section">
            <Title order={2} mb="xs">
              {t.audience.usedBy}
            </Title>
            {stored.usedBy.length === 0 ? <Text c="dimmed">{t.audience.nobodyUses}</Text> : null}
            <UsedBy users={stored.usedBy} />
          </Card>
        </Stack>
      </div>
    </>
  );
}

interface ConditionInputProps {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

function ConditionInput({ condition, onChange }: ConditionInputProps) {
  const { t } = useTexts();
  const [text, setText] = useState(() => JSON.stringify(condition, null, 2));
  return (
    <JsonInput
      aria-label={t.audience.json}
      value={text}
      onChange={(written) => {
        setText(written);
        const read = readCondition(written);
        if (read !== undefined) onChange(read);
      }}
      error={readCondition(text) === undefined ? t.audience.jsonWrong : undefined}
      formatOnBlur
      autosize
      minRows={8}
      styles={{ input: { fontFamily: "ui-monospace, monospace" } }}
    />
  );
}

function readCondition(text: string): Condition | undefined {
  try {
    const parsed = conditionSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
