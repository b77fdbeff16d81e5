interface DecorationSceneProps {
  readonly operatorName: string;
  /** The path of what is shown, in a box of 24 by 24; null if nothing is. */
  readonly path: string | null;
}

/**
 * The top of a phone's screen with today's decoration beside the operator's name, drawn. Hidden from screen readers:
 * the sentence below it says the same.
 */
export function DecorationScene({ operatorName, path }: DecorationSceneProps) {
  return (
    <div class="scene" aria-hidden="true">
      <div class="bar">
        <span class="carrier">
          {operatorName}
          {path === null ? null : (
            <svg viewBox="0 0 24 24" width="20" height="20">
              <path d={path} fill="currentColor" />
            </svg>
          )}
        </span>
        <svg class="signal" viewBox="0 0 44 14" width="44" height="14" fill="currentColor">
          <rect x="0" y="9" width="3" height="5" rx="1" />
          <rect x="4.6" y="6.5" width="3" height="7.5" rx="1" />
          <rect x="9.2" y="3.5" width="3" height="10.5" rx="1" />
          <rect x="13.8" y="0.5" width="3" height="13.5" rx="1" />
          <rect x="22.6" y="1.6" width="18" height="11" rx="3.2" fill="none" stroke="currentColor" opacity=".6" />
          <rect x="24.4" y="3.4" width="12" height="7.4" rx="1.8" />
          <path d="M42 5.2v3.8c.9-.3 1.4-1 1.4-1.9s-.5-1.6-1.4-1.9z" opacity=".6" />
        </svg>
      </div>
      <svg class="hills" viewBox="0 0 480 150" preserveAspectRatio="xMidYMax slice">
        <g class="flakes">
          <circle cx="46" cy="30" r="2.2" />
          <circle cx="112" cy="62" r="1.6" />
          <circle cx="170" cy="22" r="1.8" />
          <circle cx="318" cy="26" r="1.6" />
          <circle cx="372" cy="66" r="2.2" />
          <circle cx="436" cy="34" r="1.8" />
          <circle cx="28" cy="86" r="1.5" />
          <circle cx="456" cy="88" r="1.5" />
        </g>
        <path class="far" d="M0 104c74-34 138-34 214-10s166 20 266-22v78H0z" />
        <path class="near" d="M0 128c92-26 168-18 246-2s158 12 234-18v42H0z" />
      </svg>
      <span class={path === null ? "medal empty" : "medal"}>
        {path === null ? null : (
          <svg viewBox="0 0 24 24">
            <path d={path} fill="currentColor" />
          </svg>
        )}
      </span>
    </div>
  );
}
