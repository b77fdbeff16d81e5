export const enCalendar = {
  calendar: {
    title: "Cultural calendar",
    hint: "What feasts carry counts for every campaign around them: whoever has switched it off sees none of them.",
    region: "Region",
    allRegions: "All regions",
    feast: "Feast",
    days: "Days",
    category: "Category",
    where: "Where it is kept",
    everywhere: "everywhere",
    noCategory: "none of its own",
    sensitive: "only for those who ask",
    unknown: (feast: string, first: number, last: number) =>
      `${feast} is missing: its days are known for ${first} to ${last} only. For other years plan by dates.`,
    locked: (feast: string, category: string) =>
      `${feast} carries the sensitive category “${category}”: the campaign is shown only to people who asked for that category, and for its theme's too if that is sensitive. This can't be changed here.`,
    movingDays:
      "Sabantuy, Sagaalgan and Shagaa have no day that is known ahead: choose “Once” and write the days that the region has announced.",
  },
};
