import { Badge, Card, NativeSelect, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Season } from "../../contract/season.ts";
import { useBodies } from "../api/bodies.ts";
import { CALENDAR_TEXTS } from "../texts/calendar-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { formatDayOfYear } from "./local-days.ts";

const EVERYWHERE = "";

/** The feasts of the stretch, with what they carry and where they are kept; for one region, or for all. */
export function CulturalCalendar({ season }: { readonly season: Season }) {
  const { t, say } = useTexts();
  const calendarTexts = usePageTexts(CALENDAR_TEXTS);
  const [region, setRegion] = useState(EVERYWHERE);
  const categories = useBodies("categories");
  const regions = useBodies("attributes").find(({ key }) => key === "region")?.values ?? [];
  const nameOf = (key: string) => {
    const label = regions.find(({ value }) => value === key)?.label;
    return label === undefined ? key : say(label);
  };
  const kept = season.feasts.filter(({ regions: where }) => region === EVERYWHERE || (where?.includes(region) ?? true));
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="cultural-calendar">
      <Title order={2} id="cultural-calendar" mb="xs">
        {calendarTexts.calendar.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {calendarTexts.calendar.hint}
      </Text>
      <NativeSelect
        label={calendarTexts.calendar.region}
        value={region}
        onChange={(event) => setRegion(event.currentTarget.value)}
        data={[
          { value: EVERYWHERE, label: calendarTexts.calendar.allRegions },
          ...regions
            .map(({ value, label }) => ({ value, label: say(label) }))
            .toSorted((one, other) => one.label.localeCompare(other.label, t.locale)),
        ]}
        mb="md"
        maw={360}
      />
      <Table.ScrollContainer minWidth={0}>
        <Table aria-labelledby="cultural-calendar" className="list-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{calendarTexts.calendar.feast}</Table.Th>
              <Table.Th scope="col">{calendarTexts.calendar.days}</Table.Th>
              <Table.Th scope="col">{calendarTexts.calendar.category}</Table.Th>
              <Table.Th scope="col">{calendarTexts.calendar.where}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kept.map(({ feast, day, lastDay, label, category, isSensitive, regions: where }) => {
              const known = categories.find(({ key }) => key === category)?.label;
              return (
                <Table.Tr key={feast + day}>
                  <Table.Th scope="row" fw={600}>
                    {say(label)}
                  </Table.Th>
                  <Table.Td data-label={calendarTexts.calendar.days}>
                    {day === lastDay
                      ? formatDayOfYear(day, t.locale)
                      : t.season.window(formatDayOfYear(day, t.locale), formatDayOfYear(lastDay, t.locale))}
                  </Table.Td>
                  <Table.Td data-label={calendarTexts.calendar.category}>
                    {category === null
                      ? calendarTexts.calendar.noCategory
                      : known === undefined
                        ? category
                        : say(known)}{" "}
                    {isSensitive ? (
                      <Badge size="sm" color="grape" variant="light" tt="none">
                        {calendarTexts.calendar.sensitive}
                      </Badge>
                    ) : null}
                  </Table.Td>
                  <Table.Td data-label={calendarTexts.calendar.where}>
                    {where === null ? calendarTexts.calendar.everywhere : where.map(nameOf).join(", ")}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {season.unknownFeasts.map(({ feast, label, first, last }) => (
        <Text size="sm" mt="sm" key={feast}>
          {calendarTexts.calendar.unknown(say(label), first, last)}
        </Text>
      ))}
    </Card>
  );
}
