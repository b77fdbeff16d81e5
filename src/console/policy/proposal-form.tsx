import { Button, Card, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { LEAST_REASON, MOST_REASON } from "../../contract/control.ts";
import { APPROVERS } from "../../contract/role.ts";
import { limitsQuery, proposeChange } from "../api/policy.ts";
import { listQuery } from "../api/queries.ts";
import { useMay } from "../api/use-may.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { composeChange, WISHES, type Fields, type Wish } from "./compose-change.ts";
import { findMistakes } from "./find-mistakes.ts";
import { useOptions, type Option } from "./use-options.ts";
import { WishFields } from "./wish-fields.tsx";

const NOTHING_TYPED: Fields = { key: "", value: "", ru: "", en: "", purposeRu: "", purposeEn: "" };

/** A form for one change of policy; what it can't do is said below it. */
export function ProposalForm() {
  const { t } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const client = useQueryClient();
  const themes = useQuery(listQuery("themes")).data ?? [];
  const categories = useQuery(listQuery("categories")).data ?? [];
  const feasts = useQuery(listQuery("feasts")).data ?? [];
  const limits = useQuery(limitsQuery).data;
  const [wish, setWish] = useState<Wish>("move-theme");
  const [typed, setTyped] = useState<Partial<Fields>>({});
  const [reason, setReason] = useState("");
  // Nothing is called wrong before somebody has tried to send it.
  const [isTried, setTried] = useState(false);
  const mayAddAttributes = useMay(APPROVERS);
  const wishes = WISHES.filter((each) => each !== "new-attribute" || mayAddAttributes);
  const { keys, values, labelOf } = useOptions(wish);
  const key = keys === undefined ? (typed.key ?? "") : choose(keys, typed.key);
  const fields: Fields = {
    ...NOTHING_TYPED,
    // What is renamed begins with the names that it has.
    ...(wish === "rename" ? labelOf(key) : {}),
    ...typed,
    key,
    value: values === undefined ? (typed.value ?? "") : choose(values, typed.value),
  };
  const mistakes = findMistakes(wish, fields, texts);
  const reasonMistake = reason.trim().length < LEAST_REASON ? texts.reasonTooShort : undefined;
  const propose = useMutation({
    mutationFn: () => proposeChange(composeChange(wish, fields, { themes, categories, feasts, limits }), reason.trim()),
    onSuccess: async () => {
      setReason("");
      setTyped({});
      setTried(false);
      await client.invalidateQueries();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(mistakes).length === 0 && reasonMistake === undefined) propose.mutate();
  };
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="propose">
      <Title order={2} id="propose" mb="sm">
        {texts.propose}
      </Title>
      <form onSubmit={submit} noValidate>
        <Stack maw={520}>
          <NativeSelect
            label={texts.what}
            value={wish}
            onChange={(event) => {
              const next = event.currentTarget.value;
              setWish(WISHES.find((each) => each === next) ?? "move-theme");
              setTyped({});
              setTried(false);
              propose.reset();
            }}
            data={wishes.map((each) => ({ value: each, label: texts.wishes[each] }))}
          />
          <WishFields
            key={wish}
            wish={wish}
            keys={keys}
            values={values}
            fields={fields}
            mistakes={isTried ? mistakes : {}}
            onChange={(part) => setTyped(wish === "rename" && part.key !== undefined ? part : { ...typed, ...part })}
          />
          <TextInput
            label={t.common.reason}
            required
            maxLength={MOST_REASON}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={isTried ? reasonMistake : undefined}
          />
          <Button type="submit" loading={propose.isPending}>
            {texts.send}
          </Button>
          {propose.isSuccess ? <Text role="status">{texts.proposed}</Text> : null}
          {propose.isError ? <FailureNote error={propose.error} /> : null}
          <Text size="sm" c="dimmed">
            {texts.elsewhere}
          </Text>
        </Stack>
      </form>
    </Card>
  );
}

function choose(options: readonly Option[], wanted: string | undefined): string {
  return (options.find(({ value }) => value === wanted) ?? options[0])?.value ?? "";
}
