import type { Child } from "hono/jsx";
import type { Language } from "../domain/label.ts";

interface PageLayoutProps {
  readonly language: Language;
  readonly title: string;
  /** Address of this page without `lang`, for the language switch; absent after a POST to a page that has no other. */
  readonly address?: string;
  /** `note`: one small card. `person`: a person's own page, which a script makes smoother where there is one. */
  readonly kind?: "note" | "person";
  readonly children?: Child;
}

/** The frame of every page a subscriber sees: works without script, from 320 px up, in light and dark. */
export function PageLayout({ language, title, address, kind = "note", children }: PageLayoutProps) {
  const other = language === "ru" ? "en" : "ru";
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="stylesheet" href="/static/page.css" />
        {kind === "person" ? (
          <>
            <link rel="stylesheet" href="/static/person.css" />
            <script type="module" src="/static/person.js" />
          </>
        ) : null}
        <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
      </head>
      <body class={kind === "person" ? "person" : undefined}>
        <main>{children}</main>
        {address === undefined ? null : (
          <footer>
            <a href={withLanguage(address, other)} lang={other} hreflang={other}>
              {other === "ru" ? "По-русски" : "In English"}
            </a>
          </footer>
        )}
      </body>
    </html>
  );
}

/** An address, which may have a query already, with the language that the next page is to speak. */
export function withLanguage(address: string, language: Language): string {
  return `${address}${address.includes("?") ? "&" : "?"}lang=${language}`;
}
