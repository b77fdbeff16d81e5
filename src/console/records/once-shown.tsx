import { Alert, Button, Code, CopyButton, Stack } from "@mantine/core";
import { useTexts } from "../texts/use-texts.tsx";

/** A secret that can't be shown again, with a way to copy it. */
export function OnceShown({ words, secret }: { readonly words: string; readonly secret: string }) {
  const { t } = useTexts();
  return (
    <Stack>
      <Alert color="yellow" role="status">
        {words}
      </Alert>
      <Code block>{secret}</Code>
      <CopyButton value={secret}>
        {({ copied, copy }) => <Button onClick={copy}>{copied ? t.keys.copied : t.keys.copy}</Button>}
      </CopyButton>
    </Stack>
  );
}
