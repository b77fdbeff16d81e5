import { plainText } from "./letters.ts";
import type { Word } from "./word.ts";

/** "без ёлки скучно", "скучаю по ёлке": what is missed is wished for. */
export const isMissing = ({ written }: Word): boolean => MISSING.test(plainText(written));
const MISSING = /^(?:лучше|веселее|красивее|уютнее|скуч|соскуч|тоскл|тоску|груст|пусто|хватает|miss)/u;
