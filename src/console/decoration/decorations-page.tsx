import { Anchor, Button, Card, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { EDITORS } from "../../contract/role.ts";
import { readBody, useBodies } from "../api/bodies.ts";
import { listQuery } from "../api/queries.ts";
import { useMay } from "../api/use-may.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Art, StatusBar } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { UploadDialog } from "./upload-dialog.tsx";

/** The gallery, and the way to bring new art in. */
export function DecorationsPage() {
  const { t } = useTexts();
  const mayUpload = useMay(EDITORS);
  const [isUploading, setUploading] = useState(false);
  return (
    <>
      <PageTitle title={t.decorations.title} intro={t.decorations.intro}>
        {mayUpload ? (
          <Button aria-haspopup="dialog" onClick={() => setUploading(true)}>
            {t.decorations.upload}
          </Button>
        ) : null}
      </PageTitle>
      <Gallery />
      {isUploading ? <UploadDialog onClose={() => setUploading(false)} /> : null}
    </>
  );
}

function Gallery() {
  const { t, say } = useTexts();
  const query = useQuery(listQuery("decorations"));
  const themes = useBodies("themes");
  const campaigns = useBodies("campaigns");
  const themeOf = (key: string) => {
    const label = themes.find((theme) => theme.key === key)?.label;
    return label === undefined ? key : say(label);
  };
  return (
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
                      {t.decorations.theme}: {themeOf(decoration.theme)} · {decoration.glyph} · {decoration.emoji}
                    </Text>
                  </div>
                </Group>
                <StatusBar platform="ios" theme="light" path={decoration.path} />
                <StatusBar platform="android" theme="dark" path={decoration.path} />
                <Text size="sm" mt="sm" c="dimmed">
                  {t.decorations.usedBy}: {stored.usedBy.length === 0 ? t.audiences.unused : null}
                  {stored.usedBy.map((user, index) => {
                    const campaign = campaigns.find(({ key }) => user === `campaign/${key}`);
                    return (
                      <Fragment key={user}>
                        {index === 0 ? null : ", "}
                        {campaign === undefined ? (
                          user
                        ) : (
                          <Anchor component={Link} to={`/campaigns/${campaign.key}`} inherit underline="always">
                            {say(campaign.label)}
                          </Anchor>
                        )}
                      </Fragment>
                    );
                  })}
                </Text>
              </Card>
            );
          })}
        </SimpleGrid>
      )}
    </Answer>
  );
}
