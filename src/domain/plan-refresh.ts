/** When a phone should ask again: after `afterSeconds`, plus a share of `jitterSeconds` that it draws itself. */
export interface RefreshPlan {
  readonly afterSeconds: number;
  readonly jitterSeconds: number;
}

/** Phones turn by themselves at known instants, so asking again only brings news; six hours is often enough. */
const CALM: RefreshPlan = { afterSeconds: 21_600, jitterSeconds: 3_600 };

/** While a campaign is being rolled out, or was just stopped, news must travel faster. */
const ALERT: RefreshPlan = { afterSeconds: 3_600, jitterSeconds: 900 };

export function planRefresh(isAlert: boolean): RefreshPlan {
  return isAlert ? ALERT : CALM;
}
