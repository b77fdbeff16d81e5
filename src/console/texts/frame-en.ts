/** What the console says in English around its pages: what is in the way, and what to do. */
export const enFrame = {
  frame: {
    loggedIn: "You are logged in again. Nothing is lost: press it once more.",
    lost: "The connection to the service is lost. What you see may be old; what you have typed is kept. It is tried again by itself.",
    resumeAsked: (who: string, until: string) =>
      `${who} wants everything to go on. Until ${until} another approver may say the same on the page Live, and it does.`,
    keyWaits: (name: string, maker: string) =>
      `The key “${name}” is refused until a second person, other than ${maker}, confirms it:`,
    who: (name: string, roles: string) => `${name}: ${roles}`,
    entries: (amount: number) => `${amount} ${amount === 1 ? "member" : "members"}`,
  },
};
