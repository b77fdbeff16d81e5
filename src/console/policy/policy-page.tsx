import { Badge, Card, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { POLICY_PROPOSERS } from "../../contract/role.ts";
import { categoryOfFeast } from "../../domain/campaign/feast.ts";
import { FEASTS } from "../../domain/campaign/schedule.ts";
import { LIMIT_NAMES } from "../../domain/limits.ts";
import { sayLimit, sayLimitValue } from "../../domain/policy/policy-texts.ts";
import { limitsQuery } from "../api/policy.ts";
import { useBodies } from "../api/bodies.ts";
import { useMay } from "../api/use-may.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { InForceTable } from "./in-force-table.tsx";
import { ProposalForm } from "./proposal-form.tsx";
import { ProposalList } from "./proposal-list.tsx";

/** What is in force, what people want changed, and a form to want something. */
export function PolicyPage() {
  const texts = usePageTexts(POLICY_TEXTS);
  return (
    <>
      <PageTitle title={texts.title} intro={texts.intro} />
      <Stack gap="lg">
        <ProposalList />
        {useMay(POLICY_PROPOSERS) ? <ProposalForm /> : null}
        <InForce />
      </Stack>
    </>
  );
}

function InForce() {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const categories = useBodies("categories");
  const themes = useBodies("themes");
  const feasts = useBodies("feasts");
  const attributes = useBodies("attributes");
  const nameOf = (category: string) => {
    const known = categories.find(({ key }) => key === category)?.label;
    return known === undefined ? category : say(known);
  };
  const limits = useQuery(limitsQuery);
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="in-force">
      <Title order={2} id="in-force" mb="sm">
        {texts.inForce}
      </Title>
      <Table.ScrollContainer minWidth={0}>
        <Table verticalSpacing="xs" aria-label={texts.categories} className="list-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.category}</Table.Th>
              <Table.Th>{texts.themes}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {categories.map(({ key, label, sensitive }) => (
              <Table.Tr key={key}>
                <Table.Td>
                  {say(label)}{" "}
                  <Text span size="xs" c="dimmed">
                    {key}
                  </Text>{" "}
                  {sensitive ? (
                    <Badge tt="none" variant="light" color="grape" className="state">
                      {texts.sensitive}
                    </Badge>
                  ) : null}
                </Table.Td>
                <Table.Td data-label={texts.themes}>
                  {themes
                    .filter(({ category }) => category === key)
                    .map((theme) => say(theme.label))
                    .join(", ") || t.common.nothing}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <InForceTable
        label={texts.feasts}
        heads={[texts.feast, texts.carriesNow]}
        rows={
          new Map(
            FEASTS.map((feast) => {
              const carried = categoryOfFeast(feast, feasts);
              const label = feasts.find(({ key }) => key === feast)?.label;
              const name = label === undefined ? t.feasts[feast] : say(label);
              return [feast, [name, carried === null ? texts.nothing : nameOf(carried)]];
            }),
          )
        }
      />
      <Answer query={limits}>
        {({ limits: inForce, bounds }) => (
          <InForceTable
            label={texts.limits}
            heads={[texts.limit, texts.value, texts.atMost]}
            rows={
              new Map(
                LIMIT_NAMES.map((name) => {
                  const most = bounds[name]?.most ?? inForce[name];
                  return [
                    name,
                    [sayLimit(name), sayLimitValue(name, inForce[name]), sayLimitValue(name, most)].map(say),
                  ];
                }),
              )
            }
          />
        )}
      </Answer>
      <InForceTable
        label={texts.attributes}
        heads={[texts.attribute, texts.purpose]}
        rows={
          new Map(
            attributes.map(({ key, label, purpose }) => [
              key,
              [say(label), purpose === undefined ? texts.noPurpose : say(purpose)],
            ]),
          )
        }
      />
    </Card>
  );
}
