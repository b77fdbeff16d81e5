interface PhoneProps {
  readonly platform: "ios" | "android";
  readonly theme: "light" | "dark";
  readonly operatorName: string;
  readonly caption: string;
}

/**
 * The upper part of a locked phone. The script writes the decoration, time and date into every `data-slot`, and
 * what is shown into the caption: the picture itself is hidden from screen readers, as the decoration is on a phone.
 */
export function Phone({ platform, theme, operatorName, caption }: PhoneProps) {
  return (
    <figure class={`phone ${platform} ${theme}`} data-platform={platform} data-theme={theme}>
      <div class="device" aria-hidden="true">
        <div class="screen">
          <Landscape theme={theme} />
          <div class="status-bar">
            <span class="carrier">
              {platform === "android" ? <span class="clock" data-slot="time"></span> : null}
              <span class="operator">{operatorName}</span>
              <svg class="decoration" viewBox="0 0 24 24" data-slot="decoration" hidden>
                <path />
              </svg>
            </span>
            <span class="camera"></span>
            <StatusGlyphs platform={platform} />
          </div>
          {platform === "ios" ? (
            <div class="lock">
              <span data-slot="date"></span>
              <span class="big" data-slot="time"></span>
            </div>
          ) : (
            <div class="lock">
              <span class="big" data-slot="stacked-time"></span>
              <span data-slot="date"></span>
            </div>
          )}
        </div>
      </div>
      <figcaption>
        <span>{caption}</span>
        <strong data-slot="verdict"></strong>
      </figcaption>
    </figure>
  );
}

function StatusGlyphs({ platform }: Pick<PhoneProps, "platform">) {
  return (
    <svg class="glyphs" viewBox="0 0 66 16" fill="currentColor">
      {platform === "ios" ? (
        <>
          <rect x="0" y="10" width="3" height="5" rx="1" />
          <rect x="4.5" y="7.5" width="3" height="7.5" rx="1" />
          <rect x="9" y="4.5" width="3" height="10.5" rx="1" />
          <rect x="13.5" y="1.5" width="3" height="13.5" rx="1" />
          <WirelessArcs />
          <rect x="43.5" y="2" width="19" height="12" rx="3.6" fill="none" stroke="currentColor" opacity=".5" />
          <rect x="45.3" y="3.8" width="13" height="8.4" rx="2" />
          <path d="M64 6v4c.9-.3 1.5-1.1 1.5-2S64.9 6.3 64 6z" opacity=".5" />
        </>
      ) : (
        <>
          <WirelessArcs />
          <path d="M41 15 55 1v14z" />
          <rect x="58" y="2.5" width="8" height="12.5" rx="1.8" />
          <rect x="60" y="1" width="4" height="2" rx=".8" />
        </>
      )}
    </svg>
  );
}

function WirelessArcs() {
  return (
    <path
      transform="translate(2.5)"
      d="M28 15 25.3 11.9a3.9 3.9 0 0 1 5.4 0zM22.9 9.2 21.2 7.2a10 10 0 0 1 13.6 0l-1.7 2a7.4 7.4 0 0 0-10.2 0zM19 4.6 20.6 6.5a11 11 0 0 1 14.8 0L37 4.6a13.4 13.4 0 0 0-18 0z"
    />
  );
}

function Landscape({ theme }: Pick<PhoneProps, "theme">) {
  return (
    <svg class="landscape" viewBox="0 0 270 330" preserveAspectRatio="xMidYMax slice">
      {theme === "dark" ? (
        <g class="stars">
          <circle cx="30" cy="176" r="1.2" />
          <circle cx="74" cy="196" r=".9" />
          <circle cx="112" cy="182" r=".7" />
          <circle cx="150" cy="204" r="1.1" />
          <circle cx="178" cy="168" r=".8" />
          <circle cx="250" cy="174" r="1.2" />
          <circle cx="12" cy="208" r=".8" />
          <circle class="moon" cx="214" cy="196" r="13" />
        </g>
      ) : (
        <circle class="sun" cx="206" cy="204" r="20" />
      )}
      <path class="hill far" d="M0 236c42-26 76-30 118-10s92 16 152-18v122H0z" />
      <path class="hill middle" d="M0 266c36-6 70-26 116-22s82 32 154 6v80H0z" />
      <g class="firs">
        <path d="M52 262l9 20h-5l7 14H41l7-14h-5z" />
        <path d="M74 268l7 15h-4l6 12H65l6-12h-4z" />
        <path d="M222 258l10 22h-5l8 16h-26l8-16h-5z" />
      </g>
      <path class="hill near" d="M0 296c52-14 92-12 136-2s90 8 134-10v46H0z" />
    </svg>
  );
}
