import type { CategoryStanding, Overview, ThemeStanding } from "../contract/rpc/rpc-care.ts";
import type { Scope } from "../domain/decision/choice.ts";
import { describeGift, describeOutlook, type SpanWords } from "../domain/decision/describe-person.ts";
import { GIFT_ANSWERS } from "../domain/decision/gift.ts";
import type { Outlook } from "../domain/decision/outlook.ts";
import { DecorationScene } from "./decoration-scene.tsx";
import { PageLayout } from "./page-layout.tsx";
import { PERSON_PAGE_TEXTS, type PersonPageTexts } from "./person-page-texts.ts";

/** What has just been done on the page. */
export interface PageChange {
  readonly sentence: string;
  /** Undefined: there is nothing to take back. */
  readonly undoes?: string;
}

export interface PersonPageProps {
  readonly overview: Overview;
  readonly words: SpanWords;
  readonly operatorName: string;
  /** Where the page is, without its query. */
  readonly address: string;
  /** Where its buttons lead. */
  readonly action: string;
  /** What stands beside the operator's name and why, in a sentence. */
  readonly now: string;
  /** The person's choices in sentences, newest first. */
  readonly history: readonly string[];
  /** The form's own number. */
  readonly press: string;
  readonly change?: PageChange | undefined;
}

/** One person's decorations: what is shown, what comes, and a switch for everything. All of it is one form. */
export function PersonPage(props: PersonPageProps) {
  const { overview, words, operatorName, address, action, now, change } = props;
  const { language } = words;
  const texts = PERSON_PAGE_TEXTS[language];
  return (
    <PageLayout language={language} title={texts.title} address={address} kind="person">
      <form method="post" action={action}>
        <div id="change" role="status">
          {change === undefined ? null : <ChangeNote change={change} undo={texts.undo} />}
        </div>
        <div id="content">
          <input type="hidden" name="press" value={props.press} />
          <section class="today" aria-labelledby="title">
            <DecorationScene operatorName={operatorName} path={overview.tray.decoration?.web.path ?? null} />
            <div class="words">
              <h1 id="title">{texts.title}</h1>
              <p>{now}</p>
            </div>
          </section>
          <Gifts overview={overview} words={words} texts={texts} />
          <Switches overview={overview} words={words} texts={texts} />
          <Upcoming overview={overview} words={words} texts={texts} />
          <Wishes overview={overview} words={words} texts={texts} />
          <History history={props.history} texts={texts} />
        </div>
      </form>
    </PageLayout>
  );
}

function ChangeNote({ change, undo }: { readonly change: PageChange; readonly undo: string }) {
  return (
    <div class="change">
      <p>{change.sentence}</p>
      {change.undoes === undefined ? null : (
        <button type="submit" name="undo" value={change.undoes} class="secondary">
          {undo}
        </button>
      )}
    </div>
  );
}

interface PartProps {
  readonly overview: Overview;
  readonly words: SpanWords;
  readonly texts: PersonPageTexts;
}

function Gifts({ overview, words, texts }: PartProps) {
  return overview.gifts.length === 0 ? null : (
    <section class="card" aria-labelledby="gifts">
      <h2 id="gifts">{texts.waitingGifts}</h2>
      <ul class="plain">
        {overview.gifts.map(({ giftId, label, expiresAt }) => (
          <li>
            <p id={`gift-${giftId}`}>{describeGift(label, expiresAt, words)}</p>
            {GIFT_ANSWERS.map((answer) => (
              <button
                type="submit"
                name={answer}
                value={giftId}
                class={answer === "show" ? undefined : "secondary"}
                aria-describedby={`gift-${giftId}`}
              >
                {texts.giftAnswers[answer]}
              </button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Switches({ overview, words, texts }: PartProps) {
  const { switches, categories, themes } = overview;
  const { language } = words;
  return (
    <section class="card switches" aria-labelledby="switches">
      <h2 id="switches">{texts.switchesHeading}</h2>
      <p class="note">{texts.switchesNote}</p>
      <ul>
        <Switch
          scope="all"
          name={texts.everything}
          hint={switches.everything ? texts.everythingHint : texts.everythingOffHint}
          isOn={switches.everything}
          rank="everything"
        />
      </ul>
      {categories.map((category) => {
        const own = themes.filter((theme) => theme.category === category.key);
        const isAround = themes.some(({ around }) => around.includes(`category:${category.key}`));
        return own.length === 0 && !isAround && category.word === "silent" ? null : (
          <ul>
            <Switch
              scope={`category:${category.key}`}
              name={category.label[language]}
              hint={category.sensitive ? texts.sensitiveCategory : undefined}
              isOn={isCategoryOn(category, own)}
              rank="category"
            />
            {own.map((theme) => (
              <Switch
                scope={`theme:${theme.key}`}
                name={theme.label[language]}
                hint={hintOf(theme, words, texts)}
                isOn={theme.isOn}
                rank="theme"
                path={theme.path}
              />
            ))}
          </ul>
        );
      })}
      <ul>
        <Switch scope="gifts" name={texts.gifts} hint={texts.giftsHint} isOn={switches.gifts} rank="category" />
      </ul>
    </section>
  );
}

/** A category that was not asked for as a whole is on as long as any of its themes is. */
function isCategoryOn(category: CategoryStanding, own: readonly ThemeStanding[]): boolean {
  return category.word === "silent" && own.length > 0 ? own.some((theme) => theme.isOn) : category.isOn;
}

interface SwitchProps {
  readonly scope: Scope;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly isOn: boolean;
  readonly rank: "everything" | "category" | "theme";
  readonly path?: string | null;
}

/** The whole row is the button. It says what pressing it does, so that a repeated press does no more. */
function Switch({ scope, name, hint, isOn, rank, path }: SwitchProps) {
  const id = scope.replace(":", "-");
  return (
    <li class={rank}>
      <button
        type="submit"
        role="switch"
        class="switch"
        aria-checked={isOn ? "true" : "false"}
        aria-labelledby={`name-${id}`}
        aria-describedby={hint === undefined ? undefined : `hint-${id}`}
        name={isOn ? "off" : "on"}
        value={scope}
      >
        {path === undefined ? null : <Mark path={path} />}
        <span class="label">
          <span id={`name-${id}`} class="name">
            {name}
          </span>
          {hint === undefined ? null : (
            <span id={`hint-${id}`} class="hint">
              {hint}
            </span>
          )}
        </span>
        <span class="track" aria-hidden="true" />
      </button>
    </li>
  );
}

function Mark({ path }: { readonly path: string | null }) {
  return (
    <span class="mark" aria-hidden="true">
      <svg viewBox="0 0 24 24" width="24" height="24">
        <path d={path ?? BAUBLE} fill="currentColor" />
      </svg>
    </span>
  );
}

/** Stands for a theme of which no decoration is live. */
const BAUBLE = "M10.5 3h3v2.2a7.5 7.5 0 1 1-3 0zM12 7.5a5 5 0 0 0-5 5h1.8A3.2 3.2 0 0 1 12 9.3z";

function hintOf({ word, sensitive, outlook, ifAsked }: ThemeStanding, words: SpanWords, texts: PersonPageTexts) {
  const { hints } = texts;
  const dates = spanWords(ifAsked, words);
  if (word === "off") return dates === undefined ? hints.off : hints.offComing(dates);
  if (word === "silent" && sensitive) {
    return dates === undefined ? hints.onlyIfAsked : hints.onlyIfAskedComing(dates);
  }
  const coming = spanWords(outlook, words);
  if (coming === undefined) return hints.notComing;
  return outlook.status === "showing" ? hints.showing(coming) : hints.scheduled(coming);
}

function spanWords(outlook: Outlook, { formatSpan }: SpanWords): string | undefined {
  return "from" in outlook ? formatSpan(outlook.from, outlook.until) : undefined;
}

function Upcoming({ overview, words, texts }: PartProps) {
  const { upcoming } = overview.tray;
  return (
    <section class="card upcoming" aria-labelledby="upcoming">
      <h2 id="upcoming">{texts.upcomingHeading}</h2>
      {upcoming.length === 0 ? (
        <p class="note">{texts.nothingUpcoming}</p>
      ) : (
        <ol>
          {upcoming.map((show) => (
            <li>
              <Mark path={show.decoration.web.path} />
              <span class="label">
                <span class="name">{show.decoration.label[words.language]}</span>
                <span class="hint">{words.formatSpan(Date.parse(show.showFrom), Date.parse(show.showUntil))}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** What may be asked for: all that the person neither has nor will have by themselves, except what they switched off. */
function Wishes({ overview, words, texts }: PartProps) {
  const { themes, wishes } = overview;
  const { language } = words;
  const askable = themes.filter(
    ({ word, sensitive, outlook }) => word === "silent" && (sensitive || !("from" in outlook)),
  );
  const asked = wishes.flatMap(({ theme: key }) => themes.find((theme) => theme.key === key) ?? []);
  if (askable.length === 0 && asked.length === 0) return null;
  return (
    <section class="card wishes" aria-labelledby="wishes">
      <h2 id="wishes">{texts.wishesHeading}</h2>
      <p class="note">{askable.length === 0 ? texts.nothingToAsk : texts.wishesNote}</p>
      {askable.length === 0 ? null : (
        <ul>
          {askable.map((theme) => (
            <li>
              <Mark path={theme.path} />
              <span class="label">
                <span class="name">{theme.label[language]}</span>
                <span class="hint">{promiseOf(theme.ifAsked, words, texts)}</span>
              </span>
              <button
                type="submit"
                name="on"
                value={`theme:${theme.key}`}
                class="secondary"
                aria-label={texts.askFor(theme.label[language])}
              >
                {texts.ask}
              </button>
            </li>
          ))}
        </ul>
      )}
      {asked.length === 0 ? null : (
        <>
          <h3>{texts.myWishes}</h3>
          <ul class="plain">
            {asked.map(({ label, outlook }) => (
              <li>{describeOutlook(label, outlook, words)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function promiseOf(outlook: Outlook, words: SpanWords, { ifAsked }: PersonPageTexts): string {
  if (outlook.status === "showing") return ifAsked.showing;
  return outlook.status === "scheduled"
    ? ifAsked.scheduled(words.formatSpan(outlook.from, outlook.until))
    : ifAsked.unknown;
}

function History({ history, texts }: Pick<PersonPageProps, "history"> & Pick<PartProps, "texts">) {
  return (
    <section class="card history" aria-labelledby="history">
      <h2 id="history">{texts.historyHeading}</h2>
      {history.length === 0 ? (
        <p class="note">{texts.nothingSaid}</p>
      ) : (
        <ul class="plain">
          {history.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
      <p class="note">{texts.historyNote}</p>
    </section>
  );
}
