import { Button, Group, MultiSelect, NumberInput, Stack, Text, Title } from "@mantine/core";
import type { Wave } from "../../domain/campaign/campaign.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface WaveFieldsProps {
  readonly waves: readonly Wave[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (waves: readonly Wave[]) => void;
}

/** Audiences that begin later than the campaign's first day. */
export function WaveFields({ waves, options, onChange }: WaveFieldsProps) {
  const { t } = useTexts();
  return (
    <Stack gap="sm" mt="lg">
      <Title order={2} fz="h3">
        {t.campaign.waves}
      </Title>
      <Text size="sm" c="dimmed">
        {t.campaign.wavesHint}
      </Text>
      {waves.map((wave, index) => (
        // Waves have no name but their place.
        <div key={index} className="wave-line">
          <MultiSelect
            label={`${t.campaign.wave(index + 1)}: ${t.campaign.waveSegments.toLowerCase()}`}
            data={options}
            value={[...wave.segments]}
            onChange={(segments) => onChange(waves.with(index, { ...wave, segments }))}
          />
          <NumberInput
            label={t.campaign.waveDays}
            value={wave.startsAfterDays}
            onChange={(days) => onChange(waves.with(index, { ...wave, startsAfterDays: Number(days) }))}
            min={0}
            max={366}
          />
          <IconButton
            icon="remove"
            label={`${t.common.remove}: ${t.campaign.wave(index + 1)}`}
            onClick={() => onChange(waves.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange([...waves, { segments: [], startsAfterDays: 7 }])}
        >
          + {t.campaign.addWave}
        </Button>
      </Group>
    </Stack>
  );
}
