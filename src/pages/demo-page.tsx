import { raw } from "hono/html";
import type { DemoData } from "./demo-data.ts";
import { DEMO_TEXTS, type DemoTexts } from "./demo-texts.ts";
import { Phone } from "./phone-picture.tsx";

interface DemoPageProps {
  readonly operatorName: string;
  readonly data: DemoData;
}

/** Two phones in two themes, and the controls to see them as anybody on any day. `public/static/demo.js` fills it. */
export function DemoPage({ operatorName, data }: DemoPageProps) {
  const { language } = data;
  const texts = DEMO_TEXTS[language];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${texts.title} · Garland`}</title>
        <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/static/page.css" />
        <link rel="stylesheet" href="/static/demo.css" />
        <script id="demo-data" type="application/json">
          {raw(JSON.stringify(data).replaceAll("<", "\\u003c"))}
        </script>
        <script type="module" src="/static/demo.js" />
      </head>
      <body class="demo">
        <header>
          <div>
            <p class="brand">Garland</p>
            <h1>{texts.title}</h1>
            <p class="intro">{texts.intro}</p>
          </div>
          <LanguageLink language={language} />
        </header>
        <main>
          <noscript>
            <p class="alert">{texts.scriptNeeded}</p>
          </noscript>
          <p id="alert" class="alert" role="alert" hidden></p>
          <When texts={texts} />
          <Stage operatorName={operatorName} texts={texts} />
          <div class="panels">
            <Who texts={texts} />
            <Word texts={texts} />
            <Why texts={texts} />
          </div>
        </main>
      </body>
    </html>
  );
}

function LanguageLink({ language }: Pick<DemoData, "language">) {
  const other = language === "ru" ? "en" : "ru";
  return (
    <a id="language" href={`/demo?lang=${other}`} lang={other} hreflang={other}>
      {other === "ru" ? "По-русски" : "In English"}
    </a>
  );
}

interface PartProps {
  readonly texts: DemoTexts;
}

function When({ texts }: PartProps) {
  return (
    <section class="when" aria-labelledby="when-title">
      <div class="when-title">
        <h2 id="when-title">{texts.when}</h2>
        <div id="seasons" class="seasons" role="group" aria-label={texts.seasons}></div>
      </div>
      <ul id="presets" class="presets"></ul>
      <div class="slider">
        <input id="day" type="range" min="0" max="1" value="0" aria-label={texts.slider} />
        <div id="months" class="months" aria-hidden="true"></div>
      </div>
      <label class="exactly">
        <span>{texts.exactly}</span>
        <input id="instant" type="datetime-local" required />
      </label>
    </section>
  );
}

function Stage({ operatorName, texts }: PartProps & Pick<DemoPageProps, "operatorName">) {
  return (
    <section class="stage" aria-labelledby="who-is-shown">
      <h2 id="who-is-shown">…</h2>
      <p id="summary" class="visually-hidden" role="status"></p>
      <div class="phones">
        <Phone platform="ios" theme="light" operatorName={operatorName} caption={`iPhone, ${texts.light}`} />
        <Phone platform="ios" theme="dark" operatorName={operatorName} caption={`iPhone, ${texts.dark}`} />
        <Phone platform="android" theme="light" operatorName={operatorName} caption={`Android, ${texts.light}`} />
        <Phone platform="android" theme="dark" operatorName={operatorName} caption={`Android, ${texts.dark}`} />
      </div>
    </section>
  );
}

function Who({ texts }: PartProps) {
  return (
    <section class="panel who" aria-labelledby="who-title">
      <h2 id="who-title">{texts.who}</h2>
      <form id="search" class="search">
        <label for="person">{texts.searchLabel}</label>
        <div>
          <input id="person" name="person" autocomplete="off" spellcheck={false} required />
          <button type="submit" class="secondary">
            {texts.search}
          </button>
        </div>
      </form>
      <div id="people" class="people" role="radiogroup" aria-labelledby="who-title"></div>
      <button id="another" type="button" class="secondary">
        {texts.another}
      </button>
    </section>
  );
}

function Word({ texts }: PartProps) {
  return (
    <section class="panel word" aria-labelledby="word-title">
      <h2 id="word-title">{texts.word}</h2>
      <p class="note">{texts.wordHint}</p>
      <ul id="themes" class="themes"></ul>
      <div class="everything" role="group" aria-label={texts.everything}>
        <button type="button" class="primary" data-scope="all" data-value="out">
          {texts.everythingOff}
        </button>
        <button type="button" class="secondary" data-scope="all" data-value="in">
          {texts.everythingIn}
        </button>
      </div>
      <p>
        <a id="off-link" class="off-link" href="/demo" target="_blank" rel="noopener">
          {texts.linkOpen}
        </a>
        <span class="note">{texts.linkHint}</span>
      </p>
      <div id="said-before" hidden>
        <h3>{texts.saidTitle}</h3>
        <ol id="said" class="said"></ol>
        <p id="earlier" class="note" hidden>
          {texts.script.earlierThanWord}
        </p>
      </div>
    </section>
  );
}

function Why({ texts }: PartProps) {
  return (
    <section class="panel why" aria-labelledby="why-title">
      <h2 id="why-title">{texts.why}</h2>
      <Answer texts={texts} platform="ios" name="iPhone" />
      <Answer texts={texts} platform="android" name="Android" />
    </section>
  );
}

function Answer({ texts, platform, name }: PartProps & { readonly platform: string; readonly name: string }) {
  return (
    <article data-answer={platform}>
      <h3>
        {name} <span class="own" data-slot="own"></span>
      </h3>
      <p class="verdict" data-slot="verdict"></p>
      <p data-slot="reason"></p>
      <p class="note" data-slot="span"></p>
      <h4>{texts.next}</h4>
      <ul data-slot="upcoming"></ul>
      <p class="note" data-slot="refresh"></p>
      <details>
        <summary>{texts.raw}</summary>
        <pre data-slot="raw"></pre>
      </details>
    </article>
  );
}
