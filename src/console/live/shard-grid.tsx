import type { Status } from "../api/queries.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Up to so many shards have room for their number. */
const MOST_NUMBERED = 64;

type Standing = "current" | "behind" | "unreachable";

/** Every shard as a small field: decides with the latest version, is behind, or could not be reached. */
export function ShardGrid({ status }: { readonly status: Status }) {
  const { t } = useTexts();
  const { shards, ruleset, acknowledged, total } = status;
  const unreachable = new Set(status.errors.map(numberOfShard));
  const standingOf = (version: number, shard: number): Standing =>
    version >= ruleset ? "current" : unreachable.has(shard) ? "unreachable" : "behind";
  const standings = shards.map(standingOf);
  const present = (["current", "behind", "unreachable"] as const).filter((one) => standings.includes(one));
  const isNumbered = shards.length <= MOST_NUMBERED;
  return (
    <div>
      <div
        className={isNumbered ? "shard-grid numbered" : "shard-grid"}
        role="img"
        aria-label={t.live.shards(acknowledged, total)}
      >
        {standings.map((standing, shard) => (
          // A shard has no name but its number.
          <span key={shard} className={`shard ${standing}`} title={t.live.shard(shard, shards[shard] ?? 0)}>
            {isNumbered ? shard : null}
          </span>
        ))}
      </div>
      {status.isLive ? null : (
        <ul className="shard-legend">
          {present.map((standing) => (
            <li key={standing}>
              <span className={`shard ${standing}`} aria-hidden="true" />
              {t.live.shardStandings[standing]}: {t.number(standings.filter((one) => one === standing).length)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** An error begins with the name of its shard, such as `shard-3-of-16`. */
function numberOfShard(error: string): number {
  return Number(/^shard-(\d+)-of-/.exec(error)?.[1] ?? -1);
}
