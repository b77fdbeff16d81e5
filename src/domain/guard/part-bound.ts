import { tellChoices } from "../about.ts";

/** One person stands in three breakdowns, and in each of them in as many numbers as one act can change. */
export const NUMBERS_OF_PERSON = 6;

/** Of what one question may tell: the totals have told something of the same person already. */
export const SHARE_OF_PARTS = 0.3;

/** Of fewer people than this, in one part of a retrospective, nothing is told. */
export const PART_FEWER_THAN = tellChoices(NUMBERS_OF_PERSON, () => 0, SHARE_OF_PARTS).fewerThan;
