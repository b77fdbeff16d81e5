import { Text } from "@mantine/core";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Kinds whose definitions have a name for people, and the list that they stand in. */
const NAMED = { campaign: "campaigns", segment: "segments", theme: "themes", decoration: "decorations" } as const;

/** What something was done to, by its name where it has one, such as `campaign/spring`. */
export function AuditTarget({ target }: { readonly target: string }) {
  const { t } = useTexts();
  const [kind = "", key = ""] = target.split("/");
  return (
    <Text size="sm" component="span" title={target}>
      {t.audit.kinds[kind] ?? kind}{" "}
      {isNamed(kind) ? <Name plural={NAMED[kind]} definition={key} /> : key.length > 12 ? `${key.slice(0, 8)}…` : key}
    </Text>
  );
}

function isNamed(kind: string): kind is keyof typeof NAMED {
  return Object.hasOwn(NAMED, kind);
}

interface NameProps {
  readonly plural: (typeof NAMED)[keyof typeof NAMED];
  readonly definition: string;
}

function Name({ plural, definition }: NameProps) {
  const { t, say } = useTexts();
  const label = useBodies(plural).find(({ key }) => key === definition)?.label;
  return <>{label === undefined ? definition : t.audit.quote(say(label))}</>;
}
