import { Button, Group, NativeSelect, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import type { Campaign, Stage } from "../../domain/campaign/campaign.ts";
import { defaultStages, planStages } from "../../domain/guard/stage-plan.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface StagesFieldsProps {
  readonly campaign: Campaign;
  /** How many people the audience has; undefined or null: not known. */
  readonly audience: number | null | undefined;
  readonly onChange: (campaign: Campaign) => void;
}

/** The careful start, as a list and as a curve. */
export function StagesFields({ campaign, audience, onChange }: StagesFieldsProps) {
  const { t } = useTexts();
  const { stages } = campaign;
  const setStages = (next: readonly Stage[]) => {
    const { unstagedBecause: _reason, ...rest } = campaign;
    onChange({ ...(next.length > 0 ? rest : campaign), stages: next });
  };
  const setStage = (index: number, stage: Stage) => setStages(stages.with(index, stage));
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t.campaign.stagesHint}
      </Text>
      {stages.map((stage, index) => (
        // Stages have no name but their place.
        <div key={index} className="stage-line">
          <NumberInput
            label={`${t.campaign.stage(index + 1)}: ${t.campaign.amount.toLowerCase()}`}
            value={"percent" in stage ? stage.percent : stage.people}
            onChange={(amount) =>
              setStage(
                index,
                "percent" in stage ? { ...stage, percent: Number(amount) } : { ...stage, people: Number(amount) },
              )
            }
            min={0}
          />
          <NativeSelect
            label={t.campaign.stageUnit}
            value={"percent" in stage ? "percent" : "people"}
            onChange={(event) => {
              const { minimumHours } = stage;
              setStage(
                index,
                event.currentTarget.value === "percent" ? { minimumHours, percent: 2 } : { minimumHours, people: 5000 },
              );
            }}
            data={[
              { value: "percent", label: t.campaign.percentUnit },
              { value: "people", label: t.campaign.peopleUnit },
            ]}
          />
          <NumberInput
            label={t.campaign.hours}
            value={stage.minimumHours}
            onChange={(hours) => setStage(index, { ...stage, minimumHours: Number(hours) })}
            min={1}
          />
          <IconButton
            icon="remove"
            label={`${t.common.remove}: ${t.campaign.stage(index + 1)}`}
            onClick={() => setStages(stages.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setStages([...stages, { percent: 100, minimumHours: 24 }])}
        >
          + {t.campaign.addStage}
        </Button>
        {stages.length === 0 ? (
          <Button variant="light" size="xs" onClick={() => setStages(defaultStages())}>
            {t.campaign.usualStages}
          </Button>
        ) : null}
      </Group>
      {stages.length > 0 ? (
        <StageCurve stages={stages} audience={audience} />
      ) : (
        <>
          <Text size="sm">{t.campaign.noStages}</Text>
          {campaign.delivery === "default-on" ? (
            <Textarea
              label={t.campaign.unstagedBecause}
              value={campaign.unstagedBecause ?? ""}
              onChange={(event) => {
                const { unstagedBecause: _before, ...rest } = campaign;
                const reason = event.currentTarget.value;
                onChange(reason === "" ? rest : { ...rest, unstagedBecause: reason });
              }}
              maxLength={500}
              autosize
            />
          ) : null}
        </>
      )}
    </Stack>
  );
}

const WIDTH = 560;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = 24;

/** Expected coverage over time; its corners are listed for those who don't see the picture. */
function StageCurve({ stages, audience }: { readonly stages: readonly Stage[] } & Pick<StagesFieldsProps, "audience">) {
  const { t } = useTexts();
  if (audience === undefined || audience === null || audience === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t.campaign.curveUnknown}
      </Text>
    );
  }
  const corners = planStages(stages, audience);
  const caption = t.campaign.curve(t.common.about(audience));
  const hours = Math.max(1, corners.at(-1)?.afterHours ?? 1);
  const x = (afterHours: number) => LEFT + (afterHours / hours) * (WIDTH - LEFT - 8);
  // The small stages matter most, so shares are drawn by their square root.
  const y = (share: number) => 8 + (1 - Math.sqrt(share)) * (HEIGHT - BOTTOM - 8);
  const line = corners.map(({ afterHours, share }) => `${x(afterHours).toFixed(1)},${y(share).toFixed(1)}`).join(" ");
  const spoken = corners.map(({ afterHours, share }) =>
    t.campaign.curvePoint(t.campaign.hoursShort(afterHours), t.percent(share)),
  );
  return (
    <figure className="stage-curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${caption}: ${spoken.join("; ")}`}>
        {[0.02, 0.2, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH - 8} y1={y(share)} y2={y(share)} className="grid" />
            <text x={LEFT - 6} y={y(share) + 4} textAnchor="end">
              {t.percent(share)}
            </text>
          </g>
        ))}
        <polygon points={`${LEFT},${y(0)} ${line} ${x(hours)},${y(0)}`} className="area" />
        <polyline points={line} className="line" />
        {ticksOf(hours).map((at) => (
          <text key={at} x={x(at)} y={HEIGHT - 6} textAnchor={at === 0 ? "start" : "middle"}>
            {t.campaign.hoursShort(at)}
          </text>
        ))}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

const TICK_HOURS = [1, 3, 6, 12, 24, 48, 96, 168, 336];
const MOST_TICKS = 7;

/** Round hours below the curve. */
function ticksOf(hours: number): readonly number[] {
  // Beyond two days only whole days are said.
  const steps = TICK_HOURS.filter((candidate) => hours <= 48 || candidate >= 24);
  const step = steps.find((candidate) => hours / candidate < MOST_TICKS) ?? hours;
  return Array.from({ length: Math.floor(hours / step) + 1 }, (_, index) => index * step);
}
