import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { auditQuery } from "../api/queries.ts";
import { useParts } from "../changes/use-parts.ts";
import { useTexts } from "../texts/use-texts.tsx";

const keySchema = z.object({ name: z.string() });

/** What something was done to, by its name where it has one, such as `campaign/spring`. */
export function AuditTarget({ target }: { readonly target: string }) {
  const { t, say } = useTexts();
  const { labelOf } = useParts();
  const [kind = "", key = ""] = target.split("/");
  const keyName = useKeyName(target);
  const label = labelOf(target);
  const name = label === undefined ? keyName : say(label);
  const short = key.length > 12 ? `${key.slice(0, 8)}…` : key;
  return (
    <Text size="sm" component="span" title={target}>
      {t.audit.kinds[kind] ?? kind} {name === undefined ? short : t.audit.quote(name)}
    </Text>
  );
}

/** The name of a machine's key, as the entry of its making has it: who reads the audit need not be one who may list keys. */
function useKeyName(target: string): string | undefined {
  const isKey = target.startsWith("service-key/");
  const entries = useQuery({ ...auditQuery({ target }), enabled: isKey }).data;
  if (!isKey) return undefined;
  const made = entries?.find(({ action }) => action === "create")?.changes.find(({ path }) => path === "");
  return keySchema.safeParse(made?.after).data?.name;
}
