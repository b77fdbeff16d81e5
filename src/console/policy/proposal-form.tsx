import { Button, Card, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { POLICY_PROPOSERS } from "../../contract/role.ts";
import { FEASTS } from "../../domain/campaign/schedule.ts";
import { LIMIT_NAMES } from "../../domain/limits.ts";
import { sayLimit } from "../../domain/policy/policy-texts.ts";
import { limitsQuery, proposeChange } from "../api/policy.ts";
import { listQuery } from "../api/queries.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

const WISHES = ["theme", "category", "feast", "limits"] as const;

type Wish = (typeof WISHES)[number];

/** No category can be called so. */
const NOTHING = "-";

/** A form for one change: where a theme stands, whether a category is sensitive, what a feast carries, or a limit. */
export function ProposalForm() {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const client = useQueryClient();
  const obstacle = useObstacle(POLICY_PROPOSERS);
  const themes = useQuery(listQuery("themes")).data ?? [];
  const categories = useQuery(listQuery("categories")).data ?? [];
  const feasts = useQuery(listQuery("feasts")).data ?? [];
  const limits = useQuery(limitsQuery).data;
  const [wish, setWish] = useState<Wish>("theme");
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const rows = { theme: themes, category: categories, feast: feasts, limits: [] }[wish];
  const keys = {
    theme: rows.map((row) => row.key),
    category: rows.map((row) => row.key),
    feast: FEASTS,
    limits: LIMIT_NAMES,
  }[wish];
  const chosen = keys.find((each) => each === key) ?? keys[0] ?? "";
  const places = categories.map((row) => row.key);
  const values = { theme: places, category: ["yes", "no"], feast: [...places, NOTHING], limits: [] }[wish];
  const wanted = wish === "limits" ? value : (values.find((each) => each === value) ?? values[0] ?? "");

  function toChange(): object {
    if (wish === "limits")
      return {
        kind: wish,
        key: wish,
        body: { ...limits?.limits, [chosen]: Number(wanted) },
        baseRevision: limits?.revision ?? 0,
      };
    const row = rows.find((each) => each.key === chosen);
    const part =
      wish === "category" ? { sensitive: wanted === "yes" } : { category: wanted === NOTHING ? null : wanted };
    return { kind: wish, key: chosen, body: { ...row?.body, key: chosen, ...part }, baseRevision: row?.revision ?? 0 };
  }

  const propose = useMutation({
    mutationFn: () => proposeChange(toChange(), reason.trim()),
    onSuccess: async () => {
      setReason("");
      await client.invalidateQueries();
    },
  });
  const nameOf = (each: string) => {
    const limit = LIMIT_NAMES.find((name) => name === each);
    const feast = FEASTS.find((name) => name === each);
    if (wish === "limits" && limit !== undefined) return say(sayLimit(limit));
    return wish === "feast" && feast !== undefined ? t.feasts[feast] : each;
  };
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="propose">
      <Title order={2} id="propose" mb="sm">
        {texts.propose}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          propose.mutate();
        }}
      >
        <Stack maw={520}>
          <NativeSelect
            label={texts.what}
            value={wish}
            onChange={(event) => {
              const next = event.currentTarget.value;
              setWish(WISHES.find((each) => each === next) ?? "theme");
            }}
            data={[
              { value: "theme", label: texts.moveTheme },
              { value: "category", label: texts.markCategory },
              { value: "feast", label: texts.markFeast },
              { value: "limits", label: texts.setLimit },
            ]}
          />
          <NativeSelect
            label={{ theme: texts.theme, category: texts.category, feast: texts.feast, limits: texts.limit }[wish]}
            value={chosen}
            onChange={(event) => setKey(event.currentTarget.value)}
            data={keys.map((each) => ({ value: each, label: nameOf(each) }))}
          />
          {wish === "limits" ? (
            <TextInput
              label={texts.number}
              inputMode="decimal"
              required
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          ) : (
            <NativeSelect
              label={{ theme: texts.to, category: texts.shallBe, feast: texts.shallCarry }[wish]}
              value={wanted}
              onChange={(event) => setValue(event.currentTarget.value)}
              data={values.map((each) => ({
                value: each,
                label: { yes: texts.sensitive, no: texts.ordinary, [NOTHING]: texts.nothing }[each] ?? each,
              }))}
            />
          )}
          <TextInput
            label={t.common.reason}
            required
            minLength={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {obstacle === undefined ? (
            <Button type="submit" loading={propose.isPending}>
              {texts.send}
            </Button>
          ) : (
            <GatedButton obstacle={obstacle} type="submit">
              {texts.send}
            </GatedButton>
          )}
          {propose.isSuccess ? <Text role="status">{texts.proposed}</Text> : null}
          {propose.isError ? <FailureNote error={propose.error} /> : null}
        </Stack>
      </form>
    </Card>
  );
}
