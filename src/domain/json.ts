/** Plain JSON, as conditions are written and stored. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
