import { useState } from "react";

/** A text that somebody types; it survives a reload and a closed dialog, until this tab is closed or it is cleared. */
export function useKept(name: string, initial = ""): readonly [string, (text: string) => void] {
  const storageKey = `garland.kept.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(storageKey) ?? initial);
  const keep = (next: string) => {
    if (next === initial) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, next);
    setText(next);
  };
  return [text, keep];
}
