/** As people call them: `person:anna` is anna. */
export function namePerson(actor: string): string {
  return actor.replace(/^person:/, "");
}
