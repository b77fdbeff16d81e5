import { Alert, Button, FileInput, Group, List, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { parseIconArt, type IconArtProblem } from "../../contract/icon-art.ts";
import type { Decoration } from "../../domain/decoration.ts";
import { useBodies } from "../api/bodies.ts";
import { forgetAnswers, saveDefinition } from "../api/queries.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { StatusBars } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const TEXT_STYLE = "\uFE0E";
const HASH_CHARACTERS = 12;

/** Reads an SVG, says what is wrong with it, shows it as phones would, and stores it as a decoration. */
export function UploadDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const themes = useBodies("themes");
  const [svg, setSvg] = useState<string>();
  const [problems, setProblems] = useState<readonly IconArtProblem[]>([]);
  const [path, setPath] = useState<string>();
  const [key, setKey] = useState("");
  const [theme, setTheme] = useState("");
  const [ru, setRu] = useState("");
  const [en, setEn] = useState("");
  const [glyph, setGlyph] = useState("★");
  const [emoji, setEmoji] = useState("⭐");
  const save = useMutation({
    mutationFn: async () => {
      const decoration: Decoration = {
        key,
        theme: theme || (themes[0]?.key ?? ""),
        label: { ru: ru.trim(), en: en.trim() },
        path: path ?? "",
        artHash: await hashArt(svg ?? ""),
        glyph: glyph.replace(TEXT_STYLE, "") + TEXT_STYLE,
        emoji,
        androidResource: `ic_deco_${key.replaceAll("-", "_")}`,
        iosSymbol: `deco.${key}`,
      };
      return saveDefinition("decorations", decoration, 0);
    },
    onSuccess: async () => {
      await forgetAnswers(client);
      onClose();
    },
  });
  const read = async (file: File | null) => {
    const text = await file?.text();
    const art = text === undefined ? undefined : parseIconArt(text.trim());
    setSvg(text);
    setPath(art?.ok === true ? art.value.path : undefined);
    setProblems(art?.ok === false ? art.error : []);
  };
  return (
    <Modal opened onClose={onClose} title={t.decorations.upload} size="lg" centered>
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
              <Group grow align="flex-start">
                <TextInput
                  label={t.common.key}
                  description={t.common.keyHint}
                  value={key}
                  onChange={(event) => setKey(event.currentTarget.value)}
                  required
                />
                <NativeSelect
                  label={t.decorations.theme}
                  description=" "
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
              <Button type="submit" loading={save.isPending}>
                {t.decorations.save}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </Modal>
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
