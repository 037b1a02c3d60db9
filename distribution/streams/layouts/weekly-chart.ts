import type { Layout } from "../../../foundation/tables/layout.ts";

/** Weekly charts as tables: a chart date, a position, a title and a performer. Ranks without streams. */
export const weeklyChart: Layout = {
  id: "weekly-chart",
  title: "Weekly chart",
  basis: "charted",
  columns: {
    week: { role: "period", names: ["chart_week", "chart_date", "WeekID"] },
    rank: { role: "quantity", names: ["current_week", "this_week", "Week Position", "rank"] },
    title: { role: "title", names: ["title", "song"] },
    artist: { role: "artist", names: ["performer", "artist"] },
    previous: { role: "note", names: ["last_week", "Previous Week Position"] },
    peak: { role: "note", names: ["peak_pos", "Peak Position", "peak_rank"] },
    weeks: { role: "note", names: ["wks_on_chart", "Weeks on Chart", "weeks_on_board"] },
  },
  measures: [{ unit: "chart rank", quantity: "rank" }],
  overlaps: true,
  known: "public collections of weekly charts",
};
