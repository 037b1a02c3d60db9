/** Distribution: what streams, charts and statements say, and what to expect next. */
export { layouts, saleKinds } from "./streams/index.ts";
