import { Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

interface PageTitleProps {
  readonly title: string;
  readonly intro?: string;
  readonly children?: ReactNode;
}

/** The head of a page, with its actions at the end; names the document too. */
export function PageTitle({ title, intro, children }: PageTitleProps) {
  const { t } = useTexts();
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t.product]);
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <Stack gap={4}>
        <Title order={1}>{title}</Title>
        {intro === undefined ? null : <Text c="dimmed">{intro}</Text>}
      </Stack>
      {children === undefined ? null : <Group gap="sm">{children}</Group>}
    </Group>
  );
}
