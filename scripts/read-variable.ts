/** A variable of this process. One that is empty is not set: files of variables list those that are left out as `NAME=`. */
export function readVariable(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}

const MOST_BALLAST_MIB = 65_536;

/** How large the file is that is given up when the disk runs full, by GARLAND_BALLAST_MIB. */
export function readBallastMib(unlessSet: number): number {
  const text = readVariable("GARLAND_BALLAST_MIB");
  const size = text === undefined ? unlessSet : /^\d+$/.test(text) ? Number(text) : NaN;
  if (size > 0 && size <= MOST_BALLAST_MIB) return size;
  throw new Error(`GARLAND_BALLAST_MIB must be a whole number from 1 to ${MOST_BALLAST_MIB}, such as ${unlessSet}.`);
}

/** The port that PORT asks for. */
export function readPort(text: string | undefined, unlessSet: number): number {
  const port = text === undefined ? unlessSet : /^\d+$/.test(text) ? Number(text) : NaN;
  if (port > 0 && port < 65_536) return port;
  throw new Error(`PORT must be a whole number from 1 to 65535, such as ${unlessSet}.`);
}
