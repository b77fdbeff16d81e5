import { Text } from "@mantine/core";
import type { GuardAnswer } from "../../contract/guard.ts";
import { GUARD_PANEL_TEXTS } from "../texts/guard-panel-texts.ts";
import { formatMomentHere, useTexts, usePageTexts } from "../texts/use-texts.tsx";

type StageFacts = Pick<GuardAnswer, "stage" | "next" | "phase" | "plan">;

/** How far the campaign has come, where its stages end, and what the next one waits for. */
export function StageProgress({ stage, next, phase, plan }: StageFacts) {
  const { t } = useTexts();
  const { guardPanel } = usePageTexts(GUARD_PANEL_TEXTS);
  const ends = [...new Set(plan.map(({ share }) => share))].filter((share) => share > 0 && share < 1);
  const isRunning = phase === "running" || phase === "held";
  const hasStages = stage.total > 0;
  return (
    <div>
      <Text size="sm">
        {hasStages ? (
          <b>{stage.index >= stage.total ? guardPanel.allStages : guardPanel.stageOf(stage.index + 1, stage.total)}</b>
        ) : (
          <b>{guardPanel.noStages}</b>
        )}
        , {guardPanel.coverage(t.percent(stage.coverage))}
      </Text>
      <div
        className="stage-track"
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(stage.coverage * 1_000) / 10}
        aria-label={guardPanel.coverage(t.percent(stage.coverage))}
      >
        <span className="fill" style={{ width: `${stage.coverage * 100}%` }} />
        {hasStages
          ? ends.map((share) => <span key={share} className="mark" style={{ insetInlineStart: `${share * 100}%` }} />)
          : null}
      </div>
      {next === null || !isRunning ? null : (
        <Text size="sm" mt={6}>
          {next.opens === "stage" ? guardPanel.nextStage(stage.index + 2) : guardPanel.nextEverybody}{" "}
          {guardPanel.notBefore(formatMomentHere(Date.parse(next.notBefore), t.locale))}
          {next.waitsFor.length === 0
            ? "."
            : `; ${guardPanel.waitsFor} ${next.waitsFor.map((reason) => guardPanel.waits[reason]).join(", ")}.`}
        </Text>
      )}
    </div>
  );
}
