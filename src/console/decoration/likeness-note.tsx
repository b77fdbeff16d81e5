import { Alert } from "@mantine/core";
import { useMemo } from "react";
import { compareDrawings, LOOKALIKE_FROM } from "../../art/lookalike.ts";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";

const { overlap } = compareDrawings();

/** Says which decorations of other themes a drawing can't be told from in a tray, as soon as it is chosen. */
export function LikenessNote({ path, theme }: { readonly path: string; readonly theme: string }) {
  const { t, say } = useTexts();
  const decorations = useBodies("decorations");
  const themes = useBodies("themes");
  const categories = useBodies("categories");
  const alike = useMemo(
    () => decorations.filter((other) => overlap(path, other.path) >= LOOKALIKE_FROM),
    [decorations, path],
  );
  const others = alike.filter((other) => other.theme !== theme);
  if (others.length === 0) return null;
  const isSensitive = others.some((other) => {
    const category = themes.find(({ key }) => key === other.theme)?.category;
    return categories.find(({ key }) => key === category)?.sensitive !== false;
  });
  return (
    <Alert color={isSensitive ? "red" : "yellow"} role="status">
      {t.decorations.looksLike(others.map((other) => say(other.label)))}{" "}
      {isSensitive ? t.decorations.looksSensitive : t.decorations.looksHarmless}
    </Alert>
  );
}
