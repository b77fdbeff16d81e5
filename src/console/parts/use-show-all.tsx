import { Button } from "@mantine/core";
import { useState } from "react";
import { useTexts } from "../texts/use-texts.tsx";

/** The first few of many, and a button that shows the rest. */
export function useShowAll<Item>(items: readonly Item[], few: number) {
  const { t } = useTexts();
  const [isAll, setAll] = useState(false);
  const button =
    items.length <= few ? null : (
      <Button variant="subtle" size="compact-sm" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
        {isAll ? t.common.showFew : t.common.showAll(items.length)}
      </Button>
    );
  return { visible: isAll ? items : items.slice(0, few), button };
}
