/** Distribution: what streams, charts and statements say, and what to expect next. */
export { type Audience, audienceOf, type NotEnoughData } from "./audience/audience.ts";
export { type MoneyCell, type MoneySummary, moneySummary, type RateTable } from "./audience/money.ts";
export { monthsBetween } from "./audience/monthly.ts";
export type { AudiencePanel, Month, PanelCell } from "./audience/panel.ts";
export {
  type NoPlaylistEffect,
  type PlaylistEffect,
  type PlaylistQuestion,
  playlistEffect,
} from "./effect/playlist-effect.ts";
export { type EffectFound, type EventEffects, eventEffects, type SeriesEvent } from "./forecast/events.ts";
export { addedUp, effectsOnTotal, type TableWithTotals, withTotals } from "./forecast/forecast-hierarchy.ts";
export {
  type Covariates,
  FEWEST_VALUES,
  type ForecastRequest,
  forecastSeries,
  type SeriesForecast,
} from "./forecast/forecast-series.ts";
export {
  type Forecast,
  finishTable,
  type KnownThings,
  type NamedSeries,
  type NotEnough,
  notEnough,
  SHORT_HISTORY,
  type TableCovariates,
  type TableForecast,
  type TableRequest,
  tableCovariates,
} from "./forecast/forecast-table.ts";
export { type Hierarchy, type ReconcileMethod, reconcile } from "./forecast/reconcile.ts";
export { auditStatements } from "./integrity/audit-statements.ts";
export {
  type Audit,
  type Integrity,
  type IntegrityPanel,
  integrityOf,
  type NoIntegrity,
  type PlaylistAnswer,
  type View,
} from "./integrity/integrity.ts";
export { type JudgedMonths, judgeMonths, type RecordingMonths } from "./integrity/judge-months.ts";
export { type JudgedSurge, judgeRecording } from "./integrity/judge-recording.ts";
export type { Judgement, Verdict, WeighedExplanation } from "./integrity/judge-surge.ts";
export type { Measured, Portion, SurgeMeasures } from "./integrity/measure-surge.ts";
export { type NoNowcast, type Nowcast, nowcastMoney, type ServiceMoney } from "./integrity/nowcast-money.ts";
export type { RecordingStreams } from "./integrity/recording-streams.ts";
export type { AuditFinding, AuditKind, StatementTable } from "./integrity/statement-table.ts";
export type { IntegrityFinding, PlaylistPart, PortionFound } from "./integrity/surge-finding.ts";
export { type EvidenceQuestion, type KnownMarket, knownMarkets, type MarketFacts } from "./markets/evidence.ts";
export type { MeasuredEffect } from "./markets/gain-model.ts";
export { type Market, type Markets, type MarketsQuestion, marketsOf } from "./markets/markets.ts";
export type { LeftOutMoney, OneCurrency, PayoutCell } from "./markets/payouts.ts";
export { type RankedMarket, rankMarkets } from "./markets/rank-markets.ts";
export {
  type ChartCell,
  type ChartDynamics,
  type ChartRun,
  chartDynamics,
  chartRuns,
} from "./popularity/chart.ts";
export { type OwnSong, type Popularity, type PopularityQuestion, popularityOf } from "./popularity/popularity.ts";
export { isShare, type TargetProfile } from "./popularity/target-profile.ts";
export { ANNOUNCED_UNDER, type AttributeTrend, attributeTrends, type Entry } from "./popularity/trends.ts";
export { createFlatReader, type FlatHeader, isFlatFile } from "./streams/dsr/read-flat-file.ts";
export { layouts, saleKinds } from "./streams/index.ts";
