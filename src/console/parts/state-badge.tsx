import { Badge } from "@mantine/core";
import { useTexts } from "../texts/use-texts.tsx";

const COLORS: Readonly<Record<string, string>> = {
  draft: "gray",
  submitted: "grape",
  approved: "indigo",
  scheduled: "blue",
  running: "green",
  holding: "yellow",
  halted: "red",
  "halted-by-guard": "red",
  "halted-by-policy": "red",
  stopped: "red",
  completed: "gray",
};

/** A campaign's state in one coloured word. */
export function StateBadge({ state }: { readonly state: string }) {
  const { t } = useTexts();
  return (
    <Badge color={COLORS[state] ?? "gray"} variant="light" autoContrast tt="none" fw={600} className="state">
      {t.states[state] ?? state}
    </Badge>
  );
}
