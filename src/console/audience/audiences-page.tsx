import { Anchor, Button, Card, Table, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { EDITORS } from "../../contract/role.ts";
import { readBody, useBodies } from "../api/bodies.ts";
import { listQuery } from "../api/queries.ts";
import { useCreating } from "../api/use-creating.ts";
import { useMay } from "../api/use-may.ts";
import { Answer } from "../parts/answer.tsx";
import { CreateDialog } from "../parts/create-dialog.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { readAloud } from "./read-aloud.ts";
import { RuleReading } from "./reading.tsx";
import { toReadableRules } from "./rule-tree.ts";
import "./audience.css";
import { UsedBy } from "./used-by.tsx";

/** All audiences with their rules in plain words. */
export function AudiencesPage() {
  const { t, say, language } = useTexts();
  const [isCreating, setCreating] = useCreating("/audiences");
  const mayCreate = useMay(EDITORS);
  const [wanted, setWanted] = useState("");
  const query = useQuery(listQuery("segments"));
  const attributes = useBodies("attributes");
  const segments = useBodies("segments");
  return (
    <>
      <PageTitle title={t.audiences.title} intro={t.audiences.intro}>
        {mayCreate ? <Button onClick={() => setCreating(true)}>{t.audiences.create}</Button> : null}
      </PageTitle>
      <TextInput
        type="search"
        aria-label={t.common.search}
        placeholder={t.common.search}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        mb="md"
        maw={360}
        data-search
      />
      <Answer query={query}>
        {(items) => {
          const rows = items.flatMap((stored) => {
            const segment = readBody("segments", stored.body);
            if (segment === undefined) return [];
            const words = `${segment.key} ${segment.label.ru} ${segment.label.en}`.toLowerCase();
            return words.includes(wanted.toLowerCase())
              ? [{ stored, segment, rules: toReadableRules(segment.condition) }]
              : [];
          });
          if (rows.length === 0) return <Text c="dimmed">{t.audiences.empty}</Text>;
          return (
            <Card withBorder radius="lg" padding={0}>
              <Table.ScrollContainer minWidth={0}>
                <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover className="list-table">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th w="30%">{t.audiences.audience}</Table.Th>
                      <Table.Th>{t.audiences.rule}</Table.Th>
                      <Table.Th w="20%">{t.audiences.usedBy}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map(({ stored, segment, rules }) => (
                      <Table.Tr key={stored.key}>
                        <Table.Td>
                          <Anchor component={Link} to={`/audiences/${stored.key}`} fw={600}>
                            {say(segment.label)}
                          </Anchor>
                        </Table.Td>
                        <Table.Td>
                          {rules === undefined ? (
                            t.audience.json
                          ) : (
                            <RuleReading reading={readAloud(rules, { t, language, attributes, segments })} />
                          )}
                        </Table.Td>
                        <Table.Td>
                          {stored.usedBy.length === 0 ? (
                            <Text size="sm" c="dimmed">
                              {t.audiences.unused}
                            </Text>
                          ) : (
                            <UsedBy users={stored.usedBy} />
                          )}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </Card>
          );
        }}
      </Answer>
      {isCreating ? (
        <CreateDialog
          plural="segments"
          address="/audiences"
          title={t.audiences.create}
          compose={(key, label) => ({ key, label, condition: {}, examples: [] })}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </>
  );
}
