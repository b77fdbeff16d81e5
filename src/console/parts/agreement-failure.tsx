import { Alert } from "@mantine/core";
import { hasChanged } from "../api/client.ts";
import { FailureNote } from "./failure-note.tsx";

interface AgreementFailureProps {
  readonly error: unknown;
  /** Where to find what somebody's word would be of now, and what to do then. */
  readonly changed: string;
}

/** Why somebody's word was not taken. That what they read has changed is nobody's fault. */
export function AgreementFailure({ error, changed }: AgreementFailureProps) {
  if (error === null) return null;
  return hasChanged(error) ? <Alert color="yellow" role="alert" title={changed} /> : <FailureNote error={error} />;
}
