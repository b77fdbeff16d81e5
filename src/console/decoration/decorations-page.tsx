import { Button, Card, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readBody } from "../api/bodies.ts";
import { listQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Art, StatusBar } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { UploadDialog } from "./upload-dialog.tsx";

/** The gallery, and the way to bring new art in. */
export function DecorationsPage() {
  const { t, say } = useTexts();
  const query = useQuery(listQuery("decorations"));
  const [isUploading, setUploading] = useState(false);
  return (
    <>
      <PageTitle title={t.decorations.title} intro={t.decorations.intro}>
        <Button onClick={() => setUploading(true)}>{t.decorations.upload}</Button>
      </PageTitle>
      <Answer query={query}>
        {(items) => (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {items.map((stored) => {
              const decoration = readBody("decorations", stored.body);
              if (decoration === undefined) return null;
              return (
                <Card key={stored.key} withBorder radius="lg" component="article">
                  <Group mb="md" wrap="nowrap">
                    <Art path={decoration.path} size={56} />
                    <div>
                      <Title order={2}>{say(decoration.label)}</Title>
                      <Text size="sm" c="dimmed">
                        {t.decorations.theme}: {decoration.theme} · {decoration.glyph} · {decoration.emoji}
                      </Text>
                    </div>
                  </Group>
                  <StatusBar platform="ios" theme="light" path={decoration.path} />
                  <StatusBar platform="android" theme="dark" path={decoration.path} />
                  <Text size="sm" mt="sm" c="dimmed">
                    {t.decorations.usedBy}: {stored.usedBy.join(", ") || t.audiences.unused}
                  </Text>
                </Card>
              );
            })}
          </SimpleGrid>
        )}
      </Answer>
      {isUploading ? <UploadDialog onClose={() => setUploading(false)} /> : null}
    </>
  );
}
