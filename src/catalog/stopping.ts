import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act, StopReport } from "../contract/rpc/rpc-control.ts";
import { isMachine } from "../domain/human-behind.ts";
import type { Label } from "../domain/label.ts";
import { succeed, fail, type Result } from "../domain/result.ts";
import { noteStop, resumeAwaited, weighResume, type StopOfAll } from "../domain/resume-everything.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { askWhereRevealed } from "./ask-where-revealed.ts";
import type { ControlTools } from "./control-tools.ts";

const NO_MACHINE_RESUMES: Label = {
  ru: "Машина не снимает то, что остановил человек: пусть человек войдёт и решит сам.",
  en: "A machine doesn't undo what a person stopped: have a person log in and decide.",
};

/** The stop of everything, and its end. */
export function openStopping(tools: ControlTools) {
  const { storage, audit, publisher, guarding, authors, transact } = tools;

  const isStopped = () => storage.readSetting("stopped") === "yes";

  /** Undefined: nothing is stopped, or nobody knows by whom. */
  function readStop(): StopOfAll | undefined {
    const text = storage.readSetting("stop-of-all");
    // Parsed boundary: only `writeStop` writes it.
    return isStopped() && text !== undefined && text !== "" ? (JSON.parse(text) as StopOfAll) : undefined;
  }

  function writeStop(stop: StopOfAll | undefined): void {
    storage.writeSetting("stop-of-all", stop === undefined ? "" : JSON.stringify(stop));
  }

  function set(stopped: boolean, request: Act): Result<Pick<StopReport, "resume">, Failure> {
    storage.writeSetting("stopped", stopped ? "yes" : "no");
    const changes = [{ path: "stopped", before: !stopped, after: stopped }];
    audit.append(request, stopped ? "stop-everything" : "resume-everything", "everything", changes);
    if (!stopped && askWhereRevealed(tools, { everything: true }, request.now)) guarding.followLives(request.now, 0);
    guarding.tellStopped(stopped, request);
    const done = stopped
      ? publisher.restand(request, writeServiceWord({ code: "everything-stopped" }))
      : publisher.publish(request, writeServiceWord({ code: "everything-resumed" }));
    return done.ok ? succeed({}) : done;
  }

  return {
    resumeAwaited: () => resumeAwaited(readStop()),

    /** Whoever stops what is stopped already has a part in it: it goes on without them by two others only. */
    stop(request: Act): Result<Pick<StopReport, "resume">, Failure> {
      const known = readStop();
      const noted = noteStop(known, request.actor, request.now, authors.makerOf);
      if (isStopped() && noted.by.length === known?.by.length && known.resume === undefined) return succeed({});
      return transact(() => {
        const isNew = !isStopped();
        writeStop(noted);
        if (isNew) return set(true, request);
        const changes = [{ path: "stoppedBy", after: noted.by }];
        audit.append(request, "stop-everything", "everything", changes);
        return succeed({});
      });
    },

    /** Two people let everything go on; the first one's word is kept. */
    resume(request: Act): Result<Pick<StopReport, "resume">, Failure> {
      if (!isStopped()) return succeed({});
      const { actor, now } = request;
      if (isMachine(actor)) return fail({ type: "another-person", ...inBoth(NO_MACHINE_RESUMES) });
      const { stop, waiting } = weighResume(readStop(), actor, now, authors.makerOf);
      return transact(() => {
        writeStop(stop);
        if (waiting === undefined) return set(false, request);
        audit.append(request, "propose-resume", "everything", [{ path: "proposedBy", after: actor }]);
        return succeed({ resume: waiting });
      });
    },
  };
}
