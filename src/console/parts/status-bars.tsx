import { useTexts } from "../texts/use-texts.tsx";

interface StatusBarProps {
  readonly platform: "ios" | "android";
  readonly theme: "light" | "dark";
  /** Undefined: nothing stands beside the name. */
  readonly path: string | undefined;
  readonly time?: string;
}

/** The top of a phone with the decoration beside the operator's name, as small as people see it. */
export function StatusBar({ platform, theme, path, time = "9:41" }: StatusBarProps) {
  const { t } = useTexts();
  const art =
    path === undefined ? null : (
      <svg viewBox="0 0 24 24" className="status-art">
        <path d={path} fill="currentColor" />
      </svg>
    );
  return (
    <div className={`status-bar ${platform} ${theme}`} aria-hidden="true">
      {platform === "android" ? <span className="status-time">{time}</span> : null}
      <span className="status-operator">{t.phone.operator}</span>
      {art}
      <span className="status-gap" />
      {platform === "ios" ? <span className="status-time">{time}</span> : null}
      <svg viewBox="0 0 44 14" className="status-glyphs" fill="currentColor">
        <path d="M0 10h2.6v4H0zM4 7.4h2.6V14H4zM8 4.6h2.6V14H8zM12 1.6h2.6V14H12z" />
        <rect x="21" y="2" width="20" height="11" rx="3" fill="none" stroke="currentColor" opacity=".6" />
        <rect x="22.8" y="3.8" width="14" height="7.4" rx="1.6" />
        <rect x="42" y="5.5" width="1.6" height="4" rx=".8" opacity=".6" />
      </svg>
    </div>
  );
}

/** The decoration on both platforms, light and dark. */
export function StatusBars({ path, time }: { readonly path: string | undefined; readonly time?: string }) {
  const { t } = useTexts();
  return (
    <div className="status-frame">
      <div className="status-bars">
        {(["ios", "android"] as const).flatMap((platform) =>
          (["light", "dark"] as const).map((theme) => (
            <figure key={platform + theme}>
              <StatusBar platform={platform} theme={theme} path={path} {...(time === undefined ? {} : { time })} />
              <figcaption>
                {platform === "ios" ? "iPhone" : "Android"}, {t.phone[theme]}
              </figcaption>
            </figure>
          )),
        )}
      </div>
    </div>
  );
}

/** The art by itself, in the colour of the text around it. */
export function Art({ path, size = 20 }: { readonly path: string | undefined; readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} className="art" aria-hidden="true">
      {path === undefined ? null : <path d={path} fill="currentColor" />}
    </svg>
  );
}
