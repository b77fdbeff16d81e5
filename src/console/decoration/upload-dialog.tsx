import { Alert, Button, FileInput, Group, List, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { parseIconArt } from "../../art/icon-art.ts";
import { keySchema } from "../../contract/identifiers.ts";
import type { Decoration } from "../../domain/campaign/decoration.ts";
import { useBodies } from "../api/bodies.ts";
import { forgetAnswers, saveDefinition } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { StatusBars } from "../parts/status-bars.tsx";
import { LikenessNote } from "./likeness-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const TEXT_STYLE = "\uFE0E";
const HASH_CHARACTERS = 12;

/** Reads an SVG, says what is wrong with it, shows it as phones would, and stores it as a decoration. */
export function UploadDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const themes = useBodies("themes");
  const [svg, setSvg] = useKept("art.svg");
  const [key, setKey] = useKept("art.key");
  const [theme, setTheme] = useKept("art.theme");
  const [ru, setRu] = useKept("art.ru");
  const [en, setEn] = useKept("art.en");
  const [glyph, setGlyph] = useKept("art.glyph", "★");
  const [emoji, setEmoji] = useKept("art.emoji", "⭐");
  const art = svg === "" ? undefined : parseIconArt(svg);
  const path = art?.ok === true ? art.value.path : undefined;
  const problems = art?.ok === false ? art.error : [];
  const isKeySound = keySchema.safeParse(key).success;
  const save = useMutation({
    mutationFn: async () => {
      const decoration: Decoration = {
        key,
        theme: theme || (themes[0]?.key ?? ""),
        label: { ru: ru.trim(), en: en.trim() },
        path: path ?? "",
        artHash: await hashArt(svg),
        glyph: glyph.replace(TEXT_STYLE, "") + TEXT_STYLE,
        emoji,
        androidResource: `ic_deco_${key.replaceAll("-", "_")}`,
        iosSymbol: `deco.${key}`,
      };
      return saveDefinition("decorations", decoration, 0);
    },
    onSuccess: async () => {
      await forgetAnswers(client);
      for (const clear of [setSvg, setKey, setTheme, setRu, setEn]) clear("");
      onClose();
    },
  });
  const read = async (file: File | null) => setSvg((await file?.text())?.trim() ?? "");
  return (
    <Dialog onClose={onClose} title={t.decorations.upload} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <FileInput
            label={t.decorations.file}
            description={t.decorations.drop}
            accept="image/svg+xml,.svg"
            onChange={(file) => void read(file)}
          />
          {problems.length === 0 ? null : (
            <Alert color="red" title={t.decorations.problems} role="alert">
              <List size="sm">
                {problems.map(({ code, message }) => (
                  <List.Item key={code + message}>{message}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          {path === undefined ? null : (
            <>
              <Text size="sm">{t.decorations.sound}</Text>
              <StatusBars path={path} />
              <LikenessNote path={path} theme={theme || (themes[0]?.key ?? "")} />
              <Group grow>
                <TextInput
                  label={t.common.nameRu}
                  lang="ru"
                  value={ru}
                  onChange={(event) => setRu(event.currentTarget.value)}
                  required
                  maxLength={120}
                />
                <TextInput
                  label={t.common.nameEn}
                  lang="en"
                  value={en}
                  onChange={(event) => setEn(event.currentTarget.value)}
                  required
                  maxLength={120}
                />
              </Group>
              <Group grow align="flex-end">
                <TextInput
                  label={t.common.key}
                  description={t.common.keyHint}
                  value={key}
                  onChange={(event) => setKey(event.currentTarget.value)}
                  error={key === "" || isKeySound ? undefined : t.common.keyWrong}
                  required
                />
                <NativeSelect
                  label={t.decorations.theme}
                  value={theme || (themes[0]?.key ?? "")}
                  onChange={(event) => setTheme(event.currentTarget.value)}
                  data={themes.map((one) => ({ value: one.key, label: say(one.label) }))}
                />
              </Group>
              <Group grow align="flex-end">
                <TextInput
                  label={t.decorations.glyph}
                  description={t.decorations.glyphHint}
                  value={glyph}
                  onChange={(event) => setGlyph(event.currentTarget.value)}
                  required
                />
                <TextInput
                  label={t.decorations.emoji}
                  value={emoji}
                  onChange={(event) => setEmoji(event.currentTarget.value)}
                  required
                />
              </Group>
              {save.isError ? <FailureNote error={save.error} /> : null}
              <Button type="submit" loading={save.isPending} disabled={!isKeySound}>
                {t.decorations.save}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}

/** The first hex digits of the SVG's SHA-256; part of every asset's file name. */
async function hashArt(svg: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(svg));
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, HASH_CHARACTERS);
}
