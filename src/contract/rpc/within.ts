/** The result of work, or an error after so long: whoever waits for many must not wait for one for ever. */
export async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    const say = () => reject(new Error(`It did not answer within ${milliseconds / 1_000} s.`));
    timer = setTimeout(say, milliseconds);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
