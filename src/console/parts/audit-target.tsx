import { Text } from "@mantine/core";
import { useParts } from "../changes/use-parts.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** What something was done to, by its name where it has one, such as `campaign/spring`. */
export function AuditTarget({ target }: { readonly target: string }) {
  const { t, say } = useTexts();
  const { labelOf } = useParts();
  const [kind = "", key = ""] = target.split("/");
  const label = labelOf(target);
  const short = key.length > 12 ? `${key.slice(0, 8)}…` : key;
  return (
    <Text size="sm" component="span" title={target}>
      {t.audit.kinds[kind] ?? kind} {label === undefined ? short : t.audit.quote(say(label))}
    </Text>
  );
}
