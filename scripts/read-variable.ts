/** A variable of this process. One that is empty is not set: files of variables list those that are left out as `NAME=`. */
export function readVariable(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}

/** The port that PORT asks for. */
export function readPort(text: string | undefined, unlessSet: number): number {
  const port = text === undefined ? unlessSet : /^\d+$/.test(text) ? Number(text) : NaN;
  if (port > 0 && port < 65_536) return port;
  throw new Error(`PORT must be a whole number from 1 to 65535, such as ${unlessSet}.`);
}
