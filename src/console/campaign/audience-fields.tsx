import { MultiSelect, Progress, Text } from "@mantine/core";
import type { Audience } from "../../domain/campaign/campaign.ts";
import { sayFailure } from "../parts/failure-note.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { AudienceCount } from "./use-audience-count.ts";

interface AudienceFieldsProps {
  readonly audience: Audience;
  readonly count: AudienceCount;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (audience: Audience) => void;
}

/** In which audiences people must be, in which not, and how many that makes. */
export function AudienceFields({ audience, count, options, onChange }: AudienceFieldsProps) {
  const { t } = useTexts();
  return (
    <>
      {(["include", "exclude"] as const).map((role) => (
        <MultiSelect
          key={role}
          label={t.campaign[role]}
          data={options}
          value={[...audience[role]]}
          onChange={(keys) => onChange({ ...audience, [role]: keys })}
          placeholder={audience[role].length === 0 ? t.campaign.audienceNone : ""}
          searchable
          clearable
        />
      ))}
      <div aria-live="polite" aria-busy={count.isCounting} className="audience-size">
        <Text size="sm" data-audience={count.people ?? ""}>
          {sayCount(count, t)}
        </Text>
        {typeof count.share === "number" && count.total !== undefined ? (
          <Progress value={count.share * 100} size="sm" aria-label={t.percent(count.share)} />
        ) : null}
      </div>
    </>
  );
}

function sayCount({ people, share, total, failure }: AudienceCount, t: Texts): string {
  if (people === undefined) return failure === null ? t.audience.counting : sayFailure(failure, t);
  if (people === null) return t.campaign.audienceSmall;
  if (people === 0 || total === undefined) return t.campaign.audienceNobody;
  return t.campaign.audienceSize(t.common.about(people), t.percent(share ?? 0), t.common.ofPeople(total));
}
