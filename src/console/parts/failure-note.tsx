import { Alert, Anchor, Button, Code, List, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiFailure, onLoggedIn, type FailureKind } from "../api/client.ts";
import type { Texts } from "../texts/en.ts";
import { tellHere, useTexts } from "../texts/use-texts.tsx";

interface FailureNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Where to go from what is not there. */
  readonly back?: WayBack | undefined;
}

/** A page, such as the list in which something was looked for. */
export interface WayBack {
  readonly to: string;
  readonly title: string;
}

/** What went wrong and what to do about it, in the service's own words where it had any. */
export function FailureNote({ error, onRetry, back }: FailureNoteProps) {
  const { t } = useTexts();
  const failure = error instanceof ApiFailure ? error : new ApiFailure("broken");
  if (failure.kind === "login") return <LoginNote failure={failure} {...(onRetry === undefined ? {} : { onRetry })} />;
  const { problem } = failure;
  const detail = problem && tellHere(problem.detail, t.locale);
  const title = sayFailure(failure, t);
  // What the whole says needs no saying of its only part.
  const issues = (problem?.issues ?? []).filter(({ message }) => message !== problem?.detail);
  return (
    <Alert color={colorOf(failure)} title={title} role={failure.kind === "later" ? "status" : "alert"}>
      {problem === undefined || title === detail ? null : <Text size="sm">{detail}</Text>}
      {issues.length === 0 ? null : (
        <List size="sm" mt="xs">
          {issues.map((issue) => (
            <List.Item key={issue.path + issue.message}>
              {isWithinRule(issue.path) ? <Code>{issue.path.replace(/^.*: /, "")}</Code> : null}{" "}
              <span>{tellHere(issue.message, t.locale)}</span>
            </List.Item>
          ))}
        </List>
      )}
      {failure.refusal !== undefined && KEEPS_WRITTEN.has(failure.kind) ? (
        <Text size="sm">{t.failure.kept}</Text>
      ) : null}
      {failure.kind === "broken" && problem !== undefined ? (
        <Text size="xs">{t.failure.requestId(problem.requestId)}</Text>
      ) : null}
      {back === undefined ? null : (
        <Anchor component={Link} to={back.to} size="sm" display="block" underline="always">
          {t.common.backTo(back.title)}
        </Anchor>
      )}
      <RetryInTime key={failure.retryAt} failure={failure} {...(onRetry === undefined ? {} : { onRetry })} />
    </Alert>
  );
}

/** What went wrong in one sentence: the service's own where it refused the request. */
export function sayFailure(error: unknown, t: Texts): string {
  const failure = error instanceof ApiFailure ? error : new ApiFailure("broken");
  return failure.refusal === undefined ? t.failure[failure.kind] : tellHere(failure.refusal, t.locale);
}

/** Whoever is refused these was writing something. */
const KEEPS_WRITTEN: ReadonlySet<FailureKind> = new Set(["impossible", "conflict", "refused"]);

function colorOf({ kind }: ApiFailure): string {
  if (kind === "later") return "blue";
  return kind === "offline" || kind === "missing" ? "yellow" : "red";
}

/** The same request fails again in the same way. */
const IN_VAIN: ReadonlySet<FailureKind> = new Set(["missing", "refused"]);

interface RetryInTimeProps extends Pick<FailureNoteProps, "onRetry"> {
  readonly failure: ApiFailure;
}

/** A button only while it can help. */
function RetryInTime({ failure: { kind, retryAt = 0 }, onRetry }: RetryInTimeProps) {
  const [isEarly, setEarly] = useState(() => Date.now() < retryAt);
  useEffect(() => {
    if (!isEarly) return undefined;
    const timer = setTimeout(() => setEarly(false), retryAt - Date.now());
    return () => clearTimeout(timer);
  }, [isEarly, retryAt]);
  return <Retry {...(onRetry === undefined || isEarly || IN_VAIN.has(kind) ? {} : { onRetry })} />;
}

/** Places in files and requests say nothing to whoever fills in a form; those in a rule do, which is written as JSON. */
function isWithinRule(path: string): boolean {
  return path.includes("condition");
}

/** The dialog asks for the login; this says how to go on after it. */
function LoginNote({ failure, onRetry }: { readonly failure: ApiFailure; readonly onRetry?: () => void }) {
  const { t } = useTexts();
  const [returned, setReturned] = useState<ApiFailure>();
  useEffect(() => onLoggedIn(() => setReturned(failure)), [failure]);
  const isBack = returned === failure;
  return (
    <Alert color={isBack ? "green" : "yellow"} title={isBack ? t.frame.loggedIn : t.failure.login} role="alert">
      {isBack ? <Retry {...(onRetry === undefined ? {} : { onRetry })} /> : null}
    </Alert>
  );
}

function Retry({ onRetry }: Pick<FailureNoteProps, "onRetry">) {
  const { t } = useTexts();
  if (onRetry === undefined) return null;
  return (
    <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
      {t.common.retry}
    </Button>
  );
}
