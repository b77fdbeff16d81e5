import { Group, Stack, Text, Title } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";

interface PageTitleProps {
  readonly title: string;
  readonly intro?: string;
  readonly children?: ReactNode;
}

/** The page at which somebody arrived last; undefined while the first one loads. */
let arrivedAt: string | undefined;

/** The head of a page, with its actions at the end; names the document too, and takes the focus on arrival. */
export function PageTitle({ title, intro, children }: PageTitleProps) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t.product]);
  useEffect(() => {
    if (path === undefined) return;
    // Whoever reads by ear or goes by keyboard begins at the top of the new page; the first page begins as browsers do.
    if (arrivedAt !== undefined && arrivedAt !== path) heading.current?.focus({ preventScroll: true });
    arrivedAt = path;
  }, [path]);
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <Stack gap={4} flex="1 1 22rem">
        <Title order={1} ref={heading} tabIndex={-1} className="page-title">
          {title}
        </Title>
        {intro === undefined ? null : <Text c="dimmed">{intro}</Text>}
      </Stack>
      {children === undefined ? null : <Group gap="sm">{children}</Group>}
    </Group>
  );
}
