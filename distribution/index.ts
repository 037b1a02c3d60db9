/** Distribution: what streams, charts and statements say, and what to expect next. */

export { type Audience, audienceOf, type NotEnoughData } from "./audience/audience.ts";
export type { AudiencePanel, PanelCell } from "./audience/panel.ts";
export { createFlatReader, type FlatHeader, isFlatFile } from "./streams/dsr/read-flat-file.ts";
export { layouts, saleKinds } from "./streams/index.ts";
